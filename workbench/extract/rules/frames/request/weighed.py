"""Plans that weigh one operation and arrive at another: the first is no plan.

"We talked about disc replacement, but her facets are worn.  She chooses ACDF C5-6."
The sentence that weighs says so (talked about, asked about, would do), and turns away
from what it names; or a later one of the same plan chooses.  That one names another
operation.

"There are two ways to go.  One is a laminectomy.  The other is a fusion." counts up
what may be done, each in a sentence of its own, and asks for none of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import operations
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.vocabulary.tables import procedures

if TYPE_CHECKING:
    from workbench.extract.rules.frames.request.stretches import Ask

_WEIGHS = sought(
    r"\b(?:talk(?:ed|ing)? (?:about|over|of|through)|sp(?:oke|oken|eaking) (?:of|about)"
    r"|discuss(?:ed|ing)?|went (?:over|through)|gone over|look(?:ed|ing) (?:at|into)"
    r"|ask(?:ed|s|ing) (?:about|whether|if)|inquired about|thought (?:about|of)"
    r"|consider(?:ed|ing)?|entertained|weighed|brought up|mentioned|raised|offered"
    r"|on the table|had in mind|(?:alone|only) (?:\w+ ){0,4}(?:would|could|might)"
    r"|(?:would|could|might) (?:do|work|help|suffice|be enough|address|relieve|treat"
    r"|open))\b",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"\b(?:but|however|though|although|yet|except|unfortunately|only that"
    r"|would not|wouldn't|rules? (?:it|this|that|him|her) out|ruled out"
    r"|not for (?:him|her)"
    r"|against (?:it|this|that))\b",
    re.IGNORECASE,
)
_CHOOSES = sought(
    r"\b(?:choos(?:es|e|ing)|chose(?:n)?|prefer(?:s|red)?|opt(?:s|ed)|elect(?:s|ed)"
    r"|decid(?:es|ed)|favou?r(?:s|ed)?|instead|rather|settl(?:es|ed) (?:on|for)"
    r"|(?:went|goes|go|going) with|so we (?:will|plan)|recommend(?:s|ed)?)\b",
    re.IGNORECASE,
)

_OPENS = sought(
    r"\b(?:two|three|four|several|a (?:couple|few) of|different|his|her|their|the"
    r"|possible|various)\s(?:[\w-]+\s){0,2}?(?:ways?|roads?|paths?|choices|options"
    r"|possibilities|alternatives|avenues|routes|courses)\b",
    re.IGNORECASE,
)
"""How a sentence begins to count up what may be done."""
_ONE_OF = re.compile(
    r"\W*(?:and |or )?(?:(?:the|a|an)\s)?(?:one|first|second|third|other|last"
    r"|another|alternative|former|latter|simpler|smaller|larger|bigger)\s"
    r"(?:(?:of (?:these|them|the \w+)|way|road|path|choice|option|possibility"
    r"|alternative|avenue|route|course|operation|approach|thing)\s)?"
    r"(?:is|was|would be|would|could be|might be|being)\b",
    re.IGNORECASE,
)
"""How a sentence goes on that names one of them."""
_REQUESTED = re.compile(
    r"\b(?:request|ask|asking|seek|authori[sz]|approv|procedures?\b)", re.IGNORECASE
)
_COUNTED = 6
"""Sentences in which what may be done is counted up."""


def is_alternative(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence names one of several ways that the text counts up."""
    if not _ONE_OF.match(sentence.text) or _REQUESTED.search(sentence.text):
        return False
    start = max(sentence.index - _COUNTED, 0)
    return any(
        _OPENS.search(one.text) and not _REQUESTED.search(one.text)
        for one in document.sentences[start : sentence.index]
    )


def without_weighed(planned: Sequence[Ask]) -> list[Ask]:
    """The stretches that plan, without alternatives left for what a later one names."""
    return [
        one
        for number, one in enumerate(planned)
        if not _is_left(one, planned[number + 1 :])
    ]


def _is_left(ask: Ask, later: Sequence[Ask]) -> bool:
    """Whether a stretch only weighs, and a later one of its section names another."""
    own = _kinds(ask.text)
    if not own or not _WEIGHS.search(ask.text) or _CHOOSES.search(ask.text):
        return False
    turned = _TURNS.search(ask.text) is not None
    for other in later:
        if other.sentence.section is not ask.sentence.section:
            continue
        named = _kinds(other.text)
        if named & own:
            return False
        if named and (turned or _CHOOSES.search(other.text)):
            return True
    return False


def _kinds(text: str) -> set[str]:
    """The procedures that a text names."""
    known = procedures().procedures
    return {one.kind for one in operations(text) if one.kind in known}
