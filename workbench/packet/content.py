"""What a text speaks of: how much it says for each kind of document.

A text is cut into words once; labels at the start of lines and words are then looked
up, so that a long list costs no more than a short one.  Words and weights are data
(``content.yaml``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.schema.base import Model, parse_data
from workbench.schema.packet import DocumentKind
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).resolve().with_name("content.yaml")
SAMPLE = 20_000
"""Characters of a document that tell its kind."""
_ENDLESS = re.compile(r"\S{200,}")
_WORD = re.compile(r"[a-z0-9&@#/+'’.-]*[a-z0-9&@#/+]")
_LABEL = re.compile(
    r"^[^\w\n]*(?:\d{1,2}[.)]\s{0,3})?(?P<label>[A-Za-z][A-Za-z0-9 &/.'’-]{0,40}?)"
    r"[ ]?(?:[:=)(|\t–—]|[ ]{2}| -|-[ ]|\.{2}|$)",
    re.MULTILINE,
)
_SHORT_LABEL = re.compile(r"^[^\w\n]*(?P<label>[A-Z][A-Z/&]{1,4})[ ]", re.MULTILINE)
"""An abbreviation in capitals is a label without any mark behind it ("PE  BP 120")."""
_TELLING = 3
"""Weight of a label that stands in documents of one kind only."""
_HEAD = 3
"""Lines with text in which a document names who made it."""
_LONGEST_NAME = 14
"""Words of a line that may name a practice and what it sends."""
_LONGEST = 4
"""Words in a row of the longest entry."""

Weights = dict[str, list[tuple[DocumentKind, int]]]


class ContentPattern(Model):
    """An expression that speaks for a kind once it matches ``times`` times.

    ``maker``: whether it tells who made the document.
    """

    pattern: str
    weight: int
    times: int = 1
    maker: bool = True


class KindContent(Model):
    """What speaks for one kind, by weight; ``made``: who made it must show."""

    made: bool = False
    labels: dict[int, tuple[str, ...]] = {}
    words: dict[int, tuple[str, ...]] = {}
    head: dict[int, tuple[str, ...]] = {}
    patterns: tuple[ContentPattern, ...] = ()


class PageRule(Model):
    """When a page is of another kind than its document; see ``content.yaml``."""

    clear: int
    times: int


class LetterRule(Model):
    """When a page is a letter, and a letter the account of a visit."""

    whole: int
    clinical: int
    examining: int


class ContentFile(Model):
    """The whole of ``content.yaml``."""

    needed: int
    lead: int
    letter: LetterRule
    page: PageRule
    kinds: dict[DocumentKind, KindContent]


class _Index(NamedTuple):
    labels: Weights
    words: Weights
    head: Weights
    firsts: frozenset[str]
    made: frozenset[DocumentKind]
    patterns: tuple[tuple[DocumentKind, ContentPattern, re.Pattern[str]], ...]


@cache
def content_file() -> ContentFile:
    """``content.yaml`` as data.  Raises ContentError or InputError when it is wrong."""
    return parse_data(ContentFile, load_yaml(FILE), where=str(FILE))


def content_scores(text: str) -> dict[DocumentKind, int]:
    """Weight of what a text's first part says for kinds, in the order of the file."""
    index = _index()
    text = spoken(text)
    labels = list(_said(index.labels, _labels(text)))
    head = list(_said(index.head, _runs(_opening(text), index.firsts)))
    matched = [
        (kind, cue)
        for kind, cue, pattern in index.patterns
        if _matches(pattern, text, cue.times)
    ]
    said = [
        *labels,
        *head,
        *_said(index.words, _runs(text, index.firsts)),
        *((kind, cue.weight) for kind, cue in matched),
    ]
    makers = {kind for kind, _ in head} | {kind for kind, cue in matched if cue.maker}
    makers |= {kind for kind, weight in labels if weight >= _TELLING}
    scores: dict[DocumentKind, int] = defaultdict(int)
    for kind, weight in said:
        if kind in makers or kind not in index.made:
            scores[kind] += weight
    return {kind: scores[kind] for kind in content_file().kinds if kind in scores}


def loudest(scores: Mapping[DocumentKind, int]) -> DocumentKind | None:
    """The kind with the highest score, the first of equals; None without any."""
    return max(scores, key=scores.__getitem__, default=None)


def spoken(text: str) -> str:
    """The first part of a text without endless words, which say nothing.

    Patterns that try each place of a word would take minutes for one of 20,000 signs.
    """
    return _ENDLESS.sub(" ", text[:SAMPLE])


def _said(weights: Weights, found: Iterable[str]) -> Iterator[tuple[DocumentKind, int]]:
    for entry in set(found):
        yield from weights.get(entry, ())


def _labels(text: str) -> Iterator[str]:
    """What stands as a label at the start of the text's lines, in lower case."""
    for pattern in (_LABEL, _SHORT_LABEL):
        for match in pattern.finditer(text):
            yield " ".join(match["label"].lower().replace("’", "'").split())


def _runs(text: str, firsts: frozenset[str]) -> Iterator[str]:
    """Words of the text, and runs of them, that an entry may consist of."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    for place, word in enumerate(words):
        if word in firsts:
            for length in range(1, _LONGEST + 1):
                yield " ".join(words[place : place + length])


def _opening(text: str) -> str:
    """The first lines with text, where these are names and no sentences.

    What stands behind a label there did not make the document.
    """
    lines = islice((line for line in text.split("\n") if line.strip()), _HEAD)
    names = (line for line in lines if not _is_sentence(line))
    return "\n".join(line.partition(":")[0] for line in names)


def _is_sentence(line: str) -> bool:
    words = sum(any(map(str.isalnum, word)) for word in line.split())
    return line.rstrip().endswith(".") or words > _LONGEST_NAME


def _matches(pattern: re.Pattern[str], text: str, times: int) -> bool:
    found = pattern.finditer(text)
    return all(next(found, None) is not None for _ in range(times))


@cache
def _index() -> _Index:
    kinds = content_file().kinds
    labels = _weights((kind, one.labels) for kind, one in kinds.items())
    words = _weights((kind, one.words) for kind, one in kinds.items())
    head = _weights((kind, one.head) for kind, one in kinds.items())
    patterns = tuple(
        (kind, cue, re.constant(cue.pattern, re.I | re.M))
        for kind, one in kinds.items()
        for cue in one.patterns
    )
    firsts = frozenset(entry.split()[0] for entry in (*words, *head))
    made = frozenset(kind for kind, one in kinds.items() if one.made)
    return _Index(labels, words, head, firsts, made, patterns)


def _weights(
    parts: Iterable[tuple[DocumentKind, dict[int, tuple[str, ...]]]],
) -> Weights:
    weights: Weights = defaultdict(list)
    for kind, by_weight in parts:
        for weight, entries in by_weight.items():
            for entry in entries:
                weights[entry.lower()].append((kind, weight))
    return dict(weights)
