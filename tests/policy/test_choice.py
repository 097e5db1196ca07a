"""Which policy fits: coverage, state, region, codes, versions by date."""

from __future__ import annotations

import pytest

from tests.evaluate_generic.made import policy as made
from tests.policy_tools.made import POLICY, place
from workbench.evaluate.engine import evaluate
from workbench.pipeline import pick_policy
from workbench.policy.choice import choose
from workbench.schema.base import parse_data
from workbench.schema.case import Case

TEST = {"age": {"at_least": 18}}


def request(kind="acdf", date="2026-05-04", **header):
    fact = {
        "id": "r1",
        "kind": kind,
        "level": "C5-6",
        "codes": ["22551"],
        "evidence": [{"document": "D1", "lines": [1], "quote": "words"}],
    }
    data = {"requested_procedures": [fact], "request": {"date": date} | header}
    return parse_data(Case, data, where="test")


def variant(name, **more):
    return made(TEST, id=name, **more)


PLAIN = variant("plain")
MEDICARE = variant("medicare", applies_when={"lines_of_business": ["medicare"]})
OHIO = variant("ohio", applies_when={"states": ["OH"], "regions": ["cervical"]})


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ({}, "plain"),
        ({"line_of_business": "medicare"}, "medicare"),
        ({"line_of_business": "commercial"}, "plain"),
        ({"state": "OH"}, "ohio"),
        ({"state": "TX"}, "plain"),
    ],
)
def test_the_closest_policy_that_nothing_speaks_against(header, expected):
    chosen = choose(request(**header), [PLAIN, MEDICARE, OHIO])
    assert chosen.policy.id == expected
    assert chosen.applies and "acdf" in chosen.because


def test_a_request_that_no_policy_covers_is_never_approved_or_denied():
    case = request(line_of_business="commercial")
    chosen = choose(case, [MEDICARE])
    assert not chosen.applies
    assert "commercial" in chosen.because
    got = evaluate(
        case, MEDICARE, request_date=None, final=False, applies=chosen.applies
    )
    assert got.recommendation == "policy_not_applicable"


def test_the_version_in_force_on_the_date():
    old = variant(
        "v1", family="f", effective_from="2025-01-01", effective_to="2025-12-31"
    )
    new = variant("v2", family="f", effective_from="2026-01-01")
    assert choose(request(date="2025-06-01"), [old, new]).policy.id == "v1"
    assert choose(request(date="2026-06-01"), [old, new]).policy.id == "v2"
    assert choose(request(date=None), [old, new]).policy.id == "v2"


DRAFT = variant("draft", status="draft")


@pytest.mark.parametrize("others", [[], [MEDICARE]])
def test_a_draft_decides_no_request_and_is_named_with_the_way_to_use_it(others):
    chosen = choose(request(line_of_business="commercial"), [*others, DRAFT])
    judged = chosen.applies and "acdf" in chosen.policy.procedures
    assert not judged or chosen.policy is not DRAFT
    assert "draft is a draft, which is applied only where it is named" in chosen.because


def test_a_draft_of_next_years_version_takes_nothing_from_this_years():
    old = variant("v1", family="f", effective_from="2025-01-01")
    new = variant("v2", family="f", effective_from="2026-01-01", status="draft")
    assert choose(request(), [old, new, DRAFT]).policy is old


def test_a_draft_that_is_named_is_applied_and_said_to_be_one(tmp_path, monkeypatch):
    path = place(tmp_path, policy=POLICY.replace("status: active", "status: draft"))
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    chosen = pick_policy(request(), path.stem)
    assert chosen.policy.id == path.stem and chosen.applies
    assert "a draft" in chosen.because
