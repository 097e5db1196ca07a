"""Whole packets in the layouts of ``layouts.yaml``: the lines that each asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from workbench.extract.rules.reader import RulesReader
from workbench.packet.hazards import readable
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import review_packet
from workbench.vocabulary import procedures

LAYOUTS: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("layouts.yaml").read_text(encoding="utf-8")
)


def lines_of(text: str) -> list[str]:
    """Each line of the determination: procedure, level or code, side."""
    packet = readable(read_packet((Source("request.txt", text.encode()),)))
    lines = review_packet(packet, RulesReader()).determination.lines
    followers = procedures().dependents
    found = set()
    for line in lines:
        code = line.codes[0] if line.codes else None
        place = code if line.procedure in followers else line.level
        parts = (line.procedure, place, line.side)
        found.add(" ".join(part for part in parts if part))
    return sorted(found)


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout(name):
    layout = LAYOUTS[name]

    assert lines_of(layout["text"]) == sorted(layout["lines"])
