"""Arithmetic that a reader can redo, and no other."""

from __future__ import annotations

import pytest

from tests.narrate.narrate_factory import COLLAR
from workbench.narrate.proof.derived import derived, onsets
from workbench.schema.case import Symptom, Treatment


def trial(start: str | None, end: str | None, days: int | None = None) -> Treatment:
    return Treatment(
        id=f"t{start}{end}{days}",
        kind="physical-therapy",
        start=start,
        end=end,
        days=days,
        evidence=(COLLAR,),
    )


def numbers(*trials: Treatment, unit: str = "day") -> set[str]:
    return {
        value
        for kind, value, of in derived(trials, (), None, ())
        if kind == "number" and of == unit
    }


def test_a_trial_has_its_length_in_days_and_whole_weeks() -> None:
    one = trial("2026-01-01", "2026-02-12")

    assert numbers(one) == {"42"}
    assert numbers(one, unit="week") == {"6"}


def test_overlapping_trials_count_once_and_their_sum_is_known() -> None:
    pair = (trial("2026-01-01", "2026-01-31"), trial("2026-01-21", "2026-02-10"))

    assert {"30", "20", "50", "40"} <= numbers(*pair)


def test_a_stated_length_stands_for_itself() -> None:
    assert numbers(trial(None, None, 41)) == {"41"}


def test_a_month_without_a_day_has_a_least_and_a_greatest_length() -> None:
    """January to June: at the least from the last of January to the first of June."""
    assert {"121", "180"} <= numbers(trial("2026-01", "2026-06"))
    exact = (trial("2026-02-03", "2026-04-11"), trial("2026-01", "2026-06"))
    assert {"121", "180"} <= numbers(*exact)


def test_days_between_dates_and_the_request_follow() -> None:
    found = {value for _, value, unit in derived((), ("2026-03-11",), "2026-05-04", ())}

    assert "54" in found
    assert "55" not in found


@pytest.mark.parametrize(
    ("months", "day"), [(12, "2025-05-04"), (6, "2025-11-04"), (3, "2026-02-04")]
)
def test_a_window_opens_months_before_the_request(months: int, day: str) -> None:
    assert ("date", day, "") in set(derived((), (), "2026-05-04", (months,)))


def test_a_date_that_is_no_day_gives_no_count() -> None:
    assert list(derived((), ("2026-03", "2026"), "2026-05", ())) == []


def test_a_dated_and_an_undated_trial_can_be_added_up() -> None:
    three = (
        trial("2026-03-02", "2026-03-20"),
        trial(None, None, 21),
        trial("2026-01-01", "2026-01-10"),
    )

    found = numbers(*three)

    assert {"39", "30", "27", "48"} <= found
    assert "40" not in found


def test_care_that_goes_on_lasts_to_the_day_of_its_note() -> None:
    """Since October and five days more: what the evaluator sums, a reader can redo."""
    going = trial("2025-10", None).model_copy(update={"status": "ongoing"})
    more = trial(None, None, 5)
    found = {
        value
        for kind, value, unit in derived(
            (going, more), (), None, (), lambda fact: "2026-04-16"
        )
        if kind == "number" and unit == "day"
    }

    assert {"197", "202", "167", "172"} <= found


def test_care_that_is_over_does_not_last_to_its_note() -> None:
    over = trial("2025-10", None).model_copy(update={"status": "done"})
    assert list(derived((over,), (), None, (), lambda fact: "2026-04-16")) == []


def test_care_within_a_window_is_counted_from_its_first_day() -> None:
    long_ago = trial("2021", "2026-05-14")
    found = {value for _, value, _ in derived((long_ago,), (), "2026-05-14", (6,))}

    assert {"181", "2025-11-14"} <= found
    assert "181" not in numbers(long_ago)


def test_a_complaint_of_a_stated_length_began_so_long_before_its_note() -> None:
    pain = Symptom(id="s1", kind="pain", days=4, evidence=(COLLAR,))

    assert set(onsets((pain,), lambda fact: "2026-02-24")) == {"2026-02-20"}
    assert set(onsets((pain,), lambda fact: None)) == set()


@pytest.mark.parametrize(
    ("written", "days"),
    [("2026-03-02", "28"), (None, "70"), ("2026-06-01", "70")],
)
def test_a_length_from_a_day_ends_with_its_note(written: str | None, days: str) -> None:
    pair = (trial("2026-02-02", None, 70), trial("2026-02-02", "2026-02-03"))
    found = {value for _, value, of in derived(pair, (), None, (), lambda _: written)}
    union = {value for value in found if int(value) > 1}
    assert days in union
