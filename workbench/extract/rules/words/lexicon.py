"""Lexicons: concepts and the words that name them, found by longest match.

A file ``lexicon/NAME.yaml`` maps concept ids to entries:

    disc-herniation:
      terms: [disc|disk herniation(s), hnp]  # "a|b" either word, "(s)" may be left out
                                             # "her|his" stands for any owner
      case: true               # capitals matter (default: they do not)
      implies: negated         # the term carries its own assertion ("nonsmoker")
      blockers: [hiatal hernia]               # a match inside such a phrase is none
      attributes: {location: disc}
      examples: [broad disc herniation]       # texts in which the concept is found
      counter: [a hiatal hernia]              # texts in which it is not

Words match whole and any run of blanks matches a blank; a hyphen between two words
counts as a blank ("disc-osteophyte").  Matching walks a tree of words, so its time
grows with the text alone, however many terms there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from itertools import count, product
from pathlib import Path
from typing import Any, NamedTuple, cast, get_args

from workbench.content import expressions as re
from workbench.content.kept import kept
from workbench.errors import ContentError
from workbench.extract.rules.model import Mention, Seven
from workbench.extract.rules.words.remembered import Remembered
from workbench.extract.rules.words.tokens import Token, tokens
from workbench.extract.rules.words.tree import Node, WordTree, shared
from workbench.vocabulary.yaml_file import load_yaml

FOLDER = Path(__file__).resolve().parents[1] / "lexicon"
_OPTIONAL = re.compile(r"\(([^\W\d_]+)\)")
_KEYS = frozenset(
    {"terms", "case", "implies", "blockers", "attributes", "examples", "counter"}
)
_KEPT = 2048
"""Texts whose mentions a lexicon remembers: those that frames share."""
_FORM = "lexicon-2"
"""Changes when entries or trees are made in another way."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of a lexicon, as its file gives it."""

    concept: str
    terms: tuple[str, ...]
    case: bool
    implies: Seven | None
    blockers: tuple[str, ...]
    attributes: dict[str, str]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


def grown(entries: Iterable[Entry]) -> tuple[Node, Node]:
    """The roots of two trees: all terms of the entries, and all their blockers."""
    terms: Node = {}
    blocks: Node = {}
    for entry in entries:
        for root, patterns in ((terms, entry.terms), (blocks, entry.blockers)):
            tree = WordTree(root)
            for pattern in patterns:
                for term in spread(pattern):
                    tree.add(term, entry.concept, entry.case)
    return shared(terms), shared(blocks)


class _Opening(NamedTuple):
    """The trees, as bits, with a term of one word, and with a term that goes on."""

    alone: int
    further: dict[str, int]


_OPENINGS: dict[str, _Opening] = {}
"""What terms of all trees begin with: their first word, and then their second."""
_trees = count()


def _listed(tree: WordTree) -> int:
    """A bit of its own for a tree."""
    bit = 1 << next(_trees)
    for word, after in tree.openings():
        alone, further = _OPENINGS.get(word, _Opening(0, {}))
        for following, _ in after:
            further[following] = further.get(following, 0) | bit
        _OPENINGS[word] = _Opening(alone if after else alone | bit, further)
    _BEGUN.clear()
    return bit


def _begun(text: str) -> int:
    """The bits of the trees of which a term may begin in a text."""
    found = 0
    opened, before = _OPENINGS.get, None
    for token in tokens(text):
        word = token[0]
        if before is not None:
            found |= before[1].get(word, 0)
        before = opened(word)
        if before is not None:
            found |= before[0]
    return found


_BEGUN = Remembered(_begun)


