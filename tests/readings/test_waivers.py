"""Which halves of a waiver a record holds, and what closes it."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, waiver_of

MYELOPATHY = "myelopathy"
SPHINCTER = "cauda-equina-or-sphincter"
COMPRESSED = "C5-6: Severe central stenosis with cord compression."
FORAMINAL = "C5-6: Moderate right foraminal stenosis."
HELD = [
    ("Exam: Hoffmann positive on the left.", COMPRESSED, MYELOPATHY, "met"),
    ("Exam: Hoffmann negative. Gait normal.", COMPRESSED, MYELOPATHY, "not_met"),
    (
        "Exam: Hoffmann positive on the left.",
        f"{FORAMINAL}\nCord normal in caliber and signal.",
        MYELOPATHY,
        "not_met",
    ),
    (
        "Exam: Hoffmann positive on the left.",
        f"{FORAMINAL}\nSpinal cord: normal.",
        MYELOPATHY,
        "not_met",
    ),
    (
        "Exam: Hoffmann positive on the left.",
        f"{FORAMINAL}\nNo cord signal change.",
        MYELOPATHY,
        "not_documented",
    ),
    (
        "Exam: Hoffmann positive on the left.",
        "C4-5: The cord is flattened. The remaining cord is normal.",
        MYELOPATHY,
        "met",
    ),
    (
        "ROS: no trouble with walking, balance, buttons or bladder.",
        COMPRESSED,
        SPHINCTER,
        "not_met",
    ),
    ("HPI: New urinary retention for one week.", COMPRESSED, SPHINCTER, "met"),
    (
        "HPI: Return if you develop loss of bladder control.",
        COMPRESSED,
        SPHINCTER,
        "not_documented",
    ),
    (
        "HPI: progressive weakness. Exam: right biceps 4/5.",
        FORAMINAL,
        "progressive-motor-deficit",
        "met",
    ),
    ("Exam: right biceps 4-/5.", FORAMINAL, "severe-motor-deficit", "met"),
    ("Exam: right biceps 4/5.", FORAMINAL, "severe-motor-deficit", "not_met"),
]


@pytest.mark.parametrize(("note", "findings", "waiver", "status"), HELD)
def test_a_waiver_holds_on_both_halves(
    note: str, findings: str, waiver: str, status: str
) -> None:
    text = (
        f"{NOTE}{note}\n\fRADIOLOGY REPORT\n"
        "EXAM: MRI CERVICAL SPINE WITHOUT CONTRAST\nDATE OF EXAM: 05/15/2026\n"
        f"FINDINGS:\n{findings}\nRead by: A. Quill, MD\n"
    )
    assert waiver_of(text, waiver) == status
