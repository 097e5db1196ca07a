"""Reflexes, sensation and signs: results in words, flags, boxes and tables."""

from __future__ import annotations

import pytest

from tests.extract.frames_clinical.told import facts, told

EXAM = "PHYSICAL EXAMINATION:\n"

REFLEXES = [
    (
        "Reflexes: 2+ biceps, absent left triceps, 3+ patellar bilaterally.",
        [
            "hyperreflexia patellar bilateral",
            "hyporeflexia triceps left",
            "reflex biceps 2+",
            "reflex patellar bilateral 3+",
            "reflex triceps left 0",
        ],
    ),
    ("DTRs 2+ and symmetric throughout.", ["reflex all bilateral 2+"]),
    (
        "Deep tendon reflexes are 2+ at the biceps, triceps and ankles.",
        ["reflex achilles bilateral 2+", "reflex biceps 2+", "reflex triceps 2+"],
    ),
    (
        "DTRs are +1 at the biceps and triceps bilaterally.",
        [
            "hyporeflexia biceps bilateral",
            "hyporeflexia triceps bilateral",
            "reflex biceps bilateral 1+",
            "reflex triceps bilateral 1+",
        ],
    ),
    (
        "Patellar reflexes are 3+ on the right.",
        ["hyperreflexia patellar right", "reflex patellar right 3+"],
    ),
    (
        "DTRs: UE 1+ biceps and triceps.",
        [
            "hyporeflexia biceps",
            "hyporeflexia triceps",
            "reflex biceps 1+",
            "reflex triceps 1+",
        ],
    ),
    ("Hyperreflexia in the legs.", ["hyperreflexia"]),
    (
        "Reflexes 3+ at the knees, 5 beats of clonus on the right.",
        ["hyperreflexia patellar bilateral", "reflex patellar bilateral 3+"],
    ),
    ("No hyperreflexia.", ["hyperreflexia !absent"]),
]
SENSATION = [
    (
        "Sensation: decreased light touch over the left thumb and index finger.",
        ["sensory-loss index-finger left", "sensory-loss thumb left"],
    ),
    ("Diminished pinprick C6 on the right.", ["sensory-loss right roots=C6"]),
    ("Sensation intact to light touch throughout.", ["sensory-loss !absent"]),
    (
        "Decreased sensation in the left C6-7 dermatomes.",
        ["sensory-loss left roots=C6,C7"],
    ),
    (
        "Sensation intact except decreased over the right thumb.",
        ["sensory-loss !absent", "sensory-loss thumb right"],
    ),
    ("No sensory loss.", ["sensory-loss !absent"]),
    ("Facial sensation is decreased.", []),
    ("Sensory: intact. Romberg is absent.", ["sensory-loss !absent"]),
    ("He denies loss of sensation.", []),
]
SIGNS = [
    ("Hoffmann's negative bilaterally.", ["hoffmann bilateral !absent"]),
    ("Spurling + on left.", ["spurling left"]),
    (
        "(+) Hoffman on the right, Tinel -, no clonus, toes downgoing.",
        ["babinski !absent", "clonus !absent", "hoffmann right", "tinel-wrist !absent"],
    ),
    (
        "Hoffmann negative on the right and positive on the left.",
        ["hoffmann left", "hoffmann right !absent"],
    ),
    (
        "Spurling's, Lhermitte's and Hoffmann's signs are negative.",
        ["hoffmann !absent", "lhermitte !absent", "spurling !absent"],
    ),
    ("Gait normal. Tandem intact.", ["gait-abnormal !absent"]),
    ("Wide-based gait.", ["gait-abnormal"]),
    ("Gait: steady", ["gait-abnormal !absent"]),
    ("Antalgic gait.", []),
    ("Romberg negative.", ["romberg !absent"]),
    ("No long tract signs.", ["myelopathic-signs !absent"]),
    ("Grip and release 14 in 10 seconds.", ["grip-release 14 per 10 s"]),
    ("Neurologically intact.", ["neurological-deficit !absent"]),
    ("No focal deficits.", ["neurological-deficit !absent"]),
    (
        "Phalen and Tinel negative bilaterally, Durkan negative.",
        ["durkan !absent", "phalen bilateral !absent", "tinel-wrist bilateral !absent"],
    ),
    ("Tinel's at the elbow positive on the left.", ["tinel-elbow left"]),
    ("Neer and Hawkins negative.", ["shoulder-impingement !absent"]),
    ("Spurling's maneuver reproduces left arm pain.", ["spurling left"]),
    ("Babinski: upgoing on the left.", ["babinski left"]),
    ("3 beats of clonus at the left ankle.", ["clonus left"]),
    (
        "Inverted brachioradialis reflex on the right.",
        ["inverted-brachioradialis right"],
    ),
    ("Spurling test was not performed.", []),
    ("Romberg equivocal.", ["romberg !uncertain"]),
    ("Unable to tandem walk.", ["gait-abnormal"]),
    ("Neuro: normal sensation.", []),
    (
        "Tinel at elbow and wrist negative.",
        ["tinel-elbow !absent", "tinel-wrist !absent"],
    ),
    ("Spurling's: + R / - L.", ["spurling left !absent", "spurling right"]),
    ("C-spine: + Spurling L, neg R.", ["spurling left", "spurling right !absent"]),
    ("Tenderness and no clonus.", ["clonus !absent"]),
    ("Spurling's produces no arm pain.", ["spurling !absent"]),
    ("Atrophy of the left hand intrinsics.", ["atrophy left"]),
]


