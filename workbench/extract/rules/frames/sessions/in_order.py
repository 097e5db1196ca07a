"""Shares told in the order of their days ("on 3/5 and 4/2 with 90% and 60% relief").

A sentence that lists several shares gives each session its own; where there are not as
many days as shares, which share is whose is not said, and none is taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import ProcedureDone, Range

_SHARE = r"\d{1,3}\s?(?:%|percent\b)?"
_LISTED = sought(
    rf"\b(?P<shares>{_SHARE}(?:\s?(?:,|,?\s?(?:and|then)\b|&)\s?{_SHARE}){{1,5}})"
    r"(?<=[%t])(?=\s(?:relief|improve\w*|better|benefit|reduction|respectively|less)\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,3}")
_WHOLE = 100


def in_order(text: str, found: Sequence[ProcedureDone]) -> list[ProcedureDone]:
    """The sessions of a sentence, each with the share in the place of its day."""
    listed = _LISTED.search(text)
    if listed is None:
        return list(found)
    shares = [int(one) for one in _NUMBER.findall(listed["shares"])]
    days = list(dict.fromkeys(one.value for one in find_dates(text)))
    if max(shares) > _WHOLE or not days:
        return list(found)
    told = dict(zip(days, shares, strict=True)) if len(days) == len(shares) else {}
    return [_with_share(one, told) for one in found]


def _with_share(one: ProcedureDone, told: dict[str, int]) -> ProcedureDone:
    share = told.get(one.date or "")
    relief = None if share is None else Range(low=share, high=share)
    return one.model_copy(update={"relief": relief})
