"""Rows and question lists that are fields: a label and its value side by side.

A form printed as a table ("Procedure | Laminectomy", two or four cells a row) and a
portal's list of questions with answers below say the same as "Procedure: Laminectomy".
Here each such pair becomes one sentence of kind ``field``; a table whose columns have
headers stays a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import level_groups
from workbench.extract.rules.frames.request.asides import with_asides
from workbench.extract.rules.frames.request.boxed_fields import with_boxes
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.frames.request.exchange import with_services
from workbench.extract.rules.frames.request.keys import with_keys
from workbench.extract.rules.frames.request.numbered import numbered
from workbench.extract.rules.frames.request.placed_items import with_places
from workbench.extract.rules.frames.request.records import recorded
from workbench.extract.rules.frames.request.visits_asked import with_therapy
from workbench.extract.rules.model import (
    Cell,
    DocumentView,
    Section,
    Sentence,
)
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.words.sought import sought

_LABEL = sought(
    r"\b(?:request\w*|procedures?|surger(?:y|ies)|surgical|operations?|services?|cpt"
    r"|hcpcs|codes?|stages?|treatments?|planned|proposed|orders?|levels?|interspaces?"
    r"|segments?|vertebrae?|sides?|laterality|approach|units?|qty|quantity|modifiers?|mod"
    r"|members?|beneficiary|patient|name|dob|birth\w*|dates?|id|mrn|plan|payer|insurance"
    r"|surgeon|providers?|physician|facility|site|setting|location|place|phone|fax|npi"
    r"|tin|type|urgency|priority|status|sex|gender|age|account|policy|group|diagnos\w*"
    r"|icd\S*|dx|history|prior|onset|contact|address|case|reference|number|department"
    r"|clinic|hospital|admission|length|study|scan|reason|sent by"
    r"|ordered by|implants?|assistant|anesthesia|field|entry"
    r"|complaint|therapy|medications?|injections?|response|function|exam|imaging)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?:who|what|where|when|why|which|how)\W*", re.IGNORECASE)
_BARE_CODE = re.compile(r"\d{4}[0-9T]")
_BRACKETED = re.compile(r"\([^()]*\)")
_MOST_WORDS = 7
_PAIRED = 4
_CODE = re.compile(r"\(?(?:cpt|hcpcs)?[\s:#]*(?:\d{5}|[A-Z]\d{4})\)?", re.IGNORECASE)
_ASKED = re.compile(
    r"(?:requested|request|requesting|asked for|procedures?|surgery|operation|service"
    r"|order|planned)(?: (?:procedures?|surgery|operation|services?|requested))?",
    re.IGNORECASE,
)
_SHARE = 0.6
"""Part of a table's rows that begin with a label in a table of fields."""
_QUESTION = re.compile(r"(?:q|question)\W*\d{0,3}\Z", re.IGNORECASE)
_REPLY = re.compile(r"(?:a|answer|response|reply)\W*\d{0,3}\Z", re.IGNORECASE)
_OPENING = re.compile(r"(?i)(?:q|question|a|answer|response|reply)\s?\d{0,3}[:.)]\s*")


def with_fields(document: DocumentView) -> DocumentView:
    """The document with rows and answers that are fields as sentences of that kind.

    Offsets and evidence stay those of the source; the sentences are numbered anew.
    """
    document = with_therapy(with_asides(with_places(with_boxes(document))))
    document = with_keys(with_services(recorded(document)))
    made: list[Sentence] = []
    for is_row, run in groupby(document.sentences, key=_is_row):
        sentences = list(run)
        if is_row:
            tables = groupby(sentences, key=lambda one: id(one.section))
            made += [one for _, rows in tables for one in _table(document, list(rows))]
        else:
            made += _answered(document, sentences)
    return document.with_sentences(numbered(document, made))


def _is_row(sentence: Sentence) -> bool:
    return sentence.block.kind == "row" and bool(sentence.block.cells)


def _table(document: DocumentView, rows: Sequence[Sentence]) -> Iterator[Sentence]:
    named = sum(_is_pair(_filled(one)) for one in rows)
    if named < _SHARE * len(rows) or _has_columns(rows[0]):
        yield from rows
        return
    for row in rows:
        cells = _filled(row)
        yield from _pairs(document, row, cells) if _is_pair(cells) else [row]


