"""The words of an imaging sentence that carry meaning, in order.

One pass collects places, grades, sides, levels, words of narrowing and contact,
findings and the small words that join or part them; where two overlap the longer wins.
Everything later reads this list and never the raw text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.states import shifts, states
from workbench.extract.rules.model import LevelMention
from workbench.extract.rules.values import levels, severity, sides
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Severity, Side
from workbench.vocabulary.tables import spine

TokenKind = Literal[
    "level",
    "side",
    "grade",
    "no",
    "site",
    "narrowing",
    "narrowed",
    "open",
    "noun",
    "contact",
    "target",
    "measure",
    "diameter",
    "named",
    "worse",
    "scope",
    "same-level",
    "join",
    "link",
    "cut",
    "idle",
]

_KIND: dict[str, TokenKind] = {
    "no": "no",
    "joins-and": "join",
    "joins-or": "join",
    "hangs-on": "link",
    "starts-afresh": "cut",
    "every-level": "scope",
    "other-levels": "scope",
    "many-levels": "scope",
    "fused-levels": "scope",
    "adjacent-levels": "scope",
    "same-level": "same-level",
    "narrowing": "narrowing",
    "encroachment": "narrowing",
    "obliteration": "narrowing",
    "narrowed": "narrowed",
    "narrow-beside": "narrowed",
    "open": "open",
    "canal-diameter": "diameter",
    "named-central": "named",
    "named-foraminal": "named",
    "named-other": "named",
    "worse-side": "worse",
    "unchanged": "idle",
}
_LEXICONS = (
    "imaging",
    "imaging-grammar",
    "imaging-findings",
    "imaging-hardware",
    "contact",
)
_POINT = re.compile(
    r"[;,()\[\]|]|\.(?=\s|$)|\s[-\u2013\u2014/]\s|\s\+\s(?!\d)|/(?=[A-Za-z])"
)
_MEASURE = sought(
    r"(?<![\d.x/-])(\d{1,3}(?:\.\d{1,2})?)\s?-?\s?"
    r"(mm|millimet(?:er|re)s?|cm|degrees?|deg\b|\u00b0)(?![a-z])",
    re.IGNORECASE,
)
_NAMED_NUMBER = re.compile(
    r"\s{0,2}(?:grade|type|class)?\s{0,2}([0-5]|[A-D]|I{1,3}|IV|V)\b"
)
_LONE = sought(r"(?<![\w>/<.+=&'-])(?:[RLB]|[LR]t|LT|RT)(?![\w/>'<+=-]|\.\w|\s?\d)")
_LETTERS: dict[str, Side] = {"L": "left", "R": "right", "B": "bilateral"}
_BESIDE = re.compile(
    r"\b(?:above|below|adjacent to|next to|cephalad to|caudal to|cranial to|rostral to"
    r"|superior to|inferior to)\s"
    r"(?:(?:the|a|her|his|prior|previous|existing|known)\s){0,3}\Z",
    re.IGNORECASE,
)
_FUSED = re.compile(
    r"\s(?:level\s|anterior\s|posterior\s|cervical\s|lumbar\s|prior\s){0,3}"
    r"(?:fusion|arthrodesis|construct|acdf|instrumentation|hardware|fused)\b",
    re.IGNORECASE,
)
_LEAD = 50
_FEW = 3
"""Tokens to either side in which a place makes a word one of narrowing."""
_AT = re.compile(r"\bat (?:the )?(?:level of )?$", re.IGNORECASE)
_PAIR = 2
"""Roots that a pair of levels names when it is read as roots."""
_UNITS = {"m": "mm", "c": "cm", "d": "degrees", "\u00b0": "degrees"}


@dataclass(frozen=True, slots=True)
class Token:
    """One meaningful stretch of a sentence; offsets count in the sentence's text."""

    kind: TokenKind
    start: int
    end: int
    text: str
    concept: str = ""
    attributes: dict[str, str] = field(default_factory=dict, compare=False)
    implies: str | None = None
    level: LevelMention | None = None
    side: Side | None = None
    grade: Severity | None = None
    value: float | int | None = None
    unit: str | None = None


