"""The letters of a SOAP note, however they are marked off: "P) PT", "A] L5 radic".

A bracket behind such a letter reads as the colon that other notes set there.  Where
further letters head lines in the same way ("B) ...", "C) ...") they number a list, and
so do letters before a full stop that run from A on ("A.  MEMBER", "B.  SERVICE").
Letters with nothing but a blank behind them count where all four head a line, once
each and in their order.
Small letters that head lines of their own ("a: strain", "p: rest") read as great ones
where both of these stand.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_LETTER = sought(r"(?:\A[ ]*|[ ]{2,}|(?<=[.;])[ ])(?P<letter>[A-Z])[)\]](?=[ ]+\S)")
_BARE = re.compile(r"[ ]{0,8}(?P<letter>[SOAP])[ ](?=[ ]{0,6}\S)")
_ORDER = "SOAP"
_SOAP = frozenset(_ORDER)
_SMALL = sought(r"\A[ ]*(?P<letter>[soap])[ ]?:(?=[ ]+\S)")
_SMALL_BOTH = frozenset("ap")
_PART = re.compile(r"[ ]{0,8}(?P<letter>[A-Z])(?P<stop>[.])(?=[ ]+\S)")
_PARTS = "ABC"
"""The letters with which the parts of a form begin, where they are lettered."""
_LONGEST = 2_000


def soap(lines: Sequence[str]) -> list[str]:
    """The lines with a colon behind each letter of SOAP; every sign keeps its place."""
    lines = _lettered(_enlarged(lines))
    held = [line for line in lines if len(line) <= _LONGEST]
    letters = {
        one["letter"]
        for line in held
        if ")" in line or "]" in line
        for one in _LETTER.finditer(line)
    }
    if not letters:
        return _bare(lines)
    if not letters <= _SOAP or "P" not in letters:
        return list(lines)
    return [
        _LETTER.sub(_with_colon, line) if len(line) <= _LONGEST else line
        for line in lines
    ]


def _lettered(lines: Sequence[str]) -> Sequence[str]:
    """The lines with a bracket behind letters that number them from A on."""
    heads = {
        number: head
        for number, line in enumerate(lines)
        if line[1:10].find(".") >= 0 and (head := _PART.match(line))
    }
    letters = "".join(head["letter"] for head in heads.values())
    if not letters.startswith(_PARTS):
        return lines
    made = list(lines)
    for number, head in heads.items():
        at = head.start("stop")
        made[number] = f"{lines[number][:at]}){lines[number][at + 1 :]}"
    return made


def _bare(lines: Sequence[str]) -> list[str]:
    """The lines with a colon for the blank behind each of four bare letters."""
    heads = {
        number: head
        for number, line in enumerate(lines)
        if len(line) <= _LONGEST and (head := _BARE.match(line))
    }
    if "".join(head["letter"] for head in heads.values()) != _ORDER:
        return list(lines)
    made = list(lines)
    for number, head in heads.items():
        at = head.end("letter")
        made[number] = f"{lines[number][:at]}:{lines[number][at + 1 :]}"
    return made


def _enlarged(lines: Sequence[str]) -> Sequence[str]:
    """The lines with great letters of SOAP, where a note writes them small."""
    small = [one for line in lines if ":" in line[:12] and (one := _SMALL.match(line))]
    if not _SMALL_BOTH <= {one["letter"] for one in small}:
        return lines
    return [_SMALL.sub(_great, line) if ":" in line[:12] else line for line in lines]


def _great(one: re.Match[str]) -> str:
    return one.group().upper()


def _with_colon(one: re.Match[str]) -> str:
    return one.group()[:-1] + ":"
