"""What stands in cells of a table reads as what stands in columns of a typed page."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import TODAY, facts
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Fact


def told(text: str) -> list[Fact]:
    packet = read_packet((Source("p.txt", text.encode()),))
    case = RulesReader().read(packet).case
    lists = (case.risk_factors, case.diagnoses, case.imaging_studies, case.tests)
    return [one for group in lists for one in group]


@pytest.mark.parametrize(
    ("row", "kind", "assertion"),
    [
        ("Pregnancy / LMP | hysterectomy, not pregnant", "pregnancy", "absent"),
        ("Infection check | afebrile; no chills", "systemic-infection", "absent"),
        ("Sleeps well | any fever/chills no", "systemic-infection", "absent"),
        ("Pregnancy | yes, 12 weeks", "pregnancy", "present"),
    ],
)  # fmt: skip
def test_a_row_in_bars_answers_as_in_columns(
    row: str, kind: str, assertion: str
) -> None:
    for text in (row, row.replace(" | ", "       ")):
        found = facts(text, "clinic", TODAY, "")
        assert [f.assertion for f in found if f.kind == kind] == [assertion]


@pytest.mark.parametrize(
    ("row", "assertion"),
    [
        ("imp | R S1 radiculopathy", "present"),
        ("Assessment | right S1 radiculopathy |  |", "present"),
        ("pmh | right S1 radiculopathy 2010", "historical"),
    ],
)
def test_a_section_named_in_a_cell_opens(row: str, assertion: str) -> None:
    text = f"CLINIC NOTE 03/04/2026\npmh | gout, asthma\n{row}\n"
    found = [f for f in told(text) if f.kind == "lumbar-radiculopathy"]
    assert [f.assertion for f in found] == [assertion]


def test_columns_of_one_word_are_no_section() -> None:
    text = "CLINIC NOTE 03/04/2026\nMedications | Dose\ngabapentin | 300 mg\n"
    assert [f.kind for f in told(text) if f.kind == "lumbar-radiculopathy"] == []


@pytest.mark.parametrize(
    ("head", "by"),
    [
        ("Client: W. T. Evaluator: I. Marsh, PhD, clinical\npsychologist",
         "clinical psychologist"),
        ("Client: W. T. Evaluated by Ida Marsh, PsyD at the clinic, two hours",
         "psychologist"),
        ("Client: W. T. Evaluator: see below, form kept in the chart", None),
    ],
)  # fmt: skip
def test_who_evaluated_is_told_beside_fields(head: str, by: str | None) -> None:
    text = (
        f"PSYCHOLOGICAL EVALUATION\n\n{head}\n{'Mood stable. ' * 30}\n\n"
        "Opinion: I find no contraindication from the psychological side to a "
        "stimulation trial.\n"
    )
    found = [f for f in told(text) if f.kind == "psychological-evaluation"]
    assert {getattr(f, "by", None) for f in found} == {by}


def test_a_study_under_the_mark_of_a_page_is_one_of_its_own() -> None:
    text = (
        "MRI LUMBAR SPINE 05/06/2026\nFindings: L4-5 moderate stenosis.\n"
        "Impression: stenosis.\n[page two]\n"
        "Lumbar spine, lateral, flexion and extension 05/20/2026\n"
        "Translation 2 mm at L4-5.\n"
    )
    found = [(f.kind, getattr(f, "date", None)) for f in told(text)]
    assert ("flexion-extension", "2026-05-20") in found
    assert ("mri", "2026-05-06") in found


def test_a_score_under_a_family_history_is_the_patients() -> None:
    text = (
        "CLINIC NOTE 03/04/2026\nFH: brother had a fusion.\n"
        "mJOA motor 3 sens 1 = 12/18\nExam\nGait normal.\n"
    )
    packet = read_packet((Source("p.txt", text.encode()),))
    limits = RulesReader().read(packet).case.functional_limits
    assert [(f.assertion, f.value) for f in limits if f.kind == "score"] == [
        ("present", 12)
    ]
