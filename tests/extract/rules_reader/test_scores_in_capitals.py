"""A line in capitals that gives a score is content; one that names a part is none."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source

HEAD = "NEW PATIENT QUESTIONNAIRE\nDate: 03/30/2026\n\n"


@pytest.mark.parametrize(
    "total", ["TOTAL  21 / 50  =  42%", "TOTAL SCORE 21/50", "TOTAL 42%"]
)
def test_a_total_apart_from_its_items_is_read(total: str) -> None:
    text = f"{HEAD}NECK DISABILITY INDEX\n\nLifting | 3 | Work | 3\n\n{total}\n"
    packet = read_packet((Source("a.txt", f"{text}Signed: A. Invented\n".encode()),))
    found = RulesReader().read(packet).case.functional_limits
    assert [(one.name, one.value) for one in found if one.kind == "score"] != []
