"""Where a complaint is that a form asks for ("Numbness? (Y) N  where: foot").

The printed answers and the question after the place stand between the complaint and its
place; they are blanked, so that the two read as one.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.layout.open_questions import answered_text
from workbench.extract.rules.model import Sentence

_BOX = r"[\[(]\s?[xXyYnN\u2713\u2714]?\s?[\])]"
_WHERE = (
    r"(?:[ ,;.-]{0,4}(?:if (?:yes|so)\b[,:]?\s?)?"
    r"(?:(?:where|location|locations|place|site|which (?:side|part|area|leg|arm|hand))"
    r"\s?[:?]|if (?:yes|so)[,:]?)\s?)?"
)
_BOXED = re.compile(
    rf"(?:\?[ ]?)?(?:{_BOX}\s?(?:(?:yes|no|y|n)\b\s?)?[/|]?\s?"
    r"(?:(?:yes|no|y|n)\b\s?)?)+"
    r"\s{0,14}" + _WHERE,
    re.IGNORECASE,
)
_YES = re.compile(r"\s?[:?]?\s{0,8}(?:yes|y)\b[ ,;:(.-]{0,4}" + _WHERE, re.IGNORECASE)


_IN = " in"


def without_answers(sentence: Sentence, shown: str) -> str:
    """What is shown of a sentence, blank where a ticked yes stands before a place."""
    block = sentence.block
    if block.kind == "checkbox" and not block.cells:
        return _BOXED.sub(lambda one: " " * len(one.group()), shown)
    text = answered_text(sentence, shown)
    if block.kind != "field" or not block.label or not text.startswith(block.label):
        return text
    size = len(block.label)
    said = _YES.match(text, size)
    if said is None or not text[said.end() :].strip(" .)"):
        return text
    # What follows a yes is where the complaint is ("below the knee? yes, right leg").
    gap = said.end() - size
    return text[:size] + f"{_IN:<{gap}}"[:gap] + text[said.end() :]
