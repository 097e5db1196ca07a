"""Mentions of an injection that speak of one told elsewhere with its day.

"Responded to the CESI" beside a record of 12/16/2025 is no second injection of an
unknown day.  It is left out where its words refer, it gives no figure and no place of
its own, and nothing that it says of the result differs from what is told with a day.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.extract.rules.whole.same_session import DONE, fits
from workbench.extract.rules.words import lexicon
from workbench.schema.case import ProcedureDone

KINDS = ("epidural-injection",)
_PLACED = ("level", "site", "side", "approach")
_FIGURES = ("relief", "relief_days", "medication_cut", "count")
_HELPED = ("lasting", "temporary", "partial")


def without_referring(facts: Sequence[ProcedureDone]) -> list[ProcedureDone]:
    """The facts without mentions that only refer to those with a day."""
    dated = [one for one in facts if _told(one) and one.date is not None]
    return [
        one
        for one in facts
        if not (_told(one) and _refers(one) and any(_is_of(one, x) for x in dated))
    ]


def _told(one: ProcedureDone) -> bool:
    return one.kind in KINDS and one.assertion in DONE


def _refers(one: ProcedureDone) -> bool:
    """Whether a mention without a day or a figure has the words that refer."""
    if one.date is not None or any(getattr(one, name) for name in _FIGURES):
        return False
    found = lexicon.load("referring")
    return any(found.find(item.quote) for item in one.evidence)


def _is_of(one: ProcedureDone, dated: ProcedureDone) -> bool:
    """Whether a mention can be of an injection that is told with its day."""
    if not all(fits(getattr(one, name), getattr(dated, name)) for name in _PLACED):
        return False
    if one.response is None or dated.relief is None:
        return True
    return (one.response in _HELPED) == ((dated.relief.high or 0) > 0)
