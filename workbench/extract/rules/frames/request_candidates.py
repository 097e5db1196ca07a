"""What a packet asks for where no form, field or phrase of asking was understood.

Every mention of a procedure or of its code is a candidate; its sentence, label, column
and document decide by weight whether it is asked for now (``request_signs``).  A
mention that the text calls past, refused, an option or somebody else's never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.extract.rules.frames.asking import Ask, staged
from workbench.extract.rules.frames.asking_cues import is_rejected
from workbench.extract.rules.frames.codes import find_codes
from workbench.extract.rules.frames.places import level_groups
from workbench.extract.rules.frames.procedures import operations
from workbench.extract.rules.frames.questions import is_unticked
from workbench.extract.rules.frames.request_columns import turned_down
from workbench.extract.rules.frames.request_signs import (
    asks_in_words,
    document_weight,
    needed,
    sentence_weight,
    title_weight,
)
from workbench.extract.rules.frames.request_slots import slots
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.schema.packet import DocumentKind
from workbench.vocabulary.tables import procedures

_NEVER: tuple[DocumentKind, ...] = (
    "policy-excerpt",
    "laboratory",
    "nerve-study",
    "operative-note",
    "therapy-record",
)
_NOTES: tuple[DocumentKind, ...] = ("clinic-note",)
_SILENT = (
    "family",
    "policy",
    "precautions",
    "template",
    "past-surgery",
    "past-history",
    "findings",
    "impression",
    "medications",
)
_TOLD = ("history", "comparison", "technique", "exam", "treatment", "indication")
"""Roles of headings under which only a sentence with words of asking asks."""
_SCANS = ("imaging-procedure", "spine-mri")
_STUDIED = re.compile(
    r"\b(?:show(?:s|ed|ing)|reveal\w*|demonstrat\w*|reviewed|dated|impression|findings"
    r"|enclosed|attached|report)\b",
    re.IGNORECASE,
)
"""Words of a scan that has been done."""
_REPORTED = ("findings", "impression")
_DONE_ON = re.compile(r"\((?:19|20)\d\d\)|\bin (?:(?:early|late) )?(?:19|20)\d\d\b")
_FOLLOWS_ON = re.compile(
    r"[.;]\s|,? (?:who|which|because|since|as (?:he|she|they)|after|so that"
    r"|for (?:this|the above|my|our))\b|, (?:and|but) (?:he|she|they|the|his|her)\b",
    re.IGNORECASE,
)
"""Where a sentence leaves the procedure and tells of the patient."""
_FORMED = ("field", "row", "checkbox")
_LABEL_POINTS, _CODE_POINTS, _TICK_POINTS, _LEAD_POINTS = 3, 2, 2, 2
_PLACE_POINTS, _FORM_POINTS = 1, 1
_HEAD = 5
"""Lines in which a document's title stands."""
_LONG = 600


def candidates(document: DocumentView) -> list[Ask]:
    """The stretches of a document (in pairs) that ask by the weight of their signs."""
    if document.document.kind in _NEVER or _reports(document):
        return []
    told = list(_texts(document))
    base = document_weight(told) + title_weight(told[:_HEAD])
    if base < 0:
        return []
    found = [
        (one, asks_in_words(one.text) or _asked_label(one) or bool(one.block.checked))
        for one in document.sentences
        if _weighs(document, one, base) >= needed()
    ]
    formed = [one for one in found if one[0].block.kind in _FORMED]
    if formed:
        found = [one for one in found if one in formed or one[1]]
    return list(staged(document, found))


def _reports(document: DocumentView) -> bool:
    """Whether a study is reported here: an order of one has no findings."""
    return document.document.kind == "imaging-report" and any(
        one.role in _REPORTED and one.section.title for one in document.sentences
    )


def _texts(document: DocumentView) -> Iterator[str]:
    yield from (line.text for line in document.document.lines)
    for one in document.sentences:
        yield from (cell.header for cell in one.block.cells if cell.header)


def _weighs(document: DocumentView, sentence: Sentence, base: int) -> int:
    """The weight of a sentence that mentions a procedure; nothing without one."""
    if len(sentence.text) > _LONG or _is_silent(document, sentence):
        return 0
    coded, named = _coded(sentence), _named(sentence)
    if not coded and not named:
        return 0
    text, block = sentence.text, sentence.block
    label = block.label or ""
    noted = document.document.kind in _NOTES
    weight = 0 if noted else base
    weight += sentence_weight(
        text if label in text else f"{label} | {text}", _clause(text)
    )
    points = (
        (_LABEL_POINTS, _asked_label(sentence)),
        (_CODE_POINTS, coded),
        (_TICK_POINTS, bool(block.checked)),
        (_LEAD_POINTS, not noted and _is_led(document, sentence)),
        (_PLACE_POINTS, bool(level_groups(text))),
        (_FORM_POINTS, block.kind in _FORMED),
    )
    return weight + sum(worth for worth, holds in points if holds)


def _clause(text: str) -> str:
    """The part of a sentence that speaks of its mentions, without what follows on."""
    ends = [max(one.end, one.place.end if one.place else 0) for one in operations(text)]
    ends += [one.end for one in find_codes(text)]
    cut = _FOLLOWS_ON.search(text, min(ends)) if ends else None
    return text[: cut.start()] if cut else text


def _coded(sentence: Sentence) -> bool:
    known = (*procedures().procedures, *procedures().dependents)
    labelled = "label-code" in slots(sentence.block.label or "")
    texts = [cell.text for cell in sentence.block.cells] or [sentence.text]
    return any(
        code.kind in known
        for text in texts
        for code in find_codes(text, labelled=labelled)
    )


def _named(sentence: Sentence) -> bool:
    text = sentence.text
    return any(
        not one.dependent
        and not is_rejected(text, one.start, one.end)
        and not (one.concept in _SCANS and _STUDIED.search(text))
        for one in operations(text)
    )


def _is_led(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence close by asks in words of its own."""
    place = sentence.index
    near = document.sentences[max(place - 2, 0) : place + 2]
    return any(
        asks_in_words(one.text) and sentence_weight(one.text) > 0
        for one in near
        if one is not sentence
    )


def _is_silent(document: DocumentView, sentence: Sentence) -> bool:
    if is_unticked(sentence) or turned_down(sentence):
        return True
    if "label-never" in slots(sentence.block.label or ""):
        return True
    if _DONE_ON.search(sentence.text) and sentence.block.kind != "row":
        return True
    silent = sentence.role in _SILENT or (
        sentence.role in _TOLD and not asks_in_words(sentence.text)
    )
    return silent and not _is_base(document, sentence)


def _is_base(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence stands under no heading; its role says nothing then."""
    return not sentence.section.title or sentence.section is document.sections[0]


def _asked_label(sentence: Sentence) -> bool:
    """Whether the label, or the column of the mention, names what is asked for."""
    named = slots(sentence.block.label or "")
    for cell in sentence.block.cells:
        if cell.header and (
            find_codes(cell.text, labelled=True) or operations(cell.text)
        ):
            named |= slots(cell.header)
    return bool(named & {"label-procedure", "label-code"})
