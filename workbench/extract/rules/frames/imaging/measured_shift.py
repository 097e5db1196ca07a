"""The shift between positions of a film with its measure, told once and by its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.draft import Draft
from workbench.extract.rules.model import Cell
from workbench.extract.rules.words.sought import sought

_SHIFT = sought(
    r"(?:\A|[:,;(])\s?(?:total\s|dynamic\s|net\s)?(?:translation|excursion)"
    r"(?:\s(?:of|is))?\s(?P<value>\d{1,2}(?:\.\d{1,2})?)\s?mm\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\btranslation\b[^.;:]{0,40}\bfrom\s\d{1,2}(?:\.\d)?(?:\s?mm)?\sto\s\d",
    re.IGNORECASE,
)
"""Two positions, neither of which is the shift ("translation goes from 4 to 5 mm")."""


def with_shift(found: Sequence[Draft], text: str) -> list[Draft]:
    """Drafts, the one shift with its measure where it is told behind its positions.

    "5 mm in neutral, 6 mm in flexion: translation 2 mm".  A name of the shift beside
    its measure ("translation changes by 2 mm") is no second one.
    """
    found = [_none(one) for one in _once(found)]
    if _FROM_TO.search(text):
        return [_without_measure(one) for one in found]
    told = _SHIFT.findall(text)
    open_ones = [one for one in found if one.kind == "translation"]
    if len(told) != 1 or len(open_ones) != 1 or open_ones[0].value is not None:
        return list(found)
    value = float(told[0]) if "." in told[0] else int(told[0])
    return [
        replace(one, value=value, unit="mm") if one is open_ones[0] else one
        for one in found
    ]


def _none(draft: Draft) -> Draft:
    """A slip of 0 mm is none."""
    if draft.kind != "spondylolisthesis" or draft.value != 0:
        return draft
    absent = draft.assertion == "present"
    return replace(
        draft, assertion="absent" if absent else draft.assertion, value=None, unit=None
    )


_Placed = tuple[Draft, tuple[Cell, ...]]


def of_one_row(found: Sequence[_Placed]) -> tuple[_Placed, ...]:
    """The drafts of a row's cells, told once: no slip in one position is no denial
    beside a slip in another, and a shift with its measure needs no bare name."""
    slips = any(_is_slip(one) and one.assertion == "present" for one, _ in found)
    kept = _once([one for one, _ in found])
    return tuple(
        (one, cells)
        for one, cells in found
        if one in kept and not (slips and _is_slip(one) and one.assertion == "absent")
    )


def _is_slip(draft: Draft) -> bool:
    return draft.kind == "spondylolisthesis"


def _once(found: Sequence[Draft]) -> list[Draft]:
    """Each shift with its measure, without the bare name of the same one."""
    measured = [
        one.levels
        for one in found
        if one.kind == "translation" and one.value is not None
    ]
    return [
        one
        for one in found
        if one.kind != "translation"
        or one.value is not None
        or one.levels not in measured
    ]


def _without_measure(draft: Draft) -> Draft:
    if draft.kind != "translation":
        return draft
    return replace(draft, value=None, unit=None)
