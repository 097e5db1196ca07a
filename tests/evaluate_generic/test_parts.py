"""A denial of imaging speaks against the part that it names, or against all."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.evaluate.generic.parts import against
from workbench.schema.case import ImagingFinding, Symptom
from workbench.schema.evidence import Evidence

_QUOTE = (Evidence(document="D1", lines=(1,), quote="as told"),)


def finding(**values: Any) -> ImagingFinding:
    """A finding of stenosis at one place."""
    told = {"id": "?", "kind": "stenosis", "assertion": "present", "evidence": _QUOTE}
    return ImagingFinding(**(told | values))


_FOUND = finding(level="C5-6", location="foraminal", side="right")


@pytest.mark.parametrize(
    ("denied", "speaks"),
    [
        ({"level": "C5-6", "location": "central"}, False),
        ({"level": "C5-6", "location": "foraminal", "side": "left"}, False),
        ({"level": "C6-7", "location": "foraminal", "side": "right"}, False),
        ({"kind": "compression", "level": "C5-6"}, False),
        ({"level": "C5-6"}, True),
        ({}, True),
        ({"level": "C5-6", "location": "foraminal"}, True),
        ({"level": "C5-6", "location": "foraminal", "side": "bilateral"}, True),
        ({"level": "C5-6", "location": "foraminal", "side": "right"}, True),
    ],
)
def test_a_denial_speaks_of_the_part_it_names(
    denied: dict[str, Any], speaks: bool
) -> None:
    denial = finding(assertion="absent", **denied)
    assert bool(against((_FOUND,), (denial,))) is speaks


def test_a_finding_that_names_no_part_is_denied_by_any() -> None:
    denial = finding(assertion="absent", level="C5-6", side="left")
    assert against((finding(level="C5-6"),), (denial,)) == (denial,)


def test_one_finding_of_the_part_is_enough() -> None:
    other = finding(level="C5-6", location="central")
    denial = finding(assertion="absent", level="C5-6", location="central")
    assert against((_FOUND, other), (denial,)) == (denial,)


@pytest.mark.parametrize(
    ("denied", "speaks"),
    [
        ({"site": "leg"}, False),
        ({"site": "low-back", "side": "right"}, True),
        ({"site": "low-back", "side": "left"}, True),
        ({"site": "low-back"}, True),
        ({"side": "left"}, True),
        ({}, True),
    ],
)
def test_a_complaint_denied_elsewhere_says_nothing_of_this_one(
    denied: dict[str, Any], speaks: bool
) -> None:
    told: dict[str, Any] = {"id": "?", "kind": "pain", "evidence": _QUOTE}
    here = Symptom(**told, site="low-back", side="left")
    there = Symptom(**told, assertion="absent", **denied)
    assert bool(against((here,), (there,))) is speaks


def test_what_is_no_picture_is_denied_as_it_was() -> None:
    told = {"id": "?", "kind": "numbness", "evidence": _QUOTE}
    here = Symptom(**told, assertion="present", side="right")
    there = Symptom(**told, assertion="absent", side="left")
    assert against((here,), (there,)) == (there,)
