"""Since when a complaint is there: a return, an operation, a day on its own."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


def _starts(text: str) -> set[str]:
    found = case_of(f"{NOTE}HPI: {text}\n").symptoms
    return {str(one.start) for one in found if one.start and one.kind == "pain"}


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Left leg and back pain. Since 3/2025. Walks one block.", "2025-03"),
        ("Neck pain into the arm, right-handed cook. Since about May 2025.", "2025-05"),
        ("Leg pain returned in October 2025 and has been constant.", "2025-10"),
        ("Her symptoms gradually came back in early March 2026.", "2026-03"),
        ("The old sciatica recurred on 02/10/2026.", "2026-02-10"),
        ("L4-5 fusion 2021 with low back pain ever since that operation.", "2021"),
        ("Left knee replacement 09/11/2024. Knee pain since surgery.", "2024-09-11"),
        ("Laminectomy 2016. Leg pain since a year after surgery.", "2017"),
        ("Below knee amputation June 2024. Since a month after, burning pain.", "2024"),
        ("A retired driver and grandfather with arm pain since 03/2025.", "2025-03"),
    ],
)  # fmt: skip
def test_a_complaint_is_dated(text: str, start: str) -> None:
    assert start in _starts(text)


@pytest.mark.parametrize(
    "text",
    [
        "He returned to the clinic in October 2025 with leg pain.",
        "Leg pain. No PT since surgery in 2024.",
        "Leg pain gone since the operation in 2024.",
        "Leg pain. On disability. Since then no work.",
        "Her grandfather had back pain since 2019.",
        "Leg pain. It has been two years since surgery.",
    ],
)
def test_other_things_date_no_complaint(text: str) -> None:
    assert not _starts(text)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Symptoms for about three years, worse since summer 2025.", 1095),
        ("Left leg pain x 5 mos, worse since April 2026.", 150),
        ("Phantom limb pain, severe, refractory 2+ years.", 730),
        ("Phantom limb pain. It has been two years and he is up at night.", 730),
    ],
)
def test_a_turn_for_the_worse_hides_no_length(text: str, least: int) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").symptoms
    lengths = [one.days_range.low for one in found if one.days_range] + [
        one.days for one in found if one.days
    ]
    assert least in lengths
