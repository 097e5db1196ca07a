"""A denial of imaging speaks against the part that it names, or against all."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.evaluate.facts import days_of
from workbench.evaluate.generic.parts import against, outlived
from workbench.schema.case import (
    Diagnosis,
    ExamFinding,
    ImagingFinding,
    ProcedureDone,
    RiskFactor,
    Symptom,
)
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
        ({"site": "low-back", "side": "right"}, False),
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


def sided(
    kind: type[Symptom] | type[Diagnosis], side: str | None, **values: Any
) -> Any:
    """A complaint or a diagnosis of one side."""
    names = {Symptom: "radicular-symptoms", Diagnosis: "cervical-radiculopathy"}
    told = {"id": "?", "kind": names[kind], "assertion": "present", "evidence": _QUOTE}
    return kind(**(told | {"side": side} | values))


@pytest.mark.parametrize(
    ("sides", "speaks"),
    [
        (["left"], False),
        (["left", None], False),
        ([None], True),
        (["right"], True),
        (["left", "right"], True),
        (["bilateral"], True),
    ],
)
def test_a_denial_of_one_side_is_no_word_on_the_other(
    sides: list[str | None], speaks: bool
) -> None:
    """ "No right arm symptoms" beside a radiculopathy on the left."""
    denial = sided(Symptom, "right", assertion="absent")
    found = tuple(sided(Diagnosis, side) for side in sides)
    assert bool(against(found, (denial,))) is speaks


def done(day: str | None, assertion: str = "present") -> ProcedureDone:
    """An injection of a day."""
    return ProcedureDone(
        id="?",
        kind="epidural-injection",
        assertion=assertion,  # type: ignore[arg-type]
        date=day,
        evidence=_QUOTE,
    )


@pytest.mark.parametrize(
    ("day", "written", "gone"),
    [
        ("2025-11-24", "2025-11-10", True),
        ("2025-11", "2025-10-31", True),
        ("2025-11", "2025-11-10", False),
        ("2025-11-01", "2025-11-10", False),
        ("2025-11-24", None, False),
        (None, "2025-11-10", False),
    ],
)
def test_an_event_outlives_an_earlier_denial(
    day: str | None, written: str | None, gone: bool
) -> None:
    denial = done(None, "absent")
    wrote = days_of(written) if written else None
    assert outlived(denial, (done(day),), lambda _: wrote) is gone
    assert not outlived(done("2025-01-01"), (denial,), lambda _: wrote)


def sign(kind: str, assertion: str = "present", **values: Any) -> ExamFinding:
    """A sign of an examination."""
    told = {"id": "?", "kind": kind, "assertion": assertion, "evidence": _QUOTE}
    return ExamFinding(**(told | values))


@pytest.mark.parametrize(
    ("denied", "speaks"),
    [
        (sign("clonus", "absent"), False),
        (sign("babinski", "absent", side="bilateral"), False),
        (sign("hoffmann", "absent"), True),
        (sign("hoffmann", "absent", side="left"), False),
        (sign("myelopathic-signs", "absent"), True),
        (sign("neurological-deficit", "absent"), True),
    ],
)
def test_signs_are_told_one_by_one(denied: ExamFinding, speaks: bool) -> None:
    found = sign("hoffmann", side="right")
    assert bool(against((found,), (denied,))) is speaks


def test_the_other_side_is_clear_beside_signs_of_both() -> None:
    """ "Hoffmann positive right, clonus right, none left", with brisk reflexes."""
    found = (
        sign("hoffmann", side="right"),
        sign("clonus", side="right"),
        sign("hyperreflexia", side="bilateral"),
        sign("myelopathic-signs"),
    )
    assert not against(found, (sign("clonus", "absent", side="left"),))
    assert against(found, (sign("clonus", "absent", side="right"),))
    assert against(found, (sign("myelopathic-signs", "absent"),))


@pytest.mark.parametrize(
    ("found", "denied", "speaks"),
    [
        ("mononeuropathy", "complex-regional-pain", False),
        ("mononeuropathy", "mononeuropathy", True),
        ("osteoporotic-fracture", "fracture", True),
        ("fracture", "osteoporotic-fracture", False),
    ],
)
def test_illnesses_are_denied_one_by_one(found: str, denied: str, speaks: bool) -> None:
    told: dict[str, Any] = {"id": "?", "evidence": _QUOTE}
    there = Diagnosis(**told, kind=denied, assertion="absent")
    assert bool(against((Diagnosis(**told, kind=found),), (there,))) is speaks


def risk(kind: str, **values: Any) -> RiskFactor:
    """A risk that the record tells of."""
    told = {"id": "?", "kind": kind, "assertion": "present", "evidence": _QUOTE}
    return RiskFactor(**(told | values))


@pytest.mark.parametrize(
    ("denied", "speaks"),
    [
        ("systemic-infection", False),
        ("coagulopathy", False),
        ("suspected-cancer", True),
        ("surgical-contraindication", True),
    ],
)
def test_risks_are_denied_one_by_one(denied: str, speaks: bool) -> None:
    denial = risk(denied, assertion="absent")
    assert bool(against((risk("suspected-cancer"),), (denial,))) is speaks
