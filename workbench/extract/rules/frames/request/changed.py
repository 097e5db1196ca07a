"""A request on file whose level or side is to be changed, and nothing else of it.

    On case 4417 you have 63047 at L3-4.  Please change the level to L4-5.

The sentence that asks names the new place, the one above it the service: together they
ask for the service at that place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import named_levels, only_side
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.codes import OTHER, find_codes
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import RequestedProcedure, Side
from workbench.vocabulary.tables import procedures

_CHANGES = sought(
    r"\b(?:please|pls|kindly|(?:can|could|would) you|(?:need|want|like|ask|asks|asking"
    r"|request|requesting) (?:you )?to)\b[^.;\n]{0,30}?"
    r"\b(?:change|correct|amend|update|revise|switch|move|fix)\b[^.;\n]{0,15}?"
    r"\b(?:levels?|side|laterality|interspace)\b[^.;\n]{0,25}?"
    r"\b(?:to|as|read)\s(?P<new>[^.;,\n]{2,40})",
    re.IGNORECASE,
)
_NEAR = 3
"""Sentences above the change in which the service on file is named."""


class _Change(NamedTuple):
    """The place that is to hold, and the sentence that says so."""

    levels: tuple[str, ...]
    side: Side | None
    sentence: Sentence


def is_changed(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence names the service of which another changes the place."""
    change = _change(document)
    if change is None or not 0 <= change.sentence.index - sentence.index <= _NEAR:
        return False
    return bool(find_codes(sentence.text)) or has_operation(sentence.text)


def with_new_place(
    document: DocumentView, facts: Sequence[RequestedProcedure]
) -> list[RequestedProcedure]:
    """The facts at the place to which the document changes its one service."""
    change = _change(document)
    known = procedures().procedures
    asked = [one for one in facts if one.origin == "request" and one.kind in known]
    if change is None or len({one.kind for one in asked}) != 1:
        return list(facts)
    old = {one.level for one in asked if one.level} - {*change.levels}
    if change.levels and len(old) > len(change.levels):
        return list(facts)  # The change may be of one level among several.
    rest = [one for one in facts if one not in asked and not _is_bare(one)]
    levels = change.levels or dict.fromkeys(one.level for one in asked)
    return [*(_at(document, asked[0], level, change) for level in levels), *rest]


def _is_bare(fact: RequestedProcedure) -> bool:
    """Whether a fact is of words that no table knows, as of a scan told beside it."""
    return fact.origin == "request" and fact.kind == OTHER and not fact.codes


def _at(
    document: DocumentView, fact: RequestedProcedure, level: str | None, change: _Change
) -> RequestedProcedure:
    cited = document.cite_sentence(change.sentence)
    cites = tuple(dict.fromkeys((*fact.evidence, cited)))
    side = change.side or fact.side
    return fact.model_copy(update={"level": level, "side": side, "evidence": cites})


def _change(document: DocumentView) -> _Change | None:
    """The one change of a place that a document asks for."""
    found = document.once(_change, lambda: tuple(_changes(document)))
    return found[0] if len(found) == 1 else None


def _changes(document: DocumentView) -> Iterator[_Change]:
    for one in document.sentences:
        match = _CHANGES.search(one.text)
        if match is None:
            continue
        levels, side = named_levels(match["new"]), only_side(match["new"])
        if levels or side:
            yield _Change(levels, side, one)
