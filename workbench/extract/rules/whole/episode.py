"""Episodes: what a date places before an earlier operation belongs to that time.

A cue word is not enough to tell history from now; dates are.  Facts of the operated
region that end before the latest earlier operation are marked ``historical``.  They
keep their dates, so that whoever applies a policy can still see them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from workbench.schema.case import (
    ExamFinding,
    Fact,
    FunctionalLimit,
    ImagingStudy,
    ProcedureDone,
    Symptom,
    Test,
    Treatment,
)
from workbench.schema.partial_date import PartialDate, earliest, latest

F = TypeVar("F", bound=Fact)

_TIMED = (Symptom, ExamFinding, ImagingStudy, Test, Treatment, FunctionalLimit)
_NECK_OPERATIONS = frozenset(
    {
        "acdf",
        "cervical-disc-arthroplasty",
        "cervical-corpectomy",
        "posterior-cervical-decompression",
        "posterior-cervical-fusion",
        "cervical-surgery",
    }
)
_ELSEWHERE = frozenset(
    {"low-back", "mid-back", "knee", "hip", "foot", "leg", "lumbar", "thoracic"}
)


def index_date(operations: Iterable[ProcedureDone]) -> PartialDate | None:
    """Date of the latest earlier operation on the neck that carries one."""
    dates = [
        one.date
        for one in operations
        if one.kind in _NECK_OPERATIONS
        and one.assertion in ("present", "historical")
        and one.date
    ]
    return max(dates, key=latest, default=None)


def mark_earlier(facts: Iterable[F], index: PartialDate | None) -> list[F]:
    """The facts, with those that end before the index operation marked historical."""
    if index is None:
        return list(facts)
    return [_marked(fact) if _is_earlier(fact, index) else fact for fact in facts]


def _is_earlier(fact: Fact, index: PartialDate) -> bool:
    if not isinstance(fact, _TIMED) or fact.assertion != "present":
        return False
    last = _last_date(fact)
    elsewhere = fact.site in _ELSEWHERE
    return bool(last) and not elsewhere and latest(str(last)) < earliest(index)


def _last_date(fact: Fact) -> PartialDate | None:
    if isinstance(fact, Treatment):
        ongoing = fact.status == "ongoing" and not fact.end
        return None if ongoing else fact.end or fact.date
    return fact.date


def _marked(fact: F) -> F:
    return fact.model_copy(update={"assertion": "historical"})
