"""One trial against another: a therapist's record and a summary of the same care."""

from __future__ import annotations

from workbench.evaluate.leaf import Clash
from workbench.evaluate.wording import words
from workbench.schema.case import Treatment
from workbench.schema.partial_date import earliest, latest

ITEMISED = "itemised-therapy-record"
"""The precedence rule that settles a difference between the two."""


def same_trial(summary: Treatment, record: Treatment) -> bool:
    """Whether a summary can speak of the trial that a therapy record itemises."""
    if summary.kind != record.kind:
        return False
    if not (record.start and record.end):
        return True
    if summary.start and summary.start > record.end:
        return False
    return not (summary.end and summary.end < record.start)


def differs(summary: Treatment, record: Treatment) -> bool:
    """Whether the two give different lengths or ends."""
    told, itemised_ = days_of(summary), days_of(record)
    if told is None or itemised_ is None:
        return summary.vague is not None
    return told[1] < itemised_[0] or itemised_[1] < told[0]


def days_of(fact: Treatment) -> tuple[int, int] | None:
    """Least and most days of a trial by its own dates or length; None for neither."""
    if fact.start and fact.end:
        least = (earliest(fact.end) - latest(fact.start)).days
        return max(least, 0), (latest(fact.end) - earliest(fact.start)).days
    if fact.days is not None:
        return fact.days, fact.days
    if fact.days_range and fact.days_range.high is not None:
        return fact.days_range.low or 0, fact.days_range.high
    return None


def difference(summary: Treatment, record: Treatment) -> Clash:
    """The contradiction, settled for the itemised record."""
    return Clash(
        kind="care-length",
        sides=(
            (f"summary: {words_of(summary)}", (summary,)),
            (f"therapy record: {words_of(record)}", (record,)),
        ),
        settled_by=ITEMISED,
    )


def words_of(fact: Treatment) -> str:
    """A trial in words: "physical therapy from 2026-02-01 to 2026-03-20"."""
    name = words(fact.kind)
    if fact.start and fact.end:
        return f"{name} from {fact.start} to {fact.end}"
    if fact.start:
        return f"{name} since {fact.start}"
    if fact.days is not None:
        return f"{name} for {fact.days} days"
    if fact.days_range is not None:
        bounds = [str(n) for n in (fact.days_range.low, fact.days_range.high) if n]
        return f"{name} for {' to '.join(bounds)} days"
    if fact.vague:
        return f'{name} for "{fact.vague}"'
    if fact.date:
        return f"{name} on {fact.date}"
    return f"{name} without dates or length"
