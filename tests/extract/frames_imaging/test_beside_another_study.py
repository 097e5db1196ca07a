"""A report held beside an earlier study keeps what it finds, and its own day."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import facts

BESIDE = [
    "Loss of height 45% (about 20% on the radiographs of 03/17).",
    "L2: healed deformity, unchanged from 2023 films.",
    "Compared with X-ray of 02/27/2026.",
    "No change since the CT of March.",
]


@pytest.mark.parametrize("line", BESIDE)
def test_what_follows_is_of_the_study_itself(line: str) -> None:
    text = f"MRI THORACIC SPINE   04/14/2026\n{line}\nL4-5: mild stenosis."
    found = facts(text, "radiology", "2026-04-14")
    studies = [one for one in found if getattr(one, "findings", None)]
    assert [one.kind for one in studies] == ["mri"]
    assert {str(one.date) for one in studies} == {"2026-04-14"}


def test_a_title_below_opens_another() -> None:
    text = (
        "MRI LUMBAR SPINE   04/14/2026\nL4-5: severe stenosis.\n"
        "XR LUMBAR SPINE 2 VIEWS   04/15/2026\nGrade 1 anterolisthesis L4-5."
    )
    found = facts(text, "radiology", "2026-04-14")
    kinds = {one.kind for one in found if getattr(one, "findings", None)}
    assert kinds == {"mri", "xray"}


def test_a_disc_is_no_vertebra() -> None:
    text = "L5: bilateral pars defects. Advanced L5-S1 disc height loss."
    found = facts(text, "radiology", "2026-04-14")
    assert "height-loss" not in [one.kind for one in found]


def test_weeks_old_is_not_old() -> None:
    text = "IMPRESSION: Five week old compression fracture of L1."
    found = facts(text, "radiology", "2026-04-14")
    ages = {getattr(one, "acuity", None) for one in found if one.kind == "fracture"}
    assert "chronic" not in ages


HEADS = [
    "PLACEHOLDER, Vera        XR LUMBAR FLEX EXT STANDING            05/02/2026",
    "[2 of 2]  MADEUP IMAGING     LUMBAR SPINE, AP/LAT/FLEXION/EXTENSION   05/02/2026",
    "CR LUMBAR SPINE 4 VIEWS WITH FLEX AND EXT                   05/02/2026 09:10",
    "B)  XR LUMBAR SPINE, AP / LATERAL / FLEXION / EXTENSION, STANDING     05/02/2026",
]


@pytest.mark.parametrize("head", HEADS)
def test_a_second_report_has_its_own_day(head: str) -> None:
    text = (
        "MRI LUMBAR SPINE     04/14/2026\nFINDINGS:\nL4-5: severe stenosis.\n"
        "IMPRESSION: Severe stenosis L4-5.\nSigned: N. Placeholder, MD\n\n"
        f"{head}\nL4-5 translation 3 mm.\nImpression: no instability."
    )
    found = facts(text, "radiology", "2026-04-14")
    studies = {one.kind: one for one in found if getattr(one, "findings", None)}
    assert studies["mri"].date == "2026-04-14"
    dynamic = studies["flexion-extension"]
    assert dynamic.date == "2026-05-02"
    assert "translation" in [one.kind for one in dynamic.findings]


def test_a_sentence_with_a_day_opens_no_report() -> None:
    text = (
        "MRI LUMBAR SPINE     04/14/2026\nFINDINGS:\nL4-5: severe stenosis.\n"
        "Alignment agrees with the radiographs of 03/02/2026.\nL5-S1: mild stenosis."
    )
    found = facts(text, "radiology", "2026-04-14")
    studies = [one for one in found if getattr(one, "findings", None)]
    assert [(one.kind, one.date) for one in studies] == [("mri", "2026-04-14")]


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("4 mm in neutral, 6 mm in flexion, 4 mm in extension: translation 2 mm.", 2),
        ("4 mm in neutral, 7 mm in flexion.", None),
    ],
)
def test_how_far_a_slip_moved_is_told_behind_its_positions(
    told: str, value: int | None
) -> None:
    text = f"XR LUMBAR FLEX EXT     04/14/2026\nAnterolisthesis of L4 on L5, {told}"
    found = facts(text, "radiology", "2026-04-14")
    moved = [one.value for one in found if one.kind == "translation"]
    assert moved == [value]
