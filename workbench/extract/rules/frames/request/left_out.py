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


_REFUSED = re.compile(
    r"\W*(?:[^.;,]{0,60}?\b(?:it|this|that)(?: \w+)?,? )??"
    r"(?:he|she|they|(?:the |our )?(?:pt|patient|member)"
    r"|(?:mr|mrs|ms|miss)\.? [\w'-]+)\s"
    r"(?:(?:really|still|simply|just|now|has|would|firmly|politely) )*"
    r"(?:(?:does|did|do)(?:n't| not) (?:want|wish for|care for|like)"
    r"|(?:declin|refus)(?:es|ed|e)"
    r"|rather not have|turned down|said no to|is not interested in|isn't interested in)"
    r"\s?(?:it|this|that|one|them|any of it|the idea)?\s?(?=[.,;!]|\Z)",
    re.IGNORECASE,
)
"""How a sentence begins that refuses what the one before it names."""


def _is_refused(document: DocumentView, sentence: Sentence) -> bool:
    """Whether the next sentence says that the patient does not want it."""
    if sentence.block.kind not in ("paragraph", "item") or not sentence.text.strip():
        return False
    after = document.sentences[sentence.index + 1 : sentence.index + 2]
    refused = any(_REFUSED.match(one.text) for one in after)
    return refused and "ask-direct" not in cues(sentence.text)


def is_left_out(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence names what is allowed, on file, another's, or weighed."""
    if _is_refused(document, sentence):
        return True
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
