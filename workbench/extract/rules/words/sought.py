"""Regular expressions that run only where a text holds letters which they need.

Most expressions look for something that most sentences do not hold.  What a match
cannot do without is told from the expression itself (``needs``): of
"\\bsmok\\w*|tobacco" every match holds a word that begins with "smok", or "tobacco".
The words of a text are looked up once for the needs of all expressions; an expression
whose needs it does not meet is not run.  The answers are the same, and an expression of
which nothing can be told always runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.words.needs import BEGINS, DIGIT, ENDS, kept_needs
from workbench.extract.rules.words.remembered import Remembered

_END = sys.maxsize
_LONG = 4_000
"""Characters from which on a text holds nearly everything and is not looked through."""
_LONG_WORD = 32
_ALWAYS = 1
_EVERY = -1
"""All bits."""
_WORDS_ONLY = bytes(
    ord(chr(code).lower()) if chr(code).isascii() and chr(code).isalnum() else ord(" ")
    for code in range(256)
)
"""Turns an ASCII text into its words in small letters, set apart by blanks."""
_BITS: dict[str, int] = {}
"""What expressions need inside words, and as bits those that need it."""
_MARKS: dict[str, int] = {}
"""The same of marks and capitals."""
_listed = [_ALWAYS]
_known: set[tuple[str, int]] = set()


class Sought:
    """A compiled expression, asked as one is, that knows what its matches hold."""

    __slots__ = ("_bit", "_made", "flags", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self.flags = pattern, flags
        self._made: re.Pattern[str] | None = None
        _known.add((pattern, int(flags)))
        self._bit = _bit(kept_needs(pattern, flags))

    def _compiled(self) -> re.Pattern[str]:
        """The expression, compiled when a text first holds what it needs."""
        self._made = re.constant(self.pattern, self.flags)
        return self._made

    def may_stand(self, text: str) -> bool:
        """Whether a text holds what the expression needs."""
        return bool(_HELD.known(text) & self._bit)

    def search(self, text: str, pos: int = 0, end: int = _END) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        if _HELD[text] & self._bit:
            return (self._made or self._compiled()).search(text, pos, end)
        return None

    def match(self, text: str, pos: int = 0, end: int = _END) -> re.Match[str] | None:
        """As ``re.Pattern.match``."""
        if _HELD[text] & self._bit:
            return (self._made or self._compiled()).match(text, pos, end)
        return None

    def fullmatch(
        self, text: str, pos: int = 0, end: int = _END
    ) -> re.Match[str] | None:
        """As ``re.Pattern.fullmatch``."""
        if _HELD[text] & self._bit:
            return (self._made or self._compiled()).fullmatch(text, pos, end)
        return None

    def finditer(
        self, text: str, pos: int = 0, end: int = _END
    ) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        if _HELD[text] & self._bit:
            return (self._made or self._compiled()).finditer(text, pos, end)
        return iter(())

    def findall(self, text: str) -> list[str]:
        """As ``re.Pattern.findall`` of an expression with one group at most."""
        if _HELD[text] & self._bit:
            return (self._made or self._compiled()).findall(text)
        return []

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As ``re.Pattern.sub``."""
        if _HELD[text] & self._bit:
            return (self._made or self._compiled()).sub(new, text)
        return text


class AnyOf:
    """Expressions that are asked one after the other, and mostly none of them holds."""

    __slots__ = ("_bits",)

    def __init__(self, *parts: Sought) -> None:
        self._bits = 0
        for part in parts:
            self._bits |= part._bit

    def may_stand(self, text: str) -> bool:
        """Whether a text holds what one of the expressions needs."""
        return bool(_HELD[text] & self._bits)


sought = Sought
"""In place of ``re.compile`` for what is looked for in whole sentences."""


def known() -> tuple[tuple[str, int], ...]:
    """All expressions made so far, compiled or not, each with its flags."""
    return tuple(sorted(_known))


def _bit(needs: frozenset[str] | None) -> int:
    """A bit of its own for an expression with these needs."""
    if needs is None:
        return _ALWAYS
    _listed.append(_listed[-1] << 1)
    for need in needs:
        inside = need == DIGIT or need.strip(BEGINS + ENDS).isalnum()
        table = _BITS if inside and not need.isupper() else _MARKS
        table[need] = table.get(need, 0) | _listed[-1]
    _HELD.clear()
    _TOLD.clear()
    _marks.cache_clear()
    return _listed[-1]


def _held(text: str) -> int:
    """The bits of all expressions that a text holds something for.

    What a document holds is what its lines hold, which are asked for, too.
    """
    found = _ALWAYS
    if "\n" in text:
        for line in text.split("\n"):
            found |= _HELD.known(line)
        return found
    if len(text) > _LONG or not text.isascii():
        return _EVERY
    for word in {*text.encode().translate(_WORDS_ONLY).split()}:
        found |= _TOLD[word]
    for mark in _marks().intersection(text):
        found |= _MARKS[mark]
    return found


@cache
def _marks() -> frozenset[str]:
    """The marks and capitals that expressions need."""
    return frozenset(_MARKS)


def _of_word(letters: bytes) -> int:
    """The bits of all expressions that a word holds something for."""
    word = letters.decode()
    if len(word) > _LONG_WORD:
        return _EVERY
    marked = f"{BEGINS}{word}{ENDS}"
    size, found = len(marked), 0
    for start in range(size):
        for end in range(start + 1, size + 1):
            found |= _BITS.get(marked[start:end], 0)
    return found if word.isalpha() else found | _BITS.get(DIGIT, 0)


class _Held(Remembered[str, int]):
    """As ``Remembered``; a text is looked through when it is asked for again.

    Most texts are parts of sentences that are asked for once: to run one expression is
    less work there than to look every word up.
    """

    def __init__(self) -> None:
        super().__init__(_held)
        self._asked: set[str] = set()

    def __missing__(self, text: str) -> int:
        if text in self._asked or "\n" in text:
            return self.known(text)
        if len(self._asked) >= self.most:
            self._asked.clear()
        self._asked.add(text)
        return _EVERY


_HELD = _Held()
_TOLD = Remembered(_of_word)
