"""Mentions of one injection or trial, told in several places, as one session.

A ledger gives its day and level, a note its relief, an operative record its approach.
Mentions of one kind on one day that contradict each other nowhere are one session, and
each fills what the other leaves out; whatever differs stays apart.  A stimulator's
trial goes on for days: its leads are placed on one, it is judged on another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.extract.rules.whole.bounds import bound
from workbench.schema.case import ProcedureDone
from workbench.schema.partial_date import PartialDate, earliest, is_exact, latest

KINDS = ("epidural-injection", "stimulator-trial", "nerve-stimulator-trial")
"""Procedures done again and again, of which each day is a session of its own."""
_PLACED = ("level", "site", "side")
_TOLD = (
    "approach", "relief", "relief_days", "medication_cut", "function", "response",
    "result", "count",
)  # fmt: skip
DONE = ("present", "historical")
_TRIALS = ("stimulator-trial", "nerve-stimulator-trial")
_MONTH = len("2026-01")


def same_session(one: ProcedureDone, other: ProcedureDone) -> bool:
    """Whether two mentions are of one session: one day, and nothing said otherwise."""
    if one.kind not in KINDS or one.kind != other.kind:
        return False
    if one.assertion not in DONE or other.assertion not in DONE:
        return False
    together = _of_one_course if one.kind in _TRIALS else _on_one_day
    if one.date is None or other.date is None or not together(one.date, other.date):
        return False
    return all(
        fits(getattr(one, name), getattr(other, name)) for name in (*_PLACED, *_TOLD)
    )


def _on_one_day(one: PartialDate, other: PartialDate) -> bool:
    return one == other and is_exact(one)


def _of_one_course(one: PartialDate, other: PartialDate) -> bool:
    """Whether two days, or a day and a month, can lie in one trial."""
    if not (is_exact(one) or is_exact(other)):
        return one == other
    if not all(len(day) >= _MONTH for day in (one, other)):
        return False
    apart = max(earliest(one), earliest(other)) - min(latest(one), latest(other))
    return apart.days <= bound("trial-days")


def fits(one: object, other: object) -> bool:
    """Whether two values can be of one thing: one is not told, or both agree."""
    return one is None or other is None or one == other


def filled(one: ProcedureDone, other: ProcedureDone) -> dict[str, Any]:
    """What a second mention of a session adds to the first."""
    told = {
        name: getattr(other, name)
        for name in (*_PLACED, *_TOLD)
        if getattr(one, name) is None and getattr(other, name) is not None
    }
    if told.get("relief") or one.relief:
        told["vague"] = None
    if one.date and other.date and one.date != other.date:
        told["date"] = max(one.date, other.date, key=_fixed)
    return told


def _fixed(day: PartialDate) -> tuple[bool, PartialDate]:
    """How well a day tells when a trial ended: exact, then late, comes first."""
    return is_exact(day), day


def fullest_first(facts: Sequence[ProcedureDone]) -> list[ProcedureDone]:
    """The facts by how much they tell, in their order where they tell as much."""
    names = (*_PLACED, *_TOLD)
    return sorted(
        facts, key=lambda one: sum(getattr(one, name) is None for name in names)
    )


def without_bare(facts: Sequence[ProcedureDone]) -> list[ProcedureDone]:
    """The facts without a trial that is only named, where the one trial is told.

    "She comes a week after the end of her trial" speaks of the trial that the next
    lines report, and "Impression: failed trial" judges it; with two trials on record
    either may speak of both, and stays.
    """
    bare = [one for one in facts if one.kind in _TRIALS and _is_bare(one)]
    gone: list[int] = []
    kept = list(facts)
    for place, one in sorted(enumerate(facts), key=lambda pair: pair[1] in bare):
        told = [
            at
            for at, other in enumerate(facts)
            if at not in (place, *gone)
            and other.kind == one.kind
            and other.assertion in DONE
            and other not in bare
            and (one in bare or _is_home(other))
        ]
        dated = [at for at in told if facts[at].date is not None]
        told = dated if dated and one not in bare else told
        if one.kind not in _TRIALS or not _undated(one) or len(told) != 1:
            continue
        home = kept[told[0]]
        if one in bare and (_near(one, home) or _is_home(home)):
            gone.append(place)
        elif _agree(one, home) and (
            _near(one, home) or _judges(one, home) or _measures(one, home)
        ):
            cites = dict.fromkeys((*home.evidence, *one.evidence))
            joined = {**filled(home, one), "evidence": tuple(cites)}
            kept[told[0]] = home.model_copy(update=joined)
            gone.append(place)
    return [one for place, one in enumerate(kept) if place not in gone]


def without_counted(facts: Sequence[ProcedureDone]) -> list[ProcedureDone]:
    """The facts, a sum of sessions cut by those that the record dates.

    "Four epidurals since last summer" beside three dated ones leaves one without a day;
    beside four it leaves none.  Of several sums the highest speaks for all.
    """
    sums = [one for one in facts if _sums(one)]
    if not sums:
        return list(facts)
    most = max(sums, key=lambda one: one.count or 0)
    days = {
        one.date
        for one in facts
        if one.kind == most.kind and one.date and one.assertion in DONE
    }
    left = (most.count or 0) - len(days)
    rest = most.model_copy(update={"count": left if left > 1 else None})
    gone = left <= 0 and most.relief is None
    kept = [one for one in facts if not _sums(one) or one is most]
    return [rest if one is most else one for one in kept if not (gone and one is most)]


def _sums(one: ProcedureDone) -> bool:
    return one.kind in KINDS and _undated(one) and (one.count or 1) > 1


def _is_home(one: ProcedureDone) -> bool:
    """Whether a mention tells the day or the relief of a trial."""
    return one.date is not None or one.relief is not None


def _measures(one: ProcedureDone, other: ProcedureDone) -> bool:
    """Whether a mention without a day gives the figures of one with only its day."""
    return one.relief is not None and other.relief is None and other.date is not None


def _judges(one: ProcedureDone, other: ProcedureDone) -> bool:
    """Whether the relief of a trial bears out what another paper makes of it."""
    relief = other.relief
    if one.relief is not None or relief is None or one.result is None:
        return False
    if one.result == "passed":
        return (relief.low or 0) >= bound("trial-success-percent")
    return relief.high is not None and relief.high < bound("trial-success-percent")


def _undated(one: ProcedureDone) -> bool:
    return one.assertion in DONE and one.date is None


def _agree(one: ProcedureDone, other: ProcedureDone) -> bool:
    return all(fits(getattr(one, name), getattr(other, name)) for name in _TOLD)


def _is_bare(one: ProcedureDone) -> bool:
    return _undated(one) and all(getattr(one, name) is None for name in _TOLD)


def _near(one: ProcedureDone, other: ProcedureDone) -> bool:
    """Whether both are told in one document and at no two places."""
    same = {cite.document for cite in one.evidence} & {
        cite.document for cite in other.evidence
    }
    placed = all(fits(getattr(one, name), getattr(other, name)) for name in _PLACED)
    return bool(same) and placed
