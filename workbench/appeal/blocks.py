"""A letter cut into what it is made of: headings, items, table rows and sentences.

Only the layout speaks here: blank lines, bullets, columns, labels, short lines that
open what follows.  Each piece keeps its offsets, so that whatever is taken from it can
be quoted as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from workbench.appeal.words import words
from workbench.extract.rules.layout.sentences import sentence_spans
from workbench.packet.text import DocumentText

Kind = Literal["heading", "item", "row", "text"]

_BULLET = re.compile(r"\s*(?:[-*•◦‣▪–—✓✔✗✘]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")
_RULE = re.compile(r"[\s|+:=_*-]*\Z")
_CELLS = re.compile(r"\s*\|\s*|\s{2,}|\t+")
_LABEL = re.compile(
    r"(?P<label>[A-Z#*][^:.,;|?!]{1,60}?)\??[*]{0,2}:[*]{0,2}(?:\s+|\Z)"
)
_LASTING = frozenset({"reason", "requirement", "background", "end", "rights"})
"""Roles that a label gives to all that follows it, not to its own value alone."""
_OPENS = re.compile(r"[A-Z0-9#*(]")
_NOTED = re.compile(r"[a-z)\"] \d{1,2}(?:, ?\d{1,2})*(?P<stop>\.) (?=[A-Z])")
_FAR = re.compile(r"\S\s{3,}\S|\t")
_MOST_WORDS = 14
_WORD = re.compile(r"[A-Za-z][\w'-]*")
_TITLED = 0.85
"""Share of long words with a capital from which a line is a title."""
_WRAP = 58
"""A line of prose this long was wrapped where the next one goes on."""


class Piece(NamedTuple):
    """One stretch of a letter; offsets count in the document's joined lines.

    ``role`` is what the nearest heading above says that this part of the letter does,
    null where none does; ``heading`` is that heading's own words.
    """

    kind: Kind
    start: int
    end: int
    text: str
    role: str | None
    heading: str
    block: int
    cells: tuple[str, ...] = ()


class _Line(NamedTuple):
    text: str
    start: int


def pieces(source: DocumentText) -> tuple[Piece, ...]:
    """Headings, items, rows and single sentences of a document, in order."""
    lines = _lines(source)
    found: list[Piece] = []
    role: str | None = None
    above = ""
    outer: tuple[str | None, str] | None = None
    for number, (kind, start, end) in enumerate(_blocks(lines)):
        text = source.text[start:end].replace("\n", " ")
        if kind != "heading" and outer and not _labelled(source.text, start):
            (role, above), outer = outer, None
        if kind == "heading":
            before = outer or (role, above)
            role, above = _opened(before[0], heading_role(text)), text.strip(" :#*")
            inline = bool(source.text[end:].split("\n", 1)[0].strip(" :*"))
            outer = before if inline and role not in _LASTING else None
            found.append(Piece("heading", start, end, text, role, above, number))
        elif kind == "row":
            cells = tuple(_CELLS.split(text.strip().strip("|").strip()))
            found.append(Piece(kind, start, end, text, role, above, number, cells))
        else:
            flat = source.text.replace("\n", " ")
            for first, last in _sentences(flat, start, end):
                one = flat[first:last]
                found.append(Piece(kind, first, last, one, role, above, number))
    return tuple(found)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences; numbers of notes before a full stop ("care 2, 3.") end one too."""
    for first, last in sentence_spans(text, start, end):
        begin = first
        for match in _NOTED.finditer(text, first, last):
            yield begin, match.end("stop")
            begin = match.end()
        yield begin, last


def _labelled(text: str, start: int) -> bool:
    """Whether a block is the value that a label on its own line opens."""
    line = text.rfind("\n", 0, start) + 1
    return bool(text[line:start].strip(" -*•#")) and ":" in text[line:start]


def _opened(role: str | None, known: str | None) -> str | None:
    """The role below a heading: its own, else that of the part it stands in.

    A list of sources goes on under the titles that it lists, whatever they name.
    """
    if known == "body":
        return None
    if role == "end" and known not in ("rights", "reviewer"):
        return role
    return known or role


