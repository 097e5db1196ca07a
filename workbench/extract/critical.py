"""Critical tokens: does a quoted text hold the level, side, grade or number claimed?

One function per kind of token, each a yes or no about one text.  They ask for the
token itself and never for a likeness: "severe left" does not hold "severe right", "6
weeks" does not hold 56 days.  They share nothing with the readers, so that a reader's
mistake is not checked by its own code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache

from workbench.content import expressions as re
from workbench.extract.cues import find, pattern, table
from workbench.schema.case import Number, Range, Severity, Side
from workbench.schema.partial_date import earliest
from workbench.schema.spine import (
    SEGMENTS,
    around,
    between,
    bounds,
    is_interspace,
    is_vertebra,
)
from workbench.vocabulary.tables import severity as severity_scale

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_WORDS = {
    word: number
    for number, names in enumerate(
        "zero/no once/one/a/an/single/first twice/two/second/couple three/third "
        "four/fourth five/fifth six/sixth seven eight nine ten eleven "
        "twelve/dozen thirteen fourteen fifteen sixteen seventeen eighteen "
        "nineteen".split()
    )
    for word in names.split("/")
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_NUMBER = re.compile(r"(?<![\d.])\d{1,9}(?:\.\d{1,4})?|(?<![\w.])\.\d{1,4}")
_NAMES = (
    "january february march april may june july august september october november"
    " december"
).split()
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


_compiled = lru_cache(maxsize=2048)(re.compile)
"""Expressions made of what is claimed, kept: few things are claimed, and often."""


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """The text in lower case with every dash as a hyphen; same length is not kept."""
    return text.translate(_DASHES).replace("\u00a0", " ").lower()


# --- numbers ---------------------------------------------------------------------


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
        if word in _WORDS:
            yield _WORDS[word]
        if word in _TENS:
            yield _TENS[word]
            yield _TENS[word] + _WORDS.get(following, 0)


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
    return bool(_compiled(rf"(?<![a-z])(?:{body})(?![a-z/])", re.I).search(fold(text)))


_BOTH_SIDES = re.compile(
    r"\b(?:r\s?/\s?l|l\s?/\s?r|right\s?/\s?left|left\s?/\s?right)\b"
)
"""A header under which one slash parts the grades of both sides."""


_ROMANS = {"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v"}


def _roman_grade(plain: str, grade: str) -> bool:
    """Whether a grade stands in Roman numerals behind its word ("grade IV")."""
    roman = _ROMANS.get(grade)
    if roman is None:
        return False
    told = _compiled(rf"\b(?:grade|gr\.?|power|mrc|strength) {roman}\b", re.I)
    return told.search(plain) is not None


def holds_grade(text: str, grade: str) -> bool:
    """Whether a strength or reflex grade stands in the text ("4-", "4-/5", "4 minus").

    The full grades 5 and 2+ may stand as words (full, normal, symmetric).
    """
    plain = fold(text)
    if not grade[:1].isdigit():
        return bool(_compiled(rf"\b{re.escape(fold(grade))}").search(plain))
    digit, sign = grade[:1], grade[1:].strip()
    signs = {"": r"(?![+\d]|\.\d|-(?!\d|\s)| ?(?:minus|plus))", "+": r"\s?(?:\+|plus)"}
    tail = signs.get(sign, r"\s?(?:-|minus)")
    if _compiled(rf"(?<![\d./]){re.escape(digit)}{tail}").search(plain):
        return True
    bare = rf"(?<![\d./]){re.escape(digit)}(?!\d)"
    if sign == "+" and re.search(rf"\+\s?{re.escape(digit)}(?!\d)", plain):
        return True
    if sign and re.search(rf"{bare}\s?/\s?[45]\s?{re.escape(sign)}", plain):
        return True
    if _BOTH_SIDES.search(plain) and re.search(
        rf"(?<![\d./])[0-5][+-]?\s?/\s?{re.escape(digit)}{tail}", plain
    ):
        return True
    if grade in _spelled_grades(plain) or _roman_grade(plain, grade):
        return True
    return grade in table()["full-grades"] and bool(_full().search(plain))


def _spelled_grades(text: str) -> set[str]:
    found = set()
    for match in re.finditer(
        r"\b(zero|one|two|three|four|five)\b( (?:plus|minus))?", text
    ):
        sign = {" plus": "+", " minus": "-"}.get(match.group(2) or "", "")
        found.add(f"{_WORDS[match.group(1)]}{sign}")
    return found


@cache
def _full() -> re.Pattern[str]:
    return pattern(table()["full-words"])


# --- durations and dates ---------------------------------------------------------

_UNIT_DAYS = {"d": (1, 1), "w": (7, 7), "m": (28, 31), "y": (365, 366)}
_AMOUNT = r"\d{1,4}(?:\.\d{1,2})?|(?<![a-z])(?:half|" + "|".join(_WORDS | _TENS) + ")"
_LENGTH = re.compile(
    rf"(?P<low>{_AMOUNT})(?:\s?(?:-|to|or|and)\s?(?P<high>{_AMOUNT}))?"
    r"(?:\s?\(\d{1,3}\))?[\s+-]{0,2}"
    r"(?:full |consecutive |straight |total |more |or more )?"
    r"(?:of )?(?P<unit>d|w|m|y)(?:ays?|eeks?|onths?|ears?|ks?|k|os?|rs?|ths?)?\b"
)


def _amount(word: str) -> Fraction:
    if word == "half":
        return Fraction(1, 2)
    number = _WORDS.get(word, _TENS.get(word))
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
    parts = _dated(day.year, day.month, day.day, len(date))
    return bool(_compiled(parts).search(plain))


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
def _dated(year: int, month: int, day: int, exactness: int) -> str:
    """A pattern of all ways to write a date of ``exactness`` 4, 7 or 10 characters."""
    y = rf"(?:{year}|'?{year % 100:02d})(?!\d)"
    if exactness == 4:
        return rf"(?<!\d){year}(?!\d)|'{year % 100:02d}\b|\d[/.-]{year % 100:02d}(?!\d)"
    m, name = rf"0?{month}", rf"\b{_MONTHS[month - 1]}[a-z]*\.?"
    d = (
        rf"0?{day}(?:st|nd|rd|th)?(?!\d)"
        if exactness == 10
        else r"\d{1,2}(?:st|nd|rd|th)?"
    )
    bare = r"(?!\d|,?\s{0,2}(?:19|20)\d\d|,?\s{0,2}'\d\d|[/.-]\s?\d)"
    forms = [
        rf"(?<!\d){m}\s?[/.-]\s?{d}\s?[/.-]\s?{y}",
        rf"(?<!\d){year}[/.-]{m}[/.-]{d}",
        rf"(?<![\d/.-]){m}/{d}{bare}",
        rf"(?<![\d/.-]){m}/{d}\s?-\s?\d{{1,2}}/\d{{1,2}}/{y}",
        rf"(?<![\d/.-]){m}/{d}\s?-\s?\d{{1,2}}/\d{{1,2}}{bare}",
        rf"(?<![\d/.-])\d{{1,2}}/\d{{1,2}}\s?-\s?{m}/{d}{bare}",
        rf"{name}\s{{0,3}}{d},?\s{{0,3}}{y}",
        rf"{name}\s{{0,3}}{d}{bare}",
        rf"(?<!\d){d}[\s-]{{0,3}}(?:of\s)?{name},?[\s-]{{0,3}}(?:{y}|{bare})",
    ]
    if exactness == 7:
        forms += [
            rf"(?<![\d/]){m}[/-]{y}",
            rf"(?<!\d){year}-{m}(?!\d)",
            rf"{name},?\s{{0,3}}(?:of\s)?{y}",
            rf"{name}(?!,?\s{{0,3}}(?:\d|'\d))",
        ]
    return "|".join(forms)


# --- sides and severity ----------------------------------------------------------


_MODIFIED = re.compile(r"\b\d{5}[\s|-]{1,20}50\b|\bmod(?:ifiers?)?\b[^a-z]{0,30}\b50\b")
"""A code with the modifier of a procedure done on both sides."""
_BOTH_FLAGS = re.compile(r"[a-z's)][ :]{1,3}([+-])\s?/\s?\1(?![\w/+-])", re.IGNORECASE)
"""One flag a side ("Hoffmann -/-")."""


@cache
def _side(side: Side) -> re.Pattern[str]:
    return pattern(str(word) for word in table()["sides"][side])


def holds_side(text: str, side: Side) -> bool:
    """Whether the side stands in the text; both sides named make it bilateral."""
    plain = fold(text)
    if _side(side).search(plain):
        return True
    both = side == "bilateral"
    if both and (_MODIFIED.search(plain) or _BOTH_FLAGS.search(plain)):
        return True
    return both and all(holds_side(text, one) for one in ("left", "right"))


@cache
def _grade(step: str) -> re.Pattern[str]:
    words = severity_scale().words.get(step, ())
    return pattern([*words, step, *map(str, table()["severity"].get(step, ()))])


def holds_severity(text: str, severity: Severity) -> bool:
    """Whether the words of the grade, or of each bound that is not open, stand there.

    A composite step ("moderate-to-severe") needs a word of each of its parts.
    """
    steps = severity_scale().steps
    names = {number: name for name, number in steps.items()}
    lowest, highest = min(names), max(names)
    bounds_ = {severity.low, severity.high}
    if severity.low != severity.high:
        bounds_ -= {lowest, highest}
    plain = fold(text)
    if severity.low == lowest and severity.high != lowest and _denies(plain, severity):
        return True
    parts = [part for bound in bounds_ for part in names[bound].split("-to-")]
    return all(_grade(part).search(plain) for part in parts)


def _denies(plain: str, severity: Severity) -> bool:
    """ "No significant": a label that denies a grade, where the text denies too."""
    words = fold(severity.label).split()
    denial = words[:1] and words[0] in ("no", "not", "without", "never", "denies")
    return bool(denial) and bool(find("absence", plain))


# --- levels ----------------------------------------------------------------------

_CHAIN = re.compile(
    r"\b(?P<letter>[ctls])\s?-?(?P<first>\d{1,2})"
    r"(?P<rest>(?:\s?(?:-|/|,|&|\+|;|and|to|thru|through|on|over|or|,\s?and|vs\.?)\s?"
    r"(?:levels?\s)?[ctls]?\s?\d{1,2}(?!\d|\s?mm|/5)){0,12})"
)
_LINK = re.compile(
    r"\s?(-|/|,|&|\+|;|and|to|thru|through|on|over|or|vs)?\W*([ctls])?\s?(\d{1,2})"
)
_SCANNED = re.compile(r"\bcs(?=\s?[-/]\s?c?\d)")
"""A scanned "C5-6" whose digit came out as the letter that looks like it."""
_SPANS = ("-", "/", "to", "thru", "through", "on", "over")


_SAID = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_LEVEL_SAID = re.compile(
    rf"(?<![\w.])(?<!vitamin )([CTL])[ -]({_SAID})\b"
    rf"(?:([ ]?[-/,][ ]?|[ ](?:to|through)[ ]|[ ])(?:[CTL][ -])?({_SAID})\b)?",
    re.IGNORECASE,
)
"""A level in words, as a dictation has it ("C six seven")."""


def _written(match: re.Match[str]) -> str:
    letter, upper, gap, lower = match.groups()
    first = _WORDS[upper.lower()]
    if lower is None:
        return f"{letter}{first}"
    second = _WORDS[lower.lower()]
    meets = gap.strip() in ("-", "/", "to", "through") or second == first + 1
    joint = "-" if meets and gap.strip() != "," else f", {letter}"
    return f"{letter}{first}{joint}{second}"


@lru_cache(maxsize=2048)
def levels(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Interspaces that a text names or spans, and the vertebrae named by themselves."""
    spaces: set[str] = set()
    bones: set[str] = set()
    spanned: set[str] = set()
    read = _LEVEL_SAID.sub(_written, fold(text).replace("_", " "))
    for match in _CHAIN.finditer(_SCANNED.sub("c5", read)):
        _follow(match, spaces, bones, spanned)
    return frozenset(spaces), frozenset(bones - spanned)


