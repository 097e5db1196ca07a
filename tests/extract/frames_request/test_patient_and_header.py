"""Age, sex, request date and urgency; and the dates that are none of the request's."""

from __future__ import annotations

import pytest

from tests.extract.frames_request.told import document, packet
from workbench.extract.rules.frames.identity.patient import read_patient
from workbench.extract.rules.frames.request.header import read_header

PATIENTS = [
    ("Patient: Nobody   DOB: 01/02/1967   Sex: F   Age: 59", 59, "female"),
    ("Patient sex: [ ] M [x] F   Age: 59", 59, "female"),
    ("59 y/o M with neck pain.", 59, "male"),
    ("This is a pleasant 62yo female.", 62, "female"),
    ("Mr. Nobody is a 59-year-old right-handed man.", 59, "male"),
    ("The patient, a 45 year old gentleman, returns.", 45, "male"),
    ("Patient: Nobody, John, 59M", 59, "male"),
    ("His mother, an 80-year-old woman, lives alone.", None, None),
    ("Sex: male / female (circle)", None, None),
    ("Pt: Example, Ann  F     DOB: 5/2/71", None, "female"),
    ("Patient: Bob Example\nEXAMPLE, BOB   M 54   Coll 01/14/2026", None, "male"),
    ("Bob Example   DOB 3/3/1961 M", None, "male"),
    ("03/04/2026   Ann Example  47 F\nPatient: Ann Example", 47, "female"),
    ("Patient | Example, Bob | M | 02/03/1959", None, "male"),
    ("EXAMPLE, ANN M    DOB 5/2/71", None, None),
    ("Patient: Example, M   DOB 5/2/71", None, None),
    ("Name: Ann M. Example", None, None),
    ("Patient: Ann Example   Sex  M  F", None, None),
    ("Pt Ann Example  Temp 98 F", None, None),
    ("treadmill   5m   8m   10m", None, None),
    ("He walks 50 m with a cane.", None, None),
    ("Date of request: 05/04/2026\nDOB: 01/02/1953\n40 yr history", 73, None),
    ("Patient: Ann Example\nMs. Example has pain in the arm.", None, "female"),
    ("He has neck pain. It woke him. His arm tingles when he reads.", None, "male"),
    ("He saw his wife, and she says that he limps. She is with him.", None, None),
]


@pytest.mark.parametrize(("text", "age", "sex"), PATIENTS)
def test_patient(text, age, sex):
    found = read_patient(packet(document("OFFICE NOTE\n" + text, "clinic-note")))

    assert (found.age, found.sex) == (age, sex)


def test_age_is_reckoned_only_from_two_exact_dates():
    form = "REQUEST\nDate of request: 05/04/2026\nDOB: {}\n"
    exact = packet(document(form.format("05/05/1966"), "request-form"))
    vague = packet(document(form.format("1966"), "request-form"))

    assert read_patient(exact).age == 59
    assert read_patient(vague).age is None


HEADERS = [
    (
        "Date of request: 05/04/2026\nDOB: 01/02/1967\nDate of service: 06/01/2026",
        "2026-05-04",
        None,
    ),
    (
        "Surgery date: 6/1/2026\nPhysician signature: ______ Date: 5/3/2026",
        "2026-05-03",
        None,
    ),
    (
        "Submitted 2026-05-04\nReview type: (X) Urgent ( ) Standard",
        "2026-05-04",
        "urgent",
    ),
    (
        "Request Date 05-04-2026\nUrgency: [x] Standard [ ] Expedited",
        "2026-05-04",
        "standard",
    ),
    ("Form completed 5/4/26\nExpedited: Yes", "2026-05-04", "urgent"),
    ("FAX 05/01/2026 10:22 Page 1/3\nUrgent: No", "2026-05-01", "standard"),
    (
        "FAX 05/06/2026 10:22 Page 1/3\nDate of request: 05/04/2026",
        "2026-05-04",
        None,
    ),
    ("DOB: 01/02/1967\nDate of surgery: 06/01/2026\nMRI date: 02/02/2026", None, None),
    ("Is this request urgent?  [ ] Yes  [x] No", None, "standard"),
]


@pytest.mark.parametrize(("text", "date", "urgency"), HEADERS)
def test_header(text, date, urgency):
    form = document("PRIOR AUTHORIZATION REQUEST\n" + text, "request-form")
    found = read_header(packet(form))

    assert (found.date, found.urgency) == (date, urgency)


def test_letter_that_asks_gives_its_own_date():
    text = "May 4, 2026\n\nDear Doctor:\nI request authorization for ACDF C5-6."

    assert read_header(packet(document(text, "letter"))).date == "2026-05-04"


def test_clinic_note_is_no_request():
    note = document("OFFICE NOTE\nDate: 05/04/2026", "clinic-note", date="2026-05-04")

    assert read_header(packet(note)).date is None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Request date 02/27/2026.  Authorization requested: ACDF C5-6.", "2026-02-27"),
        ("Date of authorization request: 3/1/2026", "2026-03-01"),
        ("Auth req date 5/6/26", "2026-05-06"),
        ("Date req'd: 4/2/2026", "2026-04-02"),
        ("MRI requested 05/01/2026", None),
        ("Date of visit: 05/01/2026", None),
        ("Physical therapy completed 02/01/2026", None),
        ("Date requisition printed 04/02/2026", None),
    ],
)
def test_a_note_may_carry_the_date_of_its_own_request(line, date):
    note = document(f"SPINE CLINIC NOTE\n\n{line}\n\nPlan: ACDF C5-6.", "clinic-note")

    assert read_header(packet(note)).date == date


def test_a_form_outweighs_a_note_that_carries_a_request_date():
    form = document("AUTHORIZATION REQUEST\nRequest date: 05/04/2026", "request-form")
    note = document("NOTE\nRequest date 04/01/2026", "clinic-note")

    assert read_header(packet(note, form)).date == "2026-05-04"
