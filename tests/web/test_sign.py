"""Signing: nothing adverse without a physician who opened every adverse finding."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from workbench.schema.decision import ADVERSE, DecisionValue
from workbench.store import users
from workbench.store.users import Account, User
from workbench.web.app import create_app

from .conftest import PHYSICIAN, Bench

NURSE = Account(
    "n.okoye", "Ngozi Okoye", frozenset(("nurse",)), credential="RN", licence="TX 881"
)


def person(bench: Bench, account: Account) -> User:
    with bench.desk.store.writing(by=users.LOCAL) as work:
        return users.create(work, account)


def as_person(bench: Bench, user: User) -> Bench:
    from fastapi.testclient import TestClient

    app = create_app(bench.desk, identify=lambda request: user)
    client = TestClient(app, base_url="http://127.0.0.1")
    return bench._replace(client=client)


def decide(bench: Bench, value: str, **more: str):  # type: ignore[no-untyped-def]
    file = bench.desk.file(bench.case, bench.user)
    form = {
        "value": value,
        "rationale": "The record does not show it.",
        "attest": "yes",
        "review_version": str(file.review_paper.number),
        "row_version": str(file.row.version),
    }
    return bench.post(f"/cases/{bench.case}/sign", **form | more)


def open_all(bench: Bench, user: User) -> None:
    file = bench.desk.file(bench.case, user)
    for line in file.review.determination.lines:
        for one in line.criteria:
            bench.post(f"/cases/{bench.case}/opened", key=f"{line.id}/{one.id}")


@pytest.mark.parametrize("value", sorted(ADVERSE))
def test_no_request_of_a_nurse_reaches_an_adverse_decision(
    bench: Bench, value: str
) -> None:
    nurse = person(bench, NURSE)
    own = as_person(bench, nurse)
    open_all(own, nurse)

    for role in ("", "nurse", "physician"):
        answer = decide(own, value, role=role)
        assert answer.status_code in (403, 422)

    assert bench.desk.file(bench.case, bench.user).decisions == ()


def test_a_line_cannot_carry_what_the_whole_may_not(bench: Bench) -> None:
    own = as_person(bench, person(bench, NURSE))

    for whole in get_args(DecisionValue):
        answer = decide(own, whole, **{"line-L1": "deny_medical_necessity"})
        assert answer.status_code in (403, 422), whole

    assert bench.desk.file(bench.case, bench.user).decisions == ()


@pytest.mark.parametrize("role", ["intake", "appeals", "auditor", "admin"])
def test_no_other_role_denies_either(bench: Bench, role: str) -> None:
    account = NURSE._replace(login=role, roles=frozenset((role,)))  # type: ignore[arg-type]
    own = as_person(bench, person(bench, account))

    answer = decide(own, "deny_medical_necessity")

    assert answer.status_code in (403, 422)
    assert bench.desk.file(bench.case, bench.user).decisions == ()


def test_a_physician_opens_first_and_signs_then(bench: Bench) -> None:
    doctor = person(bench, PHYSICIAN)
    own = as_person(bench, doctor)

    early = decide(own, "deny_insufficient_information")
    assert early.status_code == 422
    assert "to open first" in early.text

    open_all(own, doctor)
    assert decide(own, "deny_insufficient_information").status_code == 303
    file = bench.desk.file(bench.case, bench.user)
    assert file.row.status == "decided"
    signed = file.decisions[0].decision.sign_off
    assert signed is not None
    assert (signed.name, signed.licence) == ("Ruth Vale", "TX J1234")
    assert "L1/nicotine-free" in signed.opened


def test_opening_again_is_asked_after_the_review_changed(bench: Bench) -> None:
    doctor = person(bench, PHYSICIAN)
    own = as_person(bench, doctor)
    open_all(own, doctor)
    file = bench.desk.file(bench.case, doctor)
    own.post(
        f"/cases/{bench.case}/facts/TX1",
        do="remove",
        reason="not this patient's",
        case_version=str(file.case_paper.number),
        review_version=str(file.review_paper.number),
    )

    answer = decide(own, "deny_insufficient_information")

    assert answer.status_code == 422


def test_nothing_is_chosen_beforehand(bench: Bench) -> None:
    own = as_person(bench, person(bench, PHYSICIAN))

    page = own.client.get(f"/cases/{bench.case}/sign").text

    assert page.count('name="value"') == len(get_args(DecisionValue))
    assert not re.search(r'name="value"[^>]*checked', page)
    assert not re.search(r'name="attest"[^>]*checked', page)


def test_an_adverse_choice_is_closed_to_a_nurse(bench: Bench) -> None:
    own = as_person(bench, person(bench, NURSE))

    page = own.client.get(f"/cases/{bench.case}/sign").text

    for value in ADVERSE:
        assert re.search(rf'value="{value}" disabled', page)


def test_without_the_attestation_nothing_is_signed(bench: Bench) -> None:
    own = as_person(bench, person(bench, PHYSICIAN))

    assert decide(own, "pend_rfi", attest="").status_code == 422
    assert bench.desk.file(bench.case, bench.user).decisions == ()


def describe(bench: Bench, name: str, credential: str, specialty: str = "") -> None:
    """What "That is me" sends, for the account of a workbench without login."""
    form = {"name": name, "credential": credential, "licence": "TX 1"}
    answer = bench.post("/me", specialty=specialty, back="/", **form)
    assert answer.status_code == 303


def test_the_role_is_chosen_by_the_person_who_signs(bench: Bench) -> None:
    describe(bench, "Pat Quill", "RN")

    page = bench.client.get(f"/cases/{bench.case}/sign").text

    assert '<option value="">choose</option>' in page
    assert "selected" not in page
    assert re.search(r'value="physician" disabled>physician: needs a specialty', page)
    assert "in which role" in decide(bench, "pend_rfi", role="").text
    assert bench.desk.file(bench.case, bench.user).decisions == ()
    assert decide(bench, "pend_rfi", role="nurse").status_code == 303


def test_findings_left_to_open_are_counted_as_they_are_listed(bench: Bench) -> None:
    own = as_person(bench, person(bench, PHYSICIAN))

    page = decide(own, "deny_insufficient_information").text

    told = re.search(r"(\d+) findings to open first", page)
    assert told and int(told[1]) == page.count('class="to-open"') > 1


def test_who_signs_can_be_corrected_and_opens_for_themselves(bench: Bench) -> None:
    open_all(bench, bench.user)
    describe(bench, "Ruth Vale", "MD")
    incomplete = decide(bench, "deny_insufficient_information", role="physician")
    assert "not complete: specialty: a physician signs with a specialty" in (
        incomplete.text
    )
    assert "Correct who signs" in incomplete.text

    describe(bench, "Ruth Vale", "MD", "spine surgery")
    assert bench.desk.file(bench.case, bench.user).opened
    describe(bench, "Amos Reed", "MD", "spine surgery")
    assert bench.desk.file(bench.case, bench.user).opened == frozenset()
    assert decide(bench, "deny_insufficient_information").status_code == 422

    open_all(bench, bench.user)
    assert decide(bench, "deny_insufficient_information").status_code == 303


def test_a_signature_says_what_comes_next(bench: Bench) -> None:
    describe(bench, "Pat Quill", "RN")
    decide(bench, "pend_rfi", role="nurse")
    page = bench.client.get(f"/cases/{bench.case}/sign").text
    assert "No request for information is kept yet" in page

    answer = bench.post(f"/cases/{bench.case}/request", own="Send the therapy record.")
    assert answer.status_code == 303
    page = bench.client.get(f"/cases/{bench.case}/sign").text
    assert "No request for information" not in page
    assert f'href="/cases/{bench.case}/letters">the letter</a>' in page


def test_a_decided_case_takes_no_further_edit(bench: Bench) -> None:
    doctor = person(bench, PHYSICIAN)
    own = as_person(bench, doctor)
    assert decide(own, "approve").status_code == 303

    answer = own.post(
        f"/cases/{bench.case}/override/L1/function-limited",
        status="met",
        code="other",
        text="x",
        review_version="1",
    )

    assert answer.status_code == 403
    assert decide(own, "approve").status_code == 403


def test_a_case_that_another_has_open_says_so_and_can_be_taken_over(
    bench: Bench,
) -> None:
    first = as_person(bench, person(bench, PHYSICIAN))
    second = as_person(bench, person(bench, NURSE))
    first.client.get(f"/cases/{bench.case}")

    page = second.client.get(f"/cases/{bench.case}").text
    assert "Open with Ruth Vale." in page
    assert "open with Ruth Vale" in second.client.get("/").text

    assert second.post(f"/cases/{bench.case}/take").status_code == 303
    assert "Open with" not in second.client.get(f"/cases/{bench.case}").text
    assert "took it over" in second.client.get(f"/cases/{bench.case}/history").text


def test_who_one_is_can_be_filled_in_where_there_is_no_login(bench: Bench) -> None:
    answer = bench.post(
        "/me",
        name="Ruth Vale",
        credential="MD",
        licence="TX J1234",
        specialty="spine surgery",
        back="//evil.example/",
    )

    assert answer.headers["location"] == "/"
    assert bench.user.account.credential == "MD"
