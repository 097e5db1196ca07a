"""Levels that were dictated in words: "c five six", "C five, C six", "c 5 to 6".

A transcript without an editor writes numbers as they were said, "M R I" letter by
letter and a code figure by figure, and the full stops as "period".  They are read as
the level, scan, code or stop that they name; each stretch of what is read knows where
it stood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.copy.spoken_bare import bare_levels
from workbench.extract.rules.words.sought import sought
from workbench.vocabulary import procedures

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
_WORD = "|".join(_NUMBERS)
_SPOKEN = sought(
    r"(?P<letter>[CcTtLl])(?<!\w.)(?<!vitamin .)(?<!hepatitis .)(?<!factor .)"
    r"(?<![Cc] [Pp] .)"
    rf"[ -](?P<first>{_WORD})\b"
    rf"(?:(?P<gap>[ ]?[-/,][ ]?|[ ](?:to|on|over|through)[ ]|[ ])"
    rf"(?P<again>[CcTtLlSs][ -])?(?P<second>{_WORD})\b)?"
)
_DIGITS = {**_NUMBERS, "zero": "0", "oh": "0"}
_DIGIT = "|".join(("zero", "oh", *list(_NUMBERS)[:9]))
_TENS = {
    word: str(number)
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), 2
    )
}
_TEENS = {
    word: str(number)
    for number, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
        " nineteen".split(),
        10,
    )
}
_COUNTED = "|".join((*_TENS, *_TEENS, "zero", "oh", *list(_NUMBERS)[:9]))
_IN_PAIRS = sought(
    rf"\b(?P<run>(?:(?:{_COUNTED})[ -]){{2,4}}(?:{_COUNTED}))\b"
    rf"(?![ ,-]{{1,2}}(?:{_COUNTED})\b)",
    re.IGNORECASE,
)
"""A code whose figures are said in pairs ("sixty three oh forty five")."""
_SPELLED = sought(
    r"\b(?P<scan>M[ ]R[ ]I)\b(?! [A-Z]\b)"
    rf"|\b(?P<run>(?:(?:{_DIGIT}|\d)[ -])+(?:{_DIGIT}|\d))\b"
    rf"(?![ ,]{{1,2}}(?:{_DIGIT})\b)",
    re.IGNORECASE,
)
"""A scan spelled in letters, and a code of five figures said one by one."""
_STOP = sought(
    r"(?<=\w) (?P<stop>period|full stop|new paragraph|next paragraph)"
    r"(?=\s*\Z| (?!of\b|pains?\b|cramps?\b|was\b|is\b|has\b|for\b|in which\b))",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\b(?:(?:in|during|over|for|at|of|within|throughout) (?:this|that|her|his|their)"
    r"|a|an|the|each|every|any|no|first|last|trial|time|long|short|brief"
    r"|global|grace|waiting|rest|study|window|same|certain|day|week|month|year|hour"
    r"|post-?op\w*|recovery|healing|missed|late|benefit|monthly)\Z",
    re.IGNORECASE,
)
"""Words before "period" where it is a stretch of time."""
_TYPED_STOP = re.compile(r"[a-z)]\.(?:\s|\Z)")
_FEWEST_STOPS = 2
_JUNCTIONS = ("C7-T1", "T12-L1", "L5-S1")
"""Spaces whose two vertebrae are counted apart ("L five S one")."""
_HIGHEST = {"C": 8, "T": 12, "L": 5}


_CODE_LENGTH = 5


class Stretch(NamedTuple):
    """A stretch of the text as it is read, and its offset in the text as it stands."""

    text: str
    start: int


def is_spoken(text: str, region: str | None = None) -> bool:
    """Whether a text names a level, a scan or a code as it is said."""
    if _SPOKEN.search(text) is not None or any(_spelled(text)):
        return True
    return bool(bare_levels(text, region))


def says_stops(texts: Sequence[str]) -> bool:
    """Whether the stops of a text are said and none is typed."""
    if sum(len(stops(text)) for text in texts) < _FEWEST_STOPS:
        return False
    return sum(len(_TYPED_STOP.findall(text)) for text in texts) < _FEWEST_STOPS


def stops(text: str) -> list[tuple[int, int]]:
    """The places of a line at which a full stop is said."""
    return [
        one.span("stop")
        for one in _STOP.finditer(text)
        if not _MEASURED.search(text[: one.start()])
    ]


def stretches(
    text: str, *, stopped: bool = False, region: str | None = None
) -> list[Stretch]:
    """The text in stretches, what is said in words or letters as it is written.

    ``region`` is the letter of the region that the whole text speaks of.
    """
    read = bare_levels(text, region)
    read += [(one.span(), _figures(one)) for one in _SPOKEN.finditer(text)]
    read += _spelled(text)
    read += [(span, ".") for span in stops(text)] if stopped else []
    read += [(one.span(), ", ") for one in _COMMA.finditer(text)] if stopped else []
    read += _parted(text, sorted(span for span, _ in read))
    found: list[Stretch] = []
    place = 0
    # The longer of two that begin together says more ("L five as one").
    for (start, end), written in sorted(read, key=lambda one: (one[0][0], -one[0][1])):
        if start < place:
            continue
        found.append(Stretch(text[place:start], place))
        found.append(Stretch(written[:-1], start))
        # The last letter stands where what was said ends, so that a quote holds it all.
        found.append(Stretch(written[-1], end - 1))
        place = end
    return [one for one in (*found, Stretch(text[place:], place)) if one.text]


_COMMA = re.compile(r"(?<=\w) comma ", re.IGNORECASE)
_LEADS = 24
"""Characters before the first level of a line that begins with it."""
_TYPED = re.compile(r"[.,;:]")
_AT = re.compile(r"\w(?P<gap> )(?:and )?at \Z")


def _parted(
    text: str, found: list[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], str]]:
    """Stops before "at l four five" where a line told level by level has none.

    Only where the line begins with a level and no mark is typed: what stands between
    two levels is of the one before.
    """
    if _TYPED.search(text) or not found or found[0][0] > _LEADS:
        return
    for start, _ in found[1:]:
        at = _AT.search(text, max(start - 10, 0), start)
        if at is not None:
            yield at.span("gap"), "; "


def _spelled(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Scans spelled in letters and codes of five figures said one by one."""
    for match in _SPELLED.finditer(text):
        if match["scan"]:
            yield match.span(), match["scan"].replace(" ", "")
            continue
        words = re.split(r"[ -]", match["run"].lower())
        if len(words) == _CODE_LENGTH and not any(map(str.isdigit, words)):
            yield match.span(), "".join(_DIGITS[word] for word in words)
    for match in _IN_PAIRS.finditer(text):
        code = _paired_figures(re.split(r"[ -]", match["run"].lower()))
        if code in _codes():
            yield match.span(), code


