"""Decisions: the one door through which a case is decided.

``sign`` is the only function that writes a decision.  The signer's name, credential,
licence and specialty come from the account and the time from the store, never from the
request; roles, evidence opened and, on appeal, earlier involvement are checked here;
the types of ``workbench.schema.decision`` refuse an adverse value without a
physician; and the tables refuse it once more, whoever writes to them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError
from sqlalchemy import func, select

from workbench.schema.base import canonical_json, explain, parse_json
from workbench.schema.decision import (
    ADVERSE,
    Decision,
    DecisionValue,
    LineDecision,
    SignOff,
)
from workbench.schema.decision import Role as SignerRole
from workbench.schema.review import Review, review_sha256
from workbench.store import cases, overrides, readings, users
from workbench.store.chain import sha
from workbench.store.errors import NotAllowed, StaleVersion
from workbench.store.facade import Work
from workbench.store.permissions import actions_of, may, signer_roles
from workbench.store.tables import decision_lines, decisions

_APPEAL: frozenset[str] = frozenset(("uphold", "overturn", "partial_overturn"))
_UNKNOWN = ("not_documented", "conflicting")
_ON_UNKNOWN: frozenset[str] = frozenset(
    ("deny_insufficient_information", "uphold", "partial_overturn")
)
"""Values that can rest on what the record does not show."""
_OPEN: frozenset[str] = frozenset(("pend_rfi", "pend_physician_review"))
_STATUS: dict[str, cases.Status] = {
    "pend_rfi": "pended",
    "pend_physician_review": "physician-review",
    "cancelled": "closed",
    "no_auth_required": "closed",
    "contact_payer": "closed",
}


_SHARED = ("case_id", "number", "signer_role", "provider_agreed")
"""What a line of a decision repeats of the whole, so that the tables can check it."""


class Signed(NamedTuple):
    """A decision as it stands: who signed it when, on which review."""

    number: int
    review: int
    signer: str
    at: dt.datetime
    decision: Decision


def finding_id(line: str, criterion: str) -> str:
    """The name of a finding in ``SignOff.opened``."""
    return f"{line}/{criterion}"


def must_open(
    review: Review, own: Iterable[overrides.Override], values: Iterable[str]
) -> tuple[str, ...]:
    """The findings that a signer of these values has to have opened first.

    For anything adverse those that stand as not met, by the program or by a person;
    where information is said to be missing also those that are open.
    """
    decided = set(values)
    if not decided & ADVERSE:
        return ()
    against = {"not_met"} | (set(_UNKNOWN) if decided & _ON_UNKNOWN else set())
    changed = overrides.standing(own)
    found = []
    for line in review.determination.lines:
        for criterion in line.criteria:
            override = changed.get((line.id, criterion.id))
            if (override.status if override else criterion.status) in against:
                found.append(finding_id(line.id, criterion.id))
    return tuple(found)


def sign(
    work: Work,
    case_id: str,
    *,
    value: DecisionValue,
    attestation: str,
    review: int,
    based_on: int,
    lines: Sequence[LineDecision] = (),
    rationale: str = "",
    opened: Sequence[str] = (),
    provider_agreed: bool = False,
    role: SignerRole | None = None,
) -> Signed:
    """The acting user decides a case and signs.

    ``review`` is the version of the review that was looked at, ``based_on`` that of
    the case; ``role`` the capacity, the strongest of the user's if left.  Raises
    NotAllowed saying which rule forbids it, and StaleVersion when the review or the
    case is newer than what was looked at.
    """
    user = users.get(work, work.actor)
    capacity = _capacity(user, role)
    found, paper = readings.newest_review(work, case_id)
    if paper.number != review:
        raise StaleVersion(
            "review",
            based_on=review,
            found=paper.number,
            by=paper.by_name,
            at=paper.at,
        )
    decision = _decision(
        value=value,
        lines=tuple(lines),
        rationale=rationale,
        rests_on=review_sha256(found),
        provider_agreed=provider_agreed,
        sign_off=_sign_off(user, capacity, work.at, attestation, tuple(opened)),
    )
    for action in sorted(actions_of(decision)):
        if not may(user.roles, action):
            raise NotAllowed(
                f"{user.name} may not {action.replace('-', ' ')}",
                fix="have somebody decide whose role allows it",
            )
    _opened_first(decision, found, overrides.of_case(work, case_id))
    _uninvolved(work, case_id, decision, user)
    signed = _write(work, case_id, decision, paper.number, user)
    status = _STATUS.get(value, "decided")
    cases.decided(work, case_id, signed.number, status, based_on=based_on)
    return signed


def of_case(work: Work, case_id: str) -> list[Signed]:
    """All decisions of a case, oldest first; the last one stands."""
    asked = (
        select(decisions)
        .where(decisions.c.case_id == case_id)
        .order_by(decisions.c.number)
    )
    return [
        Signed(
            row.number,
            row.review,
            row.signer,
            row.at,
            parse_json(Decision, row.body, where=f"decision {row.number}"),
        )
        for row in work.connection.execute(asked)
    ]


def digest_of(decision: Decision, review: int) -> dict[str, Any]:
    """What the audit log keeps of a decision: its value, and the whole by its hash."""
    assert decision.sign_off is not None
    return {
        "value": decision.value,
        "role": decision.sign_off.role,
        "review": review,
        "review_sha256": decision.review_sha256,
        "sha256": sha(canonical_json(decision)),
    }


def columns_of(decision: Decision) -> dict[str, Any]:
    """What the table shows of a decision beside its body, for SQL and its checks."""
    signer = decision.sign_off
    assert signer is not None
    return {
        "value": decision.value,
        "provider_agreed": decision.provider_agreed,
        "signer_role": signer.role,
        "signer_name": signer.name,
        "credential": signer.credential,
        "licence": signer.licence,
        "specialty": signer.specialty,
        "rationale": decision.rationale,
    }


def _capacity(user: users.User, role: SignerRole | None) -> SignerRole:
    able = signer_roles(user.roles)
    if not able or (role is not None and role not in able):
        raise NotAllowed(
            f"{user.name} cannot sign{f' as {role}' if role else ''}",
            fix="have somebody sign whose role allows it",
        )
    return role or able[0]


def _sign_off(
    user: users.User,
    role: SignerRole,
    at: dt.datetime,
    attestation: str,
    opened: tuple[str, ...],
) -> SignOff:
    account = user.account
    try:
        return SignOff(
            name=account.name,
            role=role,
            credential=account.credential or "",
            licence=account.licence,
            specialty=account.specialty,
            at=at.isoformat(timespec="seconds"),
            attestation=attestation,
            npi=account.npi,
            opened=opened,
        )
    except ValidationError as error:
        raise NotAllowed(
            f"the sign-off is not complete: {explain(error)}",
            fix="fill in credential, licence and specialty of the account, and attest",
        ) from None


def _decision(
    *,
    value: DecisionValue,
    lines: tuple[LineDecision, ...],
    rationale: str,
    rests_on: str,
    provider_agreed: bool,
    sign_off: SignOff,
) -> Decision:
    try:
        return Decision(
            value=value,
            lines=lines,
            rationale=rationale,
            review_sha256=rests_on,
            provider_agreed=provider_agreed,
            sign_off=sign_off,
        )
    except ValidationError as error:
        raise NotAllowed(f"no such decision can be signed: {explain(error)}") from None


def _opened_first(
    decision: Decision, review: Review, own: list[overrides.Override]
) -> None:
    """Every adverse finding is opened before an adverse signature."""
    assert decision.sign_off is not None
    values = {decision.value, *(line.value for line in decision.lines)}
    left = set(must_open(review, own, values)) - set(decision.sign_off.opened)
    if left:
        raise NotAllowed(
            f"findings not opened yet: {', '.join(sorted(left))}",
            fix="open each of them, then sign",
        )


def _uninvolved(work: Work, case_id: str, decision: Decision, user: users.User) -> None:
    """An appeal is decided by nobody who decided before, nor by a subordinate."""
    if decision.value not in _APPEAL:
        return
    earlier = {
        signed.signer
        for signed in of_case(work, case_id)
        if signed.decision.value not in _OPEN
    }
    if user.id in earlier:
        raise NotAllowed(
            f"{user.name} decided this case before and cannot decide its appeal",
            fix="give the appeal to a reviewer who was not involved",
        )
    if earlier & set(users.superiors(work, user.id)):
        raise NotAllowed(
            f"{user.name} reports to somebody who decided this case before",
            fix="give the appeal to a reviewer outside that line",
        )


def _write(
    work: Work, case_id: str, decision: Decision, review: int, user: users.User
) -> Signed:
    last = select(func.max(decisions.c.number)).where(decisions.c.case_id == case_id)
    number = (work.connection.execute(last).scalar() or 0) + 1
    row = columns_of(decision) | {
        "case_id": case_id,
        "number": number,
        "review": review,
        "signer": user.id,
        "at": work.at,
        "body": canonical_json(decision),
    }
    common = {name: row[name] for name in _SHARED}
    work.connection.execute(decisions.insert(), row)
    rows = [
        common | {"line": line.line, "value": line.value} for line in decision.lines
    ]
    if rows:
        work.connection.execute(decision_lines.insert(), rows)
    told = digest_of(decision, review)
    work.record("decision.signed", f"decision/{number}", told, case_id)
    return Signed(number, review, user.id, work.at, decision)
