"""Studies: which one a sentence speaks of, of what day, done or not, read by whom."""

from __future__ import annotations

import pytest

from tests.extract.frames_imaging.told import brief, heads, studies

REPORT = """RIVERBEND RADIOLOGY
Patient: SAMPLE, ALEX    DOB: 01/02/1970
EXAM: MRI CERVICAL SPINE W/O CONTRAST
DATE OF SERVICE: 03/02/2031
CLINICAL HISTORY: Neck pain. Severe stenosis suspected.
COMPARISON: MRI dated 06/01/2029 with mild stenosis at C4-5.
TECHNIQUE: Sagittal T1, T2 and axial GRE.

FINDINGS:
C4-5: Severe left foraminal stenosis, previously mild.

IMPRESSION:
1. Severe left foraminal stenosis at C4-5.

Electronically signed by: Pat Example, MD 03/03/2031
"""

NOTES = [
    (
        "IMAGING: MRI C-spine 3/2/31 shows severe left foraminal stenosis at C4-5.",
        ["mri cervical 2031-03-02"],
    ),
    ("X-rays of the cervical spine were reviewed.", ["xray cervical -"]),
    (
        "IMAGING: Cervical x-rays taken today show stable hardware.",
        ["xray cervical 2031-04-10"],
    ),
    (
        "IMAGING: No flexion-extension films are available.",
        ["flexion-extension - - !absent"],
    ),
    (
        "Flexion-extension films were not obtained.",
        ["flexion-extension - - !absent"],
    ),
    ("PLAN: We will order a CT of the cervical spine.", ["ct cervical - !planned"]),
    ("I am going to set him up for a cervical MRI.", ["mri cervical - !planned"]),
    ("An MRI of the neck is pending.", ["mri cervical - !planned"]),
    (
        "X-ray of the cervical spine, ordered and obtained in the office today, is "
        "unremarkable.",
        ["xray cervical 2031-04-10"],
    ),
    ("She has not had a CT.", ["ct - - !absent"]),
    ("The cervical MRI was negative.", ["mri cervical -"]),
    ("MRI of the right shoulder showed a rotator cuff tear.", []),
    ("MRI of the brain from 3/2/31 was normal.", []),
    (
        "IMAGING: MRI cervical spine 3/2/31: severe stenosis at C5-6. "
        "CT myelogram 3/9/31: moderate stenosis at C5-6.",
        ["mri cervical 2031-03-02", "ct-myelogram - 2031-03-09"],
    ),
    (
        "IMAGING: Prior MRI from 2029 showed mild stenosis at C5-6. MRI of 3/2/31 "
        "shows severe stenosis at C5-6.",
        ["mri - 2029", "mri - 2031-03-02"],
    ),
    ("Mr. Example was seen for neck pain.", []),
    ("FAMILY HISTORY: Mother had an MRI with severe stenosis.", []),
]


def test_a_report_is_one_study_of_its_own_day() -> None:
    found = studies(REPORT)

    assert heads(found) == ["mri cervical 2031-03-02"]
    assert [(brief(f), f.section, f.reader) for f in found[0].findings] == [
        ("stenosis C4-5 left foraminal severe", "findings", "radiologist"),
        ("stenosis C4-5 left foraminal severe", "impression", "radiologist"),
    ]


def test_a_dated_finding_quotes_the_day() -> None:
    finding = studies(REPORT)[0].findings[0]

    assert any("03/02/2031" in one.quote for one in finding.evidence)


def test_two_studies_in_one_document() -> None:
    text = (
        "EXAM: MRI CERVICAL SPINE\nDATE: 02/01/2031\n"
        "FINDINGS: C5-6: moderate canal stenosis.\n\n"
        "EXAM: CT CERVICAL SPINE\nDATE: 02/15/2031\n"
        "FINDINGS: No bridging bone at C6-7.\n"
    )

    found = studies(text)

    assert heads(found) == ["mri cervical 2031-02-01", "ct cervical 2031-02-15"]
    assert [f.kind for f in found[1].findings] == ["solid-fusion"]


def test_films_with_dynamic_views_are_the_dynamic_study() -> None:
    text = (
        "XR CERVICAL SPINE WITH FLEXION AND EXTENSION\nExam date: 05/04/2031\n\n"
        "FINDINGS: 2 mm of translation at C4-5. No abnormal motion."
    )

    assert heads(studies(text)) == ["flexion-extension cervical 2031-05-04"]


