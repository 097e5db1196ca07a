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
