"""The proof that a rendered text says nothing without a source."""

from workbench.narrate.proof.check import Further, Untraced, check

__all__ = ["Further", "Untraced", "check"]
