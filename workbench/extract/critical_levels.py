"""Interspaces and vertebrae, as a text names or spans them."""

from __future__ import annotations

from functools import lru_cache

from workbench.content import expressions as re
from workbench.extract import cues
from workbench.extract.critical_text import WORDS, fold
from workbench.schema.spine import (
    SEGMENTS,
    around,
    between,
    bounds,
    is_interspace,
    is_vertebra,
)

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
    first = WORDS[upper.lower()]
    if lower is None:
        return f"{letter}{first}"
    second = WORDS[lower.lower()]
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
        if level == "C2" and cues.find("second-cervical", text):
            return True
        touched = {bone for space in spaces for bone in bounds(space)}
        return level in bones | touched
    if not is_interspace(level):
        return True
    single = {space for bone in bones & set(SEGMENTS) for space in around(bone)}
    return level in spaces or level in single or level in _labelled_ends(text)
