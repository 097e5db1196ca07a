"""Turns of phrase that name a trouble without telling of one, and run-in headings."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source

HEAD = "OFFICE NOTE\nDate of service 03/03/2026\n"


def symptoms(text: str) -> set[tuple[str, str | None, str]]:
    packet = read_packet((Source("a.txt", f"{HEAD}{text}\n".encode()),))
    case = RulesReader().read(packet).case
    return {(one.kind, one.site, one.assertion) for one in case.symptoms}


@pytest.mark.parametrize(
    ("text", "assertion"),
    [
        ("HPI: arm pain. Bladder: no change.", "absent"),
        ("HPI: arm pain. B/B no change", "absent"),
        ("HPI: arm pain. No change in bowel or bladder function.", "absent"),
        ("HPI: arm pain. Bladder: new urgency.", "present"),
        ("HPI: arm pain. No change in his urinary incontinence.", "present"),
    ],
)
def test_a_function_without_change_is_no_trouble(text: str, assertion: str) -> None:
    found = {said for kind, _, said in symptoms(text) if kind == "bladder-dysfunction"}

    assert found == {assertion}


@pytest.mark.parametrize(
    "text",
    [
        "Other potential sources for his pain, such as the shoulder, were excluded.",
        "Other causes of the hand numbness were considered and excluded.",
        "Alternative explanations for her weakness, such as the hip, are unlikely.",
    ],
)
def test_causes_that_were_weighed_are_no_symptoms(text: str) -> None:
    assert symptoms(f"ASSESSMENT: {text}") == set()


def test_a_diagnosis_as_the_reason_for_a_scan_is_no_symptom() -> None:
    report = "MRI CERVICAL SPINE\nExam date: 03/03/2026\nINDICATION: {why}.\n"

    def read(why: str) -> set[str]:
        packet = read_packet((Source("a.txt", report.format(why=why).encode()),))
        return {one.kind for one in RulesReader().read(packet).case.symptoms}

    assert read("Cervical radiculopathy") == set()
    assert read("Left arm pain") == {"pain"}


def test_capitals_with_a_full_stop_head_their_section() -> None:
    text = (
        f"{HEAD}SUBJECTIVE. Left arm pain.\nOBJECTIVE. Left triceps 4/5.\n"
        "ASSESSMENT. C7 radiculopathy.\nPLAN. Left C6-7 foraminotomy.\n"
    )
    packet = read_packet((Source("a.txt", text.encode()),))
    case = RulesReader().read(packet).case

    assert [one.kind for one in case.diagnoses] == ["cervical-radiculopathy"]
    assert [one.kind for one in case.symptoms] == ["pain"]
    assert [one.level for one in case.requested_procedures] == ["C6-7"]
