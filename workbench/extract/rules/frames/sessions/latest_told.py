"""One of several sessions that a later sentence tells of by its own day.

"She has had injections at L4-5, the first in July.  The most recent, on 3 March 2026,
took the pain from 9/10 to 4/10": what that one gave is not what the first did.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, dates_in
from workbench.schema.partial_date import PartialDate, is_exact

_OPENS = re.compile(
    r"\W*(?:the|her|his|their|my)\s(?:most recent|latest|last|second|third|fourth|next)"
    r"(?:\s(?:one|injection|session|time|of (?:these|them|which)))?[\s,(]{1,3}"
    r"(?:(?:which|that|was|being|done|given|performed|dated)\s){0,3}(?:(?:on|of)\s)?",
    re.IGNORECASE,
)
"""What leads to the day of one of several."""


class Latest(NamedTuple):
    """A session told by its own day, and the sentences that say what it gave."""

    day: PartialDate
    told: list[Passage]


def told_apart(rest: Sequence[Passage]) -> tuple[list[Passage], list[Latest]]:
    """What is told of the sessions named before, and of those told by a day since."""
    own: list[Passage] = []
    later: list[Latest] = []
    for one in rest:
        if day := _day(one):
            later.append(Latest(day, [one]))
        elif later:
            later[-1].told.append(one)
        else:
            own.append(one)
    return own, later


def _day(passage: Passage) -> PartialDate | None:
    """The day with which a sentence opens on one of several sessions."""
    for one in dates_in(passage.text, passage.view.document.date):
        if is_exact(one.value) and _OPENS.fullmatch(passage.text, 0, one.start):
            return one.value
    return None