def _paired_figures(words: Sequence[str]) -> str:
    """The figures of numbers that are said one after the other."""
    found = ""
    for number, word in enumerate(words):
        after = words[number + 1] if number + 1 < len(words) else ""
        if word in _TENS:
            found += _TENS[word] + ("" if _DIGITS.get(after, "0") != "0" else "0")
        else:
            found += _TEENS.get(word) or _DIGITS[word]
    return found


@cache
def _codes() -> frozenset[str]:
    """The codes that a run of numbers may be: a price or a telephone is none."""
    table = procedures()
    mains = (code for one in table.procedures.values() for code in one.codes)
    others = (code for one in table.dependents.values() for code in one.codes)
    return frozenset((*mains, *others))


def _figures(match: re.Match[str]) -> str:
    letter = match["letter"].upper()
    first, second = _NUMBERS[match["first"]], _NUMBERS.get(match["second"] or "", "")
    if int(first) > _HIGHEST[letter]:
        return match.group()
    if not second:
        return f"{letter}{first}"
    junction = f"{letter}{first}-{(match['again'] or letter)[0].upper()}{second}"
    if junction in _JUNCTIONS:
        return junction
    listed = match["gap"].strip() == ","
    if listed or (int(second) != int(first) + 1 and not match["gap"].strip()):
        return f"{letter}{first}, {letter}{second}"
    return f"{letter}{first}-{second}"
