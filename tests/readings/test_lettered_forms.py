"""Forms with lettered parts or small labels, and what a letter beside them sums up."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.schema.case import Case

FORM = (
    "Spine Operation Notification\n\nA.  MEMBER\nName | Ann Sample |  |\n"
    "B.  DAY\nDate of this request | 05/20/2026 |  |\nC.  SERVICE\n"
    "Code | Where | Remarks\n63030 | L4-5 left | microdiscectomy\n"
    "22612 | L4-5 | arthrodesis\n22840 |  | rods\nD.  REASON\nICD | M54.16 |  |\n"
)
LETTER = (
    "\fDear Doctor\n05/19/2026\nI am asking for {} for Ms. Sample.\n"
    "Sincerely,\nR. Vale MD\n"
)


def _asked(case: Case) -> set[tuple[str, str | None]]:
    found = case.requested_procedures
    return {(one.kind, one.level) for one in found if one.origin == "request"}


@pytest.mark.parametrize("said", ["decompression and fusion", "fusion"])
def test_a_form_in_lettered_parts_asks_beside_a_letter(said: str) -> None:
    found = _asked(case_of(FORM + LETTER.format(said)))
    assert ("lumbar-decompression", "L4-5") in found
    assert ("lumbar-posterior-fusion", "L4-5") in found
    assert not [kind for kind, _ in found if kind == "other"]


def test_a_letter_that_asks_for_something_else_still_asks() -> None:
    found = _asked(case_of(FORM + LETTER.format("kyphoplasty at L1")))
    assert "kyphoplasty" in {kind for kind, _ in found}


def test_the_parts_of_a_note_keep_their_meaning() -> None:
    text = "S: back pain\nO: SLR positive right\nA.  Lumbar radiculopathy.\nP.  PT\n"
    assert "lumbar-radiculopathy" in {
        one.kind for one in case_of(NOTE + text).diagnoses
    }


def test_small_labels_with_levels_are_lines_of_their_own() -> None:
    text = (
        "INJECTION PRE-AUTH ORDER\nDate: 05/20/2026\nApproach: transforaminal, left\n"
        "place / code L3-4  64483\nplace / code L4-5  64484\n"
    )
    levels = {level for _, level in _asked(case_of(text))}
    assert levels == {"L3-4", "L4-5"}


@pytest.mark.parametrize(
    ("told", "given"),
    [
        ("sessions asked for 3 (May 26, Jun 9, Jun 23, 2026)", 0),
        ("Sessions: 05/26/2026, 06/09/2026", 0),
        ("Sessions given: 04/06/2026, 04/20/2026", 2),
    ],
)
def test_days_to_come_are_no_sessions(told: str, given: int) -> None:
    text = f"INJECTION ORDER\nDate: 05/20/2026\n64483 TFESI L4-5 right, {told}\n"
    assert len(case_of(text).procedures_done) == given


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Late March 2026 pain set in across the low back.", "2026-03"),
        ("In early May 2025 the neck pain slowly began.", "2025-05"),
        ("In May 2025 therapy for the pain started.", None),
        ("In May 2025 pain medication was started.", None),
    ],
)
def test_a_history_that_opens_with_a_month(text: str, start: str | None) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").symptoms
    assert {str(one.start) for one in found if one.start} == {start} - {None}
