"""Files of vertebral fractures and of repeated injections: ages, levels, relief."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


def _ages(text: str) -> set[tuple[int | None, str | None]]:
    found = case_of(f"{NOTE}{text}\n").diagnoses
    return {(one.days, one.start) for one in found if one.kind.endswith("fracture")} - {
        (None, None)
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Twelve days after he tripped on a rug, a new L3 compression fracture.", 12),
        ("Four weeks after a fall she has T10 and T11 compression fractures.", 28),
        ("Four weeks after her hip operation an old L3 compression fracture.", None),
        ("Brace for 6 weeks. L3 compression fracture after a fall.", None),
    ],
)
def test_the_time_from_a_mishap_is_the_age(text: str, told: int | None) -> None:
    assert {days for days, _ in _ages(text)} <= {told}
    assert told is None or _ages(text)


def test_an_entry_of_a_log_tells_an_age_as_of_its_day() -> None:
    text = (
        "NURSING RECORD\nDate: 05/20/2026\n"
        "11/14/2025        Dr. Vale rounds: L3 compression fx 3 wks, sore.\n"
        "12/12/2025        Dr. Vale rounds: walks with help.\n"
    )
    found = case_of(text).diagnoses
    assert "2025-10-24" in {one.start for one in found}


_REPORT = "MRI LUMBAR SPINE 04/01/2026\nFINDINGS:\n"


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("L3-4: bulge. Thecal sac effaced; conus terminates at T12-L1.", "L3-4"),
        ("L3-4: bulge indents the thecal sac. Conus tip normal at L1-2.", "L3-4"),
        ("Conus compressed at T12-L1 by a disc.", "T12-L1"),
    ],
)
def test_where_the_conus_ends_is_no_level_of_a_finding(line: str, level: str) -> None:
    studies = case_of(f"{_REPORT}{line}\n").imaging_studies
    found = [one for study in studies for one in study.findings]
    assert {one.level for one in found if one.kind == "compression"} == {level}


@pytest.mark.parametrize(
    ("text", "share", "days"),
    [
        ('02/03/2026 L3-4 TFESI, dexa     pre NRS 7    "40%" for 12 days', 40, 12),
        (
            "Last injection: L3-4 ILESI 02/03/2026.\n"
            "Percent relief: 60%.     Duration of relief: 9 weeks.",
            60,
            63,
        ),
        ("DOP __2/3/26__  proc __L3/4 IL__\n overall % relief:  10%", 10, None),
    ],
)
def test_relief_in_columns_and_fields(text: str, share: int, days: int | None) -> None:
    done = case_of(f"{NOTE}{text}\n").procedures_done
    told = {
        (
            one.level,
            one.relief and one.relief.low,
            one.relief_days and one.relief_days.low,
        )
        for one in done
    }
    assert ("L3-4", share, days) in told


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("November 3, 2025. Ruth Ann Dole.", "2025-11-03"),
        ("She was well until November 3, 2025.", None),
    ],
)
def test_a_dictation_opens_with_its_day(head: str, told: str | None) -> None:
    text = f"DICTATED NOT READ\n{head}\n\nThank you for sending her. Back pain.\n"
    assert [one.date for one in case_of(text).documents] == [told]


@pytest.mark.parametrize(
    ("heading", "absent"),
    [("Contraindication screen (all asked)", True), ("Indication for the scan", False)],
)
def test_a_screen_of_contraindications_is_no_indication(
    heading: str, absent: bool
) -> None:
    rows = "    spinal instability          no\n    scoliosis     no\n"
    text = f"{NOTE}{heading}:\n{rows}"
    found = case_of(text).diagnoses
    told = [one.assertion for one in found if one.kind == "instability"]
    assert (told == ["absent"]) is absent
