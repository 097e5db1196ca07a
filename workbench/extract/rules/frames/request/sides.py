"""The side of a requested procedure from the other lines of its form.

A field gives it ("Side: R", "Target: both sides"), a modifier, a line that sets it
right, or a comment about the level; a side of the body's pain is none.
"""

from __future__ import annotations

import string
from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import (
    level_groups,
    lone_side,
    only_side,
)
from workbench.extract.rules.frames.request.cited_fields import (
    cited_with,
    comments,
    is_level_field,
    value_of,
)
from workbench.extract.rules.frames.request.codes import modifier_side
from workbench.extract.rules.frames.request.named_fields import side_named
from workbench.extract.rules.frames.request.quoted import quotes
from workbench.extract.rules.frames.request.slots import slots
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.values.sides import find_sides
from workbench.schema.case import RequestedProcedure, Side
from workbench.vocabulary.tables import Procedure

_OF_BODY = re.compile(
    r"\b(?:arm|leg|hand|foot|neck|back|pain|sided?|sciatica|radicul\w+|symptoms|weakness"
    r"|numbness|thigh|calf|shoulder)\b",
    re.IGNORECASE,
)
"""Words that make a side the patient's and not the operation's."""
_COMPLAINT = re.compile(
    r"\W{0,3}(?:(?:sided?|upper|lower|sharp|chronic) ){0,2}(?:arm|leg|hand|foot|pain"
    r"|ache|sciatica|radicul\w+|symptoms|weakness|numbness|thigh|calf|headaches?)\b",
    re.IGNORECASE,
)
"""What makes a side right before it the patient's ("for left-sided sciatica")."""
_BOTH = re.compile(r"\W*(?:both|b/?l|bilat\w*)\W*", re.IGNORECASE)
_SIDE_SAID = re.compile(
    r"\b(?:sides?|laterality)\b[^.;\n]{0,20}?\b(?:should (?:be|read)|corrected to"
    r"|changed (?:from \w+ )?to)\s+(?:the\s+)?(?P<side>left|right|bilateral|both)\b",
    re.IGNORECASE,
)
_LETTER_BEHIND = re.compile(
    r"[ ]{1,2}\(?(LT|RT|BL|L|R|B)\)?(?=[ ]?(?:[,;.)|]|/(?![ ]?[LRB]\b))|[ ]?\Z)"
)
"""A side's letter right behind a level ("C6-7 L, 63020")."""
_STATED = re.compile(
    r"(?:\A|[.;:,])(?P<clause>[^.;:,]*\b)(?P<side>left|right|both) sides?,\s?\Z"
    r"|,\s?(?P<alone>left|right|bilateral|both sides),\s?\Z",
    re.IGNORECASE,
)
"""A side in a clause of its own right before the level ("It's the left side, C4-5")."""
_SIDE_BOX = re.compile(
    r"\b(?i:side|laterality|lat)\b[\s:=]{1,24}(?P<side>LT|RT|BL|[LRB])\b"
)
"""A side's letter behind its label on the line of a service."""
_ALL_SIDED = re.compile(
    r"\W*(?:(?:all|each|every|both)\s(?:levels?|of (?:them|these|the above)|joints?"
    r"|injections?|blocks?|lines?|sites?)\W{1,3})?(?:(?:is|are|will be|to be|done|on"
    r"|the)\s){0,3}(?P<side>both sides|bilateral(?:ly)?|(?:left|right)(?:[ -]side[ds]?)?)"  # noqa: E501
    r"(?:\s(?:only|side|(?:at|for|on|of) (?:each|every|all|both|the)(?: of (?:them|these))?"  # noqa: E501
    r"(?: (?:levels?|lines?|joints?|codes?|sites?|above))?|throughout|please))*\W*",
    re.IGNORECASE,
)
"""A sentence that is nothing but the side ("Both sides at every level.")."""
_IN_WORD = string.ascii_letters + string.digits
_LEAD = 24
"""Characters before a level in which its side stands."""


