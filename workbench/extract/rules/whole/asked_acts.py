"""What a request asks for is not done yet, though its line has days beside it.

A line of a request often gives the days between which it is to be done ("From 04/06 To
05/06").  Care that is read out of such a line and lies after the request is planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.schema.case import RequestedProcedure, Treatment
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate, earliest, latest

Place = tuple[str, tuple[int, ...]]


def as_asked(
    treatments: Sequence[Treatment],
    requests: Iterable[RequestedProcedure],
    day: PartialDate | None,
) -> tuple[Treatment, ...]:
    """The treatments, those of a requested line's days to come as planned ones."""
    asked = {
        _place(quote)
        for line in requests
        if line.origin == "request"
        for quote in line.evidence
    }
    return tuple(
        one.model_copy(update={"assertion": "planned", "status": "planned"})
        if day and one.assertion == "present" and _is_asked(one, asked, day)
        else one
        for one in treatments
    )


def _is_asked(one: Treatment, asked: set[Place], day: PartialDate) -> bool:
    """Whether all that tells of a treatment is a requested line with days to come."""
    when = one.start or one.date or one.end
    if when is None or earliest(when) <= latest(day):
        return False
    return _place(one.evidence[0]) in asked


def _place(quote: Evidence) -> Place:
    return quote.document, quote.lines
