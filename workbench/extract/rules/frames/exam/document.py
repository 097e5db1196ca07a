"""The examination: strength, reflexes, sensation and signs, sentence by sentence."""

from __future__ import annotations

from workbench.extract.rules.frames.exam import (
    forces,
    motion_shares,
    normed,
    reflexes,
    sensation,
    signs,
    strength,
)
from workbench.extract.rules.frames.exam.marks import (
    as_side,
    find_sides,
    find_sites,
)
from workbench.extract.rules.frames.passages import (
    Passage,
    heading,
    is_operative_text,
    passages,
)
from workbench.extract.rules.model import DocumentView, PacketView
from workbench.schema.case import ExamFinding

_WHOLE = frozenset(
    {
        "gait-abnormal",
        "romberg",
        "lhermitte",
        "myelopathic-signs",
        "neurological-deficit",
    }
)


def read(document: DocumentView, packet: PacketView) -> list[ExamFinding]:
    """All examination facts of a document, in reading order, each once."""
    found: list[ExamFinding] = []
    for passage in passages(document):
        if is_operative_text(passage):
            found += strength.graded_in_note(passage)
            continue
        facts: list[ExamFinding] = [
            *strength.read_sentence(passage),
            *reflexes.read_sentence(passage),
            *sensation.read_sentence(passage),
            *signs.read_sentence(passage),
            *motion_shares.read_sentence(passage),
        ]
        told = {fact.kind for fact in facts}
        facts += [one for one in normed.read_sentence(passage) if one.kind not in told]
        facts += forces.read_sentence(passage)
        placed = [_with_label_side(passage, one) for one in facts]
        placed = [_with_heading_side(passage, one) for one in placed]
        found += [fact for fact in dict.fromkeys(placed) if fact not in found[-40:]]
    return found


def _with_label_side(passage: Passage, fact: ExamFinding) -> ExamFinding:
    """The side of the limb that labels the paragraph ("R hand: 1st DI wasted.  Sens
    down small finger")."""
    block = passage.sentence.block
    if fact.side is not None or fact.kind in _WHOLE or not block.label:
        return fact
    if passage.sentence.start <= block.start or find_sides(passage.text):
        return fact
    named = {mark.name for mark in find_sides(block.label)}
    if len(named) != 1 or not find_sites(block.label):
        return fact
    quote = passage.view.cite(block.start, block.start + len(block.label))
    quotes = tuple(dict.fromkeys((*fact.evidence, quote)))
    return fact.model_copy(update={"side": as_side(named.pop()), "evidence": quotes})


def _with_heading_side(passage: Passage, fact: ExamFinding) -> ExamFinding:
    """The side that the section's heading names, where the sentence names none."""
    if fact.side is not None or fact.kind in _WHOLE:
        return fact
    named = {mark.name for mark in find_sides(passage.sentence.section.title)}
    title = heading(passage.view, passage.sentence.section)
    if len(named) != 1 or title is None:
        return fact
    side = as_side(named.pop())
    quotes = tuple(dict.fromkeys((*fact.evidence, title)))
    return fact.model_copy(update={"side": side, "evidence": quotes})
