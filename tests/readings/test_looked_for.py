"""What was looked for is a question; a study that was normal answers it with no."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Case


def _read(text: str) -> Case:
    packet = read_packet([Source("note.txt", text.encode())])
    return RulesReader().read(packet).case


@pytest.mark.parametrize(
    "text",
    [
        "Neurology has already looked for B12 deficiency and peripheral neuropathy: "
        "bloods normal, EMG/NCS 04/20/2026 normal.",
        "Worked up for polyneuropathy: EMG 3/4/2026 normal.",
        "EMG was done to look for carpal tunnel syndrome and was unremarkable.",
        "Checked for ulnar neuropathy; NCS of March 2026 negative.",
    ],
)
def test_a_question_is_no_finding(text: str) -> None:
    case = _read(text)

    assert {one.assertion for one in case.diagnoses} <= {"uncertain", "absent"}
    assert "positive" not in {one.result for one in case.tests}


@pytest.mark.parametrize(
    "text",
    [
        "EMG/NCS 04/20/2026: peripheral neuropathy.",
        "EMG to look for a cause showed carpal tunnel syndrome.",
    ],
)
def test_a_finding_stays_one(text: str) -> None:
    assert "positive" in {one.result for one in _read(text).tests}
