"""Conditions that a list of other causes names, and what becomes of the list.

"DDx run: MS, CTS, polyneuropathy. Brain scan clean. All excluded." and "other causes
(lumbar stenosis, stroke) were considered and I exclude them" diagnose none of these.
"""

from __future__ import annotations

from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.told.verdicts import (
    Found,
    refers_back,
    verdict,
    words,
)
from workbench.extract.rules.model import DocumentView, Mention, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion

_LIST = sought(
    r"\b(?:causes|sources|explanations|reasons|possibilities|alternatives|ddx"
    r"|differentials?(?: diagnos[ei]s)?)\b[^.;:()\n]{0,40}(?:(?P<open>\()|:\s)",
    re.IGNORECASE,
)
_AHEAD = 4
"""Sentences after a list among which its verdict may stand."""


def left_by_list(
    document: DocumentView, sentence: Sentence, one: Mention
) -> Assertion | None:
    """How a list of other causes leaves a condition in it; None outside of such."""
    if not _in_list(sentence.text, one):
        return None
    said = verdict(sentence, _found(sentence.text))
    for after in document.sentences[sentence.index + 1 :][:_AHEAD]:
        if said or after.section is not sentence.section:
            break
        if refers_back(after, _found(after.text)):
            joined = f"{sentence.text} {after.text}"
            said = verdict(replace(sentence, text=joined), _found(joined))
    if said is None:
        return None
    return "absent" if said == "present" else "uncertain"


def _in_list(text: str, one: Mention) -> bool:
    for lead in _LIST.finditer(text):
        close = text.find(")", lead.end()) if lead["open"] else len(text)
        if lead.end() <= one.start and one.end <= (close if close >= 0 else len(text)):
            return True
    return False


def _found(text: str) -> Found:
    found: Found = {}
    for part in words().find(text):
        found.setdefault(part.concept, []).append(part)
    return found
