"""The complaint that leads a line of tests: "Now R buttock pain, + FABER R".

Outside an examination what stands before the first test, up to its comma, is read as a
complaint like any other; the tests themselves are none.
"""

from __future__ import annotations

from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, is_exam, reports_exam
from workbench.extract.rules.words import lexicon

_CUT = re.compile(r"[,;]\s|\s[-\u2013]\s")
_SHOWN = re.compile(
    r"\b(?:tender\w*|palpat\w*|exam\w*|sensation|strength|reflex\w*|test\w*|with"
    r"|reproduc\w*|provok\w*|elicit\w*|shows?|reveals?|demonstrat\w*|on)\b|\d/5",
    re.IGNORECASE,
)
"""Words of a finding: what they stand in was shown to an examiner."""


def until_exam(passage: Passage) -> Passage | None:
    """The part of a sentence before its first test; None where it does not lead."""
    if passage.role == "exam" or not is_exam(passage) or passage.sentence.block.cells:
        return None
    text = passage.text
    stop = None
    for cut in _CUT.finditer(text):
        if reports_exam(text[: cut.start()]):
            break
        stop = cut.start()
    if stop is None or _SHOWN.search(text[:stop]):
        return None
    told = lexicon.load("symptoms").find(text[:stop])
    if not any("region" not in one.attributes for one in told):
        return None
    sentence = replace(passage.sentence, text=passage.sentence.text[:stop])
    return replace(passage, text=text[:stop], sentence=sentence)
