"""Contradictions found by data: each rule finds its examples and no counter-example."""

from __future__ import annotations

import pytest

from tests.evaluate_generic.made import DATE, case, policy
from workbench.evaluate.contradictions.model import Rule, Shown, rules
from workbench.evaluate.engine import evaluate
from workbench.extract.rules.reader import RulesReader
from workbench.narrate.narrative import render
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import review_packet
from workbench.policy.loader import load_policy
from workbench.schema.determination import Conflict, Determination

SHOWN = [
    pytest.param(rule, shown, expected, id=f"{rule.id}-{word}-{number}")
    for rule in rules().every()
    for expected, word, given in (
        (True, "example", rule.examples),
        (False, "counter", rule.counter),
    )
    for number, shown in enumerate(given, 1)
]
PROCEDURES = ("acdf", "posterior-cervical-decompression")


def determined(shown: Shown) -> Determination:
    made = case(shown.facts, shown.patient)
    plain = policy({"fact": {"list": "symptoms", "kind": "pain"}})
    (only,) = plain.criteria
    both = plain.model_copy(
        update={
            "procedures": PROCEDURES,
            "criteria": (only.model_copy(update={"applies_to": PROCEDURES}),),
        }
    )
    return evaluate(made, both, request_date=DATE, final=False)


def found(shown: Shown) -> list[Conflict]:
    return list(determined(shown).conflicts)


@pytest.mark.parametrize(("rule", "shown", "expected"), SHOWN)
def test_a_rule_finds_its_examples_only(
    rule: Rule, shown: Shown, expected: bool
) -> None:
    mine = [one for one in found(shown) if one.kind == rule.id]

    assert bool(mine) is expected
    for one in mine:
        assert one.settled_by is None and one.criterion is None
        assert one.sides[0].evidence and all(side.says for side in one.sides)


@pytest.mark.parametrize(("rule", "shown", "expected"), SHOWN)
def test_a_contradiction_changes_nothing_but_the_list(
    rule: Rule, shown: Shown, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_them = determined(shown)
    monkeypatch.setattr("workbench.evaluate.engine.contradictions", lambda *_: ())
    without = determined(shown)

    assert with_them.model_copy(update={"conflicts": ()}) == without.model_copy(
        update={"conflicts": ()}
    )


def test_ids_are_their_own() -> None:
    ids = [rule.id for rule in rules().every()]

    assert len(ids) == len(set(ids))


def test_what_a_criterion_lists_is_not_listed_again() -> None:
    facts = {
        "requested_procedures": [{"kind": "acdf", "level": "C6-7"}],
        "imaging_studies": [
            {
                "kind": "ct",
                "date": "2026-03-02",
                "document": "D4",
                "findings": [
                    {"kind": "hardware-failure", "level": "C6-7"},
                    {
                        "kind": "hardware-failure",
                        "level": "C6-7",
                        "assertion": "absent",
                    },
                ],
            }
        ],
    }
    test = {
        "fact": {
            "list": "imaging_findings",
            "kind": "hardware-failure",
            "level": "line",
        }
    }
    made = evaluate(case(facts), policy(test), request_date=DATE, final=False)

    assert [one.kind for one in made.conflicts] == ["hardware-failure"]


PACKET = """PRIOR AUTHORIZATION REQUEST FORM
Date of request: 05/04/2026
Patient: Example, Planted   Age: 52   Sex: F
Procedure requested: Posterior cervical foraminotomy C5-6 right, CPT 63020-RT
Diagnosis: Lumbar radiculopathy M54.16
\f
OFFICE NOTE
Date of visit: 04/20/2026
Chief complaint: left arm pain for 4 months.
She has pain in the left arm and numbness of the left thumb.
Past surgical history: ACDF C6-7 on 04/28/2026.
Exam: Hoffmann negative bilaterally. Gait is normal.
"""


def test_contradictions_planted_in_a_packet_are_found_with_their_quotes() -> None:
    """From text to list: the wrong side, the wrong region, an operation to come."""
    packet = read_packet((Source("packet.txt", PACKET.encode()),))
    review = review_packet(packet, RulesReader())
    found = {one.kind: one for one in review.determination.conflicts}

    assert {
        "complaints-opposite-to-request",
        "codes-name-another-region-than-request",
        "done-after-it-was-written",
    } <= found.keys()
    sided = found["complaints-opposite-to-request"]
    assert sided.lines == ("L1",)
    assert any("right" in one.quote for one in sided.sides[0].evidence)
    assert all("left" in one.quote for one in sided.sides[1].evidence)


SHORT = """PRIOR AUTHORIZATION REQUEST FORM
Date of request: 01/09/2026
Patient: Example, Planted   Age: 52   Sex: F
Procedure requested: ACDF C5-6, CPT 22551
\f
OFFICE NOTE
Date of visit: 01/05/2026
HPI: Neck and right arm pain since December 2025.
Treatment: She has completed 14 weeks of physical therapy for the neck.
"""


def test_care_longer_than_the_complaint_is_told_in_the_words_of_the_record() -> None:
    """No day is reckoned from "December 2025", which no proof could find there."""
    packet = read_packet((Source("packet.txt", SHORT.encode()),))
    review = review_packet(packet, RulesReader())
    found = {one.kind: one for one in review.determination.conflicts}

    says = [side.says for side in found["care-longer-than-complaint"].sides]
    assert any("began in 2025-12" in one for one in says)
    assert render(review, load_policy("cervical-spine-surgery"))
