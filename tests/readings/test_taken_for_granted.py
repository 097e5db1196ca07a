"""What a sentence takes for granted, warns of or has filled in is not its claim."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


def _told(text: str, kind: str) -> set[str]:
    """How a record that says so asserts a kind of finding, in any list."""
    case = case_of(f"{NOTE}{text}\n")
    lists = (case.diagnoses, case.symptoms, case.exam_findings, case.risk_factors)
    return {one.assertion for facts in lists for one in facts if one.kind == kind}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Other causes of this myelopathy were excluded.", "cervical-myelopathy"),
        (
            "Neuropathy may account for the numb feet but not for the long-tract signs.",  # noqa: E501
            "myelopathic-signs",
        ),
        ("CTS explains the tingling, not the weakness of the triceps.", "weakness"),
        (
            "Arthritis can explain neck pain, though not the hyperreflexia.",
            "hyperreflexia",
        ),
        ("Two falls in April, none with injury.", "gait-imbalance"),
    ],
)
def test_what_is_taken_for_granted_is_not_denied(text: str, kind: str) -> None:
    assert "absent" not in _told(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CTS may explain the tingling but there is not any weakness.", "weakness"),
        ("Neck pain but not weakness.", "weakness"),
        ("Falls: none.", "gait-imbalance"),
    ],
)
def test_a_denial_of_its_own_stands(text: str, kind: str) -> None:
    assert _told(text, kind) == {"absent"}


@pytest.mark.parametrize(
    "text",
    [
        "R/B/A incl. foot drop, nonunion. She wants to proceed.",
        "RBA d/w pt: nonunion, foot drop.",
        "R/B/A reviewed, incl dysphagia, pseudarthrosis and infection.",
        "Risks and benefits reviewed, such as nonunion.",
    ],
)
def test_a_short_name_of_the_talk_opens_its_list(text: str) -> None:
    assert not _told(text, "pseudarthrosis") and not _told(text, "systemic-infection")


def test_what_follows_the_talk_is_told() -> None:
    assert _told("R/B/A incl. infection. Nonunion at C5-6.", "pseudarthrosis") == {
        "present"
    }
    assert _told("R/B discussed for repair of the nonunion at L4-5.", "pseudarthrosis")


def test_what_a_form_filled_in_is_no_diagnosis() -> None:
    text = "Diagnosis auto-filled as CRPS. Please disregard."
    assert not _told(text, "complex-regional-pain")
    assert _told(
        "The fax number was entered in error. She has CRPS.", "complex-regional-pain"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "She will send the enrolment form with the subject no. once she is in.",
            "planned",
        ),
        ("The enrollment visit for the study is booked for 5/2.", "planned"),
        ("Enrollment in the trial is pending IRB paperwork.", "planned"),
        ("He was enrolled in the study on 3/2/26, subject no. 14.", "present"),
        (
            "She is enrolled in the study; once signed the HIPAA form follows.",
            "present",
        ),
        ("Enrolled 3/2/26, NCT00000000; the consent form is to follow.", "present"),
    ],
)
def test_an_enrolment_to_come_is_planned(text: str, said: str) -> None:
    found = case_of(f"{NOTE}{text}\n").statements
    assert {one.assertion for one in found if one.kind == "study-enrolment"} == {said}


@pytest.mark.parametrize(
    "text",
    [
        "I considered carpal tunnel syndrome and shoulder pathology; there is nothing in"  # noqa: E501
        " the examination to support them.",
        "Carpal tunnel and rotator cuff disease were entertained; nothing on exam supports"  # noqa: E501
        " either.",
        "I thought of shoulder disease and CTS, but found no sign of either.",
    ],
)  # fmt: skip
def test_nothing_supports_the_other_causes(text: str) -> None:
    found = case_of(f"{NOTE}{text}\n").statements
    assert any(one.kind == "other-causes-excluded" for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "I considered fusion, but found nothing on exam to support it.",
        "Carpal tunnel was considered and there are signs of it on exam.",
    ],
)
def test_signs_of_it_or_no_cause_exclude_nothing(text: str) -> None:
    found = case_of(f"{NOTE}{text}\n").statements
    assert not any(one.kind == "other-causes-excluded" for one in found)
