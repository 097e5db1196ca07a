"""A text as critical tokens are looked for in it: folded, with its numbers.

Numbers stand in digits or in words up to ninety-nine.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from workbench.content import expressions as re
from workbench.extract.cues import table
from workbench.schema.case import Number

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
WORDS = {
    word: number
    for number, names in enumerate(
        "zero/no once/one/a/an/single/first twice/two/second/couple three/third "
        "four/fourth five/fifth six/sixth seven eight nine ten eleven "
        "twelve/dozen thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen".split()
    )
    for word in names.split("/")
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_NUMBER = re.compile(r"(?<![\d.])\d{1,9}(?:\.\d{1,4})?|(?<![\w.])\.\d{1,4}")
compiled = lru_cache(maxsize=2048)(re.compile)
"""Expressions made of what is claimed, kept: few things are claimed, and often."""


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """The text in lower case with every dash as a hyphen; same length is not kept."""
    return text.translate(_DASHES).replace("\u00a0", " ").lower()


@lru_cache(maxsize=2048)
def numbers(text: str) -> frozenset[Fraction]:
    """Every number in a text, in digits or in words up to ninety-nine."""
    plain = fold(text).replace(",", "")
    found = {Fraction(match.group()) for match in _NUMBER.finditer(plain)}
    found |= {Fraction(value) for value in _spelled(plain)}
    return frozenset(found)


def _spelled(text: str) -> Iterator[int]:
    words = re.findall(r"[a-z]+", text)
    for word, following in zip(words, (*words, "")[1:], strict=True):
        if word in WORDS:
            yield WORDS[word]
        if word in TENS:
            yield TENS[word]
            yield TENS[word] + WORDS.get(following, 0)


_NOT_MEASURES = re.compile(
    r"\b[ctls]\d{1,2}(?:\s?[-/]\s?[ctls]?\d{1,2})?(?!\d)"
    r"|\d{1,4}[/-]\d{1,2}[/-]\d{1,4}|\bd\d+\b"
)


def holds_number(text: str, value: Number) -> bool:
    """Whether the number stands in the text other than in a level or a date."""
    return Fraction(str(value)) in numbers(_NOT_MEASURES.sub(" ", fold(text)))


def holds_unit(text: str, unit: str) -> bool:
    """False only where the text shows another unit of the same family instead."""
    for family in table()["units"].values():
        if unit in family:
            seen = {name for name, words in family.items() if _units(words, text)}
            return not seen or unit in seen
    return True


def _units(words: list[str], text: str) -> bool:
    body = "|".join(re.escape(word) for word in words)
    return bool(compiled(rf"(?<![a-z])(?:{body})(?![a-z/])", re.I).search(fold(text)))
