"""The compiled cues of ``cues.yaml``: titles, labels, page furniture."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.schema.base import Model, parse_data
from workbench.schema.packet import DocumentKind
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).resolve().parent / "cues.yaml"


class TitleCue(Model):
    """Title patterns of one kind, with lines that must and must not match."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    examples: tuple[str, ...]
    counter: tuple[str, ...]


class CueFile(Model):
    """The whole file as it stands in YAML."""

    titles: dict[DocumentKind, TitleCue]
    arguing: str
    consulting: str
    examining: str
    pleading: str
    identity: str
    marker: str
    email: str
    salutation: str
    banner: tuple[str, ...]
    page_mark: tuple[str, ...]
    dates: dict[str, tuple[str, ...]]
    author: str


class Title(NamedTuple):
    """A line recognised as the name of a document."""

    kind: DocumentKind
    strong: bool
    bare: bool = False


class Cues(NamedTuple):
    """Compiled patterns, in the order of the file."""

    titles: tuple[tuple[Title, re.Pattern[str]], ...]
    arguing: re.Pattern[str]
    consulting: re.Pattern[str]
    examining: re.Pattern[str]
    pleading: re.Pattern[str]
    identity: re.Pattern[str]
    marker: re.Pattern[str]
    email: re.Pattern[str]
    salutation: re.Pattern[str]
    banner: re.Pattern[str]
    page_mark: re.Pattern[str]
    dates: dict[str, tuple[re.Pattern[str], ...]]
    author: re.Pattern[str]


def _compile(pattern: str) -> re.Pattern[str]:
    return re.constant(pattern, re.IGNORECASE | re.MULTILINE)


def _joined(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return _compile("|".join(f"(?:{pattern})" for pattern in patterns))


@cache
def cue_file() -> CueFile:
    """The cue file as data.  Raises ContentError or InputError when it is wrong."""
    return parse_data(CueFile, load_yaml(FILE), where=str(FILE))


@cache
def cues() -> Cues:
    """The compiled cues."""
    data = cue_file()
    titles = tuple(
        (title, _joined(patterns))
        for kind, cue in data.titles.items()
        for title, patterns in (
            (Title(kind, strong=True), cue.strong),
            (Title(kind, strong=True, bare=True), cue.bare),
            (Title(kind, strong=False), cue.weak),
        )
        if patterns
    )
    labels = {
        kind: tuple(
            _compile(rf"\b{label}\b ?(?:of request)?[:#\-]? *") for label in all_
        )
        for kind, all_ in data.dates.items()
    }
    return Cues(
        titles,
        _compile(data.arguing),
        _compile(data.consulting),
        _compile(data.examining),
        _compile(data.pleading),
        _compile(data.identity),
        _compile(data.marker),
        _compile(data.email),
        _compile(data.salutation),
        _joined(data.banner),
        _joined(data.page_mark),
        labels,
        _compile(data.author),
    )
