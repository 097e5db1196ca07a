"""A clinic's name, a list of papers, a lead's place and a return are no complaints."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of

_LISTED = {"physical-therapy", "epidural-injection", "acetaminophen"}


def _pains(text: str) -> set[str | None]:
    found = case_of(f"{NOTE}{text}\n").symptoms
    return {one.site or one.kind for one in found if one.assertion == "present"}


def _given(text: str) -> set[str]:
    found = case_of(f"{NOTE}{text}\n").treatments
    return {one.kind for one in found if one.assertion == "present"}


@pytest.mark.parametrize(
    "text",
    [
        "Place: Quarry Hill Spine & Back Pain Institute, Invented OH",
        "Referred by Madeup Center for Neck and Arm Pain, fax 555-0100.",
        "INVENTED HEADACHE & PAIN CLINIC",
        "Dr. Test, Leg Pain Associates",
    ],
)
def test_a_complaint_in_the_name_of_a_house_is_none(text: str) -> None:
    assert not _pains(text)


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("HPI: Came to our pain clinic for low back pain.", "low-back"),
        ("CHIEF COMPLAINT: Neck Pain", "neck"),
        ("HPI: Leg pain for a year. Seen at Harbor Clinic.", "leg"),
        ("HPI: Main complaint is back and leg pain.", "back"),
    ],
)
def test_a_complaint_beside_a_house_stays(text: str, site: str) -> None:
    assert site in _pains(text)


@pytest.mark.parametrize(
    "text",
    [
        "HPI: The old arm pain is back, 6/10 when seen in May.",
        "HPI: Since the shot wore off the arm pain is now back.",
        "HPI: The arm pain was back within a month.",
    ],
)
def test_a_pain_that_is_back_is_not_of_the_back(text: str) -> None:
    assert "back" not in _pains(text)


@pytest.mark.parametrize(
    "text",
    [
        "Attachments: office note, imaging, PT, labs",
        "Encl: PT notes, MRI report",
        "Payer       Sample Advantage PPO      ID PCM-70-3381-5\n"
        "Procedure   22551 anterior cervical fusion C6/7",
        "Two leads, lumbar epidural, intact.",
        "X-ray: thoracic epidural leads in place.",
        "Member ID PCM-4410-2",
    ],
)
def test_a_paper_or_the_place_of_a_lead_is_no_treatment(text: str) -> None:
    assert not _given(text) & _LISTED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Attached: PT 3/2/26 to 4/20/26, 12 visits, no relief.", "physical-therapy"),
        ("Treatments: NSAIDs, PT, lumbar epidural 3/2/2026.", "epidural-injection"),
        ("Medication: PCM 500 mg tid since 2/2026.", "acetaminophen"),
        ("Lead removed; lumbar epidural injection 3/2/2026.", "epidural-injection"),
    ],
)  # fmt: skip
def test_a_treatment_that_is_told_stays(text: str, kind: str) -> None:
    assert kind in _given(text)
