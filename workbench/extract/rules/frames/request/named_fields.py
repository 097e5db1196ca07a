"""The field that names a service, for what its code line leaves out: side and place.

    What: right lumbar radiofrequency ablation, L4-5 and L5-S1 facets
    CPT:  64635 for L4-5, 64636 for L5-S1

The code lines make the facts; the side stands with the words.  Therapy, which is asked
for by its codes alone, has the region that its row or a field of the form names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.extract.rules.frames.operations.places import only_side
from workbench.extract.rules.frames.operations.procedures import OTHER, operations
from workbench.extract.rules.frames.request.cited_fields import cited_with, value_of
from workbench.extract.rules.frames.request.quoted import quotes
from workbench.extract.rules.frames.request.scan_regions import regions_named
from workbench.extract.rules.frames.request.slots import slots
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.schema.case import RequestedProcedure, Side

_THERAPY = ("97", "9894", "978")
"""How the codes of therapy begin."""
_DIAGNOSIS = ("label-never", "label-told")


def naming_fields(document: DocumentView, kind: str) -> Iterator[Sentence]:
    """The fields whose label names what is asked for and whose words are of a kind."""
    for one in document.sentences:
        named = slots(one.block.label or "") if one.block.kind == "field" else ()
        if "label-procedure" not in named or "label-never" in named:
            continue
        if any(found.kind == kind for found in operations(value_of(one))):
            yield one


def side_named(
    document: DocumentView, kind: str
) -> tuple[Side, Sentence] | tuple[None, None]:
    """The one side that the fields that name a service of this kind give."""
    told = {
        side: one
        for one in naming_fields(document, kind)
        if (side := only_side(value_of(one)))
    }
    return next(iter(told.items())) if len(told) == 1 else (None, None)


def lacks_field(fact: RequestedProcedure) -> bool:
    """Whether a service outside the table lacks a side or a place."""
    other = fact.origin == "request" and fact.kind == OTHER
    return other and not (fact.side and (fact.level or fact.site))


def completed(
    document: DocumentView, facts: Sequence[RequestedProcedure]
) -> list[RequestedProcedure]:
    """Services outside the table with the side or region that fields give them."""
    return [_completed(document, one) if lacks_field(one) else one for one in facts]


def _completed(document: DocumentView, fact: RequestedProcedure) -> RequestedProcedure:
    if any(code.startswith(_THERAPY) for code in fact.codes):
        return _in_region(document, fact)
    if fact.side or not fact.codes:
        return fact
    if side := _side_beside(document, fact):
        return fact.model_copy(update={"side": side})
    side, sentence = side_named(document, OTHER)
    if side is None or sentence is None:
        side, sentence = _side_of_nerves(document)
    if side is None or sentence is None:
        return fact
    cites = cited_with(document, fact, (sentence,))
    return fact.model_copy(update={"side": side, "evidence": cites})


def _side_of_nerves(
    document: DocumentView,
) -> tuple[Side, Sentence] | tuple[None, None]:
    """The one side that the fields of nerves to be treated give."""
    told = {
        side: one
        for one in document.sentences
        if one.block.kind == "field"
        and "label-nerve" in slots(one.block.label or "")
        and "label-never" not in slots(one.block.label or "")
        and (side := only_side(value_of(one)))
    }
    return next(iter(told.items())) if len(told) == 1 else (None, None)


def _side_beside(document: DocumentView, fact: RequestedProcedure) -> Side | None:
    """The side of the one service of no known kind in the sentences that ask."""
    near = [one for one in document.sentences if quotes(fact, one)]
    told = [
        {side for side in (*named.sides, only_side(named.name)) if side}
        for one in near
        for named in operations(one.text)
        if named.kind == OTHER
    ]
    return told[0].pop() if len(told) == 1 and len(told[0]) == 1 else None


def _in_region(document: DocumentView, fact: RequestedProcedure) -> RequestedProcedure:
    """The region of therapy: of its own row, or else of the form's field."""
    if fact.level or fact.site:
        return fact
    near = [one for one in document.sentences if quotes(fact, one)]
    told = {name: one for one in near for name in regions_named(_service(one))}
    if not told:
        told = {
            name: one
            for one in document.sentences
            if one.block.kind == "field"
            and slots(one.block.label or "") & {"label-region", "label-level"}
            and "label-never" not in slots(one.block.label or "")
            for name in regions_named(value_of(one))
        }
    if len(told) != 1:
        return fact
    name, sentence = next(iter(told.items()))
    cites = cited_with(document, fact, (sentence,))
    return fact.model_copy(update={"site": name, "evidence": cites})


def _service(sentence: Sentence) -> str:
    """The words of a row without its cells of diagnoses and reasons."""
    cells = sentence.block.cells
    if not cells:
        return sentence.text
    kept = [one for one in cells if not slots(one.header or "") & {*_DIAGNOSIS}]
    return " | ".join(one.text for one in kept)
