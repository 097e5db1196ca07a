"""Sentences that name a service and leave it out of what is asked for."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.request.taken_back import is_mistaken, is_undisputed
from workbench.extract.rules.frames.request.told_lists import leaves_out
from workbench.extract.rules.frames.request.turns import tells_before
from workbench.extract.rules.frames.request.wanted import is_held_field
from workbench.extract.rules.frames.request.weighed import is_alternative
from workbench.extract.rules.model import DocumentView, Sentence

_HEAD = re.compile(r"\W*(?P<head>[^.:;?!]{4,70}):\s")
"""How a sentence begins that says first what its services are."""


def is_left_out(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence names what is allowed, on file, another's, or weighed."""
    if is_undisputed(sentence) or is_mistaken(document, sentence):
        return True
    if is_alternative(document, sentence) or is_held_field(sentence):
        return True
    found = cues(sentence.text)
    if tells_before(document, sentence) and "ask-direct" not in found:
        return True
    if "not-ours" in found or _opens_so(sentence):
        return True
    return "on-file" in found and "ask-direct" not in found


def _opens_so(sentence: Sentence) -> bool:
    """Whether a sentence opens with a head of what is done, allowed or not asked for.

    "Authorized before and no part of this: 22551 C5-6, 22845."
    """
    opened = _HEAD.match(sentence.text)
    if opened is None or not leaves_out(opened["head"]):
        return False
    return "ask-direct" not in cues(sentence.text[opened.end() :])
