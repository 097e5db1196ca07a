"""Levels that were dictated without their letter, or with a letter heard as a word.

"A disc at five six" and "no bridging at 6-7" leave the letter out; "see five six" and
"L for L5" are how a recogniser hears C5-6 and L4-5.  The letter comes from the words
of the line, else of the text; where these do not tell one region nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
_WORD = "|".join(_NUMBERS)
_COUNTED = (
    r"(?!\s?-?\s?(?:weeks?|wks?|months?|mos?\b|days?|years?|yrs?|hours?|hrs?|times"
    r"|visits?|sessions?|out\b|or\b|of ten|over ten|millimet\w+|mm\b|cm\b|degrees?"
    r"|percent|%|pounds?|lbs?\b|minutes?|levels of|patients?|people|more|blocks?|stairs"
    r"|steps|a day|per\b|a\.?m\b|p\.?m\b|o'?clock|points?|milligrams?|mg\b|/|hundred"
    r"|thousand|inch\w*|feet|foot|tablets?|pills?|other|different|screws|plus\b"
    r"|kids|children))"
)
_PLACE_AFTER = (
    r"(?=\s(?:level|levels|disc|disk|interspace|space|segment|graft|cage|fusion|facets?"
    r"|foram\w*|stenosis|herniation|protrusion|extrusion|bulge|narrowing|root|nerve|joint"
    r"|endplates?|is|are|looks?|shows?|has|there|with|and|on the|to the|but|where|also"
    r"|probably|appears?|was|which|moderate\w*|mild\w*|severe\w*|right|left)\b|\s?[,.;)]|\s*\Z)"
)
_PAIR = sought(
    r"\b(?:the|of|for|levels|and|between|from|to|then|nothing|old|around|in"
    r"|opposite|behind|below|above|through|fused|mild|moderate|severe)\s"
    rf"(?P<pair>(?P<a>{_WORD})(?:[ -]| to )(?P<b>{_WORD}))\b" + _COUNTED + _PLACE_AFTER,
    re.IGNORECASE,
)
_AT = sought(
    r"(?<!rated )(?<!pain )(?<!is )(?<!was )(?<!score )(?<!ranks )(?<!stays )\b"
    r"(?:at|level)\s"
    rf"(?P<pair>(?P<a>{_WORD})[ -](?P<b>{_WORD}))\b" + _COUNTED,
    re.IGNORECASE,
)
_OPENS = re.compile(
    rf"(?:\A\W{{0,3}}|[.,;:]\s{{1,2}}|\bcomma\s)"
    rf"(?P<pair>(?P<a>{_WORD})(?:[ -]| to )(?P<b>{_WORD}))\b" + _COUNTED + _PLACE_AFTER,
    re.IGNORECASE,
)
_FIGURES = sought(
    r"\b(?:disc|disk|cage|graft|plate|screws?|fusion|fused|stenosis|narrowing|hnp|spurs?"
    r"|osteophytes?|protrusion|extrusion|herniation|bulge|bridging|bone|slip|listhesis"
    r"|instability|motion|facets?|foram\w*|ossified|opll|compression|sunk|collapsed?|ddd"
    r"|subsidence|spondylosis|degenerat\w+|nonunion|pseudarthrosis|decompression)\b"
    r"(?:\s[a-z']+){0,3}?\s(?:at|of)\s(?:the\s)?"
    r"(?P<pair>(?P<a>\d)[-/](?P<b>\d))(?![\d/%-]|\.\d)" + _COUNTED,
    re.IGNORECASE,
)
_LISTED = sought(
    rf"\b(?P<pair>(?P<a>{_WORD})[ -](?P<b>{_WORD}))\b"
    rf"(?=(?:,? and |, | & |/)(?:{_WORD})[ -](?:{_WORD})\b{_COUNTED})",
    re.IGNORECASE,
)
_ROW = re.compile(
    r"\A\s{0,8}(?P<pair>(?P<a>\d)-(?P<b>\d))(?=\s{2,8}[a-z][^\n]{0,80}?"
    r"\b(?:dis[ck]|bulg\w+|protru\w+|herniat\w+|osteophyt\w*|spurs?|stenos\w+|narrow\w*"
    r"|foram\w+|canal|facets?|uncovertebral)\b)",
    re.IGNORECASE,
)
"""How a report told level by level begins a line, its findings apart."""
_PAIRS = (_PAIR, _AT, _OPENS, _FIGURES, _LISTED, _ROW)
_ROOT = sought(
    r"\b(?:the|exiting|traversing|left|right|descending)\s(?P<pair>(?P<a>"
    rf"{_WORD}))\s(?:nerve|root)\b",
    re.IGNORECASE,
)
_HEARD = sought(
    rf"\b(?P<heard>see|sea|cee|tea|tee|el|ell|elle)\s(?P<first>for|fore|{_WORD})"
    rf"(?:[ -]| to )(?P<second>{_WORD})\b" + _COUNTED,
    re.IGNORECASE,
)
_FOR = sought(
    r"\b(?P<heard>[CL])\s(?P<first>for|fore|to|too)\s(?P<second>[CL]\s?[35]|three|five)\b"
    + _COUNTED,
)
_SACRUM = sought(
    r"\b(?P<five>L\s?(?:5|five))[ ,-]{1,2}(?:as|ess|s|S)\s(?:one|won|1)\b",
    re.IGNORECASE,
)
_S_ONE = sought(r"(?<![\w'’])S[ -](?P<first>one|two)\b(?!\s(?:of|day|week|more)\b)")
_MEASURE = sought(
    rf"\b(?P<first>{_WORD})(?: point (?P<second>{_WORD}))? ?-?"
    r"(?P<unit>millimet(?:er|re)s?|mm|degrees?)\b",
    re.IGNORECASE,
)
_HINT = sought(
    rf"\b(?:{_WORD})\b|\b(?:at|of) (?:the )?\d[-/]\d|\b[CL] (?:for|fore|too?)\b"
    r"|\b5[ ,-]{1,2}(?:as|ess|s) |\A\s{0,8}\d-\d\s{2}",
    re.IGNORECASE,
)
"""What every level said without its letter has; most lines have none of it."""
_LETTER = {"see": "C", "sea": "C", "cee": "C", "tea": "T", "tee": "T"}
_CUES = {
    "C": re.compile(
        r"\b(?:cervical|neck|c-?\s?spine|acdf|arms?|hands?|fingers?|thumb|brachialg\w+"
        r"|uncovertebral|uncinate)\b|\bC\s?(?:\d|two|three|four|five|six|seven)\b"
        r"|\b(?:see|sea) (?:three|four|five|six)\b",
        re.IGNORECASE,
    ),
    "L": re.compile(
        r"\b(?:lumbar|low(?:er)? back|lumbosacral|l-?\s?spine|legs?|sciatica|buttocks?"
        r"|conus|cauda|foot|tlif|plif|alif)\b|\bL\s?(?:\d|one|two|three|four|five)\b",
        re.IGNORECASE,
    ),
    "T": re.compile(
        r"\b(?:thoracic|dorsal spine|t-spine)\b|\bT\s?(?:[4-9]|1[0-2])\b", re.IGNORECASE
    ),
}
_NECK_ONLY = 5
"""From here on a pair has no counterpart in the low back ("five six")."""
_LAST_LUMBAR = 5

Read = tuple[tuple[int, int], str]


def region(texts: Iterable[str]) -> str | None:
    """The letter of the one region that texts speak of; None where it is open."""
    whole = "\n".join(texts)
    found = [letter for letter, cue in _CUES.items() if cue.search(whole)]
    return found[0] if len(found) == 1 else None


def bare_levels(text: str, around: str | None) -> list[Read]:
    """Spans of a line that name a level without its letter, and what they name."""
    if _HINT.search(text) is None:
        return []
    found = [*_heard(text), *_junctions(text)]
    pairs = [one for pattern in _PAIRS for one in pattern.finditer(text)]
    roots = list(_ROOT.finditer(text))
    own = (region([text]) or around) if pairs or roots else None
    for match in pairs:
        written = _space(_number(match["a"]), _number(match["b"]), own, text)
        if written:
            found.append((match.span("pair"), written))
    found += _roots(roots, own)
    return sorted(set(found))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


def _space(first: int, second: int, letter: str | None, text: str) -> str | None:
    """The space between two neighbours, the region known or the only one possible."""
    if (first, second) == (_LAST_LUMBAR, 1):
        return None if letter in ("C", "T") else "L5-S1"
    if second != first + 1:
        return None
    if letter == "T" or _CUES["T"].search(text):
        return None
    if first >= _NECK_ONLY:
        return f"C{first}-{second}" if second <= 7 and letter != "L" else None
    return f"{letter}{first}-{second}" if letter and first > 1 else None


def _heard(text: str) -> Iterator[Read]:
    """ "See five six", "L for L5": a letter or a four heard as a word."""
    for match in (*_HEARD.finditer(text), *_FOR.finditer(text)):
        small = match["heard"].lower()
        letter = small.upper() if len(small) == 1 else _LETTER.get(small, "L")
        first = {"for": 4, "fore": 4, "to": 2, "too": 2}.get(match["first"].lower())
        first = first or _NUMBERS[match["first"].lower()]
        second = match["second"].lower()
        lower = int(second[-1]) if second[-1].isdigit() else _NUMBERS[second]
        if lower == first + 1:
            yield match.span(), f"{letter}{first}-{lower}"


def _junctions(text: str) -> Iterator[Read]:
    """ "L five as one", "S one", and measures ("four millimeters")."""
    for match in _SACRUM.finditer(text):
        yield match.span(), "L5-S1"
    for match in _S_ONE.finditer(text):
        yield match.span(), f"S{_NUMBERS[match['first']]}"
    for match in _MEASURE.finditer(text):
        value = str(_NUMBERS[match["first"].lower()])
        if match["second"]:
            value = f"{value}.{_NUMBERS[match['second'].lower()]}"
        yield (match.start(), match.start("unit")), f"{value} "


def _roots(found: Iterable[re.Match[str]], letter: str | None) -> Iterator[Read]:
    """ "The six root": one of the neck's, or of the region spoken of."""
    for match in found:
        number = _number(match["a"])
        own = letter or ("C" if number in (6, 7, 8) else None)
        if (own == "C" and 3 <= number <= 8) or (own == "L" and 2 <= number <= 5):
            yield match.span("pair"), f"{own}{number}"
