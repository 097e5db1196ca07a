"""Probes on which other systems fail, from the text of a record to one status."""

from __future__ import annotations

import pytest

from tests.evaluate_generic.made import place, policy
from tests.readings.chain import NOTE, case_of
from workbench.evaluate.compile import compile_policy
from workbench.evaluate.leaf import Scope

SIX_WEEKS = {
    "duration": {
        "kind": ["physical-therapy", "home-exercise", "nsaid"],
        "min": {"weeks": 6},
        "within": {"months": 12},
    }
}
PAIN_OF_FOUR = {
    "measure": {
        "list": "functional_limits",
        "kind": "score",
        "name": ["nrs", "vas"],
        "at_least": 4,
        "unit": "/10",
    }
}
RECENT_MRI = {
    "fact": {"list": "imaging_studies", "kind": "mri", "within": {"months": 12}}
}
HOFFMANN = {"fact": {"list": "exam_findings", "kind": "hoffmann"}}


def status(test, text):
    compiled = compile_policy(policy(test))
    scope = Scope(case=case_of(NOTE + text), request_date="2026-06-01", place=place())
    return compiled.criteria[0].test(scope).status


@pytest.mark.parametrize(
    ("test", "text", "wanted"),
    [
        # months against weeks: a longer unit is not a smaller number
        (SIX_WEEKS, "She completed 4 months of physical therapy for the neck.", "met"),
        (
            SIX_WEEKS,
            "He completed 40 days of physical therapy for the neck.",
            "not_met",
        ),
        (SIX_WEEKS, "He completed 42 days of physical therapy for the neck.", "met"),
        # visits are no weeks
        (SIX_WEEKS, "He attended 8 sessions of physical therapy for the neck.", "open"),
        # ordered is not attended
        (SIX_WEEKS, "We ordered physical therapy for 6 weeks for the neck.", "open"),
        (SIX_WEEKS, "I recommend 8 weeks of physical therapy for the neck.", "open"),
        # a share is no score of ten
        (PAIN_OF_FOUR, "She reports 70% relief of her neck pain.", "open"),
        # a study without a date is not recent
        (
            RECENT_MRI,
            "MRI of the cervical spine shows severe stenosis at C5-6.",
            "open",
        ),
        # denied is not shown
        (HOFFMANN, "EXAM: Hoffmann sign is negative bilaterally.", "not_met"),
        (HOFFMANN, "EXAM: Hoffmann sign is positive on the right.", "met"),
        (HOFFMANN, "EXAM: Strength is 5/5.", "open"),
    ],
)
def test_probe(test, text, wanted):
    got = status(test, text)
    assert got in (("not_documented", "conflicting") if wanted == "open" else (wanted,))