def _follow(
    match: re.Match[str], spaces: set[str], bones: set[str], spanned: set[str]
) -> None:
    letter, first = match["letter"].upper(), match["first"]
    here = f"{letter}{first}"
    if not is_vertebra(here) and len(first) == 2:
        here = f"{letter}{first[1]}"
        spaces.update(_between(f"{letter}{first[0]}", here))
        spanned.add(here)
    bones.add(here)
    for link, new, number in _LINK.findall(match["rest"]):
        there = f"{new.upper() or letter}{number}"
        if not new and not _between(here, there):
            crossed = f"{'T' if letter == 'C' else 'S'}{number}"
            there = crossed if _touch(here, crossed) else there
        if link in _SPANS or _touch(here, there):
            spaces.update(_between(here, there))
        if link in _SPANS:
            spanned |= {here, there}
        bones.add(there)
        here, letter = there, there[0]


_ENDS = re.compile(
    r"\b(?:from|first|start|upper|top)\b(?: levels?)?\W{1,4}(?P<upper>[ctl]\d{1,2})\b"
    r"\W{1,4}(?:[a-z]{1,8}\W{1,4})?\b(?:thru|through|to|last|end|lower|bottom)\b"
    r"(?: levels?)?\W{1,4}(?P<lower>[ctls]\d{1,2})\b"
)
"""Both ends of a stretch, each behind its own label ("From C3, Thru C7")."""


