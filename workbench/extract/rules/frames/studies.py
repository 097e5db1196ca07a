"""Which studies a document tells of, and which of its sentences are their reading."""

from __future__ import annotations

from workbench.extract.rules.frames.imaging_study import Study
from workbench.extract.rules.frames.note_studies import note_studies
from workbench.extract.rules.frames.report_studies import report_studies
from workbench.extract.rules.model import DocumentView

_NO_READING = ("policy-excerpt", "letter", "reviewer-worksheet")
"""A policy, and a letter or worksheet that argues, are no reading of a study."""


def studies(view: DocumentView) -> list[Study]:
    """All studies of a document, each with its own sentences."""
    kind = view.document.kind
    if kind in _NO_READING:
        return []
    return report_studies(view) if kind == "imaging-report" else note_studies(view)
