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
    evidence: tuple[Evidence, ...]


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
    """One row for each place and grade, with the quotes of all readings that agree."""
    findings = [found[name] for name in result.facts if name in found]
    alike: dict[tuple[str | None, str, str], list[Evidence]] = {}
    for item in findings:
        if item.severity or item.contact:
            key = (item.level or line.level, _where(item), _grade(item))
            alike.setdefault(key, []).append(item.evidence[0])
    for (level, where, grade), quotes in alike.items():
        yield GradeRow(
            line, level, where, grade, result.status, result.title, tuple(quotes)
        )
    if not alike:
        first = tuple(item.evidence[0] for item in findings[:1])
        yield GradeRow(line, line.level, "", None, result.status, result.title, first)


def _where(finding: ImagingFinding) -> str:
    return ", ".join(part for part in (finding.location, finding.side) if part)


def _grade(finding: ImagingFinding) -> str:
    parts = [finding.severity.label] if finding.severity else []
    if finding.contact:
        parts.append(f"{finding.contact.label} ({finding.contact.target})")
    return "; ".join(parts)
