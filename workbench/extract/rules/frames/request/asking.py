"""Where a document asks for a service.

A request form asks in its fields and tables, a letter or message in a sentence.  What
a form retells of the history, a denial that quotes a request, options that were
discussed and operations already done ask for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import level_groups
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.asking_called import wants
from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.request.asking_next import is_filler, specifies
from workbench.extract.rules.frames.request.asking_therapist import THERAPY, begs
from workbench.extract.rules.frames.request.asking_told import (
    ASK_LABEL,
    NARRATIVE,
    is_of_history,
    retells,
    titled_as_asked,
)
from workbench.extract.rules.frames.request.changed import is_changed
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.frames.request.described import describes
from workbench.extract.rules.frames.request.form_titles import without_title
from workbench.extract.rules.frames.request.forms import (
    clears_for_others,
    is_chosen,
    only_codes,
    request_lines,
)
from workbench.extract.rules.frames.request.left_out import is_left_out
from workbench.extract.rules.frames.request.nothing import asks_nothing, denied_fields
from workbench.extract.rules.frames.request.scan_lines import (
    STUDY_LABEL,
    orders_scan,
)
from workbench.extract.rules.frames.request.stretches import STAGE, Ask, staged
from workbench.extract.rules.frames.request.taken_back import after_allowed
from workbench.extract.rules.frames.told.questions import is_unticked
from workbench.extract.rules.model import (
    DocumentView,
    PacketView,
    Section,
    Sentence,
)
from workbench.extract.rules.words.sought import sought
from workbench.schema.packet import DocumentKind
from workbench.vocabulary.tables import procedures

Place = Literal["form", "set-out"]
"""Where a sentence stands: in a request form, or in fields inside another document."""
_NO_ASK: tuple[DocumentKind, ...] = (
    "policy-excerpt",
    "imaging-report",
    "laboratory",
    "nerve-study",
    "operative-note",
    "therapy-record",
)
_ASKING_ROLES = ("request", "procedure", "header", "other", "plan", "signature")
SILENT_ROLES = ("family", "policy", "precautions", "template", "past-surgery")
_NEVER_ROLES = (*SILENT_ROLES, "diagnoses")
_ASK_FIRST = sought(
    r"\W*(?:(?:office|caller|surgeon|provider|clinic|scheduler|they)\s+)?(?:(?:is|are)\s+)?"
    r"(?:(?:called|calling|phoned|faxed)\s+(?:in\s+)?(?:for\s+|to\s+|with\s+)?"
    r"(?:a\s+|an\s+)?)?"
    r"(?:(?:caller|states?|says|reports|that)\s+){0,3}"
    r"(?:requests?(?:\s+for)?|requesting|ask(?:ed|ing|s)?\s+for|(?:the\s+)?(?:pt|patient|member)\s+(?:needs"
    r"|is\s+(?:having|scheduled\s+for|to\s+have|on\s+for))"
    r"|(?:pa|auth|pre-?auth|pre-?cert)\s+(?:req|rq|request|needed)\b(?:\s+for)?|(?:prior\s+)?auth(?:ori[sz]ation)?"
    r"(?:\s+request)?\s+for|pa\s+(?:request\s+)?for|pre-?cert(?:ification)?\s+for"
    r"|needs?\s+(?:prior\s+)?(?:auth(?:ori[sz]ation)?|pa|pre-?cert\w{0,9})\s+for)\b",
    re.IGNORECASE,
)
_UPKEEP = sought(
    r"\b(?:health maintenance|immuni[sz]ations?|vaccin\w*|screenings?|preventive"
    r"|care (?:team|gaps?)|allerg\w*|advance directives?|code status|upcoming"
    r"|appointments?)\b",
    re.IGNORECASE,
)
"""Headings of a record's upkeep, under which nothing is asked for."""
_DUE = sought(
    r"\b(?:due (?!to\b)|overdue\b|up[ -]to[ -]date\b|last done\b)", re.IGNORECASE
)
_NEAR = 80
"""Characters after words of asking within which the operation is named."""
_REPORTED = sought(
    r"\b(?:post-?\s?operative diagnos\w+|post-?op\.? (?:diagnos\w+|dx)|(?:estimated )?"
    r"blood loss|ebl|(?:procedures?|operations?) performed|(?:description|details?) of"
    r" (?:the )?(?:procedure|operation)|(?:procedure|operation) in detail)\b",
    re.IGNORECASE,
)
_BEFORE_SURGERY = re.compile(
    r"\bpre-?\s?(?:operative diagnos\w+|op\.? (?:diagnos\w+|dx))\b", re.IGNORECASE
)


