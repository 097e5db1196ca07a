"""Complaints in a list whose entries begin with signs: "+ neck pain, - weakness".

A plus reports what stands behind it, a minus denies it, each as far as its entry goes.
A minus is a sign only in a list that has a plus as well, or where it is glued to its
word in several entries; else it is a dash or a bullet.
"""

from __future__ import annotations

from typing import Literal

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage

Sign = Literal["+", "-"]

_LEAD = r"(?:(?<=[,;.:/])[ ]{0,3}|\A\s*|(?<=[a-z)])[ ]{2,}|(?<=\n)[ ]*)"
_ENTRY = re.compile(rf"{_LEAD}\(?(?P<sign>[+-])\)?(?P<gap>[ ]?)(?=[A-Za-z])")
_LOOSE = re.compile(r"(?<=[a-z)])[ ](?P<sign>[+-])(?P<gap>[ ]?)(?=[A-Za-z])")
"""A sign between entries that nothing else parts ("+ cramps - falls - numbness")."""
_STOP = re.compile(r"[,;]|\.(?:\s|\Z)|[ ]{3,}|\n")
_FEWEST = 2
"""Entries from which signs make a list."""


def sign_at(passage: Passage, start: int) -> Sign | None:
    """The sign of the entry in which a complaint begins; None outside such a list."""
    text, place = _line(passage, start)
    return _sign(text, place)


def _line(passage: Passage, start: int) -> tuple[str, int]:
    """The sentence with what stands before it on its line, and the place within."""
    source, begin = passage.view.source.text, passage.sentence.start
    head = source.rfind("\n", 0, begin) + 1
    lead = source[head:begin]
    return lead + passage.sentence.text, start + len(lead)


def _sign(text: str, place: int) -> Sign | None:
    entries = [*_ENTRY.finditer(text)]
    if entries and not set(text) & set(",;"):
        entries = sorted(
            [*entries, *_LOOSE.finditer(text)], key=lambda one: one.start()
        )
    if len(entries) < _FEWEST:
        return None
    glued = sum(one["sign"] == "-" and not one["gap"] for one in entries)
    if not any(one["sign"] == "+" for one in entries) and glued < _FEWEST:
        return None
    before = [one for one in entries if one.end() <= place]
    if not before or _STOP.search(text, before[-1].end(), place):
        return None
    return "+" if before[-1]["sign"] == "+" else "-"
