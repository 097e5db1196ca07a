"""What all generic tests share once their facts are found: from a decision to a rule.

A decision is ``(value, support, refute, cause, detail)``.  Here a silence may be read
as a refutation (``closed_world_in``) or as "does not concern" (``unmentioned``), a
contradiction may be settled by a precedence rule of the policy, and a line on both
sides is asked of each side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.evaluate.answer import (
    CONFLICT,
    MET,
    NA,
    NOT_MET,
    OPEN,
    STATUS,
    Answer,
    Facts,
    Rule,
)
from workbench.evaluate.facts import Entry
from workbench.evaluate.generic.precedence import Settled, settle
from workbench.evaluate.generic.quick import Plain, is_plain, short_way
from workbench.evaluate.generic.select import Pick, Picked, governing, picker
from workbench.evaluate.generic.where import Answerable, Leafy, Where, unknown
from workbench.evaluate.generic.wording import (
    NO_DATE,
    UNCONCERNED,
    cause_words,
    headed,
    listed_facts,
    silence,
)
from workbench.evaluate.leaf import DATE_ASKING, Asking, Clash, Leaf, Scope
from workbench.evaluate.wording import capital
from workbench.policy.model import Precedence
from workbench.schema.determination import OpenCause

Decision = tuple[int, Facts, Facts, OpenCause | None, Any]
Decide = Callable[[Picked, Scope], Decision]
Say = Callable[[Answer, Scope], str]


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Silence that the policy reads as "not so"; ``passed`` is of the past only."""

    passed: Facts = ()


@dataclass(frozen=True, slots=True)
class Closed:
    """Silence that counts: the documents that would have said it."""

    documents: tuple[Any, ...]


def facts_of(entries: Sequence[Entry]) -> Facts:
    """The facts of some entries."""
    return tuple([entry[0] for entry in entries])


def open_decision(picked: Picked, unsure: Sequence[Entry] = ()) -> Decision:
    """The decision where nothing settles: why it is open, and what there is."""
    if not (unsure or picked[1] or picked[2] or picked[3]):
        return OPEN, (), (), "never-mentioned", None
    planned = [entry for entry in unsure if entry.state == "planned"]
    if unsure and len(planned) < len(unsure):
        return OPEN, facts_of(unsure), (), "unsure", None
    for heap, cause in (
        (picked.undated, "undated"),
        (picked.unplaced, "elsewhere"),
        (planned, "planned-only"),
        (picked.stale, "stale"),
    ):
        if heap:
            return OPEN, facts_of(heap), (), cause, None  # type: ignore[return-value]
    return OPEN, (), (), "never-mentioned", None


def make(
    name: str,
    path: str,
    params: Leafy,
    decide: Decide,
    say: Say,
    rules: Mapping[str, Precedence],
    *,
    placed: bool | None = None,
    pick: Pick | None = None,
    plain: Callable[[Rule], Plain | None] | None = None,
) -> Rule:
    """The rule of a generic test.  Raises ValueError for an unknown precedence rule.

    ``plain`` judges facts that need none of the full way; see ``quick``.
    """
    find = pick or picker(params)
    settling = _settling(params, rules)
    closed = params.closed_world_in
    unconcerning = params.of_a_thing and params.unmentioned == "not_applicable"
    both_sides = params.side == "line"

    def once(scope: Scope) -> Answer:
        picked = find(scope)
        code, support, refute, cause, detail = decide(picked, scope)
        if code == OPEN and cause == "never-mentioned":
            read = _unsaid(params, rule, scope, detail)
            if read is not None:
                return read
        if unconcerning and code == NOT_MET and _all_denied(refute):
            return NA, rule, (), refute, None, None
        if code == CONFLICT and settling:
            done = settle(settling, support, refute, scope.facts)
            if done is not None:
                won = MET if done.support else NOT_MET
                return won, rule, done.support, done.refute, None, done
        return code, rule, support, refute, cause, detail

    def each_side(scope: Scope) -> Answer:
        place = scope.place
        if place is None or place.side != "bilateral":
            return once(scope)
        answers = [
            once(scope.at(replace(place, side=side))) for side in ("left", "right")
        ]
        return _worst(rule, answers)

    def leaf(answer: Answer, scope: Scope) -> Leaf:
        return _leaf(answer, scope, say, params)

    rule = Rule(
        name=name,
        path=path,
        run=each_side if both_sides else once,
        leaf=leaf,
        placed=_is_placed(params) if placed is None else placed,
        label=params.id or params.title or name,
    )
    short = plain(rule) if plain and not closed and is_plain(params) else None
    if short is not None:
        rule.run = short_way(rule, params, short, rule.run)
    rule.asking = asking_of(params)
    rule.reads = _reads(params)
    return rule


