"""Short forms: small letters, a code in a column of its own, a slip, an e-mail."""

from __future__ import annotations

import pytest

from tests.extract.frames_request.told import requested
from tests.readings.chain import case_of

FORMS = {
    "scan order in small letters": (
        "IMAGING ORDER FORM\ndate of request: 03/02/2026\nname: I. Nobody  born: 1980\n"
        "study: MRI cervical spine without contrast, 72141\nordered by: Dr. Nil\n",
        ["spine-mri cervical 72141"],
    ),
    "slip in columns": (
        "REQUEST SLIP              Gull Family Clinic\n"
        "date of request   03/02/2026\npatient           Ivo Nobody, DOB 01/02/1980\n"
        "exam              MRI cervical spine without contrast (72141)\n"
        "reason            neck pain\n",
        ["spine-mri cervical 72141"],
    ),
    "worksheet with a column for the code": (
        "NURSE INTAKE WORKSHEET               Gull Health\n"
        "date of request        03/02/2026\nmember                 Ivo Nobody\n"
        "requested              LEFT L4-5 MICRODISCECTOMY      63030\n"
        "surgeon                Dr. Nil\n",
        ["lumbar-decompression L4-5 left 63030"],
    ),
    "message that opens a request, and its field below": (
        "From: desk@gull.example\nTo: auth@plan.example\nDate: Mon, 2 Mar 2026\n"
        "Subject: new case\n\nGood morning,\n\n"
        "please start a new request for Ivo Nobody (dob 1/2/1980).\n"
        "Procedure: ACDF C5-6, code 22551. The MRI and the notes will follow.\n\n"
        "Thanks\nNell\n",
        ["acdf C5-6 22551"],
    ),
}
SILENT = {
    "a study of the past under the same label": (
        "IMAGING ORDER FORM\ndate of request: 03/02/2026\n"
        "exam: MRI cervical spine 02/02/2025 showed a disc herniation\n"
    ),
    "a message that asks for nothing": (
        "From: desk@gull.example\nTo: auth@plan.example\nSubject: notes\n\n"
        "here are the notes of Ivo Nobody.\n"
        "Procedure: ACDF C5-6, code 22551, was done in 2024.\n"
    ),
}


def _told(text: str) -> list[str]:
    return sorted(
        " ".join(filter(None, (one.kind, one.level or one.site, one.side, *one.codes)))
        for one in case_of(text).requested_procedures
    )


@pytest.mark.parametrize("name", FORMS)
def test_asks(name: str) -> None:
    text, expected = FORMS[name]
    assert _told(text) == expected


@pytest.mark.parametrize("name", SILENT)
def test_asks_for_nothing(name: str) -> None:
    assert _told(SILENT[name]) == []


def test_findings_under_exam_in_a_form_are_no_request() -> None:
    text = "PRIOR AUTHORIZATION REQUEST FORM\nCPT: 22551\nExam: triceps 4/5 left\n"
    assert requested(text) == ["acdf 22551"]
