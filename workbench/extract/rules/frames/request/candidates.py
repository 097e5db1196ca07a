"""What a packet asks for where no form, field or phrase of asking was understood.

Every mention of a procedure or of its code is a candidate; its sentence, label, column
and document decide by weight whether it is asked for now (``request_signs``).  A
mention that the text calls past, refused, an option or somebody else's never is.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import level_groups
from workbench.extract.rules.frames.operations.procedures import (
    has_operation,
    operations,
)
from workbench.extract.rules.frames.request.asking import undecided
from workbench.extract.rules.frames.request.asking_cues import is_rejected
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.frames.request.columns import only_inquires, turned_down
from workbench.extract.rules.frames.request.left_out import is_left_out
from workbench.extract.rules.frames.request.nothing import asks_nothing
from workbench.extract.rules.frames.request.scan_regions import names_region
from workbench.extract.rules.frames.request.signs import (
    appeals,
    appeals_now,
    asks_in_words,
    denied_weight,
    document_weight,
    needed,
    schedules,
    sentence_weight,
    title_weight,
)
from workbench.extract.rules.frames.request.slots import slots
from workbench.extract.rules.frames.request.stretches import Ask, staged
from workbench.extract.rules.frames.request.wanted import (
    is_wanted_row,
    line_wants,
    wants_authorization,
)
from workbench.extract.rules.frames.told.questions import is_unticked
from workbench.extract.rules.layout.headings import exact_role
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought
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
_PAST_LIST = sought(
    r"\W*(?:(?:past|prior|previous)[ ])?(?:(?:spine|spinal|surgical|surgery|procedure"
    r"|operative|injection|interventional|treatment|authori[sz]ation|auth|claims?)[ ])"
    r"{1,2}(?:history|hx)\b(?!\s*:\s*\S)"
    r"|\W*(?:past|prior|previous)[ ](?:[a-z]+[ ]){0,2}(?:surger(?:y|ies)|operations?"
    r"|procedures?|injections?|treatments?)\s*(?:$|[:(-]\s*$|\s{3,})"
    r"|\W*(?:surgeries|operations|procedures)[ ](?:that )?(?:you|patient|he|she)[ ]"
    r"ha\w+",
    re.IGNORECASE,
)
"""A title over a list of what has been done."""
_FOLLOWS_ON = re.compile(
    r"[.;]\s|,? (?:who|which|because|since|as (?:he|she|they)|after|so that"
    r"|for (?:this|the above|my|our))\b|, (?:and|but) (?:he|she|they|the|his|her)\b",
    re.IGNORECASE,
)
"""Where a sentence leaves the procedure and tells of the patient."""
_FORMED = ("field", "row", "checkbox")
_LABEL_POINTS, _CODE_POINTS, _TICK_POINTS, _LEAD_POINTS = 3, 2, 2, 2
_PLACE_POINTS, _FORM_POINTS = 1, 1
_NEAR = 2
"""Sentences before and after a mention among which one may ask for it."""
_HEAD = 5
"""Lines in which a document's title stands."""
_LONG = 600


def may_ask(document: DocumentView) -> bool:
    """Whether a document names a procedure and, being a note, asks in words at all."""
    if document.document.kind in _NEVER or asks_nothing(document):
        return False
    texts = [line.text[:_LONG] for line in document.document.lines]
    if document.document.kind in _NOTES and not any(
        asks_in_words(text) or line_wants(text) for text in texts
    ):
        return False
    spaced = (text.replace(",", " ") for text in texts)
    return any(has_operation(text) or find_codes(text) for text in spaced)


def candidates(document: DocumentView) -> list[Ask]:
    """The stretches of a document (in pairs) that ask by the weight of their signs."""
    if document.document.kind in _NEVER or _reports(document):
        return []
    told = list(_texts(document))
    base = document_weight(told) + title_weight(told[:_HEAD])
    appealing = _appeals(document) or appeals_now(told)
    base = max(base, 0) if appealing else base
    if base < 0:
        return []
    found = [
        (one, _is_explicit(document, one))
        for one in document.sentences
        if _weighs(document, one, base) + _appealed(one, appealing) >= needed()
    ]
    known = {one.index for one, _ in found}
    for one, explicit in list(found):
        named = _named_before(document, one)
        if named is not None and named.index not in known:
            found.append((named, explicit))
    found.sort(key=lambda pair: pair[0].index)
    formed = [one for one in found if one[0].block.kind in _FORMED]
    if formed:
        found = [one for one in found if one in formed or one[1]]
    asked = list(staged(document, found))
    return list(undecided(asked))


