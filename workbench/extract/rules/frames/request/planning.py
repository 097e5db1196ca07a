"""Where a note plans an operation without asking for it.

A plan is named under its heading, in words of planning or as a ticked order; where a
sentence weighs one operation and arrives at another, only the latter is planned.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import level_groups
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.asking import SILENT_ROLES, sentences_asking
from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.request.asking_told import NARRATIVE, weighs
from workbench.extract.rules.frames.request.stretches import Ask, staged
from workbench.extract.rules.frames.request.weighed import without_weighed
from workbench.extract.rules.frames.told.questions import is_unticked, question_of
from workbench.extract.rules.model import DocumentView, PacketView, Sentence
from workbench.schema.packet import DocumentKind

_PLANNERS: tuple[DocumentKind, ...] = ("clinic-note", "other", "letter")
_PLAN_ROLES = ("plan",)
_PLANNED_LABEL = re.compile(
    r"\A\W*(?:plan|a ?[/&] ?p\b|(?:assessment|impression|diagnos[ei]s|dx|opinion"
    r"|conclusions?|discussion|summary) ?(?:and|/|&|\+|,) ?(?:treatment |my )?plan"
    r"|(?:new |today'?s |procedure |surgical )?orders?(?: today| placed| sent)?\W*\Z)"
    r"|\bplanned\b",
    re.IGNORECASE,
)


def plans(document: DocumentView, packet: PacketView) -> list[Ask]:
    """The stretches of a note that plan an operation without asking for it."""
    if document.document.kind not in _PLANNERS:
        return []
    asking = {id(one) for one, _ in sentences_asking(document, packet)}
    chosen = [
        (one, True)
        for one in document.sentences
        if id(one) not in asking and (_plans(one) or _is_ticked_order(document, one))
    ]
    found = [
        Ask(
            sentence=one.sentence,
            start=min(max(one.start, _concluded_at(one.sentence.text)), one.end),
            end=one.end,
            origin="plan",
            stage=one.stage,
            stage_span=one.stage_span,
            explicit=True,
        )
        for one in staged(document, chosen)
    ]
    return without_weighed(found)


def _is_ticked_order(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a ticked service stands below a line that names orders."""
    if not sentence.block.checked or not has_operation(sentence.text):
        return False
    asked = question_of(document, sentence)
    return asked is not None and bool(_PLANNED_LABEL.search(asked.text))


def _plans(sentence: Sentence) -> bool:
    if sentence.role in SILENT_ROLES or is_unticked(sentence):
        return False
    if not has_operation(sentence.text):
        return False
    found = cues(sentence.text)
    if "told-of-request" in found:
        return False
    if _concluded_at(sentence.text):
        return True
    if "decided-cue" not in found and ("option-cue" in found or weighs(sentence)):
        return False
    if found.keys() & {"will-ask", "plan-cue", "decided-cue"}:
        return True
    own = sentence.block.label if sentence.block.checked is None else None
    label = own or sentence.section.title
    planned = sentence.role in _PLAN_ROLES or bool(_PLANNED_LABEL.search(label))
    return planned and not NARRATIVE.search(sentence.text)


_UNDECIDED = {"option-cue", "past-cue", "not-cue"}
_ARROW = re.compile(r"->|=>|\u2192|\u21d2")


def _concluded_at(text: str) -> int:
    """Where the choice stands at which a sentence arrives after weighing; 0 without.

    "Redo disc vs fusion; no instability -> redo microdiscectomy L4-5".
    """
    arrows = list(_ARROW.finditer(text))
    if not arrows:
        return 0
    end = arrows[-1].end()
    before, after = text[: arrows[-1].start()], text[end:]
    if "option-cue" not in cues(before) or not has_operation(before):
        return 0
    chosen = has_operation(after) and bool(level_groups(after))
    return end if chosen and not cues(after).keys() & _UNDECIDED else 0
