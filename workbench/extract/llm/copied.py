"""Values of an answer that hold only where the quotes say them.

A percentage, a length of relief, a date or a number of leads is copied in the
document's words and turned into a value here; where the words stand in none of the
quotes, or the number is in no quote, the item is malformed and refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from workbench.content import expressions as re
from workbench.extract import critical
from workbench.extract.llm.answer import Quote
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.values.durations import find_durations
from workbench.schema.case import Range
from workbench.schema.partial_date import PartialDate

_SHARE = re.compile(
    r"(?P<more>at least|more than|greater than|over|>=?|≥)?\s*"
    r"(?P<less>less than|under|up to|at most|<=?|≤)?\s*"
    r"(?P<low>\d{1,3})(?:\s?%?\s?(?:-|–|to)\s?(?P<high>\d{1,3}))?\s?(?:%|percent)",
    re.IGNORECASE,
)
_NONE = re.compile(r"\b(?:no|none|nil|without|zero)\b", re.IGNORECASE)
_NUMBERS = {
    1: ("one", "single"),
    2: ("two", "dual", "both", "pair"),
    3: ("three",),
    4: ("four", "quad"),
    8: ("eight", "octrode", "octopolar"),
    16: ("sixteen",),
}


def copied(words: str | None, quotes: Iterable[Quote]) -> str | None:
    """The words where a quote holds them; raises ValueError where none does."""
    if words is None or words.strip().lower() in ("", "null", "not stated", "unknown"):
        return None
    plain = " ".join(words.lower().split())
    if any(plain in " ".join(one.text.lower().split()) for one in quotes):
        return words
    raise ValueError("words that no quote holds")


def share(words: str | None, quotes: Iterable[Quote]) -> Range | None:
    """A percentage in copied words, 0 to 100; "no relief" is none of it."""
    kept = copied(words, quotes)
    if kept is None:
        return None
    match = _SHARE.search(kept)
    if match is None:
        return Range(low=0, high=0) if _NONE.search(kept) else None
    low, high = int(match["low"]), int(match["high"] or match["low"])
    if high > 100:
        raise ValueError("more than all of it")
    if match["more"]:
        return Range(low=low, high=100)
    return Range(low=0, high=high) if match["less"] else Range(low=low, high=high)


def length(words: str | None, quotes: Iterable[Quote]) -> dict[str, Any]:
    """``days`` or ``days_range`` of a length in copied words, else ``vague``."""
    kept = copied(words, quotes)
    if kept is None:
        return {}
    found = find_durations(kept)
    if not found or found[0].days is None:
        return {"vague": kept}
    first = found[0]
    if first.exact is not None:
        return {"days": first.exact}
    return {"days_range": first.days}


def span(words: str | None, quotes: Iterable[Quote]) -> Range | None:
    """A length in copied words as its bounds in days."""
    kept = copied(words, quotes)
    found = find_durations(kept) if kept else ()
    return found[0].days if found else None


def number(value: int | None, quotes: Iterable[Quote]) -> int | None:
    """A number that a quote shows in figures or words; ValueError where none does."""
    if value is None:
        return None
    words = (str(value), *_NUMBERS.get(value, ()))
    text = " ".join(one.text for one in quotes)
    if any(re.search(rf"(?<!\d){re.escape(word)}(?!\d)", text, re.I) for word in words):
        return value
    raise ValueError("a number that no quote shows")


def counted(value: float | None, quotes: Iterable[Quote]) -> float | None:
    """A count that a quote shows, spelled or in figures; ValueError where none does."""
    if value is None:
        return None
    if any(Fraction(str(value)) in critical.numbers(one.text) for one in quotes):
        return value
    raise ValueError("a number that no quote shows")


def day(
    words: str | None, quotes: Iterable[Quote], anchor: PartialDate | None
) -> PartialDate | None:
    """The first date in words, relative ones from ``anchor``.

    ValueError for one that no quote holds in these words or in other figures, and that
    is not the document's own either.
    """
    found = find_dates(words, anchor) if words else ()
    if not found:
        return None
    value = found[0].value
    text = " \n ".join(one.text for one in quotes)
    plain = " ".join(str(words).lower().split())
    if plain in " ".join(text.lower().split()):
        return value
    if value == anchor or critical.holds_date(text, value):
        return value
    raise ValueError("a date that no quote shows")