def tokens(text: str) -> list[Token]:
    """All meaningful words of a sentence in order, none overlapping another."""
    found = [
        *_bare_roots(text),
        *_verbs(text),
        *_shifts(text),
        *_slips(text),
        *_told(text),
        *_states(text),
        *_lexical(text),
        *_levels(text),
        *_sides(text),
        *_lone_sides(text),
        *_grades(text),
        *_measures(text),
        *_points(text),
    ]
    kept = _beside_site(_untangle(found, len(text)))
    return _bare_comparisons(_without_ranges(kept))


def _without_ranges(found: list[Token]) -> list[Token]:
    """Without a "from" that begins a range of levels ("bulges from L2 to L5")."""
    begins = {
        token.start
        for token, after in pairwise(found)
        if token.text.lower() == "from" and after.kind == "level"
        if after.start - token.end <= _PAIR
    }
    return [token for token in found if token.start not in begins]


def _beside_site(found: list[Token]) -> list[Token]:
    """Without "tight" and its like where no canal, recess or foramen stands near."""
    kept = []
    for place, token in enumerate(found):
        near = found[max(place - _FEW, 0) : place + _FEW + 1]
        sited = any(one.kind == "site" for one in near)
        if sited or token.attributes.get("needs") != "site":
            kept.append(token)
    return kept


def _bare_comparisons(found: list[Token]) -> list[Token]:
    """Without the brackets of "(L>R)", which part nothing."""
    dropped: set[int] = set()
    for place in range(1, len(found) - 1):
        around = found[place - 1].text.strip(), found[place + 1].text.strip()
        if found[place].kind == "worse" and around == ("(", ")"):
            dropped |= {place - 1, place + 1}
    return [token for place, token in enumerate(found) if place not in dropped]


def _states(text: str) -> Iterator[Token]:
    """States of a structure that name a finding together with it."""
    for one in states(text):
        yield Token(
            "noun",
            one.start,
            one.end,
            text[one.start : one.end],
            one.name,
            {"kind": one.kind, "location": one.location}
            | ({"unit": one.unit} if one.unit else {}),
            one.implies,
        )


def _shifts(text: str) -> Iterator[Token]:
    """A vertebra off the next one, words between: a slip, or a shift in motion."""
    for one in shifts(text):
        upper, lower = text[slice(*one.upper)], text[slice(*one.lower)]
        spaces = levels.between(upper.upper(), lower.upper())
        if len(spaces) != 1:
            continue
        place = LevelMention(*one.upper, spaces)
        yield Token("level", *one.upper, upper, level=place)
        yield Token("idle", *one.lower, lower)
        kind = "translation" if one.dynamic else "spondylolisthesis"
        told = {"kind": kind, "location": "alignment", "unit": "mm"}
        yield Token("noun", one.start, one.end, text[one.start : one.end], kind, told)


_SLIP_ON = sought(
    r"\b(?:slip(?:page|s)?|\w*listhesis)\s(?:of\s(?:about\s)?\d{1,2}(?:\.\d)?\s?mm\s)?"
    r"(?:on|over|upon)\s(?P<lower>[CTLS]\d{1,2})\b(?![-/]\w)",
    re.IGNORECASE,
)


def _slips(text: str) -> Iterator[Token]:
    """ "A slip on S1": the vertebra below alone tells the space."""
    names = list(spine().segments)
    for one in _SLIP_ON.finditer(text):
        lower = one["lower"].upper()
        if lower not in names[1:]:
            continue
        spaces = levels.between(names[names.index(lower) - 1], lower)
        start, end = one.span("lower")
        yield Token(
            "level", start, end, one["lower"], level=LevelMention(start, end, spaces)
        )


