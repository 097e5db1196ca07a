"""Grades of a sign, regions of body parts, and what lasts as the first of two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.evaluate_generic.made import judged
from workbench.evaluate.leaf import Place

LUMBAR = Place(
    procedure="spine-mri", interspaces=(), side=None, sided=False, region="lumbar"
)


@pytest.mark.parametrize(
    ("grade", "status"),
    [("4", "met"), ("4-", "met"), ("5", "not_documented"), (None, "not_documented")],
)
def test_a_selector_by_the_grade_of_a_sign(grade, status):
    test = {"fact": {"list": "exam_findings", "kind": "strength", "grade": ["4-", "4"]}}
    facts = {"exam_findings": [{"kind": "strength", "site": "deltoid", "grade": grade}]}
    assert judged(test, facts).status == status


@pytest.mark.parametrize(
    ("fact", "status"),
    [
        ({"site": "low-back"}, "met"),
        ({"site": "lateral-calf"}, "met"),
        ({"site": "toe-extension"}, "met"),
        ({"site": "L4"}, "met"),
        ({"level": "L4-5"}, "met"),
        ({"roots": ["L5"]}, "met"),
        ({"roots": ["S1"]}, "met"),
        ({"site": "sacral"}, "met"),
        ({}, "met"),
        ({"site": "hand"}, "not_documented"),
        ({"site": "neck"}, "not_documented"),
        ({"roots": ["C6"]}, "not_documented"),
        ({"level": "C5-6"}, "not_documented"),
    ],
)
def test_a_part_of_the_body_belongs_to_the_region_that_serves_it(fact, status):
    test = {"fact": {"list": "exam_findings", "kind": "sensory-loss", "region": "line"}}
    facts = {"exam_findings": [{"kind": "sensory-loss", **fact}]}
    assert judged(test, facts, at=LUMBAR).status == status


@pytest.mark.parametrize(
    ("fact", "status"),
    [
        ({"level": "L5-S1"}, "met"),
        ({"roots": ["S1"]}, "met"),
        ({"level": "C5-6"}, "not_documented"),
    ],
)
def test_a_caudal_line_is_in_the_lumbar_region(fact, status):
    test = {"fact": {"list": "exam_findings", "kind": "sensory-loss", "region": "line"}}
    facts = {"exam_findings": [{"kind": "sensory-loss", **fact}]}
    caudal = replace(LUMBAR, procedure="epidural-interlaminar", region="sacral")
    assert judged(test, facts, at=caudal).status == status


def _care(**fields):
    note = {"document": "D9", "document_kind": "clinic-note"}
    return {
        "treatments": [{"kind": "nsaid", "status": "done", **fields, **note}],
        "exam_findings": [{"kind": "strength", "grade": "5", "date": "2026-04-13"}],
    }


AGAIN = {
    "list": "treatments",
    "kind": "nsaid",
    "then": {"list": "exam_findings"},
    "min_gap": {"weeks": 6},
}


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"start": "2026-03-02", "end": "2026-04-10"}, "met"),
        ({"start": "2026-03-03", "end": "2026-04-10"}, "not_met"),
        ({"days": 42, "document_date": "2026-04-13"}, "met"),
        ({"days": 43, "document_date": "2026-04-13"}, "met"),
        ({"days": 41, "document_date": "2026-04-13"}, "not_documented"),
        ({"days": 42}, "not_documented"),
        ({"start": "2026-03-02", "status": "planned"}, "not_documented"),
        ({"date": "2026-03-02"}, "met"),
    ],
)
def test_six_weeks_after_the_care_began(fields, status):
    test = {"sequence": {**AGAIN, "timed_by": "start"}}
    assert judged(test, _care(**fields)).status == status


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"start": "2026-01-02", "end": "2026-03-02"}, "met"),
        ({"start": "2026-01-02", "end": "2026-03-03"}, "not_met"),
        ({"document_date": "2026-03-02"}, "met"),
        ({"document_date": "2026-03-02", "status": "ongoing"}, "not_documented"),
    ],
)
def test_six_weeks_after_the_care_ended(fields, status):
    test = {"sequence": {**AGAIN, "timed_by": "end"}}
    assert judged(test, _care(**fields)).status == status
