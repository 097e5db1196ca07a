"""Terms as a tree of words, in which branches that are alike are one.

A list of a few hundred patterns stands for tens of thousands of terms ("cannot|unable
to walk|stand ..."), and nearly all of them go on as some other does.  ``shared`` makes
one branch of those: a tree of 59,000 nodes is then one of 2,800, which is read from its
kept copy, walked and held in memory as what it is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any, TypeVar

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.words.tokens import Token, tokens

_PLAIN_TERM = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_ENDS = ""

Node = dict[Any, Any]
"""From a word, and whether a blank stands before it, to the next node.

Under ``_ENDS`` stand the (concept, spelling) pairs that end there.
"""
_Any = TypeVar("_Any", bound=Hashable)


class WordTree:
    """Terms as a tree of words; each carries the concept that it names."""

    def __init__(self, root: Node | None = None) -> None:
        self._root: Node = {} if root is None else root
        self.firsts: dict[str, Node] = {
            word: node for (word, blank), node in self._root.items() if not blank
        }
        """The first words of all terms, where none of which stands no term does.

        Each with its node: to look a word up alone makes no pair of it and a blank.
        """

    def add(self, term: str, concept: str, exact: bool = False) -> None:
        """Add one plain term (no alternation signs); an exact one keeps its spelling.

        Nothing can be added to a tree of which branches are shared.
        """
        node = self._root
        keys = _keys(term)
        for key in keys:
            node = node.setdefault(key, {})
        if keys and not keys[0][1]:
            self.firsts[keys[0][0]] = self._root[keys[0]]
        node.setdefault(_ENDS, []).append((concept, term if exact else None))

    def openings(self) -> Iterator[tuple[str, tuple[tuple[str, bool], ...]]]:
        """Each first word of terms, and what follows it; nothing if it is a term."""
        for (word, blank), node in self._root.items():
            if not blank:
                yield word, () if _ENDS in node else tuple(node)

    def starts(self, words: tuple[Token, ...]) -> Iterator[int]:
        """Where a term may start, by its first word and what follows it."""
        first, last = self.firsts.get, len(words) - 1
        for index, word in enumerate(words):
            node = first(word[0])
            if node is None:
                continue
            if _ENDS in node or (index < last and words[index + 1][:2] in node):
                yield index

    def at(
        self, words: tuple[Token, ...], index: int
    ) -> list[tuple[int, str, str | None]]:
        """(end, concept, exact spelling) of terms that start here, longest first."""
        node: Node | None = self.firsts.get(words[index][0])
        found: list[tuple[int, str, str | None]] = []
        place, size = index + 1, len(words)
        while node is not None:
            if _ENDS in node:
                found += [(place, *named) for named in node[_ENDS]]
            node = node.get(words[place][:2]) if place < size else None
            place += 1
        return found[::-1]


def _keys(term: str) -> list[tuple[str, bool]]:
    """The steps of a term in the tree; most are plain words and need no tokeniser."""
    if _PLAIN_TERM.fullmatch(term):
        return [(word, index > 0) for index, word in enumerate(term.lower().split())]
    return [
        (token.text, token.blank and index > 0)
        for index, token in enumerate(tokens.__wrapped__(fold(term)))
    ]


def shared(root: Node) -> Node:
    """The same tree, in which branches that are alike are one and the same."""
    nodes: dict[Hashable, Node] = {}
    parts: dict[Hashable, Hashable] = {}

    def one(part: _Any) -> _Any:
        """The first part seen that equals this one."""
        return parts.setdefault(part, part)  # type: ignore[return-value]

    def node_of(node: Node) -> Node:
        made = {
            one(key): node_of(below)
            if key != _ENDS
            else one(tuple(one(named) for named in below))
            for key, below in node.items()
        }
        alike = frozenset((key, id(below)) for key, below in made.items())
        return nodes.setdefault(alike, made)

    return node_of(root)
