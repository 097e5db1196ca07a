"""``measure``: a number of the record against a limit, or against an earlier one.

The number is read in the policy's unit; one in a unit that does not convert, or without
a needed one, is open.  ``take`` says which number governs: the ``latest``, ``any`` or
``all``.  With ``change`` a later number of the same scale is compared with a baseline,
in percent of the baseline or in points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from pydantic import model_validator

from workbench.evaluate.answer import CONFLICT, MET, NA, NOT_MET, OPEN, Answer, Rule
from workbench.evaluate.facts import Entry
from workbench.evaluate.fields import fields_of
from workbench.evaluate.generic.quick import Plain
from workbench.evaluate.generic.rule import (
    Decide,
    Decision,
    Say,
    facts_of,
    open_decision,
)
from workbench.evaluate.generic.select import Picked
from workbench.evaluate.generic.units import in_unit, known_unit
from workbench.evaluate.generic.where import Leafy
from workbench.evaluate.generic.wording import (
    asks_for,
    headed,
    listed_facts,
    opened,
    unconcerned,
    verb,
)
from workbench.evaluate.leaf import Scope
from workbench.evaluate.seen import Cell
from workbench.schema.base import Model

Verdict = Literal["yes", "no", "open"]
Bounds = tuple[float, float]
_EVER = (float("-inf"), float("inf"))


class Change(Model):
    """An improvement from a baseline: in percent of it, or in points.

    ``better``: whether a lower or a higher number is the better one.
    """

    improved_by: float
    unit: Literal["%", "points"] = "%"
    better: Literal["lower", "higher"] = "lower"


class Measure(Leafy):
    """One comparison: ``at_least``, ``at_most``, ``over`` or ``under``; or ``change``.

    ``unit`` is the policy's unit ("" for a bare number).
    """

    at_least: float | None = None
    at_most: float | None = None
    over: float | None = None
    under: float | None = None
    unit: str = ""
    take: Literal["latest", "any", "all"] = "latest"
    change: Change | None = None

    @model_validator(mode="after")
    def _compared(self) -> Measure:
        given = {"at_least", "at_most", "over", "under", "change"}
        if not self.model_fields_set & given:
            raise ValueError("give one of at_least, at_most, over, under, change")
        if not known_unit(self.unit):
            raise ValueError(
                f"unit: {self.unit!r} is unknown; vocabulary/units.yaml lists them"
            )
        return self

    def wanted(self) -> str:
        """The comparison in words: "at least 30 %"."""
        unit = f" {self.unit}" if self.unit else ""
        parts = [
            f"{words} {getattr(self, key):g}{unit}"
            for key, words in (
                ("at_least", "at least"),
                ("over", "over"),
                ("at_most", "at most"),
                ("under", "under"),
            )
            if getattr(self, key) is not None
        ]
        if self.change:
            sign = "%" if self.change.unit == "%" else " points"
            parts.append(f"an improvement of {self.change.improved_by:g}{sign}")
        return " and ".join(parts)


def decide(params: Measure) -> Decide:
    """The verdict of the governing numbers."""
    within = _comparison(params)

    def decision(picked: Picked, scope: Scope) -> Decision:
        known = [e for e in picked.hits if e.state in ("present", "historical")]
        unsure = [e for e in picked.hits if e.state in ("uncertain", "planned")]
        undated = [e for e in picked.undated if e.state in ("present", "historical")]
        if not known:
            return open_decision(picked, unsure)
        if params.change is not None:
            return _changed(known, params)
        if params.take == "latest":
            known, undated = _standing(known), _standing(undated)
        if undated and params.take != "any":
            return OPEN, facts_of([*known, *undated]), (), "undated", None
        if params.take == "latest" and len(known) > 1:
            known = latest(known)
        return _judged(
            [(entry, within(entry.fact)) for entry in known], params, undated
        )

    return decision


def _standing(entries: list[Entry]) -> list[Entry]:
    """The numbers without those of before a treatment, where there are others."""
    later = [e for e in entries if getattr(e.fact, "phase", None) != "baseline"]
    return later or entries


def plain(params: Measure, rule: Rule) -> Plain | None:
    """One number, where no change is asked for."""
    if params.change is not None:
        return None
    within = _comparison(params)

    def judge(cell: Cell) -> Answer | None:
        said, facts = cell
        if said != MET or len(facts) != 1:
            return None
        verdict = within(facts[0])
        if verdict == "yes":
            return MET, rule, facts, (), None, None
        return (NOT_MET, rule, (), facts, None, None) if verdict == "no" else None

    return judge


def latest(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that can be the newest: all that overlap the latest certain one."""
    floor = max((e.first for e in entries if e.first is not None), default=None)
    return [e for e in entries if e.last is None or floor is None or e.last >= floor]