def heading_role(text: str) -> str | None:
    """What a heading opens, by ``data/notice.yaml``."""
    return words("notice").first("headings", text)


def _lines(source: DocumentText) -> list[_Line]:
    return [
        _Line(line.text, source.line_start(index))
        for index, line in enumerate(source.document.lines)
    ]


def _blocks(lines: Sequence[_Line]) -> Iterator[tuple[Kind, int, int]]:
    """Blocks in order; a paragraph or item takes in the lines that it is wrapped on."""
    place = 0
    while place < len(lines):
        line = lines[place]
        if not line.text.strip() or _RULE.match(line.text):
            place += 1
            continue
        if is_row(line.text):
            yield "row", line.start, line.start + len(line.text)
            place += 1
            continue
        if _is_heading(lines, place):
            yield "heading", line.start, line.start + len(line.text)
            place += 1
            continue
        stop = _wrapped(lines, place)
        yield from _body(line, lines[stop - 1])
        place = stop


def _body(first: _Line, last: _Line) -> Iterator[tuple[Kind, int, int]]:
    """An item or a paragraph; a label before it stands as its heading."""
    bullet = _BULLET.match(first.text)
    start = first.start + (bullet.end() if bullet else 0)
    end = last.start + len(last.text)
    label = _LABEL.match(first.text, bullet.end() if bullet else 0)
    labelled = label and len(label["label"].split()) <= 8
    if label and labelled and (not bullet or heading_role(label["label"])):
        yield (
            "heading",
            first.start + label.start("label"),
            first.start + label.end("label"),
        )
        start = first.start + label.end()
    if start < end:
        yield ("item" if bullet else "text"), start, end


def is_row(text: str) -> bool:
    """Whether a line is a row of a table: bars, or columns set far apart."""
    bare = text.strip()
    if bare.count("|") >= 2:
        return True
    cells = [cell for cell in re.split(r"\s{2,}|\t+", bare) if cell]
    if any(_LABEL.match(cell) for cell in cells):
        return False
    return len(cells) >= 3 or _FAR.search(bare) is not None


def _is_heading(lines: Sequence[_Line], place: int) -> bool:
    text = lines[place].text.strip()
    if _BULLET.match(lines[place].text) or text[-1] in ".;,":
        return False
    if text.startswith("#") or (text.startswith("**") and text.endswith("**")):
        return True
    if len(text.split()) > _MOST_WORDS or not _OPENS.match(text):
        return False
    label = _LABEL.fullmatch(text)
    if label:
        return True
    if _LABEL.match(text):
        return False
    before = lines[place - 1].text.strip() if place else ""
    if is_title(text):
        return True
    rest = [line.text for line in lines[place + 1 : place + 2]]
    after = rest[0].strip() if rest else ""
    if before and not heading_role(text):
        return False
    opens = not after or bool(_BULLET.match(rest[0])) or is_row(rest[0])
    return opens or heading_role(text) is not None


def is_title(text: str) -> bool:
    """Whether a line is set as a title is: nearly every long word with a capital.

    Pasted pages often lose the empty lines around their headings.
    """
    every: list[str] = _WORD.findall(text)
    long = [word for word in every if len(word) > 3]
    if len(long) < 2 or len(text.split()) > _MOST_WORDS or text[-1] in ".;,":
        return False
    return sum(word[0].isupper() for word in long) >= _TITLED * len(long)


def _wrapped(lines: Sequence[_Line], place: int) -> int:
    """The place after the last line of the paragraph or item that begins here."""
    stop = place + 1
    while stop < len(lines):
        text, last = lines[stop].text, lines[stop - 1].text
        bare = text.strip()
        if not bare or _BULLET.match(text) or is_row(text) or _RULE.match(text):
            break
        if is_title(bare) and not bare.isupper():
            break
        goes_on = bare[0].islower() or (
            len(last.rstrip()) >= _WRAP and not _starts_label(bare)
        )
        if not goes_on:
            break
        stop += 1
    return stop


def _starts_label(text: str) -> bool:
    label = _LABEL.match(text)
    return label is not None and heading_role(label["label"]) is not None
