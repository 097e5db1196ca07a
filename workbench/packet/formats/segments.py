"""Messages of exchange standards as segments of fields, and their values as words.

HL7 version 2 and X12 write a line of fields for each thing they tell.  What stands
between such lines (a wrapped line, a word of the system that printed them) is kept as
text, since somebody may have written it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.packet.formats.build import Lines
from workbench.vocabulary.yaml_file import load_yaml

_DAY = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])")
_CODE = re.compile(r"\d{5}|\d{4}T|[A-Z]\d{4}")
_ICD = re.compile(r"[A-TV-Z]\d[0-9A-Z][0-9A-Z]{0,4}")
_WORDS = re.compile(r"[A-Za-z]{2}")


class Segment(NamedTuple):
    """One segment: its name, its fields (the first is number 1), and its number.

    ``name`` is empty for text that stands between segments; it is the only field then.
    """

    name: str
    fields: tuple[str, ...]
    number: int

    def at(self, place: int) -> str:
        """A field as it is written; empty where the segment is shorter."""
        return self.fields[place - 1].strip() if place <= len(self.fields) else ""

    @property
    def path(self) -> str:
        """Where it stands in the file."""
        return f"segment[{self.number}] {self.name}".rstrip()

    @property
    def text(self) -> str:
        """The fields that hold words, as one line."""
        return ", ".join(one.strip() for one in self.fields if _WORDS.search(one))


class Said(NamedTuple):
    """A line to be written, with the segment that says it."""

    text: str
    path: str


class Page:
    """What a message says, gathered before it is written: head first, then the rest."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.heads: dict[str, Said] = {}
        self.body: list[Said] = []

    def head(self, label: str, value: str, segment: Segment) -> None:
        """A value of the head; the first one said counts."""
        if value:
            self.heads.setdefault(label, Said(f"{label}: {value}", segment.path))

    def say(self, label: str, value: str, segment: Segment) -> None:
        """A labelled line of the body, where there is a value."""
        if value:
            self.tell(f"{label}: {value}" if label else value, segment)

    def tell(self, text: str, segment: Segment) -> None:
        """A line of the body as it stands, where it holds anything."""
        if text.strip():
            self.body.append(Said(text.strip(), segment.path))

    def write(self, lines: Lines) -> None:
        """Everything as a document of its own."""
        lines.new_document()
        lines.add(self.title)
        for said in self.heads.values():
            lines.add(said.text, said.path)
        lines.gap()
        for said in self.body:
            lines.add(said.text, said.path)


@cache
def tables() -> Mapping[str, Any]:
    """The codes of both standards in words; see ``exchange.yaml``."""
    found: Mapping[str, Any] = load_yaml(Path(__file__).with_name("exchange.yaml"))
    return found


def day(value: str) -> str:
    """The day of a date or time stamp: "20260504" is "2026-05-04"."""
    match = _DAY.match(value.strip().lstrip("^"))
    return f"{match['y']}-{match['m']}-{match['d']}" if match else ""


def days(value: str) -> str:
    """A day, or a span of two: "20260401-20260630"."""
    found = [one for part in value.split("-") if (one := day(part))]
    return " to ".join(dict.fromkeys(found))


def person(parts: Sequence[str]) -> str:
    """A name told family name first, in the order in which it is said."""
    family, given, middle = (*(part.strip() for part in parts[:3]), "", "", "")[:3]
    return " ".join(part for part in (given, middle, family) if part)


def service(code: str, words: str) -> str:
    """A service by its code and name; the system is named where the code shows it."""
    if not _CODE.fullmatch(code):
        return " ".join(part for part in (code, words) if part)
    system = "HCPCS" if code[:1].isalpha() else "CPT"
    return " ".join(part for part in (system, code, words) if part)


def diagnosis(code: str, words: str) -> str:
    """A diagnosis by its code, with the point that exchanges leave out, and name."""
    bare = code.replace(".", "").upper()
    if _ICD.fullmatch(bare):
        point = "." if len(bare) > 3 else ""
        code = f"ICD-10 {bare[:3]}{point}{bare[3:]}"
    return " ".join(part for part in (code, words) if part)


def first(values: Iterator[str]) -> str:
    """The first value that is not empty."""
    return next((value for value in values if value), "")
