"""How urgent a request is said to be: by a word, a label's answer or a ticked box."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.told.questions import answered, label_of
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.schema.evidence import Evidence

Urgency = Literal["standard", "urgent"]

_URGENT = re.compile(r"\b(?:urgent|expedited|emergent|emergency|stat)\b", re.IGNORECASE)
_STANDARD = re.compile(
    r"\b(?:standard|routine|non-?urgent|elective|not urgent)\b", re.IGNORECASE
)
_URGENCY_LABEL = re.compile(
    r"\b(?:urgency|priority|review type|type of (?:review|request)|request type"
    r"|urgent|expedited|timeframe|processing)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"\b(?:no|n|none|false)\b", re.IGNORECASE)
_YES = re.compile(r"\b(?:yes|y|true|x)\b", re.IGNORECASE)


def urgency(documents: Iterable[DocumentView]) -> tuple[Urgency, Evidence] | None:
    """The first urgency that the documents state, and where."""
    for document in documents:
        for sentence in document.sentences:
            word = _urgency(sentence)
            if word:
                return word, document.cite_sentence(sentence)
    return None


def _urgency(sentence: Sentence) -> Urgency | None:
    text, block = sentence.text, sentence.block
    if len(text) > 200 or sentence.role in ("policy", "template", "history"):
        return None
    if block.checked is not None and answered(sentence) is None:
        return _ticked(sentence) if block.checked else None
    said = answered(sentence)
    if said is not None and _URGENT.search(block.label or ""):
        return "urgent" if said else "standard"
    boxed = _boxed(text)
    if boxed:
        return boxed
    label = block.label or ""
    if block.kind == "field" and _URGENCY_LABEL.search(label):
        value = text.split(":", 1)[-1]
        if _URGENT.search(label) and not _URGENT.search(value):
            return (
                "standard"
                if _NO.search(value)
                else ("urgent" if _YES.search(value) else _word(value))
            )
        return _word(value)
    asked = re.search(
        r"\b(?:urgent|expedited) (?:review|request|determination)\b", text, re.I
    )
    negated = re.search(
        r"\b(?:not|non|no)[ -]{0,2}(?:an? )?(?:urgent|expedited)\b", text, re.I
    )
    asking = cues(text)
    if asked and not negated and ("ask-verb" in asking or "ask-direct" in asking):
        return "urgent"
    return None


def _ticked(sentence: Sentence) -> Urgency | None:
    """The urgency of a ticked box: its own word, or yes to "Urgent?"."""
    label, question = sentence.block.label or "", label_of(sentence)
    if re.fullmatch(r"\W*(?:yes|y)\W*", label, re.IGNORECASE):
        return "urgent" if _URGENT.search(question) else None
    if re.fullmatch(r"\W*(?:no|n)\W*", label, re.IGNORECASE):
        return "standard" if _URGENT.search(question) else None
    return _word(label) if len(label) <= 60 else None


def _boxed(text: str) -> Urgency | None:
    """The ticked one of several boxes on one line."""
    for match in re.finditer(
        r"[\[(]\s?[xX\u2713\u2714]\s?[\])]\s{0,2}([A-Za-z/ -]{3,40})"
        r"|[\u2611\u2612]\s{0,2}([A-Za-z/ -]{3,40})",
        text,
    ):
        word = _word(match.group(1) or match.group(2))
        if word:
            return word
    return None


def _word(text: str) -> Urgency | None:
    urgent, standard = _URGENT.search(text), _STANDARD.search(text)
    if standard and (not urgent or standard.start() <= urgent.start()):
        return "standard"
    return "urgent" if urgent else None