def asks(document: DocumentView, packet: PacketView) -> list[Ask]:
    """The stretches of a document that ask, in order, each with its stage."""
    kind = document.document.kind
    if (kind in _NO_ASK and kind != THERAPY) or asks_nothing(document):
        return []
    if clears_for_others(document, packet):
        return []
    if kind == THERAPY:
        begged = [(one, True) for one in document.sentences if begs(one)]
        return list(undecided(staged(document, begged)))
    chosen = without_title([*sentences_asking(document, packet)])
    return list(undecided(staged(document, chosen)))


def undecided(asked: Iterable[Ask]) -> Iterator[Ask]:
    """The stretches without what a decision that they restate allowed."""
    for one in asked:
        start = one.start + after_allowed(one.text)
        if one.sentence.text[start : one.end].strip(" .;"):
            yield replace(one, start=start)


def sentences_asking(
    document: DocumentView, packet: PacketView
) -> tuple[tuple[Sentence, bool], ...]:
    """The sentences that ask, looked for once."""
    return document.once(
        sentences_asking, lambda: tuple(_asking_sentences(document, packet))
    )


def _asking_sentences(
    document: DocumentView, packet: PacketView
) -> Iterator[tuple[Sentence, bool]]:
    """Sentences that ask; the flag tells whether by words of their own."""
    formed = any(one.document.kind == "request-form" for one in packet.documents)
    inside = set_out(document, packet)
    disputed = denied_fields(document)
    done = _operated_from(document)
    restated = document.document.kind == "reviewer-worksheet"
    leading: Section | None = None
    for sentence in document.sentences:
        if leading and _names_next(document, sentence, leading):
            leading = sentence.section
        if _is_silent(sentence) or is_unticked(sentence):
            continue
        changed = is_changed(document, sentence)
        if is_left_out(document, sentence) and not changed:
            continue
        if sentence.index >= done:
            break
        place = _place_of(document, sentence) if sentence.index in inside else None
        if restated and not place:
            continue
        if changed or sentence.index in disputed or describes(document, sentence):
            yield sentence, True
            continue
        explicit = _asks(sentence, future=not formed) or wants(document, sentence)
        if explicit and not _tells(sentence.text):
            leading = sentence.section
            yield sentence, True
        elif _in_scope(sentence, place):
            said = leading is sentence.section and specifies(sentence)
            yield sentence, said or _follows_colon(document, sentence)
        elif leading is sentence.section and _lists(sentence):
            yield sentence, specifies(sentence) or _follows_colon(document, sentence)
        elif sentence.block.kind == "paragraph" and not is_filler(sentence):
            leading = leading if sentence.section is leading and place else None