def test_a_report_that_lacks_dynamic_views_says_so() -> None:
    text = (
        "XR CERVICAL SPINE 05/04/2031\n\nFINDINGS: Hardware is intact. "
        "No flexion-extension views were obtained."
    )

    assert heads(studies(text)) == [
        "xray cervical 2031-05-04",
        "flexion-extension - - !absent",
    ]


@pytest.mark.parametrize(("text", "found"), NOTES)
def test_studies_of_a_note(text: str, found: list[str]) -> None:
    assert heads(studies(text, "clinic-note", "2031-04-10")) == found


def test_findings_of_a_note_are_the_clinicians() -> None:
    text = (
        "IMAGING:\nI personally reviewed the MRI of the cervical spine of 3/2/31. "
        "There is severe left foraminal narrowing at C5-6 with compression of the "
        "exiting root."
    )

    found = studies(text, "clinic-note", "2031-04-10")

    assert {f.reader for f in found[0].findings} == {"clinician"}
    assert {f.section for f in found[0].findings} == {None}
    assert {f.date for f in found[0].findings} == {"2031-03-02"}


def test_a_pasted_report_is_the_radiologists_and_the_assessment_is_not() -> None:
    text = (
        "SUBJECTIVE: Neck pain.\n\nMRI CERVICAL SPINE 03/02/2031\n"
        "FINDINGS:\nC4-5: Severe left foraminal stenosis.\n"
        "IMPRESSION:\n1. Severe left C4-5 foraminal stenosis.\n\n"
        "ASSESSMENT:\nModerate stenosis of the cervical spine at C6-7.\n"
    )

    found = studies(text, "clinic-note", "2031-04-10")

    assert [(brief(f), f.section, f.reader) for f in found[0].findings] == [
        ("stenosis C4-5 left foraminal severe", "findings", "radiologist"),
        ("stenosis C4-5 left foraminal severe", "impression", "radiologist"),
    ]


def test_an_assessment_is_no_reading_of_a_study() -> None:
    text = "ASSESSMENT:\nSevere cervical stenosis at C5-6 with myelopathy."

    assert studies(text, "clinic-note") == []


@pytest.mark.parametrize("kind", ["letter", "policy-excerpt", "reviewer-worksheet"])
def test_what_argues_is_no_reading(kind: str) -> None:
    text = "The MRI of 3/2/31 shows severe stenosis at C5-6."

    assert studies(text, kind) == []  # type: ignore[arg-type]


def test_the_notes_own_day_is_not_the_studys() -> None:
    found = studies("MRI shows severe stenosis at C5-6.", "clinic-note", "2031-04-10")

    assert [(s.date, s.findings[0].date) for s in found] == [(None, None)]


def test_what_an_ordered_study_looks_for_is_no_finding() -> None:
    found = studies(
        "PLAN: Order MRI cervical spine to evaluate for severe stenosis at C5-6.",
        "clinic-note",
    )

    assert [(s.assertion, s.findings) for s in found] == [("planned", ())]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("X-rays revealed a right wrist fracture.", []),
        ("X-rays revealed a fracture.", []),
        ("CT showed a lytic lesion of the distal femur.", []),
        ("CT of the cervical spine showed a fracture.", ["fracture"]),
        ("MRI showed an epidural mass.", ["tumour"]),
        ("X-rays revealed a C6 fracture.", ["fracture"]),
    ],
)
def test_other_bones_are_not_the_spine(text: str, kinds: list[str]) -> None:
    found = studies(text, "clinic-note")

    assert [f.kind for study in found for f in study.findings] == kinds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("PLAN:\nRTC after MRI, consider ESI.", "planned"),
        ("PLAN:\nMRI of the neck this week, then the surgeon.", "planned"),
        (
            "ASSESSMENT: New weakness.\nMRI L-spine w/o. Depends on the result.",
            "planned",
        ),
        ("PLAN:\nMRI reviewed, continue therapy.", "present"),
        ("PLAN:\nMRI of 3/2/31 as above; surgery discussed.", "present"),
        ("ASSESSMENT: L5 radiculopathy, MRI with L4-5 herniation.", "present"),
        ("ASSESSMENT: MRI L4-5 HNP, failed therapy.", "present"),
    ],
)
def test_a_scan_that_a_plan_only_names_is_to_come(text: str, said: str) -> None:
    found = [one.assertion for one in studies(text, "clinic-note", "2031-04-10")]
    assert found == [said]


def test_a_screening_for_metal_names_no_study() -> None:
    assert not studies("Screening: tubal clips 2006 (MR safe).", "request-form")
