"""Compiled expressions told what their matches begin with.

Python tries an expression at every character of a text unless it knows a letter or a
set of characters that matches begin with.  It tells that of "smok|tobacco" and not of
"\\b(?:smok|tobacco)", of nothing that opens with a look around, and of no letter where
capitals do not count: that is most expressions of the program, and trying them was a
quarter of the time of a reading.  Two things are told here, and what is found is the
same:

- the set of characters that a match may begin with, in the place where the engine
  itself looks for one (the block that opens the code);
- where capitals do not count, the first letter of each alternative as a set ("[sS]"),
  since the engine passes over an alternative at once only by a letter or set.

What one step of an expression matches is asked of the engine, never worked out.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any

_compiler: Any = import_module("re._compiler")
_parser: Any = import_module("re._parser")
_names: Any = import_module("re._constants")
_IGNORECASE = int(_names.SRE_FLAG_IGNORECASE)
_UNICODE = int(_names.SRE_FLAG_UNICODE)
_LATIN = 256
_PLANE = 0x10000
_HEAD = 5
"""Words of an opening block without a set: its name, length, mask, least and most."""
_ONE = frozenset({_names.LITERAL, _names.NOT_LITERAL, _names.ANY, _names.IN})
_REPEATS = frozenset(
    getattr(_names, name)
    for name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
    if hasattr(_names, name)
)
_AHEAD = 1
_FEW = 200
"""A set with more of the 256 first characters keeps hardly any place out."""

Chars = frozenset[int]
"""Of the 256 first characters those that may stand in a place."""
_ALL: Chars = frozenset(range(_LATIN))
_NONE: Chars = frozenset()


def code(parsed: Any, flags: int) -> list[int]:
    """The code of a parsed expression, quickened; ``flags`` are those of its engine."""
    opening, empty = _first(parsed, flags)
    _openings_as_sets(parsed, flags)
    plain: list[int] = [int(word) for word in _compiler._code(parsed, flags)]
    bare = plain[:3] == [int(_names.INFO), _HEAD - 1, 0]
    if empty or not bare or plain[3] == 0 or len(opening) > _FEW:
        return plain
    return [*_opened(opening, plain[3:_HEAD]), *plain[_HEAD:]]


def _opened(opening: Chars, widths: list[int]) -> list[int]:
    """The opening block with a set; characters beyond the 256 may always stand.

    It is told by what may not stand, since that is what is met most: one step each.
    """
    unwanted = [(_names.NEGATE, None), (_names.CHARSET, _bitmap(_ALL - opening))]
    wanted: list[Any] = []
    _compiler._compile_charset(unwanted, 0, wanted)
    mask = int(_names.SRE_INFO_CHARSET)
    size = _HEAD - 1 + len(wanted)
    return [int(_names.INFO), size, mask, *widths, *map(int, wanted)]


def _bitmap(chars: Chars) -> list[int]:
    bits = int(_compiler._CODEBITS)
    words = [0] * (_LATIN // bits)
    for char in chars:
        words[char // bits] |= 1 << char % bits
    return words


# --- what a match begins with ----------------------------------------------------


def _first(steps: Iterable[Any], flags: int) -> tuple[Chars, bool]:
    """What a match of the steps may begin with, and whether it may be empty."""
    found, within = _NONE, _ALL
    for step, value in steps:
        if step is _names.ASSERT and value[0] == _AHEAD and not found:
            ahead, empty = _first(value[1], flags)
            within = within if empty else within & ahead
            continue
        chars, empty = _first_of(step, value, flags)
        found |= chars
        if not empty:
            return found & within, False
    return found & within, True


def _first_of(step: Any, value: Any, flags: int) -> tuple[Chars, bool]:
    """The same of one step; of one that is not known, anything."""
    if step in _ONE:
        return _matched(step, _hashable(value), flags), False
    if step is _names.BRANCH:
        ways = [_first(way, flags) for way in value[1]]
        return _NONE.union(*(way[0] for way in ways)), any(way[1] for way in ways)
    if step is _names.SUBPATTERN:
        _, more, fewer, inner = value
        return _first(inner, _compiler._combine_flags(flags, more, fewer))
    if step in _REPEATS:
        least, _, inner = value
        chars, empty = _first(inner, flags)
        return chars, empty or least == 0
    if step in (_names.AT, _names.ASSERT, _names.ASSERT_NOT):
        return _NONE, True
    return _ALL, True


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@lru_cache(maxsize=4096)
def _matched(step: Any, value: Any, flags: int) -> Chars:
    """The characters that one step matches, as the engine has it."""
    return frozenset(map(ord, _found(step, value, flags, _LATIN)))


def _found(step: Any, value: Any, flags: int, below: int) -> list[str]:
    inner = [*value] if isinstance(value, tuple) else value
    state = _parser.State()
    state.flags = flags
    pattern = _compiler.compile(_parser.SubPattern(state, [(step, inner)]))
    found: list[str] = pattern.findall("".join(map(chr, range(below))))
    return found


# --- the first letters of alternatives -------------------------------------------


def _openings_as_sets(steps: Any, flags: int) -> None:
    """Make the first letter of each alternative, in place, the set of its capitals."""
    for step, value in steps:
        if step is _names.BRANCH:
            for way in value[1]:
                _opening_as_set(way, flags)
                _openings_as_sets(way, flags)
        elif step is _names.SUBPATTERN:
            _, more, fewer, inner = value
            _openings_as_sets(inner, _compiler._combine_flags(flags, more, fewer))
        elif step in _REPEATS:
            _openings_as_sets(value[2], flags)
        elif step in (_names.ASSERT, _names.ASSERT_NOT):
            _openings_as_sets(value[1], flags)


def _opening_as_set(way: Any, flags: int) -> None:
    if not flags & _IGNORECASE or not len(way) or way.data[0][0] is not _names.LITERAL:
        return
    letter = way.data[0][1]
    if not (chr(letter).isascii() and chr(letter).isalpha()):
        return
    letters = [(_names.LITERAL, ord(one)) for one in _spellings(letter, flags)]
    inner = _parser.SubPattern(way.state, [(_names.IN, letters)])
    way.data[0] = (_names.SUBPATTERN, (None, 0, _IGNORECASE, inner))


@lru_cache(maxsize=256)
def _spellings(letter: int, flags: int) -> list[str]:
    """All characters that an ASCII letter matches where capitals do not count."""
    return _found(_names.LITERAL, letter, flags, _PLANE)
