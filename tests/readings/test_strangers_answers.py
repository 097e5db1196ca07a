"""How care ended, what others now do, and what is not to blame, in many words."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


def _response(told: str) -> str | None:
    found = case_of(f"{NOTE}HPI: Neck pain. {told}\n").treatments
    return next(one.response for one in found)


@pytest.mark.parametrize(
    ("told", "response"),
    [
        ("PT from 1/5/26 to 2/20/26. She is no better.", "none"),
        ("PT from 1/5/26 to 2/20/26, nothing gained.", "none"),
        ("PT from 1/5/26 to 2/20/26 to no avail.", "none"),
        ("PT 1/5/26 to 2/20/26. The arm is where it was in November.", "none"),
        ("PT 1/5/26 to 2/20/26. He is exactly where he started.", "none"),
        ("PT 1/5/26 to 2/20/26. The pain has not budged.", "none"),
        ("PT 1/5/26 to 2/20/26. No durable benefit from any of it.", "temporary"),
        ("One epidural on 2/5/26 bought him a long weekend.", "temporary"),
        ("Interlaminar epidural in early April gave a fortnight.", "temporary"),
        ("Injection on 2/5/26 worked for ten days.", "temporary"),
        ("Cervical ESI 12/03/2025, no lasting effect.", "temporary"),
        ("PT 1/5/26 to 2/20/26 and it settled completely.", "lasting"),
    ],
)
def test_the_answer_to_care_is_read(told: str, response: str) -> None:
    assert _response(told) == response


@pytest.mark.parametrize(
    "told",
    [
        "We gave her two weeks of naproxen.",
        "PT 1/5/26 to 2/20/26. She is a baker.",
        "PT 1/5/26 to 2/20/26. He worked for ten days as a roofer.",
    ],
)
def test_other_lengths_are_no_answer(told: str) -> None:
    assert _response(told) is None


@pytest.mark.parametrize(
    "told",
    [
        "Twelve visits with the therapists at Oakley, 11/17/2025 to 01/23/2026.",
        "Ten sessions with the physios from 11/17/2025 to 01/23/2026.",
    ],
)
def test_visits_with_therapists_are_therapy(told: str) -> None:
    found = case_of(f"{NOTE}HPI: Neck pain. {told}\n").treatments
    assert [(one.kind, one.start) for one in found] == [
        ("physical-therapy", "2025-11-17")
    ]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Has never in his life used a tobacco or nicotine product.", "never"),
        ("Tobacco: none ever.", "never"),
        ("Non-smoker lifelong.", "never"),
        ("a pack lasts her two days.", "current"),
        ("goes through a pack every three days.", "current"),
        ("lights up on weekends only.", "current"),
    ],
)
def test_use_is_read_in_other_words(told: str, status: str) -> None:
    found = case_of(f"{NOTE}Social: {told}\n").risk_factors
    assert [one.status for one in found] == [status]


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        ("his wife ties his boots.", {"dressing"}),
        ("she relies on her husband to fasten her bra.", {"dressing"}),
        ("hair washing is done by her sister.", {"grooming"}),
        ("her daughter now does the cooking.", {"housework"}),
        ("Gardening is out of the question.", {"recreation"}),
        ("cannot get through a shift.", {"work"}),
        ("has had to hand over her students.", {"work"}),
    ],
)
def test_what_others_now_do_is_a_limit(told: str, kinds: set[str]) -> None:
    found = case_of(f"{NOTE}HPI: {told}\n").functional_limits
    assert {one.kind for one in found if one.assertion == "present"} == kinds


@pytest.mark.parametrize(
    "told",
    [
        "her son ties his own shoes.",
        "his wife does yoga.",
        "her sister does hair for a living.",
        "the report was handed over to the nurse.",
    ],
)
def test_what_others_do_for_themselves_is_none(told: str) -> None:
    assert not case_of(f"{NOTE}HPI: {told}\n").functional_limits


@pytest.mark.parametrize(
    "told",
    [
        "I do not believe the wrist or the rotator cuff is to blame.",
        "Carpal tunnel was looked for and is not the explanation.",
        "Nothing points to an entrapment neuropathy.",
        "Neither carpal tunnel nor the rotator cuff is at fault.",
    ],
)
def test_what_is_not_to_blame_is_excluded(told: str) -> None:
    found = case_of(f"{NOTE}HPI: {told}\n").statements
    assert [(one.kind, one.assertion) for one in found] == [
        ("other-causes-excluded", "present")
    ]


@pytest.mark.parametrize(
    "told",
    [
        "The rotator cuff may be to blame.",
        "Could the rotator cuff be to blame? Not yet examined.",
        "The rotator cuff is to blame for the pain.",
    ],
)
def test_what_may_be_to_blame_is_not(told: str) -> None:
    found = case_of(f"{NOTE}HPI: {told}\n").statements
    assert not [one for one in found if one.kind == "other-causes-excluded"]


def test_a_scan_that_a_note_only_names_was_not_made() -> None:
    told = "HPI: Back pain. No MRI has ever been done.\nMRI lumbar without contrast.\n"
    found = case_of(NOTE + told).imaging_studies
    assert {one.assertion for one in found} == {"absent", "planned"}


def test_a_named_scan_with_its_reading_was_made() -> None:
    told = "MRI lumbar spine without contrast\nFINDINGS: L4-5 severe stenosis.\n"
    found = case_of(NOTE + told).imaging_studies
    assert [one.assertion for one in found] == ["present"]


def test_a_state_since_then_is_of_todays_examination() -> None:
    told = "Exam: Left ankle dorsiflexion 4/5, new since July.\n"
    found = case_of(NOTE + told).exam_findings
    assert [one.date for one in found] == ["2026-05-20"]


@pytest.mark.parametrize(
    ("told", "site", "side"),
    [
        ("left great toe 4/5", "toe-extension", "left"),
        ("right heel raise 4/5", "plantar-flexion", "right"),
    ],
)
def test_colloquial_movements_are_muscles(told: str, site: str, side: str) -> None:
    found = case_of(f"{NOTE}Exam: Power: {told}.\n").exam_findings
    assert (found[0].site, found[0].side) == (site, side)


def test_the_side_inside_a_place_counts() -> None:
    told = "Exam: Light touch is blunted on the dorsum of the left foot.\n"
    found = case_of(NOTE + told).exam_findings
    assert (found[0].site, found[0].side) == ("dorsal-foot", "left")


def test_a_consultation_sent_as_a_letter_records_care() -> None:
    text = (
        "Portside Neurosurgery\n27 April 2026\nDear Colleague,\n"
        "Ms. Fennick came back today. Elbow extension on the left I grade 4 out of 5.\n"
        "Physical therapy for the neck from 10/06/2025 to 12/05/2025 without relief.\n"
    )
    plea = text.replace("came back today", "seeks approval; please approve surgery")
    assert [one.kind for one in case_of(text).documents] == ["clinic-note"]
    assert [one.kind for one in case_of(plea).documents] == ["letter"]
