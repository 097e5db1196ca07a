"""Sessions kept as a ledger: one row a session, with date, level, scores and relief.

A table whose columns are named ("date | procedure | level | pre | post | relief | held
for") or a sentence that lists the days ("treated at L4-5 on 3 May; 4 June; 8 July")
tells each session apart.  Scores before and after are scores of pain on that day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.frames.operations.places import lone_side
from workbench.extract.rules.frames.passages import (
    Passage,
    is_imaging_text,
    passages,
)
from workbench.extract.rules.frames.scores.columns import scale_named
from workbench.extract.rules.frames.sessions.followed_rows import followed
from workbench.extract.rules.frames.sessions.gains import lasting
from workbench.extract.rules.frames.sessions.ledger_titles import (
    NOT_DONE,
    by_approach,
    is_called_off,
    kind_of,
    still_to_come,
    title_above,
    title_kind,
)
from workbench.extract.rules.frames.sessions.listed_days import (
    SHARE,
    baseline,
    of_list,
    pain_score,
    scale_of,
)
from workbench.extract.rules.model import Cell, DocumentView, PacketView
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.values.durations import find_durations
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.values.sides import find_sides
from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.case import Fact, ProcedureDone, Range
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate, is_exact

_I = re.IGNORECASE
_COLUMNS: dict[str, Sought] = {
    "date": sought(r"\b(?:date|dos|day|performed|session date)\b", _I),
    "code": sought(r"\b(?:code|cpt|hcpcs|px)\b", _I),
    "what": sought(r"\b(?:proc(?:edure)?|injection|type|service|what|description|treatment|event)\b", _I),  # noqa: E501
    "level": sought(r"\b(?:levels?|site|location|interspace|target)\b", _I),
    "side": sought(r"\b(?:side|lat(?:erality)?)\b", _I),
    "before": sought(r"\b(?:pre|before|baseline|initial)\b", _I),
    "after": sought(r"\b(?:post|after|follow-?up)\b", _I),
    "relief": sought(r"(?:%|\b(?:relief|improvement|reduction|benefit|response|result|outcome|effect|better)\b)", _I),  # noqa: E501
    "lasted": sought(r"\b(?:held|lasted|lasting|duration|length|how long|for)\b", _I),
}  # fmt: skip
"""What a column tells, by its name; the first that matches a column has it."""
_FOLLOW_UP = re.compile(
    r"\b(?:f/?u|follow[- ]?up|visit|clinic|call|phone|re-?check|review|seen|office)\b",
    _I,
)
_DASHES = sought(r"-{2,}|={2,}")
_ALL_DASHES = re.compile(r"[-=+ ]*[-=]{2,}[-=+ ]*")
_COLUMNS_DRAWN = 4
"""Columns from which a line of dashes draws a table."""
_NONE = re.compile(
    r"\W*(?:none|no(?:ne)?|nil|0\s?%?|no (?:relief|benefit|help))\W*\Z", _I
)
_SCORE = re.compile(r"\W*(?P<low>\d{1,2}(?:\.\d)?)(?:\s?/\s?10)?\W*\Z")
_PHASES: tuple[tuple[str, Literal["baseline", "follow-up"]], ...] = (
    ("before", "baseline"),
    ("after", "follow-up"),
)
"""Columns of scores, and when around the session each was taken."""
_GIVEN = "given"
"""Stands among the filled columns of a table that has listed a session."""
_BEFORE = sought(
    r"\bbefore (?:the|that|this|each|any|his|her|their)"
    r" (?:\w+ )?(?:injections?|ESIs?|TFESIs?)"
    r"[^.;]{0,30}?(?P<score>\d{1,2}(?:\.\d)?)\s?/\s?10\b",
    _I,
)
_TOLD = 10
"""Sentences after a list of days that may tell what each session gave."""


def read(document: DocumentView, packet: PacketView) -> list[Fact]:
    """The sessions and their scores that one document keeps as a ledger."""
    if document.document.kind in ("policy-excerpt", "imaging-report"):
        return []
    found: list[Fact] = []
    scale = scale_of(document)
    ruled = _ruled(document)
    told = passages(document)
    last, keys = 0, set[str]()
    for place, passage in enumerate(told):
        if is_imaging_text(passage):
            continue
        cells = passage.sentence.block.cells
        row: _Row | None = None
        line = document.source.line_index(passage.sentence.start)
        if line in ruled:
            row = ruled[line]
        elif passage.sentence.block.kind == "row" and len(cells) > 1:
            row = (_named(cells) if len(cells) > 2 else {}) or _headless(cells)
        if row is not None:
            keys |= row.keys()
            new = list(_of_row(passage, row, scale, keys))
            if new:
                last = len(new)
                keys.add(_GIVEN)
            elif last and (told_later := _visit(passage, row)):
                found[-last:] = followed(found[-last:], *told_later)
            found += new
            continue
        last, keys = 0, set()
        if before := _BEFORE.search(passage.text):
            found += baseline(passage, before["score"], scale)
        else:
            found += of_list(document, passage, told[place + 1 : place + 1 + _TOLD])
    return found


# --- a table ----------------------------------------------------------------------


class _Told(NamedTuple):
    """What a row says in one column, and the column's name and where that stands."""

    header: str
    text: str
    header_start: int | None = None
    header_end: int | None = None