def sided(
    document: DocumentView, fact: RequestedProcedure, main: Procedure
) -> RequestedProcedure:
    """The fact with the side that its own words leave out."""
    if fact.side or not main.sided:
        return fact
    near = [one for one in document.sentences if quotes(fact, one)]
    told = {side for one in near if (side := _side_near(one, fact))}
    if not told and main.unit == "request":
        told = {side for one in near if (side := _side_within(one, fact))}
    if len(told) == 1:
        return fact.model_copy(update={"side": told.pop()})
    again, first = _side_again(document, near, fact)
    if again and first:
        cites = cited_with(document, fact, (first,))
        return fact.model_copy(update={"side": again, "evidence": cites})
    if main.unit == "request":
        side, sentence = side_named(document, fact.kind)
        if side and sentence:
            cites = cited_with(document, fact, (sentence,))
            return fact.model_copy(update={"side": side, "evidence": cites})
    fields = [one for one in document.sentences if _is_side_field(one)]
    sides = {side: one for one in fields if (side := _field_side(one))}
    if not sides:
        told_at = [one for one in document.sentences if is_level_field(one)]
        sides = {side: one for one in told_at if (side := _level_side(one))}
    if not sides:
        said = {side: one for one in document.sentences if (side := _said_side(one))}
        sides = said or _answered_sides(document)
    if not sides:
        notes = [one for one in comments(document) if _places_side(one, fact)]
        sides = {side: one for one in notes if (side := only_side(value_of(one)))}
    if not sides and main.unit != "request":
        side, sentence = side_named(document, fact.kind)
        sides = {side: sentence} if side and sentence else {}
    if len(sides) != 1:
        return fact
    side, sentence = next(iter(sides.items()))
    cites = cited_with(document, fact, (sentence,))
    return fact.model_copy(update={"side": side, "evidence": cites})


_ASKS_SIDE = re.compile(
    r"\b(?:(?:which|what)(?:'s| is)? (?:the )?side|side|left or right)\b"
    r"[^.?\n]{0,20}\?",
    re.IGNORECASE,
)
_ANSWERS = 3
"""Sentences behind a question among which its answer stands."""


def _answered_sides(document: DocumentView) -> dict[Side, Sentence]:
    """The sides that answer a question which side it is, in a talk set out by turns."""
    found: dict[Side, Sentence] = {}
    for asked in document.sentences:
        match = _ASKS_SIDE.search(asked.text)
        if match is None or asked.block.kind == "checkbox":
            continue
        behind = document.sentences[asked.index + 1 : asked.index + 1 + _ANSWERS]
        for one in behind:
            told = one.text
            if find_sides(told):
                side = None if _OF_BODY.search(told) else only_side(told)
                found |= {side: one} if side else {}
                break
    return found


_AGAIN = re.compile(
    r"\W*(?:and )?(?:(?:the )?(?:same|identical)"
    r"(?: (?:again|procedure|operation|thing))?|ditto)"
    r"[ ,]{1,3}(?:at|for|on)\b",
    re.IGNORECASE,
)
"""How a line of a list asks at another level for what the line above it asks."""


_DITTO = re.compile(
    r"(?:\s{2,}|\|\s?)(?:[\"\u201c\u201d]|''|,,|ditto|do\.|same)(?=\s{2,}|\s?\||\s*\Z)",
    re.IGNORECASE,
)
"""A cell that repeats what stands above it."""


def _side_again(
    document: DocumentView, near: Sequence[Sentence], fact: RequestedProcedure
) -> tuple[Side | None, Sentence | None]:
    """The side of the line above one that asks for the same at another level."""
    for one in near:
        groups = level_groups(one.text)
        placed = any(fact.level in group.interspaces for group in groups)
        again = _AGAIN.match(one.text) or _DITTO.search(one.text)
        if not (placed and one.index and again):
            continue
        above = document.sentences[one.index - 1]
        lettered = _column_side(above) if one.block.kind == "row" else None
        if lettered:
            return lettered, above
        text = re.sub(r"(?i)\b(?:left|right|both) sides?\b", _bare_side, above.text)
        return (None if _OF_BODY.search(text) else only_side(text)), above
    return None, None


def _column_side(row: Sentence) -> Side | None:
    """The side by its letter in a row's column of sides."""
    found = [
        lone_side(cell.text)
        for cell in row.block.cells
        if "label-side" in slots(cell.header or "")
    ]
    return found[0] if len(found) == 1 else None


