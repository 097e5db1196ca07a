"""Every key of a selector chooses: a fact that fits it counts, another does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluate_generic.made import judged, place
from workbench.evaluate.generic.where import Where

Fact = dict[str, Any]
KEYS: dict[str, tuple[str, Fact, Any, Fact]] = {
    # key: the list, a fact that fits, what the selector asks, what is otherwise
    "site": ("symptoms", {"kind": "pain", "site": "arm"}, ["arm"], {"site": "leg"}),
    "level": ("symptoms", {"kind": "pain", "level": "C5-6"}, "line", {"level": "C3-4"}),
    "side": ("symptoms", {"kind": "pain", "side": "left"}, "left", {"side": "right"}),
    "region": (
        "symptoms",
        {"kind": "pain", "site": "arm"},
        "cervical",
        {"site": "leg"},
    ),
    "detail": ("symptoms", {"kind": "pain", "detail": "a"}, ["a"], {"detail": "b"}),
    "codes": (
        "diagnoses",
        {"kind": "fracture", "codes": ["S12.1"]},
        ["S12"],
        {"codes": ["M80"]},
    ),
    "grade": (
        "exam_findings",
        {"kind": "strength", "grade": "4"},
        ["4"],
        {"grade": "5"},
    ),
    "graded": (
        "exam_findings",
        {"kind": "strength", "grade": "4"},
        ["4"],
        {"grade": "5"},
    ),
    "name": ("tests", {"kind": "other", "name": "ndi"}, ["NDI"], {"name": "odi"}),
    "result": (
        "tests",
        {"kind": "nerve-study", "result": "normal"},
        ["normal"],
        {"result": "abnormal"},
    ),
    "indicates": (
        "tests",
        {"kind": "nerve-study", "indicates": "carpal-tunnel-syndrome"},
        ["carpal-tunnel-syndrome"],
        {"indicates": "ulnar-neuropathy"},
    ),
    "by": ("tests", {"kind": "other", "by": "a"}, ["a"], {"by": "b"}),
    "status": (
        "treatments",
        {"kind": "nsaid", "status": "done"},
        ["done"],
        {"status": "ongoing"},
    ),
    "response": (
        "treatments",
        {"kind": "nsaid", "response": "none"},
        ["none"],
        {"response": "lasting"},
    ),
    "setting": (
        "treatments",
        {"kind": "physical-therapy", "setting": "formal"},
        ["formal"],
        {"setting": "home"},
    ),
    "supervised": (
        "treatments",
        {"kind": "home-exercise", "supervised": True},
        True,
        {"supervised": False},
    ),
    "speaker": (
        "statements",
        {"kind": "urgent", "speaker": "clinician"},
        ["clinician"],
        {"speaker": "patient"},
    ),
    "about": (
        "statements",
        {"kind": "other-causes-excluded", "about": ["a"]},
        ["a"],
        {"about": ["b"]},
    ),
    "phase": (
        "procedures_done",
        {"kind": "epidural-injection", "phase": "first"},
        ["first"],
        {"phase": "repeat"},
    ),
    "approach": (
        "procedures_done",
        {"kind": "epidural-injection", "approach": "interlaminar"},
        ["interlaminar"],
        {"approach": "caudal"},
    ),
    "guidance": (
        "procedures_done",
        {"kind": "epidural-injection", "guidance": "fluoroscopy"},
        ["fluoroscopy"],
        {"guidance": "ct"},
    ),
    "contrast": (
        "procedures_done",
        {"kind": "epidural-injection", "contrast": True},
        True,
        {"contrast": False},
    ),
    "agents": (
        "procedures_done",
        {"kind": "epidural-injection", "agents": ["a"]},
        ["a"],
        {"agents": ["b"]},
    ),
    "sedation": (
        "procedures_done",
        {"kind": "epidural-injection", "sedation": "moderate"},
        ["moderate"],
        {"sedation": "deep"},
    ),
    "function": (
        "procedures_done",
        {"kind": "epidural-injection", "function": "improved"},
        ["improved"],
        {"function": "worse"},
    ),
    "within": (
        "exam_findings",
        {"kind": "hoffmann", "date": "2026-04-01"},
        {"months": 6},
        {"date": "2024-04-01"},
    ),
    "letters": (
        "symptoms",
        {"kind": "pain", "document_kind": "letter"},
        True,
        {},
    ),
    "stated_in": (
        "symptoms",
        {"kind": "pain"},
        ["clinic-note"],
        {"document_kind": "therapy-record"},
    ),
}
FINDINGS: dict[str, tuple[Fact, Any, Fact]] = {
    "location": ({"location": "central"}, ["central"], {"location": "foraminal"}),
    "reader": ({"reader": "radiologist"}, ["radiologist"], {"reader": "clinician"}),
    "section": ({"section": "impression"}, ["impression"], {"section": "findings"}),
    "acuity": ({"acuity": "acute"}, ["acute"], {"acuity": "chronic"}),
    "touching": (
        {"contact": {"label": "compress", "target": "cord"}},
        ["compress"],
        {"contact": {"label": "abut", "target": "cord"}},
    ),
}
AT = place("C5-6")


@pytest.mark.parametrize("key", [key for key in KEYS if key != "letters"])
def test_a_key_chooses_among_facts(key: str) -> None:
    name, fits, asked, otherwise = KEYS[key]
    test = {"fact": {"list": name, "kind": fits["kind"], key: asked}}

    assert judged(test, {name: [fits]}, at=AT).status == "met"
    assert judged(test, {name: [fits | otherwise]}, at=AT).status != "met"


def test_a_letter_counts_only_where_it_is_asked_for() -> None:
    name, fits, asked, _ = KEYS["letters"]
    plain = {"fact": {"list": name, "kind": fits["kind"]}}
    wide = {"fact": {"list": name, "kind": fits["kind"], "letters": asked}}

    assert judged(plain, {name: [fits]}, at=AT).status == "not_documented"
    assert judged(wide, {name: [fits]}, at=AT).status == "met"


@pytest.mark.parametrize("key", FINDINGS)
def test_a_key_chooses_among_findings(key: str) -> None:
    fits, asked, otherwise = FINDINGS[key]
    test = {"fact": {"list": "imaging_findings", "kind": "compression", key: asked}}

    def study(finding: Fact) -> dict[str, list[Fact]]:
        found = {"kind": "compression", "level": "C5-6"} | finding
        return {"imaging_studies": [{"kind": "mri", "findings": [found]}]}

    assert judged(test, study(fits), at=AT).status == "met"
    assert judged(test, study(fits | otherwise), at=AT).status != "met"


def test_the_study_of_a_finding_is_a_key_too() -> None:
    test = {
        "fact": {"list": "imaging_findings", "kind": "compression", "study": ["ct"]}
    }
    for kind, status in (("ct", "met"), ("mri", "not_documented")):
        finding = {"kind": "compression", "level": "C5-6"}
        facts = {"imaging_studies": [{"kind": kind, "findings": [finding]}]}
        assert judged(test, facts, at=AT).status == status


def test_no_key_of_the_language_is_left_out_here() -> None:
    assert set(Where.model_fields) == {*KEYS, *FINDINGS, "list", "kind", "study"}