_TOLD = (
    (
        "disc-herniation",
        "disc",
        sought(
            r"\b(?:left|right|[LR]t?\.?)(?:[ -]sided)?\s[CTL]\d{1,2}[-/][CTLS]?\d{1,2}"
            r"\s(?P<said>dis[ck])(?=\s?(?:[.,;)]|\Z)|\s(?:with|and|causing|compress\w+|on|that"
            r"|press\w+|hitting|which|touch\w+|imping\w+|abut\w+|contact\w+)\b)",
            re.IGNORECASE,
        ),
    ),
    (
        "cord-signal-change",
        "cord",
        sought(
            r"(?:\b(?:with|and|plus|shows?|has|of|gait,?)|:)\s(?P<said>cord signal)"
            r"(?=\s(?:at|behind|opposite)\s[CT]\d{1,2}(?:[-/][CT]?\d{1,2})?\s?"
            r"(?:[.,;)]|\Z|and\b|with\b))",
            re.IGNORECASE,
        ),
    ),
)
"""Findings that a bare noun tells in its place ("a right C6-7 disc")."""


def _told(text: str) -> Iterator[Token]:
    """Nouns that are findings only where they stand so."""
    for kind, location, pattern in _TOLD:
        for one in pattern.finditer(text):
            told = {"kind": kind, "location": location}
            start, end = one.span("said")
            yield Token("noun", start, end, one["said"], kind, told)


_NARROW = sought(r"\bnarrow(?=\s(?:the|both|each|either|left|right)\b)", re.I)


def _verbs(text: str) -> Iterator[Token]:
    """ "Spurs narrow both foramina": the verb, where the adjective is no finding."""
    for one in _NARROW.finditer(text):
        yield Token("narrowing", *one.span(), one.group(), "narrowing")


_BARE_ROOT = sought(
    r"\b(?:abut\w*|contact(?:s|ed|ing)?|touch(?:es|ed|ing)?|imping\w+|displac(?:es|ing)"
    r"|efface\w*|effacing|deflect\w*|irritat\w+)\s(?:on\s|upon\s|with\s)?(?:the\s)?"
    r"(?:(?:left|right|[RL]t?|descending|traversing|transiting|exiting|budding)\s){0,3}"
    r"(?P<root>[CLS]\d{1,2})\b(?![-/]\w)"
    r"(?!\s(?:body|vertebra\w*|endplate|screws?|level|superior|inferior|spinous))",
    re.IGNORECASE,
)


_ROOT_THEN = sought(
    r"\b(?:left|right|[RL]t?|exiting|traversing|descending)\s(?P<root>[CLS]\d)\s"
    r"(?:compression|impingement|contact|irritation|abutment|displacement|encroachment"
    r"|deflection|compromise|effacement)\b"
    r"(?!\s(?:fracture|fx|deformity|wedge|type|screw|plate))",
    re.IGNORECASE,
)


def _bare_roots(text: str) -> Iterator[Token]:
    """ "Contacting S1", "right S1 compression": the root, which is left unsaid."""
    for one in (*_BARE_ROOT.finditer(text), *_ROOT_THEN.finditer(text)):
        start, end = one.span("root")
        yield Token("target", start, end, one["root"], "root", {"target": "root"})


def _lexical(text: str) -> Iterator[Token]:
    for name in _LEXICONS:
        for mention in lexicon.load(name).find(text):
            yield _named(
                Token(
                    _kind(mention.concept, mention.attributes),
                    mention.start,
                    mention.end,
                    mention.text,
                    mention.concept,
                    mention.attributes,
                    mention.implies,
                ),
                text,
            )


def _kind(concept: str, attributes: dict[str, str]) -> TokenKind:
    if concept in _KIND:
        return _KIND[concept]
    if "site" in attributes:
        return "site"
    if "label" in attributes:
        return "contact"
    return "target" if "target" in attributes else "noun"


def _named(token: Token, text: str) -> Token:
    """A named grade reaches over its number ("Kang grade 2")."""
    if token.kind != "named":
        return token
    number = _NAMED_NUMBER.match(text, token.end)
    if number is None:
        return Token("noun", token.start, token.start, "", attributes={"kind": "none"})
    return Token(
        "named",
        token.start,
        number.end(),
        text[token.start : number.end()],
        token.text.lower(),
        {**token.attributes, "number": number.group(1)},
    )


