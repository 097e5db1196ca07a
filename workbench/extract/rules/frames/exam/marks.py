"""Marks: the words of an examination that a reading is put together from.

A mark is a span with a role: what was examined (item), what was found (value), on
which side.  Places, muscles and reflexes come from the spine table, sides and grades
from the patterns here.  How marks are joined is ``binding``'s concern.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought
from workbench.extract.rules.words.tokens import tokens
from workbench.extract.rules.words.tokens import words as words_of
from workbench.schema.case import Side
from workbench.vocabulary import spine

Role = Literal["item", "value", "side"]

_CAPITALS = re.compile(r"[A-Z][A-Z0-9]{1,3}s?\Z")
_SHORT = 3
_HOLDER = r"(?:(?:the|his|her|their|both|left|right|bilateral|l|r)\s+){0,2}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a sentence with its role; ``name`` is an id, a grade or a side.

    ``label`` marks a side that holds for what follows ("Left:", "LUE ...").
    """

    role: Role
    name: str
    start: int
    end: int
    label: bool = False


class PlaceWords:
    """A table of places: expressions by first word, and the id each word stands for.

    Short abbreviations in capitals ("WE", "FF") count in capitals only.
    """

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self.ids: dict[str, str] = {}
        plain: list[str] = []
        exact: list[str] = []
        for name, words in table.items():
            for word in words:
                short = bool(_CAPITALS.match(word)) and len(word) <= _SHORT
                self.ids[word if short else _plain(word)] = name
                (exact if short else plain).append(word)
        plain.sort(key=len, reverse=True)
        exact.sort(key=len, reverse=True)
        self._words = plain, exact
        self._firsts = _by_first_word(plain, exact)
        self._beginning = cache(self.pattern)

    def find(self, text: str) -> list[Mark]:
        """Every place named in the text, longest words first, as items."""
        found = []
        for match in self.matches(text):
            name = self._id(match.group())
            if name:
                found.append(Mark("item", name, match.start(), match.end()))
        return found

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """As ``finditer`` of all words: only where one of them begins."""
        if not text.isascii():
            yield from self._beginning("").finditer(text)
            return
        if self._firsts.keys().isdisjoint(words_of(text)):
            return
        free = 0
        for token in tokens(text):
            if token.text not in self._firsts or token.start < free:
                continue
            match = self._beginning(token.text).match(text, token.start)
            if match:
                free = match.end()
                yield match

    def pattern(self, first: str = "") -> re.Pattern[str]:
        """The words that begin with a word, in order; all where none is named."""
        plain, exact = self._firsts[first] if first else self._words
        loose = "|".join(map(_source, plain))
        parts = [rf"(?i:{loose})s?"] if plain else []
        parts += map(re.escape, exact)
        return re.constant(rf"(?<![\w-])(?:{'|'.join(parts)})(?!\w)")

    def _id(self, word: str) -> str | None:
        plain = _plain(word)
        for form in (plain, word, plain.removesuffix("s"), plain.removesuffix("e")):
            if form in self.ids:
                return self.ids[form]
        return None


