"""Scores out of ten without a scale's name: "neck 5/10 today, arm still 7/10"."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, dated, evidence
from workbench.extract.rules.frames.scores.seats import NO_PLACE, SEAT, place_of
from workbench.extract.rules.frames.scores.values import TOP, number
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import FunctionalLimit, Side
from workbench.schema.partial_date import PartialDate

DATE = sought(
    r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}|(?<![\d/])\d{1,2}/(?:19|20)\d\d\b|\b20[0-3]\d\b"
    r"|(?<![\d/.])\b\d{1,2}(?:st|nd|rd|th)? (?i:jan|feb|mar|apr|may|jun|jul|aug|sept?"
    r"|oct|nov|dec)(?:\b|[a-z]{3,6}\b)"
    r"|\b(?i:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:[a-z]{3,6})?\.?"
    r" \d{1,2}(?:st|nd|rd|th)?\b(?!\s?(?:/|out of|of)\s?10\b)"
)
PLACED = sought(
    r"(?<![\w.])(?P<value>\d{1,2}(?:\.\d)?)(?:\s?/\s?|\s(?:out )?of\s)10\b", re.I
)


def bare_scores(passage: Passage) -> Iterator[FunctionalLimit]:
    """A score of ten right behind a part of the body, whose scale goes without saying.

    "Neck 5/10 today, arm still 7/10".
    """
    last = 0
    placed = False
    for match in PLACED.finditer(passage.text):
        lead = passage.text[max(match.start() - SEAT, last) : match.start()]
        where, side = place_of(re.split(r"[,;.(]|\band\b", lead)[-1])
        last = match.end()
        if where is not None:
            placed = True
            day = dated(passage, match.start(), match.end())
            yield placed_score(passage, "nrs", match["value"], (where, side), day)
    if last and not placed:
        yield from _loose(passage)
    elif not last:
        yield from _scaled(passage)


_SCALED = sought(
    r"(?<![\w./-])(?P<value>\d{1,2}(?:\.\d)?)\s(?:on|using|by)\s(?:an?|the)\s"
    r"(?:(?:pain\s)?scale\s(?:of|from)\s)?(?:0|zero)\s?(?:-|to)\s?(?:10|ten)\b",
    re.IGNORECASE,
)
"""A value with the ends of its scale ("6 on a scale of 0 to 10")."""
_SENTENCES = 5


def _scaled(passage: Passage) -> Iterator[FunctionalLimit]:
    """A value on a scale of ten in a paragraph on a complaint ("today it is 6")."""
    for match in _SCALED.finditer(passage.text):
        if _of_complaint(passage) and float(match["value"]) <= TOP:
            day = dated(passage, match.start(), match.end())
            yield placed_score(passage, "nrs", match["value"], NO_PLACE, day)


def _of_complaint(passage: Passage) -> bool:
    """Whether the paragraph has named a complaint a few sentences before."""
    at = passage.sentence.index
    return any(
        one.block is passage.sentence.block and _COMPLAINS.search(one.text)
        for one in passage.view.sentences[max(at - _SENTENCES, 0) : at + 1]
    )


def _loose(passage: Passage) -> Iterator[FunctionalLimit]:
    """A score of ten somewhere behind a complaint ("LBP x 8 wks, L leg to foot, 7/10").

    A date ("since 7/10") and visits ("7/10 visits") are none.
    """
    text = DATE.sub(lambda m: " " * len(m.group()), passage.text)
    for match in PLACED.finditer(text):
        lead, rest = text[: match.start()], text[match.end() :]
        if _DAY_BEFORE.search(lead) or not (
            _COMPLAINS.search(lead)
            or (_RATES_IT.search(lead) and _of_complaint(passage))
        ):
            continue
        if _COUNTED.match(rest) or float(match["value"]) > TOP:
            continue
        day = dated(passage, match.start(), match.end())
        yield placed_score(passage, "nrs", match["value"], NO_PLACE, day)
        return


_COMPLAINS = re.compile(
    r"\b(?:pain|pn|aches?|aching|LBP|sciatica|hurts?|headaches?|radiat\w+|brachialgia"
    r"|sore(?:ness)?)\b",
    re.IGNORECASE,
)
_RATES_IT = re.compile(
    r"\b(?:rat(?:es|ed|ing)|scor(?:es|ed)|grad(?:es|ed)|calls|called|puts?|gives|gave)"
    r"\s(?:it|this|that)\s(?:(?:as|at|about|around|a|an|now|today|currently)\s){0,3}\Z"
    r"|(?:\A\W*|,\s)(?:it(?:'s| is)|this is)\s(?:(?:now|still|about|around|a|an|usually"
    r"|currently)\s){0,3}\Z",
    re.IGNORECASE,
)
"""What scores a complaint named in a sentence before ("today he rates it 6/10")."""
_DAY_BEFORE = re.compile(
    r"\b(?:since|on|from|dated?|of|after|by|until|through|visits?|strength|power|MMT"
    r"|grip|motor|seen|session|due|in)\s{1,3}\Z",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s?(?:/|visits?|sessions?|reps?|appointments?|treatments?|times|days|weeks|pts?\b"
    r"|patients?|sec)",
    re.IGNORECASE,
)


def placed_score(
    passage: Passage,
    name: str,
    value: str,
    place: tuple[str | None, Side | None],
    day: PartialDate | None,
) -> FunctionalLimit:
    """A score out of ten at a part of the body."""
    return FunctionalLimit(
        id="?",
        kind="score",
        name=name,
        site=place[0],
        side=place[1],
        value=number(value),
        unit="/10",
        date=day,
        evidence=tuple(evidence(passage)),
    )
