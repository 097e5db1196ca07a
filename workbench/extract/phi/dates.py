"""One constant shift for every date of a case, each date keeping its form.

The shift is a whole number of weeks back, so lengths, order, weekdays and "within 12
months" survive.  A month or a year that stands alone cannot be moved by days exactly:
it becomes the month or year that holds its shifted middle, which a model may read, and
is brought back by its place in the text, never by arithmetic.  A date without a year
takes the year that its document gives it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from hashlib import sha256
from hmac import new as keyed

from workbench.content import expressions as re
from workbench.extract.phi.found import Found
from workbench.extract.rules.values.dates import find_dates, find_spans
from workbench.schema.partial_date import PartialDate, earliest, latest

FEWEST_WEEKS, MOST_WEEKS = 6, 98
_SEASONLESS = (46, 12)
"""Weeks 47 to 58 are left out: a year back, a month would keep its name."""
_NAMES = [name for name in calendar.month_name if name]
_YEAR = r"(?:19|20)\d\d"
_MONTH = "|".join([*_NAMES, "Sept", *(name[:3] for name in _NAMES)])
_ROW = re.compile(
    r"(?:^|\n)[ |]{0,3}(?P<v>(?P<m>0?[1-9]|1[0-2])/(?P<d>0?[1-9]|[12]\d|3[01]))"
    r"(?=\t|[ ]{2}|[ ]?\|)"
)
"""A date without a year that begins a row."""
_ROW_REACH = 400
"""Characters between rows of one table."""
_COMPACT = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?=(?:[T_]?\d{2,6})?(?!\d))"
)
_BROKEN = re.compile(
    rf"\b(?:{_MONTH})\.?\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR}\b",
    re.IGNORECASE,
)
"""A named date whose parts stand on two lines."""
_LOOSE = re.compile(
    r"(?<![\d/.-])\d{1,2}(?P<mark>[/-])\d{1,2}(?P=mark)(?:\d{4}|\d\d)(?!\d)"
    rf"|(?<![\w/.-]){_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d)"
    rf"|(?<![A-Za-z])(?:{_MONTH})[-_ .]{{1,2}}\d{{1,2}}[-_ ,]{{1,2}}{_YEAR}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}[-_ ]?(?:{_MONTH})[-_ ]?(?:{_YEAR}|\d\d)(?!\d)",
    re.IGNORECASE,
)
"""Full dates in places where a reader of prose looks for none (file names)."""
_MEASURED = re.compile(r" ?(?:[mc]m|m?c?g|ml|kg|lbs?|degrees)\b", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z]+|\d+")
_RELATIVE = re.compile(r"ago|prior|earlier|back|last|past|yesterday|today", re.I)
_SEASONS = {"spring": 4, "summer": 7, "fall": 10, "autumn": 10, "winter": 1}
_SHORT_SPAN = re.compile(r"\d{1,2}/\d{1,2}")


def shift_of(identity: str, key: str = "") -> int:
    """Days to add to every date of a case: the same for the same identity and key.

    ``FEWEST_WEEKS`` to ``MOST_WEEKS`` back; the identity cannot be read from it.
    """
    state = keyed(key.encode() or b"workbench", identity.encode(), sha256).digest()
    span = MOST_WEEKS - FEWEST_WEEKS - _SEASONLESS[1] + 1
    weeks = FEWEST_WEEKS + int.from_bytes(state[:4], "big") % span
    return -7 * (weeks if weeks <= _SEASONLESS[0] else weeks + _SEASONLESS[1])


def shifted(date: PartialDate, days: int) -> PartialDate:
    """The date moved; a month or year becomes the one that holds its moved middle."""
    first, last = earliest(date), latest(date)
    middle = first + (last - first) / 2 + dt.timedelta(days=days)
    return middle.isoformat()[: len(date)]


def dates_in(
    text: str, anchor: PartialDate | None, days: int, *, day_first: bool = False
) -> Iterator[Found]:
    """Every date of a text with its shifted form; ``anchor`` lends a missing year."""
    seen: set[tuple[int, int]] = set()
    for start, end, value in _located(text, anchor, day_first):
        if (start, end) in seen:
            continue
        seen.add((start, end))
        if _MEASURED.match(text, end):
            continue
        words = text[start:end]
        new = (
            None
            if _scored(text, start, end)
            else _written(words, value, days, day_first)
        )
        if new is not None:
            yield Found(start, end, "date", value, new)


def _scored(text: str, start: int, end: int) -> bool:
    """Whether "12/18" stands beside the name of a score or a measure."""
    if not _SHORT_SPAN.fullmatch(text, start, end):
        return False
    before, after = text[max(start - 30, 0) : start], text[end : end + 12]
    return bool(_SCORE_BEFORE.search(before) or _SCORE_AFTER.match(after))


_SCORE = r"m?joa|ndi|odi|vas|nrs|nurick|bp|score|pain|strength|phq|gad|moca|mmse"
_SCORE_BEFORE = re.compile(rf"\b(?:{_SCORE})\b[^.\d]{{0,12}}$", re.I)
_SCORE_AFTER = re.compile(
    rf"[ (]{{0,2}}(?:{_SCORE}|mg|tab|mm ?hg|pills|sessions|visits)\b", re.I
)


def _located(
    text: str, anchor: PartialDate | None, day_first: bool
) -> Iterator[tuple[int, int, PartialDate]]:
    for pattern in (_LOOSE, _BROKEN):
        for match in pattern.finditer(text):
            value = _parsed(match.group(), day_first)
            if value:
                yield match.start(), match.end(), value
    for match in _COMPACT.finditer(text):
        value = f"{match['y']}-{match['m']}-{match['d']}"
        if _real(value):
            yield match.start("y"), match.end("d"), value
    if anchor:
        yield from _rows(text, str(anchor))
    # An exact anchor, or the reading of "2/3" depends on more than its document.
    near = latest(anchor).isoformat() if anchor else None
    yield from _short_spans(text, near)
    for hit in find_dates(text, near):
        words = text[hit.start : hit.end]
        if _RELATIVE.search(words) or words in ("may", "march"):
            continue
        value = _parsed(words, True) if day_first else None
        yield hit.start, hit.end, value or hit.value


def _rows(text: str, anchor: PartialDate) -> Iterator[tuple[int, int, PartialDate]]:
    """Dates without a year that begin a row.

    "4/5" and "7/10" may be a grade or a score, so they count as dates only in a run of
    rows of which another begins with a date that is neither.
    """
    rows = list(_ROW.finditer(text))
    plain = {i for i, row in enumerate(rows) if row["d"] not in ("5", "10")}
    for index, row in enumerate(rows):
        beside = {
            near
            for near in (index - 2, index - 1, index + 1, index + 2)
            if near in plain and abs(rows[near].start() - row.start()) < _ROW_REACH
        }
        if index not in plain and not beside:
            continue
        value = _before(anchor, int(row["m"]), int(row["d"]))
        if value:
            yield row.start("v"), row.end("v"), value


def _short_spans(
    text: str, anchor: PartialDate | None
) -> Iterator[tuple[int, int, PartialDate]]:
    """The ends of "2/3-3/17", which have no year of their own."""
    for span in find_spans(text, anchor) if anchor else ():
        words = text[span.start : span.end]
        ends = list(_SHORT_SPAN.finditer(words))
        whole = re.fullmatch(
            r"(\d{1,2}/\d{1,2})\s{0,3}\W?\w{0,7}\s{0,3}\S{3,10}", words
        )
        if not whole or not ends or not span.first:
            continue
        first = ends[0]
        yield span.start + first.start(), span.start + first.end(), span.first
        if len(ends) == 2 and span.last and words.count("/") == 2:
            last = ends[1]
            yield span.start + last.start(), span.start + last.end(), span.last


def _before(anchor: PartialDate, month: int, day: int) -> PartialDate | None:
    """The last such day that is not after the anchor."""
    for year in (int(anchor[:4]), int(anchor[:4]) - 1):
        value = f"{year:04}-{month:02}-{day:02}"
        if _real(value) and value <= latest(anchor).isoformat():
            return value
    return None


def _real(value: str) -> bool:
    try:
        return bool(earliest(value))
    except ValueError:
        return False


def _parsed(words: str, day_first: bool) -> PartialDate | None:
    """A full date in numbers or with a month's name, or None."""
    tokens = _TOKEN.findall(words)
    month = next((m for token in tokens if (m := _month(token))), None)
    numbers = [token for token in tokens if token.isdigit()]
    if month and len(numbers) == 2:
        day, year = numbers if len(numbers[0]) < 3 else numbers[::-1]
    elif not month and len(numbers) == 3:
        if len(numbers[0]) == 4:
            year, first, second = numbers
        else:
            first, second, year = numbers
            if day_first or int(first) > 12:
                first, second = second, first
        month, day = int(first), second
    else:
        return None
    number = int(year) + (0 if len(year) == 4 else 1900 if int(year) >= 70 else 2000)
    value = f"{number:04}-{month:02}-{int(day):02}"
    return value if _real(value) else None


