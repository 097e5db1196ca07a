"""Stacks of numbered sheets, cards of dated entries, and whose illness it is."""

from __future__ import annotations

import pytest

from tests.readings.chain import case_of
from workbench.packet.read import read_packet
from workbench.packet.sources import Source

BODY = "Vera Placeholder\nseen on 04/02/2026\nLow back pain.\n\n"


@pytest.mark.parametrize(
    ("rule", "kinds"),
    [
        ("========== leaf {}", ["request-form", "clinic-note", "imaging-report"]),
        (
            "----- sheet {} of 3 -----",
            ["request-form", "clinic-note", "imaging-report"],
        ),
        ("See sheet {} of this", ["request-form"]),
    ],
)
def test_rules_that_number_sheets_part_a_file(rule: str, kinds: list[str]) -> None:
    text = (
        f"{rule.format(1)}\nPRE-CERTIFICATION REQUISITION\nCodes   63030   L4-5\n\n"
        f"{rule.format(2)}\nOUTPATIENT NOTE       Dt. 04/02/2026\n{BODY}"
        f"{rule.format(3)}\nTERN HOSPITAL - MRI LUMBAR SPINE      04/05/2026\n"
        "L4-5: severe stenosis.\nImpression: as above.\n"
    )
    packet = read_packet((Source("all.txt", text.encode()),))
    assert [one.kind for one in packet.documents][: len(kinds)] == kinds
    assert packet.documents[0].kind == "request-form"


CARD = (
    "CASE CARD\n\n02/03/2026   Ada Sample, 61 F.\n  c/o low back pain.\n"
    "{indent}Rx  Tab Naproxen 500 BD.\n\n04/17/2026   Seen again. Worse.\n"
    "  She had an MRI in March this year at the county ward.\n"
)


@pytest.mark.parametrize(("indent", "studies"), [("  ", 1), ("", 0)])
def test_a_dated_entry_further_out_leaves_the_list_of_the_one_before(
    indent: str, studies: int
) -> None:
    found = case_of(CARD.format(indent=indent)).imaging_studies
    assert [one.date for one in found] == ["2026-03"] * studies


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Came late, her daughter's fever.", False),
        ("Away for his father's pneumonia.", False),
        ("Lifted her daughter's bag in spite of the fever.", True),
    ],
)
def test_an_illness_may_belong_to_a_relative(text: str, found: bool) -> None:
    facts = case_of(f"CLINIC NOTE 04/02/2026\n\nHistory\n{text}\n").risk_factors
    assert any(one.assertion == "present" for one in facts) is found


@pytest.mark.parametrize(
    ("text", "site", "roots"),
    [
        ("Pinprick duller over the left shin and instep.", "medial-calf", ()),
        ("Cotton wool less felt, altered in L5 on the right.", None, ("L5",)),
        ("Pinprick blunted over the heel and the shin.", None, ()),
    ],
)
def test_dulled_feeling_is_told_with_its_place(
    text: str, site: str | None, roots: tuple[str, ...]
) -> None:
    note = f"CLINIC NOTE 04/02/2026\n\nExamination\n{text}\n"
    found = [o for o in case_of(note).exam_findings if o.kind == "sensory-loss"]
    assert found
    assert site is None or {one.site for one in found} == {site}
    assert not roots or all(one.roots == roots for one in found)
