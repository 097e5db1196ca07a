"""Where one document of a packet ends and the next begins.

A boundary is never one cue alone.  A line that names a document (``cues.yaml``) is
scored with what stands around it: a page break, a rule or blank lines before it, and
the labels of a document's head (patient, date of service, provider) behind it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from workbench.packet.cues import Cues, Title, cues
from workbench.packet.lines import RawLine

TITLE_LENGTH = 110
HEAD_LINES = 8
LETTERHEAD_LINES = 5
LETTER_LOOKBACK = 30
NEEDED = 5
RARE_INSIDE = ("policy-excerpt", "reviewer-worksheet", "request-form", "operative-note")
"""Kinds whose titles hardly ever stand as headings inside another document."""
_RULE = re.compile(r"\s*[-=_*~#+.]{4,}\s*\Z")
_DECORATION = re.compile(r"^[\s\-=_*~#>\[\]|•]+|[\s\-=_*~#>\[\]|]+$")
_MARKER_PREFIX = re.compile(
    r"(?:document|doc|attachment|exhibit|enclosure|appendix) ?(?:#|no\.?)? ?"
    r"(?:\d{1,3}|[A-Z])\b ?(?:of \d{1,3})? ?[:.)\-\]–—]* *",
    re.IGNORECASE,
)
_FORM_PART = re.compile(r"(?:section|part|step|item|box) \w{1,4}\b", re.IGNORECASE)
_COLUMN = re.compile(r"\s{3,}|\t+|\s[-–—|]+\s")
_SENTENCE = re.compile(
    r"[a-z]{3,}[.;]\s*\Z|\b(?:was|were|is|are|has|have|had|did|does|shows?|showed|will)\b"
)


class Piece(NamedTuple):
    """One document's lines: index range, and the title that opened it."""

    start: int
    end: int
    title: Title | None
    title_line: int | None


class _Mark(NamedTuple):
    start: int
    title: Title | None
    title_line: int | None


def is_furniture(text: str, known: Cues | None = None) -> bool:
    """Whether a line is a fax banner or page mark: page furniture, never content."""
    known = known or cues()
    head = text[:200]
    return len(text) < 200 and bool(
        known.page_mark.search(head) or known.banner.search(head)
    )


def bare_title(text: str) -> str:
    """The line without decoration and without a leading "Document 2:"."""
    bare = _DECORATION.sub("", text[: TITLE_LENGTH + 40])
    return _MARKER_PREFIX.sub("", bare, count=1).strip()


def find_title(text: str, known: Cues) -> Title | None:
    """The kind of document that a line names, if it names one."""
    if len(text.strip()) > TITLE_LENGTH or _SENTENCE.search(text):
        return None
    bare = bare_title(text)
    if _FORM_PART.match(bare):
        return None
    # Letterheads put the sender's name before the title: "CLINIC NAME - Progress Note".
    for part in _COLUMN.split(bare)[:3]:
        for title, pattern in known.titles:
            if pattern.match(part):
                return title
    return None


def split(lines: list[RawLine]) -> list[Piece]:
    """The documents of one source file; at least one where there is a line."""
    if not lines:
        return []
    known = cues()
    marks = [_Mark(0, *_first_title(lines, known))]
    for index in _candidates(lines, known):
        mark = _mark_at(lines, index, known, marks[-1])
        if mark is None or index == marks[-1].title_line:
            continue
        if mark.start > marks[-1].start:
            marks.append(mark)
        elif marks[-1].title is None:
            marks[-1] = _Mark(marks[-1].start, mark.title, mark.title_line)
    ends = [mark.start for mark in marks[1:]] + [len(lines)]
    pieces = [
        Piece(mark.start, end, mark.title, mark.title_line)
        for mark, end in zip(marks, ends, strict=True)
    ]
    return _join_empty(lines, pieces, known)


def _first_title(lines: list[RawLine], known: Cues) -> tuple[Title | None, int | None]:
    shown = 0
    for index, line in enumerate(lines[:40]):
        text = line.text
        if not text.strip() or is_furniture(text, known):
            continue
        if _RULE.match(text) and not shown:
            continue
        title = find_title(text, known)
        if title:
            return title, index
        shown += 1
        ends = _RULE.match(text) or _SENTENCE.search(text)
        if ends or shown > LETTERHEAD_LINES or known.salutation.search(text[:80]):
            break
    return None, None


def _candidates(lines: list[RawLine], known: Cues) -> list[int]:
    """Lines that could open a document: titles, markers, salutations, e-mail heads."""
    found = []
    for index, line in enumerate(lines):
        text = line.text
        if not text.strip() or len(text) > TITLE_LENGTH + 40:
            continue
        if (
            find_title(text, known)
            or known.marker.search(text)
            or known.salutation.search(text)
            or (text[:5].lower() == "from:" and _is_email(lines, index, known))
        ):
            found.append(index)
    return found


