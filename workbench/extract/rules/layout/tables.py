"""Rows of tables: pipes, tabs or columns aligned by blanks, with header cells.

A header is the first row of a run of rows whose cells name things and hold no values;
a rule of dashes under it settles the matter.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.model import Cell

_GAP = re.compile(
    r"(?<![.?!,;:\s])[ ]{3,}(?=\S)|(?<=\.)[ ]{3,}(?=[0-5][+-]?(?:/5)?(?:[ ]{2}|$))"
)
_WIDE_GAP = re.compile(rf"{_GAP.pattern}|(?<=[A-Za-z0-9][.,])[ ]{{5,}}(?=\S)")
"""A gap of a line that is a row: an abbreviation may end a cell ("Wrist ext.")."""
_VALUE = re.compile(
    r"\d|\b(?:none|mild|moderate|severe|normal|yes|no|absent|present|negative"
    r"|positive|intact"
    r"|minimal|marked)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"[CTL]\d{1,2}\s?[-/]\s?[CTLS]?\d{1,2}", re.IGNORECASE)
_TWO_BLANKS = re.compile(r"(?<=\S) {2,}(?=\S)")
_MOST_CELLS = 24
_TITLES = 3
_TITLE_AND_HEADER = 2
LEVELS = re.compile(
    r"(?:(?:disc |disk |motion |spinal )?"
    r"(?:levels?|lvls?\.?|segments?|space|interspaces?))"
    r"[ :]*",
    re.IGNORECASE,
)
"""The name of a column of levels."""


class Part(NamedTuple):
    """One cell of a line: offsets within the line."""

    start: int
    end: int
    text: str


def is_rule(line: str) -> bool:
    """A line of dashes, or a pipe row of dashes."""
    return not line.strip(" -=_|+:*~.") and len(line.strip()) >= 3


_PIPE = re.compile(r"\|")
_TAB = re.compile(r"[ ]*\t[ \t]*")


_SAID = re.compile(
    r"[ ]*[\[(](?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[ T]+)?\d{1,2}:\d\d(?::\d\d)?"
    r"(?: ?[AP]M)?[\])][ ]+[^:|]{2,40}:[ ]+\S.{30}",
    re.IGNORECASE,
)
"""What somebody says in a thread, behind its time and his name: prose."""


def split_row(raw: str, folded: str) -> tuple[Part, ...]:
    """The cells of a row; empty for a line that is no row."""
    if _SAID.match(folded) and "|" not in folded:
        return ()
    if folded.count("|") >= 2 or " | " in folded:
        parts = _by(folded, _PIPE)
    elif "\t" in raw.strip():
        parts = _by(folded, _TAB, raw)
    elif not _GAP.search(folded):
        return ()
    else:
        parts = _by(folded, _GAP)
        if len(parts) > 1:
            parts = _by(folded, _WIDE_GAP)
    return parts if 2 <= len(parts) <= _MOST_CELLS else ()


def _by(
    folded: str, mark: re.Pattern[str], searched: str | None = None
) -> tuple[Part, ...]:
    source = folded if searched is None else searched
    parts: list[Part] = []
    place = 0
    edges = [(m.start(), m.end()) for m in mark.finditer(source)]
    for start, end in [*edges, (len(folded), len(folded))]:
        text = folded[place:start]
        left = place + len(text) - len(text.lstrip())
        piped = "|" in folded
        if text.strip() or (piped and 0 < place and start < len(folded)):
            parts.append(
                Part(
                    left if text.strip() else place,
                    left + len(text.strip()) if text.strip() else place,
                    text.strip(),
                )
            )
        place = end
    return tuple(parts)


def is_header(
    first: tuple[Part, ...], rows: list[tuple[Part, ...]], ruled: bool
) -> bool:
    """Whether the first row names the columns of the rows below it."""
    if ruled or (rows and _are_levels(first)):
        return True
    if not rows or any(_holds_value(p.text) or ":" in p.text for p in first[1:]):
        return False
    if any(part.text.startswith("=") for part in first[1:]):
        return False
    if _VALUE.search(first[0].text) or max(len(p.text) for p in first) > 40:
        return False
    if _NAMES.fullmatch(first[0].text.strip(" :")):
        return True
    if all(_VALUE.search(row[0].text) for row in rows):
        return True
    return any(_VALUE.search(part.text) for row in rows for part in row[1:])


_NAMED_FIGURE = re.compile(
    r"(?i)\b(?:icd|cpt|hcpcs|line|addr(?:ess)?)[-_ ]?\d{1,2}\b"
    r"|\bm?g\s?/\s?cm\s?[23]|\bkg\s?/\s?m2"
)
"""A figure that belongs to the name of a column ("icd10", "cpt4")."""


_FOUND = re.compile(
    r"\b(?:(?:R|L|B|rt|lt|right|left|bilat\w*)\s(?:pos|neg)|nl|wnl)\b"
    r"|\b(?:R|L|B|rt|lt|right|left)\s[+-](?=\s|\Z)",
    re.IGNORECASE,
)
"""What an examination found on a side, which names no column."""


def _holds_value(text: str) -> bool:
    if _FOUND.search(text):
        return True
    return bool(_VALUE.search(_NAMED_FIGURE.sub(" ", text)))


_COLUMN = re.compile(
    r"(?:line|ln|item|no\.?|#|seq|(?:cpt|hcpcs|proc(?:edure)?|service|px)?[ /]?(?:code|cpt)"  # noqa: E501
    r"(?:[ /]hcpcs)?|hcpcs|px|svc|description|desc\.?|what|service|procedure|injection|drug"  # noqa: E501
    r"|treatment|type|levels?|site|region|location|sides?|lat\.?|laterality|mod(?:ifier)?s?"
    r"|qty\.?|quantity|units?|count|pos|dx|icd(?:-10)?|date|dos|from|to|start|stop|end|pre"
    r"|post|before|after|(?:%|pct|percent)? ?relief|duration|held|lasted|lasting|response|result|status|provider|by)",  # noqa: E501
    re.IGNORECASE,
)
"""Names of columns of requests and of logs of treatment."""
_FEWEST_NAMED = 3


def named_columns(row: tuple[Part, ...]) -> tuple[Part, ...] | None:
    """The row cut at two blanks where all its pieces are names of columns, else None.

    "Line  CPT     Level   Lat  Qty" heads five columns however close they stand.
    """
    pieces: list[Part] = []
    for part in row:
        start = 0
        for gap in (*_TWO_BLANKS.finditer(part.text), None):
            end = gap.start() if gap else len(part.text)
            pieces.append(_piece(part, part.start + start, part.start + end))
            start = gap.end() if gap else end
    named = sum(bool(_COLUMN.fullmatch(one.text.strip(" :"))) for one in pieces)
    enough = named >= _FEWEST_NAMED and 2 * named >= len(pieces)
    plain = all(_is_name(one.text) for one in pieces)
    return tuple(pieces) if enough and plain else None


def _is_name(text: str) -> bool:
    """Whether a cell can name a column: words, with at most a time ("NRS 2 wk")."""
    bare = _TIME.sub("", text)
    return bool(re.search(r"[A-Za-z#]", bare)) and not re.search(r"\d", bare)


_TIME = re.compile(
    r"\b\d{1,2}(?: ?- ?\d{1,2})? ?-?(?:min|mins|minutes?|hrs?|hours?|h|wks?|weeks?|w|mo"
    r"|mos|months?|m|d|days?)\b",
    re.I,
)


_NAMES = re.compile(
    r"(?:levels?|lvls?|segments?|interspaces?|disc(?: level)?"
    r"|(?:past |prior |previous )?"
    r"(?:medical |surgical )?(?:conditions?|operations?|procedures?|surger(?:y|ies)"
    r"|illness(?:es)?|diagnos[ie]s|problems?)|symptoms?|complaints?|medications?|drugs?|treatments?"
    r"|therap(?:y|ies)|modality|muscles?|reflex(?:es)?|tests?|findings?|signs?|activit(?:y"
    r"|ies)|substances?|family history)",
    re.IGNORECASE,
)
"""What the first column of a table is called, whatever its other columns hold."""

_ANSWERS = (
    frozenset({"yes", "present", "positive", "pos", "y", "+", "tried", "done"}),
    frozenset({"no", "absent", "negative", "neg", "n", "-", "not done", "never"}),
)
"""Columns that are ticked: one of each makes a row of column heads."""
_TICK = re.compile(r"[ \[(]*[xX✓✔*][ \])]*\Z|\Z")


def _heads_answers(first: tuple[Part, ...], rows: list[tuple[Part, ...]]) -> bool:
    """Whether a first row names answers ("Present | Absent") and others tick one."""
    names = {part.text.lower().strip(" :?") for part in first[1:]}
    ticked = (_TICK.match(part.text) for row in rows for part in row[1:])
    return bool(rows) and all(names & one for one in _ANSWERS) and all(ticked)


def _are_levels(row: tuple[Part, ...]) -> bool:
    """Whether every cell is a level ("C4-5   C5-6   C6-7"), over rows of findings."""
    return len(row) > 1 and all(_LEVEL.fullmatch(part.text) for part in row)


def _is_lettered(row: tuple[Part, ...]) -> bool:
    """Whether a row is the letters that a sheet prints over its columns."""
    letters = [part.text.strip(" |") for part in row]
    return len(letters) > 1 and letters == list(string.ascii_uppercase[: len(letters)])


def header_row(rows: list[tuple[Part, ...]], ruled: bool) -> int | None:
    """Which row heads the columns: the first, or one of levels a little below it.

    A title ("Flexion-extension films   05/15/2026") may stand above the header.
    """
    if len(rows) > 1 and _is_lettered(rows[0]):
        below = header_row(rows[1:], False)
        return None if below is None else below + 1
    if rows and is_header(rows[0], rows[1:], ruled):
        return 0
    if rows and _heads_answers(rows[0], rows[1:]):
        return 0
    for index in range(min(len(rows) - 1, _TITLES + 1)):
        own = rows[index]
        if named_columns(own):
            return index
        if not index:
            continue
        if LEVELS.fullmatch(own[0].text) and is_header(own, rows[index + 1 :], False):
            return index
    return None


def has_title(rows: Sequence[tuple[tuple[Part, ...], str]]) -> bool:
    """Whether two rows above a rule are a title and the header below it.

    The header is in pipes, or names columns where the title names none ("INJECTION LOG
    Pt 0088" over "#  Date  Procedure  Relief").
    """
    if len(rows) != _TITLE_AND_HEADER:
        return False
    (title, _), (header, text) = rows
    if "|" in text and len(title) < len(header):
        return True
    return named_columns(title) is None and named_columns(header) is not None


_LEVEL_HEAD = re.compile(
    r"\W*(?:(?:disc|disk|spinal|motion) )?(?:levels?|disc|segment)\W*", re.I
)
_PART_HEAD = re.compile(
    r"\b(?:canal|central|for(?:amen|amina|aminal)|nf|recess|disc|facets?|cord)\b", re.I
)


def heads_levels(row: tuple[Part, ...]) -> bool:
    """Whether a row names the columns of a table of levels ("LEVEL  CANAL")."""
    first, *others = row
    named = [one for one in others if _PART_HEAD.search(one.text)]
    return _LEVEL_HEAD.fullmatch(first.text) is not None and bool(named)


def cells(
    row: tuple[Part, ...], at: int, header: tuple[Part, ...], header_at: int
) -> tuple[Cell, ...]:
    """The row's cells with the header above each; offsets in the document."""
    row = _parted(row, header)
    same = len(row) == len(header) and not _are_levels(header)
    same = same or (_is_tight(header) and len(row) < len(header))
    made = []
    for index, part in enumerate(row):
        above = header[index] if same else _above(part, header)
        made.append(
            Cell(
                part.start + at,
                part.end + at,
                part.text,
                above.text if above and above.text else None,
                above.start + header_at if above and above.text else None,
                above.end + header_at if above and above.text else None,
            )
        )
    return tuple(made)


def _parted(row: tuple[Part, ...], header: tuple[Part, ...]) -> tuple[Part, ...]:
    """The row with cells cut at two blanks where they reach under two headers."""
    if len(row) >= len(header) and not _are_levels(header):
        return row
    made: list[Part] = []
    for part in row:
        start = part.start
        for gap in _TWO_BLANKS.finditer(part.text):
            left = Part(start, part.start + gap.start(), "")
            right = Part(part.start + gap.end(), part.end, "")
            if _heads(left, header) and _heads(right, header) - _heads(left, header):
                made.append(_piece(part, start, part.start + gap.start()))
                start = part.start + gap.end()
        made.append(_piece(part, start, part.end))
    return tuple(made)


def _is_tight(header: tuple[Part, ...]) -> bool:
    """Whether header cells stand one tab apart: then their order places a cell."""
    gaps = [two.start - one.end for one, two in zip(header, header[1:], strict=False)]
    return bool(gaps) and max(gaps) <= 1


def _piece(part: Part, start: int, end: int) -> Part:
    return Part(start, end, part.text[start - part.start : end - part.start])


def _heads(part: Part, header: tuple[Part, ...]) -> set[int]:
    """Starts of the header cells that a stretch reaches under."""
    return {
        one.start for one in header if one.start < part.end and part.start < one.end
    }


def _above(part: Part, header: tuple[Part, ...]) -> Part | None:
    """The header cell that overlaps the cell, else the last one that starts before."""
    for cell in header:
        if cell.start < part.end and part.start < cell.end:
            return cell
    before = [cell for cell in header if cell.start <= part.start]
    return before[-1] if before else None
