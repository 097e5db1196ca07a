"""One study as one document tells it, before its findings are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.facts import Reader, SectionOf
from workbench.extract.rules.frames.imaging.mentions import Named
from workbench.extract.rules.frames.told.questions import answered_no, is_unticked
from workbench.extract.rules.language import context
from workbench.extract.rules.model import DocumentView, Section, Sentence
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, Side
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

_NEAR = 60
"""Characters to either side of a study's name in which it may be denied."""

_MARK = re.compile(r"[;:]|,\s|\.\s|\bbut\b", re.IGNORECASE)
_SHOWN = re.compile(r"\b(?:show|demonstrat|reveal)\w*", re.IGNORECASE)

ELSEWHERE = "elsewhere"
"""The kind of a study of another body part while a document is walked."""


@dataclass(slots=True)
class Study:
    """A study with the sentences that read it; ``evidence`` names and dates it."""

    kind: str
    site: str | None
    date: PartialDate | None
    reader: Reader
    assertion: Assertion = "present"
    detail: str | None = None
    evidence: list[Evidence] = field(default_factory=list)
    lines: list[tuple[Sentence, SectionOf | None]] = field(default_factory=list)
    levels: tuple[str, ...] = ()
    """The level of what is told without one, and the side: of an operation."""
    side: Side | None = None
    placed_by: tuple[Evidence, ...] = ()
    """What shows that level and side."""
    finds: bool = False
    """Whether it is one only where it finds something: a reading of no named study."""


_NOT_MADE = frozenset({"not-documented", "not-needed", "contraindicated"})


def said(sentence: Sentence, named: Named) -> Assertion | None:
    """Whether the sentence says that the study was done, was not, or is to come.

    A denial counts only in the words next to the study's name: what the study did not
    show does not undo the study.  None where it is only talked about.
    """
    after = named.mention.end
    if answered_no(sentence, named.mention.start):
        return "absent"
    if _IF.match(sentence.text, after) or _AGENT.match(sentence.text, after):
        return None
    ordered = _is_ordered(sentence, named)
    if ordered or is_unticked(sentence):
        return "planned" if ordered else None
    column = _column_says(sentence, named)
    if column is not None:
        return column
    seven = context.assertion(sentence, named.mention)
    detail = context.detail(sentence, named.mention)
    word = context.to_assertion(seven, detail)
    if seven == "not_done" and detail in _NOT_MADE:
        shown = detail == "contraindicated" and _shown(sentence.text, named)
        return None if shown else "absent"
    answer = _field_says(sentence, named)
    if _not_done(sentence.text, named) or answer == "absent":
        return "absent"
    if answer == "planned" and not _shown(sentence.text, named):
        return "planned"
    if word in ("present", "planned") and _near(sentence.text, named, "planned"):
        word = "planned"
    made = _shown(sentence.text, named) or _MADE.match(sentence.text, after)
    if word == "planned" and made:
        return "present"
    if word == "absent":
        return "present"
    if word == "uncertain":
        return "present" if _was_done(sentence.text) else None
    return word


def _is_ordered(sentence: Sentence, named: Named) -> bool:
    """Whether a list of orders names the study, and nothing says that it was made."""
    text, after = sentence.text, named.mention.end
    if _STATUS.match(text, after):
        return True
    if not _ORDERS.match(text, 0, named.mention.start):
        return False
    return not (_shown(text, named) or _MADE.match(text, after))


_ORDERS = re.compile(
    r"\W*(?:(?:new|open|active|today'?s|recent|imaging|outstanding)\s)?orders?\b"
    r"(?:\s(?:placed|entered|written|sent|signed|set|list|today))?"
    r"(?:\s(?:on|of|for))?[\s:]{1,4}(?:\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?[\s:,-]{1,5})?"
    r"[^.]{0,120}\Z",
    re.IGNORECASE,
)
"""A list of orders, with or without its day, up to the study."""
_STATUS = re.compile(
    r"[^:;]{0,60}\bstatus\W{1,3}(?:not (?:yet )?(?:scheduled|done|started)|ordered"
    r"|pending|scheduled|requested|active|open|in process|awaiting|sent)\b",
    re.IGNORECASE,
)
"""How a list of orders says that a study is still to come."""

_IF = sought(
    r"(?:\s(?:scan|imaging|study|films?|of the \w+(?: spine)?))?\s{1,2}"
    r"(?:if|when|unless|should|(?:can|may|might|would|could) (?:be|also be|show|tell"
    r"|help|reveal|explain|clarify|demonstrate|find|pick up))\b",
    re.IGNORECASE,
)
"""What stands right behind a study that is only thought of ("MRI if no better")."""
_AGENT = re.compile(
    r"\s(?:contrast|dye|gadolinium)\b(?=\s*(?:[.,;)]|\Z|allerg|reaction|agent|media))",
    re.IGNORECASE,
)
"""What makes a study's name say which agent is meant ("no reaction to CT dye")."""
_RESUMES = re.compile(
    r"\s[-\u2013\u2014]\s|\b(?:she|he|they|patient|pt) (?:has |have )?had\b",
    re.IGNORECASE,
)
"""Where a clause goes on to what was done ("no allergy - she had a CT in 2022")."""


_VALUE = re.compile(
    r"(?:[ ](?!no\b|not\b)[\w/-]+){0,3}[ ]?(?:\([^()]{0,30}\)[ ]?)?"
    r"(?::|\?|[ ][-\u2013\u2014][ ]|\.{2,})[ ]{0,20}(?P<said>[^:;]{1,60})",
    re.IGNORECASE,
)
"""What a field says whose label names a study ("F/E films: not in packet")."""