def _has_columns(first: Sentence) -> bool:
    """Whether the top row names columns: two labels or more and no value."""
    cells = _filled(first)
    return len(cells) > 1 and all(_is_label(cell.text) for cell in cells)


def _filled(row: Sentence) -> list[Cell]:
    return [cell for cell in row.block.cells if cell.text.strip()]


def _is_pair(cells: Sequence[Cell]) -> bool:
    if _is_noted(cells):
        return True
    if len(cells) == _PAIRED:
        return _is_label(cells[0].text) and _is_label(cells[2].text)
    return 0 < len(cells) <= 2 and _is_label(cells[0].text)


def _is_noted(cells: Sequence[Cell]) -> bool:
    """Whether a label's value goes on in a third cell.

    So a code and its words ("CPT   22612   posterior fusion L4-5"), what is asked for
    and its code ("Requested   ACDF C5-6   22551"), or a value and a note in brackets
    ("Level   L4-5   (one)").
    """
    if len(cells) != 3 or not _is_label(cells[0].text):
        return False
    value, note = cells[1].text.strip(), cells[2].text.strip()
    coded = bool(_BARE_CODE.fullmatch(value)) and not _counts(note)
    after = bool(_CODE.fullmatch(note)) and _asks_for(cells[0].text)
    return coded or after or bool(_BRACKETED.fullmatch(note))


def _counts(text: str) -> bool:
    """Whether a text has figures other than those of levels."""
    rest = list(text)
    for one in find_levels(text):
        rest[one.start : one.end] = " " * (one.end - one.start)
    return any(map(str.isdigit, rest))


def _asks_for(text: str) -> bool:
    """Whether a cell labels what is asked for, its words and code beside it."""
    return bool(_ASKED.fullmatch(text.strip(" :")))


def _is_label(text: str) -> bool:
    """Whether a cell names something; one that holds the thing, too, is no label."""
    return (
        len(text.split()) <= _MOST_WORDS
        and bool(_LABEL.search(text) or _WORD.fullmatch(text))
        and not find_codes(text, labelled=True)
        and not level_groups(text)
        and not find_dates(text)
    )


def _pairs(
    document: DocumentView, row: Sentence, cells: Sequence[Cell]
) -> Iterator[Sentence]:
    if _is_noted(cells):
        yield _field(document, row, cells[0].text, cells[0].start, cells[2].end)
        return
    for label, value in zip(cells[::2], cells[1::2], strict=False):
        yield _field(document, row, label.text, label.start, value.end)


def _field(
    document: DocumentView,
    pattern: Sentence,
    label: str,
    start: int,
    end: int,
    section: Section | None = None,
) -> Sentence:
    block = replace(
        pattern.block,
        kind="field",
        section=section or pattern.section,
        start=start,
        end=end,
        label=label.strip(" :?*"),
        checked=None,
        cells=(),
    )
    text = document.words(start, end)
    return Sentence(text, start, end, block)


def _answered(
    document: DocumentView, sentences: Sequence[Sentence]
) -> Iterator[Sentence]:
    """Sentences with each question and the answer below it as one field.

    An "A:" that reads as the heading of an assessment heads nothing here.
    """
    place, section = 0, None
    while place < len(sentences):
        one = sentences[place]
        other = sentences[place + 1] if place + 1 < len(sentences) else None
        if other and _asks(one) and _replies(other):
            section = section or _plain_section(document, one)
            label = _OPENING.sub("", one.text, count=1)
            yield _field(document, other, label, one.start, other.end, section)
            place += 2
            continue
        yield one
        place += 1


def _plain_section(document: DocumentView, question: Sentence) -> Section:
    """The section of the first question, or else what stands under no heading."""
    section = question.section
    return document.sections[0] if _REPLY.match(section.title) else section


def _asks(sentence: Sentence) -> bool:
    label = sentence.block.label or ""
    return sentence.block.kind == "field" and bool(_QUESTION.match(label))


def _replies(sentence: Sentence) -> bool:
    titled = sentence.block.kind == "paragraph" and sentence.section.title
    return bool(_REPLY.match(sentence.block.label or titled or ""))
