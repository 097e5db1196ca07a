"""What each line of a document is: heading, item, field, boxes, row or plain text.

A physical line may hold several pieces ("Name: A   DOB: B", flattened dictation with a
heading in its midst); each becomes a piece of its own, with offsets in the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.layout.answer_columns import answered, answered_piece
from workbench.extract.rules.layout.answers_below import answer_piece, answers_below
from workbench.extract.rules.layout.asked_pairs import is_question, pair_below, pairs_in
from workbench.extract.rules.layout.assigned import assigned, assigned_piece
from workbench.extract.rules.layout.boxes import boxes_end, options
from workbench.extract.rules.layout.delimited import delimited
from workbench.extract.rules.layout.headings import exact_role, is_level
from workbench.extract.rules.layout.labels import (
    columned,
    heading,
    labelled,
    side_header,
    stopped_inside,
)
from workbench.extract.rules.layout.piece import (
    LABEL,
    MARKER,
    MOST_WORDS,
    Body,
    Line,
    Piece,
    PieceKind,
    is_caps,
)
from workbench.extract.rules.layout.problem_lists import unhashed
from workbench.extract.rules.layout.signed_items import signed
from workbench.extract.rules.layout.soap import soap
from workbench.extract.rules.layout.stacked import stacked, stacked_piece
from workbench.extract.rules.layout.tables import Part, is_rule, split_row
from workbench.extract.rules.words.sought import sought

_EMPHASIS = re.compile(r"(?:#{1,6}[ ]+|\*\*|__|={2,}[ ]?)")
_EMPHATIC_LINE = re.compile(
    r"(?:#{1,6}[ ]\S.{0,80}|\*\*[^*]{1,80}\*\*:?|__[^_]{1,80}__:?"
    r"|={2,}.{1,80}={2,})[ ]*\Z"
)
_COLON_LABEL = re.compile(r"[A-Za-z#*_][^:|?\t]{0,60}?:(?=\s|$|[A-Z\[(])")
_INNER_END = re.compile(r"[.?!;][ ]|[ ]{2}")
_WIDE = re.compile(r"[ ]{3,}")
_LETTER = re.compile(r"[(\[](?P<letter>[YNyn])[)\]](?=[ ]\S)")
_LETTERED = re.compile(
    r"[ ]*[-*]?[ ]?[(\[][YN][)\]][ ]{1,4}(?![/|]|(?:Y|N|Yes|No|YES|NO|yes|no)\b)\S"
)
"""How a line begins whose bracketed letter answers what stands behind it."""
_FIELD_LEAD = re.compile(
    r"[ ]*[A-Za-z][A-Za-z /()-]{0,40}:[ ]*(?=[^:?]{0,60}\d)[^:?]{1,60}[ ]{3,}\Z"
)
"""A field with a value of figures before the boxes of another question."""
_DELIMITER = re.compile(r"[.,;!?)|]|[ ]{2,}")
_CAPS = re.compile(r"[A-Z][A-Z0-9 /&',().-]{2,60}\Z")
_LONG_LINE = 20_000


_KEYED = re.compile(r"(\s*[A-Za-z][\w.]{1,40})\[(\d{1,2})\](?=[:.=])")
"""The key of an exported list at the start of its line ("procedure[0]: ...")."""


def _unkeyed(line: str) -> str:
    """The line with blanks for the brackets of its key, which then reads as a label."""
    return _KEYED.sub(r"\1 \2 ", line, count=1) if _KEYED.match(line) else line


_HASH_CELL = re.compile(r"\s*#\t")
"""A hash that is a cell of its own, and numbers no problem."""


def pieces(text: str) -> Iterator[Piece]:
    """All pieces of a document's text, blanks included, in order."""
    raws = text.split("\n")
    folded = soap([_unkeyed(_unboxed(fold(raw))) for raw in raws])
    folded = unhashed(folded, [_HASH_CELL.match(raw) is not None for raw in raws])
    place = 0
    paired = False
    below = stacked(folded)
    cells = delimited(folded)
    denied = answered(folded)
    named = assigned(folded)
    asked = answers_below(_marked(raws, folded))
    over = -1
    for number, raw in enumerate(raws):
        if number <= over or number in asked:
            if number > over:
                yield answer_piece(folded, asked, number, place)
                over = asked[number]
            place += len(raw) + 1
            continue
        made = None if paired else _pair(number, place, folded, below)
        if number in cells and not paired:
            made = None
            yield _delimited(number, place, cells)
        elif made is not None:
            yield made
        elif number in named and not paired:
            yield assigned_piece(named[number], place, number)
        elif number in denied and not paired:
            yield answered_piece(folded[number], place, number, denied[number])
        elif not paired:
            yield from _of_line(_context(number, place, raws, folded))
        paired = made is not None
        place += len(raw) + 1


