"""Parameters with a history, and questions that single tests ask."""

from __future__ import annotations

import pytest

from tests.evaluate_generic.made import case, judged, policy
from workbench.evaluate.compile import compile_policy
from workbench.evaluate.engine import evaluate
from workbench.evaluate.explain import explain
from workbench.evaluate.explained_text import as_html, as_text
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


def test_an_explanation_says_what_would_settle_and_what_would_undo():
    test = {
        "all": [
            {"fact": {"list": "symptoms", "kind": "pain", "id": "pain"}},
            {
                "any": [
                    {"fact": {"list": "tests", "kind": "hba1c", "id": "lab",
                              "documents": ["laboratory"]}},
                    {"fact": {"list": "tests", "kind": "esr", "id": "esr",
                              "documents": ["laboratory"]}},
                ]
            },
        ]
    }  # fmt: skip
    asked = {"requested_procedures": [{"kind": "acdf", "level": "C5-6"}]}
    compiled = compile_policy(policy(test))
    facts = asked | {"symptoms": [{"kind": "pain"}]}
    told = explain(case(facts), compiled, request_date=None, mode="full")
    (line,) = told.lines
    assert [[one.test for one in row] for row in line.would_settle] == [
        ["lab"],
        ["esr"],
    ]
    assert [(one.document, one.lines) for one in told.opens] == [
        ("laboratory", ("L1",))
    ]
    assert "? lab not documented" in as_text(told)
    facts |= {"tests": [{"kind": "hba1c"}]}
    told = explain(case(facts), compiled, request_date=None)
    (line,) = told.lines
    assert line.recommendation == "approve"
    assert [one.test for one in line.would_undo] == ["pain", "lab"]
    facts["tests"].append({"kind": "esr"})
    (line,) = explain(case(facts), compiled, request_date=None).lines
    assert [one.test for one in line.would_undo] == ["pain"]


def test_an_approval_rests_on_a_rule_that_settled_a_contradiction():
    rule = {
        "id": "latest-governs",
        "text": "The later statement governs.",
        "prefer": {"by": "latest"},
    }
    pain = {"list": "symptoms", "kind": "pain", "id": "pain"}
    made = policy({"fact": pain | {"settle": ["latest-governs"]}}, precedence=[rule])
    facts = {
        "requested_procedures": [{"kind": "acdf", "level": "C5-6"}],
        "symptoms": [
            {"kind": "pain", "date": "2026-04-01", "assertion": "absent"},
            {"kind": "pain", "date": "2026-05-01"},
        ],
    }
    told = explain(case(facts), compile_policy(made), request_date="2026-05-04")
    (line,) = told.lines
    assert line.recommendation == "approve"
    (undo,) = line.would_undo
    assert "latest-governs settled it" in undo.because
    assert len(undo.evidence) == 2
    done = evaluate(case(facts), made, request_date="2026-05-04", final=False)
    assert [one.because for one in done.lines[0].would_undo] == [undo.because]
    assert "would undo it: pain, the record contradicts itself" in as_text(told)
    assert "Would undo it" in as_html(told)


def test_an_approval_by_a_waiver_rests_on_the_waiver():
    test = {
        "all": [
            {"fact": {"list": "symptoms", "kind": "pain", "id": "pain"}},
            {"fact": {"list": "tests", "kind": "hba1c", "id": "lab"}},
        ]
    }
    weak = {"fact": {"list": "symptoms", "kind": "weakness", "id": "weak"}}
    waiver = {
        "id": "weakness",
        "title": "Weakness",
        "text": "Weakness lifts it.",
        "source": {"document": "D"},
        "waives": ["one"],
        "test": weak,
    }
    made = policy(test, waivers=[waiver])
    facts = {
        "requested_procedures": [{"kind": "acdf", "level": "C5-6"}],
        "symptoms": [{"kind": "pain"}, {"kind": "weakness"}],
    }
    (line,) = evaluate(case(facts), made, request_date=None, final=False).lines
    assert line.recommendation == "approve"
    assert [(one.criterion, one.test) for one in line.would_undo] == [
        ("weakness", "weak")
    ]
    told = explain(case(facts), compile_policy(made), request_date=None)
    assert [one.test for one in told.lines[0].would_undo] == ["weak"]

    second = waiver | {"id": "again", "test": {"fact": weak["fact"] | {"id": "two"}}}
    both = policy(test, waivers=[waiver, second])
    (line,) = evaluate(case(facts), both, request_date=None, final=False).lines
    assert line.recommendation == "approve" and not line.would_undo


def test_a_trace_as_html_escapes_the_record():
    compiled = compile_policy(policy({"fact": {"list": "diagnoses", "kind": "other"}}))
    facts = {
        "requested_procedures": [{"kind": "acdf", "level": "C5-6"}],
        "diagnoses": [{"kind": "other", "name": "<script>x</script>"}],
    }
    told = explain(case(facts), compiled, request_date=None)
    assert "<script>" not in as_html(told)
    assert "&lt;script&gt;" in as_html(told)
