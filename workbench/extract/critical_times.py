"""Lengths of time and dates, as a text holds them."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from functools import lru_cache

from workbench.content import expressions as re
from workbench.extract.critical_text import TENS, WORDS, compiled, fold
from workbench.schema.case import Range
from workbench.schema.partial_date import earliest

_NAMES = (
    "january february march april may june july august september october november"
    " december"
).split()
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_UNIT_DAYS = {"d": (1, 1), "w": (7, 7), "m": (28, 31), "y": (365, 366)}
_AMOUNT = r"\d{1,4}(?:\.\d{1,2})?|(?<![a-z])(?:half|" + "|".join(WORDS | TENS) + ")"
_LENGTH = re.compile(
    rf"(?P<low>{_AMOUNT})(?:\s?(?:-|to|or|and)\s?(?P<high>{_AMOUNT}))?"
    r"(?:\s?\(\d{1,3}\))?[\s+-]{0,2}"
    r"(?:full |consecutive |straight |total |more |or more )?"
    r"(?:of )?(?P<unit>d|w|m|y)(?:ays?|eeks?|onths?|ears?|ks?|k|os?|rs?|ths?)?\b"
)


def _amount(word: str) -> Fraction:
    if word == "half":
        return Fraction(1, 2)
    number = WORDS.get(word, TENS.get(word))
    return Fraction(word) if number is None else Fraction(number)


@lru_cache(maxsize=2048)
def lengths(text: str) -> tuple[tuple[int, int], ...]:
    """Least and most days of every length of time named in a text."""
    found = []
    for match in _LENGTH.finditer(fold(text)):
        low, high = _UNIT_DAYS[match["unit"]]
        least = _amount(match["low"])
        most = _amount(match["high"]) if match["high"] else least
        found.append((int(least * low), -int(-max(least, most) * high // 1)))
    return tuple(found)


def holds_days(text: str, days: int) -> bool:
    """Whether a length of this many days is named in the text."""
    return any(low <= days <= high for low, high in lengths(text))


def units_named(text: str) -> frozenset[str]:
    """Units of time that head a column ("Duration (weeks)"): named without a number."""
    if re.search(r"\d", text):
        return frozenset()
    return frozenset(re.findall(r"\b(days?|weeks?|months?)\b", fold(text)))


def holds_range(text: str, days: Range) -> bool:
    """Whether both bounds that are set are bounds of lengths named in the text.

    "More than 6 weeks" begins one day above what is named, "less than" ends one below.
    """
    near = ((days.low, 1), (days.high, -1))
    return all(
        holds_days(text, bound) or holds_days(text, bound - step)
        for bound, step in near
        if bound
    )


def holds_date(text: str, date: str) -> bool:
    """Whether a partial date stands in the text in one of the usual forms.

    A year may have two digits or be left out; another year, month or day in its place
    is no support.  A month or year also stands in any full date inside it.
    """
    day = earliest(date)
    plain = fold(text)
    if len(date) == 10 and any(_stands(form, plain) for form in _usual(day)):
        return True
    forms = _dated(day.year, day.month, day.day, len(date))
    return any(compiled(form).search(plain) for form in forms)


def _usual(day: dt.date) -> tuple[str, ...]:
    """The forms in which nearly all dates are written: no pattern is needed there."""
    month, number, short = day.month, day.day, f"{day.year % 100:02d}"
    return (
        f"{month:02}/{number:02}/{short}",
        f"{month}/{number}/{short}",
        f"{_NAMES[month - 1]} {number}, {day.year}",
        f"{_MONTHS[month - 1]} {number}, {day.year}",
        f"{month:02}/{number:02}/{day.year}",
        f"{month}/{number}/{day.year}",
        f"{day.year}-{month:02}-{number:02}",
    )


def _stands(form: str, text: str) -> bool:
    """Whether a form stands in a text with no digit beside it."""
    place = text.find(form)
    after = text[place + len(form) : place + len(form) + 1]
    return place >= 0 and not (text[place - 1 : place].isdigit() or after.isdigit())


@lru_cache(maxsize=512)
def _dated(year: int, month: int, day: int, exactness: int) -> tuple[str, ...]:
    """Patterns of all ways to write a date of ``exactness`` 4, 7 or 10 characters.

    What is written most stands first: few of them are ever compiled.
    """
    y = rf"(?:{year}|'?{year % 100:02d})(?!\d)"
    if exactness == 4:
        short = f"{year % 100:02d}"
        return rf"(?<!\d){year}(?!\d)", rf"'{short}\b|\d[/.-]{short}(?!\d)"
    m, name = rf"0?{month}", rf"\b{_MONTHS[month - 1]}[a-z]*\.?"
    d = (
        rf"0?{day}(?:st|nd|rd|th)?(?!\d)"
        if exactness == 10
        else r"\d{1,2}(?:st|nd|rd|th)?"
    )
    bare = r"(?!\d|,?\s{0,2}(?:19|20)\d\d|,?\s{0,2}'\d\d|[/.-]\s?\d)"
    forms = (
        rf"(?<!\d){d}[\s-]{{0,3}}(?:of\s)?{name},?[\s-]{{0,3}}(?:{y}|{bare})",
        rf"(?<![\d/.-]){m}/{d}{bare}",
        rf"{name}\s{{0,3}}{d}{bare}",
        rf"{name}\s{{0,3}}{d},?\s{{0,3}}{y}",
        rf"(?<!\d){m}\s?[/.-]\s?{d}\s?[/.-]\s?{y}",
        rf"(?<!\d){year}[/.-]{m}[/.-]{d}",
        rf"(?<![\d/.-]){m}/{d}\s?-\s?\d{{1,2}}/\d{{1,2}}/{y}",
        rf"(?<![\d/.-]){m}/{d}\s?-\s?\d{{1,2}}/\d{{1,2}}{bare}",
        rf"(?<![\d/.-])\d{{1,2}}/\d{{1,2}}\s?-\s?{m}/{d}{bare}",
    )
    if exactness != 7:
        return forms
    return (
        rf"{name},?\s{{0,3}}(?:of\s)?{y}",
        rf"(?<![\d/]){m}[/-]{y}",
        rf"{name}(?!,?\s{{0,3}}(?:\d|'\d))",
        rf"(?<!\d){year}-{m}(?!\d)",
        *forms,
    )
