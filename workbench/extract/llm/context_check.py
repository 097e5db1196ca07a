"""Does the sentence around a quote say it as the model does?

Cues left of a quote are looked for in ``workbench.extract.grounding``.  Here the rules
reader's own reading of the whole sentence is asked, because a plan or a denial may
stand behind the quote ("6 weeks of therapy were ordered", "Hoffmann: negative").
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.extract.grounding import Refusal
from workbench.extract.rules.context import assertion, detail, to_assertion
from workbench.extract.rules.model import DocumentView, Mention, PacketView, Sentence
from workbench.schema.case import (
    Diagnosis,
    ExamFinding,
    Fact,
    ImagingFinding,
    ProcedureDone,
    Symptom,
    Treatment,
)

_STATES = Diagnosis | Symptom | ExamFinding | ImagingFinding | Treatment | ProcedureDone
_SHORTEST_STEM = 4
_STEM = 6
_REASONS = {"absent": "negated", "uncertain": "hedged", "planned": "planned"}


def contradicted(fact: Fact, packet: PacketView) -> Refusal | None:
    """A refusal when every quoted sentence says otherwise of a fact called present."""
    if fact.assertion != "present" or not isinstance(fact, _STATES):
        return None
    verdicts = [_said(sentence, mention) for sentence, mention in _places(fact, packet)]
    wrong = [verdict for verdict in verdicts if verdict]
    if not verdicts or len(wrong) < len(verdicts):
        return None
    return wrong[0]


def _said(sentence: Sentence, mention: Mention) -> Refusal | None:
    seven = assertion(sentence, mention)
    if seven == "family":
        return Refusal("other-person", "the sentence speaks of another person")
    if seven == "hypothetical":
        return Refusal("hedged", "the sentence is conditional or general")
    said = to_assertion(seven, detail(sentence, mention))
    reason = _REASONS.get(said or "")
    if reason is None:
        return None
    return Refusal(reason, f"its sentence reads as {said}")  # type: ignore[arg-type]


def _places(fact: Fact, packet: PacketView) -> Iterator[tuple[Sentence, Mention]]:
    """The sentences that the quotes stand in, and where the fact is named in each."""
    views = {view.document.id: view for view in packet.documents}
    stems = [
        part[:_STEM] for part in fact.kind.split("-") if len(part) > _SHORTEST_STEM
    ]
    for evidence in fact.evidence:
        view = views.get(evidence.document)
        if view is None or evidence.start is None or evidence.end is None:
            continue
        for sentence in _touched(view, evidence.start, evidence.end):
            span = _named(sentence, evidence.start, evidence.end, stems)
            if span:
                text = sentence.text[slice(*span)]
                yield sentence, Mention(fact.kind, *span, text)


def _touched(view: DocumentView, start: int, end: int) -> Iterator[Sentence]:
    return (one for one in view.sentences if one.start < end and start < one.end)


def _named(
    sentence: Sentence, start: int, end: int, stems: list[str]
) -> tuple[int, int] | None:
    """Where the fact's words stand within the quoted part, else the part itself.

    None for a part that fills its sentence and names nothing: there is no mention
    whose surroundings could be read.
    """
    low, high = max(start - sentence.start, 0), min(end, sentence.end) - sentence.start
    part = sentence.text[low:high].lower()
    for stem in stems:
        place = part.find(stem)
        if place >= 0:
            return low + place, low + place + len(stem)
    return (low, high) if high - low < len(sentence.text) - 1 else None
