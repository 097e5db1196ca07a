"""What each line of a document is: heading, item, field, boxes, row or plain text.

A physical line may hold several pieces ("Name: A   DOB: B", flattened dictation with a
heading in its midst); each becomes a piece of its own, with offsets in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workbench.extract.rules.boxes import Option, options
from workbench.extract.rules.headings import exact_role, guessed_role, is_level
from workbench.extract.rules.model import Role
from workbench.extract.rules.tables import Part, is_rule, split_row
from workbench.extract.rules.text import fold

PieceKind = Literal[
    "blank", "rule", "heading", "level", "label", "item", "boxes", "row", "text"
]

_LABEL = re.compile(
    r"(?P<label>[A-Za-z#*_][^:|?\t]{0,60}?)[ *_]{0,4}(?:(?P<colon>:)(?=[\s*_,]|$"
    r"|[A-Z\[(])"
    r"|(?P<dash>[ ]-{1,2}(?=[ ]|$))|(?P<dots>[ ]?\.{3,})|(?P<ask>\?))"
)
_MARKER = re.compile(
    r"(?:[-*•·▪◦●○■➢►>»+]|o(?=[ ][A-Z])|\(?\d{1,2}[.)]|\([a-z]\)|[a-z][.)]|[A-Z][.)]"
    r"|#\d{1,2}[.:)]?)[ ]+"
    r"(?=\S)"
)
_EMPHASIS = re.compile(r"(?:#{1,6}[ ]+|\*\*|__|={2,}[ ]?)")
_EMPHATIC_LINE = re.compile(
    r"(?:#{1,6}[ ]\S.{0,80}|\*\*[^*]{1,80}\*\*:?|__[^_]{1,80}__:?"
    r"|={2,}.{1,80}={2,})[ ]*\Z"
)
_COLON_LABEL = re.compile(r"[A-Za-z#*_][^:|?\t]{0,60}?:(?=\s|$|[A-Z\[(])")
_INNER_END = re.compile(r"[.?!;][ ]|[ ]{2}")
_WIDE = re.compile(r"[ ]{3,}")
_DELIMITER = re.compile(r"[.,;!?)|]|[ ]{2,}")
_CAPS = re.compile(r"[A-Z][A-Z0-9 /&',().-]{2,60}\Z")
_SENTENCE_END = re.compile(r"[.!?,;]\Z")
_MOST_WORDS = 8
_LONG_LINE = 20_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line; ``start`` and ``end`` are offsets in the document.

    ``label_end`` is where the value begins; ``role`` is set for known headings.
    """

    kind: PieceKind
    start: int
    end: int
    line: int
    indent: int = 0
    label: str | None = None
    label_end: int = 0
    role: Role | None = None
    emphatic: bool = False
    options: tuple[Option, ...] = ()
    row: tuple[Part, ...] = ()
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    start: int
    raw: str
    text: str
    before_blank: bool
    after_blank: bool
    after_rule: bool
    caps_near: bool


def pieces(text: str) -> Iterator[Piece]:
    """All pieces of a document's text, blanks included, in order."""
    raws = text.split("\n")
    folded = [fold(raw) for raw in raws]
    place = 0
    for number, raw in enumerate(raws):
        line = _context(number, place, raws, folded)
        yield from _of_line(line)
        place += len(raw) + 1


def _context(number: int, place: int, raws: list[str], folded: list[str]) -> _Line:
    before = folded[number - 1] if number else ""
    after = folded[number + 1] if number + 1 < len(folded) else ""
    return _Line(
        number,
        place,
        raws[number],
        folded[number],
        not before.strip() or is_rule(before),
        not after.strip(),
        bool(after.strip()) and is_rule(after) and "|" not in after,
        any(_is_caps(near.strip()) for near in (before, after)),
    )


