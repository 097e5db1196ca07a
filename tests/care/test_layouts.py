"""Each layout of conservative care gives the status that the policy gives it."""

from __future__ import annotations

import pytest

from tests.care import (
    asked_care,
    dated_care,
    further_care,
    recorded_care,
    tempting_care,
)
from tests.care.builders import Layout
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import review_packet

_MODULES = (dated_care, recorded_care, further_care, tempting_care, asked_care)
LAYOUTS = [layout for module in _MODULES for layout in module.LAYOUTS]


def care_statuses(layout: Layout) -> set[str]:
    """The statuses of conservative care over the request's own lines."""
    packet = read_packet(
        tuple(
            Source(f"{place}.txt", text.encode())
            for place, text in enumerate(layout.documents)
        )
    )
    review = review_packet(packet, RulesReader())
    return {
        criterion.status
        for line in review.determination.lines
        for criterion in line.criteria
        if criterion.id == "conservative-care"
    }


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_status_of_care(layout: Layout) -> None:
    assert care_statuses(layout) == {layout.status}
