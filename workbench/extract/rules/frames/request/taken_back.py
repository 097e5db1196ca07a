"""What a request says of an earlier one: sent by mistake, allowed, or taken back.

"On 3/2 we sent 64483 for L3-4.  That was a typing error." asks for nothing, nor does
"your letter allowed L4-5 and refused L5-S1" for what was allowed; "cancel L3-4" takes
a level back wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import named_levels
from workbench.extract.rules.frames.request.decided import ALLOWED
from workbench.extract.rules.frames.request.signs import appeals, appeals_now
from workbench.extract.rules.model import Cell, DocumentView, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import RequestedProcedure

_SENT = sought(
    r"\b(?:we|i|our (?:office|staff|fax|form|request)|the (?:clerk|office|form|fax"
    r"|request|first|earlier|original)(?: \w+)?)\s(?:had\s|has\s)?(?:sent|faxed"
    r"|submitted|entered|keyed|typed|listed|asked for|requested|wrote|put|gave|said"
    r"|showed|read)\b",
    re.IGNORECASE,
)
"""How a sentence tells of what went out before."""
_BY_MISTAKE = sought(
    r"\b(?:by mistake|in error|erroneously|wrongly|incorrectly|mistakenly)\b",
    re.IGNORECASE,
)
_WAS_WRONG = re.compile(
    r"\W*(?:sorry\W{1,3})?(?:that|this|it|those|they|the (?:code|level|side|line)s?)"
    r"\s(?:is|was|were|are)\s(?:[\w']+\s){0,3}?"
    r"(?:mistakes?|errors?|typos?|wrong|incorrect|slip)\b",
    re.IGNORECASE,
)
_ALLOWED = sought(
    r"\b(?:you|your (?:[\w']+ ){1,5}?|the (?:plan|insurer|carrier|reviewer|letter"
    r"|decision|determination)(?: [\w']+){0,4}? )\s?(?:has |have |had |already )*"
    r"(?:approved|allowed|authori[sz]ed|certified|granted)\b[^.;]*?"
    r"(?:(?=\b(?:and|but|while|yet|though)\s(?:(?:has|have|it|you|your \w+|the plan)\s)"
    r"{0,2}(?:denied|refused|declined|disallowed|turned down|did not"
    r" (?:approve|authori[sz]e|allow))\b)|[.;]|\Z)",
    re.IGNORECASE,
)
"""What a decision allowed, up to the words for what it denied."""
_LEVEL = r"[CTLS]\d{1,2}\s?[-/]\s?(?:[CTLS]?\d{1,2})"
_LEVEL_BACK = sought(
    r"\b(?:cancel(?:l?ing|l?ed)?|withdraw(?:ing|n)?|drop(?:ping|ped)?|delet(?:e|ing|ed)"
    r"|remov(?:e|ing|ed)|disregard|void|tak(?:e|ing|en) (?:off|out|back)|omit(?:ted)?"
    r"|leav(?:e|ing) (?:off|out)|no longer (?:asking for|requesting|need|planning))\s"
    rf"(?:(?:the|our|level|request for|line for)\s){{0,3}}(?P<levels>{_LEVEL}"
    rf"(?:(?:\s?[,&]\s?|\sand\s){_LEVEL}){{0,2}})"
    r"(?:\s(?:level|line|segment|request|part|portion|only)s?)?"
    r"(?=\s*(?:[.;!)]|\Z|\n|,?\s(?:from|as|because|since|per|and (?:keep|leave|proceed"
    r"|change)|but|the rest)\b))",
    re.IGNORECASE,
)
"""Levels that are taken back ("He will drop the C4-5 level.")."""
_DENIED_CELL = re.compile(
    r"\W*(?:not (?:approved|certified|authori[sz]ed|allowed)|denied|refused|disallowed"
    r"|adverse|non-?certified|upheld)\b",
    re.IGNORECASE,
)
_ALLOWED_CELL = re.compile(
    r"\W*(?:approved|certified|authori[sz]ed|allowed|granted|overturned)\b",
    re.IGNORECASE,
)
_HEAD = 5
"""Lines in which a document names itself an appeal."""


_UNDISPUTED = sought(
    r"\b(?:not (?:in dispute|at issue|disputed|contested|appealed|being (?:appealed"
    r"|disputed|requested|asked)|part of (?:this|the|our)|asked for|requested)"
    r"|no longer (?:in dispute|requested|asked for|needed)|undisputed|uncontested"
    r"|already (?:approved|authori[sz]ed|certified)"
    r"|(?:approved|authori[sz]ed|certified) (?:on |by |in )?(?:\d|letter)|withdrawn)\b",
    re.IGNORECASE,
)


def is_undisputed(sentence: Sentence) -> bool:
    """Whether a line stands under a title of what is not, or no longer, asked for."""
    title = sentence.section.title
    if ALLOWED.fullmatch(title):
        return True
    listed = sentence.block.kind != "paragraph"
    return listed and _UNDISPUTED.search(title) is not None


_WRONG = re.compile(
    r"\W*(?:it |this )?"
    r"(?:wrong(?:ly)?|incorrect|in error|mistaken|was|read|said|old|sent)"
    r"(?: (?:line|entry|code|was|as))?\s?(?:[:=]|-(?= ))",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"\W*(?:it |this )?"
    r"(?:right|correct(?:ed)?|now|should (?:be|read|say)|new|instead|is)"
    r"(?: (?:line|entry|code|is|to|as))?\s?(?:[:=]|-(?= ))",
    re.IGNORECASE,
)
"""How what was wrong begins, and what holds in its place ("Wrong: ... Right: ...")."""


def is_mistaken(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence tells what was sent, and it or the next calls that wrong."""
    near = document.sentences[sentence.index + 1 : sentence.index + 3]
    if _WRONG.match(sentence.text) and any(_RIGHT.match(one.text) for one in near):
        return True
    if not _SENT.search(sentence.text):
        return False
    if _BY_MISTAKE.search(sentence.text):
        return True
    after = document.sentences[sentence.index + 1 : sentence.index + 2]
    return any(_WAS_WRONG.match(one.text) for one in after)


