"""Rows of months with short years: "08/22, 03/23, 10/23, 06/24" are no days.

The same figures may be days without a year.  Where they run on as months of years and
could be days only by passing the turn of the year twice, months are meant; by passing
it once both are open, and only what both readings share is told.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought
from workbench.schema.partial_date import PartialDate, latest

_PAIR = r"(?:0[1-9]|1[0-2])/\d\d"
_SERIES = sought(
    rf"(?<![\d/.+-]){_PAIR}(?:(?:,\s?|\s?&\s?|;\s?|,?\sand\s|\s{{1,3}}){_PAIR}){{1,30}}"
    r"(?![\d/%+]|-\d|\.\d)"
)
_EACH = re.compile(r"(\d\d)/(\d\d)")


def month_series(text: str, anchor: PartialDate) -> dict[int, PartialDate]:
    """Where each month of such rows stands, and which it is; "" where it is open."""
    found: dict[int, PartialDate] = {}
    for series in _SERIES.finditer(text):
        pairs = list(_EACH.finditer(text, *series.span()))
        told = [(int(one[1]), int(one[2])) for one in pairs]
        found |= dict(
            zip((one.start() for one in pairs), _read(told, anchor), strict=False)
        )
    return found


def _read(told: list[tuple[int, int]], anchor: PartialDate) -> list[PartialDate]:
    """The months that pairs of figures are; nothing where they are days."""
    today = latest(anchor)
    months = [(2000 + second, first) for first, second in told]
    rising = all(a < b for a, b in zip(months, months[1:], strict=False))
    if not rising or months[-1] > (today.year, today.month):
        return []
    turns = sum(b <= a for a, b in zip(told, told[1:], strict=False))
    if not turns:
        return []
    if turns > 1:
        return [_month(*one) for one in months]
    return [
        _month(*one) if one == other else ""
        for one, other in zip(
            months, _as_days(told, today.year, today.month), strict=True
        )
    ]


def _as_days(
    told: list[tuple[int, int]], year: int, month: int
) -> list[tuple[int, int]]:
    """The year and month of each where they are days, the last of them gone by."""
    year -= told[-1][0] > month
    found: list[tuple[int, int]] = []
    last = None
    for one in reversed(told):
        year -= last is not None and one >= last
        found.append((year, one[0]))
        last = one
    return found[::-1]


def _month(year: int, month: int) -> PartialDate:
    return f"{year:04}-{month:02}"
