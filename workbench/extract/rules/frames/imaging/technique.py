"""Sentences that tell how a study was made, which find nothing.

"A fracture protocol was used", "slice 4 mm, gap 0.4 mm": words of findings that name
what the scan was set up for, and measures of the scan itself.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.model import Sentence
from workbench.extract.rules.values import severity
from workbench.extract.rules.words import lexicon

_SHOWS = re.compile(r"\b(?:show|demonstrat|reveal|confirm|there (?:is|are))", re.I)
"""A verb with which even a section of technique tells what was found."""


def how_made(sentence: Sentence) -> bool:
    """Whether a sentence under "Technique" speaks of how the study was made."""
    if sentence.role != "technique" or not _names(sentence.section.title, "heading"):
        return False
    if _SHOWS.search(sentence.text) or severity.find_severities(sentence.text):
        return False
    return _names(sentence.text, "how-made")


def _names(text: str, concept: str) -> bool:
    found = lexicon.load("imaging-technique").find(text)
    return any(one.concept == concept for one in found)
