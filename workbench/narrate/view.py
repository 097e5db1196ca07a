"""What the templates are given: the review, and its findings sorted for reading.

Sorting only: nothing here words or weighs.  Findings of several lines stand together
only where they are the same finding, with the same reason and the same quotes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, NamedTuple

from workbench.narrate import evidence, quotes
from workbench.narrate.grades import accepted_grades, grade_rows
from workbench.narrate.labels import is_dependent
from workbench.narrate.templates import template_hashes
from workbench.policy.model import Parameter, Policy
from workbench.schema.base import digest
from workbench.schema.case import Fact, all_facts
from workbench.schema.determination import (
    Conflict,
    CriterionResult,
    LineResult,
    Need,
    Status,
    WaiverResult,
)
from workbench.schema.evidence import Evidence
from workbench.schema.packet import DocumentSummary
from workbench.schema.review import Review


class Finding(NamedTuple):
    """One criterion result and the lines that share it."""

    result: CriterionResult
    lines: tuple[LineResult, ...]


class Contradiction(NamedTuple):
    """A contradiction and the lines that it concerns."""

    conflict: Conflict
    lines: tuple[LineResult, ...]


def findings(lines: Iterable[LineResult], status: Status) -> tuple[Finding, ...]:
    """Results with a status, the same result of several lines taken together."""
    grouped: dict[str, list[LineResult]] = {}
    results: dict[str, CriterionResult] = {}
    for line in lines:
        for result in line.criteria:
            if result.status != status:
                continue
            key = result.model_dump_json(include=_SAME)
            results.setdefault(key, result)
            grouped.setdefault(key, []).append(line)
    return tuple(Finding(results[key], tuple(grouped[key])) for key in results)


_SAME = {"id", "status", "reason", "facts", "evidence_for", "evidence_against", "notes"}


def _contradictions(
    conflicts: Iterable[Conflict], lines: dict[str, LineResult]
) -> tuple[Contradiction, ...]:
    return tuple(
        Contradiction(item, tuple(lines[name] for name in item.lines if name in lines))
        for item in conflicts
    )


def _unlisted(
    conflicting: tuple[Finding, ...], conflicts: Iterable[Conflict]
) -> tuple[Finding, ...]:
    """Conflicting criteria whose contradiction the list of conflicts does not show."""
    shown = {(item.criterion, name) for item in conflicts for name in item.lines}
    return tuple(
        finding
        for finding in conflicting
        if not all((finding.result.id, line.id) in shown for line in finding.lines)
    )


def documents(review: Review) -> tuple[DocumentSummary, ...]:
    """What was reviewed: the packet's list, or the Case's where it stands alone."""
    return review.packet.documents if review.packet else review.case.documents


def _needs(needs: Iterable[Need], required: bool) -> tuple[Need, ...]:
    return tuple(need for need in needs if need.required is required)


def variables(review: Review, policy: Policy) -> dict[str, Any]:
    """Everything that a template may use."""
    determination = review.determination
    lines = {line.id: line for line in determination.lines}
    main = tuple(line for line in lines.values() if not is_dependent(line))
    conflicting = findings(main, "conflicting")
    chosen = evidence.choose(review, evidence.library())
    unsettled = [item for item in determination.conflicts if not item.settled_by]
    settled = [item for item in determination.conflicts if item.settled_by]
    return {
        "review": review,
        "determination": determination,
        "case": review.case,
        "policy": policy,
        "lines": lines,
        "pick": lambda names: tuple(lines[name] for name in names if name in lines),
        "main_lines": main,
        "dependent_lines": tuple(filter(is_dependent, lines.values())),
        "missing": findings(main, "not_documented"),
        "failing": findings(main, "not_met"),
        "conflicting": _unlisted(conflicting, unsettled),
        "contradictions": _contradictions(unsettled, lines),
        "settled": _contradictions(settled, lines),
        "required_needs": _needs(determination.needs, True),
        "helpful_needs": _needs(determination.needs, False),
        "documents": documents(review),
        "flags": review.packet.flags if review.packet else (),
        "refused": review.case.refused,
        "told_waivers": tuple(w for w in determination.waivers if not _silent(w)),
        "silent_waivers": tuple(filter(_silent, determination.waivers)),
        "notes": chosen,
        "references": evidence.references(chosen),
        "grades": grade_rows(review, main),
        "complaints": _firsts(review.case.symptoms, ("present",)),
        "diagnoses": _firsts(review.case.diagnoses, ("present", "uncertain")),
        "cited_all": partial(quotes.cited_all, leading=_leading(review)),
        "accepted_grades": accepted_grades(policy),
        "used_criteria": _used(policy, main),
        "parameters": _shown_parameters(policy),
        "templates_sha256": digest(*(sha for _, sha in template_hashes())),
    }


def _silent(waiver: WaiverResult) -> bool:
    """Whether the record says nothing of a waiver: open or unneeded, and no quote."""
    unsaid = waiver.status in ("not_documented", "not_applicable")
    return unsaid and not waiver.evidence


def _shown_parameters(policy: Policy) -> dict[str, Parameter]:
    """The parameters that are measures: numbers with a unit, also dated ones."""
    return {
        name: parameter
        for name, parameter in policy.parameters.items()
        if parameter.unit
        and all(isinstance(one, int | float | str) for one in _values(parameter))
    }


def _values(parameter: Parameter) -> list[Any]:
    """The value of a parameter, or every value of its history."""
    return [one.value for one in parameter.history] or [parameter.value]


def _leading(review: Review) -> frozenset[Evidence]:
    """The first quote of every fact: what it says, before its headings and dates."""
    return frozenset(fact.evidence[0] for fact in all_facts(review.case))


def _firsts(facts: Iterable[Fact], assertions: tuple[str, ...]) -> list[Evidence]:
    """The first quote of each fact with one of these assertions."""
    return [fact.evidence[0] for fact in facts if fact.assertion in assertions]


def _used(policy: Policy, lines: Iterable[LineResult]) -> tuple[Any, ...]:
    """The policy's criteria that were applied to a line, in the policy's order."""
    applied = {result.id for line in lines for result in line.criteria}
    return tuple(item for item in policy.criteria if item.id in applied)
