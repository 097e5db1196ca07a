"""What the report of a nerve study tells as a whole: limbs, gaps, nerves it spares."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import facts
from workbench.schema.case import Test


def _told(text: str) -> set[tuple[str, str | None, str | None, str | None, str | None]]:
    """Assertion, condition, result, root and side of each nerve study of a report."""
    found = facts(text, "emg", "2026-06-15")
    return {
        (one.assertion, one.indicates, one.result, one.site, one.side)
        for one in found
        if isinstance(one, Test) and one.kind == "nerve-study"
    }


_WHOLE = ("present", None)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("I did an EMG of both legs. This is a normal study.", ("normal", "bilateral")),
        ("EMG/NCS LUE. Impression: normal study.", ("normal", "left")),
        (
            "NCS and EMG BLE. There is an active right L5 radiculopathy.",
            ("abnormal", "bilateral"),
        ),
        (
            "EMG of the right arm. The left arm was not studied. Normal study.",
            ("normal", "right"),
        ),
        ("The left arm hurts. Impression: normal study.", ("normal", None)),
        ("EMG shows left L5 radiculopathy; pain in both legs.", None),
    ],
)
def test_the_limbs_studied_are_the_side_of_the_whole(
    text: str, whole: tuple[str, str | None] | None
) -> None:
    told = {(one[2], one[4]) for one in _told(text) if one[:2] == _WHOLE}
    assert told == ({whole} if whole else set())


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Normal NCS. Needle EMG was declined.", {"absent"}),
        ("Left C6 radiculopathy. Paraspinals not sampled, on apixaban.", {"absent"}),
        ("Right CTS. I recommend a repeat study in 3 months.", {"planned"}),
        ("Right CTS. Repeat needle exam may be useful later.", {"planned"}),
        ("The repeat study was normal. Paraspinals normal.", set()),
        ("Repeat stimulation at the wrist gave the same latency.", set()),
        ("EMG shows C6 radiculopathy; the C7 root was not tested.", set()),
    ],
)
def test_what_was_left_out_or_is_asked_for_again(text: str, states: set[str]) -> None:
    assert {one[0] for one in _told(text)} - {"present"} == states


_CTS, _ULNAR = "carpal-tunnel-syndrome", "ulnar-neuropathy"
_NECK, _BACK = "cervical-radiculopathy", "lumbar-disorder"


@pytest.mark.parametrize(
    ("text", "condition", "told"),
    [
        ("The medians are unremarkable.", _CTS, {("negative", None, None)}),
        ("No delay across the elbow, left.", _ULNAR, {("negative", None, "left")}),
        ("Ulnar nerve normal at the wrist.", _ULNAR, set()),
        ("Median motor normal.", _CTS, set()),
        (
            "Right ulnar neuropathy. Ulnar studies normal.",
            _ULNAR,
            {("positive", None, "right")},
        ),
        ("2. C7: spared.", _NECK, {("negative", "C7", None)}),
        ("L4: equivocal.", _BACK, {("inconclusive", "L4", None)}),
        ("C6: see the table.", _NECK, set()),
        ("L5 root involvement was not tested.", _BACK, {("inconclusive", "L5", None)}),
        (
            "Cervical radiculopathy cannot be told apart from plexopathy.",
            _NECK,
            {("inconclusive", None, None)},
        ),
        (
            "Moderate polyneuropathy, or cold limbs.",
            "peripheral-neuropathy",
            {("inconclusive", None, None)},
        ),
        (
            "Moderate polyneuropathy or diabetic neuropathy.",
            "peripheral-neuropathy",
            {("positive", None, None)},
        ),
        (
            "Findings fit an old left C7 radiculopathy.",
            _NECK,
            {("positive", "C7", "left")},
        ),
        (
            "Normal medians argue against carpal tunnel.",
            _CTS,
            {("negative", None, None)},
        ),
        (
            "EMG of the left leg: no evidence of radiculopathy.",
            _BACK,
            {("negative", None, "left")},
        ),
        (
            "Mild R and severe L CTS.",
            _CTS,
            {("positive", None, "left"), ("positive", None, "right")},
        ),
        ("CTS: not seen, either side.", _CTS, {("negative", None, "bilateral")}),
        ("R C7 (or C6-7) radiculopathy.", _NECK, {("positive", "C7", "right")}),
    ],
)
def test_a_condition_is_found_excluded_or_left_open(
    text: str, condition: str, told: set[tuple[str, str | None, str | None]]
) -> None:
    found = {one[2:] for one in _told(text) if one[1] == condition}
    assert found == told


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("EMG of the right leg. No tibial neuropathy.", "right"),
        ("EMG of both legs. Tibial neuropathy.", None),
        ("EMG. No tibial neuropathy.", None),
    ],
)
def test_the_nerve_of_a_report_is_on_its_limb(text: str, side: str | None) -> None:
    found = facts(text, "emg", "2026-06-15")
    assert {one.side for one in found if one.kind == "mononeuropathy"} == {side}