def of(text: str, *starts: str) -> list[str]:
    return [one for one in told("exam.document", EXAM + text) if one.startswith(starts)]


@pytest.mark.parametrize(("text", "expected"), REFLEXES)
def test_reflexes_keep_their_grade_and_say_what_it_means(text, expected):
    assert of(text, "reflex", "hyper", "hypo") == expected


@pytest.mark.parametrize(("text", "expected"), SENSATION)
def test_sensation_is_lost_somewhere_or_intact(text, expected):
    assert of(text, "sensory") == expected


@pytest.mark.parametrize(("text", "expected"), SIGNS)
def test_a_sign_has_a_result_and_a_side(text, expected):
    kinds = ("reflex", "hyper", "hypo", "sensory", "strength", "weakness", "tender")
    found = [
        one for one in told("exam.document", EXAM + text) if not one.startswith(kinds)
    ]
    assert found == expected


def test_a_table_of_signs_takes_the_side_from_its_header():
    text = (
        "PHYSICAL EXAMINATION:\n\n| Test | Right | Left |\n| Hoffmann | neg | pos |\n"
    )
    assert told("exam.document", text) == ["hoffmann left", "hoffmann right !absent"]
    assert any(
        "Left" in e.quote for f in facts("exam.document", text) for e in f.evidence
    )


def test_boxes_decide_and_empty_ones_say_nothing():
    text = (
        "PHYSICAL EXAMINATION:\nHoffmann: [ ] positive [x] negative\n"
        "[ ] Clonus\n[x] Spurling positive left\n"
    )
    assert told("exam.document", text) == ["hoffmann !absent", "spurling left"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hoffmann     [ ] Right  [X] Left", ["hoffmann left"]),
        ("Babinski   [ ] R  [ ] L  [X] Absent", ["babinski !absent"]),
        ("Clonus: [X] None  [ ] Right  [ ] Left", ["clonus !absent"]),
        ("Spurling   [X] R  [X] L", ["spurling left", "spurling right"]),
        ("[X] Hoffmann sign   Side: left   [ ] Babinski", ["hoffmann left"]),
        ("[X] Lhermitte  [ ] Clonus", ["lhermitte"]),
        ("Cord signs: [X] Hoffmann [ ] Clonus [X] Babinski", ["babinski", "hoffmann"]),
        ("Long tract signs: [X] Hoffmann negative", ["hoffmann !absent"]),
        ("Tests performed: [X] Spurling [X] Hoffmann", []),
        ("[X] Spurling test reviewed with patient", []),
        ("[ ] Hoffmann  [ ] Clonus", []),
        ("Gait   [X] Normal  [ ] Abnormal", ["gait-abnormal !absent"]),
    ],
)
def test_a_ticked_sign_or_side_reports_the_sign(text, expected):
    assert told("exam.document", EXAM + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Reflexes     Biceps 3+ bilateral   Patella 3+ bilateral   Achilles 2+",
            [
                "hyperreflexia biceps bilateral",
                "hyperreflexia patellar bilateral",
                "reflex achilles 2+",
                "reflex biceps bilateral 3+",
                "reflex patellar bilateral 3+",
            ],
        ),
        (
            "DTRs       Bi 2+   Tri 1+ R, 2+ L   BR 2+",
            [
                "hyporeflexia triceps right",
                "reflex biceps 2+",
                "reflex brachioradialis 2+",
                "reflex triceps left 2+",
                "reflex triceps right 1+",
            ],
        ),
        (
            "Motor      Delt 5 R 4+ L   Bic 5/5    Tri 4/5 L",
            [
                "strength biceps 5",
                "strength deltoid left 4+",
                "strength deltoid right 5",
                "strength triceps left 4",
            ],
        ),
        (
            "Strength:    Deltoid R 5 L 5   Biceps R 5 L 5\n"
            "             Triceps R 5 L 4+  Grip R 5 L 5",
            [
                "strength biceps left 5",
                "strength biceps right 5",
                "strength deltoid left 5",
                "strength deltoid right 5",
                "strength grip left 5",
                "strength grip right 5",
                "strength triceps left 4+",
                "strength triceps right 5",
            ],
        ),
        ("Sens dec L thumb.", ["sensory-loss thumb left"]),
        ("Sensation reduced in the hands.", ["sensory-loss hand bilateral"]),
        ("Hoff neg bilat.", ["hoffmann bilateral !absent"]),
    ],
)
def test_entries_in_columns_keep_their_own_value(text, expected):
    assert told("exam.document", EXAM + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tinel negative at the elbow, Phalen negative.",
            ["phalen !absent", "tinel-elbow !absent"],
        ),
        ("Tinel positive at wrist.", ["tinel-wrist"]),
        ("Tinel positive. Elbow motion full.", ["tinel-wrist"]),
        (
            "| Test | R | L |\n|---|---|---|\n| Tinel, elbow | negative | positive |",
            ["tinel-elbow left", "tinel-elbow right !absent"],
        ),
        (
            "| Test | R | L |\n|---|---|---|\n| Triceps | 2+ | absent |",
            [
                "hyporeflexia triceps left",
                "reflex triceps left 0",
                "reflex triceps right 2+",
            ],
        ),
        (
            "| Test | R | L |\n|---|---|---|\n| Gait | normal | |",
            ["gait-abnormal !absent"],
        ),
        (
            "Reflexes are 3 plus at the biceps.",
            ["hyperreflexia biceps", "reflex biceps 3+"],
        ),
    ],
)
def test_the_place_and_the_word_of_a_result(text, expected):
    assert told("exam.document", EXAM + text) == expected


