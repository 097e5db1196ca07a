"""No request of anybody but a physician makes anything adverse, whatever it holds.

Every route that changes something is asked, by page and by API, by each role, with a
body that names an adverse value in every field that it could stand in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from workbench.schema.decision import ADMINISTRATIVE, ADVERSE
from workbench.store import signoffs, users
from workbench.store.permissions import ROLES
from workbench.store.users import Account, User

from .conftest import Bench
from .test_guards import routes
from .test_sign import PHYSICIAN, as_person, decide, open_all, person

OTHERS = tuple(role for role in ROLES if role != "physician")
VALUES = sorted(ADVERSE | ADMINISTRATIVE)
FIELDS = (
    *("value", "decision", "status", "kind", "outcome", "role", "do", "who", "roles"),
    *("signer_role", "line-L1", "lines", "determination", "final", "letter"),
)
PLACES = {
    "line": "L1",
    "criterion": "function-limited",
    "fact": "TX1",
    "kind": "adverse",
    "form": "pdf",
    "document": "D1",
    "chunk": "0",
    "name": "cervical-spine-surgery",
    "study": "spring",
    "run": "x",
}


def filled(file: Any, value: str) -> dict[str, str]:
    """A form with the value everywhere, and all that the forms themselves ask for."""
    return dict.fromkeys(FIELDS, value) | {
        "value": value,
        "role": "physician",
        "roles": "physician",
        "signer_role": "physician",
        "attest": "yes",
        "attestation": "I reviewed it.",
        "rationale": "The record does not show it.",
        "text": f"We {value}.",
        "code": "other",
        "reason": "x",
        "version": "1",
        "based_on": "1",
        "active": "true",
        "login": "x",
        "name": "X",
        "review": str(file.review_paper.number),
        "review_version": str(file.review_paper.number),
        "row_version": str(file.row.version),
        "case_version": str(file.row.version),
        "L1/function-limited": "not_met",
    }


def asked(bench: Bench, user: User) -> Iterator[tuple[str, str]]:
    """Method and path of every route that changes something."""
    for route in routes(bench):
        for method in sorted((route.methods or set()) - {"GET", "HEAD", "OPTIONS"}):
            places = PLACES | {"case": bench.case, "user": user.id}
            yield method, route.path.format(**places)


@pytest.mark.parametrize("role", OTHERS)
def test_no_route_gives_another_role_an_adverse_decision(
    bench: Bench, role: str
) -> None:
    account = Account(
        role,
        role.title(),
        frozenset((role,)),  # type: ignore[arg-type]
        credential="MD",
        licence="TX J1234",
        specialty="orthopaedic surgery",
    )
    user = person(bench, account)
    own = as_person(bench, user)
    token = own.token("/policies")
    count = 0
    file = bench.desk.file(bench.case, bench.user)
    for method, path in asked(bench, user):
        for value in VALUES:
            form = filled(file, value)
            whole = form | {"lines": [{"line": "L1", "value": value}], "roles": [role]}
            for sent in ({"data": form}, {"json": whole}):
                answer = own.client.request(
                    method,
                    path,
                    headers={"X-Form-Token": token},
                    follow_redirects=False,
                    **sent,  # type: ignore[arg-type]
                )
                assert answer.status_code < 500, (method, path, sent)
                count += 1
                if answer.status_code < 400:  # the next form names what stands now
                    file = bench.desk.file(bench.case, bench.user)
    with bench.desk.store.reading() as work:
        signed = signoffs.of_case(work, bench.case)
        now = users.get(work, user.id)
    made = {one.decision.value for one in signed}
    assert count >= 25 * len(VALUES)
    assert not made & ADVERSE
    assert not any(
        line.value in ADVERSE for one in signed for line in one.decision.lines
    )
    assert "physician" not in now.roles


def test_a_physician_reaches_one_by_page_and_by_api_once_all_is_opened(
    bench: Bench,
) -> None:
    """The sweep above would find a door: this one, with the right key, opens."""
    doctor = person(bench, PHYSICIAN)
    own = as_person(bench, doctor)
    assert decide(own, "deny_insufficient_information").status_code == 422
    open_all(own, doctor)
    assert decide(own, "deny_insufficient_information").status_code == 303


def test_an_appeal_is_decided_by_somebody_who_took_no_part(bench: Bench) -> None:
    first = person(bench, PHYSICIAN)
    second = person(bench, PHYSICIAN._replace(login="dr.b", name="Amos Adeyemi"))
    one, other = as_person(bench, first), as_person(bench, second)
    open_all(one, first)
    assert decide(one, "deny_insufficient_information").status_code == 303

    assert "took no part" in nurse_page(bench)
    for value in ("approve", "deny_medical_necessity", "pend_rfi"):
        assert decide(other, value).status_code == 403, value
    assert decide(one, "overturn").status_code == 403
    page = other.client.get(f"/cases/{bench.case}/sign").text
    assert page.count('name="value"') == 4 and "Decision on an appeal" in page
    assert decide(other, "uphold").status_code == 422
    open_all(other, second)
    assert decide(other, "uphold").status_code == 303

    file = bench.desk.file(bench.case, bench.user)
    values = [signed.decision.value for signed in file.decisions]
    assert values == ["deny_insufficient_information", "uphold"]
    assert file.row.status == "decided"


def nurse_page(bench: Bench) -> str:
    from .test_sign import NURSE

    own = as_person(bench, person(bench, NURSE))
    return own.client.get(f"/cases/{bench.case}/sign").text


def test_the_sweep_speaks_the_forms_own_language(bench: Bench) -> None:
    """With a physician's account the same body does sign: the fields are right."""
    doctor = person(bench, PHYSICIAN)
    own = as_person(bench, doctor)
    open_all(own, doctor)
    file = bench.desk.file(bench.case, bench.user)
    form = filled(file, "deny_insufficient_information")
    form.pop("line-L1")
    answer = own.post(f"/cases/{bench.case}/sign", **form)
    assert answer.status_code == 303, answer.text
