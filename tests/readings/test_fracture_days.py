"""The day of a fracture: behind its name, or of the mishap told just before it."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


def _fractures(text: str) -> list[tuple[str | None, int | None]]:
    found = case_of(f"{NOTE}HPI: {text}\n").diagnoses
    return [
        (one.start, one.days or (one.days_range and one.days_range.low))
        for one in found
        if one.kind.endswith("fracture") and one.assertion == "present"
    ]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Fell off a ladder on 03/02/2026. X-ray showed an L1 fracture.", "2026-03-02"),
        (
            "She slipped on April 9, 2026. Back pain began that day. ER films showed a"
            " T12 compression fracture.",
            "2026-04-09",
        ),
        ("Acute L2 fracture 4/17. Day 4 in the hospital.", "2026-04-17"),
        ("L1 compression fracture in April 2026.", "2026-04"),
        ("T11 fracture (sustained 04/02/2026), in a brace.", "2026-04-02"),
    ],
)  # fmt: skip
def test_a_fracture_has_its_day(text: str, start: str) -> None:
    assert start in {day for day, _ in _fractures(text)}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("T12 osteoporotic compression fracture, painful, five months.", 150),
        ("L1 compression fracture, acute, 3 weeks.", 21),
        ("Symptomatic L3 compression fracture, subacute, 8 weeks.", 56),
    ],
)
def test_a_fracture_has_its_age(text: str, days: int) -> None:
    assert days in {age for _, age in _fractures(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Fell on 03/02/2026. X-ray shows an old L1 compression fracture.",
        "Fell on 03/02/2026. Chronic T12 fracture, unchanged.",
        "CT 1/18: L2 compression fracture.",
        "MRI of 04/20/2026 shows a T12 fracture.",
        "L1 compression fracture, brace for 3 weeks.",
    ],
)
def test_other_days_are_none_of_it(text: str) -> None:
    assert not [one for one in _fractures(text) if one != (None, None)]


def test_a_consultation_of_interventional_radiology_is_a_visit() -> None:
    text = (
        "INTERVENTIONAL RADIOLOGY CONSULTATION   04/21/2026   T. Test, MD\n"
        "Exam: tender at L2.\nImpression: L2 fracture.\n"
    )
    assert case_of(text).documents[0].kind == "clinic-note"
