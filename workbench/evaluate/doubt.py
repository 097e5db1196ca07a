"""Criteria that rest on doubtful lines of scans say so; no status changes by it."""

from __future__ import annotations

from workbench.schema.determination import CriterionResult, Determination
from workbench.schema.evidence import DOUBTFUL


def noted(determination: Determination) -> Determination:
    """The determination with a note at every criterion that cites a doubtful line."""
    lines = []
    for line in determination.lines:
        criteria = tuple(_noted(one) for one in line.criteria)
        same = criteria == line.criteria
        lines.append(line if same else line.model_copy(update={"criteria": criteria}))
    if tuple(lines) == determination.lines:
        return determination
    return determination.model_copy(update={"lines": tuple(lines)})


def _noted(criterion: CriterionResult) -> CriterionResult:
    doubts = [
        item.confidence
        for item in (*criterion.evidence_for, *criterion.evidence_against)
        if item.confidence is not None and item.confidence < DOUBTFUL
    ]
    if not doubts:
        return criterion
    lines = "a doubtful scan line" if len(doubts) == 1 else "doubtful scan lines"
    note = f"Read from {lines} (confidence {min(doubts):.2f}): hold it against the page"
    return criterion.model_copy(update={"notes": (*criterion.notes, note)})
