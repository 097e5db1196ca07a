from __future__ import annotations

import pytest

from workbench.evaluate.rollup import (
    confirm_line,
    confirm_request,
    line_recommendation,
    request_recommendation,
    worst,
)

A, N, R = "approve", "not_medically_necessary", "request_information"
I, P = "insufficient_information", "policy_not_applicable"  # noqa: E741


@pytest.mark.parametrize(
    ("statuses", "final", "expected"),
    [
        (["met", "waived", "not_applicable"], False, A),
        (["met", "not_documented"], False, R),
        (["met", "conflicting"], False, R),
        (["not_documented", "not_met"], False, N),
        (["met", "not_documented"], True, I),
        (["conflicting", "not_met"], True, N),
        (["met"], True, A),
    ],
)
def test_line(statuses, final, expected):
    assert line_recommendation(statuses, final) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], R),
        ([P], P),
        ([P, P], P),
        ([A, A], A),
        ([A, R], R),
        ([R], R),
        ([A, N], "partial"),
        ([A, N, R], R),
        ([N, R], R),
        ([N, N], N),
        ([A, P], R),
        ([N, P], N),
        ([R, P], R),
        ([A, N, P], "partial"),
        ([A, I], "partial"),
        ([A, I, N], "partial"),
        ([I, N], N),
        ([I, I], I),
        ([I, P], I),
    ],
)
def test_request(lines, expected):
    assert request_recommendation(lines) == expected


def test_who_confirms():
    assert [confirm_line(one) for one in (A, R, P, N, I)] == [
        "nurse",
        "nurse",
        "nurse",
        "physician",
        "physician",
    ]
    assert confirm_request([A, R]) == "nurse"
    assert confirm_request([A, R, N]) == "physician"


def test_the_less_favourable_wins():
    assert worst([A, R]) == R
    assert worst([R, I]) == I
    assert worst([I, N, A]) == N
