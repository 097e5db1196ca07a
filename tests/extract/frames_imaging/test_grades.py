"""Narrowing: grade, site and side in every way that reports join them."""

from __future__ import annotations

import pytest

from tests.extract.frames_imaging.told import of_report

SPLIT = [
    (
        "At C5-6 there is moderate right and severe left foraminal stenosis.",
        [
            "stenosis C5-6 left foraminal severe",
            "stenosis C5-6 right foraminal moderate",
        ],
    ),
    (
        "C4-5: Mild central canal and moderate bilateral foraminal stenosis.",
        [
            "stenosis C4-5 - central mild",
            "stenosis C4-5 bilateral foraminal moderate",
        ],
    ),
    (
        "Moderate canal and foraminal stenosis at C6-7.",
        ["stenosis C6-7 - central moderate", "stenosis C6-7 - foraminal moderate"],
    ),
    (
        "C3-4: Mild right, no left foraminal stenosis.",
        [
            "stenosis C3-4 left foraminal !absent none",
            "stenosis C3-4 right foraminal mild",
        ],
    ),
    (
        "C6-7: Moderate bilateral neural foraminal narrowing, left greater than right.",
        ["stenosis C6-7 bilateral foraminal moderate"],
    ),
    (
        "C6-7: Foraminal stenosis, severe on the left and mild on the right.",
        ["stenosis C6-7 left foraminal severe", "stenosis C6-7 right foraminal mild"],
    ),
    (
        "C5-6: Bilateral foraminal stenosis, severe left, moderate right.",
        [
            "stenosis C5-6 left foraminal severe",
            "stenosis C5-6 right foraminal moderate",
        ],
    ),
    (
        "C5-6: The left foramen is severely narrowed and the right is mildly narrowed.",
        ["stenosis C5-6 left foraminal severe", "stenosis C5-6 right foraminal mild"],
    ),
    (
        "L4-5: Mild left lateral recess and severe left foraminal stenosis.",
        ["stenosis L4-5 left foraminal severe", "stenosis L4-5 left recess mild"],
    ),
    (
        "C5-6: mod R, sev L foraminal stenosis, no canal stenosis",
        [
            "stenosis C5-6 - central !absent none",
            "stenosis C5-6 left foraminal severe",
            "stenosis C5-6 right foraminal moderate",
        ],
    ),
    (
        "C5-6: Spinal canal stenosis is moderate, and neural foraminal narrowing is "
        "severe on the right and mild on the left.",
        [
            "stenosis C5-6 - central moderate",
            "stenosis C5-6 left foraminal mild",
            "stenosis C5-6 right foraminal severe",
        ],
    ),
    (
        "C5-6: Moderate narrowing of the central canal and both neural foramina.",
        [
            "stenosis C5-6 - central moderate",
            "stenosis C5-6 bilateral foraminal moderate",
        ],
    ),
]

DENIED = [
    (
        "C2-3: No central canal stenosis or neural foraminal narrowing.",
        [
            "stenosis C2-3 - central !absent none",
            "stenosis C2-3 - foraminal !absent none",
        ],
    ),
    (
        "C2-3: Central canal and neural foramina are patent.",
        [
            "stenosis C2-3 - central !absent none",
            "stenosis C2-3 - foraminal !absent none",
        ],
    ),
    ("C2-3: Unremarkable.", ["stenosis C2-3 - - !absent none"]),
    ("C7-T1: Normal.", ["stenosis C7-T1 - - !absent none"]),
    (
        "C2-3: No significant canal or foraminal stenosis.",
        [
            "stenosis C2-3 - central !absent 0..3",
            "stenosis C2-3 - foraminal !absent 0..3",
        ],
    ),
    ("C4-5: No high-grade canal stenosis.", ["stenosis C4-5 - central !absent 0..5"]),
    (
        "C4-5: No moderate or severe foraminal stenosis.",
        ["stenosis C4-5 - foraminal !absent 0..3"],
    ),
    (
        "C3-4: Mild canal stenosis, foramina patent.",
        ["stenosis C3-4 - central mild", "stenosis C3-4 - foraminal !absent none"],
    ),
    (
        "C3-4: No canal stenosis but there is severe right foraminal stenosis.",
        [
            "stenosis C3-4 - central !absent none",
            "stenosis C3-4 right foraminal severe",
        ],
    ),
    (
        "C3-4: Foraminal stenosis is not seen.",
        ["stenosis C3-4 - foraminal !absent none"],
    ),
    (
        "C3-4: no disc herniation, canal stenosis or foraminal narrowing",
        [
            "disc-herniation C3-4 - disc !absent",
            "stenosis C3-4 - central !absent none",
            "stenosis C3-4 - foraminal !absent none",
        ],
    ),
    (
        "Normal central canal and intervertebral neural foramina at T3-4.",
        [
            "stenosis T3-4 - central !absent none",
            "stenosis T3-4 - foraminal !absent none",
        ],
    ),
    (
        "C4-5: Widely patent canal. Severe left foraminal stenosis.",
        ["stenosis C4-5 - central !absent none", "stenosis C4-5 left foraminal severe"],
    ),
]