def _marked(raws: list[str], folded: list[str]) -> list[str]:
    """The folded lines with the marks at the margin that folding takes for mail's."""
    return [
        raw if raw[:1] == ">" else text for raw, text in zip(raws, folded, strict=True)
    ]


def _delimited(number: int, place: int, cells: Mapping[int, tuple[Part, ...]]) -> Piece:
    """A line of an export as a row; the first of its block names the columns."""
    row = cells[number]
    start, end = place + row[0].start, place + max(part.end for part in row)
    ruled = number - 1 not in cells
    return Piece("row", start, end, number, row=row, ruled=ruled)


def _pair(
    number: int, place: int, folded: list[str], stacks: Mapping[int, int]
) -> Piece | None:
    """A line that asks and the one below that answers it, as one labelled piece."""
    text = folded[number]
    if number in stacks:
        below = place + len(text) + 1
        return stacked_piece(text, folded[number + 1], place, below, number + 1)
    if number + 1 >= len(folded) or not is_question(text):
        return None
    below = place + len(text) + 1
    return pair_below(text, folded[number + 1], place, below, number + 1)


_BOXED = re.compile(r"[ ]*\|[^|]*\|[ ]*")
"""A line between the sides of a drawn box, which part no cells."""


def _unboxed(text: str) -> str:
    """A line without the sides of the box it stands in; every sign keeps its place.

    The letters of a list of answers ("(Y) PT tried  (N) Pregnant") become boxes.
    """
    text = text.replace("|", " ") if _BOXED.fullmatch(text) else text
    return _LETTER.sub(_as_box, text) if _LETTERED.match(text) else text


def _as_box(letter: re.Match[str]) -> str:
    """A bracketed letter as a box of the same width, ticked for a yes."""
    mark = "x" if letter["letter"] in "Yy" else " "
    return f"[{mark}]"


def _context(number: int, place: int, raws: list[str], folded: list[str]) -> Line:
    before = folded[number - 1] if number else ""
    after = folded[number + 1] if number + 1 < len(folded) else ""
    return Line(
        number,
        place,
        raws[number],
        folded[number],
        not before.strip() or is_rule(before),
        not after.strip(),
        bool(after.strip()) and is_rule(after) and "|" not in after,
        any(is_caps(near.strip()) for near in (before, after)),
        _in_list(number, folded),
        _MARGIN.match(folded[number]) is not None and _INDENT.match(after) is not None,
        _BREAKS_OFF.search(before) is not None,
    )


_BREAKS_OFF = sought(
    r"(?:,|\b(?:a|an|the|of|for|and|or|to|with|by|from|her|his|their|my|our|is|are|was"
    r"|were|has|had|been|(?:is|are|was|were|be|am) [a-z]{2,12}ing))[ ]*\Z"
)
"""How a line ends that the next one goes on with."""
_MARGIN = re.compile(r"[A-Z]")
_INDENT = re.compile(r"[ ]{2,12}\S")


_SMALL_LABEL = re.compile(r"[ ]{0,8}[a-z][\w /#&'().-]{1,40}:[ ]+\S")
_FEWEST = 3
"""Lines in a row from which labels in small letters make a form and no prose."""


def _in_list(number: int, folded: list[str]) -> bool:
    """Whether a line is one of several that begin with a label in small letters."""
    if not _SMALL_LABEL.match(folded[number]):
        return False
    length = 1
    for step in (-1, 1):
        at = number + step
        while (
            length < _FEWEST
            and 0 <= at < len(folded)
            and _SMALL_LABEL.match(folded[at])
        ):
            length, at = length + 1, at + step
    return length >= _FEWEST


def _of_line(line: Line) -> Iterator[Piece]:
    text = line.text
    if not text.strip():
        yield Piece("blank", line.start, line.start, line.number)
    elif is_rule(text):
        yield Piece("rule", line.start, line.start, line.number)
    else:
        yield from _of_content(line)


def _of_content(line: Line) -> Iterator[Piece]:
    text, indent = line.text, len(line.text) - len(line.text.lstrip())
    paired = list(pairs_in(text, line.start, line.number))
    if paired:
        yield from paired
        return
    split = _boxes_from(text) if len(text) < _LONG_LINE else None
    if split is not None:
        yield from _boxed(line, indent, split)
        return
    row = split_row(line.raw, text) if len(text) < _LONG_LINE else ()
    column = columned(line, indent, row) if len(text) < _LONG_LINE else None
    if column is not None:
        yield column
        return
    if row and not _is_fields(line.raw, row):
        over = side_header(line, row)
        if over is not None:
            yield over
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
    if found[0].question and _FIELD_LEAD.match(lead):
        return found[0].start
    gaps = list(_WIDE.finditer(lead.rstrip()))
    if gaps and lead[: gaps[-1].start()].strip() and len(gaps[-1].group()) >= 3:
        rest = gaps[-1].end()
        return rest if options(text[rest:]) else 0
    question = text[: text.find(found[0].question)] if found[0].question else ""
    wide = list(_WIDE.finditer(found[0].question))
    return len(question) + wide[-1].end() if wide else 0


