"""Findings that stand without a study's name, and studies that were not made."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import facts

_DAY = "2026-06-15"


def told(text: str, style: str = "clinic", section: str = "") -> set[str]:
    """Kind, assertion, place, side and grade of the imaging facts of a text."""
    made = set()
    for one in facts(text, style, _DAY, section):
        grade = getattr(one, "severity", None)
        words = (one.kind, one.assertion, one.level, one.side, grade and grade.label)
        made.add(" ".join(word for word in words if word))
    return made


def test_findings_under_a_title_line() -> None:
    text = "MRI lumbar spine 3/2/2026\nL4-5: severe central stenosis."
    assert "stenosis present L4-5 severe" in told(text)


def test_findings_do_not_follow_a_title_in_a_plan() -> None:
    text = "PLAN:\nMRI lumbar spine\nPT for L4-5 stenosis."
    assert not any(one.startswith("stenosis") for one in told(text))


def test_a_table_of_levels_without_a_name() -> None:
    text = (
        "Level   Disc            Canal     L foramen   R foramen\n"
        "L3-4    bulge           mild      none        mild\n"
        "L4-5    protrusion      moderate  moderate    severe\n"
    )
    assert {"stenosis present L4-5 right severe", "disc-bulge present L3-4"} <= told(
        text
    )


def test_a_row_of_a_structure_is_read_under_its_own_name() -> None:
    text = (
        "Level | Disc | Canal\nC4-5 | bulge | mild\nC5-6 | bulge | severe\n"
        "Cord | T2 hyperintensity opposite C5-6"
    )
    assert "cord-signal-change present C5-6" in told(text)


def test_slips_that_differ_between_positions_move() -> None:
    text = (
        "Level | Neutral | Flexion | Extension\n"
        "L4-5 | 4 mm | 9 mm | 3 mm\nL5-S1 | 2 mm | 2 mm | 2 mm"
    )
    found = told(text, "radiology", "XR LUMBAR FLEX/EXT")
    assert "translation present L4-5" in found
    assert "translation present L5-S1" not in found


def test_findings_under_a_reason_of_one_line() -> None:
    text = (
        "CT CERVICAL SPINE\nHx: ACDF 2024, neck pain.\nNo fusion across C6-7. Nonunion."
    )
    assert any(
        one.startswith("pseudarthrosis present") for one in told(text, "radiology")
    )


def test_a_reason_holds_no_findings_where_a_heading_opens_them() -> None:
    text = (
        "CT CERVICAL SPINE\nHx: neck pain.\nOutside film said severe stenosis C5-6.\n\n"
        "FINDINGS: C5-6 mild stenosis."
    )
    assert "stenosis present C5-6 severe" not in told(text, "radiology")


@pytest.mark.parametrize(
    "text",
    ["MRI 2/20 shows mod C5-6, mild C6-7.", "MRI C-spine: C5-6 mod, C6-7 mild."],
)
def test_grades_of_levels_alone_are_of_stenosis(text: str) -> None:
    assert {"stenosis present C5-6 moderate", "stenosis present C6-7 mild"} <= told(
        text
    )


@pytest.mark.parametrize(
    "text", ["MRI L4-5 severe pain.", "MRI shows mild C5-6 changes in tone."]
)
def test_grades_of_other_things_are_not(text: str) -> None:
    assert not any(one.startswith("stenosis present") for one in told(text))


def test_a_reading_without_findings_makes_no_study() -> None:
    assert not any(one.startswith("other") for one in told("Images reviewed. Plan PT."))


def test_a_scheduled_study_of_a_list_was_not_made() -> None:
    text = "ORDER\tSTATUS\nMR CSPINE WO\tFinal\nXR CSPINE FLEX/EXT\tScheduled\n"
    found = told(text, "table")
    assert "flexion-extension planned" in found
    assert "flexion-extension present" not in found


def test_an_addendum_takes_the_wrong_side_back() -> None:
    text = "The report should read LEFT, not right: left C6-7 protrusion."
    assert "disc-herniation present C6-7 left" in told(text, "radiology")


def test_an_artefact_is_no_change_of_signal() -> None:
    text = "Cord signal abnormality at C5-6 is artefactual."
    assert "cord-signal-change absent C5-6" in told(text, "radiology")


def test_an_entry_of_another_patient_is_no_fact() -> None:
    text = "The entry osteoporosis belongs to another patient."
    assert "osteoporosis present" not in told(text)
