"""What the differences of two readers decide: the Case judged with and without each.

A criterion hangs on an item when its answer changes without the item, or under one
reader's version of it, or when it rests on the item and changes without all that the
readers do not share.  Such items go to the reviewer first: a reading error must not
settle a criterion unseen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

from workbench.extract.reader import Compared, Matched
from workbench.schema.case import (
    FACT_LISTS,
    Case,
    Fact,
    FactList,
    ImagingFinding,
    ImagingStudy,
    all_facts,
)
from workbench.schema.comparison import (
    Agreement,
    ComparedItem,
    CriterionPair,
    ListAgreement,
    OneReading,
    ReaderComparison,
)
from workbench.schema.determination import Determination, LineResult
from workbench.vocabulary.names import name_of

Judge = Callable[[Case], Determination]
_MOST_TRIED = 120
"""Items that are tried one by one; beyond, they are tried in groups."""
_MOST_JUDGED = 600
"""How often the policy is applied before groups are halved no further."""
_Key = tuple[str, str]
_ORDER: dict[Agreement, int] = {
    "conflict": 0, "llm-only": 1, "rules-only": 2, "agreed": 3,
}  # fmt: skip


def compare(
    compared: Compared, case: Case, determination: Determination, judge: Judge
) -> ReaderComparison:
    """The comparison of two readings; ``judge`` applies the policy to a Case."""
    if compared.failed:
        return ReaderComparison(
            counts=(), kappa_facts=None, units_facts=0, kappa_criteria=None,
            units_criteria=0, items=(), failed=compared.failed,
        )  # fmt: skip
    names = {_line_key(line): line.id for line in determination.lines}
    merged = _statuses(determination)
    llm, rules = (_statuses(judge(one)) for one in (compared.llm, compared.rules))
    items, exact = _items(compared.matched, case, determination, judge, names)
    units = sorted({*llm, *rules})
    labels = [(_said(m.rules), _said(m.llm)) for m in compared.matched]
    return ReaderComparison(
        counts=tuple(_counts(items)),
        kappa_facts=kappa(labels),
        units_facts=len(labels),
        kappa_criteria=kappa(
            [(rules.get(u, "no line"), llm.get(u, "no line")) for u in units]
        ),
        units_criteria=len(units),
        items=items,
        decides_exact=exact,
        criteria=tuple(
            CriterionPair(
                line=names.get(line, line),
                criterion=criterion,
                status=merged.get((line, criterion), "no line"),
                llm=llm.get((line, criterion)),
                rules=rules.get((line, criterion)),
            )
            for line, criterion in sorted({*units, *merged})
            if criterion
            and len({x.get((line, criterion)) for x in (llm, rules, merged)}) > 1
        ),
    )


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two raters, rounded to three places.

    None without units, or where chance alone would agree always.
    """
    count = len(pairs)
    if not count:
        return None
    agreed = sum(a == b for a, b in pairs) / count
    first, second = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    chance = sum(first[label] * second[label] for label in first) / count**2
    if chance >= 1:
        return None
    return round((agreed - chance) / (1 - chance), 3)


def in_short(compared: Compared) -> Iterable[str]:
    """The comparison in a few lines without packet text: counts and kappa.

    ``workbench review`` tells in full, with quotes and what each item decides.
    """
    if compared.failed:
        yield f"the {compared.failed} reader failed; nothing was compared"
        return
    counts = Counter(_agreement(one) for one in compared.matched)
    yield ", ".join(f"{name} {counts[name]}" for name in reversed(_ORDER))
    value = kappa([(_said(m.rules), _said(m.llm)) for m in compared.matched])
    yield f"kappa over {len(compared.matched)} facts: {value}"
    differ = Counter(
        f"{one.list}: {', '.join(one.differs)}"
        for one in compared.matched
        if one.differs
    )
    for what, number in sorted(differ.items()):
        yield f"conflict in {what} ({number})"


