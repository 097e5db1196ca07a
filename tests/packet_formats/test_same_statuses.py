"""The same packet as text and as other files gives the same criterion statuses."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.packet_formats.agree import apart, reviewed, text_of

GOLD = Path(__file__).resolve().parents[2] / "evals" / "gold"
CASES = ("clean-single-level", "arthroplasty-checkbox-form")


@cache
def plain(case: str) -> dict[str, str]:
    return reviewed(text_of(GOLD / case), "text")


@pytest.mark.parametrize("way", ["docx", "html", "rtf", "eml", "zip"])
@pytest.mark.parametrize("case", CASES)
def test_a_gold_packet_reads_alike(case: str, way: str) -> None:
    assert len(plain(case)) > 5
    assert apart(plain(case), reviewed(text_of(GOLD / case), way)) == []
