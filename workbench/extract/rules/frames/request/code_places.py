"""The places that stand beside the codes of a line, for each code its own.

"63081 C5, 22551 C6-7" has them behind, "T12 = 22513, L1 (22515)" right before, and
"T8, T11 -> 22513 + 22515" gives each vertebra of a list its code.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import (
    lone_side,
    named_levels,
    named_vertebrae,
)
from workbench.extract.rules.frames.request.codes import CodeMention
from workbench.extract.rules.model import Cell
from workbench.schema.case import Side

Places = tuple[tuple[str, ...], tuple[str, ...]]
"""The interspaces and the vertebrae that a text names."""

_ENDS_BESIDE = re.compile(r"[);+&]|\b(?:and|plus|with|then)\b", re.IGNORECASE)
_LEVEL = r"[CTLS]\d{1,2}(?:\s?[-/]\s?[CTLS]?\d{1,2})?"
_LEVEL_IS = re.compile(
    rf"(?<![\w-])(?P<level>{_LEVEL})"
    r"(?:\s{0,2}(?:=|->|\u2192|\()\s{0,2}|\s{0,6}(?:\.{2,40}|-{3,40}|_{3,40})\s{0,6})"
    r"(?:CPT\s)?\Z"
)
"""A level that a code is given to ("T12 = 22513, L1 (22515)", "T12 ..... 22513")."""
_ADDED = (
    r"(?:add(?:itional|'?l|-?on)?|each|ea|second|2nd|third|3rd|next|another|extra|plus"
    r"|further)\b\.?"
)
_TOUCH = re.compile(
    r"[\s,:;@()/-]{0,4}"
    rf"(?:[(\[]?{_ADDED}(?:[\s-](?:{_ADDED}|levels?|lvls?|segments?|interspaces?|vertebrae?"
    r"|body|code)){0,2}[)\],;:]?\s{0,2})?"
    r"(?:(?:at|level|levels|for)\b[\s:]{0,2}){0,2}",
    re.IGNORECASE,
)
"""What may stand between a code and its level, a word for an add-on code among it."""


_GIVEN = re.compile(
    rf"\W*(?P<levels>{_LEVEL}(?:(?:\s?[,&+]\s?(?:and\s)?|\sand\s){_LEVEL}){{1,4}})"
    r"\s{0,12}(?:->|=>|=|:|\u2192|\.{2,})\s{0,12}(?:CPT\s)?"
)


_LETTERED = re.compile(rf"{_LEVEL}[\s,]{{1,2}}(?P<side>LT|RT|L|R)\W*\Z")


def lettered_side(text: str) -> Side | None:
    """The side that a letter right behind the level gives ("64493 L4-5 R")."""
    found = _LETTERED.search(text)
    return lone_side(found["side"]) if found else None


def levels_before(text: str, start: int) -> tuple[str, ...]:
    """The levels of a line that is nothing but them up to its first code."""
    match = _GIVEN.fullmatch(text, 0, start)
    return tuple(re.findall(_LEVEL, match["levels"])) if match else ()


def all_beside(text: str, codes: tuple[CodeMention, ...]) -> list[str]:
    """Per code the text that gives its level; one place after a list is of them all."""
    if not codes:
        return []
    leads = [_LEVEL_IS.search(text, 0, code.start) for code in codes]
    if all(leads):
        return [one["level"] for one in leads if one]
    if before := levels_before(text, codes[0].start):
        same = len(before) == len(codes)
        return list(before) if same else [", ".join(before)] * len(codes)
    ends = [*(code.start for code in codes[1:]), len(text)]
    found = [_beside(text, code, end) for code, end in zip(codes, ends, strict=True)]
    listed = len(codes) > 1 and not any(found[:-1])
    return [""] * len(codes) if listed else found


def each_in_cell(homes: Sequence[tuple[CodeMention, Cell]]) -> list[Places | None]:
    """Per code of a row its own place, where every code of its cell brings one."""
    found: list[Places | None] = []
    for _, cell in homes:
        codes = tuple(code for code, home in homes if home is cell)
        at = len([one for _, one in homes[: len(found)] if one is cell])
        told = all_beside(cell.text, codes) if len(codes) > 1 else [""]
        own = told[at] if all(told) else ""
        found.append((named_levels(own), named_vertebrae(own)) if own else None)
    return found


def _beside(text: str, code: CodeMention, following: int) -> str:
    """Text directly after a code that itemises its level, or else nothing."""
    rest = text[code.end : following]
    lead = _TOUCH.match(rest)
    start = lead.end() if lead else 0
    near = _ENDS_BESIDE.split(rest[start : start + 14])[0]
    return rest if named_levels(near) or named_vertebrae(near[:8]) else ""
