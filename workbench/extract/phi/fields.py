"""Labelled fields: where a value begins and ends, whatever the layout.

A label with a colon, a bar, an equals sign or a tab; a label alone on its line with the
value below; a row of labels over a row of values; the halves of a name in fields of
their own; lines of FHIR resources.
"""

# ruff: noqa: E501 (a pattern reads better on one line)

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.phi.terms import either, terms


class Field(NamedTuple):
    """A label's group (patient, record, birth ...) and the place of its value.

    ``sure`` is false where no mark parts label and value ("MRN 48213").
    """

    group: str
    label: str
    start: int
    end: int
    sure: bool = True


_STOP = re.compile(r"\n|\t|\||;|[ ]{3,}|[ ]{2}(?=[A-Z][\w ]{0,24}:)|\"|\}|\]")
_FHIR = {
    "family": "family", "given": "given", "birthdate": "birth", "city": "place",
    "line": "place", "postalcode": "place", "district": "place", "district name": "place",
}  # fmt: skip
_HALF = re.compile(
    r"(?<![A-Za-z])(?P<half>first|given|last|family|sur|middle)[ _-]?name\b"
    r"[\"' ]{0,3}[:=|\t][\"'\[ |\t]{0,6}(?P<v>[^\W\d_][\w'’.-]*(?:[ ](?!\w+[ ]?[:=])[A-Z][\w'’.-]*)?)",
    re.IGNORECASE,
)  # fmt: skip
_JSON = re.compile(
    r"(?<![A-Za-z])[\"']?(?P<key>family|given|birthDate|city|line|postalCode|district)"
    r"[\"']?\s{0,2}[:=]\s{0,2}(?:\[\s{0,4}[\"']?(?P<many>[^\]\n{}]{2,160})"
    r"|[\"']?(?P<one>[^\"'\[\]{}\n,|;]{2,80}))"
)
_REFERENCE = re.compile(
    r"\b(?:Patient|Practitioner|PractitionerRole|Organization|RelatedPerson|Encounter"
    r"|Coverage|Location|Device)/(?P<v>[A-Za-z0-9.-]{3,64})"
)
_ID_VALUE = re.compile(
    r"[\"']value[\"']\s{0,2}:\s{0,2}[\"'](?P<v>[A-Za-z0-9-]{0,12}\d{4}[\w-]{0,24})"
)


@cache
def labels() -> dict[str, str]:
    """Group of every label, in lower case with single blanks."""
    table = terms()
    found = {
        label: group
        for group, entry in table["names"].items()
        for label in entry["labels"]
    }
    for group, names in table["numbers"].items():
        found |= dict.fromkeys(map(str, names), group)
    return found | dict.fromkeys(map(str, table["birth"]), "birth")


@cache
def _marked() -> re.Pattern[str]:
    """A label and the mark behind it."""
    tail = r"(?:\.?[ ]?(?:\(s\)|#|no\.?|number|id))?"
    return re.compile(
        rf"(?<![A-Za-z0-9])(?P<label>{either(labels())}){tail}(?:[ ]?/[ ]?\w{{2,12}})?"
        rf"(?:[ \"'*_]{{0,4}}|[ ]{{5,40}}(?=[:|]))"
        rf"(?:[:=|\t]|[ ]?#|[ ]-[ ])(?P<gap>[ \t|:*_\"'#]{{0,40}})",
        re.IGNORECASE,
    )


@cache
def _bare() -> re.Pattern[str]:
    """A label of a number with only blanks behind it, and "signed by", "Dear"."""
    numbers = [str(n) for names in terms()["numbers"].values() for n in names]
    spoken = [
        n for n in labels() if n.endswith(" by") or n in ("dear", "cc", "born on")
    ]
    extra = ["dob", "date of birth", "born"]
    words = either([*numbers, *spoken, *extra])
    tail = r"(?:\.?[ ]?(?:#|no\.?|number|id)(?![A-Za-z]))?"
    return re.compile(
        rf"(?<![A-Za-z0-9])(?P<label>{words}){tail}[ .]{{1,3}}(?=\S)", re.IGNORECASE
    )