def _month(word: str) -> int | None:
    plain = word.lower()
    if len(plain) < 3:
        return None
    for number, name in enumerate(_NAMES, 1):
        if plain in (name.lower(), name[:3].lower()) or (plain, number) == ("sept", 9):
            return number
    return None


# --- writing ----------------------------------------------------------------------


def _written(words: str, old: PartialDate, days: int, day_first: bool) -> str | None:
    """The words of a date with its parts changed and everything else kept."""
    if _COMPACT.fullmatch(words):
        return shifted(old, days).replace("-", "")
    roles = _roles(words, old, day_first)
    if roles is None:
        return None
    if "season" in roles:
        first = dt.date(int(old), _season(words), 15)
        old = f"{first:%Y-%m}"
    new = shifted(old, days)
    wide = _padded(words)
    out: list[str] = []
    place = 0
    for match, role in zip(_TOKEN.finditer(words), roles, strict=True):
        out.append(words[place : match.start()])
        out.append(_part(match.group(), role, new, wide))
        place = match.end()
    return "".join(out) + words[place:]


def _padded(words: str) -> bool:
    """Whether the numbers of a date are written with a leading zero."""
    numbers = [token for token in _TOKEN.findall(words) if token.isdigit()]
    return (
        len(numbers[0]) == 4
        if len(numbers) > 2 and len(numbers[0]) == 4
        else any(number.startswith("0") for number in numbers[:2])
    )


