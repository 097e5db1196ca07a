"""A blood thinner that the record says is held no longer thins the blood.

A history opens with "AF on apixaban"; the plan of the same note, or the consultant two
days later, holds it.  The use is then one of before.  A word of holding in an older
paper (for an earlier procedure) takes back nothing that is told after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.content import expressions as re
from workbench.schema.case import RiskFactor
from workbench.schema.partial_date import PartialDate, earliest, latest

_KIND = "coagulopathy"
_USED = re.compile(r"\s*on [a-z]+\s*", re.IGNORECASE)
"""The name of a fact that tells of a drug's use and of nothing else."""
_HELD = re.compile(
    r"\b(?:h[eo]ld(?:ing)?|stopp?(?:ed|ing)?|off|last dose|paus(?:ed?|ing)|withheld"
    r"|discontinued)\b",
    re.IGNORECASE,
)


def without_held(
    facts: Iterable[RiskFactor], written: Mapping[str, PartialDate | None]
) -> tuple[RiskFactor, ...]:
    """The risks; the use of a blood thinner that is held since as one of before.

    ``written`` gives the day of each document.
    """
    risks = tuple(facts)
    holds = [
        _day(one, written)
        for one in risks
        if one.kind == _KIND
        and one.assertion == "absent"
        and _HELD.search(one.name or "")
    ]
    return tuple(
        one.model_copy(update={"assertion": "historical"})
        if _is_use(one) and any(_not_before(day, _day(one, written)) for day in holds)
        else one
        for one in risks
    )


def _is_use(one: RiskFactor) -> bool:
    """Whether a fact tells of use alone; a list of medicines leaves it uncertain."""
    if one.kind != _KIND or one.assertion not in ("present", "uncertain"):
        return False
    return one.assertion == "uncertain" or _USED.fullmatch(one.name or "") is not None


def _day(
    one: RiskFactor, written: Mapping[str, PartialDate | None]
) -> PartialDate | None:
    days = [day for cite in one.evidence if (day := written.get(cite.document))]
    return max(days, default=None, key=latest)


def _not_before(held: PartialDate | None, used: PartialDate | None) -> bool:
    """Whether a word of holding is not older than one of use, as far as days tell."""
    if held is None or used is None:
        return held is used
    return latest(held) >= earliest(used)
