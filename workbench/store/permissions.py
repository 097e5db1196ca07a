"""Who may do what: one table from role to action, read by the browser, the API and
the store alike.

It follows the field's rules: intake says nothing clinical; nurses approve and ask, and
never deny, also not for lack of information; only a physician makes or signs anything
adverse; administrative denials have trained signers who are not the nurse; an auditor
sees everything and changes nothing; an administrator manages accounts and sees no case.
Nothing here knows of a database.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from workbench.schema.decision import (
    ADMINISTRATIVE,
    ADVERSE,
    Decision,
    DecisionValue,
)
from workbench.schema.decision import Role as SignerRole

Role = Literal["intake", "nurse", "physician", "appeals", "auditor", "admin"]
Action = Literal[
    "see-queue",
    "see-case",
    "hand-in-packet",
    "edit-matter",
    "record-event",
    "assign",
    "take-over",
    "evaluate",
    "edit-facts",
    "override-status",
    "write-note",
    "request-information",
    "draft-letter",
    "finish-letter",
    "log-peer-to-peer",
    "work-appeal",
    "rate-blind",
    "decide-approve",
    "decide-adverse",
    "decide-administrative",
    "decide-appeal",
    "pend",
    "close-without-decision",
    "see-policies",
    "see-evals",
    "see-audit",
    "export-case",
    "manage-users",
]
ROLES: tuple[Role, ...] = get_args(Role)
ACTIONS: tuple[Action, ...] = get_args(Action)

_DESK: frozenset[Action] = frozenset(
    (
        "see-queue",
        "see-case",
        "hand-in-packet",
        "edit-matter",
        "record-event",
        "assign",
        "write-note",
        "see-policies",
    )
)
"""What everybody does who works on cases."""

_CLINICAL: frozenset[Action] = _DESK | frozenset(
    (
        "take-over",
        "evaluate",
        "edit-facts",
        "override-status",
        "request-information",
        "draft-letter",
        "log-peer-to-peer",
        "rate-blind",
        "decide-approve",
        "pend",
        "close-without-decision",
        "see-evals",
        "export-case",
    )
)

MAY: dict[Role, frozenset[Action]] = {
    "intake": _DESK | {"close-without-decision", "decide-administrative"},
    "nurse": _CLINICAL | {"finish-letter"},
    "physician": _CLINICAL
    | {
        "finish-letter",
        "decide-adverse",
        "decide-administrative",
        "decide-appeal",
        "work-appeal",
    },
    "appeals": _DESK
    | {
        "take-over",
        "evaluate",
        "request-information",
        "draft-letter",
        "finish-letter",
        "log-peer-to-peer",
        "work-appeal",
        "decide-administrative",
        "export-case",
    },
    "auditor": frozenset(
        (
            "see-queue",
            "see-case",
            "see-policies",
            "see-evals",
            "see-audit",
            "export-case",
            "rate-blind",
        )
    ),
    "admin": frozenset(("manage-users", "see-policies", "see-evals")),
}

_PENDING: frozenset[str] = frozenset(("pend_rfi", "pend_physician_review"))
_CLOSING: frozenset[str] = frozenset(("no_auth_required", "contact_payer", "cancelled"))
_APPEAL: frozenset[str] = frozenset(("uphold", "overturn", "partial_overturn"))


def may(roles: Iterable[Role], action: Action) -> bool:
    """Whether somebody with these roles may do this."""
    return any(action in MAY[role] for role in roles)


def action_of(value: DecisionValue) -> Action:
    """The action that deciding a value is."""
    if value in _APPEAL:
        return "decide-appeal"
    if value in ADVERSE:
        return "decide-adverse"
    if value in ADMINISTRATIVE:
        return "decide-administrative"
    if value in _PENDING:
        return "pend"
    if value in _CLOSING:
        return "close-without-decision"
    return "decide-approve"


def actions_of(decision: Decision) -> frozenset[Action]:
    """All actions that a decision is: of the whole and of each line."""
    values = {decision.value, *(line.value for line in decision.lines)}
    return frozenset(action_of(value) for value in values)


def signer_roles(roles: Iterable[Role]) -> tuple[SignerRole, ...]:
    """In which capacities somebody with these roles can sign, strongest first."""
    own = set(roles)
    found: list[SignerRole] = []
    if "physician" in own:
        found.append("physician")
    if "nurse" in own:
        found.append("nurse")
    if own & {"intake", "appeals", "physician"}:
        found.append("administrative")
    return tuple(found)
