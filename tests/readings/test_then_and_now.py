"""When something was so: an ability that ended, a drug held since, a first day."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.packet.read import read_packet
from workbench.packet.sources import Source


def _free(text: str) -> set[str]:
    limits = case_of(f"{NOTE}HPI: {text}\n").functional_limits
    return {one.kind for one in limits if one.assertion == "absent"}


@pytest.mark.parametrize(
    "text",
    [
        "She went back to walking a mile. Since March the pain has crept back.",
        "After October she did her own shopping. Now she stands at the sink 5 min.",
        "He returned to work full time. Since February he has been off work again.",
        "For four months after the block she slept through the night. She now wakes hourly.",  # noqa: E501
        "While the relief lasted he could drive. He can no longer drive.",
    ],
)
def test_what_ended_frees_nobody(text: str) -> None:
    assert not _free(text)


@pytest.mark.parametrize(
    "text",
    [
        "He went back to work last week and does his own shopping.",
        "She walks a mile without trouble. Now she also swims.",
        "Back at full duty since July.",
    ],
)
def test_what_is_so_today_does(text: str) -> None:
    assert _free(text)


@pytest.mark.parametrize("text", ["Off full duty since July.", "Iron def anemia."])
def test_no_duty_and_no_iron_free_anybody(text: str) -> None:
    assert not _free(f"{text} Postpartum GTT normal.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("AF on apixaban. A/P: hold apixaban for the procedure.", "historical"),
        ("AF on apixaban. Plan: stop apixaban 3 days before.", "historical"),
        ("DVT, on warfarin. INR 2.6.", "present"),
    ],
)
def test_a_drug_that_is_held_was_used(text: str, said: str) -> None:
    risks = case_of(f"{NOTE}HPI: {text}\n").risk_factors
    used = [one for one in risks if (one.name or "").startswith("on ")]
    assert {one.assertion for one in used} == {said}


def _starts(text: str) -> set[str]:
    return {one.start for one in case_of(f"{NOTE}{text}\n").symptoms if one.start}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("HPI: Right arm pain is no better. Began October 2025 while pruning.", "2025-10"),  # noqa: E501
        (
            "HPI\nRight low back to buttock, then thigh. Began around Thanksgiving 2025.",  # noqa: E501
            "2025-11",
        ),
        ("HPI: Leg pain. Started 03/02/2026 after a fall.", "2026-03-02"),
        ("Dx: R sciatica      Onset (pt report) 11/20/25", "2025-11-20"),
        ("HPI: Burning in both feet since approx 2019, R worse than L.", "2019"),
    ],
)  # fmt: skip
def test_a_beginning_without_its_subject(text: str, day: str) -> None:
    assert day in _starts(text)


@pytest.mark.parametrize(
    "text",
    [
        "HPI: Neck pain. Began PT in March 2026. Began gabapentin 04/2026.",
        "HPI: Low back pain. Started 2 tablets daily in April.",
        "HPI: Works on a farm. Began in May 2026 as a driver.",
    ],
)
def test_another_beginning_is_none_of_it(text: str) -> None:
    assert not _starts(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("HPI: L1 compression fracture after she missed a porch step on 03/14/2026.", "2026-03-14"),  # noqa: E501
        ("HPI: Fell on 04/20/26 and sustained a T12 compression fracture.", "2026-04-20"),  # noqa: E501
        (
            "HPI: 11 days after fall off a stool.\nExam: tender.\n"
            "Assessment: acute T11 compression fracture.",
            "2026-05-09",
        ),
    ],
)  # fmt: skip
def test_the_mishap_dates_its_fracture(text: str, day: str) -> None:
    found = case_of(f"{NOTE}{text}\n").diagnoses
    assert day in {one.start for one in found if one.kind.endswith("fracture")}


def test_two_mishaps_date_none() -> None:
    text = (
        "HPI: Fell in the bath 02/20/26. Slipped on ice 12/01/25. Low back pain.\n"
        "Exam: tender.\nNeuro: normal.\nGait: slow.\n"
        "Assessment: acute L1 compression fracture.\n"
    )
    found = case_of(f"{NOTE}{text}").diagnoses
    assert not any(one.start for one in found if one.kind.endswith("fracture"))


_INJECTIONS = "INJECTION HISTORY\n"


@pytest.mark.parametrize(
    ("line", "least"),
    [
        ("04/03/2025   L4-5 ILESI   70%, 5 months", 150),
        ("11/14/2024   L4-5 ILESI   60% relief, about 4 months", 120),
        ("9/9/25  right L5 TFESI: 60 %, just over 3 months", 90),
        (
            "L4-5 ILESI 9/18/25. She estimates 75 percent improvement and it lasted a full"  # noqa: E501
            " five months.",
            150,
        ),
        ("TFESI L5 9/18/25: 70% improvement. The relief lasted two weeks.", 14),
    ],
)  # fmt: skip
def test_relief_and_how_long_it_held(line: str, least: int) -> None:
    found = case_of(f"{NOTE}{_INJECTIONS}{line}\n").procedures_done
    assert [one.relief_days.low for one in found if one.relief_days] == [least]


@pytest.mark.parametrize(
    "line",
    [
        "1/12/25  right L5 TFESI - 80%, 3 months later back to baseline",
        "6/3/25  right L5 TFESI (ODI 46%, 2 months ago)",
    ],
)
def test_other_lengths_are_none_of_relief(line: str) -> None:
    found = case_of(f"{NOTE}{_INJECTIONS}{line}\n").procedures_done
    assert not any(one.relief_days for one in found)


_PARTS = (
    "HARBOR SPINE CENTER                FOLLOW UP VISIT\n"
    "Name: A. Test            Visit date: March 19, 2026\nProvider: B. Test, MD\n\n"
    "INTERVAL HISTORY\nShe returns. NRS today 7/10.\n\n{title}\n"
    "   11/14/2024   L4-5 ILESI\n   10/02/2025   L4-5 ILESI\n\nEXAM\nMotor 5/5.\n"
)


@pytest.mark.parametrize(
    "title", ["INJECTION HISTORY", "PROCEDURE LOG", "PAIN HISTORY"]
)
def test_a_list_of_a_note_is_no_paper_of_its_own(title: str) -> None:
    text = _PARTS.format(title=title)
    packet = read_packet((Source("record.txt", text.encode()),))
    assert [str(one.date) for one in packet.documents] == ["2026-03-19"]


@pytest.mark.parametrize("title", ["FOLLOW UP - 05/20/2026", "FOLLOW-UP   05/20/2026"])
def test_the_name_of_a_visit_heads_no_plan(title: str) -> None:
    told = (
        f"HARBOR SPINE\n{title}\nHe has neck pain. He took naproxen without relief.\n"
    )
    assert {one.assertion for one in case_of(told).treatments} == {"present"}


def test_scores_of_two_places_keep_theirs() -> None:
    text = "HPI: Arm pain VAS 6/10 today (neck 3/10)."
    found = case_of(f"{NOTE}{text}\n").functional_limits
    told = {(one.site, one.value) for one in found if one.kind == "score"}
    assert told == {("arm", 6), ("neck", 3)}