def after_allowed(text: str) -> int:
    """Where a sentence goes on behind what it says that a decision allowed; 0 without.

    The whole length where it tells of nothing else.
    """
    told = _ALLOWED.search(text)
    return told.end() if told else 0


def without_levels(
    document: DocumentView, facts: Sequence[RequestedProcedure]
) -> list[RequestedProcedure]:
    """The facts without those at levels taken back, where others of them stand."""
    back = {
        level
        for match in _LEVEL_BACK.finditer(document.source.text)
        for level in named_levels(match["levels"])
    }
    asked = [one for one in facts if one.origin == "request" and one.level]
    stays = {one.kind for one in asked if one.level not in back}
    return [
        one
        for one in facts
        if one.origin != "request" or one.level not in back or one.kind not in stays
    ]


def only_disputed(document: DocumentView) -> DocumentView:
    """An appeal without the rows of the decision that allowed their service.

    Rows that tell of a denial stand as what is asked for, without that word.
    """
    if not any(_said(one, _DENIED_CELL) for one in document.sentences):
        return document
    heads = [line.text for line in document.document.lines[:_HEAD]]
    if not (appeals(heads) or appeals_now(one.text for one in document.sentences)):
        return document
    kept = [
        _without(one, _said(one, _DENIED_CELL))
        for one in document.sentences
        if not _said(one, _ALLOWED_CELL)
    ]
    return document.with_sentences(kept)


def _said(sentence: Sentence, pattern: re.Pattern[str]) -> tuple[Cell, ...]:
    """The cells of a row, behind its first, that begin with a decision."""
    if sentence.block.kind != "row":
        return ()
    return tuple(one for one in sentence.block.cells[1:] if pattern.match(one.text))


def _without(sentence: Sentence, cells: Sequence[Cell]) -> Sentence:
    kept = tuple(one for one in sentence.block.cells if one not in cells)
    return replace(sentence, block=replace(sentence.block, cells=kept))
