"""The versions of a family: one in force on every day, and only one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from workbench.policy.draft import Draft
from workbench.policy.lint.finding import Finding, finding
from workbench.schema.partial_date import earliest, latest


def check(draft: Draft, others: Sequence[Draft]) -> Iterator[Finding]:
    """Gaps and overlaps between a policy and the next version of its family."""
    start, end = _period(draft)
    if end is not None and end < start:
        yield finding(
            draft, "version-overlap", ("effective_to",),
            f"it ends on {end}, before it begins", "correct one of the two dates",
        )  # fmt: skip
    family = draft.data.get("family")
    if not family:
        return
    same = [one for one in others if one.data.get("family") == family]
    later = [one for one in same if one.name != draft.name and _after(one, draft)]
    for one in same:
        if one.name != draft.name and one not in later:
            yield from _still_there(draft, one)
    if not later:
        return
    following = min(later, key=lambda one: (_period(one)[0], one.name))
    begins = _period(following)[0]
    if end is None or end >= begins:
        yield finding(
            draft, "version-overlap", ("effective_to",),
            f"{following.name} is in force from {begins}, and this one still is",
            f"end this one on {begins - dt.timedelta(days=1)}",
        )  # fmt: skip
    elif begins - end > dt.timedelta(days=1):
        yield finding(
            draft, "version-gap", ("effective_to",),
            f"no version is in force between {end} and {begins}",
            f"let {following.name} begin the day after, or end this one later",
        )  # fmt: skip


def _still_there(draft: Draft, earlier: Draft) -> Iterator[Finding]:
    """An earlier version that is in force when this one begins."""
    begins, ends = _period(draft)[0], _period(earlier)[1]
    if ends is None or ends >= begins:
        until = f"until {ends}" if ends else "without an end"
        yield finding(
            draft, "version-overlap", ("effective_from",),
            f"{earlier.name} is in force {until}, and this one begins on {begins}",
            f"end that one on {begins - dt.timedelta(days=1)}, or begin this one later",
        )  # fmt: skip


def _period(draft: Draft) -> tuple[dt.date, dt.date | None]:
    end = draft.data.get("effective_to")
    start = draft.data.get("effective_from") or "0001"
    return earliest(str(start)), latest(str(end)) if end else None


def _after(one: Draft, draft: Draft) -> bool:
    first, second = _period(draft)[0], _period(one)[0]
    return (second, one.name) > (first, draft.name)
