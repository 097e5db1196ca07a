"""What a writer prescribes today is a plan; what was prescribed before was taken."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Case, all_facts


def _read(text: str) -> Case:
    packet = read_packet([Source("note.txt", text.encode())])
    return RulesReader().read(packet).case


def _said(text: str, kind: str) -> set[str]:
    return {one.assertion for one in all_facts(_read(text)) if one.kind == kind}


@pytest.mark.parametrize(
    "text",
    [
        "I have prescribed the patient meloxicam 15 mg once a day to treat the pain.",
        "We will write for naproxen 500 mg.",
        "I'm starting her on ibuprofen 800 mg three times a day.",
        "I have also sent in a script of meloxicam.",
    ],
)
def test_own_prescribing_is_of_today(text: str) -> None:
    assert _said(text, "nsaid") == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "I started her on naproxen in March 2026.",
        "I gave him meloxicam at the last visit.",
        "We prescribed ibuprofen, which did not help.",
        "He was prescribed naproxen by the emergency room.",
    ],
)
def test_what_has_a_day_or_a_result_was_taken(text: str) -> None:
    assert _said(text, "nsaid") == {"present"}


def test_a_denied_region_gives_no_treatment_its_place() -> None:
    case = _read("No neck pain. She takes gabapentin for it.")
    assert [one.site for one in case.treatments] == [None]


def test_age_is_no_history() -> None:
    said = _said("52-year-old right-handed woman with longstanding arm pain.", "pain")
    assert said == {"present"}


def test_return_precautions_are_no_symptoms() -> None:
    text = (
        "The patient was instructed to seek immediate medical attention for fever, "
        "weakness, or changes in bowel or bladder function."
    )
    assert "present" not in _said(text, "bladder-dysfunction") | _said(text, "weakness")


def test_a_fall_by_accident_is_no_imbalance() -> None:
    assert not _said("He was running after his dog and fell.", "gait-imbalance")
    assert _said("She fell three times because of her balance.", "gait-imbalance")


def test_discs_of_a_joint_are_no_spine() -> None:
    text = "ASSESSMENT\n1. Degenerative disc disease of both knees, symptomatic."
    assert not _said(text, "cervical-disc-disorder")
    assert _said("ASSESSMENT\n1. Degenerative disc disease.", "cervical-disc-disorder")


def test_what_a_later_visit_waits_for_is_to_come() -> None:
    text = "He will follow up after he has completed his course of physical therapy."
    assert _said(text, "physical-therapy") == {"planned"}
    told = "After he had completed physical therapy he still had arm pain."
    assert _said(told, "physical-therapy") == {"present"}
    second = "After she has gotten her second epidural injection, she will return."
    assert "present" not in _said(second, "epidural-injection")


def test_films_that_showed_nothing_were_taken() -> None:
    text = "PLAN\nI explained that her x-rays did not reveal any signs of a fracture."
    assert _said(text, "xray") == {"present"}
    assert _said("PLAN\nX-rays will be taken to rule out a fracture.", "xray") == {
        "planned"
    }


def test_a_disease_that_spreads_is_no_pain() -> None:
    assert not _said("Her lung cancer has spread to the lumbar spine.", "pain")
    assert _said("It has spread to the lower back.", "pain") == {"present"}
