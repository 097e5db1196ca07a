"""The scan that a sentence further up names, where one that asks says only "the MRI".

    My doctor says I need an MRI of my neck (72141).  ...  Please approve the MRI.

It is the one scan that the text calls needed, wanted or ordered; what has been done, or
was somebody else's, is not meant.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.frames.request.quoted import quotes
from workbench.extract.rules.frames.request.scan_regions import MRI, regions_named
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import RequestedProcedure

_POINTS = sought(
    r"\b(?:the|this|that|said|my|his|her|their|our)\s(?:\w+\s)?"
    r"(?:MRI|magnetic resonance)\b",
    re.IGNORECASE,
)
_WANTED = sought(
    r"\b(?:should (?:have|get|undergo)|needs?|need to|wants?|would like"
    r"|order(?:s|ed|ing)?|recommend(?:s|ed|ing)?|suggest(?:s|ed)|advise[sd]?"
    r"|ask(?:s|ed|ing)? for|request(?:s|ed|ing)?|(?:is|are|am) to (?:have|get)"
    r"|put in for|sent (?:in )?for|referred for|requires?)\b",
    re.IGNORECASE,
)
_NOT_MEANT = sought(
    r"\b(?:had|showed|shows|revealed|last (?:year|month|week)|years? ago"
    r"|(?:was|were) (?:done|denied|read|normal|clear|negative)|wife|husband|mother"
    r"|father|sister|brother|son|daughter|friend|neighbou?r|not|n't|no longer"
    r"|instead of|rather than|if|unless)\b",
    re.IGNORECASE,
)


def with_meant(document: DocumentView, fact: RequestedProcedure) -> RequestedProcedure:
    """A request for "the MRI" with the sentence and the code of the scan it means."""
    asking = [one for one in document.sentences if quotes(fact, one)]
    if not any(_POINTS.search(one.text) for one in asking):
        return fact
    first = min(one.index for one in asking)
    named = [one for one in document.sentences[:first] if _names_wanted(one)]
    if len({regions_named(one.text) for one in named}) != 1:
        return fact
    codes = (
        code.code
        for one in named
        for code in find_codes(one.text)
        if code.kind == "spine-mri"
    )
    cites = (document.cite_sentence(one) for one in named)
    told = {
        "codes": tuple(dict.fromkeys((*fact.codes, *codes))),
        "evidence": tuple(dict.fromkeys((*fact.evidence, *cites))),
    }
    return fact.model_copy(update=told)


def _names_wanted(sentence: Sentence) -> bool:
    """Whether a sentence calls a scan of one region of the spine needed or ordered."""
    text = sentence.text
    if not MRI.search(text) or len(regions_named(text)) != 1:
        return False
    wanted = _WANTED.search(text) is not None
    return wanted and _NOT_MEANT.search(text) is None
