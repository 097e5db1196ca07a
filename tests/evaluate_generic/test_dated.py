"""Parameters with a history, and questions that single tests ask."""

from __future__ import annotations

import pytest

from tests.evaluate_generic.made import case, judged, policy
from workbench.evaluate.engine import evaluate
from workbench.policy.dated import editions_of, in_play, marker

HISTORY = [
    {"to": "2026-06-30", "value": {"weeks": 6}},
    {"from": "2026-07-01", "value": {"weeks": 12}},
]
TEST = {"duration": {"min": marker(HISTORY)}}


def care(days):
    return {"treatments": [{"kind": "nsaid", "status": "done", "days": days}]}


@pytest.mark.parametrize(
    ("date", "days", "status"),
    [
        ("2026-06-30", 42, "met"),
        ("2026-07-01", 42, "not_met"),
        ("2026-07-01", 84, "met"),
        # both values in play: they agree on 84 and on 30, not on 60
        (None, 84, "met"),
        (None, 30, "not_met"),
        (None, 60, "not_documented"),
        ("2026", 60, "not_documented"),
    ],
)
def test_the_request_date_chooses_the_value(date, days, status):
    leaf = judged(TEST, care(days), date=date)
    assert leaf.status == status
    if (date, days) == (None, 60):
        assert "from 2026-07-01" in leaf.reason


def test_two_histories_make_a_period_for_every_change():
    other = marker(
        [{"to": "2026-03-31", "value": 1}, {"from": "2026-04-01", "value": 2}]
    )
    found = editions_of({"a": marker(HISTORY), "b": [other]})
    assert [one.start for one in found] == ["0001-01-01", "2026-04-01", "2026-07-01"]
    assert in_play(found, "2026-05") == (1,)
    assert in_play(found, "2026") == (0, 1, 2)


def test_a_single_test_asks_its_own_question():
    test = {
        "all": [
            {"fact": {"list": "symptoms", "kind": "pain", "ask": "Describe the pain",
                      "who": "patient", "documents": ["clinic-note"]}},
            {"fact": {"list": "tests", "kind": "hba1c", "ask": "Send the HbA1c",
                      "documents": ["laboratory"]}},
            {"age": {"at_least": 18}},
        ]
    }  # fmt: skip
    facts = {"requested_procedures": [{"kind": "acdf", "level": "C5-6"}]}
    got = evaluate(case(facts), policy(test), request_date=None, final=False)
    asked = {need.ask: (need.who, need.documents) for need in got.needs}
    assert asked == {
        "Describe the pain": ("patient", ("clinic-note",)),
        "Send the HbA1c": ("clinical", ("laboratory",)),
        "Ask for one": ("clinical", ("clinic-note",)),
    }
    with_pain = facts | {"symptoms": [{"kind": "pain"}]}
    got = evaluate(case(with_pain), policy(test), request_date=None, final=False)
    assert "Describe the pain" not in {need.ask for need in got.needs}