def _season(words: str) -> int:
    return next(n for name, n in _SEASONS.items() if name in words.lower())


def _part(token: str, role: str, new: PartialDate, wide: bool) -> str:
    if role == "year":
        return new[:4] if len(token) == 4 else new[2:4]
    if role in ("month", "day"):
        number = new[5:7] if role == "month" else new[8:10]
        return number if wide else str(int(number))
    if role == "name":
        return _named(token, int(new[5:7]))
    if role == "season":
        return _season_of(token, int(new[5:7]))
    if role == "ordinal":
        day = int(new[8:10])
        return "th" if 10 < day < 14 else _ORDINALS.get(day % 10, "th")
    return token


_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_BY_MONTH = ("winter", "spring", "summer", "fall", "winter")


def _season_of(token: str, month: int) -> str:
    name = _BY_MONTH[(month % 12) // 3]
    return name.capitalize() if token[0].isupper() else name


def _named(token: str, month: int) -> str:
    full = _NAMES[month - 1]
    short = len(token) <= 4 and token.lower() not in ("june", "july")
    name = full[:3] if short else full
    return (
        name.upper() if token.isupper() else name.lower() if token.islower() else name
    )


def _roles(words: str, old: PartialDate, day_first: bool) -> list[str] | None:
    """What each word and number of a date is, or None where that is unclear."""
    tokens = _TOKEN.findall(words)
    small = _small_roles(tokens, old, day_first)
    roles: list[str] = []
    for token in tokens:
        if token.isdigit():
            long = len(token) == 4
            roles.append("year" if long else small.pop(0) if small else "?")
        elif _month(token):
            roles.append("name")
        elif token.lower() in ("st", "nd", "rd", "th"):
            roles.append("ordinal")
        else:
            roles.append("season" if token.lower() in _SEASONS else "word")
    return None if "?" in roles or small else roles


def _small_roles(tokens: list[str], old: PartialDate, day_first: bool) -> list[str]:
    """Roles of the numbers of one or two digits, in order."""
    count = sum(token.isdigit() and len(token) < 3 for token in tokens)
    named = any(_month(token) for token in tokens)
    if named:
        return {10: ["day", "year"], 7: ["year"]}.get(len(old), [])[:count]
    if len(old) == 7:
        return ["month", "year"][:count]
    numbers = [token for token in tokens if token.isdigit()]
    if len(old) != 10 or not numbers:
        return []
    swapped = len(numbers[0]) < 3 and (day_first or int(numbers[0]) != int(old[5:7]))
    order = ["day", "month"] if swapped else ["month", "day"]
    return [*order, "year"][:count]
