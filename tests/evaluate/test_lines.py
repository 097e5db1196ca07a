from __future__ import annotations

import pytest

from tests.evaluate.engine_factory import (
    ACDF,
    CORPECTOMY,
    DECOMPRESSION,
    DISC,
    FUSION,
    asked,
    case,
    judged,
    policy,
)
from workbench.evaluate.lines import interspaces_named, main_lines


def places(requested):
    lines = main_lines(case(requested), policy())
    return [
        (line.item.procedure, line.item.place, line.item.side, line.item.codes)
        for line in lines
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("C5-6", ("C5-6",)),
        ("C3-5", ("C3-4", "C4-5")),
        ("C3-C5", ("C3-4", "C4-5")),
        ("C6-T1", ("C6-7", "C7-T1")),
        ("C5", ("C5-6",)),
        ("S1", ()),
        ("C5-3", ()),
        ("neck", ()),
        (None, ()),
    ],
)
def test_names_of_places(name, expected):
    assert interspaces_named(name) == expected


def test_one_line_per_procedure_and_interspace_with_its_codes():
    found = places(
        [
            asked(ACDF, "C3-4", codes=["22551", "22552"], stage=1),
            asked(ACDF, "C4-5", codes=["22551", "22552"], stage=1),
            asked(FUSION, "C4-5", codes=["22600"], stage=2),
        ]
    )
    assert found == [
        (ACDF, "C3-4", None, ("22551", "22552")),
        (ACDF, "C4-5", None, ("22551", "22552")),
        (FUSION, "C4-5", None, ("22600",)),
    ]


def test_a_single_vertebra_makes_the_interspace_below_it():
    assert places([asked(DECOMPRESSION, None, site="C5")])[0][1] == "C5-6"


def test_what_is_said_twice_is_one_line():
    found = places(
        [
            asked(ACDF, "C5-6", codes=["22551"]),
            asked(ACDF, "C5-6", stage=1),
            asked(ACDF, None, codes=["22551", "22552"]),
        ]
    )
    assert found == [(ACDF, "C5-6", None, ("22551", "22552"))]


def test_the_same_level_in_two_stages_is_two_lines():
    found = places([asked(FUSION, "C5-6", stage=1), asked(FUSION, "C5-6", stage=2)])
    assert len(found) == 2


def test_side_makes_lines_only_where_the_procedure_has_one():
    both = places(
        [asked(DECOMPRESSION, "C5-6", side=s) for s in ("left", "right", "left")]
    )
    assert [one[2] for one in both] == ["left", "right"]
    front = places([asked(ACDF, "C5-6", side=s) for s in ("left", "right")])
    assert [one[2] for one in front] == [None]


def test_bilateral_is_one_line():
    found = places([asked(DECOMPRESSION, "C5-6", side="bilateral")])
    assert found == [(DECOMPRESSION, "C5-6", "bilateral", ())]


def test_a_corpectomy_is_one_line_per_segment_judged_at_both_interspaces():
    line = main_lines(case([asked(CORPECTOMY, None, site="C5")]), policy())[0]
    assert line.item.place == "C5"
    assert line.place.vertebra == "C5"
    assert line.place.interspaces == ("C4-5", "C5-6")


def test_fusions_at_the_edge_of_a_corpectomy_belong_to_it():
    found = places(
        [
            asked(CORPECTOMY, None, site="C5", codes=["63081"]),
            asked(ACDF, "C4-5", codes=["22554"]),
            asked(ACDF, "C5-6", codes=["22585"]),
            asked(ACDF, "C6-7", codes=["22551"]),
        ]
    )
    assert found == [
        (CORPECTOMY, "C5", None, ("63081", "22554", "22585")),
        (ACDF, "C6-7", None, ("22551",)),
    ]


def test_a_fusion_code_without_level_goes_to_the_corpectomy_or_to_its_own_levels():
    alone = places(
        [asked(CORPECTOMY, None, site="C5"), asked(ACDF, None, codes=["22554"])]
    )
    assert [one[0] for one in alone] == [CORPECTOMY]
    beside = places(
        [
            asked(CORPECTOMY, None, site="C5"),
            asked(ACDF, "C6-7"),
            asked(ACDF, None, codes=["22551"]),
        ]
    )
    assert beside[1] == (ACDF, "C6-7", None, ("22551",))


def test_a_disc_replacement_beside_a_corpectomy_stays_a_line():
    found = places([asked(CORPECTOMY, None, site="C5"), asked(DISC, "C4-5")])
    assert [one[0] for one in found] == [CORPECTOMY, DISC]


def test_other_procedures_stay_apart_and_are_outside_the_policy():
    got = judged(
        [
            asked("other", "C3-4", name="laminoplasty", codes=["63050"]),
            asked("other", "C3-4", name="stimulator"),
        ]
    )
    assert [line.name for line in got.lines] == ["laminoplasty", "stimulator"]
    assert {line.recommendation for line in got.lines} == {"policy_not_applicable"}
    assert got.recommendation == "policy_not_applicable"
    assert got.confirm_by == "nurse"
    assert got.lines[0].policy is None


def test_a_level_outside_the_region_is_outside_the_policy():
    line = judged([asked(DECOMPRESSION, "L4-5")]).lines[0]
    assert line.recommendation == "policy_not_applicable"


def test_facts_of_the_plan_and_negated_requests_make_no_line():
    got = judged(
        [asked(ACDF, "C5-6", origin="plan"), asked(ACDF, "C4-5", assertion="absent")]
    )
    assert got.lines == ()
    assert got.recommendation == "request_information"
    assert [need.required for need in got.needs][0] is True
    assert "request itself" in got.needs[0].ask


def test_a_request_without_level_is_a_line_that_asks_for_it():
    got = judged(
        [asked(ACDF, None, codes=["22551"])], [{"kind": "care"}, {"kind": "lungs"}]
    )
    assert got.lines[0].level is None
    assert got.lines[0].recommendation == "request_information"
    assert "level" in got.needs[0].ask


def test_a_line_without_level_is_never_approved():
    from tests.evaluate.engine_factory import compiled, criterion

    only_care = compiled(
        criteria=[criterion("care")], waivers=[], alternatives_require=[]
    )
    got = judged([asked(ACDF, None)], [{"kind": "care"}], with_policy=only_care)
    assert got.lines[0].criteria[0].status == "met"
    assert got.recommendation == "request_information"
