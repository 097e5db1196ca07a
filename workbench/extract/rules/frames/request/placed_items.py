"""Items of a list that give a place and then its code, in a sentence each, as one.

    1. Facet injection, left L3-4.  64493.
    2. Same visit, left L4-5.  64494.

The second item names no service, only where the code behind it is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import named_levels
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought

_PLACE = re.compile(
    r"(?:(?:(?:the|at|on|in|for|to|of|and|also|then|plus|again|same|one|next|second|third"
    r"|fourth|2nd|3rd|4th|another|additional|add(?:'l)?|other|further|extra|sitting|session"
    r"|visit|day|time|date|setting|operation|incision|approach|levels?|joints?|facets?"
    r"|interspaces?|segments?|discs?|sides?|left|right|bilateral|both|lt|rt|l|r|b/l)\b"
    r"|[CTLS]\d{1,2}(?:\s?[-/]\s?[CTLS]?\d{1,2})?\b)[\s,:;()-]*)+\.?",
    re.IGNORECASE,
)
"""Words of a place, and of its being one more, and nothing else."""
_CODE = sought(r"\W{0,2}(?:CPT\W{0,2})?\d{4}[\dT]\b", re.IGNORECASE)


def with_places(document: DocumentView) -> DocumentView:
    """The document with the place and the code of such an item as one sentence."""
    made = list(_joined(document))
    if len(made) == len(document.sentences):
        return document
    return document.with_sentences(made)


def _joined(document: DocumentView) -> Iterator[Sentence]:
    held: Sentence | None = None
    for one in document.sentences:
        if held is not None:
            if one.block is held.block and _gives_code(one):
                text = document.words(held.start, one.end)
                yield replace(held, text=text, end=one.end)
                held = None
                continue
            yield held
        held = one if _gives_place(one) else None
        if held is None:
            yield one
    if held is not None:
        yield held


def _gives_place(sentence: Sentence) -> bool:
    if sentence.block.kind != "item" or not named_levels(sentence.text):
        return False
    return _PLACE.fullmatch(sentence.text.strip()) is not None


def _gives_code(sentence: Sentence) -> bool:
    return bool(_CODE.match(sentence.text)) and len(find_codes(sentence.text)) == 1
