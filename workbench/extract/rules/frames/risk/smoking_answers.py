"""What a field, a box or a cell answers to a question about nicotine."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.risk.habits import habit
from workbench.extract.rules.frames.risk.smoking_fields import is_only_asked
from workbench.extract.rules.frames.risk.smoking_words import (
    EVER,
    SUBJECT,
    Status,
    answer,
    of_word,
    own_use,
    product,
    refused,
    ticked,
    to_question,
    wording,
)
from workbench.extract.rules.frames.told.questions import (
    answered,
    denied_in_column,
    label_of,
    question_of,
    ticked_column,
)
from workbench.extract.rules.model import Cell, DocumentView, Sentence
from workbench.extract.rules.words.sought import sought

_BOXES = re.compile(r"[\[(]\s?[xX\u2713\u2714 _]?\s?[\])]|[\u2610-\u2612]")


def status_of(document: DocumentView, sentence: Sentence) -> Status | None:
    """The status that a sentence gives, as a form's answer or in plain words."""
    text, block = own_use(sentence.text), sentence.block
    if column := ticked_column(sentence):
        asked_of = block.cells[0].text
        named = SUBJECT.search(asked_of)
        return to_question(asked_of, of_word(column)) if named else None
    if block.checked is not None and answered(sentence) is None:
        return _box(document, sentence) if block.checked else None
    if block.checked is None and is_only_asked(text):
        return None
    if denied_in_column(sentence) and SUBJECT.search(block.label or ""):
        return to_question(block.label or "", "not-current")
    label = own_use(label_of(sentence))
    if _of_other_label(sentence, label):
        label = ""
    asked = bool(SUBJECT.search(label))
    about = asked or bool(SUBJECT.search(text))
    if about and _BOXES.search(text):
        return to_question(label, ticked(text))
    if asked and _heads(sentence, label):
        value = _value(text, label)
        said = to_question(label, of_word(value) or habit(label, value))
        if said or answered(sentence) is not None:
            return said
    cells = block.cells
    if len(cells) >= 2 and SUBJECT.search(cells[0].text) and not _is_long(cells[0]):
        said = to_question(cells[0].text, of_word(cells[1].text))
        if said:
            return said
    words = wording(text, about)
    if words or not about:
        return words
    return answer(text) or refused(sentence)


_OWN_LABEL = sought(r"\W{0,4}(?P<label>[A-Za-z][\w /&'-]{1,40}?)\s?[:?](?=\s|\Z)")
_OF_USE = re.compile(
    r"\b(?:status|types?|amounts?|packs?|ppd|pk|quit|stop\w*|dates?|comments?|details?"
    r"|notes?|current\w*|former\w*|ever|never|years?|how|if|last|frequency|use[drs]?"
    r"|products?|start\w*|ready|passive|counsel\w*|pouch\w*|smokeless|chew|dip|snuff"
    r"|cigars?|amount|quantity|per|daily|now|past|yes|no|answer|a|resp\w*|reply)\b",
    re.IGNORECASE,
)
"""Labels under a question about nicotine that go on with it ("Quit date:")."""


_OTHER_NO = re.compile(
    r"\W{0,4}(?:no|denies|without)\s(?P<label>[A-Za-z][\w /&'-]{1,40}?)\s?[.;]?\s*\Z",
    re.IGNORECASE,
)
"""A later sentence that denies something else ("Tobacco: 1/2 ppd. No meds.")."""


def _of_other_label(sentence: Sentence, label: str) -> bool:
    """Whether a later sentence of a field has a label of its own, on another matter.

    "Tobacco: former. Diabetes: yes." answers two questions on a line.
    """
    if not label or sentence.text.startswith(label[:12]):
        return False
    found = _OWN_LABEL.match(sentence.text) or _OTHER_NO.match(sentence.text)
    if found is None:
        return False
    own = found["label"]
    return not (SUBJECT.search(own) or _OF_USE.search(own))


def _is_long(cell: Cell) -> bool:
    return len(cell.text) > 60


def _heads(sentence: Sentence, label: str) -> bool:
    """Whether a short answer directly follows its label."""
    direct = sentence.start - sentence.section.start <= len(label) + 8
    return len(sentence.text) <= 120 and (sentence.block.label is not None or direct)


def _value(text: str, label: str) -> str:
    return text[len(label) :] if text.startswith(label) else text


_LONGEST_OPTION = 40
"""Characters of what a box offers as an answer."""


def _box(document: DocumentView, sentence: Sentence) -> Status | None:
    """The status beside a ticked box, when the box or its question is of nicotine."""
    text = sentence.block.label or sentence.text
    if _asked_otherwise(document, sentence):
        return None
    question = question_of(document, sentence)
    labels = [one.block.label or "" for one in beside(document, sentence)]
    asked = " ".join([question.text if question else "", *labels])
    if SUBJECT.search(text):
        return of_word(text)
    if not SUBJECT.search(asked) or len(text) > _LONGEST_OPTION:
        return None
    return of_word(text) or ("current" if product(text) else None)


_QUESTION_BEFORE = re.compile(
    r"(?:\A|\s{2}|[\])]\s)\s*(?P<asked>[A-Za-z](?:(?! {2})[\w /&'-]){2,40}?)\s?[?:]"
    r"[\s\[(xX_]{0,6}(?:(?:yes|no|y|n)\b\s{0,4}[\[(]\s{0,2})?\Z",
    re.IGNORECASE,
)


def _asked_otherwise(document: DocumentView, sentence: Sentence) -> bool:
    """Whether the question right before a box on its line is of another matter.

    "Tobacco? [x] yes   Alcohol? [x] no" asks twice on a line.
    """
    text = document.source.text
    lead = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    found = _QUESTION_BEFORE.search(lead)
    if found is None:
        return False
    return not (SUBJECT.search(found["asked"]) or _OF_USE.search(found["asked"]))


def beside(document: DocumentView, sentence: Sentence) -> list[Sentence]:
    """The other boxes and fields on the line of a box."""
    line = document.source.line_index(sentence.start)
    first = max(sentence.index - 8, 0)
    near = document.sentences[first : sentence.index + 9]
    return [
        one
        for one in near
        if one is not sentence and document.source.line_index(one.start) == line
    ]


def asks_ever(sentence: Sentence) -> bool:
    """Whether "yes" only answers that nicotine was used at some time."""
    label = f"{label_of(sentence)} {' '.join(c.text for c in sentence.block.cells[:1])}"
    return EVER.search(label) is not None
