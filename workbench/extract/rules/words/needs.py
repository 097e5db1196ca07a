"""What every match of a regular expression holds, told from its parse.

A need is letters and digits in a row inside one word, in lower case ("smok");
``^`` before or ``$`` after them says that the word begins or ends there.  Or it is one
single character: a mark, or a capital where capitals count.  Of the needs of an
expression each match holds one.  Where the parse has something unknown, less is told
and never more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from workbench.content.kept import KeptTable

BEGINS, ENDS = "^", "$"
DIGIT = "0-9"
"""The need of any digit."""
_MOST_CHOICES = 8
"""Characters of a class that are looked for one by one."""
_RARE_ENOUGH = 0.97
"""Needs that texts meet more often are of no use."""
_ORDER = "etaoinsrlhdcumpfgybvwk"
"""Letters in the order of how often they stand in notes."""
_SHARE = {char: 0.9 * 0.93**place for place, char in enumerate(_ORDER)} | {
    ".": 0.9,
    ",": 0.7,
    "-": 0.5,
    "/": 0.4,
    ":": 0.4,
    DIGIT: 0.5,
}
_CAPITAL, _OTHER = 0.15, 0.1
_EDGE = 0.6
"""How much rarer letters are at one end of a word."""
_BY_LENGTH = (1.0, 1.0, 0.2, 0.06, 0.03, 0.02)
"""About how many texts hold so many letters in a row."""

Needs = frozenset[str]


class _Part(NamedTuple):
    """One step of a parse, and whether capitals count in it."""

    name: str
    value: Any
    exact: bool


def needs_of(pattern: str, flags: int = 0) -> Needs | None:
    """Of these every match holds one; None where nothing useful can be told."""
    try:
        parsed = import_module("re._parser").parse(pattern, flags)
    except ImportError:
        return None
    exact = not parsed.state.flags & re.IGNORECASE
    found = _of_sequence([*_parts(parsed, exact)])
    return found if found and _share(found) < _RARE_ENOUGH else None


_table = KeptTable(Path(__file__))


def kept_needs(pattern: str, flags: int = 0) -> Needs | None:
    """As ``needs_of``, of an expression that the program or its content holds."""
    kept: Needs | None = _table.get(
        (pattern, int(flags)), lambda: needs_of(pattern, flags)
    )
    return kept


def _parts(sequence: Iterable[Any], exact: bool) -> Iterator[_Part]:
    """The steps of a sequence, those of groups among them."""
    for code, value in sequence:
        name = str(code)
        if name == "SUBPATTERN":
            _, added, dropped, inner = value
            kept = exact or bool(dropped & re.IGNORECASE)
            yield from _parts(inner, kept and not added & re.IGNORECASE)
        elif name == "ATOMIC_GROUP":
            yield from _parts(value, exact)
        else:
            yield _Part(name, value, exact)


def _of_sequence(
    parts: Sequence[_Part], run: str = "", ends: bool = False
) -> Needs | None:
    """The rarest needs of the steps after a run of letters, before an edge or not."""
    told: list[Needs] = []
    for place, part in enumerate(parts):
        if part.name == "LITERAL":
            run = _lengthened(run, part, told)
        elif _is_edge(part):
            run = _ended(run, told)
        elif part.name not in ("AT", "ASSERT_NOT", "ASSERT"):
            edged = place + 1 < len(parts) and _is_edge(parts[place + 1])
            last = ends and place + 1 == len(parts)
            told += _of_step(part, run, edged or last)
            _flushed(run, told)
            run = ""
        elif part.name == "ASSERT":
            told += _of_step(part)
    _flushed(run + ENDS if ends else run, told)
    return min(told, key=_share, default=None)


def _lengthened(run: str, part: _Part, told: list[Needs]) -> str:
    """The letters in a row after one more character, which may end a word."""
    char = chr(part.value)
    if part.exact and char.isascii() and char.isupper():
        told.append(frozenset({char}))
    if not char.isascii():
        _flushed(run, told)
        return ""
    if char.isalnum():
        return run + char.lower()
    if not char.isspace():
        told.append(frozenset({char}))
    _flushed(run + ENDS, told)
    return BEGINS


def _ended(run: str, told: list[Needs]) -> str:
    """At an edge of a word letters before it end, and others may begin."""
    if run.strip(BEGINS):
        _flushed(run + ENDS, told)
        return ""
    return BEGINS


def _flushed(run: str, told: list[Needs]) -> None:
    if run.strip(BEGINS + ENDS):
        told.append(frozenset({run}))


def _is_edge(part: _Part) -> bool:
    """Whether a step says that a word begins or ends here."""
    if part.name == "AT":
        return str(part.value) == "AT_BOUNDARY"
    if part.name != "ASSERT_NOT" or len(part.value[1]) != 1:
        return False
    code, value = part.value[1][0]
    inside = [str(what) for _, what in value] if str(code) == "IN" else []
    negated = str(code) == "IN" and str(value[0][0]) == "NEGATE"
    return "CATEGORY_WORD" in inside and not negated


def _of_step(part: _Part, run: str = "", ends: bool = False) -> list[Needs]:
    found: Needs | None = None
    if part.name == "BRANCH":
        choices = ([*_parts(one, part.exact)] for one in part.value[1])
        found = _joint(_of_sequence(one, run, ends) for one in choices)
    elif part.name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, inner = part.value
        found = _of_sequence([*_parts(inner, part.exact)]) if least else None
    elif part.name == "ASSERT":
        found = _of_sequence([*_parts(part.value[1], part.exact)])
    elif part.name == "IN":
        found = _of_class(part)
    return [found] if found else []


def _of_class(part: _Part) -> Needs | None:
    """The characters of a class of few, or digits."""
    found: set[str] = set()
    for code, value in part.value:
        if str(code) == "LITERAL" and chr(value).isascii():
            found.add(chr(value) if part.exact else chr(value).lower())
        elif (str(code), str(value)) == ("CATEGORY", "CATEGORY_DIGIT"):
            found.add(DIGIT)
        elif str(code) == "RANGE" and all(chr(end) in "0123456789" for end in value):
            found.add(DIGIT)
        else:
            return None
    useful = len(found) <= _MOST_CHOICES and not any(map(str.isspace, found))
    return frozenset(found) if useful else None


def _joint(choices: Iterable[Needs | None]) -> Needs | None:
    """What a choice needs: what any of its branches does."""
    found: set[str] = set()
    for needs in choices:
        if needs is None:
            return None
        found |= needs
    return frozenset(found)


def _share(needs: Needs) -> float:
    """About how many texts meet one of the needs."""
    missed = 1.0
    for need in needs:
        missed *= 1 - _share_of(need)
    return 1 - missed


def _share_of(need: str) -> float:
    if need in _SHARE:
        return _SHARE[need]
    if len(need) == 1:
        return _CAPITAL if need.isupper() else _OTHER
    letters = len(need.strip(BEGINS + ENDS))
    share = _BY_LENGTH[min(letters, len(_BY_LENGTH) - 1)]
    if letters == 1:
        share = _SHARE.get(need.strip(BEGINS + ENDS), _OTHER)
    return share * _EDGE ** (len(need) - letters)
