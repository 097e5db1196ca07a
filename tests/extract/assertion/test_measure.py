"""Floors of the seven-way assertion: the tuned and the untouched half apart."""

from __future__ import annotations

from functools import cache

import pytest

from tests.extract.assertion.measure import (
    _HERE,
    Answer,
    accuracy,
    answers,
    cases,
    falsely_present,
)


@cache
def found() -> tuple[Answer, ...]:
    return tuple(answers(cases(_HERE / "sentences.yaml", _HERE / "labels.yaml")))


@pytest.mark.parametrize(
    ("tuned", "least", "most"), [(True, 0.98, 1), (False, 0.88, 10)]
)
def test_assertion_does_not_fall(tuned: bool, least: float, most: int) -> None:
    half = [one for one in found() if one.case.tuned is tuned]
    assert len(half) > 100
    assert accuracy(half) >= least
    assert falsely_present(half) <= most


def test_every_sentence_is_found_once() -> None:
    ids = [one.case.id for one in found()]
    assert len(ids) == len(set(ids)) >= 250
