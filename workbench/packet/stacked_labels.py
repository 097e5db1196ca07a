"""Labels of a boxed form with their values below: "BIRTH DATE      REQUEST DATE".

Printed as text, such a form has its labels in one row and the values in the next, each
under its own.  A date there is told apart by its label as well as one beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from workbench.content import expressions as re

_CELL = re.compile(r"\S+(?:[ ]{1,2}\S+)*")
_NUMBER = re.compile(r"\d{1,2}[a-z]?[.)]?\s+")
"""The number of a box before its label ("6 REQUEST DATE")."""
_DAY = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d"
    r"|[A-Za-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2}[ -][A-Za-z]{3,9}\.?[ -]\d{4}"
)
_SLACK = 2
"""Characters by which a value may stand beside its label's column."""
_LONGEST = 300


def unstacked(lines: Sequence[str]) -> list[str]:
    """The lines, each value in a row of days under labels as a line with its label."""
    made = [*lines[:1]]
    for above, line in pairwise(lines):
        fields = _fields(above[:_LONGEST], line[:_LONGEST])
        made += fields or [line]
    return made


def _fields(above: str, line: str) -> list[str]:
    """The values of a row behind the labels above; none unless a day is among them."""
    values = [(one.start(), one.group()) for one in _CELL.finditer(line)]
    if not any(_DAY.fullmatch(text) for _, text in values):
        return []
    labels = [(one.start(), one.group()) for one in _CELL.finditer(above)]
    if len(labels) < 2 or not all(_is_label(text) for _, text in labels):
        return []
    told = [(_label_at(start, labels), text) for start, text in values]
    if not all(label for label, text in told if _DAY.fullmatch(text)):
        return []
    return [f"{label}: {text}" if label else text for label, text in told]


def _is_label(text: str) -> bool:
    bare = _NUMBER.sub("", text, count=1)
    return bare[:1].isalpha() and not any(map(str.isdigit, bare))


def _label_at(start: int, labels: Sequence[tuple[int, str]]) -> str:
    """The label in whose column a value stands; empty without one."""
    near = (text for at, text in labels if abs(at - start) <= _SLACK)
    return next(near, "")