def test_a_heading_that_names_a_side_lends_it_with_its_quote():
    text = "EXAMINATION\n\nLEFT UPPER EXTREMITY:\nTriceps 4/5.\n"
    assert told("exam.document", text) == ["strength triceps left 4"]
    quotes = [e.quote for f in facts("exam.document", text) for e in f.evidence]
    assert any("LEFT" in quote for quote in quotes)


@pytest.mark.parametrize(
    "text",
    [
        "PLAN:\nRepeat Hoffmann next visit; positive test would change the plan.",
        "COVERAGE POLICY\n\nA positive Hoffmann sign meets the criteria of necessity.",
        "FAMILY HISTORY:\nMother with clonus.",
    ],
)
def test_plans_policies_and_relatives_are_no_examination(text):
    assert told("exam.document", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "DTR - bi 2+/2+, tri 2+/1+ (R/L)",
            [
                "hyporeflexia triceps left",
                "reflex biceps left 2+",
                "reflex biceps right 2+",
                "reflex triceps left 1+",
                "reflex triceps right 2+",
            ],
        ),
        (
            "DTRs R/L biceps 2/1 triceps 2/2",
            [
                "hyporeflexia biceps left",
                "reflex biceps left 1",
                "reflex biceps right 2",
                "reflex triceps left 2",
                "reflex triceps right 2",
            ],
        ),
        ("Motor (R/L): bi 5/4", ["strength biceps left 4", "strength biceps right 5"]),
        (
            "R/L deltoid 5/5 biceps 5/4",
            [
                "strength biceps left 4",
                "strength biceps right 5",
                "strength deltoid left 5",
                "strength deltoid right 5",
            ],
        ),
        ("Clonus 0 beats bilaterally.", ["clonus bilateral !absent"]),
        ("Clonus: 0 beats.", ["clonus !absent"]),
        ("10 beats of clonus.", ["clonus"]),
    ],
)
def test_both_sides_at_one_slash_and_counts_of_none(text, expected):
    assert told("exam.document", EXAM + text) == expected


SHORTHAND = [
    ("BR jerk dn L.", ["hyporeflexia brachioradialis left"]),
    ("tri jerk dn R, BR jerk 2+", ["hyporeflexia triceps right"]),
    ("Pin dn L thumb", ["sensory-loss thumb left"]),
    ("pin dn R mid finger", ["sensory-loss middle-finger right"]),
    ("Pin intact L thumb", ["sensory-loss thumb left !absent"]),
]


@pytest.mark.parametrize(("text", "expected"), SHORTHAND)
def test_shorthand_for_decreased(text, expected):
    found = told("exam.document", f"O/E 3/2/26\n{text}\n")
    kept = [one.split(" @")[0] for one in found if one.split()[0] != "reflex"]
    assert kept == expected


OTHER_TESTS = [
    ("SLR neg, Kemp's + R.", ["straight-leg-raise !absent"]),
    ("Hoffmann neg, Zorn test positive on the left.", ["hoffmann !absent"]),
    ("SLR neg, Spurling's + R.", ["spurling right", "straight-leg-raise !absent"]),
    ("Clonus at neither ankle.", ["clonus bilateral !absent"]),
]


@pytest.mark.parametrize(("text", "expected"), OTHER_TESTS)
def test_the_result_of_an_unknown_test_is_its_own(text, expected):
    found = told("exam.document", f"{EXAM}{text}\n")
    assert sorted(one.split(" @")[0] for one in found) == expected
