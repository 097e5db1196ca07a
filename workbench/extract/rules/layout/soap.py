"""The letters of a SOAP note, however they are marked off: "P) PT", "A] L5 radic".

A bracket behind such a letter reads as the colon that other notes set there.  Where
further letters head lines in the same way ("B) ...", "C) ...") they number a list.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_LETTER = sought(r"(?:\A[ ]*|[ ]{2,}|(?<=[.;])[ ])(?P<letter>[A-Z])[)\]](?=[ ]+\S)")
_SOAP = frozenset("SOAP")
_LONGEST = 2_000


def soap(lines: Sequence[str]) -> list[str]:
    """The lines with a colon behind each letter of SOAP; every sign keeps its place."""
    held = [line for line in lines if len(line) <= _LONGEST]
    letters = {
        one["letter"]
        for line in held
        if ")" in line or "]" in line
        for one in _LETTER.finditer(line)
    }
    if not letters or not letters <= _SOAP or "P" not in letters:
        return list(lines)
    return [
        _LETTER.sub(_with_colon, line) if len(line) <= _LONGEST else line
        for line in lines
    ]


def _with_colon(one: re.Match[str]) -> str:
    return one.group()[:-1] + ":"