def _labelled_ends(text: str) -> frozenset[str]:
    """The interspaces between ends that two labels side by side name."""
    return frozenset(
        space
        for match in _ENDS.finditer(fold(text))
        for space in _between(match["upper"].upper(), match["lower"].upper())
    )


def _touch(upper: str, lower: str) -> bool:
    return len(_between(upper, lower)) == 1


def _between(upper: str, lower: str) -> tuple[str, ...]:
    try:
        return between(upper, lower)
    except ValueError:
        return ()


_BARE = re.compile(
    r"(?<![\w./-])(\d{1,2})\s?[-/]\s?([TS]?\d{1,2})(?![\w/-]|\.\w)", re.IGNORECASE
)
_OPERATED_AT = re.compile(
    r"\b(?:acdfs?|acda|cda|ctdr|tdr|plif|tlif|alif|pcf|fusion|arthrodesis|dis[ck]ectomy"
    r"|laminectomy|laminotomy|laminoplasty|foraminotomy|arthroplasty|replacement)"
    r"[\s,:(-]{1,3}(?:(?:at|of|levels?|the)\s){0,2}"
    r"(?P<levels>\d-[TS]?\d(?:(?:\s?[,/&+]\s?|\s(?:and|plus)\s|,\s(?:and\s)?)"
    r"\d-[TS]?\d){0,4})(?![\w/-]|\.\w)",
    re.IGNORECASE,
)
"""Levels without letters right behind an operation ("ACDF, 4-5 and 5-6")."""
_LEVELS_OF = re.compile(
    r"\b(?:levels?|lvls?|interspaces?|segments?|extent|sites?)\b", re.IGNORECASE
)


