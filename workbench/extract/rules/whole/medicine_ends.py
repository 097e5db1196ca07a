"""A medicine of which a note tells the end alone is the course that a list dates.

"Ibuprofen ended in August" beside a list with ibuprofen from 27 July to 20 August is
one course.  Only an end that agrees makes them one: else a note may tell of another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.schema.case import Treatment

_ELSE = ("start", "date", "days", "days_range", "vague", "sessions")
_MOST = 100
"""Courses that a mention is compared with: keeps a hostile packet linear."""

Join = Callable[[Treatment, Treatment], Treatment]


def without_ends_alone(facts: Sequence[Treatment], join: Join) -> list[Treatment]:
    """The facts, with each bare end joined to the one course that ends then."""
    kept = [one for one in facts if not _tells_end_alone(one)]
    dated = [place for place, one in enumerate(kept) if one.start and one.end][:_MOST]
    for bare in (one for one in facts if _tells_end_alone(one)):
        homes = [place for place in dated if _ends_with(kept[place], bare)]
        if len(homes) != 1:
            kept.append(bare)
            continue
        full = kept[homes[0]]
        told = {
            field: getattr(bare, field)
            for field in ("site", "response")
            if getattr(full, field) is None
        }
        kept[homes[0]] = join(full, bare).model_copy(update=told)
    return kept


def _tells_end_alone(fact: Treatment) -> bool:
    silent = all(getattr(fact, one) in (None, ()) for one in _ELSE)
    taken = fact.assertion == "present"
    return bool(taken and fact.name and fact.end and silent)


def _ends_with(full: Treatment, bare: Treatment) -> bool:
    same = (full.kind, full.name, full.assertion) == (
        bare.kind,
        bare.name,
        bare.assertion,
    )
    place = bare.site is None or full.site in (None, bare.site)
    return same and place and str(full.end).startswith(str(bare.end))