def _levels(text: str) -> Iterator[Token]:
    for found in levels.find_levels(text):
        span = text[found.start : found.end]
        place = found if not found.roots else _as_place(text, found)
        if _is_construct(text, found) or _of_conus(text, found):
            continue
        if place.interspaces or place.vertebrae:
            yield Token("level", found.start, found.end, span, level=place)


def _is_construct(text: str, found: LevelMention) -> bool:
    """Levels of a fusion that another level lies above or below of are no place."""
    beside = _BESIDE.search(text[max(found.start - _LEAD, 0) : found.start])
    return bool(beside and _FUSED.match(text, found.end))


_CONUS = re.compile(
    r"\bconus(?: medullaris)?(?:,?\s(?:tip|lies|ends|ending|terminat\w+|sits|stops"
    r"|located|is|appears|normal\w*|unremarkable|above|below|level|position\w*|and|in|of"
    r"|appropriately|high|low))*[\s,:]*(?:at|by|near|opposite)?\s?(?:the\s)?"
    r"(?:level\s(?:of\s)?)?\Z",
    re.IGNORECASE,
)


def _of_conus(text: str, found: LevelMention) -> bool:
    """Where the conus ends is no place of what a sentence finds beside it."""
    return bool(_CONUS.search(text[max(found.start - 80, 0) : found.start]))


def _as_place(text: str, found: LevelMention) -> LevelMention:
    """ "The C7 root at C6-7" names a level, whatever stands before it."""
    before = text[max(found.start - 16, 0) : found.start]
    alone = levels.find_levels(text[found.start : found.end])
    if not _AT.search(before) or len(found.roots) < _PAIR or len(alone) != 1:
        return found
    return replace(found, interspaces=alone[0].interspaces, roots=())


def _sides(text: str) -> Iterator[Token]:
    for found in sides.find_sides(text):
        span = text[found.start : found.end]
        first = span.split(" ", 1)[0]
        if first.lower() in ("both", "either"):
            span = first
        kind: TokenKind = "worse" if found.worse else "side"
        yield Token(kind, found.start, found.start + len(span), span, side=found.side)


def _lone_sides(text: str) -> Iterator[Token]:
    """A capital R or L that no level, initial or comparison claims ("mod R, sev L")."""
    for found in _LONE.finditer(text):
        side = _LETTERS[found.group()[0]]
        yield Token("side", found.start(), found.end(), found.group(), side=side)


def _grades(text: str) -> Iterator[Token]:
    for found in severity.find_severities(text):
        span = text[found.start : found.end]
        if not found.negated:
            yield Token("grade", found.start, found.end, span, grade=found.severity)
            continue
        words = " ".join(span.lower().split())
        left = found.severity.model_copy(update={"label": words})
        yield Token("no", found.start, found.end, span, grade=left)


def _measures(text: str) -> Iterator[Token]:
    for found in _MEASURE.finditer(text):
        number = found.group(1)
        value = float(number) if "." in number else int(number)
        unit = _UNITS[found.group(2)[0].lower()]
        yield Token(
            "measure", found.start(), found.end(), found.group(), value=value, unit=unit
        )


def _points(text: str) -> Iterator[Token]:
    for found in _POINT.finditer(text):
        mark = found.group().strip()
        kind: TokenKind = "cut" if mark in (";", ".", "|") else "join"
        yield Token(kind, found.start(), found.end(), found.group(), "point")


def _untangle(found: Iterable[Token], length: int) -> list[Token]:
    """Longest first; at equal length the earlier source in ``tokens`` wins."""
    kept: list[Token] = []
    taken = bytearray(length)
    for token in sorted(found, key=lambda one: one.start - one.end):
        span = slice(token.start, token.end)
        if token.end > token.start and not any(taken[span]):
            taken[span] = b"\x01" * (token.end - token.start)
            kept.append(token)
    kept = [one for one in kept if one.kind != "idle"]
    return sorted(kept, key=lambda one: one.start)
