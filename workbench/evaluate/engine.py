"""Case x Policy -> Determination, in one pure function.

The steps: lines of the request, waivers of the whole request, criteria of each line,
differences between request and plan, recommendations, what is still needed, what could
be met instead.  The same inputs give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbench.evaluate import sets
from workbench.evaluate.alternatives import Candidate, alternatives
from workbench.evaluate.compile import CompiledPolicy, compiled
from workbench.evaluate.conflicts import (
    Differing,
    criterion_conflicts,
    plan_differences,
    waiver_conflicts,
    without_repeats,
)
from workbench.evaluate.contradictions.find import contradictions
from workbench.evaluate.criteria import Judged, evidence, judge
from workbench.evaluate.dependents import dependent_line, dependents, parents
from workbench.evaluate.leaf import Place, Scope
from workbench.evaluate.lines import Line, main_lines
from workbench.evaluate.needs import OpenLine, needs
from workbench.evaluate.opens import opened, would_undo
from workbench.evaluate.rollup import (
    OPEN_STATUSES,
    confirm_line,
    confirm_request,
    line_recommendation,
    open_recommendation,
    request_recommendation,
)
from workbench.evaluate.searched import extent
from workbench.evaluate.waivers import WaiverState, waiver_states
from workbench.policy.model import Policy
from workbench.schema.case import Case
from workbench.schema.determination import (
    Conflict,
    CriterionResult,
    Determination,
    LineRecommendation,
    LineResult,
    WaiverResult,
    WouldUndo,
)
from workbench.schema.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class _Decided:
    """A line with its criteria, what holds it, and its recommendation."""

    line: Line
    judged: tuple[Judged, ...]
    holds: tuple[str, ...]
    recommendation: LineRecommendation

    @property
    def is_open(self) -> bool:
        return self.recommendation in (
            "request_information",
            "insufficient_information",
        )


@dataclass(frozen=True, slots=True)
class _Run:
    """Everything that stays the same for all lines of one evaluation."""

    compiled: CompiledPolicy
    scope: Scope
    final: bool
    waivers: tuple[WaiverState, ...]
    extent: tuple[int, int]
    kept: dict[str, Judged] = field(default_factory=dict)

    def judge(self, place: Place) -> tuple[Judged, ...]:
        criteria = self.compiled.criteria_for(place.procedure)
        scope = self.scope.at(place)
        return judge(criteria, scope, self.waivers, self.extent, self.kept)


def evaluate(
    case: Case,
    policy: Policy,
    *,
    request_date: PartialDate | None,
    final: bool,
    applies: bool = True,
) -> Determination:
    """Apply a policy to a case; ``applies`` False: it does not cover this request.

    ``request_date`` None means unknown: every test of how recent something is stays
    open.  ``final``: what is missing will not come.  Raises PolicyError where the
    policy names an unknown predicate or a wrong parameter.
    """
    return apply(
        case,
        compiled(policy),
        request_date=request_date,
        final=final,
        applies=applies,
    )


def apply(
    case: Case,
    compiled_policy: CompiledPolicy,
    *,
    request_date: PartialDate | None,
    final: bool,
    applies: bool = True,
) -> Determination:
    """``evaluate`` with a policy that is compiled already."""
    policy = compiled_policy.policy
    lines = main_lines(case, policy)
    if not applies:
        lines = tuple(replace(line, covered=False) for line in lines)
    run = _run(case, compiled_policy, lines, request_date, final)
    differing = plan_differences(case, lines)
    decided = tuple(_decide(run, line, _holds(line, differing)) for line in lines)
    conflicts = _conflicts(run, decided, differing)
    opens = opened(
        policy,
        [(item.line.id, _would_meet(policy, item)) for item in decided if item.is_open],
    )
    results = (*_line_results(run, decided), *_dependent_results(run, decided))
    recommendations = [item.recommendation for item in decided]
    return Determination(
        request_date=request_date,
        final=final,
        recommendation=request_recommendation(recommendations),
        confirm_by=confirm_request(recommendations),
        lines=results,
        waivers=tuple(_waiver_result(state) for state in run.waivers),
        conflicts=(*conflicts, *contradictions(run.scope, lines, conflicts)),
        needs=needs(
            [OpenLine(item.line, item.judged) for item in decided if item.is_open],
            conflicts,
            order=[item.id for item in policy.criteria],
            any_line=bool(lines),
            opens=opens,
        ),
        alternatives=alternatives(
            policy,
            [_candidate(item) for item in decided if item.line.covered],
            run.judge,
            final=final,
        ),
        opens=opens,
        summary=_summary(decided),
    )


def _run(
    case: Case,
    policy: CompiledPolicy,
    lines: Sequence[Line],
    request_date: PartialDate | None,
    final: bool,
) -> _Run:
    places = tuple(
        line.place for line in lines if line.covered and line.place.interspaces
    )
    scope = Scope(case=case, request_date=request_date, place=None, places=places)
    waivers = waiver_states(policy, scope)
    return _Run(policy, scope, final, waivers, extent(case))


def _holds(line: Line, differing: Sequence[Differing]) -> tuple[str, ...]:
    """Why a line can be neither better nor worse than a question."""
    found = [
        f"{item.requested[0]}, {item.planned[0]}"
        for item in differing
        if line in item.lines
    ]
    if all(fact.assertion == "uncertain" for fact in line.item.facts):
        found.append("the request itself is uncertain")
    return tuple(found)


def _decide(run: _Run, line: Line, holds: tuple[str, ...]) -> _Decided:
    if not line.covered:
        return _Decided(line, (), (), "policy_not_applicable")
    judged = run.judge(line.place)
    recommendation = line_recommendation(
        (item.result.status for item in judged), run.final
    )
    if holds or (line.unplaced and recommendation == "approve"):
        recommendation = open_recommendation(run.final)
    return _Decided(line, judged, holds, recommendation)


def _conflicts(
    run: _Run, decided: Sequence[_Decided], differing: Sequence[Differing]
) -> tuple[Conflict, ...]:
    judged = [(item.line.id, item.judged) for item in decided]
    return without_repeats(
        (
            *(item.conflict() for item in differing),
            *criterion_conflicts(judged),
            *waiver_conflicts(run.waivers, judged),
        )
    )


def _line_results(run: _Run, decided: Sequence[_Decided]) -> tuple[LineResult, ...]:
    return tuple(_line_result(run, item) for item in decided)


def _line_result(run: _Run, decided: _Decided) -> LineResult:
    line, policy = decided.line, run.compiled.policy
    return LineResult(
        id=line.id,
        procedure=line.item.procedure,
        codes=line.item.codes,
        level=line.item.place,
        side=line.item.side,
        stage=line.item.stage,
        parents=(),
        policy=policy.id if line.covered else None,
        confirm_by=confirm_line(decided.recommendation),
        recommendation=decided.recommendation,
        because=_because(decided),
        criteria=tuple(item.result for item in decided.judged),
        would_meet=_would_meet(policy, decided),
        would_undo=_would_undo(run, decided),
        evidence=line.evidence,
        name=line.item.name,
    )


def _because(decided: _Decided) -> str:
    if not decided.line.covered:
        return "the policy does not cover this procedure"
    parts = list(decided.holds)
    if decided.line.unplaced:
        parts.append("the request does not state the level")
    results = [item.result for item in decided.judged]
    parts += _titles("not met", results, ("not_met",))
    parts += _titles("open", results, OPEN_STATUSES)
    return "; ".join(parts)


def _titles(
    head: str, results: Sequence[CriterionResult], statuses: frozenset[str] | tuple[str]
) -> list[str]:
    titles = [result.title for result in results if result.status in statuses]
    return [f"{head}: {', '.join(titles)}"] if titles else []


def _would_meet(policy: Policy, decided: _Decided) -> tuple[tuple[str, ...], ...]:
    """Minimal sets of open criteria; none for a line approved or beyond help."""
    if not decided.is_open:
        return ()
    family = sets.all_of(item.family for item in decided.judged)
    order = [item.id for item in policy.criteria]
    order += [item.id for item in policy.waivers]
    return tuple(one for one in sets.in_order(family, order) if one)


def _would_undo(run: _Run, decided: _Decided) -> tuple[WouldUndo, ...]:
    """What an approvable line rests on thinly."""
    if decided.recommendation != "approve":
        return ()
    place = decided.line.place
    criteria = run.compiled.criteria_for(place.procedure)
    return tuple(would_undo(criteria, run.compiled.waivers, run.scope, place))


def _dependent_results(
    run: _Run, decided: Sequence[_Decided]
) -> tuple[LineResult, ...]:
    lines = [item.line for item in decided]
    results = {item.line.id: item.recommendation for item in decided}
    return tuple(
        dependent_line(
            number,
            item,
            parents(item, lines),
            results,
            policy=run.compiled.policy.id,
            final=run.final,
        )
        for number, item in enumerate(dependents(run.scope.case), len(lines) + 1)
    )


def _waiver_result(state: WaiverState) -> WaiverResult:
    """A waiver as reported; one that the record is silent on is not documented."""
    status = state.leaf.status
    facts = (*state.leaf.support, *state.leaf.refute)
    return WaiverResult(
        id=state.waiver.id,
        title=state.waiver.title,
        status="not_documented" if status == "not_applicable" else status,
        reason=state.leaf.reason,
        waives=state.waiver.waives,
        evidence=evidence(facts),
        facts=tuple(dict.fromkeys(fact.id for fact in facts)),
    )


def _candidate(decided: _Decided) -> Candidate:
    return Candidate(
        line=decided.line,
        judged=decided.judged,
        held=bool(decided.holds) or decided.line.unplaced,
        approved=decided.recommendation == "approve",
        refused=decided.recommendation
        in ("not_medically_necessary", "insufficient_information"),
    )


def _summary(decided: Sequence[_Decided]) -> str:
    """Which lines are approvable, fail, are open or are outside the policy."""
    if not decided:
        return "no requested procedure was found"
    words = {
        "approve": "can be approved",
        "not_medically_necessary": "fail on documented facts, for the physician",
        "request_information": "open",
        "insufficient_information": "not shown in time, for the physician",
        "policy_not_applicable": "not covered by this policy",
    }
    parts = []
    for recommendation, text in words.items():
        names = [
            item.line.id for item in decided if item.recommendation == recommendation
        ]
        if names:
            parts.append(f"{', '.join(names)}: {text}")
    return "; ".join(parts)
