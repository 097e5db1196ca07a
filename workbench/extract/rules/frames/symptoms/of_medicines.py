"""Complaints that a medicine brought about, and that are none of the illness."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.treatment.orders import MEDICINES
from workbench.extract.rules.frames.treatment.words import items
from workbench.extract.rules.model import Mention

_BROUGHT = frozenset(
    {"gait-imbalance", "bladder-dysfunction", "bowel-dysfunction", "dexterity-loss"}
)
"""Complaints that a list of medicines names as what they brought."""
_ON_DOSE = re.compile(
    r"\s(?:at|on|with|from)\s(?:the\s|a\s|any\s)?(?:higher|high|full|larger|increased|that"
    r"|this|it\b|\d{2,4})|\s(?:from|on|with)\s(?:it|the (?:drug|medicine|pills?))\b",
    re.IGNORECASE,
)
_DOSED = re.compile(
    r"\b\d{1,4}\s?(?:mg|mcg|/d\b)|\b(?:bid|tid|qid|qhs|hs)\b|\s\d{2,4}\s"
)
_TOLD_OF = re.compile(r"\b(?:has|have|had|reports?|complains|denies|notes|for)\b", re.I)


def of_medicine(text: str, word: Mention) -> bool:
    """Whether a complaint is what a medicine named before it brought about.

    "Gabapentin 300 TID - partial, unsteady at higher dose", and in a table of what was
    tried "amitriptyline 25 | 2 months | urinary hesitancy".
    """
    kinds = set(word.attributes.get("kind", word.concept).split())
    if not kinds & _BROUGHT:
        return False
    drugs = [one for one in items(text[: word.start]) if one.kind in MEDICINES]
    if not drugs or _TOLD_OF.search(text, drugs[-1].end, word.start):
        return False
    if _ON_DOSE.match(text, word.end):
        return True
    columns = re.search(r"\s{2,}|\t|\|", text[drugs[-1].end : word.start]) is not None
    return columns and _DOSED.search(text[drugs[-1].start : word.start]) is not None
