"""How far a trigger reaches in its sentence.

A reach ends at a terminator ("but"), at a wall (";", "|", a closing bracket), at a
comma that opens no further member of a list, or after the words a trigger allows.
"No numbness, tingling or weakness" denies all three; "no loosening, subsidence at
C5-6" denies the first only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from workbench.extract.rules.words.tokens import Token
from workbench.extract.rules.words.tree import WordTree

_FARTHEST = 120
"""Words; no clause worth trusting is longer, and work stays linear in the text."""
_MOST_COMMAS = 24
_MOST_CHUNK = 5
_BREAKS = frozenset(
    "is are was were has have had does did with there this that moderate mild severe"
    " marked moderately severely mildly positive present reports complains shows at he"
    " she patient it they we i will continues remains stable intact normal full status"
    " now also on improved worsening persistent patent maintained preserved +".split()
)
_VERBS = frozenset("is are was were has have been".split())
_BREAKS_IN_LIST = _BREAKS - {"at", "on", "with", "normal", "this", "stable"}
_POSITIVE = frozenset(
    {"positive", "present", "+", "pos", "reports", "intact", "normal"}
)
_SUBJECTS = frozenset({"he", "she", "they", "patient", "pt", "i"})
_PREDICATES = frozenset(
    "weak weaker numb stiff unsteady tender sore clumsy swollen heavy tight"
    " brisk ataxic spastic slow limp painful tingly wobbly worse better".split()
)
"""Adjectives that tell something of the noun before them."""
_SIMPLE = frozenset({"negated", "not_done"})
"""Categories that a clause with a subject of its own ends: a condition goes on."""
_SPEAKERS = frozenset("he she they we i".split())
"""Pronouns that can only be the subject of a clause of its own."""
_ANSWERS = frozenset({"no", "never"})
"""Words that a dash sets off as a whole answer ("no - EMG was normal")."""
_JOINS = frozenset({"or", "nor", "and", "and/or", "&", "/"})
_RELATIVE = frozenset({"that", "which", "who"})
_TAKES_WITH = frozenset(
    "difficulty difficulties trouble troubles problem problems issue issues concern"
    " concerns changes accident accidents leak leaks leakage mishap mishaps"
    " interference disturbance disturbances".split()
)
"""Words whose "with" names what the trouble is about and so ends no reach."""
_AGAIN = 12
"""Words back in which such a "with" may stand that another one repeats."""


class _Stops(NamedTuple):
    """Terminators of one category: sorted places where they begin and end."""

    starts: list[int]
    ends: list[int]


class Clause:
    """The words of a sentence with its terminators, asked for reaches."""

    def __init__(
        self,
        words: tuple[Token, ...],
        taken: set[int],
        tree: WordTree,
        wanted: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.words = words
        self._stops = self._all_stops(taken, tree, wanted)
        self._depth = self._depths()
        self._by_category: dict[tuple[Any, ...], _Stops] = {}

    def _all_stops(
        self, taken: set[int], tree: WordTree, wanted: Mapping[str, tuple[str, ...]]
    ) -> list[tuple[int, int, str, tuple[str, ...]]]:
        stops: list[tuple[int, int, str, tuple[str, ...]]] = []
        index = 0
        while index < len(self.words):
            opens = self.words[index].text in tree.firsts and index not in taken
            here = tree.at(self.words, index) if opens else []
            if here and not self._of_trouble(index):
                end, name, _ = here[0]
                stops.append((index, end, name, wanted[name]))
            index = here[0][0] if here else index + 1
        return stops

    def _of_trouble(self, index: int) -> bool:
        """Whether the word is the "with" of "any difficulty with gait", or one that
        says it again ("no trouble with coins or with balance")."""
        if self.words[index].text != "with" or not index:
            return False
        before = self.words[index - 1].text
        if before in _TAKES_WITH:
            return True
        said = self.words[max(index - _AGAIN, 0) : index - 1]
        return before in ("or", "nor") and any(
            first.text in _TAKES_WITH and second.text == "with"
            for first, second in pairwise(said)
        )

    def stops(
        self,
        category: str,
        over: tuple[str, ...] = (),
        until: tuple[str, ...] = (),
    ) -> _Stops:
        """Terminators of a category, less those gone over, more those ended at."""
        key = category, over, until
        if key not in self._by_category:
            self._by_category[key] = self._of_category(*key)
        return self._by_category[key]

    def _of_category(
        self, category: str, over: tuple[str, ...], until: tuple[str, ...]
    ) -> _Stops:
        mine = [
            (start, end)
            for start, end, name, wanted in self._stops
            if name not in over and (not wanted or category in wanted or name in until)
        ]
        return _Stops([start for start, _ in mine], [end for _, end in mine])

    def _depths(self) -> list[int]:
        depths = [0]
        for word in self.words:
            depths.append(depths[-1] + (word.text == "(") - (word.text == ")"))
        return depths

    def forward(
        self,
        category: str,
        last: int,
        spreads: bool,
        reach: int | None,
        stops: _Stops | None = None,
    ) -> int:
        """Offset at which the reach of a trigger ending before ``last`` ends."""
        starts = (stops or self.stops(category)).starts
        place = bisect_right(starts, last)
        stop = starts[place] if place < len(starts) else len(self.words)
        stop = min(stop, last + _FARTHEST, len(self.words))
        crosses = spreads and category == "not_done"
        ends = (i for i in range(last, stop) if self._wall(i, last, category, crosses))
        stop = next(ends, stop)
        if not spreads:
            stop = self._list_end(last, stop)
        if reach is not None:
            stop = min(stop, last + reach)
        return self.words[max(stop, last) - 1].end

    def _wall(self, index: int, last: int, category: str, crosses: bool) -> bool:
        """Whether a mark ends every reach; plans and requests cross a semicolon."""
        word = self.words[index].text
        if word == ")":
            return self._depth[last] > 0 and self._depth[index + 1] < self._depth[last]
        if word == ";":
            return not crosses or self._speaks(index + 1)
        if word == ":":
            return index > last + 1
        if word == "and" and category in _SIMPLE:
            return self._begins_clause(index + 1)
        if word == "-":
            following = self.words[index + 1 : index + 2]
            spaced = self.words[index].blank and all(w.blank for w in following)
            answers = index == last and self.words[last - 1].text in _ANSWERS
            return spaced and (index > last or answers)
        return word == "|"

    def _begins_clause(self, index: int) -> bool:
        """Whether a subject and what it does follow ("never settled and she calls")."""
        pair = [word.text for word in self.words[index : index + 2]]
        return len(pair) == 2 and pair[0] in _SPEAKERS and pair[1].isalpha()

    def _speaks(self, index: int) -> bool:
        """Whether a clause with its own subject begins here ("; she completed")."""
        return any(word.text in _SUBJECTS for word in self.words[index : index + 1])

    def _list_end(self, last: int, stop: int) -> int:
        """Where a list after the trigger ends: at a comma, or at ``stop``."""
        commas = [i for i in range(last, stop) if self.words[i].text == ","]
        if not commas:
            return stop
        commas = commas[:_MOST_COMMAS]
        stop = self._before_clause(commas[-1], stop)
        chunks = [
            _last_member([word.text for word in self.words[comma + 1 : edge]])
            for comma, edge in zip(commas, [*commas[1:], stop], strict=True)
        ]
        end = commas[0]
        for place, chunk in enumerate(chunks):
            if not _is_member(chunk, _leads_to_or(chunks[place:])):
                break
            end = commas[place + 1] if place + 1 < len(commas) else stop
            if chunk[0] in ("or", "nor"):
                break
        return end

    def _before_clause(self, comma: int, stop: int) -> int:
        """Where a clause on the last members of a list begins, else ``stop``.

        "No mood, psychotic or substance disorder that would argue against a trial".
        """
        joined = False
        for index in range(comma + 1, stop):
            word = self.words[index].text
            if (
                joined
                and word in _RELATIVE
                and self.words[index - 1].text not in _JOINS
            ):
                return index
            joined = joined or word in ("or", "nor")
        return stop

    def backward(self, category: str, first: int, reach: int | None) -> int:
        """Offset before which a mention lies out of reach of a trigger at ``first``.

        One less than the first word in reach, so that a mention may begin with it.
        """
        ends = self.stops(category).ends
        place = bisect_left(ends, first + 1)
        floor = max(ends[place - 1] if place else 0, first - _FARTHEST)
        index = first
        joined = False
        adds = category == "not_done"
        while index > floor and not self._halts(index - 1, first, floor, joined, adds):
            joined = joined or self.words[index - 1].text in ("and", "or", "nor", "&")
            index -= 1
            if reach is not None and first - index >= reach:
                break
        start = self.words[index if index < first else first].start
        return start - 1 if index < first else start

    def _halts(
        self, index: int, first: int, floor: int, joined: bool, adds: bool = False
    ) -> bool:
        word = self.words[index].text
        if word == "+" and adds:
            return False  # "MRI + consult advised"
        touches = index == first - 1
        if word in (";", "|"):
            return True
        if word in _POSITIVE or word == "(":
            return not touches
        if word == "," and not touches:
            return not joined or not self._short_before(index, floor)
        return False

    def _short_before(self, comma: int, floor: int) -> bool:
        """Whether the chunk before a comma may be a member of the same list."""
        chunk: list[str] = []
        index = comma - 1
        while index >= floor and self.words[index].text not in (",", ";", ":"):
            chunk.append(self.words[index].text)
            if len(chunk) > _MOST_CHUNK:
                return False
            index -= 1
        return not any(word in _BREAKS for word in chunk)


def _last_member(chunk: list[str]) -> list[str]:
    """A chunk without the verb behind the last member ("B nor C | is reported")."""
    joins = [i for i, word in enumerate(chunk) if word in ("or", "nor")]
    if not joins:
        return chunk
    verb = next((i for i in range(joins[-1], len(chunk)) if chunk[i] in _VERBS), None)
    return chunk[:verb]


def _is_member(chunk: list[str], in_list: bool) -> bool:
    """Whether words after a comma are one more member of a list."""
    plain = [word for word in chunk if word not in _JOINS]
    breaks = _BREAKS_IN_LIST if in_list else _BREAKS
    if not plain or any(word in breaks for word in plain) or _predicates(plain):
        return False
    if in_list:
        return len(plain) <= 2 * _MOST_CHUNK
    return len(plain) <= _MOST_CHUNK and not any(c.isdigit() for w in plain for c in w)


def _predicates(words: list[str]) -> bool:
    """Whether a part closes with what is said of the thing it names ("left leg weak").

    A "no" stands before nouns and denies none of these.
    """
    said = [word for word in words if word.isalpha()]
    return len(said) > 1 and said[-1] in _PREDICATES and said[-2] not in _PREDICATES


def _leads_to_or(chunks: list[list[str]]) -> bool:
    """Whether one of the chunks holds an "or" before any chunk that breaks a list."""
    for chunk in chunks:
        if any(word in _BREAKS_IN_LIST for word in chunk):
            return False
        if "or" in chunk or "nor" in chunk:
            return True
    return False
