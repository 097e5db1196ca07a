"""Titles of dynamic films, the change between them, and pictures never taken."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


@pytest.mark.parametrize(
    "title",
    [
        "Exam: L-spine standing lateral neutral / flexion / extension",
        "Study: LUMBAR SPINE, LATERAL NEUTRAL, FLEXION, EXTENSION",
        "XR LUMBAR SPINE neutral, flexion, extension",
    ],
)
def test_a_title_of_dynamic_films(title: str) -> None:
    text = f"RADIOLOGY REPORT\n{title}   Date: 04/28/2026\nL4-5 translation 0.5 mm.\n"
    assert "flexion-extension" in {one.kind for one in case_of(text).imaging_studies}


@pytest.mark.parametrize("words", ["a change of", "change of", "a difference of"])
def test_the_change_is_the_translation(words: str) -> None:
    text = (
        "RADIOLOGY REPORT\nXR LUMBAR SPINE FLEXION EXTENSION 04/30/2026\nFINDINGS:\n"
        "Anterolisthesis of L4 on L5 measures 4.1 mm in extension and 5.3 mm in"
        f" flexion, {words} 1.2 mm.\n"
    )
    found = [one for study in case_of(text).imaging_studies for one in study.findings]
    assert [one.value for one in found if one.kind == "translation"] == [1.2]


def test_both_walls_are_whole() -> None:
    text = (
        "EXAM: MR LUMBAR W/O CONTRAST   03/20/2026\nFINDINGS\n"
        "T12 compression fracture. L1 compression fracture.\n"
        "Posterior walls of T12 and L1 are intact.\n"
    )
    found = [one for study in case_of(text).imaging_studies for one in study.findings]
    walls = {one.site for one in found if one.kind == "retropulsion"}
    assert walls == {"T12", "L1"}


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Never had imaging of the back before.", True),
        ("No prior neck imaging.", True),
        ("Her back has never been imaged.", True),
        ("No prior imaging available for review.", False),
        ("No previous scans on file here.", False),
        ("No imaging ordered today.", False),
    ],
)
def test_pictures_never_taken(text: str, denied: bool) -> None:
    found = case_of(f"{NOTE}HPI: Pain. {text}\n").imaging_studies
    assert bool([one for one in found if one.assertion == "absent"]) is denied