def _is_email(lines: list[RawLine], index: int, known: Cues) -> bool:
    near = [line.text[:40] for line in lines[index : index + 6]]
    return sum(bool(known.email.search(text)) for text in near) >= 3


def _mark_at(
    lines: list[RawLine], index: int, known: Cues, last: _Mark
) -> _Mark | None:
    text = lines[index].text
    if known.salutation.search(text):
        return _letter_start(lines, index, known, last)
    if text[:5].lower() == "from:" and _is_email(lines, index, known):
        return _Mark(index, Title("letter", False), index)
    title = find_title(text, known)
    start = _letterhead(lines, index, known)
    if known.marker.search(text) and (title or _after_break(lines, index, known) > 0):
        return _Mark(start, title, index) if _marker_alone(lines, index) else None
    if title is None or _score(lines, index, start, title, known) < NEEDED:
        return None
    return _Mark(start, title, index)


def _marker_alone(lines: list[RawLine], index: int) -> bool:
    """A marker stands on a line of its own kind, not inside a numbered list."""
    return (
        index == 0
        or not lines[index - 1].text.strip()
        or bool(_RULE.match(lines[index - 1].text))
    )


def _letterhead(lines: list[RawLine], index: int, known: Cues) -> int:
    """First line of the unbroken block above a title, when it reads as a letterhead."""
    start = index
    while start > 0 and index - start < LETTERHEAD_LINES:
        above = lines[start - 1]
        text = above.text.strip()
        if not text or above.page != lines[start].page or _RULE.match(above.text):
            break
        if text.endswith(":") or len(text) > 90 or _SENTENCE.search(text):
            return index
        start -= 1
    if (
        start > 0
        and lines[start - 1].text.strip()
        and lines[start - 1].page == (lines[start].page)
    ):
        return start if _RULE.match(lines[start - 1].text) else index
    return start


def _after_break(lines: list[RawLine], start: int, known: Cues) -> int:
    """0 to 3: how strong a break stands before a line."""
    if start == 0 or lines[start - 1].page != lines[start].page:
        return 3
    blanks, index = 0, start - 1
    while index >= 0 and not lines[index].text.strip():
        blanks, index = blanks + 1, index - 1
    if index < 0:
        return 3
    above = lines[index].text
    if _RULE.match(above) or is_furniture(above, known):
        return 2
    if lines[index].page != lines[start].page:
        return 3
    return min(blanks, 2)


def _score(
    lines: list[RawLine], index: int, start: int, title: Title, known: Cues
) -> int:
    text = lines[index].text.strip()
    behind = [line.text[:80] for line in lines[index + 1 : index + 1 + HEAD_LINES]]
    labels = sum(bool(known.identity.search(line)) for line in behind)
    letters = [char for char in text if char.isalpha()]
    capital = bool(letters) and sum(c.isupper() for c in letters) > 0.8 * len(letters)
    marked = text.startswith(("#", "**", "==", "--", "[", "__"))
    score = 3 if title.strong else 2
    score += _after_break(lines, start, known)
    score += min(labels, 2)
    score += int(capital or marked) + int(title.kind in RARE_INSIDE)
    if _RULE.match(lines[min(index + 1, len(lines) - 1)].text):
        score += 1
    return score - (2 if text.endswith(":") else 0)


def _letter_start(
    lines: list[RawLine], index: int, known: Cues, last: _Mark
) -> _Mark | None:
    """A letter opens at the break before its salutation, if it has none of its own."""
    recent = last.title_line is not None and index - last.title_line <= LETTER_LOOKBACK
    if recent and last.title and last.title.kind in ("letter", "request-form"):
        return None
    letter = Title("letter", False)
    for start in range(index, max(index - LETTER_LOOKBACK, last.start), -1):
        if lines[start].text.strip() and _after_break(lines, start, known) >= 2:
            return _Mark(start, letter, None)
    near = index - last.start <= LETTER_LOOKBACK
    return _Mark(last.start if last.title is None and near else index, letter, None)


def _join_empty(lines: list[RawLine], pieces: list[Piece], known: Cues) -> list[Piece]:
    """A piece of furniture and rules only belongs to the document that follows it."""
    joined: list[Piece] = []
    carry: int | None = None
    for piece in pieces:
        start = piece.start if carry is None else carry
        body = lines[piece.start : piece.end]
        if piece is not pieces[-1] and not any(
            _is_content(line, known) for line in body
        ):
            carry = start
            continue
        joined.append(piece._replace(start=start))
        carry = None
    return joined


def _is_content(line: RawLine, known: Cues) -> bool:
    text = line.text
    return (
        bool(text.strip()) and not _RULE.match(text) and not is_furniture(text, known)
    )
