"""What one line of a request says against another: levels set right, a trial doubled.

"Correction to comment 1: level is L4-5" holds against what was typed before.  A device
named without its phase, beside the code of a trial of it, is that trial.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.extract.rules.frames.places import named_levels
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.schema.case import RequestedProcedure
from workbench.vocabulary import procedures

_CORRECTS = re.compile(
    r"\bcorrect(?:ion|ed)\b[^.;\n]{0,40}\blevels? (?:is|are|should (?:be|read)|to be|="
    r"|now)\s(?P<levels>[^.;\n]{2,60})",
    re.IGNORECASE,
)
_PERMANENT = re.compile(r"\b(?:permanent|implant\w*)\b", re.IGNORECASE)
_TRIAL, _IMPLANT = "-trial", "-implant"


def overruled(
    document: DocumentView, facts: Sequence[RequestedProcedure]
) -> list[RequestedProcedure]:
    """The facts with the levels that the document's one correction gives."""
    told = [
        (levels, one)
        for one in document.sentences
        if (match := _CORRECTS.search(one.text))
        and (levels := named_levels(match["levels"]))
    ]
    asked = [one for one in facts if _is_main(one)]
    if len(told) != 1 or len({one.kind for one in asked}) != 1:
        return list(facts)
    levels, sentence = told[0]
    if len({one.level for one in asked if one.level}) > len(levels):
        return list(facts)  # The line may set right only one of several.
    first = asked[0]
    if not procedures().procedures[first.kind].unit == "interspace":
        return list(facts)
    rest = [one for one in facts if not _is_main(one)]
    return [*(_at(document, first, level, sentence) for level in levels), *rest]


def _is_main(fact: RequestedProcedure) -> bool:
    return fact.origin == "request" and fact.kind in procedures().procedures


def _at(
    document: DocumentView, fact: RequestedProcedure, level: str, sentence: Sentence
) -> RequestedProcedure:
    cites = tuple(dict.fromkeys((*fact.evidence, document.cite_sentence(sentence))))
    return fact.model_copy(update={"level": level, "evidence": cites})


def without_doubles(facts: Sequence[RequestedProcedure]) -> list[RequestedProcedure]:
    """The facts without an implant that is only the device of a coded trial."""
    trials = {
        (one.kind.removesuffix(_TRIAL), one.site)
        for one in facts
        if one.kind.endswith(_TRIAL) and one.codes
    }
    return [
        one
        for one in facts
        if one.codes
        or not one.kind.endswith(_IMPLANT)
        or (one.kind.removesuffix(_IMPLANT), one.site) not in trials
        or any(_PERMANENT.search(cite.quote) for cite in one.evidence)
    ]