def _follows_colon(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a line says what the one before it asks for ("we ask auth for:")."""
    if not sentence.index or not has_operation(sentence.text):
        return False
    before = document.sentences[sentence.index - 1]
    return before.text.rstrip().endswith(":") and _asks(before, future=True)


def _names_next(document: DocumentView, sentence: Sentence, leading: Section) -> bool:
    """Whether a sentence right below one that asks opens the field of what is asked.

    "Please open a request for J. Doe. / Procedure: laminoplasty".
    """
    if sentence.section is leading or sentence.role not in ("procedure", "request"):
        return False
    before = document.sentences[sentence.index - 1]
    return before.section is leading and _lists(sentence)


def _is_silent(sentence: Sentence) -> bool:
    """Whether nothing under a heading asks; a chosen service of a screen does."""
    if sentence.role == "policy" and is_chosen(sentence):
        return False
    return sentence.role in SILENT_ROLES


def _operated_from(document: DocumentView) -> int:
    """Number of the sentence from which the text reports an operation as done.

    A report filed behind a form without a title of its own never asks.
    """
    titled = [
        (sentence.index, f"{sentence.section.title} | {sentence.block.label or ''}")
        for sentence in document.sentences
    ]
    if any(_REPORTED.search(title) for _, title in titled):
        return next(
            index
            for index, title in titled
            if _REPORTED.search(title) or _BEFORE_SURGERY.search(title)
        )
    return len(document.sentences)


def _place_of(document: DocumentView, sentence: Sentence) -> Place:
    return "form" if document.document.kind == "request-form" else "set-out"


def set_out(document: DocumentView, packet: PacketView) -> frozenset[int]:
    """Numbers of the sentences that stand in a form: all of a request form's own."""
    if document.document.kind == "request-form":
        return frozenset(one.index for one in document.sentences)
    return request_lines(document, packet)


def _asks(sentence: Sentence, *, future: bool) -> bool:
    found = cues(sentence.text)
    if "told-of-request" in found and "ask-direct" not in found:
        return False
    if "will-ask" in found and not future:
        return False
    label = sentence.block.label or ""
    if sentence.block.kind == "field" and cues(label).get("order-label"):
        return has_operation(sentence.text)
    if "ask-direct" in found and not _past_request(found):
        return True
    value = sentence.text[len(label) :].lstrip(" :") if label else sentence.text
    if _opens_with_ask(value):
        return True
    return bool(found.get("ask-verb") and found.get("ask-object"))


def _opens_with_ask(text: str) -> bool:
    """Whether a short note asks in its first words ("Called in request for ACDF")."""
    lead = _ASK_FIRST.match(text)
    if lead is None:
        return False
    return has_operation(text[lead.end() : lead.end() + _NEAR])


def _past_request(found: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether the sentence tells of a request that others have dealt with."""
    told = found.get("told-of-request", ())
    return bool(told) and min(told)[0] <= min(found["ask-direct"])[0]


def _tells(text: str) -> bool:
    """Whether a sentence with asking words asks only for papers or a talk."""
    return bool(
        re.search(
            r"\b(?:medical records|peer[- ]to[- ]peer|copy of|documents?)\b", text
        )
        and not has_operation(text)
    )


def _in_scope(sentence: Sentence, place: Place | None) -> bool:
    """Whether the place alone says that the sentence asks."""
    role, block = sentence.role, sentence.block
    if _is_upkeep(sentence):
        return False
    if place == "form" and STUDY_LABEL.fullmatch(block.label or ""):
        return orders_scan(sentence)
    if role == "request" or titled_as_asked(sentence):
        return not retells(sentence)
    if place is None or (role in _NEVER_ROLES and not is_chosen(sentence)):
        return False
    if place == "form" and role not in _ASKING_ROLES:
        coded = role == "exam" and _codes_service(sentence)
        return only_codes(sentence) or coded or orders_scan(sentence)
    if block.kind == "field":
        label = block.label or ""
        asked = ASK_LABEL.search(label) or _codes_service(sentence)
        return bool(asked) and not is_of_history(label)
    return not retells(sentence)


def _codes_service(sentence: Sentence) -> bool:
    """Whether a field of any name holds the code of a service and tells no story."""
    known = (*procedures().procedures, *procedures().dependents)
    coded = any(code.kind in known for code in find_codes(sentence.text))
    return coded and not NARRATIVE.search(sentence.text)


def _is_upkeep(sentence: Sentence) -> bool:
    """Whether a line reminds of screening or care that is due, and asks for none."""
    if find_codes(sentence.text):
        return False
    return bool(_UPKEEP.search(sentence.section.title) or _DUE.search(sentence.text))


def _lists(sentence: Sentence) -> bool:
    """A line under a sentence that asks: a code, an operation, a level or a stage."""
    text = sentence.text
    if retells(sentence) or len(text) > 400:
        return False
    if "option-cue" in cues(text) and not find_codes(text):
        return False
    return bool(
        find_codes(text)
        or has_operation(text)
        or STAGE.search(text)
        or level_groups(text)
    )
