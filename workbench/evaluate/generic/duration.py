"""``duration``: treatment for long enough, counted as the policy says it counts.

``mode``: ``union`` of all trials, ``span`` from first to last day, the
``longest_consecutive`` stretch, or ``per_component``.  Sessions are not weeks: a number
of visits adds no days.  Planned, declined and undone care adds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from workbench.evaluate.answer import CONFLICT, MET, NOT_MET, OPEN, Answer, Rule
from workbench.evaluate.facts import Entry
from workbench.evaluate.generic import lengths
from workbench.evaluate.generic.quick import Plain
from workbench.evaluate.generic.rule import Decide, Decision, Say, facts_of
from workbench.evaluate.generic.select import (
    Pick,
    Picked,
    edges,
    governing,
    picker,
    region_of,
    region_of_place,
)
from workbench.evaluate.generic.stretches import (
    EVER,
    Bounds,
    Length,
    Part,
    dated_length,
    length,
)
from workbench.evaluate.generic.stretches import part as part_of
from workbench.evaluate.generic.where import Leafy, Lists, Span, Words
from workbench.evaluate.generic.wording import cause_words, listed_facts
from workbench.evaluate.leaf import Scope
from workbench.evaluate.onset import Age, oldest
from workbench.evaluate.seen import Cell
from workbench.schema.base import Model
from workbench.schema.determination import OpenCause

_UNDONE = ("planned", "declined", "not-done")


class Component(Model):
    """One kind of care by its name and the kinds of treatment that count as it."""

    name: str
    kind: Words


class Components(Model):
    """How many of several kinds of care must have been given."""

    at_least: int = Field(ge=1)
    of: tuple[Component, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _enough(self) -> Components:
        if self.at_least > len(self.of):
            raise ValueError(f"at_least: there are only {len(self.of)} components")
        return self


class Duration(Leafy):
    """``min``: the length; ``within``: days outside it are cut off.

    ``max_gap``: days between trials that still count as one run.

    ``components``: how many kinds; ``active``: kinds of which one must have been given;
    ``failed``: responses that show failure (then one must be recorded), ``helped``:
    responses that refute failure; ``none_tried``: kinds whose denial says that no care
    was given at all.
    """

    of_a_thing: ClassVar[bool] = True

    list: Lists = ("treatments",)
    min: Span
    mode: Literal["union", "span", "longest_consecutive", "per_component"] = "union"
    max_gap: Span | None = None
    components: Components | None = None
    active: Words = ()
    failed: Words = ()
    helped: Words = ("lasting",)
    none_tried: Words = ("conservative-care",)


def pick(params: Duration) -> Pick:
    """The trials; the look-back cuts days off and drops none."""
    return picker(params.model_copy(update={"within": None}))


def decide(params: Duration) -> Decide:
    """Length, kinds, activity and failure of the care, all of which must hold."""
    gap = (params.max_gap.in_days or 0) if params.max_gap else 0
    counted = params.within

    def decision(picked: Picked, scope: Scope) -> Decision:
        bounds: Bounds = EVER
        if counted is not None:
            date = governing(scope, counted)
            if date is None:
                found = _done(picked.hits)
                return OPEN, facts_of(found), (), "undated", None
            bounds = edges(counted, date)
        done = _done(picked.hits)
        denied = [e for e in picked.hits if _is_denied(e)]
        parts = [part_of(entry, scope.facts, bounds) for entry in done]
        inside = [one for one in parts if not one.outside]
        if not inside:
            return _nothing(picked, parts, denied, params)
        answers, young = _parts(inside, denied, params, gap, scope)
        code, support, refute, why, told = _settled(
            answers, inside, denied, params.helped
        )
        if young is not None and code == NOT_MET:
            refute = (*refute, young.told)
        return code, support, refute, why, told

    return decision


def plain(params: Duration, rule: Rule) -> Plain | None:
    """Care whose every trial was done and has both its days, of which no more is asked.

    All that is asked is how long it was; look-back, kinds and failure are not.
    """
    more = params.within or params.components or params.active or params.failed
    if more or params.mode == "per_component":
        return None
    gap = (params.max_gap.in_days or 0) if params.max_gap else 0
    mode, wanted, days = params.mode, params.min, params.min.in_days

    def judge(cell: Cell) -> Answer | None:
        if cell[0] != MET:
            return None
        facts = cell[1]
        total = dated_length(facts, mode, gap, days is None)
        if total is None:
            return None
        if days is None:
            answer = lengths.at_least(total, wanted)
        else:
            answer = "yes" if total.low >= days else "no"
        if answer == "yes":
            return MET, rule, facts, (), None, [("yes", total, None)]
        if answer == "no":
            return NOT_MET, rule, (), facts, None, [("no", total, None)]
        return None

    return judge


def _done(entries: Sequence[Entry]) -> list[Entry]:
    return [
        entry
        for entry in entries
        if entry.state in ("present", "historical") and entry.fact.status not in _UNDONE
    ]


def _is_denied(entry: Entry) -> bool:
    return entry.state == "absent" or entry.fact.status in ("declined", "not-done")


def _nothing(
    picked: Picked, parts: Sequence[Part], denied: list[Entry], params: Duration
) -> Decision:
    if any(entry.fact.kind in params.none_tried for entry in denied):
        return NOT_MET, (), facts_of(denied), None, None
    if parts:
        return OPEN, tuple(one.fact for one in parts), (), "stale", None
    cause: OpenCause = "never-mentioned"
    planned = [e for e in picked.hits if not _is_denied(e)]
    if planned:
        unsure = any(e.state == "uncertain" for e in planned)
        cause = "unsure" if unsure else "planned-only"
    return OPEN, facts_of(planned), facts_of(denied), cause, None


_Part = tuple[str, "str | Length", OpenCause | None]


def _parts(
    inside: Sequence[Part],
    denied: list[Entry],
    params: Duration,
    gap: int,
    scope: Scope,
) -> tuple[list[_Part], Age | None]:
    """Each requirement with yes, no or open, in words, and why it is open.

    Beside them the age of the complaint, where only that makes the care too short.
    """
    found: list[_Part] = []
    young: Age | None = None
    if params.mode == "per_component":
        found.append(_per_component(inside, params, gap))
    else:
        total = length(inside, params.mode, gap)
        answer = lengths.at_least(total, params.min)
        young = _too_young(inside, total, params, scope) if answer == "open" else None
        if young is not None:
            told = f"{_told(total)}, of a complaint that is younger"
            found.append(("no", told, None))
        else:
            why = _why(inside) if answer == "open" else None
            found.append((answer, total, why))
        if params.components:
            found.append(_enough_kinds(inside, denied, params.components))
    if params.active:
        found.append(_active(inside, denied, params.active))
    if params.failed:
        found.append(_failed(inside, params))
    return found, young


def _age(inside: Sequence[Part], params: Duration, scope: Scope) -> Age | None:
    """How long the complaint of the line's region has lasted at most."""
    if params.region != "line" or params.list != ("treatments",):
        return None
    wanted = region_of_place(scope.place)
    told = [
        one.fact
        for bucket in scope.facts.by_kind("symptoms").values()
        for entries in bucket.values()
        for one in entries
        if region_of(one.fact) in (None, wanted)
    ]
    care = [one.fact for one in inside]
    return oldest(told, care, scope.facts, scope.request_date, wanted)


