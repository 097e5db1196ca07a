from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.evaluate.intervals import (
    Window,
    at_least_apart,
    clip,
    day,
    length,
    months_apart,
    recency,
    union,
)

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31))


def spans():
    return st.lists(
        st.tuples(DAYS, st.integers(0, 400)).map(
            lambda pair: (pair[0], pair[0] + dt.timedelta(days=pair[1]))
        ),
        min_size=1,
        max_size=8,
    )


@given(spans())
def test_a_union_lies_between_the_longest_part_and_the_sum(found):
    parts = [(last - first).days for first, last in found]
    assert max(parts) <= length(found) <= sum(parts)


@given(spans())
def test_a_union_does_not_depend_on_order_or_repetition(found):
    assert length(found) == length([*reversed(found), *found])


@given(spans())
def test_a_union_has_gaps_between_its_spans(found):
    merged = union(found)
    assert all(
        left[1] < right[0] for left, right in zip(merged, merged[1:], strict=False)
    )


@given(spans(), spans())
def test_clipping_never_adds_days(found, bounds):
    inside = [part for one in found if (part := clip(one, bounds[0]))]
    assert length(inside) <= length(found)


@given(DAYS, DAYS, st.integers(0, 36))
def test_an_exact_day_is_never_open(when, request, months):
    found = recency(day(when.isoformat()), request.isoformat(), Window(months=months))
    assert found in ("in", "before", "after")


@given(DAYS, DAYS, st.integers(1, 24))
def test_a_month_is_what_all_its_days_are_or_open(when, request, months):
    window = Window(months=months)
    text = when.strftime("%Y-%m")
    whole = recency(day(text), request.isoformat(), window)
    spread = day(text)
    each = {
        recency(
            day((spread.first + dt.timedelta(days=n)).isoformat()),
            request.isoformat(),
            window,
        )
        for n in range((spread.last - spread.first).days + 1)
    }
    assert whole == "open" if len(each) > 1 else each == {whole}


@given(DAYS, DAYS, st.integers(0, 400))
def test_days_apart_of_exact_days_is_plain_arithmetic(start, end, days):
    found = at_least_apart(day(start.isoformat()), day(end.isoformat()), days)
    assert found == ("yes" if (end - start).days >= days else "no")


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ("2025-02-28", "in"),
        ("2025-02-27", "before"),
        ("2026-02-28", "in"),
        ("2026-03-01", "after"),
    ],
)
def test_the_window_of_a_month_end(when, wanted):
    assert recency(day(when), "2026-02-28", Window(months=12)) == wanted


@pytest.mark.parametrize(
    ("start", "wanted"),
    [
        ("2025-09-01", "yes"),
        ("2025-09-02", "no"),
        ("2025-09", "open"),
        ("2025-08", "yes"),
        ("2025-10", "no"),
    ],
)
def test_months_apart(start, wanted):
    assert months_apart(day(start), day("2026-03-01"), 6) == wanted


def test_what_a_document_reports_was_over_when_it_was_written():
    assert day("2026", "2026-04-20").last == dt.date(2026, 4, 20)
    assert day("2026", "2025-04-20").last == dt.date(2026, 12, 31)


def test_unknown_dates_are_open():
    assert recency(None, "2026-01-01", Window(months=12)) == "open"
    assert recency(day("2026-01-01"), None, Window(days=42)) == "open"