_Row = dict[str, _Told]


def _named(cells: Iterable[Cell | _Told]) -> _Row:
    """The cells by what their column tells."""
    found: _Row = {}
    for cell in cells:
        head = cell.header or ""
        if scale_named(head):
            continue
        for name, pattern in _COLUMNS.items():
            if name not in found and pattern.search(head):
                place = cell.header_start, cell.header_end
                found[name] = _Told(head, cell.text, *place)
                break
    return found


def _headless(cells: Sequence[Cell]) -> _Row:
    """A row without headers that begins with its day, by what its cells look like.

    "07/28/2025   NRS 8 -> 3   70% relief, 3 months": what stands behind the share is
    how long it lasted.
    """
    if any(cell.header for cell in cells) or not _DAY.fullmatch(cells[0].text.strip()):
        return {}
    rest = "  ".join(cell.text for cell in cells[1:])
    row = {"date": _Told("", cells[0].text)}
    scored, share = _FELL.search(rest), SHARE.search(rest)
    if scored:
        row["before"] = _Told("", scored["before"])
        row["after"] = _Told("", scored["after"])
    if share:
        row["relief"] = _Told("", share.group())
        row["lasted"] = _Told("", rest[share.end() :])
    return row if len(row) > 1 else {}


_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d")
_FELL = re.compile(
    r"(?<![\d/.])(?P<before>\d{1,2})(?:/10)?\s?(?:->|\u2192|to|>)\s?(?P<after>\d{1,2})(?:/10)?"
    r"(?![\d/.%])"
)
"""A score that fell over a session ("NRS 8 -> 3")."""


def _ruled(document: DocumentView) -> dict[int, _Row]:
    """Rows of tables whose columns are drawn by dashes under their names, by line."""
    lines = [fold(line.text) for line in document.document.lines]
    found: dict[int, _Row] = {}
    for place in range(1, len(lines)):
        groups = list(_DASHES.finditer(lines[place]))
        if len(groups) < _COLUMNS_DRAWN or not _ALL_DASHES.fullmatch(lines[place]):
            continue
        starts = [group.start() for group in groups]
        heads = _cut(lines[place - 1], starts)
        first = document.source.line_start(place - 1)
        above = first, first + len(lines[place - 1].rstrip())
        for line in range(place + 1, len(lines)):
            if not lines[line].strip() or _ALL_DASHES.fullmatch(lines[line]):
                break
            told = _cut(lines[line], starts)
            found[line] = _named(
                _Told(head, text, *above)
                for head, text in zip(heads, told, strict=True)
            )
    return found


def _cut(line: str, starts: Sequence[int]) -> list[str]:
    ends = [*starts[1:], len(line) + 1]
    return [line[low:high].strip() for low, high in zip(starts, ends, strict=True)]


