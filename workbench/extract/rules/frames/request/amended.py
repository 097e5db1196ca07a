"""Forms that correct a request: a column of what was sent beside what now holds.

    Field        As submitted    As corrected
    Procedure    ACDF            disc arthroplasty
    Level        C4-5            (no change)

Each line becomes a field with the value that holds; the value that was replaced is
blanked, so that it is asked for by nobody.  Offsets stay those of the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.layout.tables import is_rule
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought

_CHUNK = re.compile(r"[^\s|](?:[^\s|]|[ ](?![ |]))*")
_OLD = re.compile(
    r"(?:as )?(?:originally |previously |first )?(?:submitted|sent|entered|filed|typed"
    r"|original(?:ly)?|old|was|previous|from|before|incorrect|wrong|initial|on file"
    r"|existing)(?: (?:value|entry|request|as))?",
    re.IGNORECASE,
)
_NEW = sought(
    r"(?:as )?(?:corrected|amended|revised|new|now|should (?:be|read)|to|after|correct"
    r"|updated|changed? to)(?: (?:value|entry|request))?",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\W*(?:no change|unchanged|same|as before|n/?c|ditto|\"|-{1,3})?\W*", re.IGNORECASE
)
_OFF = 2
"""Characters that a value may stand before the name of its column."""
_LEAST = 2
"""Lines below the names of the columns."""


class _Span(NamedTuple):
    """A chunk of a line; offsets count in the document."""

    start: int
    end: int
    text: str


class _Columns(NamedTuple):
    """Where the value that was replaced and the one that holds begin in a line."""

    old: int
    new: int


def amended(document: DocumentView) -> DocumentView:
    """The document with the lines of its tables of changes as fields that hold."""
    found = dict(_changes(document))
    if not found:
        return document
    spans = [(one.start, one.end) for one in found.values()]
    first, last = min(one for one, _ in spans), max(one for _, one in spans)
    pattern = document.sentences[0]
    kept = [one for one in document.sentences if one.end <= first]
    after = [one for one in document.sentences if one.start >= last]
    made = [_sentence(document, pattern, one) for one in found.values()]
    return document.with_sentences([*kept, *made, *after])


class _Change(NamedTuple):
    """A line of the table: its span, its label and what is blanked of it."""

    start: int
    end: int
    label: str
    blank: tuple[int, int]


def _changes(document: DocumentView) -> Iterator[tuple[int, _Change]]:
    """The lines of the first table of changes, by their number."""
    lines = [fold(line.text) for line in document.document.lines]
    if not document.sentences:
        return
    for number, line in enumerate(lines):
        columns = _columns(line)
        if columns is None:
            continue
        found = list(_rows(document, lines, number + 1, columns))
        if len(found) >= _LEAST:
            yield from found
            return


def _columns(line: str) -> _Columns | None:
    every = _chunks(line, 0)
    chunks = every if len(every) == len(_Columns._fields) else every[1:]
    old = [one for one in chunks if _OLD.fullmatch(_undated(one.text))]
    new = [one for one in chunks if _NEW.fullmatch(_undated(one.text))]
    if len(old) != 1 or len(new) != 1 or len(chunks) != len(old) + len(new):
        return None
    return _Columns(old[0].start, new[0].start)


def _undated(head: str) -> str:
    """The head of a column without the day behind it ("AS SENT 2/3")."""
    return _DAY_BEHIND.sub("", head.strip(" :"))


_DAY_BEHIND = re.compile(r"[ ,(]{1,3}(?:on )?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\)?\Z")


def _rows(
    document: DocumentView, lines: Sequence[str], first: int, columns: _Columns
) -> Iterator[tuple[int, _Change]]:
    for number in range(first, len(lines)):
        if is_rule(lines[number]):
            continue
        chunks = _in_columns(_chunks(lines[number], 0), lines[number], columns)
        if len(chunks) != len(columns) + 1:
            return
        label, left, right = chunks
        old, new = (left, right) if columns.old < columns.new else (right, left)
        gone = new if _SAME.fullmatch(new.text) else old
        at = document.source.line_start(number)
        yield (
            number,
            _Change(
                at + label.start,
                at + chunks[-1].end,
                label.text.strip(" :"),
                (at + gone.start, at + gone.end),
            ),
        )


def _in_columns(
    chunks: Sequence[_Span], line: str, columns: _Columns
) -> Sequence[_Span]:
    """The chunks of a line, those that stand wide apart in one column as one."""
    if len(chunks) <= len(columns) + 1:
        return chunks
    first, second = sorted(columns)
    ends = (first - _OFF, second - _OFF, len(line))
    found: list[_Span] = []
    for begin, end in zip((0, *ends), ends, strict=False):
        own = [one for one in chunks if begin <= one.start < end]
        if own:
            start, stop = own[0].start, own[-1].end
            found.append(_Span(start, stop, line[start:stop]))
    return found


def _chunks(line: str, at: int) -> list[_Span]:
    return [
        _Span(at + one.start(), at + one.end(), one.group())
        for one in _CHUNK.finditer(line)
    ]


def _sentence(document: DocumentView, pattern: Sentence, one: _Change) -> Sentence:
    text = fold(document.source.text[one.start : one.end])
    begin, stop = one.blank[0] - one.start, one.blank[1] - one.start
    text = text[:begin] + " " * (stop - begin) + text[stop:]
    block = replace(
        pattern.block,
        kind="field",
        start=one.start,
        end=one.end,
        label=one.label,
        checked=None,
        cells=(),
    )
    return Sentence(text, one.start, one.end, block)
