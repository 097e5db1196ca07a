"""Several policies for one request: each service by the policy that is its own.

A request may hold services that no single policy speaks of (a fusion of the neck and an
injection of the low back), or whose policies differ in rank: what Medicare has settled
is judged by Medicare's text for a Medicare member, the rest by the plan's.  Each
procedure is taken by the policy that ``choice.choose`` would take if nothing else were
asked for; the policy of the whole request keeps what no other fits more closely.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.policy.choice import Chosen, choose, standing_on
from workbench.policy.model import Policy
from workbench.schema.case import Case
from workbench.vocabulary.coverage import settled_first
from workbench.vocabulary.tables import procedures


class Part(NamedTuple):
    """A policy with the procedures of the request that it judges, and why."""

    policy: Policy
    because: str
    procedures: frozenset[str]


def choose_each(case: Case, policies: Sequence[Policy]) -> tuple[Chosen, list[Part]]:
    """The policy of the whole request and, where one is not enough, the policy of each.

    The parts are in the order of the request; there are none where one policy judges
    all that any policy covers.
    """
    whole = choose(case, policies)
    own: dict[str, Chosen] = {}
    for kind in _asked(case):
        alone = choose(_only(case, kind), policies)
        if alone.applies and kind in alone.policy.procedures:
            own[kind] = _kept(case, kind, whole, alone, policies)
    used = list(dict.fromkeys(one.policy.id for one in own.values()))
    if not own or used == [whole.policy.id]:
        return whole, []
    if len(used) == 1:
        return next(iter(own.values())), []
    parts = []
    for name in used:
        mine = {kind: one for kind, one in own.items() if one.policy.id == name}
        first = next(iter(mine.values()))
        because = "; ".join(dict.fromkeys(one.because for one in mine.values()))
        parts.append(Part(first.policy, because, frozenset(mine)))
    return whole, parts


def _asked(case: Case) -> list[str]:
    """The main procedures asked for, in the order of the request."""
    known = procedures().procedures
    found = [
        one.kind
        for one in case.requested_procedures
        if one.origin == "request" and one.kind in known
    ]
    return list(dict.fromkeys(found))


def _only(case: Case, kind: str) -> Case:
    """The case as if nothing but one procedure were asked for."""
    kept = tuple(
        one
        for one in case.requested_procedures
        if one.origin != "request" or one.kind == kind
    )
    return case.model_copy(update={"requested_procedures": kept})


def _kept(
    case: Case, kind: str, whole: Chosen, alone: Chosen, policies: Sequence[Policy]
) -> Chosen:
    """The whole request's policy where it fits as closely as the procedure's own."""
    covers = whole.applies and kind in whole.policy.procedures
    if covers and whole.policy.id != alone.policy.id and not _bound(alone.policy, case):
        return whole
    rule = settled_first(case.request.line_of_business)
    if rule is None or not _bound(alone.policy, case):
        return alone
    house = [
        one.id
        for one in standing_on(policies, case.request.date)
        if kind in one.procedures and not _is_bound(one)
    ]
    if not house:
        return alone
    aside = f"{', '.join(house)} set aside: {rule}"
    return alone._replace(because=f"{alone.because}; {aside}")


def _is_bound(policy: Policy) -> bool:
    return bool(policy.applies_when and policy.applies_when.lines_of_business)


def _bound(policy: Policy, case: Case) -> bool:
    """Whether a policy is bound to the line of business that the request names."""
    when = policy.applies_when
    return bool(when and case.request.line_of_business in when.lines_of_business)


def set_aside(case: Case, used: Policy, policies: Sequence[Policy]) -> str | None:
    """Why a policy named by hand should stand back; None where it need not.

    For a member whose coverage is settled elsewhere first (Medicare), where a policy
    bound to that coverage judges a procedure of the request and the one named is not.
    """
    rule = settled_first(case.request.line_of_business)
    if rule is None or _bound(used, case):
        return None
    kinds = [kind for kind in _asked(case) if kind in used.procedures]
    for kind in kinds:
        for one in standing_on(policies, case.request.date):
            if _bound(one, case) and kind in one.procedures:
                return f"{one.id} covers {kind} and comes first: {rule}"
    return None
