"""Sentences that name a service and leave it out of what is asked for."""

from __future__ import annotations

from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.request.taken_back import is_mistaken, is_undisputed
from workbench.extract.rules.frames.request.weighed import is_alternative
from workbench.extract.rules.model import DocumentView, Sentence


def is_left_out(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence names what is allowed, on file, another's, or weighed."""
    if is_undisputed(sentence) or is_mistaken(document, sentence):
        return True
    if is_alternative(document, sentence):
        return True
    found = cues(sentence.text)
    if "not-ours" in found:
        return True
    return "on-file" in found and "ask-direct" not in found
