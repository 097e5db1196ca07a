"""A "no" or "possible" among words that stand near each other."""

from __future__ import annotations

import re
from dataclasses import replace

from workbench.extract.rules.model import Mention
from workbench.extract.rules.words.sought import sought

_DENIES = sought(
    r"\b(?:no|not|without|nor|denies|possibl[ye]|probabl[ye]|likely|suspected|query)\s"
    r"(?!longer\b|healed\b|taken\b|knit\b|fused\b|united\b|solid\b)|\?\s?(?=\w)",
    re.IGNORECASE,
)


def behind_denial(mention: Mention) -> Mention:
    """Words that stand near each other from behind a "no" or "possible" among them.

    "Stump: no neuroma" tells of a neuroma what stands before the word itself.
    """
    if mention.attributes["list"] != "diagnoses" or mention.implies:
        return mention
    denies = _DENIES.search(mention.text)
    if denies is None or denies.start() == 0:
        return mention
    skip = denies.end()
    text = mention.text[skip:]
    return replace(mention, start=mention.start + skip, text=text)
