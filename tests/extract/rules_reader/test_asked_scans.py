"""A scan that the packet asks for is no earlier study, wherever it is named."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source

FORM = (
    "MRI PRIOR AUTH REQUEST                        05/28/2026\n"
    "Patient: Ada Invented   DOB 01/02/1960\n"
    "Test:    MRI lumbar spine without contrast    72148\n"
)


def scans(told: str) -> list[str]:
    """How the packet's MRI studies are asserted, with a note that tells something."""
    note = f"OFFICE NOTE\nDate of visit: 05/26/2026\nPatient: Ada Invented\n{told}\n"
    files = (("form.txt", FORM), ("note.txt", note))
    packet = read_packet(tuple(Source(name, text.encode()) for name, text in files))
    studies = RulesReader().read(packet).case.imaging_studies
    return sorted({one.assertion for one in studies if one.kind == "mri"})


@pytest.mark.parametrize(
    "told",
    [
        "Leg pain, was 8 last month. Patient asks re MRI, has savings for it.",
        "MRI L-spine without contrast now given weakness. RTC after MRI.",
        "Order #  IMG-0387   Order date  05/26/2026\nExam   MRI LUMBAR WO   72148",
        "05/25  sister: MRI when? Told awaiting insurance.",
        "We will go over the MRI results at the next visit.",
    ],
)
def test_a_scan_asked_for_is_no_study(told: str) -> None:
    assert "present" not in scans(told)


@pytest.mark.parametrize(
    "told",
    [
        "She had an MRI of the lumbar spine elsewhere; we do not have it.",
        "MRI lumbar 11/02/2025.",
        "Lumbar MRI reviewed with her.",
        "MRI lumbar: L4-5 disc protrusion.",
        "Prior MRI of the back in her twenties.",
    ],
)
def test_a_scan_that_was_made_is_one(told: str) -> None:
    assert "present" in scans(told) or "historical" in scans(told)


@pytest.mark.parametrize(
    "answer",
    [
        "Prior MRI/CT:  No\nDx M54.16",
        "Prior imaging (MRI/CT) last 12 mo:  No\nDx M54.16",
        "Imaging in past year (MRI / CT):   NONE\nSide  left",
        "MRI/CT within 12 months?   N\nSide  left",
    ],
)
def test_a_field_of_studies_that_is_answered_no_names_none(answer: str) -> None:
    form = f"SURGERY REQUEST\nPatient: Ada Invented\nLaminectomy L4-5\n{answer}\n"
    packet = read_packet((Source("form.txt", form.encode()),))
    studies = RulesReader().read(packet).case.imaging_studies
    assert not [one for one in studies if one.assertion != "absent"]
