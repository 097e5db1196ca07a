"""Lists of requests, each with its status: what was taken back asks for nothing.

    ServiceRequest/sr-1               REF 4411   ACDF C4-5      Status: VOID
      status: revoked                 REF 4412   ACDF C5-6      Status: open

A record is a resource, or lines between blank lines, or lines from one repeated key to
the next.  Where one record still stands, the lines of those that do not are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.model import DocumentView
from workbench.extract.rules.words.sought import sought

_STATUS = sought(
    r"(?:^[\s\"'>*#\u2022\[{-]*|[|;,({][\s\"']*|\s{2,})(?:(?:request|order|auth|line"
    r"|record|case|current|service|booking|item)[ _.-]?)?(?:status|state|disposition)"
    r"[\"']?\s{0,8}[:=.|]+\s{0,3}[\"'\[]?(?P<value>[A-Za-z][\w-]*"
    r"(?:[ -](?:in|by|and|as)[ -]\w+)?)",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"(?:revoked|cancel\w*|void\w*|withdrawn|superseded|replaced|entered[ -]in[ -]error"
    r"|entered|inactive|deleted|rejected|retracted|abandoned|obsolete|discontinued"
    r"|stopped|error\w*|duplicate|expired|denied|completed?|finished|done|closed)\b",
    re.IGNORECASE,
)
_LIVE = re.compile(
    r"(?:active|open|new|pending|pended|draft|submitted|requested|current|in|ready|sent"
    r"|received|initiated|awaiting|live|to|ordered|signed|queued|planned|proposed"
    r"|queue)\b",
    re.IGNORECASE,
)
_KEY = re.compile(r"\s*(?:[-*{\[\"'#\u2022]+\s*)*(?P<key>[A-Za-z][\w.]{1,20})")
_LEAST = 2
"""Statuses from which a run of lines holds several records."""


def without_revoked(document: DocumentView) -> DocumentView:
    """The document without the lines of records that have been taken back."""
    lines = [fold(line.text[:240]) for line in document.document.lines]
    states = [_state(text) for text in lines]
    if _GONE not in states or _LIVE not in states:
        return document
    gone: set[int] = set()
    for record in _records(lines, states):
        told = {states[number] for number in record} - {None}
        if told == {_GONE}:
            gone |= set(record)
    return without_lines(document, gone)


def without_lines(document: DocumentView, gone: Collection[int]) -> DocumentView:
    """The document without the sentences that begin on lines that ask for nothing."""
    if not gone:
        return document
    kept = [
        one
        for one in document.sentences
        if document.source.line_index(one.start) not in gone
    ]
    if len(kept) == len(document.sentences):
        return document
    return document.with_sentences(kept)


def _state(text: str) -> re.Pattern[str] | None:
    """Whether a line's status says that its record is gone, or that it stands."""
    match = _STATUS.search(text)
    if match is None:
        return None
    value = match["value"]
    if _GONE.match(value):
        return _GONE
    return _LIVE if _LIVE.match(value) else None


def _records(
    lines: Sequence[str], states: Sequence[re.Pattern[str] | None]
) -> Iterator[list[int]]:
    """The numbers of the lines of each record."""
    block: list[int] = []
    for number, text in enumerate([*lines, ""]):
        if text.strip():
            block.append(number)
        elif block:
            yield from _apart(lines, states, block)
            block = []


def _apart(
    lines: Sequence[str],
    states: Sequence[re.Pattern[str] | None],
    block: Sequence[int],
) -> Iterator[list[int]]:
    """A run of lines, cut where it holds several records: a status each."""
    marked = [number for number in block if states[number]]
    if len(marked) < _LEAST:
        yield list(block)
        return
    starts = _starts(lines, block, marked)
    for start, stop in zip(starts, [*starts[1:], len(block)], strict=True):
        yield list(block[start:stop])


def _starts(
    lines: Sequence[str], block: Sequence[int], marked: Sequence[int]
) -> list[int]:
    """Where the records of a run begin: at the key that repeats before each status."""
    if all(number - 1 in marked for number in marked[1:]):
        return [block.index(number) for number in marked]
    for first in range(block.index(marked[0]) + 1):
        key = _key(lines[block[first]])
        places = [n for n, line in enumerate(block) if _key(lines[line]) == key]
        places = [one for one in places if one >= first]
        if key and len(places) == len(marked) and _one_each(places, block, marked):
            return places
    return [0]


def _one_each(
    places: Sequence[int], block: Sequence[int], marked: Sequence[int]
) -> bool:
    """Whether one status stands in each stretch from a place to the next."""
    ends = [*places[1:], len(block)]
    counts = [
        sum(start <= block.index(number) < end for number in marked)
        for start, end in zip(places, ends, strict=True)
    ]
    return all(one == 1 for one in counts)


def _key(text: str) -> str:
    match = _KEY.match(text)
    return re.sub(r"\d+", "", match["key"]).lower() if match else ""