class Lexicon:
    """All concepts of one file, ready to be found."""

    def __init__(
        self,
        name: str,
        entries: tuple[Entry, ...],
        trees: tuple[Node, Node] | None = None,
    ) -> None:
        self.name = name
        self.entries = entries
        self._by_concept = {entry.concept: entry for entry in entries}
        terms, blocks = trees or grown(entries)
        self._terms, self._blocks = WordTree(terms), WordTree(blocks)
        self._bit, self._block = _listed(self._terms), _listed(self._blocks)
        self._found = lru_cache(maxsize=_KEPT)(self._find)

    def entry(self, concept: str) -> Entry:
        """The entry of a concept."""
        return self._by_concept[concept]

    def find(self, text: str) -> tuple[Mention, ...]:
        """Mentions in reading order, none inside another; a term may name several."""
        return self._found(text) if _BEGUN[text] & self._bit else ()

    def _find(self, text: str) -> tuple[Mention, ...]:
        words = tokens(text)
        blocked = self._blocked(words) if _BEGUN[text] & self._block else []
        found: list[Mention] = []
        free = 0
        for index in self._terms.starts(words):
            if index < free:
                continue
            here = self._here(text, words, index, blocked)
            if here:
                free = here[0][0]
                found += [mention for end, mention in here if end == free]
        return tuple(found)

    def _here(
        self,
        text: str,
        words: tuple[Token, ...],
        index: int,
        blocked: list[tuple[str, int, int]],
    ) -> list[tuple[int, Mention]]:
        found = []
        for stop, concept, spelling in self._terms.at(words, index):
            span = words[index].start, words[stop - 1].end
            if self._passes(text, span, concept, spelling, blocked):
                found.append((stop, self._mention(text, span, concept)))
        return found

    def _blocked(self, words: tuple[Token, ...]) -> list[tuple[str, int, int]]:
        return [
            (concept, words[index].start, words[stop - 1].end)
            for index in self._blocks.starts(words)
            for stop, concept, _ in self._blocks.at(words, index)
        ]

    def _passes(
        self,
        text: str,
        span: tuple[int, int],
        concept: str,
        spelling: str | None,
        blocked: list[tuple[str, int, int]],
    ) -> bool:
        start, end = span
        if spelling is not None and not _same_case(text[start:end], spelling):
            return False
        return not any(
            owner == concept
            and low < end
            and start < high
            and not (start <= low and high <= end and (low, high) != span)
            for owner, low, high in blocked
        )

    def _mention(self, text: str, span: tuple[int, int], concept: str) -> Mention:
        entry = self._by_concept[concept]
        start, end = span
        return Mention(
            concept=concept,
            start=start,
            end=end,
            text=text[start:end],
            implies=entry.implies,
            attributes=entry.attributes,
        )


def _same_case(found: str, term: str) -> bool:
    return [*filter(str.isalnum, found)] == [*filter(str.isalnum, term)]


def spread(pattern: str) -> Iterator[str]:
    """All plain terms that a pattern with ``a|b`` and ``(s)`` stands for."""
    if "|" not in pattern and "(" not in pattern:
        yield pattern
        return
    choices = [_choices(word) for word in pattern.split()]
    for words in product(*choices):
        yield " ".join(word for word in words if word)


_PERSONS = frozenset({"her", "his"})
_OWNERS = ("my", "your", "their")


def _choices(word: str) -> list[str]:
    parts = word.split("|") if len(word) > 1 else [word]
    if _PERSONS <= {*parts}:
        parts += [other for other in _OWNERS if other not in parts]
    found: list[str] = []
    for part in parts:
        match = _OPTIONAL.search(part)
        if match:
            head, tail = part[: match.start()], part[match.end() :]
            found += [head + tail, head + match.group(1) + tail]
        else:
            found.append(part)
    return found


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or any(isinstance(v, bool | dict) for v in value):
        raise ContentError(
            "not a list of texts",
            where=where,
            fix="put words such as no or on in quotes",
        )
    return tuple(str(item) for item in value)


def _plain(value: Any) -> str:
    """YAML reads ``yes`` as true; attributes are texts."""
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def _entry(concept: str, data: Any, where: str) -> Entry:
    where = f"{where}: {concept}"
    if not isinstance(data, dict) or not data.keys() <= _KEYS:
        raise ContentError(
            "unknown key", where=where, fix=f"use only {', '.join(sorted(_KEYS))}"
        )
    implies = data.get("implies")
    if implies is not None and implies not in get_args(Seven):
        raise ContentError(
            f"implies {implies!r} is no assertion",
            where=where,
            fix=f"use one of {', '.join(get_args(Seven))}",
        )
    return Entry(
        concept=str(concept),
        terms=_texts(data.get("terms"), where),
        case=bool(data.get("case", False)),
        implies=cast("Seven | None", implies),
        blockers=_texts(data.get("blockers"), where),
        attributes={
            str(key): _plain(value)
            for key, value in (data.get("attributes") or {}).items()
        },
        examples=_texts(data.get("examples"), where),
        counter=_texts(data.get("counter"), where),
    )


@cache
def load(name: str) -> Lexicon:
    """The lexicon ``lexicon/NAME.yaml``, read once.

    Raises ContentError when the file is missing or an entry is malformed.
    """
    path = FOLDER / f"{name}.yaml"
    entries, trees = kept(path, lambda: _made(path), _FORM)
    return Lexicon(name, tuple(Entry(*entry) for entry in entries), trees)


def _made(path: Path) -> tuple[list[tuple[Any, ...]], tuple[Any, Any]]:
    """Entries as plain tuples, and their trees: what is kept beside the file."""
    data = load_yaml(path)
    if not isinstance(data, dict):
        raise ContentError(
            "no mapping of concepts", where=str(path), fix="see lexicon.py"
        )
    entries = tuple(_entry(k, v, path.name) for k, v in data.items())
    return [tuple(getattr(e, f.name) for f in fields(e)) for e in entries], grown(
        entries
    )
