"""A mention without a day that refers to an injection or trial told elsewhere."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of

_RECORD = (
    "\fPROCEDURE NOTE\nDate: 12/16/2025\n"
    "PROCEDURE: C7-T1 interlaminar epidural steroid injection, fluoroscopy.\n"
)


def _epidurals(text: str) -> list[str | None]:
    found = case_of(f"{NOTE}{text}\n{_RECORD}").procedures_done
    return [
        one.date
        for one in found
        if one.kind == "epidural-injection" and one.assertion != "absent"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A: Right C7 radiculopathy. Responded to CESI.",
        "A: Cervical radiculopathy. Good response to ESI x1, recurred.",
        "HPI: Pain is back where it was before the ESI.",
        "A: Recurrent pain in the place that responded well to her epidural.",
    ],
)
def test_a_mention_that_refers_is_no_second_injection(text: str) -> None:
    assert _epidurals(text) == ["2025-12-16"]


@pytest.mark.parametrize(
    "text",
    [
        "HPI: Had an ESI years ago without relief.",
        "HPI: Lumbar ESI in 2021 gave 50% relief.",
    ],
)
def test_another_injection_stays(text: str) -> None:
    assert len(_epidurals(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "CARDIOLOGY (fax 05/08/2026): apixaban may be stopped before an epidural.",
        "Plan: hold clopidogrel 7 days, ok to restart the day after an epidural.",
        "Cardiology 05/08/2026: warfarin can be held before any epidural injection.",
    ],
)
def test_a_medicine_held_for_one_tells_of_none(text: str) -> None:
    assert _epidurals(text) == ["2025-12-16"]


def _trials(text: str) -> list[tuple[str | None, float | None]]:
    found = case_of(text).procedures_done
    return [
        (one.date, one.relief.low if one.relief else None)
        for one in found
        if one.kind == "stimulator-trial"
    ]


def test_one_trial_told_in_three_papers_is_one() -> None:
    text = (
        f"{NOTE}HPI: Follow-up after her SCS trial.\nA: Successful stimulator trial.\n"
        "\fTRIAL REPORT\nDate: 05/10/2026\nAverage relief over the SCS trial about 70"
        " percent. Cooked dinner, has not done this for two years.\n"
        "Result: successful trial.\n"
    )
    assert [relief for _, relief in _trials(text)] == [70]


def test_the_figures_of_a_trial_join_its_day() -> None:
    text = (
        f"{NOTE}She completed a trial of SCS from May 3 to May 10, 2026.\n"
        "\fEND OF TRIAL VISIT\nDate: 05/10/2026\n"
        "Result of SCS trial: overall pain down about 35%.\n"
    )
    assert _trials(text) == [("2026-05-10", 35)]


def test_what_was_not_done_for_years_is_no_relief_for_years() -> None:
    text = f"{NOTE}SCS trial 05/02/2026: 70% relief. Not done that for two years.\n"
    found = [one for one in case_of(text).procedures_done if one.relief]
    assert [one.relief_days for one in found] == [None]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "This will be the 3rd; letter to PCP today about continuing injections.",
            True,
        ),
        ("She saw her PCP; we have written to him about the repeat steroid.", True),
        ("PCP will be notified about continuing injections.", False),
        ("We will write to her PCP about the injections.", False),
    ],
)
def test_who_has_been_told(text: str, told: bool) -> None:
    found = case_of(f"{NOTE}Plan: {text}\n").statements
    kinds = {one.kind for one in found if one.assertion == "present"}
    assert ("primary-care-notified" in kinds) is told
