"""Fields of a request: what their labels name, their values, and citing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.slots import slots
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.schema.case import RequestedProcedure
from workbench.schema.evidence import Evidence

_EXPORTED = re.compile(r"[A-Za-z][\w.\[\]-]{0,40}(?:[ ]?[:=,;|\t]|[ ]{2})[ ]{0,20}\"?")
"""The name before a value in an export, whose label is told in words."""


def is_level_field(sentence: Sentence) -> bool:
    """Whether a field gives a level or another place."""
    if sentence.block.kind != "field":
        return False
    named = slots(sentence.block.label or "")
    return "label-level" in named and "label-never" not in named


def comments(document: DocumentView) -> Iterator[Sentence]:
    """The free comments of a form."""
    for one in document.sentences:
        named = slots(one.block.label or "") if one.block.kind == "field" else ()
        if "label-comment" in named and "label-never" not in named:
            yield one


def value_of(sentence: Sentence) -> str:
    """The text of a sentence behind its label."""
    label = sentence.block.label or ""
    text = sentence.text
    if not label or text.startswith(label):
        return text[len(label) :]
    named = _EXPORTED.match(text)
    return text[named.end() :] if named else text


def cited_with(
    document: DocumentView, fact: RequestedProcedure, told: Sequence[Sentence]
) -> tuple[Evidence, ...]:
    """The fact's evidence and the lines that say where."""
    cites: dict[Any, None] = dict.fromkeys(fact.evidence)
    cites |= dict.fromkeys(document.cite_sentence(one) for one in told)
    return tuple(cites)