def _is_caps(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 3 and all(c.isupper() for c in letters)


def _of_line(line: _Line) -> Iterator[Piece]:
    text = line.text
    if not text.strip():
        yield Piece("blank", line.start, line.start, line.number)
    elif is_rule(text):
        yield Piece("rule", line.start, line.start, line.number)
    else:
        yield from _of_content(line)


def _of_content(line: _Line) -> Iterator[Piece]:
    text, indent = line.text, len(line.text) - len(line.text.lstrip())
    split = _boxes_from(text) if len(text) < _LONG_LINE else None
    if split is not None:
        yield from _boxed(line, indent, split)
        return
    row = split_row(line.raw, text) if len(text) < _LONG_LINE else ()
    if row and not _is_fields(line.raw, row):
        yield Piece(
            "row",
            line.start + row[0].start,
            line.start + row[-1].end,
            line.number,
            indent,
            row=row,
            ruled=line.after_rule,
        )
        return
    yield from _plain(line, indent, len(text.rstrip()))


def _boxes_from(text: str) -> int | None:
    """Where the part with boxes begins; None where the line has none."""
    found = options(text)
    if not found:
        return None
    lead = text[: found[0].start]
    gaps = list(_WIDE.finditer(lead.rstrip()))
    if gaps and lead[: gaps[-1].start()].strip() and len(gaps[-1].group()) >= 3:
        rest = gaps[-1].end()
        return rest if options(text[rest:]) else 0
    question = text[: text.find(found[0].question)] if found[0].question else ""
    wide = list(_WIDE.finditer(found[0].question))
    return len(question) + wide[-1].end() if wide else 0


def _boxed(line: _Line, indent: int, split: int) -> Iterator[Piece]:
    text = line.text
    if text[:split].strip():
        yield from _plain(line, indent, len(text[:split].rstrip()))
    start = split + len(text[split:]) - len(text[split:].lstrip())
    yield Piece(
        "boxes",
        line.start + start,
        line.start + len(text.rstrip()),
        line.number,
        start - split,
        options=options(text[split:]),
    )


def _plain(line: _Line, indent: int, stop: int) -> Iterator[Piece]:
    text = line.text[:stop]
    edges = [indent, *_breaks(text, indent), len(text)]
    for start, end in zip(edges, edges[1:], strict=False):
        yield _piece(
            line, start, end, start == indent and end == len(line.text.rstrip())
        )


def _is_fields(raw: str, row: tuple[Part, ...]) -> bool:
    """Whether cells are fields ("DOB: x    Sex: M", "Diagnosis:     M54.12")."""
    if _COLON_LABEL.match(row[0].text) and "|" not in raw:
        return "\t" not in raw.strip() or len(row) == 2
    return sum(bool(_COLON_LABEL.match(part.text)) for part in row) >= 2


def _breaks(text: str, indent: int) -> Iterator[int]:
    """Where a heading, level or field begins inside the line."""
    place = text.find(":", indent)
    marker = _MARKER.match(text, indent)
    marked = marker.end() if marker else indent
    last = indent
    while place >= 0:
        start = _label_start(text, max(place - 60, last), place)
        if start is not None and start > max(indent, marked):
            yield start
            last = start
        last = max(last, place + 1)
        place = text.find(":", place + 1)


def _label_start(text: str, low: int, colon: int) -> int | None:
    if (
        colon + 1 < len(text)
        and text[colon + 1] not in " \t*_[(,"
        and not text[colon + 1].isupper()
    ):
        return None
    marks = list(_DELIMITER.finditer(text, low, colon))
    for mark in marks:
        start = _skip(text, mark.end(), colon)
        label = text[start:colon]
        if (
            label.strip()
            and not _INNER_END.search(label)
            and _opens(label, mark.group())
        ):
            return start
    return _caps_start(text, low, colon)


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " ,.;*":
        start += 1
    return start


def _opens(label: str, mark: str) -> bool:
    """Whether a label after this mark begins a piece of its own."""
    if not label[0].isupper() and not label[0].isdigit():
        return False
    if is_level(label):
        return mark != ","
    if len(label.split()) > _MOST_WORDS:
        return False
    if exact_role(label) is not None:
        return mark != "," or _is_caps(label)
    if mark.isspace():
        return len(label.split()) <= 4
    return mark in ".,;" and bool(_CAPS.match(label)) and len(label) > 3


def _caps_start(text: str, low: int, colon: int) -> int | None:
    """A known heading in capitals that nothing but a blank sets apart."""
    words = text[low:colon].split(" ")
    for count in range(min(5, len(words)), 0, -1):
        label = " ".join(words[-count:])
        if len(label) > 3 and _CAPS.match(label) and exact_role(label) is not None:
            start = colon - len(label)
            before = text[low:start].split(".")[-1]
            if (start == 0 or text[start - 1] == " ") and not _is_caps(before):
                return start
    return None


def _piece(line: _Line, start: int, end: int, whole: bool) -> Piece:
    at, text = line.start, line.text[start:end].rstrip()
    end = start + len(text)
    marker = _MARKER.match(text)
    inner = marker.end() if marker else 0
    emphasis = _EMPHASIS.match(text, inner)
    body_at = emphasis.end() if emphasis else inner
    body = text[body_at:]
    made = _heading(
        line,
        body,
        at + start + body_at,
        at + end,
        whole,
        bool(_EMPHATIC_LINE.match(text)),
        bool(marker),
    )
    if made is not None:
        return made
    labelled = _labelled(line, body, at + start + body_at, at + end, bool(marker))
    if labelled is not None:
        return labelled
    kind: PieceKind = "item" if marker else "text"
    return Piece(kind, at + start + inner, at + end, line.number, start)


def _heading(
    line: _Line,
    body: str,
    start: int,
    end: int,
    whole: bool,
    emphatic: bool,
    marked: bool,
) -> Piece | None:
    match = _LABEL.match(body)
    if match and (match["colon"] or match["dash"]) and not match["ask"]:
        label = match["label"]
        if is_level(label):
            return None
        role = exact_role(label) if _may_head(label) else None
        opens = _is_bare(body, match) or _is_caps(label)
        if (
            role is None
            and match["colon"]
            and opens
            and len(label.split()) <= _MOST_WORDS
        ):
            role = guessed_role(label)
        if role is not None and not (match["dash"] and not (label[0].isupper())):
            value = start + match.end()
            while value < end and body[value - start] in " *_,":
                value += 1
            return Piece(
                "heading",
                start,
                end,
                line.number,
                label=label,
                label_end=value,
                role=role,
                emphatic=True,
            )
    if whole:
        return _bare_heading(
            line, body.rstrip(" *_="), start, end, emphatic or line.after_rule, marked
        )
    return None


def _may_head(label: str) -> bool:
    return label[0].isupper() or label[0] in "#*_" or len(label) > 8


def _is_bare(body: str, match: re.Match[str]) -> bool:
    return not body[match.end() :].strip(" *_")


def _bare_heading(
    line: _Line, body: str, start: int, end: int, emphatic: bool, marked: bool
) -> Piece | None:
    """A heading that fills its line without a colon."""
    label = body.strip(" :-")
    if (
        not label
        or len(label) > 70
        or len(label.split()) > _MOST_WORDS
        or is_level(label)
    ):
        return None
    if _SENTENCE_END.search(label) and not emphatic:
        return None
    caps = _is_caps(label) and label[0].isalpha()
    role = exact_role(label)
    if role is not None:
        good = (
            emphatic
            or caps
            or (
                label[0].isupper()
                and (line.before_blank or line.after_blank or len(label.split()) > 1)
            )
            or line.before_blank
        )
        if good and (not marked or caps or emphatic):
            return Piece(
                "heading",
                start,
                end,
                line.number,
                label=label,
                label_end=end,
                role=role,
                emphatic=True,
            )
        return None
    alone = (
        caps
        and line.before_blank
        and not line.caps_near
        and len(label.split()) <= _MOST_WORDS
    )
    if emphatic or (alone and not marked):
        return Piece(
            "heading",
            start,
            end,
            line.number,
            label=label,
            label_end=end,
            role=guessed_role(label),
            emphatic=emphatic,
        )
    return None


def _labelled(
    line: _Line, body: str, start: int, end: int, marked: bool
) -> Piece | None:
    """A level heading or a field; the label opens the piece."""
    if is_level(body.strip(" :")):
        return Piece(
            "level", start, end, line.number, label=body.strip(" :"), label_end=end
        )
    match = _LABEL.match(body)
    if not match:
        return None
    label = match["label"].strip(" *_")
    value = start + match.end()
    while value < end and body[value - start] in " *_.,":
        value += 1
    if is_level(label):
        return Piece("level", start, end, line.number, label=label, label_end=value)
    if match["dash"] or len(label.split()) > 7 or not (label[:1].isupper() or marked):
        return None
    if match["ask"] and not re.match(
        r"[ ]*(?:y|n|yes|no)\b", body[match.end() :], re.IGNORECASE
    ):
        return None
    if re.search(r"[.!;]\s", label) or (match["dots"] and value >= end):
        return None
    return Piece("label", start, end, line.number, label=label, label_end=value)
