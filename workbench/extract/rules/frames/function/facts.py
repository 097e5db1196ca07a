"""Making a limit of daily life out of what was read: its assertion, cause and day."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.content import expressions as re
from workbench.extract.rules.frames.function.before_then import is_before
from workbench.extract.rules.frames.function.doubted import doubted
from workbench.extract.rules.frames.function.since_well import since_well
from workbench.extract.rules.frames.passages import Passage, dated, evidence
from workbench.extract.rules.model import Cell, Mention, Seven
from workbench.schema.case import Assertion, FunctionalLimit
from workbench.schema.partial_date import PartialDate

_CAUSE = re.compile(
    r"\b(?:because of|due to|secondary to|from|owing to|as a result of|related to|by|"
    r"with|for|attribut\w+ to)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|onset|began|started)\b", re.IGNORECASE)


def limited(passage: Passage, seven: Seven, start: int, end: int) -> Assertion:
    """What is said of a limit that stands in a stretch: so, doubted, or over by now."""
    if doubted(passage.text, start, end):
        return "uncertain"
    text = passage.text
    over = (
        seven == "historical" or since_well(text, start) or is_before(text, start, end)
    )
    return "historical" if over else "present"


def limit_of(
    passage: Passage,
    kind: str,
    assertion: Assertion,
    words: Iterable[Mention],
    cells: Iterable[Cell] = (),
) -> FunctionalLimit:
    """The limit of a kind, with the region that causes it and its day."""
    return FunctionalLimit(
        id="?",
        kind=kind,
        assertion=assertion,
        site=_site(passage, words),
        date=_when(passage),
        evidence=tuple(evidence(passage, cells)),
    )


def _when(passage: Passage) -> PartialDate | None:
    """The note's date, or a past date that the sentence gives, unless it says since."""
    if _SINCE.search(passage.text):
        return passage.view.document.date
    return dated(passage, len(passage.text), len(passage.text))


def _site(passage: Passage, words: Iterable[Mention]) -> str | None:
    """The region that causes the limit, where the sentence names only another one."""
    causes = [word for word in words if "cause" in word.attributes]
    names = [word.attributes["cause"] for word in causes]
    if not names or "neck" in names:
        return None
    first = causes[0]
    named = _CAUSE.search(passage.text[: first.start]) or re.search(
        r"pain|arthr|weak|injur|numb", first.text, re.IGNORECASE
    )
    subject = re.match(
        r"\s*(?:his|her|the|their|my)?\s*\Z", passage.text[: first.start], re.I
    )
    return first.attributes["cause"] if named or subject else None
