"""The day and the place of a request that is no form: a slip, a call, an e-mail."""

from __future__ import annotations

import pytest

from tests.readings.chain import case_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "MARIGOLD TRUST  ~  PRE-APPROVAL SLIP\nReceived at Trust      2026-05-26\n"
            "Certificate number\n    MBT 6617 0082\nDate of birth\n    1977-01-20\n"
            "Examination\n    MRI lumbar spine\nCode\n    72148\n"
            "Urgency\n    routine\n",
            "2026-05-26",
        ),
        (
            "INTAKE WORKSHEET\nOpened: 10/06/2026 09:05\nMember: A. Quill\n\n"
            "Asked for:\n  1) 22551  ACDF C5-6\n",
            "2026-10-06",
        ),
        (
            "From: desk@clinic.example\nTo: um@plan.example\n"
            "Date: Tue, 14 Apr 2026 11:27:40 -0500\nSubject: new precert\n\n"
            "Please open a new case:\n  Procedure   ACDF C5-6   CPT 22551\n"
            "  DOS         05/06/2026\n",
            "2026-04-14",
        ),
    ],
    ids=["slip", "call", "mail"],
)
def test_what_asks_without_a_form_has_its_own_day(text: str, day: str) -> None:
    assert case_of(text).request.date == day


def test_a_birth_under_its_label_is_no_day_of_a_request() -> None:
    text = "SLIP\nDate of birth\n    1977-01-20\nCode\n    72148 MRI lumbar spine\n"
    assert case_of(text).request.date is None


def test_the_same_level_is_that_of_the_item_before() -> None:
    text = (
        "PRIOR AUTHORIZATION REQUEST\nDate of request: 06/01/2026\nProcedure codes:\n"
        "1) 22551 ACDF C5-6\n2) 22845 anterior plate, same level\n"
        "3) 22853 cage, at the same interspace\n"
    )
    levels = {one.kind: one.level for one in case_of(text).requested_procedures}
    assert levels == {
        "acdf": "C5-6",
        "instrumentation": "C5-6",
        "interbody-device": "C5-6",
    }


def test_a_place_of_care_that_is_the_same_gives_no_level() -> None:
    text = (
        "PRIOR AUTHORIZATION REQUEST\nDate of request: 06/01/2026\nProcedure codes:\n"
        "1) 22551 ACDF C5-6\n2) 22845 anterior plate, same day\n"
    )
    plate = case_of(text).requested_procedures[1]
    assert (plate.kind, plate.level) == ("instrumentation", None)
