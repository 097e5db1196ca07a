"""Medial branches named alone, as the joints that they serve.

A joint of the neck is served by the branches of its own two numbers (C5 and C6 for
C5-6); one of the low back by the two above it (L3 and L4 for L4-5), the lowest by L4
and the dorsal ramus of L5.  A request that blocks a row of branches asks for a joint
between every two neighbours.  Where joints are named too, they are the levels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.operation import AT_JOINTS
from workbench.extract.rules.frames.operations.places import named_levels
from workbench.extract.rules.frames.request.asking_told import NARRATIVE
from workbench.extract.rules.frames.request.cited_fields import cited_with, value_of
from workbench.extract.rules.frames.request.quoted import quotes
from workbench.extract.rules.frames.request.slots import slots
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.schema.case import RequestedProcedure
from workbench.vocabulary import spine

_FORMED = ("field", "row", "item")
_BRANCH = re.compile(
    r"\b(?:medial[ -]?branch(?:es)?|MBs?|MBBs?|[CL]MBBs?|dorsal ram(?:us|i)|DR)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\b[CTL]\d{1,2}\s?[-/\u2013]\s?[CTLS]?\d", re.IGNORECASE)
"""A joint by its two numbers."""
_NERVE = re.compile(
    r"(?<![\w-])(?P<letter>[CL])(?P<number>[2-8])(?![\w-]|\s?[-/]\s?\d)"
    r"(?P<rest>(?:\s?(?:,|&|and|\+|/)\s?(?:and\s)?[2-8](?![\w./-]))*)"
)


def at_joints(
    document: DocumentView, facts: Sequence[RequestedProcedure]
) -> list[RequestedProcedure]:
    """The facts, blocks of branches at the joints that these serve."""
    own = [one for one in facts if _is_of_branches(one)]
    told = _told(document, own) if own else None
    if told is None:
        return list(facts)
    levels, sentence = told
    made: list[RequestedProcedure] = []
    for fact in own[:1]:
        cites = cited_with(document, fact, (sentence,))
        update = {"site": None, "count": None, "evidence": cites}
        made = [fact.model_copy(update={**update, "level": one}) for one in levels]
    place = next(number for number, one in enumerate(facts) if one in own)
    rest = [one for one in facts[place:] if one not in own]
    return [*facts[:place], *made, *rest]


def _is_of_branches(fact: RequestedProcedure) -> bool:
    """Whether a fact asks for blocks of joints, or for their branches' ablation."""
    return fact.origin == "request" and fact.kind in AT_JOINTS


def _told(
    document: DocumentView, facts: Sequence[RequestedProcedure]
) -> tuple[tuple[str, ...], Sentence] | None:
    """The joints that the branches of a request serve, and the line that names them."""
    if len({(one.kind, one.codes, one.side, one.stage) for one in facts}) > 1:
        return None
    near = [one for one in document.sentences if _speaks(document, facts, one)]
    if any(_JOINT.search(one.text) for one in near):
        return _beside_branches(facts, near)
    for one in near:
        branched = _BRANCH.search(one.text) or "label-nerve" in _labels(one)
        if branched and (levels := _joints(one.text)):
            return levels, one
    return None


def _beside_branches(
    facts: Sequence[RequestedProcedure], near: Sequence[Sentence]
) -> tuple[tuple[str, ...], Sentence] | None:
    """The joints named beside the branches, for blocks whose own line names none."""
    if any(one.level or one.site for one in facts):
        return None
    told = {named_levels(one.text): one for one in near if _BRANCH.search(one.text)}
    told.pop((), None)
    return next(iter(told.items())) if len(told) == 1 else None


def _speaks(
    document: DocumentView, facts: Sequence[RequestedProcedure], one: Sentence
) -> bool:
    """Whether a line is of the request, or a field of its levels or nerves."""
    if any(quotes(fact, one) for fact in facts):
        return True
    if _labels(one) & {"label-nerve", "label-level"}:
        return bool(value_of(one))
    formed = one.block.kind in _FORMED and not NARRATIVE.search(one.text)
    return formed and bool(_BRANCH.search(one.text))


def _labels(sentence: Sentence) -> frozenset[str]:
    """What the label of a field, or the first cell of a row, names."""
    if sentence.block.kind == "row" and sentence.block.cells:
        return slots(sentence.block.cells[0].text)
    return slots(sentence.block.label or "")


def _joints(text: str) -> tuple[str, ...]:
    """The joints between neighbours of a row of branches."""
    return spine().joints_of(_nerves(text))


def _nerves(text: str) -> Iterator[str]:
    """The branches that a text names, "C4, 5 and 6" as three."""
    for found in _NERVE.finditer(text):
        yield f"{found['letter']}{found['number']}"
        for number in re.findall(r"\d", found["rest"]):
            yield f"{found['letter']}{number}"
