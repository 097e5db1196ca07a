"""What is spoken of in passing and is no fact: offered, asked, excluded, none."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.schema.case import Case


def _nicotine(text: str) -> set[str | None]:
    found = case_of(NOTE + text + "\n").risk_factors
    return {one.status for one in found if one.kind == "nicotine"}


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("PLAN: Nicotine patch declined.", set()),
        ("PLAN: Nicotine gum was offered.", set()),
        ("PLAN: Nicotine replacement discussed.", set()),
        ("SOCIAL HISTORY: Nicotine patch not started.", set()),
        ("SOCIAL HISTORY: Uses a nicotine patch daily.", {"current"}),
        ("SOCIAL HISTORY: On nicotine gum since May.", {"current"}),
        ("10. Smoker? ........................ never", {"never"}),
        ("Smoker? ............ no", {"not-current"}),
        ("7. Tobacco use? ........... former", {"former"}),
        ("4. Smoker? ........ current", {"current"}),
        ("Smoker? ........................", set()),
        ("SOCIAL HISTORY: Current smoker?", set()),
    ],
)
def test_nicotine(text: str, states: set[str | None]) -> None:
    assert _nicotine(text) == states


def _nerve(case: Case) -> set[tuple[str | None, str | None]]:
    return {(one.indicates, one.result) for one in case.tests}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Carpal tunnel (nerve conduction 04/2026 normal) was excluded.",
            ("carpal-tunnel-syndrome", "negative"),
        ),
        (
            "Ulnar neuropathy (EMG negative) has been excluded.",
            ("ulnar-neuropathy", "negative"),
        ),
        (
            "Entrapment is excluded by the EMG (left C6 radiculopathy).",
            ("cervical-radiculopathy", "positive"),
        ),
        (
            "Carpal tunnel syndrome (EMG abnormal) is present.",
            ("carpal-tunnel-syndrome", "positive"),
        ),
    ],
)
def test_study_in_brackets(text: str, told: tuple[str, str]) -> None:
    case = case_of(f"{NOTE}ASSESSMENT: {text}\n")
    assert told in _nerve(case)
    assert len({result for name, result in _nerve(case) if name == told[0]}) == 1


@pytest.mark.parametrize(
    ("row", "status", "response"),
    [
        ("| Injections | none | -- |", "not-done", None),
        ("| Chiropractic | no | n/a |", "not-done", None),
        ("| Chiropractic | -- | none |", "done", "none"),
    ],
)
def test_row_of_none(row: str, status: str, response: str | None) -> None:
    head = "TREATMENT HISTORY, NECK\n| Treatment | Dates | Effect |\n"
    found = case_of(f"{NOTE}{head}{row}\n").treatments
    assert [(one.status, one.response) for one in found] == [(status, response)]


@pytest.mark.parametrize(
    "text",
    [
        "Peripheral neuropathy would not account for upper motor neuron signs.",
        "Neuropathy does not explain the long tract signs.",
        "Carpal tunnel syndrome could not explain pathologic reflexes.",
    ],
)
def test_unexplained_signs_are_not_absent(text: str) -> None:
    found = case_of(f"{NOTE}ASSESSMENT: {text}\n").exam_findings
    assert not [one for one in found if one.assertion == "absent"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("31 Aug - 25 Sep 2025", "2025-08-31", "2025-09-25"),
        ("20 Dec - 10 Jan 2026", "2025-12-20", "2026-01-10"),
        ("3 Feb to 9 Apr 2026", "2026-02-03", "2026-04-09"),
    ],
)
def test_days_before_months(text: str, first: str, last: str) -> None:
    note = f"{NOTE}HPI: Physical therapy for the neck, {text}, no relief.\n"
    found = case_of(note).treatments
    assert [(one.start, one.end) for one in found] == [(first, last)]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Pain in the left thumb, with tingling in the same fingers.", {"left"}),
        ("Pain to the right forearm and numbness of the same hand.", {"right"}),
        ("Pain in the left arm. Tingling in the fingers.", {"left", None}),
    ],
)
def test_same_place_keeps_its_side(text: str, sides: set[str | None]) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").symptoms
    assert {one.side for one in found} == sides
