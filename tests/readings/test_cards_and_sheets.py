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


CUMULATIVE = (
    "LABORATORY REPORT, CUMULATIVE     printed 03/09/2026\n\n"
    "TEST          01/08/25   09/02/25   03/04/26    REF\n{row}\n"
)


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("Hgb A1c (%)    9.1 H     8.4 H     7.0 H     4.0-5.6", [9.1, 8.4, 7.0]),
        ("Hgb A1c (%)    9.1 (H)   8.4*      7.0       4.0-5.6", [9.1, 8.4, 7.0]),
        ("Hgb A1c (%)    --        8.4 HH    7.0 H     4.0-5.6", [8.4, 7.0]),
    ],
)
def test_flags_behind_values_keep_the_columns_of_a_sheet(
    row: str, values: list[float]
) -> None:
    found = case_of(CUMULATIVE.format(row=row)).tests
    assert [one.value for one in found] == values
    assert found[-1].date == "2026-03-04"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("A1c ought to stay below 7.2 or we wait.", []),
        ("The A1c has to come under 8.", []),
        ("A1c stays below 7.2.", [7.2]),
    ],
)
def test_what_a_value_has_to_be_is_no_value(text: str, read: list[float]) -> None:
    found = case_of(f"CLINIC NOTE 04/02/2026\n\nPlan\n{text}\n").tests
    assert [one.value for one in found if one.value] == read


def test_reports_counted_on_one_sheet_are_apart() -> None:
    text = (
        "HERON HOSPITAL RADIOLOGY\n\n1 of 2.  MR LUMBAR SPINE      done 02/10/2026\n"
        "FINDINGS. L3-4 severe stenosis.\n\n"
        "2 of 2.  XR LUMBAR SPINE, FLEXION + EXTENSION     done 03/11/2026\n"
        "Translation at L3-4 of 5 mm.\n"
    )
    packet = read_packet((Source("all.txt", text.encode()),))
    assert [one.date for one in packet.documents] == ["2026-02-10", "2026-03-11"]


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("Low back pain. PT at Shoulder Creek PT 01/05/26 to 03/02/26.", {"low-back"}),
        ("Low back pain. PT for the shoulder 01/05/26 to 03/02/26.", {"shoulder"}),
        ("Low back pain. Member card PT-44-1020.", set()),
    ],
)
def test_the_name_of_a_house_or_card_is_no_care(text: str, sites: set[str]) -> None:
    found = case_of(f"CLINIC NOTE 04/02/2026\n\nHistory\n{text}\n").treatments
    assert {one.site for one in found} == sites


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Light duty extended to 5/28 or MRI result.", "planned"),
        ("Seen with the pain for\nMRI. It showed a disc at L4-5.", "present"),
        (
            "The back is the same since the winter, and he has not been at the press.\n"
            "He walks and stands no better, and his own doctor in town is ordering\n"
            "MRI. Light duty goes on for as long as he is in pain, at the least.",
            "planned",
        ),
    ],
)
def test_a_scan_that_is_waited_for_was_not_made(text: str, told: str) -> None:
    found = case_of(f"CLINIC NOTE 04/02/2026\n\n{text}\n").imaging_studies
    assert {one.assertion for one in found if one.kind == "mri"} == {told}
