"""Does the sentence around a quote say it as the model does?

Cues left of a quote are looked for in ``workbench.extract.grounding``.  Here the rules
reader's own reading of the whole sentence is asked, because a plan or a denial may
stand behind the quote ("6 weeks of therapy were ordered", "Hoffmann: negative").
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract import critical, cues
from workbench.extract.grounding import Refusal
from workbench.extract.llm.kind_check import key_of, mentions, named
from workbench.extract.rules.language.context import assertion, detail, to_assertion
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
_PIECES = re.compile(r"[,;.]\s|[,;.]$|\s(?:and|but|with|while)\s", re.IGNORECASE)
_REASONS = {"absent": "negated", "uncertain": "hedged", "planned": "planned"}


def contradicted(fact: Fact, packet: PacketView) -> Refusal | None:
    """A refusal when every quoted sentence says otherwise of what is called present,
    or names as present what is called absent."""
    if not isinstance(fact, _STATES):
        return None
    if fact.assertion == "absent":
        return _present_all_the_same(fact, packet)
    if fact.assertion != "present":
        return None
    verdicts = [_said(sentence, mention) for sentence, mention in _places(fact, packet)]
    if isinstance(fact, ExamFinding) and fact.grade is not None:
        # "Triceps absent": the word is the grade of a reflex, not its denial.
        verdicts = [None if v and v.reason == "negated" else v for v in verdicts]
    wrong = [verdict for verdict in verdicts if verdict]
    if not verdicts or len(wrong) < len(verdicts):
        return None
    return wrong[0]


def _present_all_the_same(fact: Fact, packet: PacketView) -> Refusal | None:
    """A denial whose words deny something else ("taken without relief")."""
    told = [
        assertion(sentence, mention) == "present" and mention.implies is None
        for sentence, mention in _places(fact, packet, worded=True)
    ]
    if isinstance(fact, ExamFinding | ImagingFinding) or not told or not all(told):
        return None  # of findings the rules call a negative or normal result present
    return Refusal("token-mismatch", "its sentence reads as present")


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


def _places(
    fact: Fact, packet: PacketView, *, worded: bool = False
) -> Iterator[tuple[Sentence, Mention]]:
    """The sentences that the quotes stand in, and where the fact is named in each.

    ``worded`` keeps to words of the lexicons.
    """
    views = {view.document.id: view for view in packet.documents}
    for evidence in fact.evidence:
        view = views.get(evidence.document)
        if view is None or evidence.start is None or evidence.end is None:
            continue
        for sentence in _touched(view, evidence.start, evidence.end):
            low = max(evidence.start - sentence.start, 0)
            high = min(evidence.end, sentence.end) - sentence.start
            words = [
                one
                for one in mentions(fact, sentence.text)
                if one.start < high and low < one.end
            ]
            yield from ((sentence, one) for one in words)
            span = None if words or worded else _named(sentence, low, high, fact)
            if span:
                text = sentence.text[slice(*span)]
                yield sentence, Mention(fact.kind, *span, text)


def _touched(view: DocumentView, start: int, end: int) -> Iterator[Sentence]:
    return (one for one in view.sentences if one.start < end and start < one.end)


def _named(
    sentence: Sentence, low: int, high: int, fact: Fact
) -> tuple[int, int] | None:
    """Where the fact's words stand within the quoted part, else the part itself.

    None for a part that fills its sentence and names nothing: there is no mention
    whose surroundings could be read.
    """
    stems = [
        part[:_STEM] for part in fact.kind.split("-") if len(part) > _SHORTEST_STEM
    ]
    part = sentence.text[low:high].lower()
    for stem in stems:
        place = part.find(stem)
        if place >= 0:
            return low + place, low + place + len(stem)
    return (low, high) if high - low < len(sentence.text) - 1 else None


def normal(fact: Fact) -> Refusal | None:
    """A refusal when a finding is called present in words of a normal result.

    Looked at are the pieces of the quotes that name the finding, those of its own side
    where one is told: "Right foramen patent" is no narrowing on the right, whatever
    stands beside it about the left.
    """
    if not isinstance(fact, ExamFinding | ImagingFinding):
        return None
    graded = isinstance(fact, ExamFinding) and (fact.grade or fact.value is not None)
    if fact.assertion not in ("present", "historical") or graded:
        return None
    pieces = [piece for one in fact.evidence for piece in _naming(fact, one.quote)]
    side = fact.side
    sided = [one for one in pieces if side and critical.holds_side(one, side)]
    told = [_normal_word(one) for one in sided or pieces]
    if not told or not all(told):
        return None
    return Refusal("negated", f'"{told[0]}" tells a normal result')


def _naming(fact: Fact, quote: str) -> list[str]:
    """The pieces of a quote that name the finding; all of it where no piece does."""
    key = key_of(fact)
    cuts = [0, *(hit.end() for hit in _PIECES.finditer(quote)), len(quote)]
    parts = [quote[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]
    found = [part for part in parts if fact.kind in named(key, part)]
    return found or ([quote] if fact.kind in named(key, quote) else [])


def _normal_word(text: str) -> str | None:
    return cues.find("normal", cues.without("normal-not", text))
