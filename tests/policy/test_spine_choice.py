"""Which of the shipped policies a request of the low back, of a scan, of both gets."""

from __future__ import annotations

import pytest

from workbench.evaluate.engine import evaluate
from workbench.policy.choice import choose
from workbench.policy.loader import list_policies, load_policy
from workbench.schema.base import parse_data
from workbench.schema.case import Case

POLICIES = [load_policy(name) for name in list_policies()]
LUMBAR, MRI = "lumbar-fusion-and-decompression", "spine-mri"
ESI = "medicare-epidural-steroid-injection"
QUOTE = [{"document": "D1", "lines": [1], "quote": "words"}]


def case(*asked):
    facts = [
        {"id": f"r{number}", "evidence": QUOTE, **one}
        for number, one in enumerate(asked)
    ]
    data = {"requested_procedures": facts, "request": {"date": "2026-05-04"}}
    return parse_data(Case, data, where="test")


DISC = {"kind": "lumbar-decompression", "level": "L4-5", "codes": ["63030"]}
FUSION = {"kind": "lumbar-interbody-fusion", "level": "L4-5", "codes": ["22633"]}
SCAN = {"kind": "spine-mri", "site": "lumbar", "codes": ["72148"]}
NECK_SCAN = {"kind": "spine-mri", "site": "cervical", "codes": ["72141"]}
INJECTION = {"kind": "epidural-transforaminal", "level": "L4-5", "codes": ["64483"]}
NECK = {"kind": "acdf", "level": "C5-6", "codes": ["22551"]}
KNEE = {"kind": "other", "name": "knee replacement", "codes": ["27447"]}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((DISC,), LUMBAR),
        ((FUSION, DISC), LUMBAR),
        ((FUSION, DISC, SCAN), LUMBAR),
        (({**DISC, "level": None},), LUMBAR),
        ((SCAN,), MRI),
        ((NECK_SCAN, SCAN), MRI),
        ((INJECTION,), ESI),
        ((NECK,), "cervical-spine-surgery"),
    ],
)
def test_each_request_gets_the_policy_that_covers_most_of_it(asked, expected):
    chosen = choose(case(*asked), POLICIES)
    assert (chosen.policy.id, chosen.applies) == (expected, True)


@pytest.mark.parametrize("asked", [(FUSION, DISC, INJECTION), (DISC, FUSION, KNEE)])
def test_what_the_policy_does_not_cover_is_said_to_be_so(asked):
    given = case(*asked)
    chosen = choose(given, POLICIES)
    got = evaluate(given, chosen.policy, request_date="2026-05-04", final=False)
    said = {line.procedure: line.recommendation for line in got.lines}
    assert said.pop(asked[-1]["kind"]) == "policy_not_applicable"
    assert set(said.values()) == {"request_information"}


def test_a_request_that_no_policy_covers_is_neither_approved_nor_refused():
    given = case(KNEE)
    chosen = choose(given, POLICIES)
    got = evaluate(given, chosen.policy, request_date="2026-05-04", final=False)
    assert got.recommendation == "policy_not_applicable"
