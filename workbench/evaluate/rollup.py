"""From criteria to lines to the request: the policy's two tables of recommendations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.schema.determination import (
    ConfirmBy,
    LineRecommendation,
    Recommendation,
    Status,
)

ADVERSE: frozenset[str] = frozenset(
    ("not_medically_necessary", "insufficient_information", "partial")
)
OPEN_STATUSES: frozenset[str] = frozenset(("not_documented", "conflicting"))
WORST_FIRST: tuple[LineRecommendation, ...] = (
    "not_medically_necessary",
    "insufficient_information",
    "request_information",
    "policy_not_applicable",
    "approve",
)


def line_recommendation(statuses: Iterable[Status], final: bool) -> LineRecommendation:
    """Recommendation of a line from the statuses of its criteria."""
    seen = set(statuses)
    if "not_met" in seen:
        return "not_medically_necessary"
    return open_recommendation(final) if seen & OPEN_STATUSES else "approve"


def open_recommendation(final: bool) -> LineRecommendation:
    """What an open line is: a question, or with ``final`` an adverse recommendation."""
    return "insufficient_information" if final else "request_information"


def worst(recommendations: Iterable[LineRecommendation]) -> LineRecommendation:
    """The least favourable of some recommendations."""
    return min(recommendations, key=WORST_FIRST.index)


def request_recommendation(lines: Sequence[LineRecommendation]) -> Recommendation:
    """Recommendation of the request from those of its main lines."""
    if not lines:
        return "request_information"
    covered = [line for line in lines if line != "policy_not_applicable"]
    if not covered:
        return "policy_not_applicable"
    result = _covered(covered)
    if result == "approve" and len(covered) < len(lines):
        return "request_information"
    return result


def _covered(lines: Sequence[LineRecommendation]) -> Recommendation:
    seen = set(lines)
    if seen == {"approve"}:
        return "approve"
    if "request_information" in seen:
        return "request_information"
    if "approve" in seen:
        return "partial"
    if "not_medically_necessary" in seen:
        return "not_medically_necessary"
    return "insufficient_information"


def confirm_line(recommendation: LineRecommendation) -> ConfirmBy:
    """Who may confirm a line."""
    return "physician" if recommendation in ADVERSE else "nurse"


def confirm_request(lines: Iterable[LineRecommendation]) -> ConfirmBy:
    """Who may confirm the request: a physician where any line is adverse."""
    adverse = any(line in ADVERSE for line in lines)
    return "physician" if adverse else "nurse"
