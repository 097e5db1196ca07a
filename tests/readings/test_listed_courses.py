"""Courses and measures as lists give them: one course, one shift, one score each."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.schema.case import Treatment

_MEDICINES = "MEDICATION LIST\n\nMedication: {list}\n\f{note}{said}\n"
_TAKEN = "etodolac 400 mg (2026-02-02 to 2026-03-11, stopped)"


def _present(text: str) -> list[Treatment]:
    return [one for one in case_of(text).treatments if one.assertion == "present"]


@pytest.mark.parametrize(
    ("said", "courses"),
    [
        ("Etodolac for the neck ended in March.", 1),
        ("Etodolac for the neck ended in April.", 2),
        ("Etodolac for the neck for 3 weeks in 2024.", 2),
    ],
)
def test_an_end_alone_is_of_the_course_that_ends_then(said: str, courses: int) -> None:
    note = NOTE + "HPI: Neck pain. "
    found = _present(_MEDICINES.format(list=_TAKEN, note=note, said=said))
    assert len([one for one in found if one.name == "etodolac"]) == courses


@pytest.mark.parametrize(
    ("line", "site"),
    [
        ("Physical therapy neck, 01/05/2026 to 02/16/2026", "neck"),
        ("PT low back, 11 visits, 01/05/2026 to 02/16/2026", "low-back"),
        ("PT neck, 01/05/2026 to 02/16/2026\nDiagnosis: low back pain", "low-back"),
    ],
)
def test_a_record_treats_the_one_region_that_it_names(
    line: str, site: str | None
) -> None:
    found = case_of(f"PHYSICAL THERAPY RECORD\n\n{line}\n").treatments
    assert found[0].site == site


@pytest.mark.parametrize(
    ("said", "shifts"),
    [
        ("In extension the translation changes by 2 mm at L3-4.", [2]),
        ("Translation at L3-4 goes from 3 to 5 mm.", [None]),
        ("Translation of 5 mm at L3-4.", [5]),
    ],
)
def test_a_shift_is_told_once_and_by_its_own_measure(
    said: str, shifts: list[int | None]
) -> None:
    film = (
        "XR LUMBAR SPINE FLEXION AND EXTENSION\nExam date: 02/10/2026\n\nIMPRESSION:\n"
    )
    found = [
        finding.value
        for study in case_of(film + said + "\n").imaging_studies
        for finding in study.findings
        if finding.kind == "translation"
    ]
    assert found == shifts


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Back pain NRS 0-10: 6", 6),
        ("Pain score (0-10): 4", 4),
        ("Pain severity - Reported: 5", 5),
        ("Pain scale 0-10", None),
    ],
)
def test_the_ends_of_a_scale_are_no_value(said: str, value: int | None) -> None:
    found = case_of(NOTE + said + "\n").functional_limits
    assert [one.value for one in found] == ([] if value is None else [value])
