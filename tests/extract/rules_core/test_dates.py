from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.extract.rules.values.dates import find_dates, find_spans

ANCHOR = "2026-05-04"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("03/12/2026", "2026-03-12"),
        ("2026-03-12", "2026-03-12"),
        ("3-12-26", "2026-03-12"),
        ("4/8/26", "2026-04-08"),
        ("March 12, 2026", "2026-03-12"),
        ("Mar. 12 2026", "2026-03-12"),
        ("12 March 2026", "2026-03-12"),
        ("Mar-12-2026", "2026-03-12"),
        ("to Mar-12-2026", "2026-03-12"),
        ("MAR 12,2026", "2026-03-12"),
        ("12-MAR-2026", "2026-03-12"),
        ("MRI of March 2026", "2026-03"),
        ("February of 2004", "2004-02"),
        ("03/2026", "2026-03"),
        ("since 2019", "2019"),
        ("ACDF (2021)", "2021"),
        ("on 2/14", "2026-02-14"),
        ("in March", "2026-03"),
        ("June 3", "2026-06-03"),
        ("fell June 3", "2025-06-03"),
        ("2 weeks ago", "2026-04"),
        ("three months ago", "2026-02"),
        ("5 years ago", "2021"),
        ("last month", "2026-04"),
        ("12/31/2025.", "2025-12-31"),
    ],
)
def test_dates(text: str, value: str) -> None:
    assert [m.value for m in find_dates(text, ANCHOR)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "strength 4/5",
        "4/5 in the deltoid",
        "3/5 strength",
        "pain 7/10",
        "C5-6",
        "M54.12",
        "12 months",
        "we may proceed",
        "CPT 22551",
        "in the 1990s",
        "Feb 30, 2026",
        "visits 10/12",
        "5/325 mg",
        "BP 120/80",
    ],
)
def test_no_dates(text: str) -> None:
    assert find_dates(text, ANCHOR) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("brace Mar-May, no help", [("2025-03", "2025-05")]),
        ("ibuprofen Oct. thru Jan", [("2025-10", "2026-01")]),
        ("Dec to Feb 2024", [("2023-12", "2024-02")]),
        ("she may-or may not", []),
    ],
)
def test_months_without_a_year(text: str, told: list[tuple[str, str]]) -> None:
    found = find_spans(text, "2026-02-20")
    assert [(one.first, one.last) for one in found] == told


@pytest.mark.parametrize("text", ["on 2/14", "in March", "2 weeks ago", "last month"])
def test_a_date_without_year_needs_an_anchor(text: str) -> None:
    assert find_dates(text) == ()


FORMS = ("%m/%d/%Y", "%Y-%m-%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%m-%d-%Y")


@given(st.dates(dt.date(1971, 1, 1), dt.date(2060, 1, 1)), st.sampled_from(FORMS))
def test_what_is_printed_is_read_back(day: dt.date, form: str) -> None:
    (found,) = find_dates(f"seen on {day.strftime(form)}, well")
    assert found.value == day.isoformat()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("from 2/3/26 to 4/1/26", "2026-02-03", "2026-04-01"),
        ("2/3-4/1/2026", "2026-02-03", "2026-04-01"),
        ("02/02/2026-03/30/2026", "2026-02-02", "2026-03-30"),
        ("Feb 3 - Mar 30, 2026", "2026-02-03", "2026-03-30"),
        ("January to March 2026", "2026-01", "2026-03"),
        ("from 11/3 to 1/5/2026", "2025-11-03", "2026-01-05"),
        ("between January 2026 and March 2026", "2026-01", "2026-03"),
        ("since March 2026", "2026-03", None),
        ("01/05/2026 - present", "2026-01-05", None),
        ("through 4/2/2026", None, "2026-04-02"),
    ],
)
@pytest.mark.parametrize("anchor", [None, ANCHOR])
def test_spans(
    text: str, first: str | None, last: str | None, anchor: str | None
) -> None:
    (found,) = find_spans(text, anchor)
    assert (found.first, found.last) == (first, last)
