"""A decision has one door, and nothing adverse goes through it without a physician."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from sqlalchemy import insert, update

from tests.store.people import PEOPLE, Hands
from workbench.schema.decision import (
    ADMINISTRATIVE,
    ADVERSE,
    DecisionValue,
    LineDecision,
)
from workbench.schema.decision import Role as SignerRole
from workbench.store import cases, overrides, readings, signoffs
from workbench.store import tables as t
from workbench.store.cases import CaseRow
from workbench.store.errors import NotAllowed, Refused, StaleVersion
from workbench.store.signoffs import Signed

VALUES: tuple[DecisionValue, ...] = get_args(DecisionValue)
FINDINGS = ("L1/imaging-at-level",)


def sign(
    hands: Hands, user: str, value: DecisionValue, case: CaseRow, **more: Any
) -> Signed:
    given: dict[str, Any] = {
        "attestation": "I reviewed the record.",
        "review": 1,
        "based_on": case.version,
        "rationale": "The study of 2 April shows mild narrowing at C5-6.",
        "opened": all_findings(hands, case),
    }
    with hands.as_(user) as work:
        return signoffs.sign(work, case.id, value=value, **given | more)


def all_findings(hands: Hands, case: CaseRow) -> tuple[str, ...]:
    with hands.store.reading() as work:
        found, _ = readings.newest_review(work, case.id)
    return tuple(
        signoffs.finding_id(line.id, criterion.id)
        for line in found.determination.lines
        for criterion in line.criteria
    )


@pytest.mark.parametrize("user", sorted(PEOPLE))
def test_only_physicians_sign_what_is_adverse(hands: Hands, user: str) -> None:
    """Every value by every user: who is refused, and what is kept then."""
    for value in VALUES:
        case = hands.read()
        try:
            signed = sign(hands, user, value, case)
        except NotAllowed:
            with hands.store.reading() as work:
                assert signoffs.of_case(work, case.id) == []
                assert cases.get(work, case.id).decision is None
            continue
        signer = signed.decision.sign_off
        assert signer is not None
        if value in ADVERSE:
            assert "physician" in PEOPLE[user].roles
            assert signer.role == "physician" and signer.licence and signer.specialty
        if value in ADMINISTRATIVE:
            assert signer.role != "nurse"
        assert signer.name == PEOPLE[user].name
        assert signer.at == hands.now.isoformat(timespec="seconds")


def test_a_physician_can_decide(hands: Hands) -> None:
    for value in VALUES:
        case = hands.read()
        signed = sign(hands, "physician", value, case)
        with hands.store.reading() as work:
            row = cases.get(work, case.id)
            (kept,) = signoffs.of_case(work, case.id)
            _, paper = readings.newest_review(work, case.id)
        assert kept == signed
        assert row.decision == 1
        assert kept.decision.review_sha256 == paper.sha256


def test_a_nurse_approves_and_asks(hands: Hands) -> None:
    for value, status in (("approve", "decided"), ("pend_rfi", "pended")):
        case = hands.read()
        sign(hands, "nurse", value, case)  # type: ignore[arg-type]
        with hands.store.reading() as work:
            assert cases.get(work, case.id).status == status


def test_a_line_cannot_hide_what_the_whole_does_not_say(hands: Hands) -> None:
    case = hands.read()
    refused = LineDecision(line="L1", value="deny_medical_necessity")
    for value in ("approve", "pend_rfi", "cancelled"):
        with pytest.raises(NotAllowed):
            sign(hands, "nurse", value, case, lines=(refused,))  # type: ignore[arg-type]


@pytest.mark.parametrize("role", get_args(SignerRole))
def test_nobody_signs_in_a_capacity_they_have_not(
    hands: Hands, role: SignerRole
) -> None:
    case = hands.read()
    if role != "nurse":
        with pytest.raises(NotAllowed, match="cannot sign as"):
            sign(hands, "nurse", "approve", case, role=role)
    with pytest.raises(NotAllowed):
        sign(hands, "auditor", "approve", case, role=role)


@pytest.mark.parametrize("role", ["nurse", "administrative"])
def test_a_physician_in_a_lesser_capacity_is_not_one(
    hands: Hands, role: SignerRole
) -> None:
    case = hands.read()
    with pytest.raises(NotAllowed):
        sign(hands, "physician", "deny_medical_necessity", case, role=role)


def test_findings_are_opened_before_an_adverse_signature(hands: Hands) -> None:
    case = hands.read()
    with hands.store.reading() as work:
        found, _ = readings.newest_review(work, case.id)
    needed = signoffs.must_open(found, (), ("deny_medical_necessity",))
    assert needed == FINDINGS

    with pytest.raises(NotAllowed, match="L1/imaging-at-level"):
        sign(hands, "physician", "deny_medical_necessity", case, opened=())
    sign(hands, "physician", "deny_medical_necessity", case, opened=FINDINGS)


def test_for_missing_information_the_open_findings_are_opened_too(
    hands: Hands,
) -> None:
    case = hands.read()
    value = "deny_insufficient_information"
    with pytest.raises(NotAllowed, match="not opened yet"):
        sign(hands, "physician", value, case, opened=FINDINGS)
    sign(hands, "physician", value, case)


def test_what_a_person_found_not_met_is_opened_too(hands: Hands) -> None:
    case = hands.read()
    with hands.store.reading() as work:
        found, _ = readings.newest_review(work, case.id)
    other = next(
        one.id for one in found.determination.lines[0].criteria if one.status == "met"
    )
    with hands.as_("physician") as work:
        overrides.add(
            work,
            case.id,
            line="L1",
            criterion=other,
            status="not_met",
            reason_code="evidence-misread",
            text="the note says otherwise",
            review=1,
        )
    with pytest.raises(NotAllowed, match=f"L1/{other}"):
        sign(hands, "physician", "deny_medical_necessity", case, opened=FINDINGS)


def test_an_adverse_decision_says_why(hands: Hands) -> None:
    case = hands.read()
    with pytest.raises(NotAllowed, match="rationale"):
        sign(hands, "physician", "deny_medical_necessity", case, rationale=" ")


def test_without_an_attestation_nobody_signs(hands: Hands) -> None:
    case = hands.read()
    with pytest.raises(NotAllowed, match="attestation"):
        sign(hands, "physician", "approve", case, attestation=" ")


def test_a_decision_rests_on_what_was_looked_at(hands: Hands) -> None:
    case = hands.read()
    with hands.as_("nurse") as work:
        found, _ = readings.newest_review(work, case.id)
        readings.put_review(work, case.id, found, case=1, packet=1, based_on=1)
    with pytest.raises(StaleVersion, match="Testa Nurse"):
        sign(hands, "physician", "approve", case, review=1)
    with pytest.raises(StaleVersion, match="case"):
        sign(hands, "physician", "approve", case, review=2)
    with hands.store.reading() as work:
        assert signoffs.of_case(work, case.id) == []


def test_a_closed_account_signs_nothing(hands: Hands) -> None:
    from workbench.store import users

    case = hands.read()
    with hands.as_("admin") as work:
        users.change(work, "physician", PEOPLE["physician"], active=False, based_on=1)
    with pytest.raises(NotAllowed):
        sign(hands, "physician", "approve", case)


@pytest.mark.parametrize("user", ["physician", "junior"])
def test_an_appeal_goes_to_somebody_who_was_not_involved(
    hands: Hands, user: str
) -> None:
    case = hands.read()
    sign(hands, "physician", "deny_medical_necessity", case)
    with hands.store.reading() as work:
        case = cases.get(work, case.id)

    with pytest.raises(NotAllowed, match="decided this case before"):
        sign(hands, user, "uphold", case)
    signed = sign(hands, "other-physician", "overturn", case)
    assert signed.number == 2


def test_no_status_but_a_signature_makes_a_case_decided(hands: Hands) -> None:
    case = hands.read()
    with pytest.raises(NotAllowed, match="signed"), hands.as_("physician") as work:
        cases.move(work, case.id, "decided", based_on=case.version)
    with hands.as_("physician") as work:
        assert cases.moved_by_program(work, case.id, "decided").status == "new"


# --- the tables, whoever writes to them --------------------------------------------


def row(case: CaseRow, **more: Any) -> dict[str, Any]:
    return {
        "case_id": case.id,
        "number": 1,
        "review": 1,
        "value": "deny_medical_necessity",
        "provider_agreed": False,
        "signer": "physician",
        "signer_role": "physician",
        "signer_name": "Testa Physician",
        "credential": "MD",
        "licence": "TX 1",
        "specialty": "orthopaedic surgery",
        "at": case.created_at,
        "rationale": "because",
        "body": "{}",
    } | more


FORGED: dict[str, dict[str, Any]] = {
    "a nurse's role": {"signer": "nurse", "signer_role": "nurse"},
    "an office's role": {"signer": "intake", "signer_role": "administrative"},
    "a role the signer has not": {"signer": "nurse"},
    "an auditor": {"signer": "auditor"},
    "an unknown role": {"signer_role": "machine"},
    "no role": {"signer_role": None},
    "nobody": {"signer": None},
    "an unknown user": {"signer": "ghost"},
    "no name": {"signer_name": " "},
    "no credential": {"credential": ""},
    "no licence": {"licence": None},
    "a blank licence": {"licence": " "},
    "no specialty": {"specialty": None},
    "no reason": {"rationale": " "},
    "an unknown value": {"value": "denied"},
    "a nurse's administrative denial": {
        "value": "deny_administrative",
        "signer": "nurse",
        "signer_role": "nurse",
    },
}


def test_the_row_that_the_forgeries_vary_would_be_kept(hands: Hands) -> None:
    case = hands.read()
    with hands.as_("admin") as work:
        work.connection.execute(insert(t.decisions).values(row(case)))


@pytest.mark.parametrize("how", sorted(FORGED))
def test_the_database_refuses_a_forged_signature(hands: Hands, how: str) -> None:
    case = hands.read()
    with pytest.raises(Refused), hands.as_("admin") as work:
        work.connection.execute(insert(t.decisions).values(row(case, **FORGED[how])))


@pytest.mark.parametrize("value", sorted(ADVERSE))
def test_the_database_refuses_each_adverse_value_and_line_without_a_physician(
    hands: Hands, value: str
) -> None:
    case = hands.read()
    nurse = {"signer": "nurse", "signer_role": "nurse"}
    with pytest.raises(Refused), hands.as_("admin") as work:
        work.connection.execute(
            insert(t.decisions).values(row(case, value=value, **nurse))
        )
    line = {"case_id": case.id, "number": 1, "line": "L1", "value": value}
    for role in ("nurse", "physician"):
        with pytest.raises(Refused), hands.as_("admin") as work:
            approved = row(case, value="approve", **nurse)
            work.connection.execute(insert(t.decisions).values(approved))
            own = line | {"signer_role": role, "provider_agreed": False}
            work.connection.execute(insert(t.decision_lines).values(own))


def test_the_database_refuses_a_decided_case_without_a_decision(hands: Hands) -> None:
    case = hands.read()
    for values in ({"status": "decided"}, {"status": "decided", "decision": 1}):
        with pytest.raises(Refused), hands.as_("admin") as work:
            work.connection.execute(
                update(t.cases).where(t.cases.c.id == case.id).values(values)
            )


def test_a_signed_decision_cannot_be_rewritten(hands: Hands) -> None:
    case = hands.read()
    sign(hands, "nurse", "approve", case)
    with pytest.raises(Refused, match="append-only"), hands.as_("admin") as work:
        work.connection.execute(update(t.decisions).values(value="uphold"))
