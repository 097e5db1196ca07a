"""An alternative that a plan weighs and leaves for another is not planned."""

from __future__ import annotations

import pytest

from tests.extract.frames_request.told import facts


def planned_kinds(plan: str) -> set[str]:
    text = f"CLINIC NOTE\nPatient: Otto Vane\n\nPlan:\n{plan}\n"
    return {one.kind for one in facts("request.document", text, "clinic-note")}


LEFT = [
    "We talked about disc replacement, but the facets at C5-6 are worn."
    " She chooses C5-6 ACDF.",
    "We spoke of an arthroplasty at C5-6; her facets rule it out. ACDF C5-6.",
    "Disc replacement at C5-6 was brought up. He prefers the fusion: ACDF C5-6.",
]
KEPT = [
    "We discussed ACDF C5-6, but she has questions of cost. Plan ACDF C5-6 in June.",
    "We discussed ACDF C5-6 and its risks. Schedule for June.",
]


@pytest.mark.parametrize("plan", [*LEFT, *KEPT])
def test_only_what_is_chosen_is_planned(plan: str) -> None:
    assert planned_kinds(plan) == {"acdf"}


def test_one_operation_beside_another_stays_planned() -> None:
    plan = "Recommend ACDF C5-6. Then posterior cervical fusion C5-6 a week later."

    assert planned_kinds(plan) == {"acdf", "posterior-cervical-fusion"}
