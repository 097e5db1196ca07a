"""Narrowing by level: each graded finding that a criterion looked at, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workbench.policy.model import Policy
from workbench.schema.case import ImagingFinding
from workbench.schema.determination import CriterionResult, LineResult, Status
from workbench.schema.evidence import Evidence
from workbench.schema.review import Review
from workbench.vocabulary import severity


class GradeRow(NamedTuple):
    """One finding at one line's level; ``grade`` is None where none was reported."""

    line: LineResult
    level: str | None
    where: str
    grade: str | None
    status: Status
    title: str
    evidence: Evidence | None


def accepted_grades(policy: Policy) -> tuple[str, ...]:
    """The policy's list of accepted grades: the parameter made of severity steps."""
    steps = severity().steps
    for parameter in policy.parameters.values():
        value = parameter.value
        if isinstance(value, list | tuple) and value and set(value) <= set(steps):
            return tuple(str(step) for step in value)
    return ()


def grade_rows(review: Review, lines: Iterable[LineResult]) -> tuple[GradeRow, ...]:
    """Rows for every line that has a criterion on graded findings."""
    lines = tuple(lines)
    found = {
        finding.id: finding
        for study in review.case.imaging_studies
        for finding in study.findings
    }
    graded = {
        result.id
        for line in lines
        for result in line.criteria
        if any(name in found and found[name].severity for name in result.facts)
    }
    return tuple(
        row
        for line in lines
        for result in line.criteria
        if result.id in graded
        for row in _rows(line, result, found)
    )


def _rows(
    line: LineResult, result: CriterionResult, found: dict[str, ImagingFinding]
) -> Iterator[GradeRow]:
    findings = [found[name] for name in result.facts if name in found]
    shown = [item for item in findings if item.severity or item.contact]
    for item in shown:
        yield GradeRow(
            line,
            item.level or line.level,
            _where(item),
            _grade(item),
            result.status,
            result.title,
            item.evidence[0],
        )
    if not shown:
        first = findings[0].evidence[0] if findings else None
        yield GradeRow(line, line.level, "", None, result.status, result.title, first)


def _where(finding: ImagingFinding) -> str:
    return ", ".join(part for part in (finding.location, finding.side) if part)


def _grade(finding: ImagingFinding) -> str | None:
    parts = [finding.severity.label] if finding.severity else []
    if finding.contact:
        parts.append(f"{finding.contact.label} ({finding.contact.target})")
    return "; ".join(parts) or None
