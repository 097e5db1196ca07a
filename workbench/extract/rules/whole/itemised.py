"""An itemised record of therapy wins over a sentence that sums it up otherwise.

A letter or note may give a course more weeks or visits than the therapist's own log
lists.  The log is the better witness of when the patient came: the sentence that says
otherwise stays in the Case, uncertain, so that a reviewer sees both.  A log that ends
before the sentence was written, or goes on, may be incomplete and settles nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from workbench.extract.rules.whole.bounds import bound
from workbench.schema.case import Treatment
from workbench.schema.partial_date import PartialDate, earliest, is_exact, latest

DETAIL = "log-differs"
_KINDS = ("physical-therapy", "chiropractic")
_MOST = 200
"""Logs that a mention is compared with: keeps a hostile packet linear."""

Told = Callable[[Treatment], PartialDate | None]


def weighed(
    facts: Sequence[Treatment], in_record: Callable[[Treatment], bool], told: Told
) -> list[Treatment]:
    """The facts, with sums that a therapist's own log contradicts made uncertain."""
    logs = [one for one in facts if in_record(one) and _itemised(one)][:_MOST]
    held = [one if in_record(one) else _held_against(one, logs, told) for one in facts]
    doubted = {
        _sentence(one)
        for one in held
        if not in_record(one) and _sums_up_more(one, logs, told)
    }
    return [
        _doubtful(one) if _sentence(one) in doubted and not in_record(one) else one
        for one in held
    ]


def _sums_up_more(fact: Treatment, logs: Sequence[Treatment], told: Told) -> bool:
    """Whether an undated length is more than the one log of its kind shows.

    "Completed six weeks of therapy" stands on nothing where the therapist's own record
    of the only course shows 41 days; what was written while the course went on, or in
    a packet with several courses, may speak of more.
    """
    least = fact.days or (fact.days_range.low if fact.days_range else None)
    own = [one for one in logs if one.kind == fact.kind]
    if least is None or fact.assertion != "present" or len(own) != 1:
        return False
    if fact.start or fact.end or fact.date or fact.site not in (None, own[0].site):
        return False
    written = told(fact)
    shown = (latest(str(own[0].end)) - earliest(str(own[0].start))).days
    over = written is None or latest(written) >= earliest(str(own[0].end))
    return over and least > shown


def _sentence(fact: Treatment) -> tuple[str, tuple[int, ...], str, int | None]:
    """Where a length is told: what one sentence sums up is doubted together."""
    first = fact.evidence[0]
    least = fact.days or (fact.days_range.low if fact.days_range else None)
    return first.document, tuple(first.lines), first.quote, least


def _doubtful(fact: Treatment) -> Treatment:
    return fact.model_copy(
        update={"assertion": "uncertain", "status": None, "detail": DETAIL}
    )


def _itemised(fact: Treatment) -> bool:
    """Whether a record tells a course from its first to its last day."""
    dated = fact.start and fact.end and is_exact(fact.start) and is_exact(fact.end)
    over = fact.status == "done"
    return fact.kind in _KINDS and fact.assertion == "present" and bool(dated and over)


def _held_against(fact: Treatment, logs: Sequence[Treatment], told: Told) -> Treatment:
    if fact.kind not in _KINDS or fact.assertion != "present":
        return fact
    mine = [
        one
        for one in logs
        if one.kind == fact.kind and fact.site in (None, one.site) and _meets(fact, one)
    ]
    if len(mine) != 1 or not _says_more(fact, mine[0], told(mine[0])):
        return fact
    return _doubtful(fact)


def _meets(fact: Treatment, log: Treatment) -> bool:
    """Whether a dated sum is of the log's own time."""
    first, last = fact.start or fact.date, fact.end or fact.date
    if first is None or last is None:
        return False
    return earliest(first) <= latest(str(log.end)) and latest(last) >= earliest(
        str(log.start)
    )


def _says_more(fact: Treatment, log: Treatment, written: PartialDate | None) -> bool:
    """Whether a sum claims days or visits beyond a log that would show them.

    "November to January" says no more than a log from 10 November to 12 January: a
    month is any day of it.
    """
    slack = dt.timedelta(days=bound("log-tolerance-days"))
    last = earliest(str(fact.end or fact.date))
    first = latest(str(fact.start or fact.date))
    known = written is not None and last <= latest(written) + slack
    later = last > latest(str(log.end)) + slack and known
    sooner = first < earliest(str(log.start)) - slack
    more = bool(fact.sessions and log.sessions and fact.sessions > log.sessions)
    return later or sooner or (more and known)
