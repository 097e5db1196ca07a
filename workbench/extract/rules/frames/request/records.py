"""Exports of other programs read as forms: keyed lines, separated rows, objects.

A portal prints ``PROC_CD|22551``, a file has a line of column names with rows of commas
below it, an interface writes ``{"cpt": "22551"}`` or ``<Code>22551</Code>``, and a
questionnaire sets each answer under its question.  All say what a form says, so each
becomes a field or a row with headers; offsets stay those of the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.model import Cell, DocumentView, Section, Sentence
from workbench.extract.rules.words.sought import sought

_KEYED = re.compile(r"\s*([A-Z][A-Z0-9]*(?:[_ ][A-Z0-9]+){0,3})\s?\|\s?(\S[^|]*)\Z")
_NAME = re.compile(r"\s*\"?[A-Za-z][A-Za-z0-9_ #/()]{0,30}\"?\s*\Z")
_COLUMN = sought(
    r"(?:cpt|hcpcs|proc|code|level|lvl|unit|qty|quantity|mod|descr|service|side)", re.I
)
_PAIR = re.compile(
    r"\"([A-Za-z][A-Za-z0-9_ ]{0,30})\"\s?:\s?(?:\"([^\"]{0,120})\"|(-?\d+(?:\.\d+)?))"
)
_TAGGED = re.compile(r"<([A-Za-z][\w:.-]{0,40})>([^<>]{1,200})</\1>")
_OBJECT = re.compile(r"\{[^{}]{0,600}\}")
_ANSWER = re.compile(r"(?:a|ans|answer|response|reply)\W{0,2}\d{0,3}[.:)]?\s*\Z", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_QUESTION_WORDS = 14
_ANSWER_LENGTH = 160
_FEWEST = 3
"""Columns below which a line of commas is a list and no table."""


def recorded(document: DocumentView) -> DocumentView:
    """The document with keyed lines, comma rows, objects and answers as fields."""
    kept = list(_read(document, document.sentences))
    if len(kept) == len(document.sentences) and all(
        one is other for one, other in zip(kept, document.sentences, strict=True)
    ):
        return document
    return document.with_sentences(kept)


def _read(document: DocumentView, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    place = 0
    while place < len(sentences):
        one = sentences[place]
        made, used = _one(document, sentences, place) if _loose(one) else ([], 0)
        yield from made or [one]
        place += used or 1


def _loose(sentence: Sentence) -> bool:
    return sentence.block.kind in ("paragraph", "item")


def _one(
    document: DocumentView, sentences: Sequence[Sentence], place: int
) -> tuple[list[Sentence], int]:
    """What begins at one sentence, and how many sentences it takes."""
    text = sentences[place].text
    if "|" in text and (keyed := _KEYED.match(text)):
        return [_field(document, sentences[place], words_of(keyed[1]))], 1
    if '"' in text and (rows := _objects(document, sentences[place])):
        return rows, 1
    if "</" in text and (rows := _elements(document, sentences[place])):
        return rows, 1
    for mark in ",;":
        if text.count(mark) + 1 >= _FEWEST and (made := _table(sentences, place, mark)):
            return made, len(made)
    if text.rstrip().endswith("?"):
        return _answered(document, sentences, place)
    return [], 0


def words_of(key: str) -> str:
    """The words of a key: "procCode" and "PROC_CODE" are two words."""
    return " ".join(_CAMEL.sub(" ", key).split())


def _field(
    document: DocumentView,
    pattern: Sentence,
    label: str,
    end: int | None = None,
    section: Section | None = None,
) -> Sentence:
    stop = pattern.end if end is None else end
    block = replace(
        pattern.block,
        kind="field",
        section=section or pattern.section,
        start=pattern.start,
        end=stop,
        label=label,
        checked=None,
        cells=(),
    )
    text = document.words(pattern.start, stop)
    return Sentence(text, pattern.start, stop, block)


def _objects(document: DocumentView, sentence: Sentence) -> list[Sentence]:
    """The objects of a sentence, each as a row with its keys as headers."""
    found: list[Sentence] = []
    for one in _OBJECT.finditer(sentence.text):
        start = sentence.start + one.start()
        cells = tuple(_cell(pair, start) for pair in _PAIR.finditer(one.group()))
        if len(cells) > 1:
            found.append(_row(document, sentence, start, start + len(one[0]), cells))
    return found


def _elements(document: DocumentView, sentence: Sentence) -> list[Sentence]:
    """The tagged values of a sentence; a name that comes again begins the next row."""
    found: list[Sentence] = []
    run: list[re.Match[str]] = []
    pairs = list(_TAGGED.finditer(sentence.text))
    for pair in pairs:
        if any(pair[1] == other[1] for other in run):
            found.append(_tagged_row(document, sentence, run))
            run = []
        run.append(pair)
    if run and len(pairs) > 1:
        found.append(_tagged_row(document, sentence, run))
    return found


def _tagged_row(
    document: DocumentView, sentence: Sentence, run: list[re.Match[str]]
) -> Sentence:
    cells = tuple(_cell(pair, sentence.start) for pair in run)
    start, end = sentence.start + run[0].start(), sentence.start + run[-1].end()
    return _row(document, sentence, start, end, cells)


def _cell(pair: re.Match[str], at: int) -> Cell:
    group = 2 if pair[2] is not None else 3  # A number of an object is unquoted.
    return Cell(
        at + pair.start(group),
        at + pair.end(group),
        pair[group],
        words_of(pair[1]),
        at + pair.start(1),
        at + pair.end(1),
    )


def _row(
    document: DocumentView,
    pattern: Sentence,
    start: int,
    end: int,
    cells: tuple[Cell, ...],
) -> Sentence:
    block = replace(
        pattern.block, kind="row", start=start, end=end, label=None, cells=cells
    )
    text = document.words(start, end)
    return Sentence(text, start, end, block)


def _table(sentences: Sequence[Sentence], place: int, mark: str) -> list[Sentence]:
    """A line of column names and the rows below it; empty where it is none."""
    head = sentences[place]
    names = _parts(head.text, mark)
    named = sum(bool(_COLUMN.search(name)) for _, name in names)
    if named < 2 or not all(_NAME.match(name) for _, name in names):
        return []
    made = [head]
    for one in sentences[place + 1 :]:
        values = _parts(one.text, mark)
        if len(values) < len(names) or not _loose(one):
            break
        cells = tuple(
            Cell(
                one.start + at,
                one.start + at + len(value),
                value,
                words_of(name.strip(' "')),
                head.start + named_at,
                head.start + named_at + len(name),
            )
            for (at, value), (named_at, name) in zip(values, names, strict=False)
        )
        block = replace(one.block, kind="row", label=None, cells=cells)
        made.append(replace(one, block=block))
    return made if len(made) > 1 else []


def _parts(text: str, mark: str) -> list[tuple[int, str]]:
    """The pieces between marks with their offsets; a quoted mark stays inside."""
    found, start, quoted = [], 0, False
    for place, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        if char == mark and not quoted:
            found.append((start, text[start:place]))
            start = place + 1
    return [*found, (start, text[start:])]


def _answered(
    document: DocumentView, sentences: Sequence[Sentence], place: int
) -> tuple[list[Sentence], int]:
    """A question and the line after it as one field ("A1." alone is skipped)."""
    question = sentences[place]
    if len(question.text.split()) > _QUESTION_WORDS:
        return [], 0
    after = place + 1
    while after < len(sentences) and _ANSWER.match(sentences[after].text):
        after += 1
    if after >= len(sentences):
        return [], 0
    reply = sentences[after]
    plain = _loose(reply) and not reply.text.rstrip().endswith("?")
    if not plain or reply.block.checked is not None or len(reply.text) > _ANSWER_LENGTH:
        return [], 0
    made = _field(document, question, question.text.strip(" ?"), reply.end)
    return [made], after - place + 1
