"""Critical tokens: the words of a text that must not be wrong.

Dates, codes, spinal levels, strength grades, numbers with their units, sides and grades
of narrowing, each in one canonical form, so that ``05/04/2026`` and ``2026-05-04`` are
the same token, and ``C5/6`` and ``C5-C6``.  Patterns are tried in an order in which the
longer reading comes first; what one has taken no other sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from workbench.content import expressions as re
from workbench.schema.spine import between, is_interspace

Kind = Literal[
    "date",
    "code",
    "level",
    "vertebra",
    "strength",
    "number",
    "side",
    "grade",
    "hash",
    "version",
    "citation",
    "quote",
    "reference",
    "line id",
    "name",
]


class Token(NamedTuple):
    """One critical token: kind, canonical value, unit of a number, where it stands."""

    kind: Kind
    value: str
    unit: str
    start: int
    end: int


_MONTHS = (
    "january february march april may june july august september october november "
    "december"
).split()
_MONTH = "|".join([*_MONTHS, *(name[:3] for name in _MONTHS), "sept"])
_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), 2
    )
}
_UNITS: dict[str, str] = {
    **dict.fromkeys(("%", "percent"), "%"),
    **dict.fromkeys(("day", "days"), "day"),
    **dict.fromkeys(("week", "weeks", "wk", "wks"), "week"),
    **dict.fromkeys(("month", "months", "mo", "mos"), "month"),
    **dict.fromkeys(("year", "years", "yr", "yrs", "year-old", "y/o"), "year"),
    **dict.fromkeys(("hour", "hours"), "hour"),
    **dict.fromkeys(("mm", "millimetre", "millimetres", "millimeters"), "mm"),
    **dict.fromkeys(("cm",), "cm"),
    **dict.fromkeys(("degree", "degrees", "deg", "°"), "degree"),
    **dict.fromkeys(("ng/ml",), "ng/ml"),
    **dict.fromkeys(("mg",), "mg"),
    **dict.fromkeys(("visit", "visits", "session", "sessions"), "visit"),
    **dict.fromkeys(("document", "documents"), "document"),
    **dict.fromkeys(("page", "pages"), "page"),
    **dict.fromkeys(("line", "lines"), "line"),
    **dict.fromkeys(("level", "levels", "segment", "segments"), "level"),
    **dict.fromkeys(("attempt", "attempts"), "attempt"),
}
COUNTED = frozenset(("visit", "level", "document", "page", "line", "attempt"))
"""Units that are things counted, not measured."""
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_UNIT_END = r"(?![A-Za-z])"
_GRADES = (
    "moderate-to-severe",
    "moderate to severe",
    "mild-to-moderate",
    "mild to moderate",
    "moderately",
    "moderate",
    "severely",
    "severe",
    "mildly",
    "mild",
)
GRADE_WORDS = ("critical", "marked", "minimal", "slight", "trace", "advanced")
"""Words that are grades in some company only; in a fact's own field always."""
_NARROWING = (
    "stenosis|narrowing|compression|foraminal|neural|central|canal|recess|encroachment"
    "|impingement|disability|weakness|degenerative"
)

Find = Callable[[re.Match[str]], Iterator[tuple[Kind, str, str]]]


def _fixed(kind: Kind) -> Find:
    def find(match: re.Match[str]) -> Iterator[tuple[Kind, str, str]]:
        yield kind, match[0], ""

    return find


def _iso(year: str, month: str | None, day: str | None) -> str:
    parts = [year, *(f"{int(part):02d}" for part in (month, day) if part)]
    return "-".join(parts)


def _date_iso(match: re.Match[str]) -> Iterator[tuple[Kind, str, str]]:
    yield "date", _iso(match[1], match[2], match[3]), ""


def _date_slashed(match: re.Match[str]) -> Iterator[tuple[Kind, str, str]]:
    year = match[3] if len(match[3]) == 4 else f"20{match[3]}"
    yield "date", _iso(year, match[1], match[2]), ""


def _month(name: str) -> str:
    return str([month[:3] for month in _MONTHS].index(name[:3].lower()) + 1)


def _date_day_first(match: re.Match[str]) -> Iterator[tuple[Kind, str, str]]:
    yield "date", _iso(match[3], _month(match[2]), match[1]), ""


def _date_month_first(match: re.Match[str]) -> Iterator[tuple[Kind, str, str]]:
    yield "date", _iso(match[3], _month(match[1]), match[2]), ""


def _interspaces(match: re.Match[str]) -> Iterator[tuple[Kind, str, str]]:
    upper = f"{match[1]}{match[2]}"
    lower = f"{match[3] or match[1]}{match[4]}"
    try:
        names = between(upper, lower)
    except ValueError:
        names = ()
    if not names and is_interspace(match[0]):
        names = (match[0],)
    if not names:
        yield "level", f"{upper}-{lower}", ""
    for name in names:
        yield "level", name, ""


def _number(match: re.Match[str]) -> Iterator[tuple[Kind, str, str]]:
    unit = _UNITS.get((match[2] or "").lower(), "")
    yield "number", canonical(match[1]), unit


