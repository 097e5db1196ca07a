"""Which studies a document tells of, and which of its sentences are their reading."""

from __future__ import annotations

from workbench.extract.rules.frames.imaging.note_studies import note_studies
from workbench.extract.rules.frames.imaging.report_studies import report_studies
from workbench.extract.rules.frames.imaging.study import Study
from workbench.extract.rules.model import DocumentView, Role

_NO_READING = ("policy-excerpt", "letter", "reviewer-worksheet")
"""A policy, and a letter or worksheet that argues, are no reading of a study."""

_OF_NOTES: frozenset[Role] = frozenset(
    {"exam", "assessment", "plan", "medications", "review-of-systems", "history"}
)
"""Sections that a visit has and a report has not."""


def studies(view: DocumentView) -> list[Study]:
    """All studies of a document, each with its own sentences."""
    kind = view.document.kind
    if kind in _NO_READING:
        return []
    return report_studies(view) if _is_report(view) else note_studies(view)


def _is_report(view: DocumentView) -> bool:
    """An imaging report by its kind, or an unclear document built like one."""
    kind = view.document.kind
    if kind != "other":
        return kind == "imaging-report"
    roles = {section.role for section in view.sections}
    built = "findings" in roles or "impression" in roles
    return built and not roles & _OF_NOTES