def _said(fact: Fact | None) -> str:
    return fact.assertion if fact else "not read"


# --- what hangs on an item ----------------------------------------------------------


def _line_key(line: LineResult) -> str:
    parts = (line.procedure, line.level or line.name, line.side, line.stage)
    return " ".join(str(part) for part in parts if part is not None)


def _statuses(determination: Determination) -> dict[_Key, str]:
    """Status of every criterion of every line; a line itself has the criterion ""."""
    found: dict[_Key, str] = {}
    for line in determination.lines:
        key = _line_key(line)
        found[(key, "")] = "asked"
        found |= {(key, result.id): result.status for result in line.criteria}
    for waiver in determination.waivers:
        found[("waivers", waiver.id)] = waiver.status
    return found


def _items(
    matched: Sequence[Matched],
    case: Case,
    determination: Determination,
    judge: Judge,
    names: dict[str, str],
) -> tuple[tuple[ComparedItem, ...], bool]:
    """Each matched thing and what it decides, deciding ones first; whether exact."""
    known = {fact.id: fact for fact in all_facts(case)}
    cited = _cited(determination)
    differing = [one for one in matched if _agreement(one) != "agreed"]
    # Sorting is stable: what a criterion cites is tried first, the rest in its order.
    differing.sort(key=lambda one: not any(name in cited for name in one.facts))
    trial = _Trial(case, _statuses(determination), judge)
    changed = {id(one): trial.changed([one]) for one in differing[:_MOST_TRIED]}
    trial.halve(differing[_MOST_TRIED:], changed)
    # Two facts of one reader, each enough, hide one another: a criterion that hangs on
    # all that differs together hangs on those of them that it cites.
    together = trial.changed(differing) if differing else frozenset()
    items: list[ComparedItem] = []
    for one in matched:
        found = changed.get(id(one), frozenset())
        if id(one) in changed:
            rests = {key for name in one.facts for key in cited.get(name, ())}
            found |= together & rests
        decides = sorted(_named(key, names) for key in found)
        items.append(_item(one, _agreement(one), known, decides))
    ordered = sorted(items, key=lambda i: (not i.decides, _ORDER[i.status]))
    return tuple(ordered), len(differing) <= _MOST_TRIED


def _agreement(one: Matched) -> Agreement:
    if one.rules is None:
        return "llm-only"
    if one.llm is None:
        return "rules-only"
    return "conflict" if one.differs else "agreed"


def _cited(determination: Determination) -> dict[str, set[_Key]]:
    """The criteria that rest on a fact, by its id."""
    found: dict[str, set[_Key]] = {}
    for line in determination.lines:
        for result in line.criteria:
            for name in result.facts:
                found.setdefault(name, set()).add((_line_key(line), result.id))
    return found


class _Trial:
    """The Case judged under one change after another."""

    def __init__(self, case: Case, base: dict[_Key, str], judge: Judge) -> None:
        self._case = case
        self._base = base
        self._judge = judge
        self._judged = 0

    def halve(
        self, items: Sequence[Matched], found: dict[int, frozenset[_Key]]
    ) -> None:
        """Try items in groups: one that changes nothing is done with, another halved.

        Not exact, since items of a group may hide one another, and past a bound each
        item of a group is said to decide what the group does.
        """
        if not items:
            return
        changed = self.changed(items)
        if len(items) == 1 or not changed or self._judged > _MOST_JUDGED:
            found.update({id(one): changed for one in items})
            return
        middle = len(items) // 2
        self.halve(items[:middle], found)
        self.halve(items[middle:], found)

    def changed(self, items: Sequence[Matched]) -> frozenset[_Key]:
        """Criteria whose status is another without the items, or by either reader."""
        conflicts = any(one.rules and one.llm for one in items)
        variants = []
        if not conflicts or len(items) > 1:
            variants.append(self._without(items))
        if conflicts:
            variants += [self._as_read(items, rules=who) for who in (True, False)]
        changed: set[_Key] = set()
        for variant in variants:
            self._judged += 1
            other = _statuses(self._judge(variant))
            keys = {*self._base, *other}
            changed |= {k for k in keys if self._base.get(k) != other.get(k)}
        whole = {line for line, criterion in changed if not criterion}
        return frozenset(k for k in changed if k[0] not in whole or not k[1])

    def _without(self, items: Sequence[Matched]) -> Case:
        case = self._case
        for one in items:
            case = _with(case, one, None)
        return case

    def _as_read(self, items: Sequence[Matched], *, rules: bool) -> Case:
        case = self._case
        for one in items:
            case = _with(case, one, one.rules if rules else one.llm)
        return case


