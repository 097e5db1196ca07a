from __future__ import annotations

import pytest

from tests.evaluate.engine_factory import (
    ACDF,
    CORPECTOMY,
    DECOMPRESSION,
    asked,
    judged,
    stated,
)

MET = [
    *(stated("imaging", level=level) for level in ("C3-4", "C4-5", "C5-6", "C6-7")),
    stated("care"),
    stated("lungs"),
]


def planned(kind, level, **more):
    return asked(kind, level, origin="plan", **more)


def test_another_level_in_the_plan_holds_the_line_at_a_question():
    got = judged([asked(ACDF, "C5-6"), planned(ACDF, "C6-7")], MET)
    line = got.lines[0]
    assert {item.status for item in line.criteria} == {"met"}
    assert line.recommendation == "request_information"
    conflict = got.conflicts[0]
    assert conflict.kind == "level-differs-between-request-and-plan"
    assert conflict.lines == ("L1",)
    assert [side.evidence[0].document for side in conflict.sides] == ["D1", "D2"]
    need = got.needs[0]
    assert need.required and "C5-6" in need.ask and "C6-7" in need.ask
    assert "D1:1" in need.ask and "D2:2" in need.ask


def test_the_held_line_is_not_worse_either():
    got = judged(
        [asked(ACDF, "C5-6"), planned(ACDF, "C6-7")], [stated("care", "absent")]
    )
    assert got.lines[0].criteria[1].status == "not_met"
    assert got.lines[0].recommendation == "request_information"
    assert got.confirm_by == "nurse"


def test_lines_that_agree_are_not_affected_and_a_planned_level_makes_no_line():
    got = judged(
        [asked(ACDF, "C5-6"), planned(ACDF, "C5-6"), planned(ACDF, "C6-7")], MET
    )
    assert len(got.lines) == 1
    assert got.recommendation == "approve"
    assert [(one.kind, one.lines) for one in got.conflicts] == [
        ("level-only-in-plan", ())
    ]
    assert all(not need.required for need in got.needs)


def test_only_the_requested_level_that_the_plan_lacks_is_held():
    got = judged([asked(ACDF, "C4-5"), asked(ACDF, "C5-6"), planned(ACDF, "C5-6")], MET)
    assert [line.recommendation for line in got.lines] == [
        "request_information",
        "approve",
    ]


@pytest.mark.parametrize(
    ("requested", "named", "held"),
    [
        ("left", ["right"], True),
        ("left", ["bilateral"], True),
        ("left", ["left", "right"], False),
        ("bilateral", ["left", "right"], False),
        ("left", [None], False),
        (None, ["left"], False),
        ("left", ["left"], False),
    ],
)
def test_sides(requested, named, held):
    got = judged(
        [
            asked(DECOMPRESSION, "C5-6", side=requested),
            *(planned(DECOMPRESSION, "C5-6", side=side) for side in named),
        ],
        MET,
    )
    assert bool(got.conflicts) is held
    expected = "request_information" if held else "approve"
    assert got.lines[0].recommendation == expected


def test_side_of_an_approach_is_no_difference_for_a_procedure_without_side():
    got = judged(
        [asked(ACDF, "C5-6", side="left"), planned(ACDF, "C5-6", side="right")], MET
    )
    assert got.conflicts == ()


def test_the_fusion_of_a_planned_corpectomy_is_no_level_of_its_own():
    got = judged(
        [
            asked(CORPECTOMY, None, site="C5"),
            planned(CORPECTOMY, None, site="C5"),
            planned(ACDF, "C4-5"),
            planned(ACDF, "C5-6"),
        ],
        [*MET],
    )
    assert got.conflicts == ()


@pytest.mark.parametrize("assertion", ["absent", "uncertain", "historical"])
def test_a_plan_that_is_not_made_is_no_difference(assertion):
    got = judged([asked(ACDF, "C5-6"), planned(ACDF, "C6-7", assertion=assertion)], MET)
    assert got.conflicts == ()


def test_a_request_that_is_itself_uncertain_is_held():
    got = judged([asked(ACDF, "C5-6", assertion="uncertain")], MET)
    assert got.recommendation == "request_information"