@cache
def _aligned() -> re.Pattern[str]:
    """A label at the start of a cell, its value set apart by blanks or dots."""
    tail = r"(?:\.?[ ]?(?:#|no\.?|number|id)(?![A-Za-z]))?"
    return re.compile(
        rf"(?:^|[ ]{{2}}|\|[ ])(?P<label>{either(labels())}){tail}\.?[ ]?"
        r"(?:[ ]{2,40}|[ ]?\.{3,60}[ ]?|_{3,60}[ ]?)(?=[^\s.])",
        re.IGNORECASE | re.MULTILINE,
    )


def fields(text: str) -> Iterator[Field]:
    """Every field of a text with the place of its value."""
    yield from _in_line(text)
    yield from _in_columns(text)
    for match in _HALF.finditer(text):
        half = match["half"].lower()
        group = "given" if half in ("first", "given", "middle") else "family"
        yield Field(group, half, *match.span("v"))
    for match in _JSON.finditer(text):
        span = match.span("many" if match["many"] else "one")
        yield Field(_FHIR[match["key"].lower()], match["key"], *span)
    for match in _REFERENCE.finditer(text):
        yield Field("other", "reference", *match.span("v"))
    for match in _ID_VALUE.finditer(text):
        yield Field("other", "value", *match.span("v"))


def _in_line(text: str) -> Iterator[Field]:
    for match in _marked().finditer(text):
        label = _plain(match["label"])
        start = match.end()
        if text[start : start + 1] in ("\n", "") and ":" in match.group():
            below = re.compile(r"\s{1,20}").match(text, start)
            start = below.end() if below else start
        yield Field(labels()[label], label, start, _end(text, start))
    for match in _bare().finditer(text):
        label = _plain(match["label"])
        start = match.end()
        yield Field(labels()[label], label, start, _end(text, start), sure=False)
    for match in _aligned().finditer(text):
        label = _plain(match["label"])
        start = match.end()
        yield Field(labels()[label], label, start, _end(text, start), sure=False)


def _plain(label: str) -> str:
    return " ".join(re.sub(r"\.(?=\s)", "", label.lower()).split())


def _end(text: str, start: int) -> int:
    stop = _STOP.search(text, start)
    return stop.start() if stop else len(text)


_PARTED = re.compile(r"\s*\|\s*|\t+|[ ]{3,}")
_ROWS = 40
_FILLED = re.compile(r"\d|[:.]\s")


def _in_columns(text: str) -> Iterator[Field]:
    """A row of labels, and the rows of values under it."""
    place = 0
    heads: list[str | None] = []
    left = 0
    for line in text.split("\n"):
        cells = list(_cells(line, place))
        groups = [_label_of(text[start:end]) for start, end in cells]
        if len(cells) > 1 and sum(g is not None for g in groups) == len(cells):
            heads, left = groups, _ROWS
        elif len(cells) > 2 and any(groups) and not _FILLED.search(line):
            heads, left = groups, _ROWS
        elif left and len(cells) == len(heads):
            left -= 1
            yield from _under(heads, cells)
        elif line.strip(" |-+="):
            left = 0
        place += len(line) + 1


def _under(
    heads: Iterable[str | None], cells: list[tuple[int, int]]
) -> Iterator[Field]:
    for label, (start, end) in zip(heads, cells, strict=True):
        if label and start < end:
            yield Field(labels()[label], label, start, end)


def _cells(line: str, place: int) -> Iterator[tuple[int, int]]:
    body = line.strip().strip("|")
    start = place + line.find(body) if body else place
    last = 0
    for match in _PARTED.finditer(body):
        if match.start() > last or last:
            yield _trimmed(body, last, match.start(), start)
        last = match.end()
    yield _trimmed(body, last, len(body), start)


def _trimmed(body: str, first: int, last: int, start: int) -> tuple[int, int]:
    cell = body[first:last]
    lead = len(cell) - len(cell.lstrip())
    return start + first + lead, start + first + lead + len(cell.strip())


def _label_of(cell: str) -> str | None:
    plain = _plain(cell.strip(" :*#_."))
    return plain if plain in labels() else None
