"""The same packet as text and as other files gives the same criterion statuses."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.packet_formats.sweep import apart, reviewed, statuses, text_of

GOLD = Path(__file__).resolve().parents[2] / "evals" / "gold"
CASES = ("clean-single-level", "arthroplasty-checkbox-form")


@cache
def plain(case: str) -> dict[str, str]:
    return reviewed(text_of(GOLD / case), "text")


@pytest.mark.parametrize("way", ["docx", "html", "rtf", "eml", "zip", "ccda"])
@pytest.mark.parametrize("case", CASES)
def test_a_gold_packet_reads_alike(case: str, way: str) -> None:
    assert len(plain(case)) > 5
    assert apart(plain(case), reviewed(text_of(GOLD / case), way)) == []


def test_a_scan_askew_reads_like_the_text() -> None:
    """A form with typed boxes, a note and a report: 200 dpi, grain, 2.2 degrees."""
    pytest.importorskip("rapidocr")
    pytest.importorskip("tesserocr")
    from tests.packet_formats import rendering
    from workbench.extract.rules.reader import RulesReader
    from workbench.packet.read import read_packet
    from workbench.packet.sources import Source
    from workbench.pipeline import review_packet

    case = "arthroplasty-checkbox-form"
    pages = rendering.pages_of(rendering.pdf_of(text_of(GOLD / case)))
    scans = [rendering.scan(page, 3, skew=2.2) for page in pages]
    source = Source("packet.pdf", rendering.pdf_of_pictures(scans))
    review = review_packet(read_packet((source,)), RulesReader())
    assert apart(plain(case), statuses(review)) == []
