"""The same facts in the many orders in which reports put them."""

from __future__ import annotations

import pytest

from tests.extract.frames_imaging.told import of_report

ORDERS = [
    (
        "Foraminal narrowing is present bilaterally at C5-6, severe on left & moderate "
        "on right.",
        [
            "stenosis C5-6 left foraminal severe",
            "stenosis C5-6 right foraminal moderate",
        ],
    ),
    (
        "There is foraminal stenosis at C4-5 (moderate left, mild right) and C5-6 "
        "(severe bilateral).",
        [
            "stenosis C4-5 left foraminal moderate",
            "stenosis C4-5 right foraminal mild",
            "stenosis C5-6 bilateral foraminal severe",
        ],
    ),
    (
        "Neural foraminal stenosis: C3-4 none; C4-5 mild L; C5-6 severe R.",
        [
            "stenosis C3-4 - foraminal !absent none",
            "stenosis C4-5 left foraminal mild",
            "stenosis C5-6 right foraminal severe",
        ],
    ),
    (
        "Foramina: C4-5: R mild L mod, C5-6: R sev L sev",
        [
            "stenosis C4-5 left foraminal moderate",
            "stenosis C4-5 right foraminal mild",
            "stenosis C5-6 left foraminal severe",
            "stenosis C5-6 right foraminal severe",
        ],
    ),
    (
        "C3-4 mild, C4-5 moderate, and C5-6 severe central stenosis.",
        [
            "stenosis C3-4 - central mild",
            "stenosis C4-5 - central moderate",
            "stenosis C5-6 - central severe",
        ],
    ),
    (
        "Severe left and mild right C5-6 and moderate bilateral C6-7 foraminal "
        "stenosis.",
        [
            "stenosis C5-6 left foraminal severe",
            "stenosis C5-6 right foraminal mild",
            "stenosis C6-7 bilateral foraminal moderate",
        ],
    ),
    (
        "moderate to severe bilateral (L>R) foraminal narrowing at C5/C6",
        ["stenosis C5-6 bilateral foraminal moderate-to-severe"],
    ),
    (
        "Right > left foraminal stenosis C5-6, moderate.",
        ["stenosis C5-6 bilateral foraminal moderate"],
    ),
    (
        "Progressive stenosis at C5-6, now severe (previously moderate).",
        ["stenosis C5-6 - - severe"],
    ),
    (
        "Severe multilevel foraminal stenosis, worst at C5-6.",
        ["stenosis C5-6 - foraminal severe"],
    ),
    (
        "Mild central stenosis without cord compression at C4-5.",
        [
            "compression C4-5 - cord !absent compress:cord",
            "stenosis C4-5 - central mild",
        ],
    ),
    (
        "The right lateral recess is narrowed with contact of the traversing right L5 "
        "nerve root at L4-5.",
        [
            "compression L4-5 right - contact:root",
            "stenosis L4-5 right recess contact:root",
        ],
    ),
    (
        "C5-6: severe right foraminal stenosis; left foramen mildly narrowed; canal "
        "adequate.",
        [
            "stenosis C5-6 - central !absent none",
            "stenosis C5-6 left foraminal mild",
            "stenosis C5-6 right foraminal severe",
        ],
    ),
    (
        "Neuroforaminal stenosis is mild on the right at C4-5 and C5-6 and severe on "
        "the left at C5-6.",
        [
            "stenosis C4-5 right foraminal mild",
            "stenosis C5-6 left foraminal severe",
            "stenosis C5-6 right foraminal mild",
        ],
    ),
    (
        "There is slight narrowing of the lumbosacral disc space.",
        [],
    ),
    (
        "There is no stenosis, cord compression, or abnormal cord signal at any level.",
        [
            "compression - - cord !absent compress:cord (all-levels)",
            "cord-signal-change - - cord !absent (all-levels)",
            "stenosis - - - !absent none (all-levels)",
        ],
    ),
    ("Fracture of the left C6 screw.", ["hardware-failure C6 left hardware screw"]),
    ("The left C6 screw is fractured.", ["hardware-failure C6 left hardware screw"]),
    (
        "Interspinous distance changes by 1.5 mm at C6-7.",
        ["interspinous-motion C6-7 - alignment 1.5mm"],
    ),
    (
        "C5-6: Osteophyte with probable impingement of the left C6 root.",
        [
            "compression C5-6 left - !uncertain impinge:root",
            "disc-osteophyte C5-6 - disc",
        ],
    ),
]


@pytest.mark.parametrize(("text", "facts"), ORDERS)
def test_order_of_words_changes_nothing(text: str, facts: list[str]) -> None:
    assert of_report(text) == facts


LED_BY_PLACE = [
    ("C2-C3: Canal: No stenosis", ["stenosis C2-3 - central !absent none"]),
    (
        "C2-C3:   Disc: [Normal]   Canal: [No stenosis]   Foramina: [Mild stenosis]",
        ["stenosis C2-3 - central !absent none", "stenosis C2-3 - foraminal mild"],
    ),
    (
        "C5-6: Foramina: [Severe left stenosis, mild right stenosis]",
        ["stenosis C5-6 left foraminal severe", "stenosis C5-6 right foraminal mild"],
    ),
    (
        "C5-6: Foramina: moderate right stenosis, no left stenosis",
        [
            "stenosis C5-6 left foraminal !absent none",
            "stenosis C5-6 right foraminal moderate",
        ],
    ),
    (
        "C5-6: Canal and foramina: no stenosis.",
        [
            "stenosis C5-6 - central !absent none",
            "stenosis C5-6 - foraminal !absent none",
        ],
    ),
    (
        "C5-6: Left foramen: no stenosis. Right foramen: severe stenosis.",
        [
            "stenosis C5-6 left foraminal !absent none",
            "stenosis C5-6 right foraminal severe",
        ],
    ),
    (
        "C5-6: Mild canal stenosis, severe foraminal stenosis.",
        ["stenosis C5-6 - central mild", "stenosis C5-6 - foraminal severe"],
    ),
    (
        "C5-6: Right foraminal protrusion, no central stenosis.",
        [
            "disc-herniation C5-6 right disc foraminal",
            "stenosis C5-6 - central !absent none",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LED_BY_PLACE)
def test_a_place_named_ahead_holds_for_the_noun_after_it(text, expected):
    assert of_report(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Is there instability at the level(s) requested?   No",
        "Is there severe facet disease?   (not answered)",
        "Does the MRI show cord compression at C5-6?",
        "Are there signs of nonunion at C6-7? Unsure.",
    ],
)
def test_a_question_reports_nothing(text):
    assert of_report(text) == []


def test_what_stands_beside_a_question_is_reported():
    text = "Is there instability? C5-6 severe left foraminal stenosis."

    assert of_report(text) == ["stenosis C5-6 left foraminal severe"]
