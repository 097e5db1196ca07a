"""A stranger's page among a patient's pages of the same kind is told and left out."""

from __future__ import annotations

import pytest

from workbench.packet.hazards import readable
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.packet import Packet

HEAD = "SPINE CLINIC PROGRESS NOTE\nPatient: Ada Invented   DOB: 01/02/1960\n"
OWN = "Patient: Ada Invented   DOB: 01/02/1960   Page {}\nHer strength is 4/5.\n"
STRANGER = "Patient: Zed Stranger   DOB: 11/12/1941   Page {}\nHis strength is 2/5.\n"
REST = "Date of service: 03/02/2026\nNeck pain since January.\n"


def read(*pages: str) -> Packet:
    return read_packet((Source("a.txt", "\f".join(pages).encode()),))


def strange(packet: Packet) -> list[str]:
    return [
        one.document
        for flag in packet.flags
        if flag.kind == "other-patient"
        for one in flag.evidence
    ]


def seen(packet: Packet) -> str:
    documents = readable(packet).documents
    return "\n".join(line.text for one in documents for line in one.lines)


def test_a_strangers_page_is_cut_out_and_flagged() -> None:
    packet = read(
        HEAD + REST, OWN.format(2), STRANGER.format(2), OWN.format(3), OWN.format(4)
    )
    assert len(strange(packet)) == 1
    assert "2/5" not in seen(packet) and seen(packet).count("4/5") == 3


def test_a_page_without_a_name_goes_on_with_the_one_before() -> None:
    packet = read(HEAD + REST, STRANGER.format(2), "Grip is 1/5.\n", OWN.format(3))
    assert "1/5" not in seen(packet) and "4/5" in seen(packet)


@pytest.mark.parametrize(
    "page",
    [
        "Patient: Ada Invented   DOB: 01/02/1960\nHer strength is 2/5.\n",
        "Patient: Invented, Ada M.   DOB: 01/02/1960\nHer strength is 2/5.\n",
        "Patient: Ada Invented   DOB: 01/02/1968\nHer strength is 2/5.\n",
        "Provider: Zed Stranger, MD\nHer strength is 2/5.\n",
        "Her strength is 2/5.\n",
    ],
)
def test_the_patients_own_pages_stay(page: str) -> None:
    packet = read(HEAD + REST, page, OWN.format(3))
    assert not strange(packet) and "2/5" in seen(packet)
