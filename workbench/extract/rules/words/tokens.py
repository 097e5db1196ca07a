"""The words and marks of a text, each with its place: what word lists are held to."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import lower

_TOKEN = re.compile(r"(\s*)([^\W_]+|[^\w\s]|_)")
"""The blanks before a word or mark, and it: the whole text but blanks at its end."""
_PLAIN = re.compile(r"([\s\x1c-\x1f]*)([a-z0-9]+|[^\w\s\x1c-\x1f]|_)", re.ASCII)
"""The same of an ASCII text in small letters, told faster."""


class Token(NamedTuple):
    """One word or mark; ``blank``: a blank or a joining hyphen stands before it."""

    text: str
    blank: bool
    start: int
    end: int


_token = tuple.__new__
"""Makes a token without the detour over names: there is one for every word."""


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and marks of a text in lower case; joining hyphens become blanks."""
    small = lower(text)
    found: list[Token] = []
    end = 0
    hyphen = False
    pattern = _PLAIN if small.isascii() else _TOKEN
    for blanks, word in pattern.findall(small.rstrip()):
        start = end + len(blanks)
        if word == "-" and found and not blanks and _joins(small, start):
            hyphen = True
            end = start + 1
            continue
        end = start + len(word)
        found.append(_token(Token, (word, hyphen or bool(blanks), start, end)))
        hyphen = False
    return tuple(found)


def _joins(text: str, place: int) -> bool:
    """Whether the hyphen stands between two words (a wrapped line may part them)."""
    rest = text[place + 1 : place + 12].lstrip()
    return text[place - 1].isalnum() and bool(rest) and rest[0].isalpha()


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """The different words and marks of a text in lower case."""
    return frozenset(token.text for token in tokens(text))
