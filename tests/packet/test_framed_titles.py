"""Long frames part the documents of a file where they name records, not sections."""

from __future__ import annotations

import pytest

from workbench.packet.read import read_packet
from workbench.packet.sources import Source

BODY = "Vera Placeholder\nseen on 04/02/2026\nNeck pain.\n\n"
FRAMED = [
    (["===== ED NOTE (scribe) =====", "===== MRI =====", "===== LAB ====="], 4),
    (["*********** CLINIC ***********", "*********** RADIOLOGY ***********"], 3),
    (["##### Spine new patient #####", "##### X-ray #####"], 3),
    (["===== HPI =====", "===== MRI =====", "===== LABS =====", "===== PLAN ====="], 1),
    (["===== MRI ====="], 1),
    (["-- MRI --", "-- LAB --"], 1),
    (["===== ABOUT ME =====", "===== BELOW ====="], 1),
]


@pytest.mark.parametrize(("frames", "documents"), FRAMED)
def test_documents(frames, documents):
    text = "Called in by the office\n" + BODY
    text += "".join(f"{one}\n{BODY}" for one in frames)
    packet = read_packet((Source("all.txt", text.encode()),))
    assert len(packet.documents) == documents


def test_frames_that_only_number_documents_part_them() -> None:
    text = (
        "=== DOCUMENT 1 ====================\n"
        "Heron Spine (invented)      REQUEST FOR STAGED SURGERY\nJune 29, 2026\n"
        "Stage 1: ACDF C5-6\n\n"
        "=== DOCUMENT 2 ====================\n"
        "Clinic, June 18, 2026.  A. Madeup, MD.\nNeck pain. She presents today.\n"
        "Assessment and plan: C6 radiculopathy.\n\n"
        "=== DOCUMENT 3 ====================\n"
        "HERON IMAGING    MRI CERVICAL SPINE\nFindings: C5-6 severe stenosis.\n"
    )
    packet = read_packet((Source("p.txt", text.encode()),))

    assert [one.kind for one in packet.documents] == [
        "request-form",
        "clinic-note",
        "imaging-report",
    ]
    assert [one.lines[0].text[:14] for one in packet.documents] == [
        "=== DOCUMENT 1", "=== DOCUMENT 2", "=== DOCUMENT 3",
    ]  # fmt: skip


def test_a_note_is_told_by_the_title_that_its_system_gives_it() -> None:
    text = (
        "======== CONSULT / REQUEST FOR SERVICES ========\n"
        "Date of request: JUL 20,2026\nProcedure: Posterior cervical fusion C6-C7\n"
        "=================================================\n\n"
        "LOCAL TITLE: SPINE SURGERY OUTPATIENT NOTE\n"
        "DATE OF NOTE: JUL 14,2026@13:05\n\n"
        "HPI: 58 yo male, ACDF C6-C7 FEB 12,2024 at outside hospital.\n"
    )
    packet = read_packet((Source("p.txt", text.encode()),))

    assert [one.kind for one in packet.documents] == ["request-form", "clinic-note"]


def test_frames_that_head_the_parts_of_a_note_part_none() -> None:
    """ "** Medications **" names a list elsewhere; among HPI and Plan it is a part."""
    parts = ["Problem List", "Medications", "HPI", "Social", "Exam", "Imaging", "Plan"]
    note = "HERON SPINE\nVisit Summary           Date: 04/02/2026\n\n"
    note += "".join(f"** {part} **\nNeck pain, no change.\n\n" for part in parts)
    packet = read_packet((Source("visit.txt", note.encode()),))
    assert [one.kind for one in packet.documents] == ["clinic-note"]
