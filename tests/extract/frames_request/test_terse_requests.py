"""Requests without labels: a line opens with a code or a level, below a name."""

from __future__ import annotations

import pytest

from tests.extract.frames_request.told import document, requested
from workbench.extract.rules.layout.segment import segment

TERSE = [
    (
        "From: A. Coordinator\nTo: precert@plan.example\nSubject: new auth\n\n"
        "Requesting auth for Odo Testerly.\n\nCPT 22551 - ACDF C5-C6\n"
        "CPT 22845 - anterior plate\n\nThank you\n",
        "letter",
        ["acdf C5-6 22551", "instrumentation 22845"],
    ),
    (
        "We request authorization of the following.\n\n63045 LAMINECTOMY C4-5\n"
        "63048 each further level\n",
        "letter",
        ["posterior-cervical-decompression C4-5 63045+63048"],
    ),
    (
        "We request authorization of the following.\n\nACDF C6-7\nwith plate 22845\n",
        "letter",
        ["acdf C6-7", "instrumentation 22845"],
    ),
    (
        "AUTH REQUEST\nDate requested: 3/18/26\n"
        "Surgeon: A. Madeup MD (NSGY), Nowhere University Hosp\n"
        "C6 corpectomy w/ cage\nCPT 63081; 22845\n",
        "other",
        [
            "cervical-corpectomy C6 63081",
            "instrumentation 22845",
        ],
    ),
    (
        "AUTH REQUEST\nDate requested: 3/18/26\n"
        "Facility: Nowhere University Hospital, Main Campus, Madeup\n"
        "C5-6 ACDF with plate for radiculopathy of the left arm\nCPT 22551; 22845\n",
        "other",
        ["acdf C5-6 22551", "instrumentation 22845"],
    ),
]


@pytest.mark.parametrize(("text", "kind", "expected"), TERSE)
def test_lines(text, kind, expected):
    assert requested(text, kind) == sorted(expected)


TITLES = [
    ("PLAN C5-6 ACDF", True),
    ("SURGICAL PLAN", True),
    ("MRI C5-6", True),
    ("CPT 22551 - ACDF C4-C5", False),
    ("ACDF C4-C5 WITH PLATE", False),
]


@pytest.mark.parametrize(("line", "heads"), TITLES)
def test_capitals_head_a_section_unless_they_name_a_service(line, heads):
    view = segment(document(f"Hello,\n\n{line}\nas told before\n", "other"))
    assert (line in {one.title for one in view.sections}) is heads


def test_a_name_that_wraps_goes_on():
    text = (
        "Surgeon: A. Madeup MD, Department of Neurological Surgery at the\n"
        "University Hospital of Nowhere, second floor of the main building\n"
    )
    view = segment(document(text, "request-form"))
    assert len(view.sentences) == 1


ROWS = [
    ("Please auth C5-6 ACDF   CPT 22551 22845 22853", ["22845", "22853"]),
    ("ACDF C4-5      22551, 22845, 20930", ["22845", "20930"]),
    ("Code    Level\n22551   C5-6\n22853   C5-6", ["C5-6 22853"]),
    ("C5-6 plate     22845", ["C5-6 22845"]),
]


@pytest.mark.parametrize(("text", "dependents"), ROWS)
def test_a_list_of_codes_is_not_itemised_by_level(text, dependents):
    found = requested(f"PRIOR AUTHORIZATION REQUEST\nDate of request: 4/8/26\n{text}\n")
    told = [one.split(" ", 1)[1] for one in found if not one.startswith("acdf")]
    assert sorted(told) == sorted(dependents)
