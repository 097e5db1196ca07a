"""Nerves of facet joints are read as the joint, and clock times are no scores."""

from __future__ import annotations

import pytest

from tests.readings.requests.measure import RulesReader, Source, read_packet
from workbench.pipeline import review_packet
from workbench.schema.case import Case


def case_of(line: str, title: str = "CLINIC NOTE") -> Case:
    text = f"{title}\nDate of visit: 04/27/2026\n{line}\n"
    packet = read_packet((Source("note.txt", text.encode()),))
    return review_packet(packet, RulesReader()).case


@pytest.mark.parametrize(
    ("line", "levels"),
    [
        ("Left L4 and L5 medial branch blocks on 02/03/2026: 70% better.", ["L5-S1"]),
        ("Left L2 and L3 medial branch blocks on 02/03/2026: 70% better.", ["L3-4"]),
        (
            "Left L3, L4 and L5 medial branch blocks on 02/03/2026.",
            ["L4-5", "L5-S1"],
        ),
        ("Left C5 and C6 medial branch blocks on 02/03/2026.", ["C5-6"]),
        ("Left L4-5 medial branch block on 02/03/2026.", ["L4-5"]),
        ("Left facet injections L4 and L5 on 02/03/2026.", ["L4-5"]),
    ],
)
def test_branches_are_read_as_the_joint_that_they_serve(line, levels):
    assert [one.level for one in case_of(line).procedures_done] == levels


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Pain before 7/10, after 30 minutes 0.5/10.", [7, 0.5]),
        ("NRS before 8/10, after 20 min 1/10.", [8, 1]),
        ("NRS 30/10 today.", []),
        ("Pain before 6/10, after 2/10.", [6, 2]),
    ],
)
def test_a_score_lies_on_its_scale_and_a_time_is_none(line, values):
    found = case_of(line, "PROCEDURE NOTE: lumbar facet block")
    scores = [one.value for one in found.functional_limits if one.kind == "score"]
    assert scores == values
