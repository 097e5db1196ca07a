"""What is asked for or ordered is not done, and is asked for once."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of

_FORM = "AUTHORIZATION REQUEST   04/02/2026\nPatient: A. Test   DOB 02/02/1950\n"


@pytest.mark.parametrize(
    "head", ["From         To", "Start        End", "Start   Stop"]
)
def test_the_days_of_a_requested_line_are_to_come(head: str) -> None:
    text = (
        f"{_FORM}Code    Procedure                              Level   {head}\n"
        "64483   Transforaminal ESI, right          L5-S1   04/20/2026   07/20/2026\n"
    )
    case = case_of(text)
    asked = [one for one in case.requested_procedures if one.origin == "request"]
    assert [(one.kind, one.level) for one in asked] == [
        ("epidural-transforaminal", "L5-S1")
    ]
    assert not [one for one in case.treatments if one.assertion == "present"]
    assert not [one for one in case.procedures_done if one.assertion == "present"]


def test_a_table_of_what_was_tried_asks_for_nothing() -> None:
    text = (
        f"{NOTE}TREATMENTS\nTreatment                Start        End\n"
        "TFESI L5-S1 right        02/01/2026   02/01/2026\n"
    )
    assert not case_of(text).requested_procedures


@pytest.mark.parametrize(
    "text",
    [
        "Orders 5/5/26   MRI C-SPINE WO; BMP",
        "Orders placed 05/05/26: MRI lumbar spine; PT eval.",
        "New orders 5/5/26   CBC; MRI cervical wo",
    ],
)
def test_a_list_of_orders_made_no_study(text: str) -> None:
    found = case_of(f"{NOTE}{text}\n").imaging_studies
    assert {one.assertion for one in found} == {"planned"}


@pytest.mark.parametrize(
    "text",
    [
        "Order of 3/1/26: MRI lumbar, done 3/4/26, shows L4-5 stenosis.",
        "In order to decide, MRI lumbar 3/4/26 was reviewed: L4-5 stenosis.",
    ],
)
def test_an_order_that_was_carried_out_did(text: str) -> None:
    found = case_of(f"{NOTE}{text}\n").imaging_studies
    assert {one.assertion for one in found} == {"present"}


def test_any_augmentation_is_the_one_that_is_named() -> None:
    text = (
        "LETTER   December 15, 2025\nRequest: vertebroplasty, L1, CPT 22511\n"
        "I feel that she will benefit from cement augmentation, and ask for approval.\n"
    )
    asked = case_of(text).requested_procedures
    assert {one.kind for one in asked} == {"vertebroplasty"}


def test_a_nerve_center_is_no_release() -> None:
    text = (
        "FAX   05/19/2026\nFOOT, ANKLE & NERVE CTR   ->   PLAN UM\n"
        "REQ peripheral nerve stimulator TRIAL, right tibial nerve, CPT 64555\n"
    )
    asked = case_of(text).requested_procedures
    assert {one.kind for one in asked} == {"nerve-stimulator-trial"}


def test_the_second_title_of_a_report_opens_its_study() -> None:
    text = (
        "Beacon Radiology\nPATIENT: A. Test\n"
        "[1] MRI LUMBAR SPINE WITHOUT CONTRAST  -- 02/02/2026\nL5-S1: disc height loss.\n"  # noqa: E501
        "[2] LUMBAR SPINE 4 VIEWS INCL. FLEXION AND EXTENSION  -- 02/20/2026\n"
        "L5-S1: translation 1 mm between flexion and extension.\n"
    )
    found = {one.kind: one for one in case_of(text).imaging_studies}
    moved = [
        study
        for study in found.values()
        for one in study.findings
        if one.kind == "translation"
    ]
    assert [str(one.date) for one in moved] == ["2026-02-20"]


def test_a_slip_without_change_is_a_slip() -> None:
    text = (
        "XR LUMBAR FLEX-EXT 04/14/2026\n"
        "IMP: Grade II spondylolisthesis L5-S1 w/o significant change on dynamic views.\n"  # noqa: E501
    )
    found = [one for study in case_of(text).imaging_studies for one in study.findings]
    assert {one.assertion for one in found if one.kind == "spondylolisthesis"} == {
        "present"
    }


@pytest.mark.parametrize(
    ("row", "response"),
    [
        (" TENS unit                  2023         nothing", "none"),
        (" PT balance/desens          2025, 8 v    nothing", "none"),
        (" naproxen                   2020-22      none", "none"),
    ],
)
def test_the_last_word_of_a_row_is_what_it_gave(row: str, response: str) -> None:
    text = f"{NOTE}HISTORY\n Burning in both feet.\nFAILED\n gabapentin 2700   2020-22   no relief\n{row}\n"  # noqa: E501
    found = case_of(text).treatments
    assert [one.response for one in found] == ["none", response]
