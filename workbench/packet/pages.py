"""Pages of a document that belong to another: what their own text speaks of decides.

A page break is a strong hint and no proof: most pages go on where the last one ended.
A page opens a document of its own when its text clearly is of another kind than the
document it stands in, and hardly of that document's kind.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.packet.content import content_file, content_scores, loudest
from workbench.packet.kind import classify
from workbench.packet.lines import RawLine
from workbench.packet.titles import is_furniture, is_rule, is_set_apart
from workbench.schema.packet import DocumentKind

_LONG_RULE = 20
"""Signs of a rule that may part pages; shorter ones underline."""
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_COLUMNS = 2
"""Cells behind the first in which rows of one table agree, at least."""
_NEAR = 4
"""Lines around a page break in which the rows on both sides of it stand."""
_SHIFTED = 2
"""Signs by which a column may shift where its page was set anew."""
_APART: frozenset[DocumentKind] = frozenset(
    {"imaging-report", "therapy-record", "laboratory", "nerve-study", "operative-note",
     "letter", "clinic-note"}
)  # fmt: skip


def page_starts(lines: list[RawLine], start: int, end: int) -> list[int]:
    """Indexes after ``start`` at which a page of the piece begins.

    A page begins behind a form feed, or behind the banner that a fax prints.  One that
    opens with the next row of a table begins nothing.
    """
    return [
        index
        for index in range(start + 1, end)
        if (
            lines[index].page != lines[index - 1].page
            and not _same_table(
                _said(lines[max(start, index - _NEAR) : index][::-1]),
                _said(lines[index : min(end, index + _NEAR)]),
            )
        )
        or (is_furniture(lines[index].text) and not is_furniture(lines[index - 1].text))
    ]


def _said(lines: list[RawLine]) -> str:
    """The first of the lines that says something."""
    return next((line.text for line in lines if line.text.strip()), "")


def _same_table(above: str, below: str) -> bool:
    """Whether two lines are rows of one table: their cells stand in like columns."""
    if "|" in above and "|" in below:
        return above.count("|") == below.count("|") >= _COLUMNS
    near = zip(_columns(above), _columns(below), strict=False)
    return sum(abs(one - two) <= _SHIFTED for one, two in near) >= _COLUMNS


def _columns(text: str) -> list[int]:
    """Where the cells of a line begin, behind the first."""
    return [gap.end() for gap in _GAP.finditer(text.rstrip())]


def ruled_starts(lines: list[RawLine], start: int, end: int) -> list[int]:
    """Indexes after ``start`` of letterheads under a long rule, as pasted pages begin.

    A letterhead has its parts set apart ("MADEUP LAB        drawn 05/20/2026"); a
    heading under a rule has none.
    """
    found: list[int] = []
    ruled = False
    for index in range(start, end):
        text = lines[index].text
        if not text.strip():
            continue
        if ruled and index > start and is_set_apart(text):
            found.append(index)
        ruled = is_rule(text) and len(text.strip()) >= _LONG_RULE
    return found


def foreign_pages(
    lines: list[RawLine], start: int, end: int, kind: DocumentKind | None
) -> list[tuple[int, DocumentKind]]:
    """Where in a piece a page of another kind begins, with that kind."""
    pages = {*page_starts(lines, start, end), *ruled_starts(lines, start, end)}
    starts = sorted(pages)
    if not starts:
        return []
    bounds = [start, *starts, end]
    texts = [
        "\n".join(line.text for line in lines[low:high])
        for low, high in zip(bounds, bounds[1:], strict=False)
    ]
    rule = content_file().page
    current = kind or classify(texts[0], None)
    found: list[tuple[int, DocumentKind]] = []
    for place, text in zip(starts, texts[1:], strict=True):
        scores = content_scores(text)
        best = loudest(scores)
        asks = best == "request-form" and current == "clinic-note"
        if best is None or best == current or not (asks or best in _APART):
            continue
        own = scores.get(current, 0)
        if scores[best] >= rule.clear and scores[best] >= rule.times * own:
            found.append((place, best))
            current = best
    return found
