"""The conditions that a sentence names, each of the region that its line speaks of.

"Stenosis" in a line of the low back is a lumbar one; a disorder of no named region that
stands by a limb is none of the spine.
"""

from __future__ import annotations

from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.told.conditions import kind_of, words
from workbench.extract.rules.frames.told.narrated import is_loose, of_chest
from workbench.extract.rules.model import Mention, Sentence

_LUMBAR = re.compile(
    r"\b(?:lumb\w+|low(?:er)? (?:back|extremit\w+)|sacral|thoracic|legs?\b"
    r"|(?:L[1-5]|S[12]|T(?:[3-9]|1[0-2]))\b)",
    re.I,
)
_NECK = re.compile(r"\b(?:cervical|neck|C[2-7]\b)", re.IGNORECASE)
_LOW = "lumbar-disorder"
_BELOW = {
    "cervical-radiculopathy": "lumbar-radiculopathy",
    "cervical-stenosis": "lumbar-stenosis",
    "cervical-disc-disorder": "lumbar-disc-disorder",
    "spondylolisthesis": "spondylolisthesis",
    "infection": "infection",
    "tumour": "tumour",
    "instability": "instability",
    "fracture": "fracture",
    "facet-cyst": "facet-cyst",
    "pseudarthrosis": "pseudarthrosis",
    "cervical-spondylosis": "lumbar-disorder",
}
"""What words without a region mean where the line speaks of the low back."""


def named_in(sentence: Sentence) -> list[Mention]:
    """Mentions; a bare "stenosis" in a line of the low back is a lumbar one."""
    found = [
        one
        for one in words().find(sentence.text)
        if not _of_limb(sentence, one)
        and not is_loose(sentence.text, one)
        and not _PHONE.match(sentence.text, one.end)
    ]
    return [_placed(sentence, one) for one in found]


_PHONE = re.compile(r"[\s.:#]{1,3}(?:\(\d{3}\)\s?)?\d{3}[-. ]\d{4}\b")
"""A number to call, before which "fx" is a fax and no fracture ("fx 555-0133")."""


def _placed(sentence: Sentence, one: Mention) -> Mention:
    """A mention of no named region as one of the region that its line speaks of."""
    if not _elsewhere(sentence, one):
        return one
    kind = _BELOW.get(kind_of(one), _LOW)
    if kind == "lumbar-radiculopathy" and of_chest(sentence.text, one):
        kind = "thoracic-radiculopathy"
    return replace(one, attributes={**one.attributes, "kind": kind})


_LIMB = re.compile(
    r"[^.;,]{0,12}?\b(?:of|in|at|involving|affecting)\s(?:the\s|both\s|his\s|her\s"
    r"|bilateral\s|right\s|left\s){0,3}(?:knee|hip|shoulder|elbow|wrist|hand|ankle|foot"
    r"|thumb|jaw|tmj)(?:s|es)?\b",
    re.IGNORECASE,
)


def _of_limb(sentence: Sentence, mention: Mention) -> bool:
    """Whether a disorder of no named region is one of a limb ("DDD of both knees")."""
    if mention.attributes.get("region") != "any":
        return False
    return _LIMB.match(sentence.text, mention.end) is not None


def _elsewhere(sentence: Sentence, mention: Mention) -> bool:
    if mention.attributes.get("region") != "any":
        return False
    text = sentence.text
    if _NECK.search(text):
        text = text[max(mention.start - 40, 0) : mention.end + 40]
    return bool(_LUMBAR.search(text)) and not _NECK.search(text)