def earliest(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that can be the oldest: all that overlap the earliest certain one."""
    roof = min((e.last for e in entries if e.last is not None), default=None)
    return [e for e in entries if e.first is None or roof is None or e.first <= roof]


def _comparison(params: Measure) -> Callable[[Any], Verdict]:
    low, high = params.at_least, params.at_most
    over, under = params.over, params.under
    unit = params.unit

    def within(fact: Any) -> Verdict:
        bounds = bounds_of(fact, unit)
        if bounds is None:
            return "open"
        least, most = bounds
        if (
            (low is not None and most < low)
            or (over is not None and most <= over)
            or (high is not None and least > high)
            or (under is not None and least >= under)
        ):
            return "no"
        if (
            (low is None or least >= low)
            and (over is None or least > over)
            and (high is None or most <= high)
            and (under is None or most < under)
        ):
            return "yes"
        return "open"

    return within


def bounds_of(fact: Any, unit: str) -> Bounds | None:
    """Least and greatest number that a fact can mean in a unit; None: no number.

    A result under or over a bound ("<10") stops just short of it.
    """
    if fact.value is None:
        return None
    fields = fields_of(fact.__class__)
    name = fact.name if "name" in fields else None
    value: float | None = fact.value
    if fact.unit != unit or name is not None:
        value = in_unit(float(fact.value), fact.unit, unit, name)
    if value is None:
        return None
    upper = fact.value_to if "value_to" in fields else None
    if upper is not None:
        most = in_unit(float(upper), fact.unit, unit, name)
        return None if most is None else (value, most)
    comparator: str | None = fact.comparator if "comparator" in fields else None
    if comparator == "<" or comparator == "<=":
        return _EVER[0], value if comparator == "<=" else _below(value)
    if comparator == ">" or comparator == ">=":
        return (value if comparator == ">=" else _above(value)), _EVER[1]
    return value, value


def _below(value: float) -> float:
    from math import nextafter

    return nextafter(value, _EVER[0])


def _above(value: float) -> float:
    from math import nextafter

    return nextafter(value, _EVER[1])


def _judged(
    verdicts: Sequence[tuple[Entry, Verdict]], params: Measure, undated: list[Entry]
) -> Decision:
    yes = [entry for entry, verdict in verdicts if verdict == "yes"]
    no = [entry for entry, verdict in verdicts if verdict == "no"]
    loose = [entry for entry, verdict in verdicts if verdict == "open"]
    if params.take == "any":
        if yes:
            return MET, facts_of(yes), (), None, None
        if loose or undated:
            cause = "vague" if loose else "undated"
            return OPEN, facts_of(loose or undated), facts_of(no), cause, None  # type: ignore[return-value]
        return NOT_MET, (), facts_of(no), None, None
    if params.take == "all":
        if no:
            return NOT_MET, facts_of(yes), facts_of(no), None, None
        if loose:
            return OPEN, facts_of([*yes, *loose]), (), "vague", None
        return MET, facts_of(yes), (), None, None
    if loose:
        return OPEN, facts_of([*yes, *loose]), facts_of(no), "vague", None
    if yes and no:
        return CONFLICT, facts_of(yes), facts_of(no), "conflict", None
    if yes:
        return MET, facts_of(yes), (), None, None
    return NOT_MET, (), facts_of(no), None, None


def _changed(known: Sequence[Entry], params: Measure) -> Decision:
    """A later number against the earliest one of the same scale, latest pair first."""
    change = params.change
    assert change is not None
    dated = [e for e in known if e.first is not None and e.fact.value is not None]
    scales: dict[tuple[str, str], list[Entry]] = {}
    for entry in sorted(dated, key=lambda e: (e.last or 0, e.first or 0, _turn(e))):
        named = (getattr(entry.fact, "name", None) or entry.fact.kind).lower()
        scales.setdefault((named, str(entry.fact.site or "")), []).append(entry)
    pairs = [
        (group[0], group[-1])
        for group in scales.values()
        if len(group) > 1 and _follows(group[0], group[-1])
    ]
    if not pairs:
        cause = "undated" if len(known) > len(dated) else "incomplete"
        return OPEN, facts_of(known), (), cause, None  # type: ignore[return-value]
    verdicts = [(pair, _improved(pair, change)) for pair in pairs]
    yes = [pair for pair, verdict in verdicts if verdict is True]
    no = [pair for pair, verdict in verdicts if verdict is False]
    if yes:
        return MET, _facts(yes), (), None, None
    if no and len(no) == len(verdicts):
        return NOT_MET, (), _facts(no), None, None
    return OPEN, facts_of(known), (), "vague", None


def _turn(entry: Entry) -> int:
    """Scores of one day: the one before a treatment comes first."""
    phase = getattr(entry.fact, "phase", None)
    return {"baseline": 0, "follow-up": 2}.get(phase or "", 1)


def _follows(first: Entry, second: Entry) -> bool:
    """Whether a number is later than another, by its day or by what it is told as."""
    told = _turn(first) == 0 and _turn(second) > 0
    return (first.last or 0) < (second.first or 0) or told


def _improved(pair: tuple[Entry, Entry], change: Change) -> bool | None:
    before, after = (entry.fact for entry in pair)
    name = getattr(before, "name", None)
    value = in_unit(float(after.value), after.unit, before.unit or "", name)
    if value is None:
        return None
    gain = float(before.value) - value
    if change.better == "higher":
        gain = -gain
    if change.unit == "points":
        return gain >= change.improved_by
    if not before.value:
        return None
    return gain * 100 >= change.improved_by * abs(float(before.value))


def _facts(pairs: Sequence[tuple[Entry, Entry]]) -> tuple[Any, ...]:
    return tuple(entry.fact for pair in pairs for entry in pair)


def say(params: Measure) -> Say:
    """The reason in words: the numbers found and what was wanted."""
    name, title, wanted = params.words(), params.title, params.wanted()

    def reason(answer: Answer, scope: Scope) -> str:
        code, _, support, refute, cause, _ = answer
        if code == MET:
            return headed(title, f"{listed_facts(support)} {verb(support)} {wanted}")
        if code == NOT_MET:
            return headed(title, f"{listed_facts(refute)} {verb(refute)} not {wanted}")
        if code == CONFLICT:
            left, right = listed_facts(support), listed_facts(refute)
            return headed(title, f"{left} and {right} differ on {wanted}")
        if code == NA:
            return unconcerned(name, title)
        facts = (*support, *refute)
        return f"{opened(name, title, cause, facts)}{asks_for(wanted)}"

    return reason
