"""Denials of another time, of the rest, of no one operation, and refused drugs."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.schema.case import all_facts


def _told(text: str) -> set[str]:
    """Each fact as "kind@site=assertion", without a site "kind=assertion"."""
    return {
        one.kind
        + (f"@{site}" if (site := getattr(one, "site", None)) else "")
        + f"={one.assertion}"
        for one in all_facts(case_of(NOTE + text))
    }


@pytest.mark.parametrize(
    ("text", "says", "not_says"),
    [
        ("Until then no neck pain.", "", "pain@neck=absent"),
        ("No neck pain today.", "pain@neck=absent", ""),
        ("It held until May, slept without leg pain.", "", "pain@leg=absent"),
        ("She has no leg pain.", "pain@leg=absent", ""),
        (
            "Exam: Tender to percussion at T11, none at L2.",
            "tenderness@T11=present",
            "tenderness@T11=absent",
        ),
        ("Pain: none at present.", "pain=absent", ""),
        ("Naproxen not allowed (ulcer).", "nsaid=absent", "nsaid=present"),
        ("Naproxen and a brace have not held.", "nsaid=present", "nsaid=absent"),
        (
            "After weighing laminoplasty and disc replacement he chose the first.",
            "",
            "cervical-disc-arthroplasty=historical",
        ),
        (
            "After disc replacement in 2019 he did well.",
            "cervical-disc-arthroplasty=historical",
            "",
        ),
        ("Never any spinal operation.", "lumbar-surgery=absent", ""),
        ("No spine surgery is planned.", "", "lumbar-surgery=absent"),
        ("No earlier stimulator or trial.", "stimulator-trial=absent", ""),
        ("No stimulator problems.", "", "stimulator-implant=absent"),
        (
            "Smoking: quit in 2009. Never hurt her neck.",
            "nicotine=historical",
            "nicotine=absent",
        ),
        ("Smoking: never.", "nicotine=absent", ""),
        ("4 Mill Road, Otter Falls, OH", "", "gait-imbalance=present"),
        ("Falls twice a week.", "gait-imbalance=present", ""),
    ],
)
def test_denials_reach_what_they_deny(text: str, says: str, not_says: str) -> None:
    told = _told(text)
    assert not says or says in told
    assert not_says not in told


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Back pain. Osteoporosis known since the DXA of 2018.", False),
        ("Back pain, not changed since her CT of March 2026.", False),
        ("Back pain since March 2026.", True),
    ],
)
def test_what_else_is_so_since_a_day_is_no_onset(text: str, begins: bool) -> None:
    pains = case_of(NOTE + text).symptoms
    assert any(one.start for one in pains) is begins