_NUMERALS = {
    word: str(number)
    for number, word in enumerate("one two three four five six seven".split(), 1)
}
_PAIR = re.compile(
    rf"\b({'|'.join(_NUMERALS)})[ -]({'|'.join(_NUMERALS)})\b", re.IGNORECASE
)


def in_figures(text: str) -> str:
    """The text with pairs of spelled numbers as levels are written ("4-5")."""
    return _PAIR.sub(
        lambda m: f"{_NUMERALS[m[1].lower()]}-{_NUMERALS[m[2].lower()]}", text
    )


def holds_bare_level(text: str, level: str) -> bool:
    """Whether figures alone name an interspace ("5-6").

    They do in a field about levels, and right behind an operation.
    """
    if not is_interspace(level):
        return False
    if not _LEVELS_OF.search(text):
        text = " ".join(one["levels"] for one in _OPERATED_AT.finditer(fold(text)))
    upper, lower = bounds(level)
    named = {(m[1], m[2].upper()) for m in _BARE.finditer(in_figures(fold(text)))}
    return bool(named & {(upper[1:], lower[1:]), (upper[1:], lower)})


def holds_level(text: str, level: str) -> bool:
    """Whether an interspace, or a vertebra or root, is named or lies in a named range.

    A vertebra named by itself holds the interspaces that it bounds (a laminectomy of
    C5).  A name that is no level is not asked about.
    """
    spaces, bones = levels(text)
    if is_vertebra(level):
        touched = {bone for space in spaces for bone in bounds(space)}
        return level in bones | touched
    if not is_interspace(level):
        return True
    single = {space for bone in bones & set(SEGMENTS) for space in around(bone)}
    return level in spaces or level in single or level in _labelled_ends(text)
