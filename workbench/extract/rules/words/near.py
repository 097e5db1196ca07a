"""Words that stand near each other in a sentence, in any order: a looser lexicon.

Some things are said in too many ways for a list of phrases ("chronic, severe, stabbing
pain"; "no equipment or technical problem").  A file ``near/NAME.yaml`` names them by
groups of words; one word of each group within so many characters is a mention:

    severe-pain:
      attributes: {list: statements, kind: severe-pain}
      patterns:
        - words: [[severe, excruciating], [pain, headache*]]   # "*" ends a stem
          within: 60
          without: [stenosis]      # words that may not stand between them
          unless: [risk*]          # words that may not stand in the sentence
          implies: present         # the pattern carries its own assertion
          document: [primary care] # one of these must stand in the document
          ordered: yes             # the groups stand in this order
      examples: [...]
      counter: [...]

Words that many concepts need are a class: ``near/classes/*.yaml`` holds them by name,
and "@risks" in a group, in ``without`` or ``unless`` stands for all words of that one.
A class may hold another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field

from workbench.content import expressions as re
from workbench.errors import ContentError
from workbench.extract.rules.model import Mention, Seven
from workbench.extract.rules.words.bits import numbers
from workbench.extract.rules.words.remembered import Remembered
from workbench.extract.rules.words.tokens import words as words_of
from workbench.schema.base import Model
from workbench.vocabulary.yaml_file import load_yaml

FOLDER = Path(__file__).resolve().parents[1] / "near"
CLASSES = FOLDER / "classes"
_MOST = 8
"""Places of one group that are tried in a sentence."""


def _listed(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Groups = Annotated[tuple[Words, ...], BeforeValidator(_listed)]


class Pattern(Model):
    """One way to say a thing: a word of each group, close together."""

    words: Groups = Field(min_length=1)
    within: int = Field(default=60, ge=1, le=400)
    without: Words = ()
    unless: Words = ()
    document: Words = ()
    ordered: bool = False
    implies: Seven | None = None


class Entry(Model):
    """One concept with its patterns, and texts that it must and must not match."""

    attributes: dict[str, str] = {}
    patterns: Annotated[tuple[Pattern, ...], BeforeValidator(_listed)]
    examples: Words = Field(min_length=1)
    counter: Words = Field(min_length=1)


class _Compiled:
    """A pattern with its groups as expressions, made when a text may hold them."""

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self.opens = [opens for group in pattern.words if (opens := _openings(group))]
        """What the words of each group open with, of which that is known."""

    @cached_property
    def groups(self) -> tuple[re.Pattern[str], ...]:
        """The words that must stand together, one expression a group."""
        return tuple(_expression(group) for group in self.pattern.words)

    @cached_property
    def without(self) -> re.Pattern[str] | None:
        """What may not stand between them."""
        return _stops(self.pattern.without) if self.pattern.without else None

    @cached_property
    def unless(self) -> re.Pattern[str] | None:
        """What may not stand in the sentence."""
        return _stops(self.pattern.unless) if self.pattern.unless else None

    @cached_property
    def document(self) -> re.Pattern[str] | None:
        """What must stand at the head of the document."""
        return _expression(self.pattern.document) if self.pattern.document else None

    def compile(self) -> int:
        """Compile all its expressions now; how many there are."""
        rest = (self.without, self.unless, self.document)
        return len(self.groups) + sum(one is not None for one in rest)

    def span(self, text: str, document: str) -> tuple[int, int] | None:
        """The tightest place in a sentence where the words stand together."""
        found = []
        for group in self.groups:
            places = [m.span() for m in group.finditer(text)][:_MOST]
            if not places:
                return None
            found.append(places)
        if self.unless and self.unless.search(text):
            return None
        if self.document and not self.document.search(document):
            return None
        return self._tightest(text, found)

    def _tightest(
        self, text: str, found: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[int, int] | None:
        best: tuple[int, int] | None = None
        for places in product(*found):
            start, end = min(p[0] for p in places), max(p[1] for p in places)
            if end - start > self.pattern.within:
                continue
            if len(set(places)) < len(places):
                continue
            if self.pattern.ordered and list(places) != sorted(places):
                continue
            if self.without and self.without.search(text, start, end):
                continue
            if best is None or end - start < best[1] - best[0]:
                best = start, end
        return best


class _Opening(NamedTuple):
    """Letters that a word opens with, and whether it ends with them."""

    letters: str
    whole: bool


_LETTERS = re.compile(r"(?P<letters>[a-z0-9]+)(?P<on>[*\w-]?)")


def _openings(words: Sequence[str]) -> frozenset[_Opening]:
    """What the words of a group open with; none where that of one is not told."""
    found = [_LETTERS.match(word.lower()) for word in words]
    if not all(found):
        return frozenset()
    return frozenset(_Opening(m["letters"], not m["on"]) for m in found if m)


def _expression(words: Sequence[str]) -> re.Pattern[str]:
    return re.constant(_source(words), re.IGNORECASE)


def _stops(words: Sequence[str]) -> re.Pattern[str]:
    """Words and marks, of which a mark ("; ") may stand right behind a word."""
    marks = [word.strip() for word in words if not any(map(str.isalnum, word))]
    plain = [word for word in words if any(map(str.isalnum, word))]
    parts = [_source(plain)] if plain else []
    parts += [rf"{re.escape(mark)}(?=\s|\Z)" for mark in marks]
    return re.constant("|".join(parts), re.IGNORECASE)


def _source(words: Sequence[str]) -> str:
    parts = [
        re.escape(word.rstrip("*")).replace(r"\ ", r"\s+").replace(r"\-", "[-\\s]?")
        + (r"\w*" if word.endswith("*") else "")
        for word in words
    ]
    return rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)"


def _joined(table: dict[_Opening, int], opens: Iterable[_Opening], bit: int) -> None:
    """Add a bit to those of each opening."""
    for one in opens:
        table[one] = table.get(one, 0) | bit


class _Openings:
    """What the words of all files open with: each word of a text is looked up once.

    Patterns are numbered through all files, and so are the groups that they need.
    """

    def __init__(self) -> None:
        self.needs: list[int] = []
        self._groups: dict[_Opening, int] = {}
        self._opened: dict[_Opening, int] = {}
        self._always, self._bit = 0, 1
        self._sizes: set[int] = set()
        self._told = Remembered(self._told_by)
        self.candidates = Remembered(self._candidates)
        """The patterns each group of which has a word that may stand in a text."""

    def add(self, patterns: Sequence[_Compiled]) -> range:
        """The numbers of the patterns of one more file."""
        first = len(self.needs)
        common = Counter(
            opening
            for pattern in patterns
            for opens in pattern.opens
            for opening in opens
        )
        for number, pattern in enumerate(patterns, first):
            needs = 0
            for opens in pattern.opens:
                _joined(self._groups, opens, self._bit)
                needs, self._bit = needs | self._bit, self._bit << 1
            self.needs.append(needs)
            if not pattern.opens:
                self._always |= 1 << number
                continue
            rarest = min(pattern.opens, key=lambda one: sum(common[o] for o in one))
            _joined(self._opened, rarest, 1 << number)
        self._sizes = {len(one.letters) for one in self._groups if not one.whole}
        self._told.clear()
        self.candidates.clear()
        return range(first, len(self.needs))

    def _told_by(self, word: str) -> tuple[int, int]:
        """The groups that a word may be of, and the patterns it may open, as bits."""
        groups = opened = 0
        begun = (_Opening(word[:size], False) for size in self._sizes)
        for one in (_Opening(word, True), *{*begun}):
            groups |= self._groups.get(one, 0)
            opened |= self._opened.get(one, 0)
        return groups, opened

    def _candidates(self, text: str) -> tuple[int, ...]:
        groups, may = 0, self._always
        told = self._told
        for word in words_of(text):
            of_word, opened = told[word]
            groups |= of_word
            may |= opened
        needs = self.needs
        return tuple(one for one in numbers(may) if needs[one] & groups == needs[one])


_OPENINGS = _Openings()


class Near:
    """The concepts of one file."""

    def __init__(self, entries: dict[str, Entry]) -> None:
        self.entries = entries
        self._patterns = [
            (name, _Compiled(one))
            for name, entry in entries.items()
            for one in entry.patterns
        ]
        self._numbers = _OPENINGS.add([one for _, one in self._patterns])

    def compile(self) -> int:
        """Compile all expressions now, not when a text needs them; how many."""
        return sum(one.compile() for _, one in self._patterns)

    def _candidates(self, text: str) -> list[int]:
        """The patterns each group of which has a word that may stand in the text."""
        own = self._numbers
        return [one - own.start for one in _OPENINGS.candidates[text] if one in own]

    def find(self, text: str, document: str = "") -> Iterator[Mention]:
        """The mentions of a sentence, one for each concept."""
        last = ""
        for number in self._candidates(text):
            name, one = self._patterns[number]
            span = None if name == last else one.span(text, document)
            if span is None:
                continue
            last = name
            start, end = span
            yield Mention(
                name,
                start,
                end,
                text[start:end],
                one.pattern.implies,
                self.entries[name].attributes,
            )


@cache
def load(*names: str) -> Near:
    """The files ``near/NAME.yaml`` as one list, read once.

    Raises ContentError if one is malformed.
    """
    return Near({key: one for name in names for key, one in _entries(name).items()})


def _entries(name: str) -> dict[str, Entry]:
    path = FOLDER / f"{name}.yaml"
    data = load_yaml(path)
    if not isinstance(data, dict):
        raise ContentError("no mapping of concepts", where=str(path), fix="see near.py")
    try:
        return {str(k): Entry.model_validate(_spelled(v)) for k, v in data.items()}
    except KeyError as unknown:
        raise ContentError(
            f"no class of words {unknown}", where=str(path), fix=f"add it to {CLASSES}"
        ) from None


def _spelled(value: Any) -> Any:
    """What a file holds, with the words of each class in place of its name."""
    if isinstance(value, dict):
        return {key: _spelled(one) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    made: list[Any] = []
    for one in value:
        named = isinstance(one, str) and one.startswith("@")
        made += class_of(one[1:]) if named else [_spelled(one)]
    return made


@cache
def class_of(name: str) -> tuple[str, ...]:
    """The words of a class, those of the classes within it among them.

    Raises KeyError if there is none of the name.
    """
    return tuple(dict.fromkeys(map(str, _spelled(_classes()[name]))))


@cache
def _classes() -> dict[str, list[str]]:
    """All classes of words, by name."""
    found: dict[str, list[str]] = {}
    for path in sorted(CLASSES.glob("*.yaml")):
        found |= load_yaml(path)
    return found
