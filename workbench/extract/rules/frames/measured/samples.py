"""Samples that were taken or sent, whose result the words do not tell.

"Cultures x3 sent", "L3-4 disc aspirate, CT guided": the test was made, whatever it
found.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.measured.lab_days import drawn
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.model import Mention
from workbench.extract.rules.values.levels import find_levels
from workbench.schema.case import Test

_TAKEN = re.compile(
    r"(?:\s?\(?x\s?\d\)?|\s\w+){0,2},?\s(?:(?:was|were|have been|has been|also)\s){0,2}"
    r"(?:sent|taken|obtained|collected|submitted|drawn)\b(?!\s(?:if|should|next|tomorrow))",
    re.IGNORECASE,
)
_SENT = re.compile(r"\b(?:sent|submitted|taken) for (?:\w+[ ]){0,2}\Z", re.IGNORECASE)
_TO_SEND = re.compile(
    r"\b(?:to be|will be|should be|if|not|never|no|nothing)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,;.]\s")
_BY_NEEDLE = re.compile(
    r"[,\s(]{1,3}(?:(?:under|by|via|with|using)\s)?(?:ct|fluoro\w*|x-?ray|us|ultrasound"
    r"|image)\b(?:[ -]guid(?:ed|ance))?",
    re.IGNORECASE,
)
"""How a sample was reached, which tells that it was ("disc aspirate, CT guided")."""


def taken(passage: Passage, name: Mention) -> list[Test]:
    """A sample that was taken or sent, whose result the words do not tell."""
    text = passage.text
    after = _TAKEN.match(text, name.end)
    sent = _SENT.search(text, max(name.start - 30, 0), name.start)
    reached = name.concept == "biopsy" and _BY_NEEDLE.match(text, name.end)
    told = after or sent or reached
    before = _CLAUSE.split(text[max(name.start - 40, 0) : name.start])[-1]
    if not told or _TO_SEND.search(before + text[name.start : told.end()]):
        return []
    named = {one for level in find_levels(text) for one in level.interspaces}
    return [
        Test(
            id="?",
            kind=name.concept,
            name=name.text,
            level=named.pop() if len(named) == 1 else None,
            date=drawn(passage, name.start, name.end).date,
            evidence=tuple(evidence(passage)),
        )
    ]
