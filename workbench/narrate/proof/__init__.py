"""The proof that a rendered text says nothing without a source."""

from workbench.narrate.proof.check import Untraced, check

__all__ = ["Untraced", "check"]
