"""Sessions that a form asks after, a consent allows and a later sentence dates."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.schema.case import ProcedureDone

_FORM = (
    "RN CALL BEFORE EPIDURAL\ndate of call: 5/16/26\n"
    " ( 1) {asked} yes, 11/4/25\n"
    ' ( 2) HOW MUCH relief, percent ......... pt says "{much}"\n'
    ' ( 3) HOW LONG did it last ............. "about three weeks"\n'
    " ( 4) Allergies ........................ none\n"
)


def _epidurals(text: str) -> list[ProcedureDone]:
    return [o for o in case_of(text).procedures_done if o.kind == "epidural-injection"]


@pytest.mark.parametrize(
    ("asked", "much", "low"),
    [
        ("Had this injection before? when .....", "maybe 20 percent", 20),
        ("Last epidural, date .................", "40", 40),
    ],
)
def test_three_answers_of_a_form_tell_of_one_session(
    asked: str, much: str, low: int
) -> None:
    (one,) = _epidurals(_FORM.format(asked=asked, much=much))
    assert one.date == "2025-11-04"
    assert one.relief is not None and one.relief.low == low
    assert one.relief_days is not None and one.relief_days.low == 21


def test_an_answer_without_a_share_tells_of_no_relief() -> None:
    text = _FORM.format(asked="Had this injection before? when .....", much="a little")
    assert not [one for one in _epidurals(text) if one.relief]


def test_what_a_consent_allows_was_not_given() -> None:
    text = (
        "INFORMED CONSENT FOR SPINAL INJECTION\nDate: 05/29/2026\n"
        "I, Maud Sample, authorize Dr. Test to perform: EPIDURAL INJECTION L4-5\n"
        "Possible risks include infection, bleeding and no relief.\n"
    )
    assert not _epidurals(text)


def test_the_most_recent_of_several_keeps_its_own_relief() -> None:
    text = (
        "HPI: She has had left L4-5 transforaminal injections, the first on 3/4/2025."
        " The most recent, on 1/12/2026, took the pain from 8/10 to 3/10, and was"
        " still 3/10 when I saw her on April 20.\n"
    )
    found = {one.date: one for one in _epidurals(f"{NOTE}{text}")}
    assert found["2025-03-04"].relief is None
    last = found["2026-01-12"]
    assert last.relief is not None and last.relief.low == 62
    assert last.relief_days is not None and last.relief_days.low == 98
