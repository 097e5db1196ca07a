"""Everything that explains a line: its trace, what would settle it, what would undo it.

``would_settle`` are the exact minimal sets of single tests; ``would_undo`` the tests
that an approval rests on with one quote, with a quote recognised without certainty, or
where a rule settled a contradiction, those of the waiver that lifts a criterion too;
``opens`` the kinds of document by how many open lines each could settle alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from workbench.evaluate.answer import CONFLICT, MET, NA, NOT_MET, OPEN, Answer, Rule
from workbench.evaluate.bulk import Bulk, LineVerdict
from workbench.evaluate.combine import combined
from workbench.evaluate.compile import CompiledPolicy
from workbench.evaluate.facts import FactBase
from workbench.evaluate.families import minimal_sets
from workbench.evaluate.generic.precedence import Settled
from workbench.evaluate.leaf import Scope
from workbench.evaluate.trace import Mode, TraceNode, trace
from workbench.policy.model import Waiver
from workbench.schema.base import Model
from workbench.schema.case import Case, Side
from workbench.schema.determination import LineRecommendation, Opens
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate


class Settles(Model):
    """One test of a minimal set: how it must come out, and what could show it."""

    id: str
    test: str
    must_be: str
    documents: tuple[str, ...]


class Undoes(Model):
    """A test that an approval rests on thinly: without it the line would be open."""

    id: str
    test: str
    because: str
    evidence: tuple[Evidence, ...]


class LineExplained(Model):
    """A line with its traces; ``truncated``: larger sets than those shown exist."""

    line: str
    procedure: str
    level: str | None
    side: Side | None
    recommendation: LineRecommendation
    criteria: tuple[TraceNode, ...]
    would_settle: tuple[tuple[Settles, ...], ...]
    truncated: bool
    would_undo: tuple[Undoes, ...]


class Explained(Model):
    """The explanation of a whole evaluation under one version of one policy."""

    policy: str
    version: str
    sha256: str
    mode: Mode
    lines: tuple[LineExplained, ...]
    waivers: tuple[TraceNode, ...]
    opens: tuple[Opens, ...]


def explain(
    case: Case,
    policy: CompiledPolicy,
    *,
    request_date: PartialDate | None,
    final: bool = False,
    mode: Mode = "decisive",
) -> Explained:
    """Explain a case under a policy."""
    facts = FactBase(case)
    verdict = Bulk(policy, final=final).of_facts(facts, request_date)
    places = tuple(line.spot.place for line in verdict.lines if line.spot.covered)
    scope = Scope(
        case=case, request_date=request_date, place=None, places=places, facts=facts
    )
    version = policy.policy.version
    lines = tuple(
        _line(line, policy, verdict.waivers, scope, mode) for line in verdict.lines
    )
    return Explained(
        policy=policy.policy.id,
        version=policy.policy.version,
        sha256=policy.policy.sha256,
        mode=mode,
        lines=lines,
        waivers=tuple(trace(one, scope, mode, version) for one in verdict.waivers),
        opens=opening(lines),
    )


def of_lines(told: Explained, names: frozenset[str]) -> Explained:
    """An explanation with some of its lines alone."""
    lines = tuple(one for one in told.lines if one.line in names)
    return told.model_copy(update={"lines": lines, "opens": opening(lines)})


def _line(
    line: LineVerdict,
    policy: CompiledPolicy,
    waivers: Sequence[Answer],
    whole: Scope,
    mode: Mode,
) -> LineExplained:
    place, version = line.spot.place, policy.policy.version
    scope = whole.at(place)
    found = minimal_sets(line.answers)
    ids = [one.criterion.id for one in policy.criteria_for(place.procedure)]
    own = list(zip(ids, line.answers, strict=False))
    lifting = [
        (one.waiver, answer)
        for one, answer in zip(policy.waivers, waivers, strict=True)
    ]
    documents = _documents(policy, line)
    return LineExplained(
        line=line.spot.id,
        procedure=place.procedure,
        level=place.vertebra
        or next(iter(place.interspaces), place.site or place.region),
        side=place.side,
        recommendation=line.recommendation,
        criteria=tuple(trace(one, scope, mode, version) for one in line.answers),
        would_settle=tuple(
            tuple(
                _settles(rule, way, documents)
                for rule, way in sorted(one, key=lambda pair: pair[0].path)
            )
            for one in found.sets
            if one
        ),
        truncated=found.truncated,
        would_undo=tuple(one for _, one in resting(own, lifting))
        if line.recommendation == "approve"
        else (),
    )


def _documents(policy: CompiledPolicy, line: LineVerdict) -> dict[str, tuple[str, ...]]:
    """The documents of each criterion, by the beginning of its tests' paths."""
    return {
        f"criteria.{one.criterion.id}.": tuple(one.criterion.documents)
        for one in policy.criteria_for(line.spot.place.procedure)
    }