def _of_row(
    passage: Passage, named: _Row, scale: str, table: Collection[str]
) -> Iterator[Fact]:
    """The session of a row; ``table`` are the columns that rows so far have filled."""
    anchor = passage.view.document.date
    gave = {"relief", "lasted", "after"} & set(table)
    if "date" not in named or not (gave or _is_past(passage, named, table)):
        return
    if is_called_off(passage.text):
        return
    days = find_dates(named["date"].text, anchor)
    if any(still_to_come(one.text) for one in named.values()):
        return
    kind, approach = kind_of(passage.text)
    title = None
    if not ({"what", "code"} & named.keys()):
        title = title_above(passage)
        kind, approach = title_kind(title.text) if title else (None, None)
        if kind is None and "level" in named:
            over = f"{named['level'].header} {title.text if title else ''}"
            kind, approach = by_approach(named["level"].text, over)
    if not days or kind is None or not is_exact(days[0].value):
        return
    day = days[0].value
    cites: tuple[Evidence, ...] = (passage.view.cite_sentence(passage.sentence),)
    if title is not None:
        cites = (*cites, passage.view.cite_sentence(title))
    cites = (*cites, *_unit_above(passage, named))
    base: dict[str, Any] = {
        "kind": kind,
        "approach": approach,
        "date": day,
        "relief": _relief(named),
        "relief_days": _length(named.get("lasted")) or _beside_relief(named),
        "evidence": cites,
    }
    place = named["level"].text if "level" in named else passage.text
    place = title.text if title is not None and not find_levels(place) else place
    sides = {
        one.side for one in find_sides(named["side"].text if "side" in named else place)
    }
    side = sides.pop() if len(sides) == 1 else lone_side(place) if not sides else None
    levels = [name for one in find_levels(place) for name in one.interspaces]
    for level in dict.fromkeys(levels) or (None,):
        yield ProcedureDone(id="?", level=level, side=side, **base)
    for name, phase in _PHASES:
        score = _SCORE.match(named[name].text) if name in named else None
        if score:
            yield from pain_score(scale, score["low"], phase, day, cites)


def _is_past(passage: Passage, named: _Row, table: Collection[str]) -> bool:
    """Whether a row that tells no relief lists a session of before the paper's day.

    "09/03/2025   L4-5 ILESI   Roe": a day still to come may be what is asked for, and a
    row that says it was put off is no session.  Of the paper's own day is only the last
    row of a log, which dates it.
    """
    today, told = passage.view.document.date, named.get("what")
    if today is None or told is None or not is_exact(today):
        return False
    if NOT_DONE.search(passage.text) or kind_of(told.text)[0] is None:
        return False
    days = find_dates(named["date"].text, today)
    if len(days) != 1 or not is_exact(days[0].value):
        return False
    of_log = _GIVEN in table or title_above(passage) is not None
    return days[0].value < today or of_log and days[0].value == today


def _visit(passage: Passage, named: _Row) -> tuple[Range, PartialDate, Evidence] | None:
    """The share that a later row of the table tells, with its day and its quote."""
    what = named["what"].text if "what" in named else ""
    if "date" not in named or not _FOLLOW_UP.search(what) or kind_of(what)[0]:
        return None
    days = find_dates(named["date"].text, passage.view.document.date)
    share = _relief(named)
    if share is None or len(days) != 1 or not is_exact(days[0].value):
        return None
    return share, days[0].value, passage.view.cite_sentence(passage.sentence)


def _relief(named: _Row) -> Range | None:
    cell = named.get("relief")
    if cell is None:
        return None
    match = SHARE.search(cell.text)
    if match is None and "%" in (cell.header or ""):
        match = SHARE.search(f"{cell.text.strip()}%")
    if match:
        low, high = int(match["low"]), int(match["high"] or match["low"])
        if low <= high <= 100:
            return Range(low=low, high=100 if match["more"] else high)
        return None
    return Range(low=0, high=0) if _NONE.match(cell.text) else None


def _unit_above(passage: Passage, named: _Row) -> tuple[Evidence, ...]:
    """The column's name, where it alone says that a bare number is a share."""
    cell = named.get("relief")
    if cell is None or "%" not in cell.header or SHARE.search(cell.text):
        return ()
    if cell.header_start is None or cell.header_end is None:
        return ()
    return (passage.view.cite(cell.header_start, cell.header_end),)


def _length(cell: _Told | None) -> Range | None:
    if cell is None:
        return None
    for one in find_durations(cell.text):
        if one.days is not None:
            return one.days
    return None


def _beside_relief(named: _Row) -> Range | None:
    """How long relief lasted, told behind its share in one cell ("65%, 11 wk")."""
    cell = named.get("relief")
    return lasting(cell.text) if cell and SHARE.search(cell.text) else None
