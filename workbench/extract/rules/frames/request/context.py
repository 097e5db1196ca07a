"""What stands beside the words of a request: levels, sides, region and approach.

A form gives them in fields of their own, a letter in the sentence after ("The levels
are C5-6 and C6-7"), a table of boxes one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import level_groups, named_levels
from workbench.extract.rules.frames.operations.procedures import Approach, operations
from workbench.extract.rules.frames.request.asking_cues import is_rejected
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.frames.request.items import Context
from workbench.extract.rules.frames.request.labels import (
    LEVEL_LABEL,
    MODIFIER_LABEL,
    SIDE_LABEL,
)
from workbench.extract.rules.frames.request.stretches import Ask
from workbench.extract.rules.frames.told.questions import is_unticked, label_of
from workbench.extract.rules.model import DocumentView
from workbench.extract.rules.words.sought import sought

_APPROACH_LABEL = re.compile(r"\bapproach\b", re.IGNORECASE)
_HISTORY_LABEL = sought(
    r"\b(?:prior|previous|past|history|fused|imaging|mri|symptom\w*|exam\w*|pain)\b",
    re.IGNORECASE,
)
_OPERATED = re.compile(r"\b(?:surg\w+|perform\w*|treated|fused|operat\w+)\b", re.I)
_LEVELS_ARE = re.compile(
    r"\b(?:levels?|interspaces?|segments?)\b[^.;:]{0,40}?"
    r"(?:\b(?:is|are|will be|would be|being|include)\b|:)",
    re.IGNORECASE,
)
_NEXT = 4
"""Sentences after one that asks in which its levels may be told."""
_BARE_LEVELS = re.compile(r"(?:[CTLS]?\d{1,2}|and|to|through|[\s,/&.-])++", re.I)
_SIDED = re.compile(
    r"\b(?:(?:both|left|right) sides?|(?:left|right)(?:[ -]sided)?|bilateral(?:ly)?"
    r"|levels?|lt|rt|bil(?:at)?)\b",
    re.IGNORECASE,
)
"""What may stand with a level in a line of its own ("level L3-4, both sides")."""


def context_of(
    document: DocumentView, stretches: list[Ask], inside: frozenset[int]
) -> Context:
    """Level and side fields that stand with the stretches that ask."""
    levels = [one for ask in stretches if (one := _run_on(document, ask))]
    levels += [one for ask in stretches for one in _told_after(document, ask)]
    if not any(level_groups(ask.text) for ask in stretches):
        levels += [one for ask in stretches for one in _told_before(document, ask)]
    sides: list[Ask] = []
    bare: list[Ask] = []
    if stretches[0].origin == "plan":
        return Context(levels=tuple(levels))
    seen = {id(ask.sentence) for ask in stretches}
    sections = {id(ask.sentence.section) for ask in stretches}
    for ask in (*stretches, *_loose(document, seen, sections, inside)):
        label = label_of(ask.sentence)
        if _HISTORY_LABEL.search(label) or is_unticked(ask.sentence):
            continue
        if LEVEL_LABEL.search(label) and not operations(ask.text):
            levels.append(ask)
        elif _only_levels(ask):
            bare.append(ask)
        elif ask.sentence.block.checked and _OPERATED.search(label):
            levels += [ask] if named_levels(label) else []
        if SIDE_LABEL.search(label) or MODIFIER_LABEL.search(label):
            sides.append(ask)
    return Context(levels=tuple(levels or bare), sides=tuple(sides))


def _only_levels(ask: Ask) -> bool:
    """Whether a field, whatever its name, or a line holds nothing but levels."""
    sentence = ask.sentence
    label = sentence.block.label or ""
    value = sentence.text.removeprefix(label).lstrip(" :.")
    listed = sentence.block.kind in ("field", "paragraph", "item")
    bare = _SIDED.sub(" ", value)
    return listed and bool(_BARE_LEVELS.fullmatch(bare)) and bool(named_levels(value))


def _told_after(document: DocumentView, ask: Ask) -> Iterator[Ask]:
    """Sentences after one that asks which say what its levels are."""
    if not ask.explicit or ask.sentence.block.kind != "paragraph":
        return
    place = ask.sentence.index
    for other in document.sentences[place + 1 : place + _NEXT]:
        if other.section is not ask.sentence.section:
            return
        if _LEVELS_ARE.search(other.text) and not operations(other.text):
            yield Ask(other, 0, len(other.text), ask.origin, ask.stage)


def _told_before(document: DocumentView, ask: Ask) -> Iterator[Ask]:
    """The sentence before a bare list of codes that names the operation they are of."""
    kinds = {code.kind for code in find_codes(ask.text)}
    before = document.sentences[max(ask.sentence.index - 2, 0) : ask.sentence.index]
    for other in before:
        if other.section is not ask.sentence.section or other.block.kind == "row":
            continue
        for one in operations(other.text):
            past = is_rejected(other.text, one.start, one.end)
            if one.kind in kinds and one.levels and not past:
                yield Ask(other, 0, len(other.text), ask.origin, ask.stage)


def _run_on(document: DocumentView, ask: Ask) -> Ask | None:
    """A next line of nothing but levels that ends a sentence left open."""
    following = document.sentences[ask.sentence.index + 1 :][:1]
    if not following or ask.text.rstrip().endswith((".", ";", ":")):
        return None
    bare = _BARE_LEVELS.fullmatch(following[0].text)
    if not bare or following[0].section is not ask.sentence.section:
        return None
    return Ask(following[0], 0, len(following[0].text), ask.origin, ask.stage)


def _loose(
    document: DocumentView,
    seen: set[int],
    sections: set[int],
    inside: frozenset[int],
) -> Iterator[Ask]:
    """Fields of the request's sections that name no service themselves."""
    for sentence in document.sentences:
        if id(sentence) in seen or sentence.block.kind == "row":
            continue
        if sentence.index in inside or id(sentence.section) in sections:
            yield Ask(sentence, 0, len(sentence.text), "request")


def region_of(document: DocumentView, stretches: list[Ask]) -> str | None:
    """The region that the stretches, or else the document, speak of most."""
    for text in (" ".join(ask.text for ask in stretches), document.source.text[:20000]):
        counts = {
            "cervical": len(
                re.findall(r"\bcervical\b|\bneck\b|\bC[2-7]\b", text, re.I)
            ),
            "lumbar": len(re.findall(r"\blumb\w+|\bL[1-5]\b|\blow back\b", text, re.I)),
            "thoracic": len(re.findall(r"\bthoracic\b", text, re.I)),
        }
        best = max(counts, key=lambda name: counts[name])
        if counts[best]:
            return best
    return None


def approach_of(stretches: list[Ask]) -> Approach | None:
    """The approach that an "Approach:" field names."""
    for ask in stretches:
        label = label_of(ask.sentence)
        if _APPROACH_LABEL.search(label):
            front = re.search(r"\banterior\b", ask.text, re.IGNORECASE)
            back = re.search(r"\bposterior\b", ask.text, re.IGNORECASE)
            if bool(front) != bool(back):
                return "anterior" if front else "posterior"
    return None
