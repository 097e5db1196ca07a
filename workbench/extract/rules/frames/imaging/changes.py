"""What a report says of change since an earlier study, as a statement of its own.

"New since 2023", "C6-7 worse", "unchanged": findings that are other than before, or the
same.  They are the radiologist's comparison and not a clinician's word that the patient
has changed, so that they have no speaker, and no test that asks for one takes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.ages import clause_around
from workbench.extract.rules.frames.imaging.studies import studies
from workbench.extract.rules.model import DocumentView, Mention, PacketView, Sentence
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.values.sides import find_sides
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Statement

KIND = "condition-changed"
_ALONE = re.compile(r"[,;:(-]\s?\Z|\d\s\Z")
_ENDS = re.compile(r"\s?(?:[.;)]|\Z)")
"""What makes a bare word ("new", "worse") a statement: it stands by itself."""
_DENIED = re.compile(
    r"\b(?:no|not|without|nor|neither|may|might|could|if|whether|possibly)\b[^.;]{0,20}\Z",
    re.IGNORECASE,
)
_OF_PATIENT = sought(
    r"\b(?:pain|symptoms?|weakness|numbness|complain\w*|gait|history|hx|indication"
    r"|reason|clinical)\b",
    re.IGNORECASE,
)


def read(document: DocumentView, packet: PacketView) -> list[Statement]:
    """The comparisons of one report with what was before."""
    if document.document.kind != "imaging-report":
        return []
    lines = {line.start: line for one in studies(document) for line, _ in one.lines}
    found: list[Statement] = []
    for _, sentence in sorted(lines.items()):
        found += _of_sentence(document, sentence)
    return found


def _of_sentence(document: DocumentView, sentence: Sentence) -> Iterator[Statement]:
    """The changes of one sentence, each with the place that its clause names."""
    text = sentence.text
    if _OF_PATIENT.search(text):
        return
    for one in lexicon.load("imaging-changes").find(text):
        if not _counts(text, one):
            continue
        yield Statement(
            id="?",
            kind=KIND,
            assertion="absent" if one.concept == "unchanged" else "present",
            evidence=(document.cite_sentence(sentence),),
            date=document.document.date,
            **_place(text, one),
        )


def _counts(text: str, one: Mention) -> bool:
    if one.concept == "unchanged":
        return True
    if _DENIED.search(text[: one.start]):
        return False
    if one.concept == "changed":
        return True
    alone = _ALONE.search(text[: one.start]) and _ENDS.match(text, one.end)
    return alone is not None


def _place(text: str, one: Mention) -> dict[str, Any]:
    """Level, vertebra and side of the words before the change, nearest first."""
    low, _ = clause_around(text, one.start, one.end)
    levels = list(find_levels(text[low : one.start]))
    levels = levels or list(find_levels(text[: one.start])) or list(find_levels(text))
    last = levels[-1] if levels else None
    sides = {side.side for side in find_sides(text[low : one.start])}
    spaces = last.interspaces if last else ()
    bones = last.vertebrae if last else ()
    return {
        "level": spaces[0] if len(spaces) == 1 else None,
        "site": bones[0] if len(bones) == 1 and not spaces else None,
        "side": sides.pop() if len(sides) == 1 else None,
    }
