"""The evidence library: primary studies, the notes made of them, and whom they fit."""

from __future__ import annotations

from workbench.narrate.evidence.choose import (
    Chosen,
    Reference,
    case_tags,
    choose,
    fits,
    references,
)
from workbench.narrate.evidence.library import library
from workbench.narrate.evidence.model import Figure, Library, Note, Review, Study, Tag

__all__ = [
    "Chosen",
    "Figure",
    "Library",
    "Note",
    "Reference",
    "Review",
    "Study",
    "Tag",
    "case_tags",
    "choose",
    "fits",
    "library",
    "references",
]
