"""From what a text tells of a treatment to the fields of a fact."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.extract.rules.frames.treatment.clauses import Told
from workbench.extract.rules.frames.treatment.words import grammar
from workbench.extract.rules.model import DurationMention
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.values.sides import find_sides
from workbench.schema.case import Range
from workbench.schema.partial_date import earliest, latest

_NEAR = 60
_UNCOUNTED = ("home-exercise", "activity-modification", "nsaid", "opioid")
"""Kinds that nobody attends: visits beside them are another treatment's."""


def values(told: Told) -> dict[str, object]:
    """Dates, length, visits and response, as fields of a fact."""
    fields: dict[str, object] = _length(told.lengths)
    for span in told.spans[:1]:
        fields |= {"start": span.first, "end": span.last}
    for role, date in told.days:
        fields.setdefault(role, date)
    _from_prescription(fields)
    if told.item.event and fields.get("start") == fields.get("end"):
        fields["date"] = fields.get("date") or fields.pop("start", None)
        fields.pop("end", None)
    if told.visits and told.item.kind not in _UNCOUNTED:
        fields["sessions"] = told.visits[0].count
    if told.vague and not told.lengths:
        fields["vague"] = told.vague[0]
    fields["response"] = told.response
    return fields


def _from_prescription(fields: dict[str, object]) -> None:
    """The day of a prescription begins a course of which the end is told after it.

    "Naproxen, prescribed 2 March, stopped 5 May": else it is a day on which it was had.
    """
    given, end = fields.pop("prescribed", None), fields.get("end")
    if not isinstance(given, str):
        return
    ends = isinstance(end, str) and earliest(given) < latest(end)
    if ends and "start" not in fields:
        fields["start"] = given
        return
    other = fields.get("date")
    fields["date"] = min(given, other) if isinstance(other, str) else given


_GIVEN_AT = frozenset(
    {"epidural-injection", "facet-injection", "radiofrequency", "nerve-block"}
    | {"injection", "trigger-point-injection"}
)


_BY_HAND = frozenset({"massage"})
"""Care given to muscles of one side, at no level."""


def where_given(clause: str, kind: str) -> dict[str, object]:
    """Level and side of an injection, where its own clause names one of each."""
    if kind in _BY_HAND:
        sides = {one.side for one in find_sides(clause)}
        return {"side": sides.pop() if len(sides) == 1 else None}
    if kind not in _GIVEN_AT:
        return {}
    spaces = {name for one in find_levels(clause) for name in one.interspaces}
    named = {one.side for one in find_sides(clause)}
    return {
        "level": spaces.pop() if len(spaces) == 1 else None,
        "side": named.pop() if len(named) == 1 else None,
    }


def _length(lengths: Iterable[DurationMention]) -> dict[str, object]:
    for one in lengths:
        if one.exact is not None:
            return {"days": one.exact}
        if one.days is not None:
            return {"days_range": Range(low=one.days.low, high=one.days.high)}
    return {}


def supervised(text: str, told: Told) -> bool | None:
    """Whether home exercise was taught or followed up; None where nothing says so."""
    said = told.item.mention.attributes.get("supervised")
    if said:
        return said == "yes"
    if told.item.kind != "home-exercise":
        return None
    near = text[max(told.item.start - _NEAR, 0) : told.item.end + 2 * _NEAR]
    if grammar("alone", near):
        return False
    return True if grammar("taught", near) else None
