"""Operations in a table of years that are past, and of years to come."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import TODAY, facts

_TABLE = (
    "{when}   {what}                             Hospital       Surgeon\n"
    "{a}   C6-7 foraminotomy, right, posterior   Wendlemere     Abadjian\n"
    "{b}   C5-6 arthroplasty                     Wendlemere     Abadjian\n"
)


@pytest.mark.parametrize(
    ("when", "what", "a", "b"),
    [("Year", "Operation", "2013", "2021"), ("Date ", "Surgery  ", "2013", "2021")],
)
def test_operations_beside_earlier_years_are_past(
    when: str, what: str, a: str, b: str
) -> None:
    text = _TABLE.format(when=when, what=what, a=a, b=b)
    told = {one.kind: one.assertion for one in facts(text, "clinic", TODAY)}
    assert told["posterior-cervical-decompression"] == "historical"
    assert told["cervical-disc-arthroplasty"] == "historical"


def test_operations_of_a_year_to_come_are_not_past() -> None:
    text = _TABLE.format(when="Year", what="Operation", a="2027", b="2027")
    past = [
        one for one in facts(text, "clinic", TODAY) if one.assertion == "historical"
    ]
    assert past == []


def test_the_side_before_a_release_of_the_carpal_tunnel_is_kept() -> None:
    found = facts("2008 - R carpal tunnel release", "clinic", TODAY)
    assert [(one.kind, one.side) for one in found] == [
        ("carpal-tunnel-release", "right")
    ]
