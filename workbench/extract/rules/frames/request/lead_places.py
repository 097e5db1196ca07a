"""Where the leads of a stimulator lie, which is no level of what is asked for.

"Two leads with tips near T8, entry at L1-2" tells how a device is placed through a
needle; the request is for one device, whatever vertebrae its leads pass.  A lead laid
in through an opening of the bone is asked for at that level.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.schema.case import RequestedProcedure
from workbench.schema.spine import REGIONS

_CORD = "cord-stimulator"
_OPENED = ("63655",)
"""Codes of a lead that is laid in through an opening of the bone."""
_OPENING = re.compile(r"\b(?:hemi)?lamin(?:ectom|otom)\w+|\bpaddles?\b", re.IGNORECASE)


def without_lead_places(
    facts: Sequence[RequestedProcedure],
) -> list[RequestedProcedure]:
    """The facts, a stimulator through a needle without the levels of its leads."""
    found: list[RequestedProcedure] = []
    for fact in facts:
        made = _unplaced(fact) if _is_threaded(fact) else fact
        same = any(_is_same(made, one) for one in found) and made is not fact
        if not same:
            found.append(made)
    return found


def _is_threaded(fact: RequestedProcedure) -> bool:
    """Whether a stimulator is asked for with the place of leads put in by a needle."""
    if not fact.kind.startswith(_CORD) or set(_OPENED) & {*fact.codes}:
        return False
    return not any(_OPENING.search(cite.quote) for cite in fact.evidence)


def _unplaced(fact: RequestedProcedure) -> RequestedProcedure:
    if fact.level is None and (fact.site is None or fact.site in REGIONS.values()):
        return fact
    return fact.model_copy(update={"level": None, "site": None})


def _is_same(one: RequestedProcedure, other: RequestedProcedure) -> bool:
    """Whether two facts are of one device, with the same codes."""
    return (one.kind, one.codes, one.side, one.site) == (
        other.kind,
        other.codes,
        other.side,
        other.site,
    )
