"""Two independent readers, one Case: what both say once, what one says marked.

An agreed fact carries the quotes of both.  A fact of one reader is evidence, for it is
grounded, and is listed.  Where the readers differ over the same lines, one of them is
wrong: the fact becomes uncertain (or its grade a range), so that it decides nothing.
Where they differ over different lines, the record may contradict itself: both facts
stand, and the evaluator sees the contradiction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from workbench import __version__
from workbench.errors import ExtractionError
from workbench.extract.both_match import Pair, match, share_lines
from workbench.extract.reader import (
    Compared,
    Matched,
    Progress,
    Reader,
    Reading,
    read_telling,
    unwatched,
)
from workbench.extract.rules.whole.merge import Places, number
from workbench.schema.case import (
    FACT_LISTS,
    Case,
    Fact,
    FactList,
    ImagingFinding,
    ImagingStudy,
    Severity,
)
from workbench.schema.packet import Packet
from workbench.schema.review import ReaderRecord


class BothReader:
    """Reads with the rules and with a model, and compares."""

    def __init__(self, rules: Reader, llm: Reader) -> None:
        self.rules = rules
        self.llm = llm

    def read(self, packet: Packet) -> Reading:
        """The merged Case, its record, and the comparison.

        When one reader fails the other's reading stands, and the record says so.
        Raises ExtractionError when both fail.
        """
        return self.read_telling(packet, unwatched)

    def read_telling(self, packet: Packet, progress: Progress) -> Reading:
        """As ``read``, telling how far the model is, which takes the time."""
        # The model's answers are waited for while the rules read.
        with ThreadPoolExecutor(1, thread_name_prefix="llm") as pool:
            waiting = pool.submit(_try, self.llm, packet, progress)
            rules, why_rules = _try(self.rules, packet, unwatched)
            llm, why_llm = waiting.result()
        if rules is None and llm is None:
            assert why_llm is not None
            raise why_llm
        if rules is None or llm is None:
            return _alone(rules, llm, why_rules or why_llm)
        return united(packet, rules, llm)


def _try(
    reader: Reader, packet: Packet, progress: Progress
) -> tuple[Reading | None, ExtractionError | None]:
    try:
        return read_telling(reader, packet, progress), None
    except ExtractionError as error:
        return None, error


def _alone(
    rules: Reading | None, llm: Reading | None, error: ExtractionError | None
) -> Reading:
    done = rules or llm
    assert done is not None and error is not None
    name: Literal["llm", "rules"] = "llm" if llm is None else "rules"
    note = f"THE {name.upper()} READER FAILED, nothing was compared: {error.line()}"
    attempts = getattr(error, "attempts", ())
    record = done.record.model_copy(
        update={
            "name": "both",
            "notes": (note, *done.record.notes),
            "attempts": (*done.record.attempts, *attempts),
        }
    )
    empty = Case()
    compared = Compared(
        rules=rules.case if rules else empty,
        llm=llm.case if llm else empty,
        matched=(),
        failed=name,
    )
    return Reading(done.case, record, compared)


class _Entry(NamedTuple):
    """A pair with the facts that it puts into the Case."""

    pair: Pair
    facts: tuple[Fact, ...]


@dataclass
class _Made:
    """Facts under temporary ids, and what each pair became."""

    entries: list[tuple[FactList, Pair, tuple[str, ...]]] = field(default_factory=list)
    count: int = 0

    def fresh(self, fact: Fact) -> Fact:
        """The fact under an id that no other has."""
        self.count += 1
        return fact.model_copy(update={"id": f"new{self.count}"})


def united(packet: Packet, rules: Reading, llm: Reading) -> Reading:
    """Both readings as one, with the comparison."""
    made = _Made()
    places = Places(packet)
    lists: dict[str, Any] = {}
    final: dict[str, str] = {}
    for name in FACT_LISTS:
        facts = list(_listed(name, rules.case, llm.case, made))
        ordered = sorted(facts, key=places.where)
        numbered = number(name, ordered)
        lists[name] = numbered
        for old, new in zip(ordered, numbered, strict=True):
            final |= dict(_ids(old, new))
    matched = tuple(
        Matched(name, pair.rules, pair.llm, pair.differs, tuple(final[i] for i in ids))
        for name, pair, ids in made.entries
    )
    refused = tuple(
        item.model_copy(update={"id": f"R{place}"})
        for place, item in enumerate((*rules.case.refused, *llm.case.refused), 1)
    )
    case = rules.case.model_copy(update={**lists, "refused": refused})
    return Reading(
        case,
        _record(rules.record, llm.record),
        Compared(rules=rules.case, llm=llm.case, matched=matched),
    )


def _ids(old: Fact, new: Fact) -> Iterator[tuple[str, str]]:
    yield old.id, new.id
    if isinstance(old, ImagingStudy) and isinstance(new, ImagingStudy):
        for a, b in zip(old.findings, new.findings, strict=True):
            yield a.id, b.id


def _listed(name: FactList, rules: Case, llm: Case, made: _Made) -> Iterator[Fact]:
    for pair in match(getattr(rules, name), getattr(llm, name)):
        facts = [made.fresh(fact) for fact in merged(pair)]
        if name == "imaging_studies":
            facts = [_with_findings(name, pair, facts, made)]
        made.entries.append((name, pair, tuple(fact.id for fact in facts)))
        yield from facts


def _with_findings(
    name: FactList, pair: Pair, facts: list[Fact], made: _Made
) -> ImagingStudy:
    """A study of either or both readers, its findings matched one by one."""
    sides = [x.findings if isinstance(x, ImagingStudy) else () for x in pair[:2]]
    found: list[Fact] = []
    for inner in match(*sides):
        new = [made.fresh(fact) for fact in merged(inner)]
        made.entries.append((name, inner, tuple(fact.id for fact in new)))
        found += new
    study = facts[0].model_copy(update={"findings": tuple(found)})
    assert isinstance(study, ImagingStudy)
    return study


def merged(pair: Pair) -> list[Fact]:
    """The facts that a pair puts into the Case: one, or both sides of a conflict."""
    rules, llm, differs = pair
    if rules is None or llm is None:
        return [one for one in (rules, llm) if one is not None]
    if differs and not share_lines(rules, llm) and not isinstance(rules, ImagingStudy):
        return [rules, llm]
    fact = _joined(rules, llm)
    return [_doubted(fact, rules, llm, differs) if differs else fact]


def _joined(rules: Fact, llm: Fact) -> Fact:
    """One fact: the rules reader's values, gaps filled from the model's, all quotes."""
    evidence = (*rules.evidence, *(e for e in llm.evidence if e not in rules.evidence))
    update: dict[str, Any] = {"evidence": evidence}
    for name in type(rules).model_fields:
        mine, its = getattr(rules, name), getattr(llm, name)
        if name not in ("id", "evidence", "findings") and mine in (None, ()) and its:
            update[name] = its
    return rules.model_copy(update=update)


def _doubted(fact: Fact, rules: Fact, llm: Fact, differs: tuple[str, ...]) -> Fact:
    """The fact so that it settles nothing over which the readers differ."""
    update: dict[str, Any] = {}
    if set(differs) - {"severity"}:
        update["assertion"] = "uncertain"
    if "side" in differs:
        update["side"] = None
    if "severity" in differs:
        assert isinstance(rules, ImagingFinding) and isinstance(llm, ImagingFinding)
        update["severity"] = _spanning(rules.severity, llm.severity)
    return fact.model_copy(update=update)


def _spanning(one: Severity | None, other: Severity | None) -> Severity | None:
    if one is None or other is None:
        return one or other
    low, high = sorted((one, other), key=lambda grade: (grade.low, grade.high))
    return Severity(
        label=f"{low.label} to {high.label}",
        low=min(one.low, other.low),
        high=max(one.high, other.high),
    )


def _record(rules: ReaderRecord, llm: ReaderRecord) -> ReaderRecord:
    counts = Counter(dict(rules.refused)) + Counter(dict(llm.refused))
    return llm.model_copy(
        update={
            "name": "both",
            "version": __version__,
            "refused": tuple(sorted(counts.items())),
            "notes": (*rules.notes, *llm.notes),
        }
    )
