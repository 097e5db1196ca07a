"""Which policy fits a request: by procedures, codes, region, coverage, state and date.

A policy fits where nothing that the request states speaks against it; among those that
fit, the one that covers most of the request and names its circumstances most closely is
taken.  A variant, which extends another policy, is taken only by name, unless it says
itself when it applies; a draft is only ever taken by name.  A request that none fits is
covered by none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from workbench.policy.model import AppliesWhen, Policy
from workbench.schema.case import Case, RequestedProcedure
from workbench.schema.partial_date import PartialDate, earliest, latest
from workbench.schema.spine import REGIONS


class Chosen(NamedTuple):
    """The policy, why it was chosen, and whether it covers the request at all."""

    policy: Policy
    because: str
    applies: bool = True


class _Fit(NamedTuple):
    """How well a policy fits: procedures covered, circumstances matched, in words."""

    covered: tuple[str, ...]
    matched: int
    words: tuple[str, ...]
    against: tuple[str, ...]


def choose(case: Case, policies: Sequence[Policy]) -> Chosen:
    """The policy for a request.  ``policies`` must not be empty."""
    current = standing_on(policies, case.request.date)
    asked = [one for one in case.requested_procedures if one.origin == "request"]
    fits = [(one, _fit(one, case, asked)) for one in current]
    best, fit = max(fits, key=lambda pair: _worth(pair[1]))
    if fit.covered and not fit.against:
        return Chosen(best, _because(fit))
    named = "; ".join(dict.fromkeys(why for _, one in fits for why in one.against))
    drafts = _drafts_for(asked, policies, case.request.date)
    if any(one.covered for _, one in fits):
        because = f"no policy covers this request: {named}"
        more = drafts if not best.is_draft else ""
        return Chosen(best, f"{because}{more}", applies=False)
    if asked:
        because = "no policy covers a requested procedure; this one is the default"
        because += drafts
        return Chosen(_default(current), because)
    because = "no requested procedure was found; this one is the default"
    return Chosen(_default(current), because)


def standing_on(policies: Sequence[Policy], date: PartialDate | None) -> list[Policy]:
    """The policies that can be chosen by themselves on a date, one of each family."""
    final = [one for one in policies if not one.is_draft]
    return _standing(final or policies, date)


def _standing(policies: Sequence[Policy], date: PartialDate | None) -> list[Policy]:
    standing = [one for one in policies if one.extends is None or one.applies_when]
    return _current(standing or list(policies), date)


def _drafts_for(
    asked: Sequence[RequestedProcedure],
    policies: Sequence[Policy],
    date: PartialDate | None,
) -> str:
    """The drafts that speak of what is asked for and are not applied to it."""
    drafts = [one for one in policies if one.is_draft]
    kinds = {one.kind for one in asked}
    named = [
        one.id
        for one in (_standing(drafts, date) if drafts else ())
        if kinds.intersection(one.procedures)
    ]
    return "".join(f"; {name} {_DRAFT}" for name in named)


_DRAFT = "is a draft, which is applied only where it is named"


def _default(policies: Sequence[Policy]) -> Policy:
    """The first policy that is not bound to circumstances."""
    free = [one for one in policies if one.applies_when is None]
    return (free or list(policies))[0]


def _current(policies: Sequence[Policy], date: PartialDate | None) -> list[Policy]:
    """The policies in force on a date, one of each family; all where none is."""
    kept = [one for one in policies if covers_date(one, date)] or list(policies)
    families: dict[str, list[Policy]] = {}
    for one in kept:
        families.setdefault(one.family or one.id, []).append(one)
    return [in_force(versions, date) for versions in families.values()]


def in_force(versions: Sequence[Policy], date: PartialDate | None) -> Policy:
    """The version in force on a date; the newest where the date is not known."""
    fitting = [one for one in versions if covers_date(one, date)] or list(versions)
    return max(fitting, key=lambda one: earliest(one.effective_from))


def covers_date(policy: Policy, date: PartialDate | None) -> bool:
    """Whether a policy can be in force on a date; an unknown date speaks for any."""
    if date is None:
        return True
    if latest(date) < earliest(policy.effective_from):
        return False
    return policy.effective_to is None or earliest(date) <= latest(policy.effective_to)


def _worth(fit: _Fit) -> tuple[bool, int, int, int]:
    """Fitting, covering more, leaving less unsaid, matching more."""
    fits = not fit.against and bool(fit.covered)
    return fits, len(fit.covered), fit.matched - len(fit.words), fit.matched


def _fit(policy: Policy, case: Case, asked: Sequence[RequestedProcedure]) -> _Fit:
    covered = tuple(
        sorted({one.kind for one in asked if one.kind in policy.procedures})
    )
    when = policy.applies_when or AppliesWhen()
    words: list[str] = []
    against: list[str] = []
    for name, wanted, given in (
        (
            "line of business",
            when.lines_of_business,
            _one(case.request.line_of_business),
        ),
        ("state", when.states, _one(case.request.state)),
        ("region", when.regions, tuple(_regions(asked))),
        ("code", when.codes, tuple(code for one in asked for code in one.codes)),
    ):
        if not wanted:
            continue
        shared = [one for one in given if one in wanted]
        if shared:
            words.append(f"{name} {', '.join(dict.fromkeys(shared))}")
        elif given:
            told = ", ".join(dict.fromkeys(given))
            against.append(f"{name} {told} is not one of {policy.id}'s")
        else:
            words.append(f"the request names no {name}, which {policy.id} is bound to")
    if policy.is_draft:
        against.append(f"{policy.id} {_DRAFT}")
    matched = sum(not one.startswith("the request") for one in words)
    return _Fit(covered, matched, tuple(words), tuple(against) if covered else ())


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _regions(asked: Iterable[RequestedProcedure]) -> Iterable[str]:
    for one in asked:
        place = one.level or one.site
        if not place:
            continue
        if place in REGIONS.values():
            yield place
        elif place[0] in REGIONS and place[1:2].isdigit():
            yield REGIONS[place[0]]


def _because(fit: _Fit) -> str:
    head = f"covers the requested procedures: {', '.join(fit.covered)}"
    return "; ".join((head, *fit.words))