def _too_young(
    inside: Sequence[Part], total: Length, params: Duration, scope: Scope
) -> Age | None:
    """The age of a complaint that has not lasted as long as its care is to last."""
    age = _age(inside, params, scope)
    if age is None or age.days < total.low:
        return None
    short = lengths.at_least(Length(total.low, age.days), params.min) == "no"
    return age if short else None


def _why(inside: Sequence[Part]) -> OpenCause:
    vague = any(one.fact.vague for one in inside)
    return "vague" if vague or any(one.high is None for one in inside) else "undated"


def _per_component(inside: Sequence[Part], params: Duration, gap: int) -> _Part:
    wanted = params.components
    groups: list[tuple[str, list[Part]]] = []
    if wanted is None:
        for kind in dict.fromkeys(one.fact.kind for one in inside):
            groups.append((kind, [one for one in inside if one.fact.kind == kind]))
        need = len(groups)
    else:
        for component in wanted.of:
            own = [one for one in inside if one.fact.kind in component.kind]
            groups.append((component.name, own))
        need = wanted.at_least
    answers: list[tuple[str, str, Length]] = []
    for name, own in groups:
        total = length(own, "union", gap)
        answer = lengths.at_least(total, params.min) if own else "open"
        answers.append((answer, name, total))
    sure = [one for one in answers if one[0] == "yes"]
    possible = [one for one in answers if one[0] != "no"]
    told = ", ".join(
        f"{name} {lengths.words(total)}"
        for _, name, total in answers
        if total.high or total.high is None or total.low
    )
    if len(sure) >= need:
        return "yes", told, None
    return ("no" if len(possible) < need else "open"), told, _why(inside)


