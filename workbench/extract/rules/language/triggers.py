"""Triggers of assertion and how far they reach in a sentence.

The words are data (``context.yaml``).  All are found in one walk, the longest first, so
that "no relief" hides the "no" in it.  ``reach`` says where a reach ends.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, get_args

from workbench.content import expressions as re
from workbench.errors import ContentError
from workbench.extract.rules.language.reach import Clause
from workbench.extract.rules.model import Seven
from workbench.extract.rules.words.lexicon import spread
from workbench.extract.rules.words.tokens import Token, tokens
from workbench.extract.rules.words.tree import WordTree
from workbench.vocabulary.yaml_file import load_yaml

_FILE = Path(__file__).with_name("context.yaml")
_DIRECTIONS = ("forward", "backward", "both")
_MOST = 80
"""Triggers in one sentence; one with more is no sentence."""
_NEAR = 8
"""Words before a trigger among which the word that it wants must stand."""
_TELLS_WHERE = frozenset(
    "at in on of by per to from with and or but given since due because as for if not"
    " based until till without".split()
)
"""Words after a doubt that say more of what is doubted, and name nothing new."""
_LED_BY_COMMA = ("possible-after", "negative-after")
_BOTH_SIDES = frozenset(
    "left right bilateral bilaterally both throughout either l r b today now again"
    " elsewhere there here x2 x3 currently then all every".split()
)
"""Words after an "absent" that say where or when what stands before it is absent."""
_PARTS = frozenset({",", ";", ".", ":", "(", "/"})
_WIDE = ("family", "hypothetical")
"""Categories that go on over commas: "if it worsens, call"."""


class Rule(NamedTuple):
    """One entry of the trigger file."""

    name: str
    category: str
    direction: str
    reach: int | None
    is_list: bool
    deniable: bool
    detail: str | None
    over: tuple[str, ...]
    until: tuple[str, ...]
    after: tuple[str, ...]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


class Trigger(NamedTuple):
    """A trigger in a sentence and the characters that it reaches."""

    rule: Rule
    start: int
    end: int
    before: int
    after: int

    def covers(self, start: int, end: int) -> bool:
        """Whether a mention lies in reach.

        It may begin inside the trigger ("no acute" before "acute distress"), never
        before it.
        """
        if self.start < start < self.end <= end:
            return self.rule.direction != "backward"
        return self.end <= start < self.after or self.before < end <= self.start


class _Table(NamedTuple):
    rules: dict[str, Rule]
    tree: WordTree
    stops: WordTree
    stops_for: dict[str, tuple[str, ...]]


@cache
def table() -> _Table:
    """The trigger file.  Raises ContentError naming the entry that is wrong."""
    data = dict(load_yaml(_FILE))
    stops = data.pop("terminators")
    rules = {name: _rule(name, row) for name, row in data.items()}
    tree, ends = WordTree(), WordTree()
    for name, row in data.items():
        for term in row["terms"]:
            for plain in spread(str(term)):
                tree.add(plain, name)
    for name, row in stops.items():
        for term in row["terms"]:
            ends.add(str(term), name)
    wanted = {name: tuple(row.get("for", ())) for name, row in stops.items()}
    return _Table(rules, tree, ends, wanted)


def _rule(name: str, row: dict[str, Any]) -> Rule:
    category = row.get("category", "")
    direction = row.get("direction", "forward")
    if category not in (*get_args(Seven), "pseudo") or direction not in _DIRECTIONS:
        raise ContentError(
            "unknown category or direction",
            where=f"{_FILE.name}: {name}",
            fix=f"use an assertion or pseudo, and {', '.join(_DIRECTIONS)}",
        )
    return Rule(
        name,
        category,
        direction,
        row.get("reach"),
        bool(row.get("list", False)),
        bool(row.get("deniable", False)),
        row.get("detail"),
        tuple(row.get("over", ())),
        tuple(row.get("until", ())),
        tuple(word for term in row.get("after", ()) for word in spread(str(term))),
        tuple(row.get("examples", ())),
        tuple(row.get("counter", ())),
    )


@lru_cache(maxsize=4096)
def triggers(text: str) -> tuple[Trigger, ...]:
    """All triggers of a folded sentence with their reach, in reading order."""
    words = tokens(text)
    found = _found(words)
    if not found:
        return ()
    taken = {place for _, first, last in found for place in range(first, last)}
    clause = Clause(words, taken, table().stops, table().stops_for)
    return tuple(_trigger(clause, rule, first, last) for rule, first, last in found)


def _found(words: tuple[Token, ...]) -> list[tuple[Rule, int, int]]:
    """(rule, first word, word after) without overlap, the longest at each place.

    One that wants a word before it which is not there hides no shorter one ("to ER if
    weak" without a "told" leaves the "if").  A term that stands in several entries
    ("?" before and after) gives one each.
    """
    known = table()
    found: list[tuple[Rule, int, int]] = []
    index = 0
    firsts = known.tree.firsts
    while index < len(words) and len(found) < _MOST:
        if words[index].text not in firsts:
            index += 1
            continue
        here = [
            (known.rules[name], index, end)
            for end, name, _ in known.tree.at(words, index)
            if _is_real(words, known.rules[name], index, end)
        ]
        stop = here[0][2] if here else index + 1
        found += [one for one in here if one[2] == stop]
        index = stop
    return found


def _is_real(words: tuple[Token, ...], rule: Rule, first: int, last: int) -> bool:
    """A question mark before a word counts only when it touches that word.

    A trigger that wants a word before it ("told ... to call for") counts only there.
    """
    if _leads_on(words, rule, first, last):
        return False
    if rule.name == "negative-before":
        return _opens_on(words, first, last)
    if rule.after:
        before = {word.text for word in words[max(0, first - _NEAR) : first]}
        if not before.intersection(rule.after):
            return False
    if words[first].text != "?" or last - first > 1 or rule.direction == "backward":
        return True
    opens = first == 0 or words[first].blank
    return opens and last < len(words)


def _opens_on(words: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a "neg" opens its part and leads a word ("neg clonus, neg Babinski")."""
    if first and words[first - 1].text not in _PARTS:
        return False
    follows = words[last].text if last < len(words) else ""
    where = follows in _TELLS_WHERE or follows in _BOTH_SIDES
    return follows.isalnum() and not where


def _leads_on(words: tuple[Token, ...], rule: Rule, first: int, last: int) -> bool:
    """Whether a doubt after a comma is of what follows, not of what stands before.

    "Severe arm pain, suspected radiculopathy" leaves the pain no doubt; "nonunion,
    possible, at C5-6" does not.  So is an "absent" of what it leads ("left C7
    radiculopathy, absent triceps jerk").
    """
    if rule.name not in _LED_BY_COMMA or last - first > 1 or not 0 < first < last:
        return False
    if words[first - 1].text != "," or last >= len(words):
        return False
    follows = words[last].text
    if rule.name == "negative-after" and follows in _BOTH_SIDES:
        return False
    return follows.isalnum() and follows not in _TELLS_WHERE


def _trigger(clause: Clause, rule: Rule, first: int, last: int) -> Trigger:
    words = clause.words
    start, end = words[first].start, words[last - 1].end
    before, after = start, end
    if rule.category == "pseudo":
        return Trigger(rule, start, end, before, after)
    if rule.direction != "backward":
        spreads = rule.is_list or rule.category in _WIDE
        stops = clause.stops(rule.category, rule.over, rule.until)
        after = clause.forward(rule.category, last, spreads, rule.reach, stops)
    if rule.direction != "forward":
        before = clause.backward(rule.category, first, rule.reach)
    return Trigger(rule, start, end, before, after)


_MARK = re.compile(r"\[([^\[\]]+)\]")


def marked(text: str) -> tuple[str, int, int]:
    """An example's text without its marks, and where the marked mention stands."""
    found = list(_MARK.finditer(text))[-1]
    plain = text[: found.start()] + found.group(1) + text[found.end() :]
    return plain, found.start(), found.start() + len(found.group(1))
