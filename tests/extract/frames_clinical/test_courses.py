"""Since when a complaint has been there, where the sentence opens with the day."""

from __future__ import annotations

import pytest

from tests.extract.frames_clinical.told import document
from workbench.extract.rules.frames.symptoms import courses
from workbench.extract.rules.layout.segment import segment
from workbench.extract.rules.model import PacketView
from workbench.schema.packet import Packet


def starts(text: str) -> list[str | None]:
    one = document(f"HISTORY OF PRESENT ILLNESS:\n{text}", "clinic-note", "2026-05-21")
    view = segment(one)
    packet = Packet(sha256="0" * 64, sources=(), documents=(one,))
    seen = PacketView(packet=packet, documents=(view,))
    return [fact.start for fact in courses.read(view, seen)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In February she developed pain in the left buttock.", ["2026-02"]),
        (
            "About the first week of March this year Mr. Stub began to have leg pain, "
            "which over ten days moved to the foot.",
            ["2026-03"],
        ),
        ("In late January the patient noticed pain down the arm.", ["2026-01"]),
        ("In March he started therapy for the back pain.", []),
        ("In April she got an injection for the pain.", []),
    ],
)
def test_a_sentence_that_opens_with_its_day(text, expected):
    assert starts(text) == expected


def test_an_onset_without_its_complaint_in_the_sentence() -> None:
    """The complaint may stand a few sentences before in the paragraph."""
    told = "She has left leg pain. She can stand ten minutes. "
    assert "2025-09" in starts(told + "First began in September 2025.")
    assert starts(told + "Started PT in March 2026.") == []