GRADES = [
    (
        "C4-5: Mild to moderate right foraminal stenosis.",
        ["stenosis C4-5 right foraminal mild-to-moderate"],
    ),
    (
        "C4-5: Moderate-to-severe left neuroforaminal stenosis.",
        ["stenosis C4-5 left foraminal moderate-to-severe"],
    ),
    (
        "C4-5: At least moderate left foraminal stenosis.",
        ["stenosis C4-5 left foraminal 4..7"],
    ),
    ("C4-5: Left foraminal stenosis.", ["stenosis C4-5 left foraminal"]),
    ("C4-5: Left foraminal encroachment.", ["stenosis C4-5 left foraminal"]),
    ("C4-5: Advanced canal stenosis.", ["stenosis C4-5 - central severe"]),
    ("C4-5: Critical spinal stenosis.", ["stenosis C4-5 - central critical"]),
    (
        "C5-6: AP canal diameter is 8 mm.",
        ["stenosis C5-6 - central canal-ap-diameter 8mm"],
    ),
    ("C5-6: Kang grade 2 central stenosis.", ["stenosis C5-6 - central kang 2"]),
    ("C5-6: Left foramen Park grade 3.", ["stenosis C5-6 left foraminal park 3"]),
    (
        "C5-6: Severe canal stenosis, previously mild.",
        ["stenosis C5-6 - central severe"],
    ),
    (
        "C5-6: Canal stenosis has progressed from mild to moderate.",
        ["stenosis C5-6 - central moderate"],
    ),
    (
        "C5-6: Moderate left foraminal stenosis, unchanged compared with 2029.",
        ["stenosis C5-6 left foraminal moderate"],
    ),
    (
        "C5-6: No significant change in severe left foraminal stenosis.",
        ["stenosis C5-6 left foraminal severe"],
    ),
    (
        "C5-6: Possible moderate left foraminal stenosis.",
        ["stenosis C5-6 left foraminal !uncertain moderate"],
    ),
]

NOT_NARROWING = [
    (
        "C5-6: Moderate degenerative disc disease.",
        ["degeneration C5-6 - disc moderate"],
    ),
    ("C5-6: Severe disc space narrowing.", ["degeneration C5-6 - disc severe"]),
    (
        "C5-6: Moderate disc osteophyte complex with left foraminal narrowing.",
        ["disc-osteophyte C5-6 - disc moderate", "stenosis C5-6 left foraminal"],
    ),
    (
        "C4-5: Disc osteophyte complex causing severe left foraminal stenosis.",
        ["disc-osteophyte C4-5 - disc", "stenosis C4-5 left foraminal severe"],
    ),
    (
        "C5-6: Severe facet arthropathy. Mild foraminal stenosis.",
        ["facet-arthropathy C5-6 - facet severe", "stenosis C5-6 - foraminal mild"],
    ),
    (
        "C5-6: Large left foraminal disc protrusion.",
        ["disc-herniation C5-6 left disc foraminal"],
    ),
    ("Normal foramen magnum.", []),
]


@pytest.mark.parametrize(("text", "facts"), SPLIT)
def test_each_site_and_side_has_its_own_grade(text: str, facts: list[str]) -> None:
    assert of_report(text) == facts


@pytest.mark.parametrize(("text", "facts"), DENIED)
def test_a_denial_reaches_what_it_is_said_of(text: str, facts: list[str]) -> None:
    assert of_report(text) == facts


@pytest.mark.parametrize(("text", "facts"), GRADES)
def test_grades_are_kept_as_said(text: str, facts: list[str]) -> None:
    assert of_report(text) == facts


@pytest.mark.parametrize(("text", "facts"), NOT_NARROWING)
def test_other_findings_lend_no_grade(text: str, facts: list[str]) -> None:
    assert of_report(text) == facts
