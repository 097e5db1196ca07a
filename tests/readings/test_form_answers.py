"""Answers of forms: circled pairs, boxes of yes and no, a detail behind a yes."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import facts
from workbench.schema.case import FunctionalLimit


def _told(text: str) -> dict[str, set[str]]:
    """The assertions of each kind that a form gives."""
    told: dict[str, set[str]] = {}
    for one in facts(text, "form", "2026-06-15"):
        told.setdefault(one.kind, set()).add(one.assertion)
    return told


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        (
            "Massage? (YES) twice in May     acupuncture YES (NO)",
            "massage",
            {"present"},
        ),
        (
            "neck pain  YES (NO)   since when? never     arm pain (YES) no",
            "pain",
            {"present", "absent"},
        ),
        ("diabetes (x)Y ( )N   blood thinner ( )Y (x)N", "coagulopathy", {"absent"}),
        ("diabetes (x)Y ( )N   blood thinner ( )Y (x)N", "diabetes", {"present"}),
        ("diabetes ( )Y ( )N   blood thinner ( )Y (x)N", "diabetes", set()),
        ("Cancer? Y colon 2015   Stroke? N", "suspected-cancer", {"present"}),
        ("Cancer? Y/N", "suspected-cancer", set()),
        ("Cancer hx? N", "suspected-cancer", set()),
        ("She does not smoke, she vapes.", "nicotine", {"present"}),
        ("I dont smoke I chew gum", "nicotine", {"absent"}),
        ("Tobacco: (x) snus  ( ) cigars", "nicotine", {"present"}),
        ("Tobacco: ( ) snus  ( ) cigars", "nicotine", set()),
    ],
)
def test_an_answer_is_that_of_its_own_question(
    text: str, kind: str, said: set[str]
) -> None:
    assert _told(text).get(kind, set()) == said


_ODI = (
    "4 Walking: [2] a stick outdoors\n5 Sitting: [1] my own chair only\n"
    "6 Standing: [3] half an hour\n7 Sleeping: [2] six hours\n"
)
_NDI = (
    'Lifting: "the kettle and no more"   3\nReading: "ten minutes"  3\n'
    'Headaches: "most days"  4\nWork: usual job, slowly  1\nRecreation: "none now"  4\n'
)


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        (f"{_ODI}TOTAL 44%", {("odi", 44, "present")}),
        (
            f"{_NDI}Sum: 30/50 = 60%  (previous 66 %)",
            {("ndi", 30, "present"), ("ndi", 66, "historical")},
        ),
        ("Walking: 1 mile\nReading: fine\nSitting: fine\nTOTAL 44%", set()),
        ("Lifting: 5 lb\nSleeping: poor\nTOTAL 44%", set()),
        (f"{_ODI}Pulse 44", set()),
    ],
)
def test_a_total_is_of_the_questionnaire_whose_items_stand_above(
    text: str, scores: set[tuple[str, int, str]]
) -> None:
    found = [one for one in facts(text, "form", "2026-06-15") if one.kind == "score"]
    told = {
        (one.name, one.value, one.assertion)
        for one in found
        if isinstance(one, FunctionalLimit)
    }
    assert told == scores


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        (_NDI, "lifting", {"present"}),
        (_NDI, "work", {"absent"}),
        (_NDI, "sitting", {"present"}),
        ("Reading: as much as I like <-- circled", "sitting", {"absent"}),
        ("Sitting: half an hour (ticked)", "sitting", {"present"}),
        (
            "Sitting: half an hour ... struck out ... any chair (ticked)",
            "sitting",
            {"absent"},
        ),
        (
            "Employer: Quay Co.\nRestrictions: no overhead work; may not drive",
            "overhead-reach",
            {"present"},
        ),
        (
            "Employer: Quay Co.\nRestrictions: no overhead work; may not drive",
            "driving",
            {"present"},
        ),
        (
            "Employer: Quay Co.\nRestrictions: may drive; may lift 50 lb",
            "driving",
            set(),
        ),
        ("Return to work 5/1.\nRestrictions: may stand 10 min", "walking", {"present"}),
        ("Return to work 5/1.\nRestrictions: none, may drive", "driving", set()),
        ("Does your pain travel past the knee? No", "radicular-symptoms", {"absent"}),
        ("Does your pain travel past the knee?", "radicular-symptoms", set()),
        ("Can you walk past the knee pain? No", "radicular-symptoms", set()),
        (
            "Diabetes? Only while I was pregnant.",
            "gestational-diabetes",
            {"historical"},
        ),
        ("Diabetes? Yes, only pills.", "gestational-diabetes", set()),
        ("Q1 Rash? No. Q2 Nicotine? Snus daily.", "nicotine", {"present"}),
    ],
)
def test_an_item_a_slip_and_a_question_tell_what_was_chosen(
    text: str, kind: str, said: set[str]
) -> None:
    assert _told(text).get(kind, set()) == said
