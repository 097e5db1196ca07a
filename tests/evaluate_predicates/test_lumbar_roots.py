"""Which root a lumbar level concerns, by where its findings lie."""

from __future__ import annotations

import pytest

from workbench.evals.policy_tests import compact_case
from workbench.evaluate.compile import compile_policy
from workbench.evaluate.leaf import Place, Scope
from workbench.policy.cases import PolicyTest, PolicyTestFile
from workbench.policy.loader import load_policy
from workbench.schema.base import parse_data

POLICY = compile_policy(load_policy("lumbar-fusion-and-decompression"))
(MATCH,) = [
    one for one in POLICY.criteria if one.criterion.id == "symptoms-match-level"
]
ROOTS = ("L1", "L2", "L3", "L4", "L5", "S1", "S2")


def status(level, finding, root, side="left"):
    """The status where one finding lies at a level and pain is told of one root."""
    found = {"level": level, "contact": "compress root", "side": "left", **finding}
    facts = {
        "symptoms": [{"kind": "pain", "roots": [root], "side": side}],
        "imaging_studies": [
            {
                "kind": "mri",
                "date": "2026-03-01",
                "findings": [{"kind": "compression", **found}],
            }
        ],
    }
    data = {"name": "t", "facts": facts, "expect": {}}
    test = parse_data(PolicyTest, data, where="t")
    file = parse_data(PolicyTestFile, {"policy": "p", "tests": [data]}, where="t")
    place = Place(
        procedure="lumbar-decompression", interspaces=(level,), side="left", sided=True
    )
    scope = Scope(
        case=compact_case(file, test, where="t"), request_date="2026-05-04", place=place
    )
    return MATCH.test(scope).status


@pytest.mark.parametrize(
    ("level", "finding", "roots"),
    [
        ("L4-5", {"location": "recess"}, {"L4", "L5", "S1"}),
        ("L4-5", {"name": "paracentral", "location": "disc"}, {"L4", "L5", "S1"}),
        ("L4-5", {"name": "subarticular"}, {"L4", "L5", "S1"}),
        ("L4-5", {"location": "foraminal"}, {"L3", "L4", "L5"}),
        ("L4-5", {"location": "extraforaminal"}, {"L3", "L4", "L5"}),
        ("L4-5", {"name": "far-lateral"}, {"L3", "L4", "L5"}),
        ("L4-5", {}, {"L3", "L4", "L5", "S1"}),
        ("L5-S1", {"location": "recess"}, {"L5", "S1", "S2"}),
        ("L5-S1", {"location": "foraminal"}, {"L4", "L5", "S1"}),
        ("L3-4", {"location": "recess"}, {"L3", "L4", "L5"}),
        ("L3-4", {"location": "extraforaminal"}, {"L2", "L3", "L4"}),
        ("L3-4", {"name": "central", "side": None}, {"L3", "L4", "L5", "S1", "S2"}),
    ],
)
def test_the_root_that_a_finding_meets_and_its_neighbours(level, finding, roots):
    fitting = {root for root in ROOTS if status(level, finding, root) == "met"}
    assert fitting == roots


def test_a_root_that_does_not_fit_is_a_question_and_never_a_refusal():
    got = {status("L4-5", {"location": "recess"}, root) for root in ROOTS}
    assert got == {"met", "conflicting"}


def test_the_other_leg_is_a_contradiction():
    assert status("L4-5", {"location": "recess"}, "L5", "right") == ("conflicting")
