"""A number right behind the word for a pain: "pain 6 to 8", "back pain still at six".

Nothing names a scale or its end.  A number of weeks, milligrams or times is no score,
nor is a level of the spine, a grade of strength or the two ends of the scale.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, dated
from workbench.extract.rules.frames.scores.seats import NO_PLACE, place_of
from workbench.extract.rules.frames.scores.unnamed import placed_score
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import FunctionalLimit

_WORDS = "one two three four five six seven eight nine ten".split()
_N = rf"(?:10|\d|{'|'.join(_WORDS)})"
_SAID = (
    r"(?:\s(?:is|was|at|about|around|now|still|today|level|score|scores|rated|usually"
    r"|mostly|an?|stays|runs|currently|averages|between|remains)){0,4}"
)
_PLAIN = sought(
    rf"\b(?:pain|pn|ache|LBP)\b{_SAID}[:,]?\s(?!0\s?(?:-|to)\s?10\b)(?P<value>{_N})"
    rf"(?:\s?(?:-|to|or|and)\s?(?P<high>{_N}))?"
    r"(?=\s*(?:[.,;()]|\Z)|\s(?:most|on (?:most|bad|good|all|average)|now|today|at rest"
    r"|at best|at worst|with|when|all|every|moving|in the|by|and|but|despite|over)\b)"
    r"(?!,?\s(?:[CTL]\d|levels?|times|weeks?|days?))",
    re.IGNORECASE,
)
_ROLES = ("history", "other", "header", "assessment", "treatment", "exam")
_OFF = re.compile(r"\b(?:goal|expect\w*|if|until|under|below|no|without)\b", re.I)
_LEAD = 30


def plain_pain(passage: Passage) -> Iterator[FunctionalLimit]:
    """The score of a sentence that gives a bare number to a pain."""
    if passage.role not in _ROLES:
        return
    for match in _PLAIN.finditer(passage.text):
        lead = passage.text[max(match.start() - _LEAD, 0) : match.start()]
        if _OFF.search(lead):
            continue
        where = place_of(f"{lead}pain")
        day = dated(passage, match.start(), match.end())
        yield placed_score(
            passage,
            "nrs",
            _number(match["value"]),
            where if where[0] else NO_PLACE,
            day,
        )
        return


def _number(word: str) -> str:
    low = word.lower()
    return str(_WORDS.index(low) + 1) if low in _WORDS else low
