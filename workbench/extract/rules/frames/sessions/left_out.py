"""What the note of a needle procedure says was left out or is still to be done.

"T11 not treated", "left side not treated today", "right side to be done in 2 wk": a
place that the procedure of the note did not reach, with its own level or side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import level_groups, only_side
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, ProcedureDone

_PLACE = (
    r"(?P<where>(?:(?:the\s)?(?:left|right|L|R|lt|rt|other|opposite|contralateral)\s"
    r"(?:sides?)|(?:(?:left|right)\s)?[CTLDS]\d{1,2}(?:\s?[-/]\s?[CTLS]?\d{1,2})?))"
)
_LEFT_OUT = sought(
    rf"(?<![\w-]){_PLACE}(?:\s(?:level|was|were|is|being|side))*\s"
    r"(?:(?P<not>(?:was\s|were\s)?(?:not|NOT)\s(?:treated|injected|blocked|done|ablated"
    r"|lesioned|augmented|cemented)|left\suntreated|untreated)"
    r"|(?P<later>(?:to\sbe|will\sbe|planned|scheduled|is\sto\sbe)\s(?:done|treated"
    r"|ablated|injected|for|in)\b|to\sfollow\b|next\s(?:week|visit|time|month)\b))",
    re.IGNORECASE,
)


_ROW = re.compile(
    r"\W{0,3}(?P<where>(?:(?:left|right|lt|rt|L|R)\s)?[CTL]\d{1,2}\s?[-/]\s?[CTLS]?"
    r"\d{1,2}(?:\s(?:left|right|L|R))?)\s?(?P<not>:)\s",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(
    r"\b(?:nothing|no (?:steroid|drug|medication)) (?:was )?(?:injected|given)\b"
    r"|\b(?:abandoned|aborted|not injected)\b",
    re.IGNORECASE,
)


def _abandoned(passage: Passage) -> re.Match[str] | None:
    """A line led by its level that ends with nothing given there."""
    row = _ROW.match(passage.text)
    if row is None:
        return None
    text, start = passage.view.source.text, passage.sentence.start
    end = text.find("\n", start)
    return (
        row if _GIVEN_UP.search(text[start : end if end > 0 else len(text)]) else None
    )


def left_out(
    passage: Passage, done: Sequence[ProcedureDone]
) -> Iterator[ProcedureDone]:
    """The places that a sentence says the one procedure of the day left out."""
    day = passage.view.document.date
    own = [one for one in done if one.assertion == "present"]
    today = [one for one in own if one.date in (None, day)]
    kinds = {one.kind for one in today or own}
    match = _LEFT_OUT.search(passage.text) or _abandoned(passage)
    if match is None or len(kinds) != 1:
        return
    said: Assertion = "absent" if match["not"] else "planned"
    groups = level_groups(match["where"])
    levels = [name for one in groups for name in one.interspaces]
    sites = [name for one in groups for name in one.vertebrae]
    yield ProcedureDone(
        id="?",
        kind=kinds.pop(),
        assertion=said,
        level=levels[0] if levels else None,
        site=sites[0] if sites and not levels else None,
        side=only_side(match["where"]),
        date=day if said == "absent" else None,
        evidence=(passage.view.cite_sentence(passage.sentence),),
    )
