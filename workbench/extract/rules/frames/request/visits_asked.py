"""Codes of therapy on a form that asks for visits, where no label calls them codes.

    Visits requested: 12   (2x/wk x 6wk)
    97110 therapeutic exercise, 12 visits

A number that no table knows is a code only where the place says so; here the form
does, by asking for visits.
"""

from __future__ import annotations

from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.asking_told import NARRATIVE
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought

_VISITS = sought(
    r"\b(?:visits|sessions|treatments)\b.{0,12}\b(?:requested|asked|needed|wanted)\b"
    r"|\b(?:requested|requesting|additional|further|more)\b.{0,12}\b(?:visits|sessions)\b",
    re.IGNORECASE,
)
_CODE_LINE = re.compile(
    r"(?:97\d{3}(?:-[A-Z0-9]{2})?(?:\s?x\s?\d{1,2})?[\s,;/&+]*)+[^.\n]{0,60}"
)
_USED = re.compile(r"\b(?:used|given|done|billed|today|attended|paid)\b", re.IGNORECASE)
_LABEL = "CPT"
_HEAD = 3
"""Lines in which a form's title stands."""
_ASKING = re.compile(
    r"\W*(?:asking|requesting|requested?|we ask|need(?:ed)?|want(?:ed)?)\W*", re.I
)
_CODED = re.compile(r"\b97\d{3}\b")
"""A code of therapy in the field that asks."""


def with_therapy(document: DocumentView) -> DocumentView:
    """The document with lines of therapy codes as fields, where it asks for visits."""
    if document.document.kind != "request-form":
        return document
    heads = [line.text for line in document.document.lines[:_HEAD]]
    titled = any(_VISITS.search(one) for one in heads)
    if not titled and not any(map(_asks_visits, document.sentences)):
        return document
    made = [_coded(one) if _lists(one) else one for one in document.sentences]
    return document.with_sentences(made)


def _asks_visits(sentence: Sentence) -> bool:
    return sentence.block.kind == "field" and bool(
        _VISITS.search(sentence.block.label or "")
    )


def _lists(sentence: Sentence) -> bool:
    """Whether a line is codes of therapy, with their words and no story."""
    text = sentence.text
    if sentence.block.kind == "field":
        asked = _ASKING.fullmatch(sentence.block.label or "")
        return bool(asked and _CODED.search(text) and not _USED.search(text))
    if sentence.block.kind not in ("paragraph", "item") or NARRATIVE.search(text):
        return False
    return bool(_CODE_LINE.fullmatch(text)) and not _USED.search(text)


def _coded(sentence: Sentence) -> Sentence:
    block = replace(sentence.block, kind="field", label=_LABEL)
    return replace(sentence, block=block)
