"""Of what kind a document is: by its title, else by what its text speaks of."""

from __future__ import annotations

from workbench.packet.content import (
    SAMPLE,
    content_file,
    content_scores,
    loudest,
    spoken,
)
from workbench.packet.cues import Title, cues
from workbench.schema.packet import DocumentKind

_WRITTEN: tuple[DocumentKind, ...] = ("letter", "clinic-note")
"""What a page that greets somebody may be."""


def classify(text: str, title: Title | None) -> DocumentKind:
    """The kind: a strong title decides, a weak one yields to clear content."""
    if title and title.strong and not title.bare and title.kind != "other":
        return title.kind
    scores = content_scores(text)
    best = loudest(scores)
    rules = content_file()
    enough = rules.needed
    if title is None:
        kind = best if best and scores[best] >= enough else "other"
        written = kind in _WRITTEN and scores.get("letter", 0) >= enough
        return _letter_or_note(text, scores) if written else kind
    if title.kind == "letter" and not title.strong:
        whole = scores.get("letter", 0) >= rules.letter.whole
        if whole or best in (None, *_WRITTEN):
            return _letter_or_note(text, scores)
    if best is None:
        return title.kind
    lead = scores[best] - scores.get(title.kind, 0)
    needed = enough if title.kind == "other" else rules.lead
    return best if lead >= needed else title.kind


def _letter_or_note(text: str, scores: dict[DocumentKind, int]) -> DocumentKind:
    """A consultation sent as a letter is a note: it reports and argues with nobody."""
    rule, text = content_file().letter, spoken(text)
    found = cues().examining.finditer(text, 0, SAMPLE)
    examines = len({one.group().lower() for one in found}) >= rule.examining
    reports = examines or cues().consulting.search(text, 0, SAMPLE)
    clinical = scores.get("clinic-note", 0) >= rule.clinical or examines
    words = cues().pleading if reports else cues().arguing
    argues = words.search(text, 0, SAMPLE)
    return "clinic-note" if clinical and not argues else "letter"
