"""Strength: every way in which records write muscle, side and grade."""

from __future__ import annotations

import pytest

from tests.extract.frames_clinical.told import told

EXAM = "PHYSICAL EXAMINATION:\n"

PROSE = [
    (
        "Motor: deltoid 5/5, biceps 4+/5 L, triceps 4/5 on the left.",
        ["strength biceps left 4+", "strength deltoid 5", "strength triceps left 4"],
    ),
    ("5/5 strength throughout.", ["strength all 5"]),
    ("Strength full and symmetric.", ["strength all 5"]),
    ("Motor strength is normal in all muscle groups.", ["strength all 5"]),
    ("Weakness of left wrist extension 4-/5.", ["strength wrist-extension left 4-"]),
    (
        "Left triceps 4 out of 5, otherwise 5/5.",
        ["strength all 5 ~remainder", "strength triceps left 4"],
    ),
    ("R/L deltoid 5/5 4/5", ["strength deltoid left 4", "strength deltoid right 5"]),
    (
        "Motor (R/L): biceps 5/4+, triceps 5/4-",
        [
            "strength biceps left 4+",
            "strength biceps right 5",
            "strength triceps left 4-",
            "strength triceps right 5",
        ],
    ),
    (
        "Deltoid/biceps/triceps 5/5 bilaterally except left triceps 4/5.",
        [
            "strength biceps bilateral 5",
            "strength deltoid bilateral 5",
            "strength triceps bilateral 5",
            "strength triceps left 4",
        ],
    ),
    (
        "BUE 5/5 except L triceps 4/5",
        ["strength all bilateral 5", "strength triceps left 4"],
    ),
    (
        "Deltoids R 5/5, L 4/5; biceps 5/5 R, 4/5 L",
        [
            "strength biceps left 4",
            "strength biceps right 5",
            "strength deltoid left 4",
            "strength deltoid right 5",
        ],
    ),
    (
        "Left: deltoid 5/5, biceps 4/5. Right: 5/5 throughout.",
        ["strength all right 5", "strength biceps left 4", "strength deltoid left 5"],
    ),
    (
        "LUE: deltoid 4/5, biceps 4+/5",
        ["strength biceps left 4+", "strength deltoid left 4"],
    ),
    (
        "Strength is 4/5 on the right and 5/5 on the left.",
        ["strength all left 5", "strength right 4"],
    ),
    (
        "She has 4+/5 strength in the deltoids, biceps and grip bilaterally.",
        [
            "strength biceps bilateral 4+",
            "strength deltoid bilateral 4+",
            "strength grip bilateral 4+",
        ],
    ),
    (
        "4-/5 left deltoid and biceps, 5/5 elsewhere.",
        ["strength all 5", "strength biceps left 4-", "strength deltoid left 4-"],
    ),
    ("Strength in the lower extremities is 5/5.", ["strength leg 5"]),
    (
        "Manual muscle testing reveals 5/5 strength at the hips, knees and ankles.",
        ["strength leg 5"],
    ),
    ("Right grip four out of five.", ["strength grip right 4"]),
    ("Triceps 4 minus/5 left.", ["strength triceps left 4-"]),
    (
        "Motor: Delt 5 Bi 4+ Tri 4- on the left, WE 5",
        [
            "strength biceps 4+",
            "strength deltoid 5",
            "strength triceps left 4-",
            "strength wrist-extension 5",
        ],
    ),
    ("Motor strength +5/5 in the upper extremities.", ["strength all 5"]),
    (
        "Give-way weakness of the left deltoid, 4/5.",
        ["strength deltoid left 4 ~give-way"],
    ),
    ("Left deltoid 4/5 limited by pain.", ["strength deltoid left 4 ~pain-limited"]),
    ("Grade 4 strength of the left triceps.", ["strength triceps left 4"]),
    ("Mild weakness of the left triceps.", ["weakness triceps left"]),
    ("No weakness.", ["weakness !absent"]),
    (
        "5/5 throughout except left triceps weakness.",
        ["strength all 5", "weakness triceps left"],
    ),
    (
        "On 01/05/2026 left triceps was 4/5; today left triceps is 4-/5.",
        ["strength triceps left 4 @2026-01-05", "strength triceps left 4-"],
    ),
]
NOT_STRENGTH = [
    "Seen 4/5/2026 for biceps pain.",
    "Goal: left triceps strength 5/5 in 8 weeks.",
    "C4/5 disc space is narrow.",
    "3/5 reflexes of the biceps and triceps.",
    "Hip rotators 5/5 in sitting.",
    "No facial weakness. Cranial nerves intact.",
    "Reflexes: biceps 2, triceps 1.",
    "Pain 4/10 in the deltoid.",
]


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_muscle_side_and_grade_are_joined(text, expected):
    found = [
        one for one in told("exam.document", EXAM + text) if one[:4] in ("stre", "weak")
    ]
    assert found == expected


@pytest.mark.parametrize("text", NOT_STRENGTH)
def test_other_numbers_are_no_grades(text):
    found = [
        one for one in told("exam.document", EXAM + text) if one[:4] in ("stre", "weak")
    ]
    assert found == []


TABLES = [
    (
        "Muscle\tRight\tLeft\nDeltoid\t5\t5\nTriceps\t5/5\t4-/5",
        [
            "strength deltoid left 5",
            "strength deltoid right 5",
            "strength triceps left 4-",
            "strength triceps right 5",
        ],
    ),
    (
        "| MUSCLE | R | L |\n|---|---|---|\n| Wrist extensors | 5/5 | 4+/5 |",
        ["strength wrist-extension left 4+", "strength wrist-extension right 5"],
    ),
    (
        "Strength   Right   Left\nDeltoid    5/5     4/5\nBiceps     5/5     5/5",
        [
            "strength biceps left 5",
            "strength biceps right 5",
            "strength deltoid left 4",
            "strength deltoid right 5",
        ],
    ),
    (
        "Muscle\tRight\tLeft\nDeltoid\t5\t5\nBiceps jerk\t2+\t3+\nTriceps\t4\t5",
        [
            "hyperreflexia biceps left",
            "reflex biceps left 3+",
            "reflex biceps right 2+",
            "strength deltoid left 5",
            "strength deltoid right 5",
            "strength triceps left 5",
            "strength triceps right 4",
        ],
    ),
    (
        "              R       L\nWrist ext.    4+      5\nElbow flex.   5       4-",
        [
            "strength biceps left 4-",
            "strength biceps right 5",
            "strength wrist-extension left 5",
            "strength wrist-extension right 4+",
        ],
    ),
    (
        "            R       L\nGrip        5       5\nTriceps reflex   2+   1+",
        [
            "hyporeflexia triceps left",
            "reflex triceps left 1+",
            "reflex triceps right 2+",
            "strength grip left 5",
            "strength grip right 5",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_a_table_gives_the_side_by_its_header(text, expected):
    assert told("exam.document", f"PHYSICAL EXAMINATION:\n\n{text}\n") == expected