def _with(case: Case, one: Matched, instead: Fact | None) -> Case:
    """The Case with an item left out, or as one reader has it."""
    gone = frozenset(one.facts)
    first = one.facts[0] if one.facts else ""
    new = instead.model_copy(update={"id": first}) if instead and first else None
    facts: list[Fact] = []
    for fact in getattr(case, one.list):
        facts += _kept(fact, gone, first, new)
    return case.model_copy(update={one.list: tuple(facts)})


def _kept(fact: Fact, gone: frozenset[str], first: str, new: Fact | None) -> list[Fact]:
    if fact.id in gone:
        if new is None or fact.id != first:
            return []
        if isinstance(fact, ImagingStudy):
            new = new.model_copy(update={"findings": fact.findings})
        return [new]
    if isinstance(fact, ImagingStudy) and any(f.id in gone for f in fact.findings):
        findings = [x for f in fact.findings for x in _kept(f, gone, first, new)]
        return [fact.model_copy(update={"findings": tuple(findings)})]
    return [fact]


def _named(key: _Key, names: dict[str, str]) -> str:
    line, criterion = key
    name = names.get(line, line)
    return f"{name}/{criterion}" if criterion else name


# --- for the reviewer ----------------------------------------------------------------


def _item(
    one: Matched, status: Agreement, known: dict[str, Fact], decides: list[str]
) -> ComparedItem:
    shown = one.rules or one.llm
    assert shown is not None
    return ComparedItem(
        list=one.list,
        kind=shown.kind,
        level=shown.level,
        site=shown.site,
        side=shown.side,
        status=status,
        differs=one.differs,
        llm=_reading(one.llm),
        rules=_reading(one.rules),
        facts=tuple(name for name in one.facts if name in known),
        decides=tuple(decides),
    )


def _reading(fact: Fact | None) -> OneReading | None:
    if fact is None:
        return None
    return OneReading(
        says=", ".join(_words(fact)), assertion=fact.assertion, evidence=fact.evidence
    )


def _words(fact: Fact) -> Iterable[str]:
    """A fact in short: kind, place, side, what it states, how it is asserted."""
    yield name_of(fact.kind)
    yield from (part for part in (fact.level or fact.site, fact.side) if part)
    if isinstance(fact, ImagingFinding) and fact.severity:
        yield fact.severity.label
    for name in ("grade", "value", "unit", "result", "status", "response"):
        value = getattr(fact, name, None)
        if value is not None:
            yield str(value)
    if getattr(fact, "days", None) is not None:
        yield f"{getattr(fact, 'days', '')} days"
    yield fact.assertion


def _counts(items: Sequence[ComparedItem]) -> Iterable[ListAgreement]:
    seen: dict[FactList, Counter[str]] = {}
    for item in items:
        seen.setdefault(item.list, Counter())[item.status] += 1
    for name in FACT_LISTS:
        if name in seen:
            one = seen[name]
            yield ListAgreement(
                list=name,
                agreed=one["agreed"],
                llm_only=one["llm-only"],
                rules_only=one["rules-only"],
                conflict=one["conflict"],
            )
