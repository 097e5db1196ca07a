"""``grade``: an imaging finding graded in the policy's set, or touching a structure.

Any accepted grade among the places that the reports mention suffices; graded below in
every one refutes; an ungraded mention is open.  A later study of the same kind
supersedes what it describes; two readings of one place that differ conflict.
"""

from __future__ import annotations

from collections.abc import Callable

from workbench.evaluate.answer import (
    CONFLICT,
    MET,
    NOT_MET,
    OPEN,
    Answer,
    Facts,
    Rule,
)
from workbench.evaluate.facts import Entry, as_date
from workbench.evaluate.generic.quick import Plain
from workbench.evaluate.generic.rule import Decide, Decision, facts_of, open_decision
from workbench.evaluate.generic.select import Picked
from workbench.evaluate.generic.where import Leafy, Lists, Words
from workbench.evaluate.grading import Grades
from workbench.evaluate.leaf import Scope
from workbench.evaluate.readings import Told, dispute, superseded
from workbench.evaluate.seen import Cell
from workbench.vocabulary import severity


class Grade(Leafy):
    """``accepted``: grade names of vocabulary/severity.yaml.

    ``contact``: for each word of contact (compress, impinge ...) the structures that it
    must be said of; such a finding counts as accepted ("grade or contact").
    ``superseding``: whether a later study of the same kind replaces an earlier one.
    """

    list: Lists = ("imaging_findings",)
    kind: Words = ("stenosis",)
    accepted: Grades
    contact: dict[str, tuple[str, ...]] = {}
    superseding: bool = True


_BELOW, _OPEN, _MET, _NOTHING = "below", "open", "met", "nothing"


def decide(params: Grade) -> Decide:
    """The worth of every finding at the place, and what they come to."""
    worth = _worth_of(params)

    def decision(picked: Picked, scope: Scope) -> Decision:
        hits = picked.hits
        if not hits:
            return open_decision(picked)
        several = len({id(entry.study) for entry in hits}) > 1
        if several and params.superseding:
            hits = _current(hits)
        heaps: dict[str, list[Entry]] = {_MET: [], _BELOW: [], _OPEN: [], _NOTHING: []}
        for entry in hits:
            heaps[worth(entry)].append(entry)
        good, bad = heaps[_MET], heaps[_BELOW]
        if not good:
            return _without(picked, heaps[_OPEN], bad)
        against = _disputing(good, bad) if bad and (several or _voices(hits)) else []
        if against:
            return CONFLICT, facts_of(good), facts_of(against), "conflict", None
        return MET, facts_of(good), (), None, None

    return decision


def plain(params: Grade, rule: Rule) -> Plain | None:
    """Graded findings of one study in one voice."""
    steps = severity().steps
    accepted = frozenset(steps[name] for name in params.accepted)
    values = {_MET: MET, _BELOW: NOT_MET, _OPEN: OPEN}
    worth = bytes(
        values[_range_worth(low, high, accepted) if low <= high else _OPEN]
        for low in range(8)
        for high in range(8)
    )

    def judge(cell: Cell) -> Answer | None:
        if cell[0] != MET or type(cell) is not tuple:
            return None
        facts = cell[1]
        good = []
        for fact in facts:
            grade = fact.severity
            if grade is None or fact.contact is not None:
                return None
            value = worth[grade.low * 8 + grade.high]
            if value == MET:
                good.append(fact)
            elif value != NOT_MET:
                return None
        if not good:
            return NOT_MET, rule, (), facts, None, None
        if len(good) < len(facts) and not _one_voice(facts):
            return None
        return MET, rule, tuple(good), (), None, None

    return judge


def _one_voice(facts: Facts) -> bool:
    """Whether findings of one study are told by one reader in one section."""
    reader, section = facts[0].reader, facts[0].section
    for fact in facts:
        if fact.reader != reader or fact.section != section:
            return False
    return True


def _worth_of(params: Grade) -> Callable[[Entry], str]:
    steps = severity().steps
    accepted = frozenset(steps[name] for name in params.accepted)
    contact = {word: frozenset(of) for word, of in params.contact.items()}
    table = {
        (low, high): _range_worth(low, high, accepted)
        for low in range(8)
        for high in range(low, 8)
    }

    def worth(entry: Entry) -> str:
        fact, state = entry.fact, entry.state
        grade = fact.severity
        if state == "present":
            touch = fact.contact
            if touch is not None and touch.target in contact.get(touch.label, ()):
                return _MET
            return _OPEN if grade is None else table[(grade.low, grade.high)]
        if state == "absent":
            top = 0 if grade is None else grade.low - 1 if grade.low else grade.high
            return table[(0, top)]
        return _OPEN if state == "uncertain" else _NOTHING

    return worth


def _voices(entries: list[Entry]) -> bool:
    """Whether more than one reading speaks."""
    return len({_voice(entry) for entry in entries}) > 1


def _without(picked: Picked, loose: list[Entry], bad: list[Entry]) -> Decision:
    """No accepted grade: open where one is still possible, else refuted."""
    if loose or picked.undated or picked.unplaced:
        return _left_open(picked, loose, bad)
    if bad:
        return NOT_MET, (), facts_of(bad), None, None
    return open_decision(picked)


def _left_open(picked: Picked, loose: list[Entry], bad: list[Entry]) -> Decision:
    if loose:
        sure = [entry for entry in loose if entry.state != "uncertain"]
        cause = "ungraded" if sure else "unsure"
        return OPEN, facts_of(loose), facts_of(bad), cause, None  # type: ignore[return-value]
    code, shown, _, cause_, detail = open_decision(picked)
    return code, shown, facts_of(bad), cause_, detail


def _range_worth(low: int, high: int, accepted: frozenset[int]) -> str:
    if all(step in accepted for step in range(low, high + 1)):
        return _MET
    return _BELOW if high < min(accepted) else _OPEN


def _voice(entry: Entry) -> tuple[str | None, str, str | None]:
    fact = entry.fact
    return fact.reader, fact.evidence[0].document, fact.section


def _told(entry: Entry) -> Told:
    fact = entry.fact
    date = None if entry.last is None else as_date(entry.last).isoformat()
    reader, document, section = _voice(entry)
    return Told(
        finding=fact,
        study=entry.study,
        date=fact.date or entry.study.date or date,
        told=None,
        voice=(str(reader), document, section or ""),
    )


def _current(entries: list[Entry]) -> list[Entry]:
    """The findings that no later study of the same kind describes anew."""
    told = [_told(entry) for entry in entries]
    return [
        entry
        for entry, item in zip(entries, told, strict=True)
        if superseded(item, told) is None
    ]


def _disputing(good: list[Entry], bad: list[Entry]) -> list[Entry]:
    """The findings below the set that speak of the place of an accepted one."""
    for_it = [_told(entry) for entry in good]
    return [
        entry for entry in bad if any(dispute(item, _told(entry)) for item in for_it)
    ]
