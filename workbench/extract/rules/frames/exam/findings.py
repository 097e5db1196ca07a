"""Making an examination fact out of a reading: assertion, date, quotes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, dated, dates_in, evidence
from workbench.extract.rules.language import context
from workbench.extract.rules.model import Cell, Mention, Seven
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, ExamFinding, Side
from workbench.schema.partial_date import PartialDate

_GOAL = sought(
    r"\bgoals?\b|\b(?:increase|improve|restore|regain|(?<!can )(?<!may )(?<!could )"
    r"(?<!able to )(?<!cleared to )(?<!released to )return)\b[^.;]{0,40}\bto\b"
    r"|\bwill (?:be able|demonstrate|improve|increase|have)\b|\b(?:STG|LTG)s?\b",
    re.IGNORECASE,
)

_WORD = re.compile(r"[A-Za-z]+")
_GENERAL = re.compile(
    r"\s*(?:muscle |motor )?(?:strength|motor|power|throughout|in all|globally|reflex|"
    r"deep tendon|DTR|and symmetric|(?:bilateral(?:ly)?)?\s*throughout)",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"strength|motor|power|is|was|were|are|be|at|of|grades?|graded|MRC|exam|examination|"
    r"testing|bilaterally|bilateral|otherwise|rest|remainder|appears|remains|normal|and|"
    r"reveals?|shows?|demonstrates?|UEs?|LEs?|[LRB][UL]E|left|right|extremit(?:y|ies)|"
    r"reflex(?:es)?|DTRs?|MSRs?|symmetric(?:al)?|the|on|weakness|with|as|about|approximately|"
    r"noted|tested|myotomes?|L|R|now|today|still|equal|full|intact|throughout|to|only|power|grossly"
    r"|else|elsewhere|others?|remaining|all|groups?|everything",
    re.IGNORECASE,
)

_NEEDLE = sought(
    r"\b(?:fibs?|fibrillations?|psws?|positive (?:sharp )?waves|muaps?|insertional"
    r"|polyphasics?)\b",
    re.IGNORECASE,
)
"""Words of a needle examination, which grades muscles of the same names."""


def of_needle(text: str) -> bool:
    """Whether a sentence tells of a needle examination."""
    return _NEEDLE.search(text) is not None


def standing(
    passage: Passage, start: int, end: int, concept: str, *, state: bool = True
) -> Seven:
    """What the context says of a span; ``state`` is False for something done."""
    mention = Mention(
        concept=concept, start=start, end=end, text=passage.sentence.text[start:end]
    )
    day = passage.view.document.date
    return context.assertion(passage.sentence, mention, state=state, day=day)


def fate(passage: Passage, start: int, end: int, concept: str) -> Assertion | None:
    """What became of an act: done, absent or planned; None where no fact is told."""
    mention = Mention(
        concept=concept, start=start, end=end, text=passage.sentence.text[start:end]
    )
    seven = context.assertion(passage.sentence, mention)
    return context.to_assertion(seven, context.detail(passage.sentence, mention))


def unnamed(text: str, start: int, end: int) -> bool:
    """Whether a grade stands on its own, not after a name that is not in the tables."""
    if not text[start : start + 1].isdigit() or _GENERAL.match(text, end):
        return True
    lead = _WORD.findall(text[max(start - 60, 0) : start])
    lead = [word for word in lead if word != "s"]
    return not lead or bool(_PLAIN.fullmatch(lead[-1]))


def is_goal(passage: Passage) -> bool:
    """Whether the sentence says what is hoped for, not what was found."""
    if _names_goal(passage.text):
        return True
    return _names_goal(passage.label) and not _reports_goals(passage)


_MET = re.compile(
    r"[^.;\n]{0,12}\b(?:\d{1,2}\s?(?:/|of|out of)\s?\d{1,2}\s)?"
    r"(?:(?:partially|partly|all|none|not)\s)?met\b",
    re.IGNORECASE,
)


def _reports_goals(passage: Passage) -> bool:
    """Whether a label of goals only leads to how many were met ("Goals: 1 of 5 met").

    What follows in its paragraph is no goal.
    """
    block = passage.sentence.block
    words = passage.view.words(block.start, block.end)
    return bool(_MET.search(words[:_HEAD])) and passage.sentence.start > block.start


_HEAD = 40
"""Characters at the head of a paragraph in which a label and its answer stand."""


_ASIDE = sought(r"\((?:goal|STG|LTG)s?\b[^()]{0,30}\)", re.IGNORECASE)
"""A goal set beside what was found ("lifts 12 kg (goal 20)")."""


@lru_cache(maxsize=4096)
def _names_goal(text: str) -> bool:
    return bool(_GOAL.search(_ASIDE.sub("", text)))


def about_patient(passage: Passage, start: int, end: int, concept: str) -> str | None:
    """``present`` or ``historical``, None where the sentence tells of no finding."""
    seven = standing(passage, start, end, concept)
    if seven in ("hypothetical", "family"):
        return None
    return "historical" if seven == "historical" else "present"


def column_date(passage: Passage, cell: Cell) -> PartialDate | None:
    """The date in a column's header, where it has one."""
    if not cell.header:
        return None
    found = dates_in(cell.header, passage.view.document.date)
    return found[0].value if found else None


def finding(
    passage: Passage,
    kind: str,
    span: tuple[int, int],
    *,
    assertion: Assertion = "present",
    site: str | None = None,
    side: Side | None = None,
    grade: str | None = None,
    detail: str | None = None,
    roots: Sequence[str] = (),
    value: float | None = None,
    unit: str | None = None,
    name: str | None = None,
    cell: Cell | None = None,
) -> ExamFinding:
    """An examination fact that quotes its sentence and, for a cell, the header."""
    when = column_date(passage, cell) if cell else None
    return ExamFinding(
        id="?",
        kind=kind,
        assertion=assertion,
        site=site,
        side=side,
        grade=grade,
        detail=detail,
        roots=tuple(roots),
        value=value,
        unit=unit,
        name=name,
        date=when or dated(passage, *span),
        evidence=tuple(evidence(passage, [cell])),
    )
