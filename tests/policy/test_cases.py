from __future__ import annotations

from tests.evaluate.engine_factory import ACDF, asked, judged, stated
from workbench.evals.policy_tests import compact_case, differences
from workbench.policy.cases import Expected, PolicyTestFile
from workbench.schema.base import parse_data

FILE = {
    "policy": "sample",
    "patient": {"age": 40},
    "base": {
        "symptoms": [{"kind": "pain", "site": "thumb", "document_date": "2026-04-01"}],
        "imaging_studies": [
            {
                "kind": "mri",
                "findings": [
                    {"kind": "stenosis", "level": "C5-6", "severity": "moderate"},
                    {"kind": "compression", "contact": "flatten cord"},
                ],
            }
        ],
    },
    "tests": [{"name": "one", "facts": {"symptoms": []}, "expect": {}}],
}


def test_compact_facts_become_a_case():
    file = parse_data(PolicyTestFile, FILE, where="test")
    one = file.tests[0].model_copy(update={"facts": {}})
    case = compact_case(file, one, where="test")
    study = case.imaging_studies[0]
    assert case.patient.age == 40
    assert (study.findings[0].severity.low, study.findings[0].severity.high) == (4, 4)
    assert study.findings[1].contact.target == "cord"
    assert {study.id, *(item.id for item in study.findings)} == {
        "imaging_studies-1",
        "imaging_studies-1.1",
        "imaging_studies-1.2",
    }
    kinds = {item.kind: item.date for item in case.documents}
    assert kinds == {"clinic-note": "2026-04-01", "imaging-report": None}


def test_a_test_replaces_a_whole_list_of_the_base():
    file = parse_data(PolicyTestFile, FILE, where="test")
    case = compact_case(file, file.tests[0], where="test")
    assert case.symptoms == ()
    assert len(case.imaging_studies) == 1


GOT = judged([asked(ACDF, "C5-6")], [stated("care")])


def wrong(**expected):
    return list(differences(parse_data(Expected, expected, where="test"), GOT))


def test_what_is_as_expected_is_silent():
    assert not wrong(
        recommendation="request_information",
        confirm_by="nurse",
        lines={"acdf C5-6": "request_information"},
        criteria={"care": "met", "lungs": {"acdf C5-6": "not_documented"}},
        waivers={"urgent-cord": "not_documented"},
        open_because={"lungs": "never-mentioned"},
        would_meet={"acdf C5-6": [["imaging", "lungs"]]},
        conflicts=[],
        settled=[],
        needs={"lungs": True, "care": False},
        alternatives=[],
        says=["not mentioned"],
    )


def test_every_difference_is_told():
    for expected in (
        {"recommendation": "approve"},
        {"confirm_by": "physician"},
        {"lines": {"acdf C6-7": "approve"}},
        {"criteria": {"care": "not_met"}},
        {"criteria": {"lungs": {"acdf C5-6": "met"}}},
        {"criteria": {"teeth": "met"}},
        {"waivers": {"urgent-cord": "met"}},
        {"open_because": {"lungs": "vague"}},
        {"waived_by": {"care": "urgent-cord"}},
        {"pathways": {"slip": "met"}},
        {"parents": {"acdf C5-6": ["nobody"]}},
        {"codes": {"acdf C5-6": ["22551"]}},
        {"would_meet": {"acdf C5-6": [["lungs"]]}},
        {"conflicts": ["care"]},
        {"settled": ["later-wins"]},
        {"needs": {"care": True}},
        {"alternatives": ["acdf C5-6 open"]},
        {"says": ["a word that nobody said"]},
    ):
        assert wrong(**expected), expected
