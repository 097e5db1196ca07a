"""Daily activities limited or not, scores, and what is neither."""

from __future__ import annotations

import pytest

from tests.extract.frames_clinical.told import told

HPI = "HISTORY OF PRESENT ILLNESS:\n"

LIMITS = [
    ("Difficulty buttoning shirts.", ["dressing"]),
    ("She cannot lift her toddler.", ["childcare"]),
    ("He wakes 3x nightly from pain.", ["sleep"]),
    ("He is unable to work as a welder.", ["work"]),
    ("She missed work for two weeks.", ["work"]),
    ("Driving is limited as she cannot turn her head.", ["driving"]),
    (
        "Pain interferes with sleep, housework and typing.",
        ["housework", "sleep", "writing"],
    ),
    (
        "Has difficulty with overhead activity, driving and sleeping.",
        ["driving", "overhead-reach", "sleep"],
    ),
    ("She has given up golf.", ["recreation"]),
    ("Can only sit for 15 minutes.", ["sitting"]),
    (
        "Functional limitations: unable to drive or carry groceries",
        ["driving", "lifting"],
    ),
    ("Limited in activities of daily living.", ["daily-activities"]),
    ("Needs help with bathing and washing her hair.", ["grooming"]),
    ("Cannot climb stairs because of knee pain.", ["walking knee"]),
    ("Unable to stand long because of low back pain.", ["walking low-back"]),
    ("On light duty due to neck pain.", ["work"]),
]
FREE = [
    ("ADLs: independent", ["daily-activities !absent"]),
    (
        "No difficulty with dressing, bathing or driving.",
        ["dressing !absent", "driving !absent", "grooming !absent"],
    ),
    ("He denies any difficulty sleeping.", ["sleep !absent"]),
    ("Continues to work full duty without restriction.", ["work !absent"]),
    ("No functional limitations.", ["daily-activities !absent"]),
    (
        "Independent with ADLs but has trouble opening jars.",
        ["daily-activities !absent", "eating"],
    ),
]
NEITHER = [
    "Activities as tolerated.",
    "If she cannot drive she will call.",
    "Sleep apnea on CPAP.",
    "Pain 8/10 and strength 5/5.",
    "He was driving when he was struck.",
    "Her husband cannot drive.",
    "She was advised to avoid heavy lifting.",
    "He works as a welder and enjoys golf.",
    "Goal: patient will be able to sleep without difficulty.",
]
SCORES = [
    ("NDI 38% today.", ["score ndi 38 %"]),
    ("NDI score was 19/50 on 01/05/2026.", ["score ndi 19 /50 @2026-01-05"]),
    ("mJOA 13/18. Nurick grade II.", ["score mjoa 13 /18", "score nurick 2 grade"]),
    ("mJOA: 14", ["score mjoa 14 /18"]),
    ("Neck Disability Index: 42 %", ["score ndi 42 %"]),
    ("Oswestry disability index of 44%", ["score odi 44 %"]),
    ("VAS 7/10.", ["score vas 7 /10"]),
    ("Pain is 8/10.", ["score nrs 8 /10"]),
    ("NDI goal is 20%.", []),
    ("Scored 13/18 on the mJOA.", ["score mjoa 13 /18"]),
    ("Strength 5/5.", []),
]


@pytest.mark.parametrize(("text", "expected"), [*LIMITS, *FREE])
def test_a_named_activity_is_limited_or_free(text, expected):
    assert told("function.document", HPI + text) == expected


@pytest.mark.parametrize("text", NEITHER)
def test_advice_plans_and_others_limit_nothing(text):
    found = told("function.document", HPI + text)
    assert [one for one in found if not one.startswith("score")] == []


@pytest.mark.parametrize(("text", "expected"), SCORES)
def test_a_score_has_name_value_and_unit(text, expected):
    assert told("function.document", HPI + text) == expected


def test_a_checklist_of_activities_is_read_row_by_row():
    text = (
        "FUNCTIONAL STATUS:\n\nActivity | Status\nDressing | Limited\n"
        "Bathing | Independent\nDriving | Unable\nSleep | Wakes 2-3 times\n"
    )
    expected = ["dressing", "driving", "grooming !absent", "sleep"]
    assert told("function.document", text, "therapy-record") == expected


def test_an_initial_column_is_the_past_and_the_last_one_the_present():
    text = (
        "FUNCTIONAL STATUS:\n\n"
        "| Activity | Initial | Current |\n|---|---|---|\n"
        "| Sleeping | Severe difficulty | Moderate difficulty |\n"
        "| Dressing | Moderate difficulty | Independent |\n| NDI | 52% | 46% |\n"
    )
    assert told("function.document", text, "therapy-record") == [
        "dressing !absent",
        "dressing !historical",
        "score ndi 46 %",
        "score ndi 52 % !historical",
        "sleep",
        "sleep !historical",
    ]


def test_ticked_activities_answer_what_the_pain_interferes_with():
    text = (
        "PATIENT QUESTIONNAIRE\n\n"
        "My pain interferes with:  [X] Sleep  [ ] Walking  [X] Lifting\n"
    )
    assert told("function.document", text) == ["lifting", "sleep"]


def test_ticked_boxes_limit_and_empty_ones_do_not():
    text = (
        "FUNCTION:\n[x] Dressing limited\n[ ] Driving limited\n"
        "Sleep: [x] disturbed [ ] normal\n"
    )
    assert told("function.document", text) == ["dressing", "sleep"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Function: Cannot push a door open or lift a pan.", ["lifting"]),
        ("| Field | Entry |\n|---|---|\n| Function | Cannot lift a pan |", ["lifting"]),
        ("Functional status: unable to drive.", ["driving"]),
    ],
)
def test_the_name_of_the_field_is_no_activity(text, expected):
    assert told("function.document", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Does your neck limit your work? [ ] Yes [X] No", ["work !absent"]),
        ("Does your neck limit your work? [X] Yes [ ] No", ["work"]),
        ("Are you able to drive? [ ] Yes [X] No", ["driving"]),
        ("Are you able to drive? [X] Yes [ ] No", ["driving !absent"]),
        ("Which activities are limited by your neck? (check all that apply)", []),
    ],
)
def test_the_answer_decides_not_the_question(text, expected):
    assert told("function.document", text) == expected


ITEMS = "    Pain      2      Work     3\n    Lifting     3      Driving    2\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"NECK DISABILITY INDEX   Date: 03/30/2026\n{ITEMS}  TOTAL 21 / 50 = 42%",
            ["score ndi 21 /50 @2026-03-30"],
        ),
        (f"NECK DISABILITY INDEX\n{ITEMS}    Total score: 42%", ["score ndi 42 %"]),
        (
            "Neck Disability Index (NDI)\nLifting 3\nTotal 27 / 50 = 54%",
            ["score ndi 27 /50"],
        ),
        ("Lifting 3\nTotal 27 / 50", []),
        ("NDI 40%, VAS 7.\nTotal visits 12", ["score ndi 40 %", "score vas 7 /10"]),
        ("Trouble with walking or balance?     ( ) yes   (x) no", ["walking !absent"]),
    ],
)
def test_a_total_belongs_to_the_title_above_its_items(text, expected):
    assert told("function.document", text) == expected
