"""What a caller wants, as the one who took the call wrote it down.

"TELEPHONE ENCOUNTER.  Dr. Quayle called himself.  He wants a kyphoplasty at T12": in a
note of a call to the plan the one who wants is the caller, elsewhere it is the patient.
"""

from __future__ import annotations

from functools import cache

from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words import lexicon

_HEAD = 5
"""Lines in which a note says that it is of a call."""


@cache
def _words() -> lexicon.Lexicon:
    return lexicon.load("asking-heads")


def wants(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence of a call's note tells which service the caller wants."""
    found = cues(sentence.text)
    if "caller-wants" not in found or "told-of-request" in found:
        return False
    return document.once(wants, lambda: _is_call(document))


def _is_call(document: DocumentView) -> bool:
    lines = [one.text for one in document.document.lines if one.text.strip()]
    return any(
        one.concept == "call-note"
        for text in lines[:_HEAD]
        for one in _words().find(text)
    )
