"""What everyday papers say without telling it of the patient: no finding of any kind.

Each line is of a kind that was read as a finding once; its counterpart is one.
"""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import facts

NOTHING = [
    ("Infection and entrapment excluded as above; rest normal.", "systemic-infection"),
    ("Infection and nerve entrapment excluded as above.", "nerve-entrapment"),
    ("I considered carpal tunnel syndrome here.", "carpal-tunnel-syndrome"),
    ("Tobacco raises the risk of nonunion and infection.", "pseudarthrosis"),
    ("Setting: inpatient, Madeup Falls University Hospital", "gait-imbalance"),
    ("Brace, gait with rollator, falls education.", "gait-imbalance"),
    ("Neck and arm pain after a winter of heavy setting work.", "weakness"),
    ("Waiting could leave permanent weakness.", "weakness"),
    ("Pt has not had prior back surgery.", "conservative-care-failed"),
    ("Missed the last five weeks of the school year.", "injury"),
    ("Requests without tobacco and diabetes information are returned.", "diabetes"),
    ("PLAN: Call 911 for an emergency.", "urgent"),
    ("Emphasis: abdominal bracing, bridges.", "collar"),
]
SO = [
    ("Her legs feel heavy.", "weakness"),
    ("She reports two falls this month.", "gait-imbalance"),
    ("She missed the last step and fell.", "injury"),
    ("PT has not helped, NSAIDs have not helped.", "conservative-care-failed"),
    ("Type 2 diabetes, A1c 6.9.", "diabetes"),
    ("The fall left her with permanent weakness of the hand.", "weakness"),
]


def told(line: str, kind: str) -> list[str]:
    """How a clinic's line tells of a kind."""
    found = facts(line, "clinic note", "2026-06-15")
    return [one.assertion for one in found if one.kind == kind]


@pytest.mark.parametrize(("line", "kind"), NOTHING)
def test_nothing_is_found(line: str, kind: str) -> None:
    assert "present" not in told(line, kind)
    assert "historical" not in told(line, kind)


@pytest.mark.parametrize(("line", "kind"), SO)
def test_what_is_so_is_found(line: str, kind: str) -> None:
    assert "present" in told(line, kind)