def _enough_kinds(
    inside: Sequence[Part], denied: list[Entry], wanted: Components
) -> _Part:
    kinds = {one.fact.kind for one in inside}
    refused = {entry.fact.kind for entry in denied} - kinds
    there = [one.name for one in wanted.of if kinds.intersection(one.kind)]
    never = [
        one.name
        for one in wanted.of
        if one.name not in there and set(one.kind) <= refused
    ]
    words = f"{' and '.join(there) or 'no kind that counts'}"
    if len(there) >= wanted.at_least:
        return "yes", words, None
    if len(wanted.of) - len(never) < wanted.at_least:
        return "no", f"{words}; recorded as not done: {', '.join(never)}", None
    return "open", f"only {words}", "incomplete"


def _active(
    inside: Sequence[Part], denied: list[Entry], active: tuple[str, ...]
) -> _Part:
    there = [one.fact.kind for one in inside if one.fact.kind in active]
    if there:
        return "yes", "", None
    if set(active) <= {entry.fact.kind for entry in denied}:
        return "no", "no active care: recorded as not done", None
    return "open", "no active care is recorded", "incomplete"


def _failed(inside: Sequence[Part], params: Duration) -> _Part:
    responses = [one.fact.response for one in inside if one.fact.response]
    helped = [one for one in responses if one in params.helped]
    failed = [one for one in responses if one in params.failed]
    if helped and failed:
        return "conflict", "the record differs on whether the care helped", None
    if helped:
        return "no", "the care helped", None
    if failed:
        return "yes", "it failed", None
    return "open", "no response to the care is recorded", "incomplete"


def _settled(
    answers: Sequence[_Part],
    inside: Sequence[Part],
    denied: list[Entry],
    helpful: tuple[str, ...],
) -> Decision:
    facts = tuple([one.fact for one in inside])
    if len(answers) == 1:
        verdict = answers[0][0]
        if verdict == "yes":
            return MET, facts, (), None, answers
        if verdict == "no":
            return NOT_MET, (), (*facts, *facts_of(denied)), None, answers
    verdicts = {answer for answer, _, _ in answers}
    if "no" in verdicts:
        failed = [one for one in answers if one[0] == "no"]
        return NOT_MET, (), (*facts, *facts_of(denied)), None, failed
    if "conflict" in verdicts:
        helped = tuple(f for f in facts if f.response in helpful)
        rest = tuple(f for f in facts if f not in helped)
        return CONFLICT, rest, helped, "conflict", answers
    if verdicts == {"yes"}:
        return MET, facts, (), None, answers
    cause = next(why for answer, _, why in answers if answer == "open")
    return OPEN, facts, (), cause, answers


def _told(text: str | Length) -> str:
    """A part in words; the length of care is put in words only when asked."""
    return text if isinstance(text, str) else f"{lengths.words(text)} of care"


def say(params: Duration) -> Say:
    """The reason in words: the length found and what was wanted."""
    name = params.title or "Care"
    wanted = params.min.words()

    def reason(answer: Answer, scope: Scope) -> str:
        code, _, support, refute, cause, detail = answer
        facts = support or refute
        told = "; ".join(_told(text) for _, text, _ in detail or () if text)
        told = told or cause_words(cause)
        there = f" ({listed_facts(facts)})" if facts else ""
        tail = f", where the policy asks for at least {wanted}" if code != MET else ""
        return f"{name}: {told}{tail}{there}"

    return reason