def _settles(rule: Rule, way: bool, documents: dict[str, tuple[str, ...]]) -> Settles:
    own = rule.asking.documents if rule.asking else ()
    fallback = next(
        (kinds for head, kinds in documents.items() if rule.path.startswith(head)), ()
    )
    return Settles(
        id=rule.path,
        test=rule.label or rule.name,
        must_be="met" if way else "not_met",
        documents=own or fallback,
    )


def opening(lines: Iterable[LineExplained]) -> tuple[Opens, ...]:
    """Kinds of document by how many open lines each could settle alone."""
    found: dict[str, list[str]] = {}
    for line in lines:
        alone = {
            kind
            for one in line.would_settle
            for kind in set.intersection(*(set(test.documents) for test in one))
        }
        for kind in sorted(alone):
            found.setdefault(kind, []).append(line.line)
    return by_most(found)


def by_most(found: Mapping[str, Sequence[str]]) -> tuple[Opens, ...]:
    """Kinds of document with the lines that they open, those that open most first."""
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Opens(document=kind, lines=tuple(ids)) for kind, ids in ordered)


def resting(
    criteria: Iterable[tuple[str, Answer]], waivers: Sequence[tuple[Waiver, Answer]]
) -> Iterator[tuple[str, Undoes]]:
    """What an approved line rests on thinly, by the criterion or waiver it stands in.

    A criterion that is not met rests on the one waiver that lifts it; where two lift it
    neither is needed.
    """
    seen: set[str] = set()
    for name, answer in criteria:
        if answer[0] == MET:
            yield from ((name, one) for one in undoing([answer]))
        if answer[0] in (MET, NA):
            continue
        lifts = [
            (waiver.id, own)
            for waiver, own in waivers
            if own[0] == MET and name in waiver.waives
        ]
        if len(lifts) == 1 and lifts[0][0] not in seen:
            seen.add(lifts[0][0])
            yield from ((lifts[0][0], one) for one in undoing([lifts[0][1]]))


def undoing(answers: Iterable[Answer]) -> Iterable[Undoes]:
    """The tests that an approved line needs and that rest thinly."""
    for answer in answers:
        for leaf in _met_leaves(answer):
            why = _thin(leaf)
            if why and _without(answer, leaf) not in (MET, NA):
                yield Undoes(
                    id=leaf[1].path,
                    test=leaf[1].label or leaf[1].name,
                    because=why,
                    evidence=tuple(
                        e for fact in (*leaf[2], *_lost(leaf)) for e in fact.evidence
                    ),
                )


def _met_leaves(answer: Answer) -> Iterable[Answer]:
    if not answer[1].children:
        if answer[0] in (MET, NOT_MET):
            yield answer
        return
    for part in answer[2]:
        yield from _met_leaves(part)


def _lost(leaf: Answer) -> tuple[Any, ...]:
    """The facts of the side that a rule set aside."""
    return leaf[5].lost if isinstance(leaf[5], Settled) else ()


def _thin(leaf: Answer) -> str | None:
    """Why a test rests thinly; None where it does not."""
    if isinstance(leaf[5], Settled):
        return f"the record contradicts itself here, and rule {leaf[5].rule} settled it"
    quotes = [item for fact in (*leaf[2], *leaf[3]) for item in fact.evidence]
    doubtful = [one.confidence for one in quotes if one.confidence is not None]
    if quotes and len(doubtful) == len(quotes):
        return f"recognised from a scan with confidence {max(doubtful):.2f}"
    return "rests on one quote" if len(quotes) == 1 else None


def _without(answer: Answer, leaf: Answer) -> int:
    """The value of a node if one of its tests were open."""
    if answer is leaf:
        return OPEN
    rule = answer[1]
    if not rule.children:
        return int(answer[0])
    codes: Sequence[int] = [_without(part, leaf) for part in answer[2]]
    if rule.name == "not":
        return (OPEN, NOT_MET, MET, CONFLICT, NA)[codes[0]]
    if rule.name == "over_time":
        return codes[0] if len(set(codes)) == 1 else OPEN
    n = rule.n if rule.n is not None else len(codes)
    return combined(codes, n)
