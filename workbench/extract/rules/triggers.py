"""Triggers of assertion and how far they reach in a sentence.

The words are data (``context.yaml``).  All are found in one walk, the longest first, so
that "no relief" hides the "no" in it.  A reach ends at a terminator ("but"), at a comma
that opens no further member of a list, or after the words a trigger allows.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, get_args

from workbench.errors import ContentError
from workbench.extract.rules.lexicon import Token, WordTree, spread, tokens
from workbench.extract.rules.model import Seven
from workbench.vocabulary.yaml_file import load_yaml

_FILE = Path(__file__).with_name("context.yaml")
_DIRECTIONS = ("forward", "backward", "both")
_MOST_CHUNK = 5
_BREAKS = frozenset(
    "is are was were has have had does did with there this that moderate mild severe"
    " marked"
    " moderately severely mildly positive present reports complains shows at he she"
    " patient"
    " it they we i will continues remains stable intact normal full status now also on"
    " improved worsening persistent patent maintained preserved".split()
)
_BREAKS_IN_LIST = _BREAKS - {"at", "on", "with", "normal", "this", "stable"}
_POSITIVE = frozenset(
    {"positive", "present", "+", "pos", "reports", "intact", "normal"}
)
_JOINS = frozenset({"or", "nor", "and", "and/or", "&", "/"})


class Rule(NamedTuple):
    """One entry of the trigger file."""

    name: str
    category: str
    direction: str
    reach: int | None
    is_list: bool
    deniable: bool
    detail: str | None
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
    stops = _stops(words, found)
    return tuple(
        _reach(words, stops, rule, first, last)
        for rule, first, last in found
        if _is_real(words, rule, first, last)
    )


def _found(words: tuple[Token, ...]) -> list[tuple[Rule, int, int]]:
    """(rule, first word, word after) without overlap, the longest at each place.

    A term that stands in several entries ("?" before and after) gives one each.
    """
    known = table()
    found: list[tuple[Rule, int, int]] = []
    index = 0
    while index < len(words):
        here = known.tree.at(words, index)
        stop = here[0][0] if here else index + 1
        found += [
            (known.rules[name], index, end) for end, name, _ in here if end == stop
        ]
        index = stop
    return found


def _is_real(words: tuple[Token, ...], rule: Rule, first: int, last: int) -> bool:
    """A question mark before a word counts only when it touches that word."""
    if words[first].text != "?" or last - first > 1 or rule.direction == "backward":
        return True
    opens = first == 0 or words[first].blank
    return opens and last < len(words)


def _stops(
    words: tuple[Token, ...], found: list[tuple[Rule, int, int]]
) -> list[tuple[int, int, tuple[str, ...]]]:
    known = table()
    taken = {place for _, first, last in found for place in range(first, last)}
    stops: list[tuple[int, int, tuple[str, ...]]] = []
    index = 0
    while index < len(words):
        here = known.stops.at(words, index)
        if here and index not in taken:
            end, name, _ = here[0]
            stops.append((index, end, known.stops_for[name]))
            index = end
        else:
            index += 1
    return stops


def _reach(
    words: tuple[Token, ...],
    stops: list[tuple[int, int, tuple[str, ...]]],
    rule: Rule,
    first: int,
    last: int,
) -> Trigger:
    start, end = words[first].start, words[last - 1].end
    before, after = start, end
    if rule.category == "pseudo":
        return Trigger(rule, start, end, before, after)
    mine = [stop for stop in stops if not stop[2] or rule.category in stop[2]]
    if rule.direction != "backward":
        after = _forward(words, mine, rule, first, last)
    if rule.direction != "forward":
        before = _backward(words, mine, rule, first)
    return Trigger(rule, start, end, before, after)


def _forward(
    words: tuple[Token, ...],
    stops: list[tuple[int, int, tuple[str, ...]]],
    rule: Rule,
    first: int,
    last: int,
) -> int:
    stop = min((low for low, _, _ in stops if low > last), default=len(words))
    depth = _depth(words, first)
    for index in range(last, stop):
        word = words[index]
        if _is_wall(words, index, rule, last, depth):
            stop = index
            break
        depth += (word.text == "(") - (word.text == ")")
    if not rule.is_list and rule.category not in ("family", "hypothetical"):
        stop = _list_end(words, last, stop)
    if rule.reach is not None:
        stop = min(stop, last + rule.reach)
    return words[stop - 1].end if stop > last else words[last - 1].end


def _depth(words: tuple[Token, ...], index: int) -> int:
    opened = sum(w.text == "(" for w in words[:index])
    return opened - sum(w.text == ")" for w in words[:index])


def _is_wall(
    words: tuple[Token, ...], index: int, rule: Rule, last: int, depth: int
) -> bool:
    word = words[index].text
    if word == "|" or (word == ")" and depth > 0 and _depth(words, last) > 0):
        return True
    if word == ";":
        return not (rule.is_list and rule.category == "not_done")
    if word == ":":
        return index > last + 1
    if word == "-":
        spaced = (
            words[index].blank and index + 1 < len(words) and words[index + 1].blank
        )
        return spaced and index > last
    return False


def _list_end(words: tuple[Token, ...], last: int, stop: int) -> int:
    """Where a list that begins after the trigger ends: at a comma, or at ``stop``."""
    commas = [index for index in range(last, stop) if words[index].text == ","]
    if not commas:
        return stop
    edges = [*commas[1:], stop]
    end = commas[0]
    for comma, edge in zip(commas, edges, strict=True):
        chunk = [word.text for word in words[comma + 1 : edge]]
        if not _is_member(chunk, _leads_to_or(words, comma, commas, stop)):
            break
        end = edge
        if chunk and chunk[0] in ("or", "nor"):
            break
    return end


def _is_member(chunk: list[str], in_list: bool) -> bool:
    plain = [word for word in chunk if word not in _JOINS]
    if not plain:
        return False
    breaks = _BREAKS_IN_LIST if in_list else _BREAKS
    if any(word in breaks for word in plain):
        return False
    if in_list:
        return len(plain) <= 2 * _MOST_CHUNK
    return len(plain) <= _MOST_CHUNK and not any(c.isdigit() for w in plain for c in w)


def _leads_to_or(
    words: tuple[Token, ...], comma: int, commas: list[int], stop: int
) -> bool:
    """Whether this chunk or a later one begins with "or" before a break."""
    for place in [c for c in commas if c >= comma]:
        edge = min((c for c in commas if c > place), default=stop)
        chunk = [word.text for word in words[place + 1 : edge]]
        if any(word in _BREAKS_IN_LIST for word in chunk):
            return False
        if chunk[:1] and (chunk[0] in ("or", "nor") or "or" in chunk):
            return True
    return False


def _backward(
    words: tuple[Token, ...],
    stops: list[tuple[int, int, tuple[str, ...]]],
    rule: Rule,
    first: int,
) -> int:
    floor = max((high for _, high, _ in stops if high <= first), default=0)
    index = first
    joined = False
    while index > floor:
        word = words[index - 1]
        if word.text in (";", "|") or word.text in _POSITIVE and index < first:
            break
        if word.text == "(" and index < first:
            break
        if word.text == ",":
            if not joined and index != first:
                break
            if index != first and not _short_before(words, index - 1, floor):
                break
        joined = joined or word.text in ("and", "or", "nor", "&")
        index -= 1
        if rule.reach is not None and first - index >= rule.reach:
            break
    return words[index].start - 1 if index < first else words[first].start


def _short_before(words: tuple[Token, ...], comma: int, floor: int) -> bool:
    """Whether the chunk before a comma may be a member of the same list."""
    start = max(
        (i + 1 for i in range(floor, comma) if words[i].text in (",", ";", ":")),
        default=floor,
    )
    chunk = [word.text for word in words[start:comma]]
    return len(chunk) <= _MOST_CHUNK and not any(w in _BREAKS for w in chunk)


_MARK = re.compile(r"\[([^\[\]]+)\]")


def marked(text: str) -> tuple[str, int, int]:
    """An example's text without its marks, and where the marked mention stands."""
    found = list(_MARK.finditer(text))[-1]
    plain = text[: found.start()] + found.group(1) + text[found.end() :]
    return plain, found.start(), found.start() + len(found.group(1))
