"""``fact``: the record says that something is so, or says that it is not.

``stated`` is the same for a judgement of a clinician.  Support and denial of one part
conflict; an uncertain or planned mention, one outside the look-back, one without a date
or a place leave it open and say why.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from workbench.evaluate.answer import (
    CONFLICT,
    MET,
    NA,
    NOT_MET,
    OPEN,
    Answer,
    Facts,
    Rule,
)
from workbench.evaluate.facts import Entry
from workbench.evaluate.generic.parts import against, outlived, passes
from workbench.evaluate.generic.quick import Plain
from workbench.evaluate.generic.rule import (
    Decide,
    Decision,
    Say,
    facts_of,
    open_decision,
)
from workbench.evaluate.generic.select import Pick, Picked, picker
from workbench.evaluate.generic.where import Leafy, Lists, Said, Where, Words
from workbench.evaluate.generic.wording import (
    headed,
    listed_facts,
    opened,
    silence,
    unconcerned,
)
from workbench.evaluate.leaf import Scope
from workbench.evaluate.seen import Cell


class Fact(Leafy):
    """``assertion``: how it must be said to count (present).

    ``refuted_by``: how it must be said to speak against it (absent);
    ``refuting``: other facts that speak against it (solid fusion against nonunion).
    ``at_least``: how many different facts must be found.
    """

    assertion: Said = ("present",)
    refuted_by: Said = ("absent",)
    refuting: tuple[Where, ...] = ()
    at_least: int = Field(default=1, ge=1)


class Stated(Fact):
    """A judgement that someone states; by default a statement of a clinician."""

    judged_apart: ClassVar[frozenset[str]] = frozenset({"speaker"})

    list: Lists = ("statements",)
    speaker: Words = ("clinician",)


def decide(params: Fact) -> Decide:
    """What speaks for it and against it among the facts found."""
    yes, no = frozenset(params.assertion), frozenset(params.refuted_by)
    others = tuple(picker(where) for where in params.refuting)
    enough = params.at_least
    plain = not others and enough == 1

    def decision(picked: Picked, scope: Scope) -> Decision:
        hits = picked[0]
        if plain and len(hits) == 1 and not (picked[2] or picked[3]):
            fact, state = hits[0][0], hits[0][5]
            if state in yes:
                return MET, (fact,), (), None, None
            if state in no:
                return NOT_MET, (), (fact,), None, None
        support: list[Entry] = []
        refute: list[Entry] = []
        unsure: list[Entry] = []
        for entry in hits:
            state = entry[5]
            if state in yes:
                support.append(entry)
            elif state in no:
                refute.append(entry)
            elif state in ("uncertain", "planned"):
                unsure.append(entry)
        for find in others:
            refute += _present(find, scope)
        support, refute = _weighed(support, refute, scope)
        if len(support) >= enough and not refute:
            loose = [entry for entry in picked.undated if entry.state in no]
            loose = _against(support, loose)
            if not loose:
                return MET, facts_of(support), (), None, None
            return CONFLICT, facts_of(support), facts_of(loose), "conflict", None
        return _rest(support, refute, unsure, picked, yes, enough)

    return decision


def plain(params: Fact, rule: Rule) -> Plain | None:
    """Facts that are there or denied, where nothing else is asked."""
    usual = params.assertion == ("present",) and params.refuted_by == ("absent",)
    if not usual or params.refuting or params.at_least != 1:
        return None

    def judge(cell: Cell) -> Answer | None:
        said, facts = cell
        if said == MET:
            return MET, rule, facts, (), None, None
        if said == NOT_MET:
            return NOT_MET, rule, (), facts, None, None
        return disputed(facts) if said == CONFLICT else None

    def disputed(facts: Facts) -> Answer | None:
        refute = tuple([one for one in facts if one.assertion == "absent"])
        if any(map(passes, refute)):
            return None  # Whether a denied event came later is the full way's.
        support = tuple([one for one in facts if one.assertion == "present"])
        refute = against(support, refute)
        if refute:
            return CONFLICT, rule, support, refute, "conflict", None
        return MET, rule, support, (), None, None

    return judge


def plain_stated(params: Stated, rule: Rule) -> Plain | None:
    """The same, where all are of the speakers asked for."""
    judge = plain(params, rule)
    if judge is None or not params.speaker:
        return judge
    speakers = frozenset(params.speaker)

    def of_speakers(cell: Cell) -> Answer | None:
        for fact in cell[1]:
            if fact.speaker not in speakers:
                return None
        return judge(cell)

    return of_speakers


def _rest(
    support: list[Entry],
    refute: list[Entry],
    unsure: list[Entry],
    picked: Picked,
    yes: frozenset[str],
    enough: int,
) -> Decision:
    if len(support) >= enough:
        return CONFLICT, facts_of(support), facts_of(refute), "conflict", None
    if not (support or refute or unsure or picked[1] or picked[2] or picked[3]):
        past = facts_of([one for one in picked[0] if one.state == "historical"])
        return OPEN, (), (), "never-mentioned", past or None
    maybe = [e for e in (*picked.undated, *picked.unplaced) if e.state in yes]
    if refute and not (maybe or unsure or support):
        return NOT_MET, (), facts_of(refute), None, None
    if support:
        shown = facts_of([*support, *maybe])
        return OPEN, shown, facts_of(refute), "incomplete", None
    heaps = Picked([], *_of_interest(picked, yes))
    code, shown, _, cause, detail = open_decision(heaps, unsure)
    return code, shown, facts_of(refute), cause, detail


def _of_interest(
    picked: Picked, yes: frozenset[str]
) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """The heaps with only what would support; a denial outside them says nothing."""
    kept = [
        [entry for entry in heap if entry.state in yes]
        for heap in (picked.stale, picked.undated, picked.unplaced)
    ]
    return kept[0], kept[1], kept[2]


def _against(support: list[Entry], refute: list[Entry]) -> list[Entry]:
    """The denials that speak against what is found."""
    if not (support and refute):
        return refute
    kept = {id(one) for one in against(facts_of(support), facts_of(refute))}
    return [entry for entry in refute if id(entry.fact) in kept]


def _weighed(
    support: list[Entry], refute: list[Entry], scope: Scope
) -> tuple[list[Entry], list[Entry]]:
    """What speaks for it and, of what denies it, what speaks against that."""
    if support and refute:
        support, refute = (
            _lasting(support, refute, scope),
            _lasting(refute, support, scope),
        )
    return support, _against(support, refute)


def _lasting(entries: list[Entry], others: list[Entry], scope: Scope) -> list[Entry]:
    """Without denials of events that took place after they were written."""
    facts = facts_of(others)
    return [
        entry
        for entry in entries
        if not outlived(entry.fact, facts, scope.facts.written)
    ]


def _present(find: Pick, scope: Scope) -> list[Entry]:
    return [entry for entry in find(scope).hits if entry.state == "present"]


def say(params: Leafy) -> Say:
    """A finding of the record in words: what there is, or why it is open."""
    name, title = params.words(), params.title

    def reason(answer: Answer, scope: Scope) -> str:
        code, _, support, refute, cause, past = answer
        if code == MET:
            return headed(title, f"documented: {listed_facts(support)}")
        if code == NOT_MET:
            denied = all(fact.assertion == "absent" for fact in refute)
            word = "documented" if denied else "documented instead"
            return headed(title, f"{word}: {listed_facts(refute)}")
        if code == CONFLICT:
            text = f"the record has {listed_facts(support)}, but also"
            return headed(title, f"{text} {listed_facts(refute)}")
        if code == NA:
            return unconcerned(name, title, past or ())
        if past and cause == "never-mentioned":
            return silence(name, title, past)
        return opened(name, title, cause, support or refute)

    return reason
