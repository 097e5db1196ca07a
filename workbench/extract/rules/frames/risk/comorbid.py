"""Diabetes, brittle bone and body mass: modifiers of risk other than nicotine.

A disease is said of the patient, or a box under its name is ticked.  A form's title, a
question without an answer and a laboratory's limit say nothing of the patient.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.told.conditions import (
    assertion_of,
    is_title,
    kind_of,
    mentions_of,
    words,
)
from workbench.extract.rules.frames.told.others import of_another
from workbench.extract.rules.frames.told.questions import (
    answered,
    cite_question,
    is_ticked,
    question_of,
)
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, RiskFactor
from workbench.schema.evidence import Evidence

_COMORBID = ("diabetes", "osteoporosis")
_BOX_SAYS = re.compile(
    r"(?:yes|no|none|denies|never|unknown|unsure|not sure|type\s?[12i]{1,2})\b",
    re.IGNORECASE,
)
_CUTOFF = sought(
    r"(?:[<>\u2264\u2265]=?\s?|\d\s?-\s?)\d{1,2}(?:\.\d)?\s?%?[\s:=]{0,3}"
    r"(?:is\s|indicates\s|suggests\s|consistent with\s)?\Z"
    r"|\b(?:goal for|target for|range for|criteria for|diagnostic of)\s\Z",
    re.IGNORECASE,
)
"""A laboratory's limit, which names a disease and not the patient's."""
_BMI = sought(
    r"\b(?:bmi|body mass index)\b[^\d.;]{0,25}(?P<value>\d{2}(?:\.\d{1,2})?)(?!\d|%)",
    re.IGNORECASE,
)


def comorbid(document: DocumentView, sentence: Sentence) -> Iterator[RiskFactor]:
    """Diabetes and osteoporosis as said; a title or a question by itself says none."""
    if is_ticked(sentence) and (answer := _boxed(document, sentence)):
        yield answer
        return
    seen: set[str] = set()
    for mention in mentions_of(sentence, _COMORBID):
        if _CUTOFF.search(sentence.text, max(mention.start - 24, 0), mention.start):
            continue
        assertion = assertion_of(sentence, mention)
        asks = answered(sentence) is None and sentence.text.rstrip().endswith("?")
        reply = _reply(document, sentence) if asks else None
        if reply is not None:
            assertion = reply
        if kind_of(mention) in seen or assertion is None or (asks and not reply):
            continue
        if is_title(document, sentence, mention) or of_another(sentence.text, mention):
            continue
        seen.add(kind_of(mention))
        yield RiskFactor(
            id="?",
            kind=kind_of(mention),
            assertion=assertion,
            name=mention.text,
            evidence=_with_reply(document, sentence, reply),
        )


_NEXT = re.compile(
    r"\W{0,3}(?:(?P<no>no|none|nope|never|nil)|yes)\b(?=[.,;]|\s*\Z)", re.I
)


def _reply(document: DocumentView, sentence: Sentence) -> Assertion | None:
    """The yes or no that stands right behind a question in a run of answers."""
    for other in document.sentences[sentence.index + 1 : sentence.index + 2]:
        said = _NEXT.match(other.text)
        if said and other.section is sentence.section:
            return "absent" if said["no"] else "present"
    return None


def _with_reply(
    document: DocumentView, sentence: Sentence, reply: Assertion | None
) -> tuple[Evidence, ...]:
    own = document.cite_sentence(sentence)
    if reply is None:
        return (own,)
    return own, document.cite_sentence(document.sentences[sentence.index + 1])


def _boxed(document: DocumentView, sentence: Sentence) -> RiskFactor | None:
    """A ticked "Yes" or "No" under a question that names one disease."""
    said = _BOX_SAYS.match((sentence.block.label or sentence.text).strip(" []()xX"))
    question = question_of(document, sentence)
    if said is None or question is None:
        return None
    named = [one for one in words().find(question.text) if kind_of(one) in _COMORBID]
    if len({kind_of(one) for one in named}) != 1:
        return None
    word = said.group().lower()
    sure: Assertion = "present" if word.startswith(("y", "type")) else "absent"
    return RiskFactor(
        id="?",
        kind=kind_of(named[0]),
        assertion="uncertain" if word.startswith(("un", "not sure")) else sure,
        name=named[0].text,
        evidence=cite_question(document, sentence),
    )


_BOUND = sought(
    r"\b(?:must|should|if|goal|target|aim|until|unless|criteri\w+|requires?"
    r"|patients with"
    r"|exceeds?|above|below|under|over|at least|less than|more than|greater than|cutoff"
    r"|cut-off|needs to)\b[^.;]{0,30}\Z|[<>\u2264\u2265]\s?\Z",
    re.IGNORECASE,
)
"""What before a figure makes it one that is asked for, not one that was measured."""


def bmi(document: DocumentView, sentence: Sentence) -> Iterator[RiskFactor]:
    """The body mass index of a sentence, in kg/m2."""
    match = _BMI.search(sentence.text)
    if match and _BOUND.search(sentence.text[: match.start("value")]):
        return
    if match and not re.search(r"percentile", sentence.text, re.IGNORECASE):
        value = float(match["value"])
        yield RiskFactor(
            id="?",
            kind="obesity",
            name="bmi",
            value=int(value) if value.is_integer() else value,
            unit="kg/m2",
            evidence=(document.cite_sentence(sentence),),
        )
