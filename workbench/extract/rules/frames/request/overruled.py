"""What one line of a request says against another: levels set right, a trial doubled.

"Correction to comment 1: level is L4-5" holds against what was typed before.  A device
named without its phase, beside the code of a trial of it, is that trial.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import named_levels
from workbench.extract.rules.frames.operations.procedures import operations
from workbench.extract.rules.frames.request.codes import OTHER
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import RequestedProcedure
from workbench.vocabulary import procedures

_CORRECTS = sought(
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


_FINAL = re.compile(
    r"\W*(?:(?:the )?(?:final|amended|revised|modified|updated|corrected|new|current)"
    r"(?: (?:request|ask|order|plan|codes?|agreement|version|procedure|from (?:the )?"
    r"(?:provider|surgeon|office)|(?:request|order) (?:is|now reads)))?\s?[:=]"
    r"|(?:the )?(?:order|request|form) (?:now|should) reads?\b)",
    re.IGNORECASE,
)
"""How a line begins that tells what is asked for in the end."""


def as_agreed(
    document: DocumentView, facts: Sequence[RequestedProcedure]
) -> list[RequestedProcedure]:
    """The facts of a talk without those that its one final line leaves out.

    "Asked: TLIF L4-5 and L5-S1 ... Amended request: L4-5 TLIF, 22633".
    """
    told = [one for one in document.sentences if _FINAL.match(_whole(document, one))]
    named = [(one, operations(_whole(document, one))) for one in told]
    named = [(one, found) for one, found in named if any(x.levels for x in found)]
    if len(named) != 1:
        return list(facts)
    final = [one for one in named[0][1] if not one.dependent]
    kinds = {one.kind for one in final}
    levels = {level for one in final for level in one.levels}
    asked = [one for one in facts if _is_main(one) and one.level]
    if not any(one.kind in kinds and one.level in levels for one in asked):
        return list(facts)
    gone = [one for one in asked if one.kind not in kinds or one.level not in levels]
    return [one for one in facts if one not in gone]


def _whole(document: DocumentView, sentence: Sentence) -> str:
    """The sentence with the label that its section's title holds."""
    title = sentence.section.title
    led = (
        title
        and sentence.block.label is None
        and document.source.text[: sentence.start].rstrip(" :").endswith(title)
    )
    return f"{title}: {sentence.text}" if led else sentence.text


_SKIPPED = sought(
    r"\b(?:skip|forget(?: about)?|scratch|drop|nix|leave (?:out|off)|never ?mind"
    r"|take (?:off|out)|cross (?:off|out)|no need for)\s"
    r"(?:the |those |that |his |her )?"
    r"(?P<what>[^.;,\n]{3,60})",
    re.IGNORECASE,
)
"""What a caller takes back in the end ("doctor said skip the trigger points")."""


_SHORT = 4
"""Words of a service that is taken back by a short name ("the facets")."""


def _named_shortly(words: Sequence[str]) -> set[str]:
    """The services that the first words name, alone or with "injection" understood."""
    said = [" ".join(words[:count]) for count in range(1, _SHORT + 1)]
    said += [f"{one.removesuffix('s')} injection" for one in said]
    return {found.kind for one in said for found in operations(one)}


def without_skipped(
    document: DocumentView, facts: Sequence[RequestedProcedure]
) -> list[RequestedProcedure]:
    """The facts without the services that a later word takes back."""
    text = document.source.text
    gone: set[str] = set()
    for match in _SKIPPED.finditer(text):
        words = _named_shortly(match["what"].split())
        later = {one.kind for one in operations(text[match.end() :])}
        gone |= words - later
    return [one for one in facts if not (_is_main(one) and one.kind in gone)]


def _is_main(fact: RequestedProcedure) -> bool:
    return fact.origin == "request" and fact.kind in procedures().procedures


def _at(
    document: DocumentView, fact: RequestedProcedure, level: str, sentence: Sentence
) -> RequestedProcedure:
    cites = tuple(dict.fromkeys((*fact.evidence, document.cite_sentence(sentence))))
    return fact.model_copy(update={"level": level, "evidence": cites})


def without_doubles(facts: Sequence[RequestedProcedure]) -> list[RequestedProcedure]:
    """The facts without what says one of them once more.

    An implant may be only the device of a coded trial, and words of no known procedure
    may stand for the one whose code is told beside them.
    """
    trials = {
        (one.kind.removesuffix(_TRIAL), one.site)
        for one in facts
        if one.kind.endswith(_TRIAL) and one.codes
    }
    named = {code for one in facts if one.kind != OTHER for code in one.codes}
    return [
        one
        for one in facts
        if not _is_device(one, trials)
        and not (one.kind == OTHER and one.codes and named.issuperset(one.codes))
    ]


def _is_device(one: RequestedProcedure, trials: Set[tuple[str, str | None]]) -> bool:
    """Whether an implant without a code is only the device of a trial that has one."""
    return (
        not one.codes
        and one.kind.endswith(_IMPLANT)
        and (one.kind.removesuffix(_IMPLANT), one.site) in trials
        and not any(_PERMANENT.search(cite.quote) for cite in one.evidence)
    )
