"""The days of a session that a sentence names, each with the words that tell of it."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import Operation
from workbench.extract.rules.frames.passages import Passage, dates_in
from workbench.extract.rules.frames.sessions.own_days import OF_THERAPY, own_days
from workbench.extract.rules.frames.sessions.score_days import of_score
from workbench.extract.rules.model import DateMention
from workbench.extract.rules.values.dates import find_spans
from workbench.schema.partial_date import PartialDate, is_exact

_I = re.IGNORECASE
_LISTED = re.compile(r"[\s,;&+]*(?:and|then|or|on|again)?[\s,;&+]*(?:on )?", _I)
"""What stands between the days of a list."""
_NO_SESSION_DAY = re.compile(
    r"\b(?:since|until|till|through|by|seen(?: on)?|visit(?: of| on)?|mri|x-?rays?|ct|emg"  # noqa: E501
    r"|returned|recur\w*|return(?: in)?|back(?: in| since)?|informed\b.{0,20}|note(?: of)?"  # noqa: E501
    r"|reviewed|began|started|onset|mid|late|early|last seen|follow[- ]up|as of|worn off"  # noqa: E501
    r"|wore off|dob|born)\W{0,3}(?:in |on |mid |late |early |the )*\Z",
    _I,
)
"""Words before a day on which no session was given."""
_EACH = re.compile(r"\b(?:each|every|both|all(?: of (?:them|which))?|either)\b", _I)


def days_of(passage: Passage, one: Operation) -> list[tuple[PartialDate | None, str]]:
    """Each day of a session with the words that tell of it.

    Of a trial "from 4/27 to 5/4" the last day counts.  Days of a list share what is
    told of them; else each has the words up to the next.
    """
    text, anchor = passage.text, passage.view.document.date
    low, high = own_days(passage.text, one)
    found = find_spans(text, anchor)
    courses = [s for s in found if OF_THERAPY.search(text[: s.start][-60:])]
    spans = [s for s in found if low <= s.start < high and s not in courses]
    ends = [span.last for span in spans if span.first and span.last]
    if ends:
        return [(day, text) for day in ends]
    told = [
        day
        for day in dates_in(text, anchor)
        if low <= day.start < high
        and not any(span.start <= day.start < span.end for span in courses)
        and not OF_THERAPY.search(text[: day.start][-60:])
    ]
    days = _days(text, told)
    if not days:
        return [(None, text)]
    gaps = [text[a.end : b.start] for a, b in zip(days, days[1:], strict=False)]
    shared = _EACH.search(text) or all(_LISTED.fullmatch(gap) for gap in gaps)
    if shared:
        return [(day.value, text) for day in days]
    cuts = [0, *(day.start for day in days[1:]), len(text)]
    pieces = zip(days, cuts[:-1], cuts[1:], strict=True)
    return [(day.value, text[low:high]) for day, low, high in pieces]


def can_be_of_session(text: str, start: int) -> bool:
    """Whether no word before a day makes it one of something else than a session."""
    lead = text[max(start - 40, 0) : start]
    return not _NO_SESSION_DAY.search(lead) and not of_score(text, start)


def _days(text: str, told: Sequence[DateMention]) -> list[DateMention]:
    """The days on which a session can have been given; exact ones where there are."""
    kept = [one for one in told if can_be_of_session(text, one.start)]
    exact = [one for one in kept if is_exact(one.value)]
    return exact or kept
