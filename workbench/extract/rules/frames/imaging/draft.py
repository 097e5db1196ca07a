"""A finding before it has its place in the document: what one sentence alone gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.extract.rules.frames.imaging.chunks import Chunk
from workbench.extract.rules.frames.imaging.tokens import Token
from workbench.extract.rules.model import Seven
from workbench.schema.case import Assertion, Contact, Severity, Side

Judge = Callable[[Token], Seven]
"""What the sentence's own cues say of one mention."""

SAID: dict[Seven, Assertion | None] = {
    "present": "present",
    "negated": "absent",
    "not_done": "absent",
    "possible": "uncertain",
    "historical": "historical",
    "hypothetical": None,
    "family": None,
}
"""The assertion of a finding; None makes no fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One finding as a sentence gives it; ``levels`` are the tokens that place it."""

    kind: str
    assertion: Assertion
    chunk: Chunk
    levels: tuple[Token, ...] = ()
    location: str | None = None
    side: Side | None = None
    severity: Severity | None = None
    contact: Contact | None = None
    name: str | None = None
    value: float | int | None = None
    unit: str | None = None
    detail: str | None = None
    needs_place: bool = False
    """Whether it is a finding only at a level that is told."""


def below(grade: Severity, denial: Token) -> Severity:
    """What is left when a grade is denied ("no severe stenosis")."""
    first = denial.text.split()[0].lower()
    word = first if first in ("no", "not", "without") else "no"
    return Severity(label=f"{word} {grade.label}", low=0, high=max(grade.low - 1, 0))
