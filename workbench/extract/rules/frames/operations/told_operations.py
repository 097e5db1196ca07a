"""Operations as sentences tell them, before they are facts."""

from __future__ import annotations

from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.operation_words import (
    side_after,
    side_before,
)
from workbench.extract.rules.frames.operations.procedures import OTHER, Operation
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.values.sides import find_sides
from workbench.schema.case import Assertion, Side
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

LIST_ROLES = ("past-surgery",)
"""Sections that list what was done."""


PERFORMED = re.compile(
    r"(?:procedures?|operations?|injections?|surgery)(?:\(s\))?"
    r"\s(?:performed|done|carried out|given)",
    re.IGNORECASE,
)
"""A heading that says by itself that what stands under it was done."""
PAST_LABEL = re.compile(
    r"\b(?:prior|previous|past)\s(?:\w+\s){0,2}(?:surger\w+|operations?|procedures?)\b"
    r"|\bsurgical (?:history|hx)\b|\bpsh\b|\bpsxh?x?\b|\boperations performed\b"
    r"|\bhistory of surgery\b|\bsurgeries\b",
    re.IGNORECASE,
)
"""A label before what was done."""


class Done(NamedTuple):
    """An operation that is told, with its day and whether it was done."""

    operation: Operation
    date: PartialDate | None
    assertion: Assertion
    cites: tuple[Evidence, ...]
    side: Side | None = None


def side_beside(text: str, one: Operation) -> Side | None:
    """The side right beside the words of an operation."""
    if one.concept == "carpal-tunnel-release":
        named = find_sides(one.name)
        return named[0].side if len(named) == 1 else side_after(text, one.end)
    starts = [one.start, *([one.place.start] if one.place else [])]
    return side_before(text, starts)


_OTHERS_WORK = frozenset(
    {"injection-procedure", "radiofrequency", "imaging-procedure", "spine-mri"}
)


def counts(one: Operation, text: str) -> bool:
    """Injections and imaging are other frames' work; so is a word without a meaning."""
    if one.concept in _OTHERS_WORK:
        return False
    return not (
        one.concept in ("decompression", "fusion")
        and not one.place
        and one.kind == OTHER
        and not _spinal(text)
    )


def _spinal(text: str) -> bool:
    return bool(re.search(r"\b(?:neck|cervical|spin\w+|lumbar|back)\b", text, re.I))


def quotes(document: DocumentView, sentence: Sentence) -> tuple[Evidence, ...]:
    """The sentence that tells of an operation."""
    return (document.cite_sentence(sentence),)
