"""A masked packet says the same: a reader finds the same facts on the same lines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from workbench.extract.phi.mask import PacketMask
from workbench.extract.rules.reader import RulesReader
from workbench.packet.hazards import readable
from workbench.packet.read import read_packet
from workbench.packet.sources import load
from workbench.schema.case import Case, all_facts

GOLD = Path(__file__).resolve().parents[2] / "evals" / "gold"


def _facts(case: Case) -> Counter[object]:
    return Counter(
        (f.kind, f.level, f.site, f.side, f.assertion, f.evidence[0].lines)
        for f in all_facts(case)
    )


@pytest.mark.parametrize("name", ["clean-single-level", "seed-staged-revision"])
def test_masking_changes_no_fact(name: str) -> None:
    packet = readable(read_packet(load(str(GOLD / name / "packet"))))
    mask = PacketMask(packet)
    hidden = packet.model_copy(
        update={"documents": tuple(map(mask.hide, packet.documents)), "flags": ()}
    )

    assert dict(mask.counts)["patient"] >= 3
    assert _facts(RulesReader().read(hidden).case) == _facts(
        RulesReader().read(packet).case
    )
