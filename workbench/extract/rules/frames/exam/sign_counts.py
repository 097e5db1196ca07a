"""Signs with a count: cycles of the hand in ten seconds, so many signs out of five."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import finding
from workbench.extract.rules.frames.exam.marks import as_side, find_sides
from workbench.extract.rules.frames.exam.sign_values import HALT, NEAR, kind_of
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import ExamFinding, Side

_COUNT = sought(
    r"(?<![\w/.])(?P<count>\d{1,2})\s?(?:x|times|cycles?|repetitions?|reps?)?\s?"
    r"(?:in|/|per|over)\s?(?:a\s)?(?:10|ten)[\s-]?(?:s\b|sec)",
    re.IGNORECASE,
)
_OF_FIVE = re.compile(
    r"(?<![\w/.])(?P<count>[0-5]|zero|none|one|two|three|four|five)"
    r"\s?(?:/|of|out of)\s?(?:5|five)\b",
    re.IGNORECASE,
)
_NUMBERS = ("zero", "one", "two", "three", "four", "five")
_UNIT = "per 10 s"


def counted(passage: Passage, signs: Iterable[Mention]) -> Iterator[ExamFinding]:
    """Facts of signs that a count stands beside."""
    for word in signs:
        if word.attributes.get("counts") == "of-five":
            yield from _of_five(passage, word)
            continue
        match = _COUNT.search(passage.text, word.end) or _timed(passage.text, word)
        if "counts" in word.attributes and match:
            yield finding(
                passage,
                kind_of(word),
                match.span(),
                assertion="absent" if _is_fine(passage, match.end()) else "present",
                value=int(match["count"]),
                unit=_UNIT,
                side=_side_beside(passage.text, match.end()),
            )


_TEN = re.compile(r"\b(?:10|ten)\b", re.IGNORECASE)
_CYCLES = re.compile(
    r"(?:\s(?:was|is|gave|right|left|[LR]))?[\s:=-]{1,3}(?P<count>\d{1,2})"
    r"\s?(?:x\b|times|cycles?|rep(?:etition)?s?|fists|grips|openings)",
    re.IGNORECASE,
)
"""A count right behind a test that names its ten seconds ("10 second test: 14")."""


def _timed(text: str, word: Mention) -> re.Match[str] | None:
    return _CYCLES.match(text, word.end) if _TEN.search(word.text) else None


def _side_beside(text: str, place: int) -> Side | None:
    """The side told right behind a count ("14 in 10 seconds on the right")."""
    after = text[place : place + NEAR]
    found = find_sides(HALT.split(after)[0])
    return as_side(found[0].name) if found else None


def _is_fine(passage: Passage, place: int) -> bool:
    """Whether words after a count, in its clause, call it normal."""
    after = lexicon.load("exam").find(HALT.split(passage.text[place:])[0])
    return any(one.attributes.get("value") in ("normal", "negative") for one in after)


def _of_five(passage: Passage, word: Mention) -> Iterator[ExamFinding]:
    """Signs counted out of five; none of five is none."""
    lead = max(word.start - NEAR, 0)
    match = _OF_FIVE.search(passage.text, lead, word.start) or _OF_FIVE.search(
        passage.text, word.end, word.end + NEAR
    )
    if match:
        count = _number(match["count"])
        yield finding(
            passage,
            kind_of(word),
            (min(match.start(), word.start), max(match.end(), word.end)),
            assertion="present" if count else "absent",
            value=count,
            unit="of 5",
            side=None,
        )


def _number(word: str) -> int:
    """A count in figures or words; none is zero."""
    plain = word.lower()
    if plain.isdigit():
        return int(plain)
    return _NUMBERS.index(plain) if plain in _NUMBERS else 0


def is_counted(passage: Passage, word: Mention) -> bool:
    """Whether a sign out of five has its count, which then tells it alone."""
    return word.attributes.get("counts") == "of-five" and any(_of_five(passage, word))
