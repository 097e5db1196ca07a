"""Ratios, intervals, kappa and pass^k against values worked out by hand."""

from __future__ import annotations

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.evals.compare import sign_test
from workbench.evals.stats import Ratio, figure, kappa, matrix, pass_hat, wilson


def test_a_figure_is_the_ratio_of_sums_and_not_the_mean_of_ratios() -> None:
    made = figure("x", {"a": Ratio(1, 1), "b": Ratio(0, 9)})

    assert made.value == 0.1


def test_nothing_counted_is_unscored_and_not_zero() -> None:
    assert figure("x", {"a": Ratio(0, 0)}).value is None


def test_the_interval_holds_the_value_and_is_the_same_each_time() -> None:
    parts = {str(n): Ratio(n % 3, 4) for n in range(20)}
    first, second = figure("x", parts), figure("x", parts)

    assert first == second
    assert first.low is not None and first.high is not None and first.value is not None
    assert first.low < first.value < first.high


def test_no_error_seen_is_not_told_as_none() -> None:
    made = figure("errors", {str(n): Ratio(0, 1) for n in range(60)})

    assert made.value == 0
    assert made.high is not None and isclose(made.high, 0.0602, abs_tol=0.001)


def test_checks_of_one_packet_stand_together() -> None:
    """Clustering widens: ten packets with all right or all wrong."""
    clustered = {str(n): Ratio(20 * (n % 2), 20) for n in range(10)}
    spread = {str(n): Ratio(1 if n % 2 else 0, 1) for n in range(200)}
    wide, narrow = figure("x", clustered), figure("x", spread)

    assert wide.value == narrow.value
    assert wide.high is not None and narrow.high is not None
    assert wide.high > narrow.high


def test_wilson_agrees_with_a_published_example() -> None:
    low, high = wilson(0.8, 10)

    assert isclose(low, 0.490, abs_tol=0.001)
    assert isclose(high, 0.943, abs_tol=0.001)


def test_kappa_of_a_table_worked_out_by_hand() -> None:
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15

    value = kappa(pairs)

    assert value is not None and isclose(value, 0.4)


@pytest.mark.parametrize("pairs", [[], [("a", "a")] * 5])
def test_kappa_is_undefined_without_variation(pairs: list[tuple[str, str]]) -> None:
    assert kappa(pairs) is None


@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_pass_hat_of_all_trials_is_all_or_nothing(trials: list[bool]) -> None:
    assert pass_hat(trials, len(trials)) == float(all(trials))
    assert pass_hat(trials, 1) == sum(trials) / len(trials)


def test_pass_hat_needs_enough_trials() -> None:
    assert pass_hat([True], 2) is None


def test_the_sign_test_of_a_lopsided_split() -> None:
    assert sign_test(0, 0) is None
    value = sign_test(0, 6)
    assert value is not None and isclose(value, 2 / 64)
    assert sign_test(3, 3) == 1.0


def test_a_matrix_has_labels_in_rows_and_answers_in_columns() -> None:
    labels, rows = matrix([("a", "b"), ("a", "a"), ("a", "b")])

    assert labels == ("a", "b")
    assert rows == ((1, 2), (0, 0))
