"""Visits to courses: a therapy told in daily notes is one course of treatment.

Each daily note tells one visit on one day.  Visits of the same kind and region that
follow one another without a long pause become one fact from first to last visit; a
visit inside a course that another document tells joins that course.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.extract.rules.whole.bounds import bound
from workbench.schema.case import Treatment
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import earliest, is_exact, latest

_LOOK_BACK = 200
"""Courses that a visit is compared with: keeps a hostile packet linear."""

Join = Callable[[Treatment, Treatment], Treatment]


def join_visits(
    facts: Sequence[Treatment], in_record: Callable[[Treatment], bool], join: Join
) -> list[Treatment]:
    """The facts, with single visits out of therapy records joined to courses."""
    singles = [one for one in facts if in_record(one) and _is_visit(one)]
    visits = sorted(singles, key=lambda one: earliest(str(one.date)))
    taken = {id(one) for one in singles}
    kept = [one for one in facts if id(one) not in taken]
    courses = [place for place, one in enumerate(kept) if one.supervised]
    for visit in visits:
        near = (
            place for place in courses[-_LOOK_BACK:] if _belongs(kept[place], visit)
        )
        home = next(near, None)
        if home is None:
            courses.append(len(kept))
            kept.append(visit)
        else:
            kept[home] = _with_visit(kept[home], visit, join)
    return kept


def _is_visit(fact: Treatment) -> bool:
    single = fact.date is not None and is_exact(fact.date)
    done = fact.assertion == "present" and fact.days is None
    return single and done and not fact.start and not fact.end


def _belongs(course: Treatment, visit: Treatment) -> bool:
    same = (course.kind, course.assertion) == (visit.kind, visit.assertion)
    site = course.site == visit.site or course.site is None or visit.site is None
    first, last = course.start or course.date, course.end or course.date
    if not (same and site and first and last and course.supervised):
        return False
    day = earliest(str(visit.date))
    near = (day - latest(last)).days <= bound("visit-gap-days")
    return earliest(first) <= day and near


def _with_visit(course: Treatment, visit: Treatment, join: Join) -> Treatment:
    """The course, made longer where the visit comes after its end."""
    first, last = course.start or course.date, course.end or course.date
    day = visit.date
    inside = day is None or last is None or latest(day) <= latest(last)
    joined = join(course, visit)
    evidence: tuple[Evidence, ...] = joined.evidence
    return course.model_copy(
        update={
            "date": course.date if inside and not course.start else None,
            "start": course.start if inside else first,
            "end": course.end if inside else day,
            "sessions": _sessions(course, visit, inside),
            "status": course.status if inside else visit.status,
            "response": course.response if inside else visit.response,
            "site": course.site or visit.site,
            "evidence": evidence,
        }
    )


def _sessions(course: Treatment, visit: Treatment, inside: bool) -> int | None:
    """The number that the latest note gives, else one more visit."""
    known = [one.sessions for one in (course, visit) if one.sessions]
    if inside or not known:
        return course.sessions
    return max(*known, (course.sessions or 0) + 1) if known else None
