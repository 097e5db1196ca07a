"""What was given at the visits of a therapy: traction, heat, current, massage.

A record names a modality once for each visit.  All visits at which one was given make
one fact, from the first of them to the last, under the therapist's eye: no care of its
own beside the course that it was part of, and of no other length.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.schema.case import Treatment
from workbench.schema.partial_date import earliest, latest

_GIVEN = frozenset({"tens", "massage", "heat-ice", "traction"})


def within(course: Treatment, facts: Sequence[Treatment]) -> list[Treatment]:
    """The facts of a therapist's record, those of one modality joined.

    Where nothing places a modality and no line the course, it says nothing of its own.
    """
    joined: dict[str, list[Treatment]] = {}
    rest = []
    for one in facts:
        if one.kind in _GIVEN and one.assertion == "present":
            joined.setdefault(one.kind, []).append(one)
        else:
            rest.append(one)
    given = (_joined(course, same) for same in joined.values())
    return [*rest, *(one for one in given if one.site)]


def _joined(course: Treatment, same: Sequence[Treatment]) -> Treatment:
    """One fact of a modality: by the days it was given on, else those of the course."""
    days = [day for one in same for day in (one.start, one.date, one.end) if day]
    days = days or [day for day in (course.start, course.date, course.end) if day]
    placed = next((one.site for one in same if one.site), None)
    cited = [one.evidence for one in same] + [course.evidence]
    fields = {
        "site": placed or course.site,
        "side": same[0].side if len({one.side for one in same}) == 1 else None,
        "start": min(days, key=earliest, default=None),
        "end": max(days, key=latest, default=None),
        "date": None,
        "supervised": True,
        "evidence": tuple(dict.fromkeys(quote for one in cited for quote in one)),
    }
    return same[0].model_copy(update=fields)
