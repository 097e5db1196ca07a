"""Whether a fact of a request rests on a sentence."""

from __future__ import annotations

from workbench.extract.rules.model import Sentence
from workbench.schema.case import RequestedProcedure


def quotes(fact: RequestedProcedure, sentence: Sentence) -> bool:
    """Whether a quote of the fact lies in a sentence, whole or in part."""
    return any(
        cite.start is not None
        and cite.end is not None
        and cite.start < sentence.end
        and sentence.start < cite.end
        for cite in fact.evidence
    )
