"""How a record names a condition: weighed, feared, over, or known for long.

"CTS vs C6 radiculopathy" leaves both open, "worried re cauda equina" asks, and "CRPS
right hand, 2022, remitted" tells of what was.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.told.conditions import words
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words.sought import sought

_VERSUS = re.compile(r"[^.;,\n]{0,24}?\s(?:vs?\.?|versus)\s", re.IGNORECASE)
_APART = 24
"""Characters between a "versus" and the condition it weighs."""
_LEAD = 60
_FEARED = re.compile(
    r"\b(?:worr(?:y|ied)|concern(?:ed)?|fears?|afraid|anxious|asks?|ask(?:ed|ing))\s"
    r"(?:re|about|regarding|it is|of|that (?:it|this) (?:is|may be|might be))\W{1,3}"
    r"(?:possible\s|a\s)?\Z",
    re.IGNORECASE,
)
_FEARED_AFTER = re.compile(
    r"\s(?:was|were|had been|has been|is)\s(?:initially\s|first\s|at first\s|only\s)?"
    r"(?:feared|suspected|considered|entertained|queried|questioned|wondered about)\b",
    re.IGNORECASE,
)
_OVER = sought(
    r"\A\W*(?:resolved|inactive)\b|\(\s?resolved\b|[|\t;]\s{0,3}(?:resolved|inactive"
    r"|in remission|closed)\b|\bin(?:to)? (?:full |sustained |early )?"
    r"remission\b|\bstatus\W{1,3}(?:resolved|inactive)\b"
    r"|[-,;:(\u2013\u2014]\s{0,2}(?:now |since |long )?(?:resolved|remitted)"
    r"(?:\s(?:in |by |since |after )?[\d/ ]{2,10})?\W{0,3}\Z",
    re.IGNORECASE,
)


def is_feared(text: str, one: Mention) -> bool:
    """Whether somebody is worried about a condition ("worried about myelopathy")."""
    return _FEARED.search(text[max(one.start - _LEAD, 0) : one.start]) is not None


def is_weighed(text: str, one: Mention) -> bool:
    """Whether a condition is one of two weighed, or is feared and not found."""
    if is_feared(text, one):
        return True
    if _FEARED_AFTER.match(text, one.end):
        return True
    versus = _VERSUS.match(text, one.end)
    if versus is None:
        return False
    between = text[one.end : versus.end()]
    others = [other for other in words().find(text) if other.start >= versus.end()]
    near = bool(others) and others[0].start - versus.end() <= _APART
    return near and not words().find(between)


def is_over(part: str, line: str) -> bool:
    """Whether a part of a line, or the line's head, says that what it names is over."""
    return bool(_OVER.search(part) or _OVER.match(line))


_KNOWN = re.compile(
    r"\b(?:known|diagnosed with|diagnos[ie]s of|dx of|dx'?d with|established|documented"
    r"|confirmed)\s(?:[\w/-]+\s){0,4}\Z"
    r"|\b(?:underwent|s/p|status post|admitted for|taken (?:to surgery|for surgery))\b"
    r"[^.;:]{3,70}\bfor\s(?:[\w/-]+\s){0,5}\Z",
    re.IGNORECASE,
)
"""What before a condition makes it one that the patient is known or operated for."""


def is_known(text: str, one: Mention) -> bool:
    """Whether a narrative names a condition as known, or as what was operated on."""
    return _KNOWN.search(text[max(one.start - 110, 0) : one.start]) is not None
