"""What a patient answers to the questions of an intake form about the pain.

"When did your pain start?  About the middle of June" is an onset; "How bad is it
(0 = none, 10 = worst)?  7" a score, "Any injections in your back?  No" none ever.  The
answer stands behind its question or on the line below; a question without one says
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.sessions.denials import denied, region_of
from workbench.extract.rules.model import DocumentView, PacketView, Sentence
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.values.durations import find_durations
from workbench.schema.case import Fact, FunctionalLimit, ProcedureDone, Symptom
from workbench.schema.evidence import Evidence

_I = re.IGNORECASE
_BEGAN = re.compile(
    r"\b(?:when did|since when|how long (?:ago|have|has|did)|date of onset"
    r"|onset date)\b",
    _I,
)
_COMPLAINT = re.compile(
    r"\b(?:pain|problem|symptoms?|trouble|complaint|condition|it|this)\b", _I
)
_OTHER = re.compile(
    r"\b(?:surger\w+|injections?|therapy|medic\w+|smok\w+|relief|last\b|accident claim"
    r"|work|physician|doctor|visit|diabet\w+)\b",
    _I,
)
_BAD = re.compile(
    r"\b(?:how (?:bad|severe|strong|intense|much)|rate|rating"
    r"|pain (?:level|score|scale)|intensity|number)\b",
    _I,
)
_OF_TEN = re.compile(
    r"\b0\b[^?]{0,40}\b10\b|\b(?:zero|none) to ten\b|\bout of (?:10|ten)\b", _I
)
_BEST = re.compile(r"\b(?:best|least|goal|acceptable|after|before|worst)\b", _I)
"""Words of a question that asks for no score of today ("10 = worst" aside)."""
_SCORE = re.compile(r"\W*(?P<value>\d{1,2})(?:\s?(?:/|out of)\s?10)?\W*\Z")
_TOP = 10
_LONG = 120


class _Asked(NamedTuple):
    """A question with its answer, and where both stand."""

    question: str
    answer: str
    cites: tuple[Evidence, ...]


def read(document: DocumentView, packet: PacketView) -> list[Fact]:
    """The onset and the score that the answers of one document give."""
    if document.document.kind in ("policy-excerpt", "reviewer-worksheet"):
        return []
    found: list[Fact] = []
    for one in _asked(document):
        found += _onset(document, one)
        found += _score(document, one)
        found += _injections(one)
        found += _stays_above(one)
    return found


def _asked(document: DocumentView) -> Iterator[_Asked]:
    """Each question of a form with its answer."""
    for at, one in enumerate(document.sentences):
        if one.block.kind == "row" or "?" not in one.text or len(one.text) > 2 * _LONG:
            continue
        question, answer = one.text.rsplit("?", 1)
        cites: tuple[Evidence, ...] = (document.cite_sentence(one),)
        if not answer.strip(" )\"'"):
            reply = _reply(document, at)
            if reply is None:
                continue
            answer, cites = reply.text, (*cites, document.cite_sentence(reply))
        yield _Asked(question, answer, cites)


def _reply(document: DocumentView, at: int) -> Sentence | None:
    """The line below a question, where it answers it."""
    after = at + 1
    if after >= len(document.sentences):
        return None
    one = document.sentences[after]
    plain = one.block.kind in ("paragraph", "item") and one.block.checked is None
    short = len(one.text) <= _LONG and not one.text.rstrip().endswith("?")
    same = one.section is document.sentences[at].section
    return one if plain and short and same else None


_BELOW_KNEE = re.compile(
    r"\b(?:go(?:es|ing)?|travel\w*|radiat\w*|spread\w*|shoot\w*|runs?|reach\w*)\b"
    r"[^?.;]{0,30}\b(?:below|past|beyond|under)\s(?:the\s|your\s|either\s)?knees?\s*\Z",
    _I,
)
_NO = re.compile(r"\W*(?:no|n|never|neither)(?!\w)(?!\s\w)", _I)


def _stays_above(one: _Asked) -> Iterator[Symptom]:
    """A pain that is said not to go below the knee is no radicular one."""
    if _BELOW_KNEE.search(one.question) and _NO.match(one.answer):
        kind = "radicular-symptoms"
        yield Symptom(id="?", kind=kind, assertion="absent", evidence=one.cites)


def _onset(document: DocumentView, one: _Asked) -> Iterator[Symptom]:
    if not (_BEGAN.search(one.question) and _COMPLAINT.search(one.question)):
        return
    if _OTHER.search(one.question):
        return
    days = find_dates(one.answer, document.document.date)
    lengths = [told for told in find_durations(one.answer) if told.days is not None]
    if len(days) == 1:
        yield Symptom(id="?", kind="pain", start=days[0].value, evidence=one.cites)
    elif len(lengths) == 1 and not days:
        length = lengths[0]
        yield Symptom(
            id="?",
            kind="pain",
            days=length.exact,
            days_range=None if length.exact is not None else length.days,
            evidence=one.cites,
        )


def _score(document: DocumentView, one: _Asked) -> Iterator[FunctionalLimit]:
    asked = re.sub(r"\([^()]*\)", " ", one.question)
    if not _BAD.search(asked) or not _OF_TEN.search(one.question):
        return
    given = _SCORE.match(one.answer)
    if given is None or int(given["value"]) > _TOP or _BEST.search(asked):
        return
    yield FunctionalLimit(
        id="?",
        kind="score",
        name="nrs",
        value=int(given["value"]),
        unit="/10",
        date=document.document.date,
        evidence=one.cites,
    )


def _injections(one: _Asked) -> Iterator[ProcedureDone]:
    """None ever, where a No answers whether there were any."""
    none = denied(f"{one.question}? {one.answer.strip()}")
    if none:
        yield ProcedureDone(
            id="?",
            kind="epidural-injection",
            assertion="absent",
            site=region_of(none),
            evidence=one.cites,
        )
