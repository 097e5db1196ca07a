"""Decisions in words: what each value means, in groups, with who may make it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from workbench.schema.decision import ADMINISTRATIVE, ADVERSE, DecisionValue
from workbench.web.view.criteria import CriterionView, LineView

VALUES: dict[DecisionValue, tuple[str, str]] = {
    "approve": ("Approve as asked", "every line as requested"),
    "approve_partial": ("Approve in part", "some lines; say which, line by line"),
    "approve_modified": ("Approve modified", "another service, level or amount"),
    "deny_medical_necessity": (
        "Deny: not medically necessary",
        "documented facts fail the policy",
    ),
    "deny_insufficient_information": (
        "Deny: not shown",
        "what was asked for did not come in time",
    ),
    "deny_administrative": ("Deny: administrative", "benefit, eligibility, network"),
    "pend_rfi": (
        "Wait for information",
        "until the information asked for comes",
    ),
    "pend_physician_review": ("Refer to the physician", "with what was found"),
    "no_auth_required": ("No authorization needed", "close the case"),
    "contact_payer": ("Another payer decides", "close the case"),
    "cancelled": ("Withdrawn", "the provider took the request back"),
    "uphold": ("Appeal: uphold", "the first decision stands"),
    "overturn": ("Appeal: overturn", "approve as asked"),
    "partial_overturn": ("Appeal: overturn in part", "say which lines"),
    "dismiss": ("Appeal: dismiss", "not a valid appeal"),
}
"""Value to its words and what it means."""

GROUPS: tuple[tuple[str, tuple[DecisionValue, ...]], ...] = (
    ("In favour", ("approve",)),
    ("Not yet", ("pend_rfi", "pend_physician_review")),
    (
        "Adverse or partial",
        (
            "approve_partial",
            "approve_modified",
            "deny_medical_necessity",
            "deny_insufficient_information",
        ),
    ),
    (
        "Without a clinical decision",
        ("deny_administrative", "no_auth_required", "contact_payer", "cancelled"),
    ),
    ("On appeal", ("overturn", "partial_overturn", "uphold", "dismiss")),
)


class Choice(NamedTuple):
    """One value that may be chosen, or may not by this person."""

    value: DecisionValue
    label: str
    meaning: str
    adverse: bool
    allowed: bool


def choices(
    allowed: Callable[[DecisionValue], bool],
) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """All values in their groups."""
    return tuple(
        (title, tuple(_choice(value, allowed(value)) for value in values))
        for title, values in GROUPS
    )


def _choice(value: DecisionValue, allowed: bool) -> Choice:
    label, meaning = VALUES[value]
    adverse = value in ADVERSE or value in ADMINISTRATIVE
    return Choice(value, label, meaning, adverse, allowed)


def line_choices() -> tuple[tuple[DecisionValue, str], ...]:
    """What a single line can be decided as."""
    one: tuple[DecisionValue, ...] = (
        "approve",
        "approve_modified",
        "deny_medical_necessity",
        "deny_insufficient_information",
        "pend_rfi",
    )
    return tuple((value, VALUES[value][0]) for value in one)


class ToOpen(NamedTuple):
    """A finding that is opened once for all lines where it reads the same."""

    lines: tuple[str, ...]
    one: CriterionView


def to_open(lines: Iterable[LineView], keys: Collection[str]) -> tuple[ToOpen, ...]:
    """The findings of these keys, each once."""
    found: list[ToOpen] = []
    seen: set[str] = set()
    for line in lines:
        for one in line.criteria:
            if one.key not in keys or one.key in seen:
                continue
            alike = [name for name in one.same_on if f"{name}/{one.id}" in keys]
            seen |= {one.key, *(f"{name}/{one.id}" for name in alike)}
            found.append(ToOpen((line.id, *alike), one))
    return tuple(found)
