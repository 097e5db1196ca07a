"""Onsets said of several parts, what is only a time, and what was so only before."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Case


def _case(text: str) -> Case:
    note = f"OFFICE VISIT 06/15/2026\nHistory\n{text}\n"
    return RulesReader().read(read_packet((Source("a.txt", note.encode()),))).case


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        (
            "Right sided neck and arm pain since March 2026.",
            [("neck", "right"), ("arm", "right")],
        ),
        (
            "Neck and left arm pain which began in March 2026.",
            [("neck", None), ("arm", "left")],
        ),
        (
            "Left arm pain and neck pain since March 2026.",
            [("arm", "left"), ("neck", None)],
        ),
        ("Neck pain since March 2026, arm pain comes and goes.", [("neck", None)]),
        ("Since March 2026 she notices pain in the neck.", [("neck", None)]),
        ("Since about March he has had pain in the neck.", [("neck", None)]),
        ("She rates the neck pain 8/10 when walking; NDI today is 50%.", []),
    ],
)
def test_an_onset_is_that_of_each_part_that_shares_the_complaint(
    text: str, begun: list[tuple[str, str | None]]
) -> None:
    found = [
        (one.site, one.side)
        for one in _case(text).symptoms
        if one.start and one.start.startswith("2026")
    ]
    assert sorted(found, key=str) == sorted(begun, key=str)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No pain in the arm before that date.", []),
        ("No pain in the arm.", ["absent"]),
        ("No pain in the arm before meals.", ["absent"]),
        ("No meaningful change in radicular symptoms.", ["present"]),
        ("No radicular symptoms.", ["absent"]),
    ],
)
def test_what_was_not_so_before_and_what_did_not_change(
    text: str, said: list[str]
) -> None:
    told = [
        one.assertion
        for one in _case(text).symptoms
        if one.kind == "radicular-symptoms"
    ]
    assert told == said


@pytest.mark.parametrize(
    ("text", "care"),
    [
        (
            "Completed PT prior to the first injection (Sept 8 - Oct 31, 2025) without"
            " much change.",
            {"start": "2025-09-08", "end": "2025-10-31", "response": "none"},
        ),
        (
            "Eight weeks of PT before the ESI on 3/2/2026 gave no relief.",
            {"days": 56, "response": "none"},
        ),
        ("Eight weeks of PT, still bad.", {"days": 56, "response": "none"}),
    ],
)
def test_a_treatment_named_as_a_time_takes_no_length_of_another(
    text: str, care: dict[str, Any]
) -> None:
    (therapy,) = (
        one.model_dump(mode="json", exclude_none=True)
        for one in _case(text).treatments
        if one.kind == "physical-therapy"
    )
    assert {name: therapy.get(name) for name in care} == care
    assert "date" not in therapy
