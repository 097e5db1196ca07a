"""Findings that somebody only asks after: "a new scan to see if it has healed".

What a study is to tell is no finding of the study that the sentence also names, and
whether a fusion has healed is asked of one who has a fusion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.extract.rules.frames.imaging.tokens import Token
from workbench.extract.rules.words.sought import sought

_WONDERS = sought(
    r"\b(?:(?:to|will|would|can|could|cannot|can't)\s"
    r"(?:see|check|know|find out|learn|tell|look|determine|establish|ascertain|ask"
    r"|confirm|verify|make sure|be sure|assess|evaluate|clarify)"
    r"|wonders?|wondering|asks|asking|curious|unsure|worried"
    r"|question(?:s|ing)? (?:is|of)?"
    r"|hopes? to (?:see|learn|hear))"
    r"\s(?:for (?:him|her)self\s)?(?:if|whether)\s[^.;:,?]{0,60}\Z",
    re.IGNORECASE,
)
"""The words of wondering up to what is wondered about, within the clause."""
_OF_HARDWARE = "hardware"


def without_wondered(text: str, found: Sequence[Token]) -> list[Token]:
    """The words of a sentence less the states of a fusion that it does not tell of."""
    return [one for one in found if not _is_none(text, one)]


def _is_none(text: str, one: Token) -> bool:
    """Whether a state of a fusion is only asked after, or is a wound's or tear's."""
    if one.attributes.get("location") != _OF_HARDWARE:
        return False
    if _WONDERS.search(text[: one.start]):
        return True
    mends = one.attributes.get("kind") == "solid-fusion" and _HEALS.search(one.text)
    return bool(mends and _OTHER_THING.search(text) and not _FUSION.search(text))


_HEALS = re.compile(r"\bheal\w*", re.IGNORECASE)
_OTHER_THING = sought(
    r"\b(?:tears?|torn|fissures?|wounds?|incisions?|scars?|skin|fractures?|ribs?|wrists?"
    r"|hips?|ankles?|knees?|shoulders?|sprains?|strains?|bruises?|herniations?|ulcers?"
    r"|sores?|blisters?)\b",
    re.IGNORECASE,
)
"""What heals without any fusion."""
_FUSION = sought(
    r"\b(?:fus\w+|grafts?|arthrodes[ie]s|unions?|non-?unions?|pseud\w+|acdf|[atpx]lif"
    r"|interbod\w+|cages?|screws?|hardware|instrument\w+|construct|bon[ey]|pars"
    r"|allograft|plates?)\b",
    re.IGNORECASE,
)