def _column_says(sentence: Sentence, named: Named) -> Assertion | None:
    """What another cell of a row of orders says of the study ("Scheduled")."""
    if sentence.block.kind != "row":
        return None
    for cell in sentence.block.cells:
        at = cell.start - sentence.start
        if at <= named.mention.start < at + len(cell.text):
            continue
        answer = answered_by(cell.text)
        if answer is not None and len(cell.text) <= _STATUS_CELL:
            return answer
    return None


_STATUS_CELL = 30


def _field_says(sentence: Sentence, named: Named) -> Assertion | None:
    """That a field's study is not there, or still to come; None where it says more."""
    if _ASKED.match(sentence.text, named.mention.end):
        return "absent"
    answer = _VALUE.match(sentence.text, named.mention.end)
    return answered_by(answer["said"]) if answer else None


_ASKED = re.compile(
    r"(?:[ ](?:of|same|this|the|that|region|area|level|body|part|spine|lumbar|cervical"
    r"|thoracic|within|in|last|past|prior|months?|mos?|years?|yrs?|\d{1,2}|done|obtained"
    r"|performed|before)){0,8}(?:\s?[?:]\s*|\s{3,}|\s?\.{3,}\s?)(?:no|n)\b\W*\Z",
    re.IGNORECASE,
)
"""A question on whether a study was made, answered by no ("Prior MRI?   N")."""


def answered_by(value: str) -> Assertion | None:
    """What a value makes of the study that it stands behind ("none", "pending")."""
    opens = len(value) - len(value.lstrip(" -="))
    for one in lexicon.load("imaging-status").find(value[:_NEAR]):
        if one.start == opens and one.concept in _ANSWERS:
            rest = value[one.end :].strip()
            # "None of the films shows" and "No motion" go on with what was seen.
            return _ANSWERS[one.concept] if not rest[:1].isalnum() else None
    return None


_ANSWERS: dict[str, Assertion] = {
    "answers-none": "absent",
    "answers-planned": "planned",
}


def _beside(text: str, named: Named) -> tuple[str, str]:
    """The words next to the study's name, to either side, of its own clause."""
    before = text[max(named.start - _NEAR, 0) : named.start]
    after = text[named.mention.end : named.mention.end + _NEAR]
    return before[_last_mark(before) :], after[: _first_mark(after)]


def _near(text: str, named: Named, what: str) -> bool:
    before, after = _beside(text, named)
    return _words(before, f"{what}-before") or _words(after, f"{what}-after")


_MADE = re.compile(
    r"(?:[ ](?:of|from|dated|on))?(?:[ ][\d/.-]{4,10})?[ ](?:reviewed|noted|read\b"
    r"|as above|completed|confirmed|done\b)",
    re.IGNORECASE,
)
"""What stands right behind a study that was made ("MRI reviewed, go on")."""


def _shown(text: str, named: Named) -> bool:
    """Whether the text goes on with what the study showed or that it was made."""
    after = text[named.mention.end : named.mention.end + 2 * _NEAR]
    return any(
        one.concept == "shown" and not _TO_COME.search(after[: one.start])
        for one in lexicon.load("imaging-status").find(after)
    )


_TO_COME = re.compile(
    r"\b(?:will|to|should|would|can|could|may|must|shall) "
    r"(?:then |also )?(?:be|get) \Z",
    re.IGNORECASE,
)
"""What stands before "taken today" where the films are still to be taken."""


_SEEN_ON = re.compile(
    r"\w\s(?:on|with|between|in|during|per|by|according to)\s"
    r"(?:the\s|these\s|dynamic\s)?$"
    r"|\b(?:instability|motion|listhesis|fracture|stenosis|change|movement|translation)\s$",
    re.IGNORECASE,
)
"""What a denial denies is a finding of the study ("no instability on flexion")."""


def _not_done(text: str, named: Named) -> bool:
    before, after = _beside(text, named)
    before = _RESUMES.split(before)[-1]
    seen = _SEEN_ON.search(before)
    if _denied_last(before) and not seen:
        return True
    return _words(after, "not-done-after") and not _SHOWN.search(after)


def _denied_last(text: str) -> bool:
    """Whether a denial stands here and no word of doing after it ("noted no films")."""
    found = lexicon.load("imaging-status").find(text)
    denials = [one.start for one in found if one.concept == "not-done-before"]
    done = [one.start for one in found if one.concept in ("done", "shown")]
    return bool(denials) and max(done, default=-1) < max(denials)


def _was_done(text: str) -> bool:
    return _words(text, "done") or _words(text, "shown")


def _words(text: str, concept: str) -> bool:
    found = lexicon.load("imaging-status").find(text)
    return any(one.concept == concept for one in found)


def _last_mark(text: str) -> int:
    return max((mark.end() for mark in _MARK.finditer(text)), default=0)


def _first_mark(text: str) -> int:
    mark = _MARK.search(text)
    return mark.start() if mark else len(text)


def by_section(view: DocumentView) -> Iterator[tuple[Section, list[Sentence]]]:
    """Every section in order, those of a heading alone too, with its sentences."""
    held: dict[int, list[Sentence]] = {}
    for sentence in view.sentences:
        held.setdefault(sentence.section.start, []).append(sentence)
    for section in view.sections:
        yield section, held.get(section.start, [])


def cite_title(view: DocumentView, section: Section) -> Evidence:
    """The section's heading as it stands in the document."""
    text = view.source.text
    line = text.find("\n", section.start, section.end)
    end = section.end if line < 0 else line
    return view.cite(section.start, end)
