"""What a corrected request strikes, and acts told as to come or not believed."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


def _asked(text: str) -> set[tuple[str, str | None]]:
    form = f"AMENDED SURGICAL REQUEST\nDate: 05/20/2026\nPt: Sample\n\n{text}\n"
    found = case_of(form).requested_procedures
    return {(one.kind, one.level or one.site) for one in found}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "DELETE\n  22614  L3-4 posterior fusion\n\n"
            "KEEP\n  22612  L2-3 posterior fusion",
            {("lumbar-posterior-fusion", "L2-3")},
        ),
        (
            "Removed lines:\n  63048  laminectomy L3-4\n"
            "Unchanged:\n  63047  laminectomy L4-5",
            {("lumbar-decompression", "L4-5")},
        ),
        (
            "L2  - stays: 22514, balloon kyphoplasty L2\nT11 (22513) - take off.",
            {("kyphoplasty", "L2")},
        ),
        (
            "Peripheral nerve stimulator TRIAL, tibial nerve, 64555\n"
            "7 days, so no 64590 on this one",
            {("nerve-stimulator-trial", "tibial-nerve")},
        ),
        (
            "22551  C5-6 ACDF - taken off the June schedule, now July\n22845  plate",
            {("acdf", "C5-6"), ("instrumentation", None)},
        ),
    ],
)  # fmt: skip
def test_struck_lines_ask_for_nothing(
    text: str, asked: set[tuple[str, str | None]]
) -> None:
    assert _asked(text) == asked


def test_a_row_that_the_plan_allowed_is_not_in_dispute() -> None:
    table = (
        "APPEAL - STANDARD\nDetermination of 05/01/2026\n\n"
        "| line | service                     | plan said | we say         |\n"
        "|------|-----------------------------|-----------|----------------|\n"
        "| 1    | 22612 posterior fusion L4-5 | approved  | -              |\n"
        "| 2    | 22840 pedicle screws L4-5   | denied    | please reverse |\n\n"
        "Requested: reversal of line 2.\n"
    )
    found = case_of(table).requested_procedures
    assert "lumbar-posterior-fusion" not in {one.kind for one in found}


@pytest.mark.parametrize(
    ("text", "kind", "assertion"),
    [
        ("Don't think she has CRPS.", "complex-regional-pain", "absent"),
        ("Cuff disease is not in play.", "shoulder-disorder", "absent"),
        ("PSEUDOMENINGOCELE VS SEROMA at L5.", "csf-leak", "uncertain"),
        ("Migraine was thought of.", "migraine", "uncertain"),
        ("I think she has CRPS.", "complex-regional-pain", "present"),
    ],
)  # fmt: skip
def test_what_is_not_believed_is_not_there(
    text: str, kind: str, assertion: str
) -> None:
    found = case_of(f"{NOTE}Assessment: {text}\n").diagnoses
    assert {one.assertion for one in found if one.kind == kind} == {assertion}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Outpatient PT starts wk 4.", {"planned"}),
        ("Physical therapy starts next week.", {"planned"}),
        ("Finished physical therapy 4/20/26, no relief.", {"present"}),
    ],
)
def test_a_therapy_that_starts_later_is_planned(text: str, said: set[str]) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").treatments
    assert {one.assertion for one in found} == said


def test_a_row_never_done_is_no_treatment() -> None:
    table = (
        "| Date | What | Relief |\n"
        "| 01/05/2026 | ESI L4-5 | 20% |\n| n/a | RFA | never done |\n"
    )
    case = case_of(f"{NOTE}\n{table}")
    done = {one.kind for one in case.treatments if one.assertion == "present"}
    assert "radiofrequency" not in done


def test_an_implant_that_depends_on_relief_makes_no_trial_done() -> None:
    text = "A cord stimulator trial is requested; implant only if relief is 50%."
    found = case_of(f"{NOTE}Plan: {text}\n").procedures_done
    assert not [one for one in found if one.assertion == "present"]
