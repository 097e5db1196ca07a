"""What the templates are given: grouped by sameness, labelled by the tables."""

from __future__ import annotations

from typing import Any

import pytest

from tests.narrate.narrate_factory import C34 as QUOTE
from tests.narrate.narrate_factory import (
    CARE,
    DETERMINATION,
    FUNCTION,
    POLICY,
    REVIEW,
    imaging,
    line,
)
from workbench.narrate.grades import accepted_grades, grade_rows
from workbench.narrate.labels import (
    deciding,
    is_dependent,
    measured,
    procedure_title,
    titles,
    value_of,
)
from workbench.narrate.narrative import render
from workbench.narrate.view import findings, variables
from workbench.policy.model import Parameter, Valued

LINES = DETERMINATION.lines


def test_the_same_finding_of_several_lines_stands_once() -> None:
    found = findings(LINES, "not_documented")
    care = [item for item in found if item.result.id == "conservative-care"]

    assert len(care) == 1
    assert [item.id for item in care[0].lines] == ["L1", "L2", "L3", "L4", "L5", "L6"]


def test_findings_that_differ_in_anything_stand_apart() -> None:
    pair = (
        line("L1", "acdf", "C3-4", "request_information", (CARE,)),
        line(
            "L2",
            "acdf",
            "C4-5",
            "request_information",
            (CARE.model_copy(update={"evidence_for": (QUOTE,)}),),
        ),
    )

    assert len(findings(pair, "not_documented")) == 2


def test_failing_criteria_decide_before_open_ones() -> None:
    failing = imaging("not_met", "Below.", "if1", QUOTE)
    both = line("L1", "acdf", "C3-4", "not_medically_necessary", (FUNCTION, failing))
    open_ = line("L1", "acdf", "C3-4", "request_information", (FUNCTION,))

    assert [item.id for item in deciding(both)] == ["imaging-at-level"]
    assert [item.id for item in deciding(open_)] == ["function-limited"]


def test_dependents_are_told_from_main_lines() -> None:
    assert [item.id for item in LINES if is_dependent(item)] == ["L7", "L8"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("acdf", "anterior cervical discectomy and fusion"),
        ("bone-graft", "bone graft"),
        ("laser-something", "laser something"),
    ],
)
def test_procedures_have_titles(name: str, title: str) -> None:
    assert procedure_title(name) == title


def test_titles_stand_once_in_order() -> None:
    assert titles(LINES[:4]) == (
        "anterior cervical discectomy and fusion",
        "posterior cervical decompression",
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (42, "42"),
        (3.5, "3.5"),
        ("never", "never"),
        (["mri", "ct"], "mri, ct"),
        ({"low": 1, "high": [2, 3]}, "low: 1; high: 2, 3"),
    ],
)
def test_parameter_values_read_as_words(value: Any, shown: str) -> None:
    assert value_of(value) == shown


def test_the_accepted_grades_are_the_parameter_made_of_grades() -> None:
    assert accepted_grades(POLICY) == ("moderate-to-severe", "severe", "critical")
    bare = POLICY.model_copy(update={"parameters": {"kinds": Parameter(value=["mri"])}})
    assert accepted_grades(bare) == ()


def test_a_dated_parameter_stands_in_the_table_with_the_value_that_counts() -> None:
    weeks = Parameter(
        unit="weeks",
        history=(
            Valued.model_validate({"to": "2026-06-30", "value": 4, "source": "one"}),
            Valued.model_validate({"from": "2026-07-01", "value": 6, "source": "two"}),
        ),
    )
    policy = POLICY.model_copy(update={"parameters": {"care-weeks": weeks}})

    text = render(REVIEW, policy)

    assert f"| Parameter of {POLICY.id} | Value | Source |" in text
    row = "4 weeks (until 2026-06-30, applied here); 6 weeks (from 2026-07-01)"
    assert f"| care-weeks | {row} | one; two |" in text
    assert measured(weeks, None) == row.replace(", applied here", "")


def test_every_level_has_a_row_even_without_a_grade() -> None:
    rows = grade_rows(REVIEW, LINES[:6])

    assert [(row.level, row.grade) for row in rows] == [
        ("C3-4", "moderate"),
        ("C4-5", "severe"),
        ("C5-6", "moderate"),
        ("C6-7", None),
    ]


def test_needs_are_kept_apart_by_what_the_policy_requires() -> None:
    given = variables(REVIEW, POLICY)

    assert all(need.required for need in given["required_needs"])
    assert [need.ask for need in given["helpful_needs"]] == [
        "Nerve studies of the arms."
    ]
