"""Diagnoses: words, codes, levels, sides, certainty; and what is no diagnosis."""

from __future__ import annotations

import pytest

from tests.extract.frames_request.told import facts
from workbench.extract.rules.frames.told.icd10 import kind_of_code
from workbench.vocabulary.tables import kinds


def listed(text: str, kind: str = "clinic-note") -> list[str]:
    return sorted({_told(one) for one in facts("told.diagnoses", text, kind)})


def _told(fact) -> str:
    parts = (fact.kind, fact.assertion, fact.level, fact.side, "+".join(fact.codes))
    return " ".join(part for part in parts if part)


LISTED = [
    ("ASSESSMENT:\n1. Cervical radiculopathy", ["cervical-radiculopathy present"]),
    (
        "Diagnosis: M54.12 Radiculopathy, cervical region",
        ["cervical-radiculopathy present M54.12"],
    ),
    (
        "Dx: M50.121, M50.122; G99.2",
        [
            "cervical-myelopathy present G99.2",
            "cervical-radiculopathy present M50.121",
            "cervical-radiculopathy present M50.122",
        ],
    ),
    (
        "ASSESSMENT:\n1. Left C5-6 foraminal stenosis\n2. Hardware failure of the "
        "anterior column",
        ["cervical-stenosis present C5-6 left", "hardware-failure present"],
    ),
    (
        "Diagnosis: T84.296A mechanical complication of internal fixation device",
        ["hardware-failure present T84.296A"],
    ),
    ("ASSESSMENT:\nPossible pseudarthrosis C6-7", ["pseudarthrosis uncertain C6-7"]),
    ("ASSESSMENT:\nRule out discitis.", ["infection uncertain"]),
    ("ASSESSMENT:\nLumbar spinal stenosis L4-5", ["lumbar-stenosis present L4-5"]),
    ("ASSESSMENT:\nStenosis L4-5", ["lumbar-stenosis present L4-5"]),
    ("PMH: Gestational diabetes 2004, resolved", ["gestational-diabetes historical"]),
    ("PMH: type 2 diabetes", ["diabetes present"]),
    ("ICD-10: M4712", ["cervical-myelopathy present M4712"]),
    ("ICD-10 | Description\nR20.2 | Paresthesia of skin", ["other present R20.2"]),
]


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_listed(text, expected):
    assert listed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "FAMILY HISTORY: Mother with diabetes and carpal tunnel syndrome.",
        "HPI: Levels C5-6 and T12 were discussed.",
        "PSH: carpal tunnel release 2015",
        "PLAN: Order EMG if symptoms return.",
    ],
)
def test_not_listed(text):
    assert listed(text) == []


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("M47.12", "cervical-myelopathy"),
        ("M50.221", "cervical-disc-disorder"),
        ("M99.71", "cervical-stenosis"),
        ("E11.9", "diabetes"),
        ("E11.42", "peripheral-neuropathy"),
        ("G56.01", "carpal-tunnel-syndrome"),
        ("S12.9XXA", "fracture"),
        ("Z98.1", None),
    ],
)
def test_longest_known_prefix_decides(code, kind):
    assert kind_of_code(code) == kind


def test_every_kind_of_the_code_table_is_a_known_diagnosis():
    codes = ("M47.12", "M48.02", "T84.21", "F17.2", "M81", "G54.0", "C41.2", "S12")

    assert {kind_of_code(code) for code in codes} <= set(kinds().diagnoses)


def test_a_row_of_bills_gives_a_code_no_name():
    told = "CLAIMS HISTORY\n 12/03/2025  77067  11  Y  Dr Placeholder (PCP)   Z00.00"
    rows = facts("told.diagnoses", told, "clinic-note")
    assert [(one.codes, one.name) for one in rows] == [(("Z00.00",), None)]
    listed = facts("told.diagnoses", "Dx: Z91.81 Repeated stumbles", "clinic-note")
    assert [one.name for one in listed] == ["Repeated stumbles"]
