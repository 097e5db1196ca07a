"""Waivers that need nothing of the record: met where the Case holds only the request.

Each waiver is put to made requests of every procedure that its criteria concern, and
to nothing else.  One that all of them meet lifts its criterion always.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from workbench.evals.difference.bearing import bare_request
from workbench.evals.policy_tests import compact_case
from workbench.evaluate.answer import MET
from workbench.evaluate.bulk import Bulk
from workbench.evaluate.compile import CompiledPolicy
from workbench.policy.cases import Expected, PolicyTest, PolicyTestFile
from workbench.policy.draft import Draft
from workbench.policy.lint.finding import Finding, finding
from workbench.policy.model import Policy, Waiver
from workbench.policy.tree import nodes
from workbench.schema.case import Case
from workbench.schema.partial_date import earliest
from workbench.vocabulary import procedures

_PLACES = {"cervical": ("C5-6", "C6-7", "C4-5"), "thoracic": ("T7-8", "T8-9", "T9-10")}
_LOW = ("L4-5", "L5-S1", "L3-4")
_LATER = dt.timedelta(days=1)


def check(draft: Draft, compiled: CompiledPolicy) -> Iterator[Finding]:
    """Waivers that lift a criterion of every request, whatever else is in the record."""
    policy, bulk = compiled.policy, Bulk(compiled)
    criteria = {one.id: one for one in policy.criteria}
    asked = {name: tuple(_requests(policy, name)) for name in policy.procedures}
    met = {
        name: [_met(case, bulk, day) for case, day in product(cases, _days(policy))]
        for name, cases in asked.items()
    }
    for waiver in policy.waivers:
        for name in waiver.waives:
            held = [
                waiver.id in one
                for procedure in criteria[name].applies_to
                for one in met[procedure]
            ]
            if held and all(held):
                yield _told(draft, waiver, name)
                break


def _told(draft: Draft, waiver: Waiver, criterion: str) -> Finding:
    """What is wrong with a waiver that a mere request meets, and the way out."""
    spots = nodes(waiver.test, ())
    looked = {str(one.value.get("list")) for one in spots if isinstance(one.value, dict)}
    asks = looked == {"requested_procedures"}
    lifted = "always lifted" if asks else "lifted unless something speaks against it"
    way = (
        "ask for something that the record must say"
        if asks
        else "ask for what must be there; under not, leave unmentioned: not_so out"
    )
    return finding(
        draft, "waived-by-silence", ("waivers", waiver.id, "test"),
        "a record that holds nothing but the request meets it, so that "
        f"{criterion!r} is {lifted}", way,
    )  # fmt: skip


def _met(case: Case, bulk: Bulk, day: str) -> frozenset[str]:
    """The waivers that a request meets by itself."""
    found = bulk.verdict(case, day).waivers
    names = (one.id for one in bulk.policy.policy.waivers)
    return frozenset(
        name for name, answer in zip(names, found, strict=True) if answer[0] == MET
    )


def _days(policy: Policy) -> Sequence[str]:
    """A day in every period in which the policy's numbers stay the same."""
    begun = earliest(policy.effective_from)
    days = {begun + _LATER}
    for parameter in policy.parameters.values():
        for one in parameter.history:
            if one.start and earliest(one.start) > begun:
                days.add(earliest(one.start) + _LATER)
    return [day.isoformat() for day in sorted(days)]


def _requests(policy: Policy, procedure: str) -> Iterator[Case]:
    """A request as small as one can be, and one that asks for much at once."""
    known = procedures().procedures.get(procedure)
    if known is None:
        return
    places = _PLACES.get(known.region, _LOW)
    yield bare_request(policy, procedure)
    much: dict[str, Any] = {"kind": procedure, "sessions": 9, "count": 9}
    much |= {"leads": 9, "contacts": 99}
    if known.sided:
        much |= {"side": "bilateral"}
    yield _case([much | _at(known.unit, place) for place in places])


def _at(unit: str, place: str) -> dict[str, Any]:
    if unit == "request":
        return {}
    if unit == "segment":
        return {"site": place.partition("-")[0]}
    return {"level": place}


def _case(asked: list[dict[str, Any]]) -> Case:
    file = PolicyTestFile(
        policy="request-alone",
        base={"requested_procedures": tuple(asked)},
        tests=(PolicyTest(name="request alone", expect=Expected()),),
    )
    return compact_case(file, file.tests[0], where="request alone")
