"""A sentence that tells of blocks of several kinds: each with its own words.

"Medial branch blocks 1/5/2026 and a lumbar ESI 2/9/2026, 70% relief" tells of one
epidural session, on one day.  What stands before the first of them is shared, its days
only with those that name none; a full stop or semicolon ends what is shared.  Of "both
in one session" each has all the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import Operation
from workbench.extract.rules.frames.passages import Passage, dates_in

_BLOCKS = frozenset({"facet-injection", "trigger-point-injection", "sympathetic-block"})
_TOGETHER = re.compile(
    r"\b(?:same|one|single)\s(?:visit|session|day|sitting|setting|time|encounter"
    r"|appointment|date)\b|\btogether\b|\bcombined\b|\bconcurrent\w*"
    r"|\bsimultaneous\w*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"[;,.]|\b(?:and|then|plus|followed by|before|after|later)\b|&|\+", re.IGNORECASE
)
_ENDS = frozenset(";.")


def parted(
    passage: Passage, named: Sequence[Operation]
) -> list[tuple[Passage, Sequence[Operation]]]:
    """The passage for each kind of block, the words of other kinds blanked out."""
    groups: list[Sequence[Operation]]
    groups = [tuple(own) for _, own in groupby(named, key=_sort)]
    apart = any(one.kind in _BLOCKS or one.concept in _OWN for one in named)
    if len(groups) < 2 or not apart:
        return [(passage, named)]
    if _TOGETHER.search(passage.text):
        return [(passage, own) for own in groups]
    text = passage.text
    cuts = [_cut(text, a[-1], b[0]) for a, b in zip(groups, groups[1:], strict=False)]
    begins = [0, *cuts]
    ends = [*cuts, len(text)]
    lead = groups[0][0].start
    made: list[tuple[Passage, Sequence[Operation]]] = []
    for place, (own, low, high) in enumerate(zip(groups, begins, ends, strict=True)):
        kept = text[low:high]
        if place:
            kept = _lead(passage, lead, cuts[:place], kept) + kept
        made.append((replace(passage, text=kept.rjust(high).ljust(len(text))), own))
    return made


_OWN = frozenset({"radiofrequency"})


def _sort(one: Operation) -> str:
    """What tells two kinds of block apart; epidurals are one, whatever their way."""
    if one.kind.startswith("epidural"):
        return "epidural"
    return one.concept if one.concept in _OWN else one.kind


def _cut(text: str, before: Operation, after: Operation) -> int:
    """Where the words of the second begin: behind the last word that joins the two."""
    joins = list(_BETWEEN.finditer(text, before.end, after.start))
    return joins[-1].end() if joins else after.start


def _lead(passage: Passage, end: int, cuts: Sequence[int], own: str) -> str:
    """What stands before the first block, where a later one shares it."""
    text = passage.text
    if any(text[cut - 1] in _ENDS for cut in cuts):
        return ""
    lead = text[:end]
    if dates_in(own, passage.view.document.date):
        for one in reversed(dates_in(lead, passage.view.document.date)):
            lead = lead[: one.start] + lead[one.end :]
    return lead