def _unsaid(params: Leafy, rule: Rule, scope: Scope, passed: Any) -> Answer | None:
    """What the policy reads in silence; None where it stays open."""
    closed = params.closed_world_in
    if closed and (there := scope.facts.documents_of(closed)):
        return NOT_MET, rule, (), (), None, Closed(there)
    if params.unmentioned == "not_applicable":
        return NA, rule, (), (), None, passed
    if params.unmentioned == "not_so":
        return NOT_MET, rule, (), (), None, Unsaid(passed or ())
    return None


def _lacks_request_date(params: Leafy, scope: Scope) -> bool:
    """Whether a test reckons from the date of the request, and there is none."""
    within = params.within
    if within is not None:
        return governing(scope, within) is None
    reckons = getattr(params, "then", None) == "request"
    reckons = reckons or getattr(params, "to", "note") == "request"
    return reckons and scope.request_date is None


def _is_dated(fact: Any) -> bool:
    return bool(fact.date or getattr(fact, "start", None) or getattr(fact, "end", None))


def _without_date(say: Say, answer: Answer, scope: Scope) -> str:
    """The reason where no date of the request is known."""
    code, rule, support, refute, _, detail = answer
    said = say((code, rule, support, refute, NO_DATE, detail), scope)
    words = cause_words(NO_DATE)
    return said if words in said else f"{said}; {words}"


def _all_denied(facts: Facts) -> bool:
    """Whether the record says of each that there was none."""
    return bool(facts) and all(fact.assertion == "absent" for fact in facts)


def asking_of(params: Answerable) -> Asking:
    """What to ask where the test is open, as the policy says it."""
    return Asking(
        ask=params.ask,
        who=params.who or "",
        documents=params.documents,
        helpful=params.helpful,
    )


def _reads(params: Leafy) -> tuple[str, ...]:
    """The lists that a test and the further selectors in it look at."""
    others: list[Where] = list(getattr(params, "refuting", ()))
    then = getattr(params, "then", None)
    if isinstance(then, Where):
        others.append(then)
    lists = (*params.list, *(name for one in others for name in one.list))
    return tuple(dict.fromkeys(lists))


def _is_placed(params: Leafy) -> bool:
    return params.level != "any" or params.side == "line" or params.region == "line"


def _settling(params: Leafy, rules: Mapping[str, Precedence]) -> tuple[Precedence, ...]:
    for name in params.settle:
        if name not in rules:
            raise ValueError(unknown("settle", name, rules))
        if rules[name].prefer is None:
            raise ValueError(f"settle: the rule {name!r} says no prefer")
    return tuple(rules[name] for name in params.settle)


def _worst(rule: Rule, answers: Sequence[Answer]) -> Answer:
    """Both sides must hold: the answer that keeps the line from being met."""
    for code in (NOT_MET, CONFLICT, OPEN):
        for answer in answers:
            if answer[0] == code:
                return answer
    first, second = answers
    support = (*first[2], *(fact for fact in second[2] if fact not in first[2]))
    return first[0], rule, support, (), None, first[5]


def _leaf(answer: Answer, scope: Scope, say: Say, params: Leafy) -> Leaf:
    code, _, support, refute, cause, detail = answer
    status = STATUS[code]
    if isinstance(detail, Unsaid):
        said = silence(params.words(), params.title, detail.passed)
        return Leaf(status=status, reason=f"{said}, which is read as none")
    if code == NA and refute:
        said = headed(params.title, f"documented: {listed_facts(refute)}")
        return Leaf(status=status, reason=f"{said}, {UNCONCERNED}", refute=refute)
    if isinstance(detail, Closed):
        names = ", ".join(f"{one.id} ({one.kind})" for one in detail.documents)
        return Leaf(
            status=status,
            reason=f"{capital(params.words())}: not mentioned in {names}; the policy "
            "reads the silence of such a document as a denial",
        )
    clashes: tuple[Clash, ...] = ()
    notes: tuple[str, ...] = ()
    if isinstance(detail, Settled):
        clashes = (detail.clash(params.title or params.words()),)
        notes = (detail.words(),)
    elif code == CONFLICT:
        sides = (("for", support), ("against", refute))
        kind = params.id or "-".join(params.kind) or "-".join(params.list)
        clashes = (Clash(kind=kind, sides=sides),)
    asking: tuple[Asking, ...] = ()
    if params.ask and code in (OPEN, CONFLICT):
        asking = (asking_of(params),)
    reason = say(answer, scope)
    if code == OPEN and cause == "undated" and _lacks_request_date(params, scope):
        reason = _without_date(say, answer, scope)
        dated = all(map(_is_dated, support))
        asking = (DATE_ASKING,) if dated else (*(asking or (Asking(),)), DATE_ASKING)
    return Leaf(
        status=status,
        reason=reason,
        because=("conflict" if code == CONFLICT else cause),
        support=support,
        refute=refute,
        notes=notes,
        clashes=clashes,
        wants=asking,
    )
