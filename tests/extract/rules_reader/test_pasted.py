"""Portals with numbered questions, and reports pasted into a form or a note."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Case


def read(text: str) -> Case:
    return RulesReader().read(read_packet((Source("a.txt", text.encode()),))).case


PORTAL = """\
PRIOR AUTHORIZATION REQUEST
Date of Request: 02/24/2026
{q1} Tobacco: Never smoker
{q2} Nicotine lab: N/A
{q3} Diabetes: No
{q4} Prior cervical surgery: None
"""


@pytest.mark.parametrize(
    "marks",
    [
        ("Q9.", "Q10.", "Q11.", "Q12."),
        ("Q1)", "Q1a)", "Q1b)", "Q2)"),
        ("9.", "10.", "11.", "12."),
    ],
)
def test_a_question_number_belongs_to_its_own_question(marks: tuple[str, ...]) -> None:
    names = dict(zip(("q1", "q2", "q3", "q4"), marks, strict=True))
    case = read(PORTAL.format(**names))
    diabetes = [one for one in case.risk_factors if one.kind == "diabetes"]

    assert [one.assertion for one in diabetes] == ["absent"]
    assert {one.status for one in case.risk_factors if one.kind == "nicotine"} >= {
        "never"
    }


PASTED = """\
{head}
Date of Request: 02/24/2026
{lead}
 MRI CERVICAL SPINE WITHOUT CONTRAST 01/15/2026
 {before}
 C4-5: Mild bilateral foraminal stenosis.
 C5-6: Severe right foraminal stenosis with compression of the right C6 root.
 IMPRESSION: 1. C5-6 severe right foraminal stenosis.
{after}
"""


@pytest.mark.parametrize(
    ("head", "lead", "before", "after"),
    [
        (
            "PRIOR AUTHORIZATION REQUEST",
            "Q7b. Paste imaging report:",
            "Indication: right arm pain.",
            "Q8. Surgical plan: C5-6 ACDF.",
        ),
        (
            "PRIOR AUTHORIZATION REQUEST",
            "Imaging report:",
            "Technique: Sagittal T1, T2. Axial GRE.",
            "Attachments: 0",
        ),
        (
            "OFFICE VISIT NOTE",
            "Imaging:",
            "Comparison: None.",
            "Plan: C5-6 ACDF.",
        ),
    ],
)
def test_levels_under_the_head_of_a_pasted_report_are_its_findings(
    head: str, lead: str, before: str, after: str
) -> None:
    case = read(PASTED.format(head=head, lead=lead, before=before, after=after))
    (study,) = [one for one in case.imaging_studies if one.findings]
    told = {
        (one.level, one.side, one.severity.label)
        for one in study.findings
        if one.kind == "stenosis" and one.severity
    }

    assert study.date == "2026-01-15"
    assert ("C4-5", "bilateral", "mild") in told
    assert ("C5-6", "right", "severe") in told


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "She cannot sleep on that side and her husband has to wash her hair.",
            ["sleep", "grooming"],
        ),
        ("He cannot drive, and his son is doing the shopping.", ["driving"]),
        ("Her husband cannot drive.", []),
        ("His wife has dementia, cannot dress or drive.", []),
    ],
)
def test_what_a_relative_does_ends_what_the_patient_cannot_do(
    text: str, kinds: list[str]
) -> None:
    case = read(f"OFFICE NOTE\nDate of service 03/03/2026\nHPI: {text}\n")

    assert [one.kind for one in case.functional_limits] == kinds


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("--- asked: diabetes? ---\nYes, type 2, on metformin.", "present"),
        ("Diabetes?\nYes - type 2", "present"),
        ("Any diabetes?\nNo.", "absent"),
        ("== Do you have diabetes? ==\nNo, never told so", "absent"),
    ],
)
def test_a_reply_on_the_next_line_answers_its_question(
    text: str, assertion: str
) -> None:
    case = read(f"CALL LOG\nDate: 05/20/2026\nRequest: ACDF C5-6, 22551\n\n{text}\n")
    told = {one.assertion for one in case.risk_factors if one.kind == "diabetes"}

    assert told == {assertion}


def test_a_question_without_a_reply_says_nothing() -> None:
    case = read(
        "CALL LOG\nDate: 05/20/2026\nRequest: ACDF C5-6, 22551\n\nAny diabetes?\n"
        "Office will call back.\n"
    )

    assert [one for one in case.risk_factors if one.kind == "diabetes"] == []