def _word_number(match: re.Match[str]) -> Iterator[tuple[Kind, str, str]]:
    yield "number", _WORDS[match[1].lower()], _UNITS[match[2].lower()]


def _grade(match: re.Match[str]) -> Iterator[tuple[Kind, str, str]]:
    yield "grade", match[0].lower().replace(" to ", "-to-").removesuffix("ly"), ""


def _side(match: re.Match[str]) -> Iterator[tuple[Kind, str, str]]:
    word = match[0].lower()
    yield "side", "bilateral" if word.startswith(("bilat", "both")) else word[:5], ""


def canonical(number: str) -> str:
    """A number without grouping commas, trailing zeros or a bare point."""
    text = number.replace(",", "")
    if "." in text:
        text = text.rstrip("0").rstrip(".") or "0"
    head, point, tail = text.partition(".")
    return f"{head.lstrip('0') or '0'}{point}{tail}"


def unit_name(unit: str | None) -> str:
    """The canonical name of a unit; an unknown unit is no unit."""
    return _UNITS.get((unit or "").strip().lower(), "")


_I = re.IGNORECASE
_PATTERNS: tuple[tuple[re.Pattern[str], Find], ...] = (
    (
        re.compile(r"(?<![\w.])(?=[a-f0-9]{0,63}\d)[0-9a-f]{16,64}(?!\w)"),
        _fixed("hash"),
    ),
    (re.compile(r"(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d-])"), _date_iso),
    (
        re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\d/])"),
        _date_slashed,
    ),
    (
        re.compile(rf"(?<!\d)(\d{{1,2}}) ({_MONTH})\.?,? (\d{{4}})(?!\d)", _I),
        _date_day_first,
    ),
    (
        re.compile(
            rf"\b({_MONTH})\.? (?:(\d{{1,2}})(?:st|nd|rd|th)?,? )?(\d{{4}})(?!\d)", _I
        ),
        _date_month_first,
    ),
    (re.compile(r"(?<![\w.])[A-TV-Z]\d[0-9A-Z]\.[0-9A-Z]{1,4}(?!\w)"), _fixed("code")),
    (re.compile(r"(?<![\w.,])(?:\d{5}|[A-Z]\d{4})(?![\w]|[.,]\d)"), _fixed("code")),
    (
        re.compile(
            r"(?<![A-Za-z0-9])([CTLS])(\d{1,2})"
            r"(?: ?[-–—/] ?| to | through )([CTLS])?(\d{1,2})(?!\d)"
        ),
        _interspaces,
    ),
    (
        re.compile(
            r"(?<![A-Za-z0-9])[CTLS]\d{1,2}(?![A-Za-z0-9]"
            r"|[- ](?:weighted|signal|hyper))"
        ),
        _fixed("vertebra"),
    ),
    (
        re.compile(r"(?<![\w./-])([0-5][+-]?)(?:/5(?!\d)|(?<=[+-])(?![\w/-]))"),
        lambda match: iter([("strength", match[1], "")]),
    ),
    (
        re.compile(
            rf"(?<![A-Za-z0-9])(\d+(?:,\d{{3}})*(?:\.\d+)?|\.\d+)"
            rf"(?:[- ]?({_UNIT}){_UNIT_END})?",
            _I,
        ),
        _number,
    ),
    (
        re.compile(
            rf"\b(?:one(?=[- ](?:day|week|month|year)))[- ]({_UNIT}){_UNIT_END}", _I
        ),
        lambda match: iter([("number", "1", _UNITS[match[1].lower()])]),
    ),
    (
        re.compile(rf"\b({'|'.join(_WORDS)})[- ]({_UNIT}){_UNIT_END}", _I),
        _word_number,
    ),
    (re.compile(rf"\b(?:{'|'.join(_GRADES)})\b", _I), _grade),
    (
        re.compile(
            rf"\b(?:{'|'.join(GRADE_WORDS)})(?=,| (?:{_NARROWING})\b)"
            rf"|(?<=graded )(?:{'|'.join(GRADE_WORDS)})\b",
            _I,
        ),
        _grade,
    ),
    (
        re.compile(
            r"\b(?:bilateral(?:ly)?"
            r"|both (?=hands|arms|sides|shoulders|feet|legs|wrists))"
            r"|(?<!which is )\b(?:left|right)(?!\w)"
            r"(?! (?:open|out|over|blank|unanswered|unsaid|to\b))",
            _I,
        ),
        _side,
    ),
)


def tokens(text: str) -> tuple[Token, ...]:
    """The critical tokens of a plain text, in order."""
    found: list[Token] = []
    for pattern, find in _PATTERNS:
        spans: list[tuple[int, int]] = []
        for match in pattern.finditer(text):
            spans.append(match.span())
            found += [
                Token(kind, value, unit, *match.span())
                for kind, value, unit in find(match)
            ]
        text = blank(text, spans)
    return tuple(sorted(found, key=lambda token: token.start))


def blank(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with spans replaced by an unseen character of the same length."""
    if not spans:
        return text
    parts, place = [], 0
    for start, end in spans:
        parts += [text[place:start], "\x00" * (end - start)]
        place = end
    return "".join([*parts, text[place:]])
