"""Facts read against gold facts: matched by kind, place, side and date, then compared.

Facts are sets, so they are matched by key before anything is compared: the same list
and kind, then the pair that shares most of level, site, side and date.  A pair scores
its fields; a gold fact without a partner is missed; a fact read without a partner is
further, and counts against precision only in the lists that the gold case gives whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from workbench.evals.stats import Ratio
from workbench.schema.case import FACT_LISTS, Case, Fact, FactList
from workbench.schema.partial_date import PartialDate

FINDINGS = "findings"
_NOT_FIELDS = frozenset(
    {"id", "kind", "evidence", "findings", "detail", "name", "reader", "section"}
)
_PLACE = ("level", "site", "side")


class Pair(NamedTuple):
    """A gold fact and the fact read for it."""

    list: str
    gold: Fact
    read: Fact


class Matched(NamedTuple):
    """The pairs of one case, what was missed, and what was read further."""

    pairs: tuple[Pair, ...]
    missed: tuple[tuple[str, Fact], ...]
    further: tuple[tuple[str, Fact], ...]


def match(gold: Case, read: Case) -> Matched:
    """Pair the facts of two Cases, list by list and kind by kind."""
    pairs: list[Pair] = []
    missed: list[tuple[str, Fact]] = []
    further: list[tuple[str, Fact]] = []
    for name in (*FACT_LISTS, FINDINGS):
        wanted, given = _by_kind(gold, name), _by_kind(read, name)
        for kind in sorted(wanted.keys() | given.keys()):
            found = _paired(wanted.get(kind, []), given.get(kind, []))
            pairs += [Pair(name, left, right) for left, right in found]
            lefts = {id(left) for left, _ in found}
            rights = {id(right) for _, right in found}
            missed += [(name, x) for x in wanted.get(kind, []) if id(x) not in lefts]
            further += [(name, x) for x in given.get(kind, []) if id(x) not in rights]
    return Matched(tuple(pairs), tuple(missed), tuple(further))


def _by_kind(case: Case, name: str) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in _facts(case, name):
        found[fact.kind].append(fact)
    return found


def _facts(case: Case, name: str) -> Iterable[Fact]:
    if name == FINDINGS:
        studies = case.imaging_studies
        return [item for study in studies for item in study.findings]
    facts: Iterable[Fact] = getattr(case, name)
    return facts


def _paired(wanted: list[Fact], given: list[Fact]) -> list[tuple[Fact, Fact]]:
    """Best pairs first; facts whose places exclude each other are no pair."""
    ranked = sorted(
        (
            (-closeness(left, right), i, j)
            for i, left in enumerate(wanted)
            for j, right in enumerate(given)
            if same_place(left, right)
        ),
    )
    pairs, lefts, rights = [], set(), set()
    for _, i, j in ranked:
        if i not in lefts and j not in rights:
            lefts.add(i)
            rights.add(j)
            pairs.append((wanted[i], given[j]))
    return pairs


def same_place(left: Fact, right: Fact) -> bool:
    """Whether two facts can be of one place and time: nothing stated excludes it."""
    if left.level != right.level:
        return False
    if getattr(left, "location", None) != getattr(right, "location", None):
        return False
    if left.side and right.side and left.side != right.side:
        return False
    if left.site and right.site and left.site != right.site:
        return False
    return _same_day(left.date, right.date)


def _same_day(left: PartialDate | None, right: PartialDate | None) -> bool:
    if left is None or right is None:
        return True
    shorter, longer = sorted((str(left), str(right)), key=len)
    return longer.startswith(shorter)


def closeness(left: Fact, right: Fact) -> float:
    """How much two facts share, assertion and quoted lines included."""
    score: float = sum(getattr(left, name) == getattr(right, name) for name in _PLACE)
    score += 2 * (left.assertion == right.assertion)
    score += left.date == right.date
    return score + 2 * shares_lines(left, right)


def shares_lines(left: Fact, right: Fact) -> bool:
    """Whether the two cite at least one line of the same document."""
    lines = {(item.document, line) for item in left.evidence for line in item.lines}
    return any(
        (item.document, line) in lines for item in right.evidence for line in item.lines
    )


def wrong_fields(pair: Pair) -> tuple[str, ...]:
    """Fields that the gold fact states and the fact read does not give alike."""
    return tuple(
        name
        for name, value in stated(pair.gold).items()
        if getattr(pair.read, name, None) != value
    )


def stated(fact: Fact) -> dict[str, Any]:
    """Fields of a gold fact that are held against the fact read."""
    names = (name for name in type(fact).model_fields if name not in _NOT_FIELDS)
    values = {name: getattr(fact, name) for name in names}
    return {name: value for name, value in values.items() if value not in (None, ())}


def fact_ratios(
    gold: Case, read: Case, complete: Iterable[FactList]
) -> dict[str, Ratio]:
    """The fact figures of one case: recall, precision, F1 by list, fields, assertion.

    ``falsely_present``: facts read as present whose gold is not, plus further present
    facts of complete lists, over all facts read as present there.
    """
    found = match(gold, read)
    whole = lists_given_whole(complete)
    ratios: dict[str, Ratio] = {}
    for name in (*FACT_LISTS, FINDINGS):
        hits = sum(pair.list == name for pair in found.pairs)
        lost = sum(of == name for of, _ in found.missed)
        if hits + lost == 0:
            continue
        ratios[f"recall.{name}"] = Ratio(hits, hits + lost)
        if name in whole:
            more = sum(of == name for of, _ in found.further)
            ratios[f"precision.{name}"] = Ratio(hits, hits + more)
            ratios[f"f1.{name}"] = Ratio(2 * hits, 2 * hits + lost + more)
    return ratios | _overall(found, whole)


def lists_given_whole(lists: Iterable[FactList]) -> frozenset[str]:
    """The lists that a gold case gives whole; studies bring their findings."""
    named = set(lists)
    return frozenset(named | ({FINDINGS} if "imaging_studies" in named else set()))


def _overall(found: Matched, whole: frozenset[str]) -> dict[str, Ratio]:
    hits, lost = len(found.pairs), len(found.missed)
    fields = [len(stated(pair.gold)) for pair in found.pairs]
    wrong = [len(wrong_fields(pair)) for pair in found.pairs]
    agreed = sum(pair.gold.assertion == pair.read.assertion for pair in found.pairs)
    further = [fact for name, fact in found.further if name in whole]
    inside = [pair for pair in found.pairs if pair.list in whole]
    read_present = sum(pair.read.assertion == "present" for pair in inside)
    turned = sum(
        pair.read.assertion == "present" != pair.gold.assertion for pair in inside
    )
    invented = sum(fact.assertion == "present" for fact in further)
    return {
        "fact_recall": Ratio(hits, hits + lost),
        "fact_precision": Ratio(len(inside), len(inside) + len(further)),
        "fact_full_frame": Ratio(sum(not n for n in wrong), hits + lost),
        "field_accuracy": Ratio(sum(fields) - sum(wrong), sum(fields)),
        "assertion_agreement": Ratio(agreed, hits),
        "falsely_present": Ratio(turned + invented, read_present + invented),
        "right_document": Ratio(_right_documents(found.pairs), hits),
    }


def _right_documents(pairs: Iterable[Pair]) -> int:
    return sum(
        bool(
            {item.document for item in pair.gold.evidence}
            & {item.document for item in pair.read.evidence}
        )
        for pair in pairs
    )


def assertion_pairs(gold: Case, read: Case) -> list[tuple[str, str]]:
    """Assertions of matched facts, gold first, for the confusion matrix."""
    found = match(gold, read)
    return [(str(x.gold.assertion), str(x.read.assertion)) for x in found.pairs]


def abstention(read: Case, lists: Iterable[FactList]) -> Ratio:
    """Lists that must stay empty and do not, over those that must."""
    names = tuple(lists)
    return Ratio(sum(bool(getattr(read, name)) for name in names), len(names))