def _by_first_word(
    plain: Iterable[str], exact: Iterable[str]
) -> dict[str, tuple[list[str], list[str]]]:
    """The words by the first of each, as a text may have it: "toe", "toes"."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for place, words in enumerate((plain, exact)):
        for word in words:
            first = tokens(word)[0].text
            for form in (first, f"{first}s"):
                found.setdefault(form, ([], []))[place].append(word)
    return found


def _plain(word: str) -> str:
    text = re.sub(rf"\bof {_HOLDER}", "of the ", word.lower(), count=1)
    return " ".join(text.replace("-", " ").split())


def _source(word: str) -> str:
    body = re.sub(r"[\s-]+", r"[\\s-]+", re.escape(word).replace(r"\ ", " "))
    body = body.replace(r"\-", "-")
    return body.replace(r"of[\s-]+the[\s-]+", rf"of\s+{_HOLDER}")


@cache
def muscles() -> PlaceWords:
    """Muscles and movements tested for strength."""
    return PlaceWords({k: v.words for k, v in spine().muscles.items()})


@cache
def reflexes() -> PlaceWords:
    """Tendon reflexes."""
    return PlaceWords({k: v.words for k, v in spine().reflexes.items()})


_ELLIPTIC = re.compile(r"(?i:middle|ring|index)|[IMRLS]F")
_DIGIT_LETTERS = {
    "index-finger": ("IF",),
    "middle-finger": ("MF", "LF"),
    "ring-finger": ("RF",),
    "little-finger": ("SF",),
}
_DIGIT = re.compile(
    r"\b(?:thumbs?|fingers?|digits?|small|little|long|pinky)\b|\b[IMRS]F\b",
    re.IGNORECASE,
)
_NOT_DIGIT = re.compile(r"\s+(?:toe|back|third|age|of|trap|surg|mass|level|proc)", re.I)
_SIDED_LETTERS = re.compile(r"\b(?:[LR]|[Ll]t|[Rr]t|left|right)\.? [IMRS]F\Z")
"""A finger by its letters right behind a side ("R MF")."""
_DIGIT_REACH = 30


def find_sites(text: str) -> list[Mark]:
    """Places of the body; "index" and the like count only beside other digits."""
    return [mark for mark in sites().find(text) if _is_place(text, mark)]


_BACK_OF = re.compile(r"\s+of\b")
_CAME_BACK = re.compile(
    r"(?:pain|ache|symptoms?|sx|numbness|tingling|weakness)\s\Z", re.IGNORECASE
)
_SINCE = re.compile(
    r"\s(?:again|to (?:baseline|where)|since (?:the|last|this|a|my|her|his))\b", re.I
)
_BACK_NOW = re.compile(
    r"\b(?:is|are|was|were)\s(?:(?:now|all|fully|right|already)\s)?\Z", re.IGNORECASE
)
_SEAT_ASKED = re.compile(
    r"\b(?:location|sites?|areas?|regions?|where|worst|main|chief|primary|complaints?"
    r"|source|generator)\b[^.;]{0,60}\Z",
    re.IGNORECASE,
)
_COME_BACK = re.compile(
    r"\s?,\s?(?:now\s)?\d|\s?[.;](?:\s|\Z)|\s?\Z"
    r"|\s(?:again|to\b|since|within|at\s\d|now|when|after|where"
    r"|in the (?:same|left|right))",
    re.IGNORECASE,
)
"""What follows a pain that has returned ("the pain is back, 7/10")."""
_OVERHEAD = re.compile(r"\b(?:over|above)\s(?:the|his|her|their|my)\s\Z", re.IGNORECASE)


def is_word_only(text: str, mark: Mark) -> bool:
    """Whether "back" or "head" names no place of a complaint.

    "Down the back of the arm", "leg pain back since the weekend", "the pain is back,
    7/10", "holds it over his head".
    """
    if mark.name == "back":
        if _BACK_OF.match(text, mark.end):
            return True
        lead = text[: mark.start]
        if _BACK_NOW.search(lead) and not _SEAT_ASKED.search(lead):
            return _COME_BACK.match(text, mark.end) is not None
        came = _CAME_BACK.search(lead)
        return bool(came) and _SINCE.match(text, mark.end) is not None
    return mark.name == "head" and bool(_OVERHEAD.search(text[: mark.start]))


def _is_place(text: str, mark: Mark) -> bool:
    if is_word_only(text, mark):
        return False
    if not _ELLIPTIC.fullmatch(text[mark.start : mark.end]):
        return True
    if _SIDED_LETTERS.search(text, max(mark.start - 7, 0), mark.end):
        return not _NOT_DIGIT.match(text, mark.end)
    low, high = max(mark.start - _DIGIT_REACH, 0), mark.end + _DIGIT_REACH
    beside = _DIGIT.search(text[low : mark.start]) or _DIGIT.search(
        text[mark.end : high]
    )
    return bool(beside) and not _NOT_DIGIT.match(text, mark.end)


@cache
def sites() -> PlaceWords:
    """Places of the body where symptoms sit."""
    table = spine().sites.items()
    return PlaceWords({k: (*v.words, *_DIGIT_LETTERS.get(k, ())) for k, v in table})


_SIDES = sought(
    r"(?=[BELNRSbelnrs])(?<![\w/>])(?<!Dr\. )(?<!Dr )(?:"
    r"(?P<bilateral>(?<!hepatitis )(?<!itamin )(?<!type )(?<!part )(?<!plan )"
    r"\bB(?=\s*(?:[.,;)]|$|\s{2}|(?:delt|bi|tri|grip|IO|[UL]E|hand|wrist|ankle|leg|arm|foot|feet|cal[fv]|buttock"
    r"|thigh|knee|shoulder|forearm|thumb|finger|toe)\w*\b))"
    r"|(?i:bilateral(?:ly)?|bilat|b/l|both|either|neither|symmetric(?:al)?"
    r"(?:ly)?)(?!\w)|\bBUEs?\b|\bBLEs?\b|(?:L|R|left|right)\s*[<>=&]\s*(?:L|R|left|right)\b"
    r"|\b(?:L\+R|R\+L|L and R|R and L)\b(?!\s?[-+(/=:]|\s\d{1,3}\s?/)"
    r"|(?i:(?:left|right) (?:greater|worse|more) than (?:the )?(?:left|right))"
    r"|(?i:(?:right and|left and) (?:the )?(?:left|right))\b)"
    r"|(?P<left>(?<!never )(?<!ever )(?i:left(?!\s(?:her|him|them|me|us|without"
    r"|untreated"
    r"|alone|ama|blank|message|work|home|school|the|an?)\b)|left-sided|left-hand"
    r"|L[ -]sided)\b\.?|[Ll]t\b\.?"
    r"|LT(?=\.?\s(?i:arm|hand|leg|foot|shoulder|knee|hip|wrist|elbow|ankle|thumb|calf|thigh"
    r"|upper|lower|side|delt|bi|tri|quad|EHL|TA|SLR)\w*\b)\.?|LUE\b|LLE\b|L\b(?!-|/|\s*\d-\d))"
    r"|(?P<right>(?:(?i:right|right-sided|right-hand|rt)|R[ -]sided)\b\.?|RUE\b"
    r"|RLE\b|R\b(?![-/]))"
    r")"
)
_LABEL = re.compile(
    r"\s*(?:(?:-?sided?|(?:upper |lower )?(?:extremity|extremities|limb|side|arm|leg"
    r"|hand|shoulder|elbow|wrist|foot|ankle|knee|hip)"
    r"|UE|LE)\s*)?(?P<colon>:)?"
)
_LIMB_LABEL = re.compile(r"[LRB][UL]E")


_LEADS = re.compile(r"\s*(?:on|in|for)\s(?:the\s|his\s|her\s)?\Z", re.IGNORECASE)
"""What leads to a side that holds for the whole sentence ("On the right, ...")."""


_ADVERB = re.compile(
    r"\b(?:work|walk|function|mov|go|look|feel|sit|hold|fit|sleep|act|com)\w*"
    r"(?: (?:quite|just|all|too|so|out))? \Z",
    re.IGNORECASE,
)
"""Verbs behind which "right" is no side ("my hands quit working right")."""
_TWO_TESTS = re.compile(r"\b(?:and|&) (?:the )?[A-Z][A-Za-z']+(?: tests?| signs?)? \Z")
"""Two tests named together, which "both" then means ("Neer and Hawkins both hurt")."""
_TESTS_DO = re.compile(
    r" (?:reproduc\w+|hurt|provok\w+|elicit\w*|bring|caus\w+|painful|pos\w*|neg\w*|[+-])",  # noqa: E501
    re.IGNORECASE,
)


def _no_side(text: str, match: re.Match[str]) -> bool:
    """Whether a word of side means none: how something works, or two tests."""
    word = match.group().lower()
    if word == "right":
        return _ADVERB.search(text[: match.start()]) is not None
    if word != "both" or not _TESTS_DO.match(text, match.end()):
        return False
    return _TWO_TESTS.search(text[: match.start()]) is not None


def find_sides(text: str) -> list[Mark]:
    """Every side named, as marks; a side before a colon holds for what follows."""
    found = []
    for match in _SIDES.finditer(text):
        if _no_side(text, match):
            continue
        side = match.lastgroup or ""
        after = _LABEL.match(text, match.end())
        label = bool(after and after["colon"]) or bool(_LIMB_LABEL.match(match.group()))
        label = label or bool(
            after
            and _LEADS.match(text[: match.start()])
            and text.startswith(",", after.end())
        )
        found.append(Mark("side", side, match.start(), match.end(), label))
    return found


_PLURAL = re.compile(
    r"\b(?:shoulders|(?:fore)?arms|elbows|wrists|hands|thumbs|legs|thighs|knees|ankles|feet|"
    r"extremities|limbs|[UL]Es|trapezii)\Z",
    re.IGNORECASE,
)


def is_pair(words: str) -> bool:
    """Whether a place is told in the plural of a paired part: both sides.

    Fingers and shoulder blades are no such pair: one hand has several fingers, and
    what lies between the blades lies in the midline.
    """
    return bool(_PLURAL.search(words))


def side_of(text: str, item: Mark | None, side: Side | None) -> Side | None:
    """The side read for an item, else the one that its own words hold.

    "The dorsum of the left foot" and "LUE" name a side, a plural pair names both.
    """
    if side is not None or item is None:
        return side
    inner = text[item.start : item.end]
    within = {mark.name for mark in find_sides(inner)}
    if len(within) == 1:
        return as_side(within.pop())
    return "bilateral" if is_pair(inner) else None


def as_side(name: str | None) -> Side | None:
    """A side's name as the schema's type."""
    if name == "left":
        return "left"
    if name == "right":
        return "right"
    return "bilateral" if name == "bilateral" else None


def without_overlap(marks: Iterable[Mark]) -> list[Mark]:
    """Marks in order of place, a longer mark winning over one that it overlaps."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start - m.end, m.start)):
        if all(mark.end <= old.start or mark.start >= old.end for old in kept):
            kept.append(mark)
    return sorted(kept, key=lambda m: (m.start, m.end))