def _level_side(sentence: Sentence) -> Side | None:
    """The side that the field of the level names beside it ("C2, both sides")."""
    value = re.sub(
        r"(?i)\b(?:left|right|both) sides?\b", _bare_side, value_of(sentence)
    )
    return None if _OF_BODY.search(value) else only_side(value)


def _bare_side(match: re.Match[str]) -> str:
    """A side without the word, of the same length; both of them as one word."""
    word = match.group().split()[0].lower()
    return ("bilateral" if word == "both" else word).ljust(len(match.group()))


def _said_side(sentence: Sentence) -> Side | None:
    """The side that a sentence sets right ("side should be RIGHT, not left"), or that
    it is about and nothing else."""
    match = _SIDE_SAID.search(sentence.text)
    if match is None and sentence.block.kind in ("paragraph", "item"):
        match = _ALL_SIDED.fullmatch(sentence.text)
    if match is None:
        return None
    return only_side(
        re.sub(r"(?i)\b(?:both|left|right) sides?\b", _bare_side, match["side"])
    )


def _places_side(sentence: Sentence, fact: RequestedProcedure) -> bool:
    """Whether a comment tells the side of the operation and not of the complaint."""
    value = value_of(sentence)
    if _OF_BODY.search(re.sub(r"(?i)\b(?:left|right|both) sides?\b", " ", value)):
        return False
    groups = level_groups(value)
    return any(fact.level in one.interspaces for one in groups)


def _is_side_field(sentence: Sentence) -> bool:
    if sentence.block.kind != "field":
        return False
    named = slots(sentence.block.label or "")
    return "label-side" in named and "label-never" not in named


def _field_side(sentence: Sentence) -> Side | None:
    value = value_of(sentence)
    both: Side | None = "bilateral" if _BOTH.fullmatch(value) else None
    return both or only_side(value) or lone_side(value) or modifier_side(value)


def _side_near(sentence: Sentence, fact: RequestedProcedure) -> Side | None:
    """The side right before the level in a sentence that asks, or by a modifier."""
    text = sentence.text
    boxed = _SIDE_BOX.search(text)
    if boxed:
        return lone_side(boxed["side"])
    if fact.level:
        for group in level_groups(text):
            lead = _whole(text, max(group.start - _LEAD, 0), group.start)
            stated = _STATED.search(text, 0, group.start)
            lead = re.split(r"[.;:,]", lead)[-1]
            if stated and not _OF_BODY.search(stated["clause"] or ""):
                lead += stated["side"] or stated["alone"]
            rest = _whole(text, group.end, min(group.end + _LEAD, len(text)))
            rest = " ".join(re.split(r"[.;:,|]", rest)[0].split())
            sides = {one.side for one in find_sides(lead)}
            if not _OF_BODY.search(rest):
                sides |= {one.side for one in find_sides(rest)}
            letter = _LETTER_BEHIND.match(text, group.end)
            if letter and not sides:
                sides = {side} if (side := lone_side(letter[1])) else sides
            if fact.level in group.interspaces and len(sides) == 1:
                return sides.pop()
    coded = any(code in text for code in fact.codes)
    return modifier_side(text) if coded and sentence.block.kind != "row" else None


def _side_within(sentence: Sentence, fact: RequestedProcedure) -> Side | None:
    """The one side that a line names that gives the code of what has no level."""
    text = sentence.text
    if fact.level or not any(code in text for code in fact.codes):
        return None
    named = [one for one in find_sides(text) if not _COMPLAINT.match(text, one.end)]
    sides = {one.side for one in named}
    return sides.pop() if len(sides) == 1 else None


def _whole(text: str, start: int, end: int) -> str:
    """The stretch without words that its ends cut ("... L" of "L4-5" is no side)."""
    if start and not text[start - 1].isspace():
        start += len(text[start:end]) - len(text[start:end].lstrip(_IN_WORD))
    if end < len(text) and not text[end].isspace():
        end -= len(text[start:end]) - len(text[start:end].rstrip(_IN_WORD))
    return text[start:end]
