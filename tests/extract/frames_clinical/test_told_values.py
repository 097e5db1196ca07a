"""Numbers that mean something by themselves: every example and counter of the file."""

from __future__ import annotations

import pytest

from workbench.extract.rules.frames.told.values import FILE, meant
from workbench.vocabulary.yaml_file import load_yaml

_ROWS = load_yaml(FILE)
SAID = [(row["kind"], one) for row in _ROWS.values() for one in row["examples"]]
UNSAID = [(row["kind"], one) for row in _ROWS.values() for one in row["counter"]]


@pytest.mark.parametrize(("kind", "text"), SAID)
def test_a_number_out_of_range_is_told(kind: str, text: str) -> None:
    assert (kind, "present") in {(one.kind, one.assertion) for one in meant(text)}


@pytest.mark.parametrize(("kind", "text"), UNSAID)
def test_a_bound_or_a_normal_number_is_not(kind: str, text: str) -> None:
    assert (kind, "present") not in {(one.kind, one.assertion) for one in meant(text)}


def test_a_normal_ratio_denies_and_one_between_says_nothing() -> None:
    assert [one.assertion for one in meant("Warfarin held, INR 1.1")] == ["absent"]
    assert [one.assertion for one in meant("Warfarin held, INR 1.6")] == [None]
