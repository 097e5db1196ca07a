"""Implants, grafts and movement: each finding apart, denied only where said."""

from __future__ import annotations

import pytest

from tests.extract.frames_imaging.told import of_report

HARDWARE = [
    (
        "Stable hardware, No evidence of instrumentation failure.",
        ["hardware-failure - - hardware !absent"] * 1,
    ),
    (
        "No evidence of instrumentation failure, subsidence at C5-6 and C6-7.",
        [
            "hardware-failure - - hardware !absent",
            "subsidence C5-6 - hardware",
            "subsidence C6-7 - hardware",
        ],
    ),
    (
        "No fracture, loosening, or subsidence.",
        [
            "fracture - - vertebra !absent",
            "hardware-failure - - hardware !absent",
            "subsidence - - hardware !absent",
        ],
    ),
    ("The left C7 screw has backed out.", ["hardware-failure C7 left hardware screw"]),
    ("Broken screw at C6.", ["hardware-failure C6 - hardware screw"]),
    (
        "The anterior plate is fractured plate at C5-6.",
        ["hardware-failure C5-6 - hardware plate"],
    ),
    (
        "Acute anterior migration of the interbody cage at C5-6.",
        ["implant-migration C5-6 - hardware interbody (acute)"],
    ),
    ("The cage at C5-6 has subsided 3 mm.", ["subsidence C5-6 - hardware 3mm"]),
    (
        "No bridging bone across C6-7; lucency around the C7 screws.",
        ["lucency C7 - hardware", "solid-fusion C6-7 - hardware !absent"],
    ),
    ("Solid fusion at C5-6.", ["solid-fusion C5-6 - hardware"]),
    ("Pseudarthrosis at C6-7.", ["pseudarthrosis C6-7 - hardware"]),
    ("C6-7 is not fused.", ["solid-fusion C6-7 - hardware !absent"]),
    (
        "Hardware appears intact without evidence of loosening.",
        ["hardware-failure - - hardware !absent"],
    ),
]

MOTION = [
    (
        "Translation of 4.2 mm at C4-5 and 2 mm at C5-6.",
        ["translation C4-5 - alignment 4.2mm", "translation C5-6 - alignment 2mm"],
    ),
    (
        "C4-5: 4 mm of translation and 13 degrees of angulation between flexion and "
        "extension.",
        ["angulation C4-5 - alignment 13degrees", "translation C4-5 - alignment 4mm"],
    ),
    (
        "No abnormal motion on flexion and extension views.",
        ["instability - - alignment !absent"],
    ),
    ("No evidence of instability.", ["instability - - alignment !absent"]),
    ("Dynamic instability at C4-5.", ["instability C4-5 - alignment"]),
    (
        "2 mm of interspinous motion at C5-6.",
        ["interspinous-motion C5-6 - alignment 2mm"],
    ),
    ("3 mm anterolisthesis of C4 on C5.", ["spondylolisthesis C4-5 - alignment 3mm"]),
    ("Focal kyphosis of 15 degrees at C5-6.", ["kyphosis C5-6 - alignment 15degrees"]),
    (
        "Straightening of the normal cervical lordosis.",
        ["loss-of-lordosis - - alignment"],
    ),
    ("Cervical lordosis is preserved.", ["loss-of-lordosis - - alignment !absent"]),
    (
        "No discitis, osteomyelitis or epidural abscess.",
        ["infection - - vertebra !absent"],
    ),
]


@pytest.mark.parametrize(("text", "facts"), HARDWARE)
def test_hardware_and_graft(text: str, facts: list[str]) -> None:
    assert sorted(set(of_report(text))) == facts


@pytest.mark.parametrize(("text", "facts"), MOTION)
def test_movement_and_alignment(text: str, facts: list[str]) -> None:
    assert sorted(set(of_report(text))) == facts
