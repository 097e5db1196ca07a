"""What the differences of two readers decide: the Case judged with and without each.

A criterion hangs on an item when its answer changes without the item, or under one
reader's version of it.  Such items go to the reviewer first: a reading error must not
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

Judge = Callable[[Case], Determination]
_MOST_TRIED = 120
"""Items that are tried one by one; beyond, an item decides what cites it."""
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
    items = _items(compared.matched, case, determination, judge, names)
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
) -> tuple[ComparedItem, ...]:
    known = {fact.id: fact for fact in all_facts(case)}
    base = _statuses(determination)
    cited = _cited(determination)
    tried = 0
    items: list[ComparedItem] = []
    for one in matched:
        status = _agreement(one)
        decides: list[str] = []
        if status != "agreed":
            tried += 1
            changed = (
                _changed(one, case, base, judge)
                if tried <= _MOST_TRIED
                else {key for name in one.facts for key in cited.get(name, ())}
            )
            decides = sorted(_named(key, names) for key in changed)
        items.append(_item(one, status, known, decides))
    return tuple(sorted(items, key=lambda i: (not i.decides, _ORDER[i.status])))


def _agreement(one: Matched) -> Agreement:
    if one.rules is None:
        return "llm-only"
    if one.llm is None:
        return "rules-only"
    return "conflict" if one.differs else "agreed"


def _cited(determination: Determination) -> dict[str, set[_Key]]:
    found: dict[str, set[_Key]] = {}
    for line in determination.lines:
        for result in line.criteria:
            for name in result.facts:
                found.setdefault(name, set()).add((_line_key(line), result.id))
    return found


def _changed(
    one: Matched, case: Case, base: dict[_Key, str], judge: Judge
) -> set[_Key]:
    """Criteria whose status is another without the item, or by either reading of it."""
    variants = [_with(case, one, None)]
    if one.rules is not None and one.llm is not None:
        variants = [_with(case, one, one.rules), _with(case, one, one.llm)]
    changed: set[_Key] = set()
    for variant in variants:
        other = _statuses(judge(variant))
        changed |= {k for k in {*base, *other} if base.get(k) != other.get(k)}
    whole = {line for line, criterion in changed if not criterion}
    return {key for key in changed if key[0] not in whole or not key[1]}


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
    yield fact.kind.replace("-", " ")
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
