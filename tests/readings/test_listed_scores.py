"""Scores listed by day under a line that names their scale; onsets in other words."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.schema.case import FunctionalLimit, Symptom


def _scores(text: str) -> list[FunctionalLimit]:
    found = case_of(f"{NOTE}{text}\n").functional_limits
    return [one for one in found if one.kind == "score"]


def _pains(text: str) -> list[Symptom]:
    return list(case_of(f"{NOTE}{text}\n").symptoms)


@pytest.mark.parametrize(
    ("head", "rows", "told"),
    [
        (
            "PAIN SCORES (NRS, legs)",
            "  01/05/2026 before inj   8\n  01/29/2026 3 wk after   3",
            [("nrs", 8, "baseline"), ("nrs", 3, "follow-up")],
        ),
        (
            "NRS trend (right arm)",
            " 05/28/25  8 (baseline)\n 07/01/25  3",
            [("nrs", 8, "baseline"), ("nrs", 3, None)],
        ),
        (
            "Pain scores 0-10",
            "Date        Score\n01/05/2026  8\n01/29/2026  3",
            [("nrs", 8, None), ("nrs", 3, None)],
        ),
        (
            "Oswestry by visit",
            "- 03/02/2026: 54%\n- 04/20/2026: 36%",
            [("odi", 54, None), ("odi", 36, None)],
        ),
        ("Visits attended", "03/02/2026   1\n03/09/2026   2", []),
        ("NRS and ODI", "03/02/2026   5\n03/09/2026   4", []),
        ("NRS", "03/02/2026 gabapentin 300 mg\n03/09/2026 session 4", []),
    ],
)
def test_a_list_of_days_scores_the_scale_over_it(
    head: str, rows: str, told: list[tuple[str, float, str | None]]
) -> None:
    found = [(one.name, one.value, one.phase) for one in _scores(f"\n{head}\n{rows}\n")]
    assert found == told


@pytest.mark.parametrize(
    ("text", "scored"),
    [
        ("HPI: Foot pain, he gives it an 8 of 10.", 8),
        ("HPI: She puts the arm pain at 7 out of 10.", 7),
        ("HPI: The shot gives 2 of 10 patients relief from leg pain.", None),
    ],
)
def test_a_pain_is_given_so_much_of_ten(text: str, scored: int | None) -> None:
    assert {one.value for one in _scores(text)} == ({scored} if scored else set())


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("HPI: From March 2024 onwards she has had left leg pain.", "2024-03"),
        ("HPI: As of March 2024 he has had left leg pain.", "2024-03"),
        ("HPI: Left leg pain dating from 11/2025.", "2025-11"),
        ("HPI: From March 2024 to June 2024 she had PT for leg pain.", None),
        ("HPI: From March 2024 she has had two shots for leg pain.", None),
    ],
)
def test_a_complaint_is_there_from_a_day_on(text: str, start: str | None) -> None:
    assert {one.start for one in _pains(text)} - {None} == ({start} if start else set())


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Exam: Gait ok.\n\nImpression: Refractory occipital neuralgia, 10 mo.", 303),
        ("Assessment:\n1. Left L5 radiculopathy, 8 months", 242),
        ("Assessment: PT helped her back pain, 6 weeks.", None),
        ("Findings: C5-6 protrusion.\n\nImpression: C6 root contact, 10 months", None),
    ],
)  # fmt: skip
def test_a_length_behind_a_complaint_is_its_own(text: str, days: int | None) -> None:
    lengths = {one.days_range.low for one in _pains(text) if one.days_range}
    assert lengths == ({days} if days else set())


def test_a_clause_behind_a_list_leaves_its_members_denied() -> None:
    text = (
        "Findings: No mood, psychotic or substance disorder that would argue against."
    )
    risks = case_of(f"{NOTE}{text}\n").risk_factors
    assert {one.assertion for one in risks if one.kind == "substance-use"} == {"absent"}


@pytest.mark.parametrize(
    ("head", "rows", "told"),
    [
        (
            "4. Pain now (0 = no pain, 10 = worst pain)",
            "  shoulder ....... 4\n  left hand ...... 7",
            [("shoulder", None, 4), ("hand", "left", 7)],
        ),
        (
            "Where does it hurt, 0-10",
            "right leg ..... 6\nleft leg ..... 0",
            [("leg", "right", 6)],
        ),
        ("Numbness (0 none, 10 worst)", "right leg ...... 6", []),
        ("Pain today (0 none, 10 worst)", "visits ...... 6", []),
    ],
)
def test_rows_of_parts_score_pain_under_its_scale_and_the_ends_score_nothing(
    head: str, rows: str, told: list[tuple[str, str | None, float]]
) -> None:
    found = [(one.site, one.side, one.value) for one in _scores(f"{head}\n{rows}\n")]
    assert found == told
