"""Lines of a note that open the reading of a study: a title, or a table of levels."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.mentions import Named
from workbench.extract.rules.layout.tables import LEVELS
from workbench.extract.rules.model import DocumentView, Role, Sentence

_TITLE = 60
_STARTS = 12
"""A title begins with the study's name, give or take a day or a number."""
_ENDS = re.compile(r"[.;,]\s*\Z")
_COLUMN = re.compile(
    r"\b(?:canal|central|foram\w*|foramina|nf|recess|dis[ck]|cord|stenosis|facets?)\b",
    re.IGNORECASE,
)
_FEWEST = 2
"""Columns of a table of levels that name what a scan shows."""

NO_TITLES: frozenset[Role] = frozenset(
    {"plan", "request", "medications", "assessment", "exam", "past-history"}
)
"""Sections of a visit in which a line with a study's name orders or lists it."""


def is_title(sentence: Sentence, named: Named) -> bool:
    """Whether a line is a study's name and no more, over what the study shows."""
    block = sentence.block
    whole = sentence.start == block.start and sentence.end == block.end
    short = len(sentence.text) <= _TITLE and not _ENDS.search(sentence.text)
    begins = named.start <= _STARTS and named.site is not None
    return whole and short and begins and sentence.role not in NO_TITLES


def follows(view: DocumentView, before: Sentence, sentence: Sentence) -> bool:
    """Whether a line stands right under the one before, no blank line between."""
    gap = view.source.text[before.end : sentence.start]
    return not gap.strip() and gap.count("\n") <= 1


def of_level_table(sentence: Sentence) -> bool:
    """Whether a row stands in a table whose columns are places of the spine."""
    cells = sentence.block.cells
    if sentence.block.kind != "row" or not cells:
        return False
    heads = [(cell.header or "").strip() for cell in cells]
    if not LEVELS.fullmatch(heads[0]):
        return False
    return sum(1 for head in heads[1:] if _COLUMN.search(head)) >= _FEWEST