_BARE_CODE = re.compile(
    r"\W*(?:(?:cpt|hcpcs|codes?)\W*)*(?:\b(?:\d{5}|[A-Z]\d{4}|\d{4}T)\b(?:-\d\d)?\W*)+"
    r"(?:(?:single|one|two|first|additional|add-on|levels?|units?|x\s?\d|outpatient"
    r"|only|each|left|right|bilateral|lt|rt)\b\W*){0,4}",
    re.IGNORECASE,
)


def _named_before(document: DocumentView, sentence: Sentence) -> Sentence | None:
    """The sentence before one of nothing but a code, if it names the same service."""
    if not sentence.index or not _BARE_CODE.fullmatch(sentence.text):
        return None
    before = document.sentences[sentence.index - 1]
    between = document.source.text[before.end : sentence.start]
    if between.count("\n") > 1 or _is_silent(document, before):
        return None
    kinds = {one.kind for one in find_codes(sentence.text)}
    sure = {
        one.kind
        for one in operations(before.text)
        if not is_rejected(before.text, one.start, one.end)
    }
    return before if sure and sure <= kinds else None


def _is_explicit(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence asks by itself, or sets a day for what one beside it asks."""
    if asks_in_words(sentence.text) or _asked_label(sentence):
        return True
    ready = schedules(sentence.text) and _is_led(document, sentence)
    return ready or bool(sentence.block.checked)


def _appealed(sentence: Sentence, appealing: bool) -> int:
    """The weight of a denial that an appeal restates; nothing without a procedure."""
    if not appealing or sentence.block.kind in _FORMED or not _named(sentence):
        return 0
    return denied_weight(sentence.text)


def _reports(document: DocumentView) -> bool:
    """Whether a study is reported here: an order of one has no findings."""
    if document.document.kind != "imaging-report":
        return False
    reported = any(
        one.role in _REPORTED and one.section.title and not _is_diagnosis(one)
        for one in document.sentences
    )
    return reported and not any(map(is_wanted_row, document.sentences))


def _is_diagnosis(sentence: Sentence) -> bool:
    """Whether a heading gives the diagnosis of an order, which a report reads as its
    impression."""
    return exact_role(sentence.section.title) == "diagnoses"


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
    noted = document.document.kind in _NOTES and not wants_authorization(document)
    if noted and not (asks_in_words(text) or _is_led(document, sentence)):
        return 0
    weight = 0 if noted else base
    weight += sentence_weight(
        text if label in text else f"{label} | {text}", _clause(text)
    )
    points = (
        (_LABEL_POINTS, _asked_label(sentence)),
        (_CODE_POINTS, coded),
        (_TICK_POINTS, bool(block.checked)),
        (_LEAD_POINTS, _is_led(document, sentence)),
        (_PLACE_POINTS, bool(level_groups(text)) or names_region(text)),
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
    near = document.sentences[max(place - _NEAR, 0) : place + _NEAR + 1]
    return any(
        asks_in_words(one.text) and sentence_weight(one.text) > 0
        for one in near
        if one is not sentence
    )


def _is_silent(document: DocumentView, sentence: Sentence) -> bool:
    if is_unticked(sentence) or turned_down(sentence):
        return True
    if only_inquires(sentence) or is_left_out(document, sentence):
        return True
    named = slots(sentence.block.label or "")
    if "label-told" in named and not asks_in_words(_said(sentence)):
        return True
    if "label-never" in named or _under_history(document, sentence):
        return True
    if "label-denied" in named and not _appeals(document):
        return True
    if _DONE_ON.search(sentence.text) and sentence.block.kind != "row":
        return True
    silent = sentence.role in _SILENT or (
        sentence.role in _TOLD and not asks_in_words(sentence.text)
    )
    return silent and not _is_base(document, sentence)


def _said(sentence: Sentence) -> str:
    """The text of a sentence without its label."""
    return sentence.text.removeprefix(sentence.block.label or "")


def _under_history(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a line above it in the same block names a list of the past."""
    if sentence.block.kind not in ("row", "item", "checkbox", "field"):
        return False
    lines = document.document.lines
    place = document.source.line_index(sentence.start) - 1
    while place >= 0 and lines[place].text.strip():
        if _PAST_LIST.match(lines[place].text):
            return True
        place -= 1
    return False


def _appeals(document: DocumentView) -> bool:
    return appeals(line.text for line in document.document.lines[:_HEAD])


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
    return bool(named & {"label-procedure", "label-code", "label-denied"})