def _boxed(line: Line, indent: int, split: int) -> Iterator[Piece]:
    text = line.text
    if text[:split].strip():
        yield from _plain(line, indent, len(text[:split].rstrip()))
    start = split + len(text[split:]) - len(text[split:].lstrip())
    end = boxes_end(text)
    yield Piece(
        "boxes",
        line.start + start,
        line.start + len(text[:end].rstrip()),
        line.number,
        start - split,
        options=options(text[split:end]),
    )
    if end < len(text):
        behind = end + len(text[end:]) - len(text[end:].lstrip())
        yield from _plain(line, behind, len(text.rstrip()))


def _plain(line: Line, indent: int, stop: int) -> Iterator[Piece]:
    text = line.text[:stop]
    inside = {*_breaks(text, indent), *stopped_inside(text, indent)}
    edges = [indent, *sorted(inside), len(text)]
    for start, end in zip(edges, edges[1:], strict=False):
        whole = start == indent and end == len(line.text.rstrip())
        yield from _opened(line, _piece(line, start, end, whole))


def _opened(line: Line, piece: Piece) -> Iterator[Piece]:
    """A heading whose value is an item or a level heading lets that stand alone.

    The dash that opens a list of signs ("Neuro: - weakness, + numbness") is no bullet.
    """
    start, end = piece.label_end - line.start, piece.end - line.start
    value = line.text[start:end]
    if piece.kind != "heading" or not value or piece.role == "signature":
        yield piece
        return
    if signed(line.text[piece.start - line.start : end]):
        yield piece
        return
    match = LABEL.match(value)
    if MARKER.match(value) or (match and is_level(match["label"])):
        yield replace(piece, end=piece.label_end)
        yield _piece(line, start, end, False)
    else:
        yield piece


def _is_fields(raw: str, row: tuple[Part, ...]) -> bool:
    """Whether cells are fields ("DOB: x    Sex: M", "Diagnosis:     M54.12")."""
    if _COLON_LABEL.match(row[0].text) and "|" not in raw:
        return "\t" not in raw.strip() or len(row) == 2
    return sum(bool(_COLON_LABEL.match(part.text)) for part in row) >= 2


def _breaks(text: str, indent: int) -> Iterator[int]:
    """Where a heading, level or field begins inside the line."""
    place = text.find(":", indent)
    marker = MARKER.match(text, indent)
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
    quoted = _CLOSED.match(text, start, end)
    return quoted.end() if quoted else start


_CLOSED = re.compile(r"[\"\u201d][ ]+(?=[^:]{3})")
"""The end of a quotation before a label of some letters ('... weakness." Chart: ')."""


def _opens(label: str, mark: str) -> bool:
    """Whether a label after this mark begins a piece of its own."""
    if not label[0].isupper() and not label[0].isdigit():
        return False
    if is_level(label):
        return mark != ","
    if len(label.split()) > MOST_WORDS:
        return False
    if exact_role(label) is not None:
        return mark != "," or is_caps(label)
    if mark.isspace() or mark == "|":
        return len(label.split()) <= 4 and "|" not in label
    return mark in ".,;" and bool(_CAPS.match(label)) and len(label) > 3


def _caps_start(text: str, low: int, colon: int) -> int | None:
    """A known heading in capitals that nothing but a blank sets apart."""
    words = text[low:colon].split(" ")
    for count in range(min(5, len(words)), 0, -1):
        label = " ".join(words[-count:])
        if len(label) > 3 and _CAPS.match(label) and exact_role(label) is not None:
            start = colon - len(label)
            before = text[low:start].split(".")[-1]
            if (start == 0 or text[start - 1] == " ") and not is_caps(before):
                return start
    return None


def _piece(line: Line, start: int, end: int, whole: bool) -> Piece:
    text = line.text[start:end].rstrip()
    marker = MARKER.match(text)
    inner = marker.end() if marker else 0
    emphasis = _EMPHASIS.match(text, inner)
    body = Body(
        text[emphasis.end() if emphasis else inner :],
        line.start + start + (emphasis.end() if emphasis else inner),
        whole=whole,
        emphatic=bool(_EMPHATIC_LINE.match(text)) or (whole and line.after_rule),
        marked=bool(marker),
    )
    made = heading(line, body) or labelled(line, body)
    if made is not None:
        return made
    kind: PieceKind = "item" if marker else "text"
    return Piece(kind, line.start + start + inner, body.end, line.number, start)
