"""How far the patient can walk: a limit of walking with its distance and unit.

A distance counts beside a word that makes it a limit ("tolerance", "only", "before"),
so that "walks three miles a day" is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, dated, evidence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import FunctionalLimit

_WALK = sought(r"\b(?:walk\w*|ambulat\w*)", re.IGNORECASE)
_DISTANCE = re.compile(
    r"(?<![\w.])(?P<number>\d{1,4}(?:\.\d)?|one|two|three|four|five|six|ten|half a)\s?"
    r"(?:-\s?\d{1,4}\s?)?(?P<unit>f(?:ee)?t|blocks?|yards?|yds?|met(?:er|re)s?|m|miles?"
    r"|minutes?|mins?)\b(?!\s?(?:ago|prior))",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:only|limited to|tolerance|no more than|(?:more|further|longer) than"
    r"|less than|up to|under|before|until|after|beyond|must stop|forces?"
    r"|has to (?:stop|sit)"
    r"|about|maximum|distance)\b",
    re.IGNORECASE,
)
_OTHER_CLAUSE = re.compile(
    r"[,;](?=\s)|\b(?:and|but|so)\s(?:i|he|she|they|pt|patient|can|walks?)\b",
    re.IGNORECASE,
)
"""What parts a word of limit from a walk ("only mild pain now and she walks ...")."""
_FREE = re.compile(
    r"\bwithout (?:difficulty|pain|symptoms|limitation|stopping)\b", re.I
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_UNITS = (
    ("f", "ft"),
    ("b", "blocks"),
    ("y", "yards"),
    ("mil", "miles"),
    ("min", "minutes"),
    ("m", "m"),
)
_REACH = 40


def read_walking(passage: Passage) -> Iterator[FunctionalLimit]:
    """The first distance of a sentence about walking, where it is a limit."""
    walk = _WALK.search(passage.text)
    if walk is None or _FREE.search(passage.text):
        return
    match = _DISTANCE.search(passage.text, max(walk.start() - _REACH, 0))
    if match is None or match.start() - walk.end() > _REACH:
        return
    low, high = min(walk.start(), match.start()), match.end() + _REACH
    if not _limited(passage.text, low, high):
        return
    word = match["number"].lower()
    if word == "half a":
        return
    value = _WORDS.get(word) or (float(word) if "." in word else int(word))
    yield FunctionalLimit(
        id="?",
        kind="walking",
        value=value,
        unit=_unit(match["unit"].lower()),
        date=dated(passage, match.start(), match.end()),
        evidence=tuple(evidence(passage)),
    )


def _limited(text: str, low: int, high: int) -> bool:
    """Whether a word of limit stands in the clause of the distance."""
    return any(
        one.end() > low or not _OTHER_CLAUSE.search(text, one.end(), low)
        for one in _LIMIT.finditer(text, max(low - _REACH, 0), high)
    )


def _unit(word: str) -> str:
    return next(unit for start, unit in _UNITS if word.startswith(start))
