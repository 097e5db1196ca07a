"""Visits below a session in one table, which tell how its relief held.

"10/27 TFESI" over "11/24 f/u 80%" and "02/16 f/u 70%": the injection gave at least 70%
for the sixteen weeks up to the last visit that still tells a share.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from workbench.schema.case import Fact, ProcedureDone, Range
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate, is_exact


def followed(
    facts: Sequence[Fact], share: Range, day: PartialDate, cite: Evidence
) -> list[Fact]:
    """The facts of a session's row with what a later visit tells of it."""
    return [
        _with(one, share, day, cite) if isinstance(one, ProcedureDone) else one
        for one in facts
    ]


def _with(
    one: ProcedureDone, share: Range, day: PartialDate, cite: Evidence
) -> ProcedureDone:
    if one.date is None or not is_exact(one.date):
        return one
    days = (dt.date.fromisoformat(day) - dt.date.fromisoformat(one.date)).days
    if days <= 0:
        return one
    low, high = share.low or 0, share.high
    if one.relief is not None:
        low = min(low, one.relief.low or 0)
        high = max(high or 0, one.relief.high or 0)
    return one.model_copy(
        update={
            "relief": Range(low=low, high=high),
            "relief_days": Range(low=days),
            "evidence": tuple(dict.fromkeys((*one.evidence, cite))),
        }
    )
