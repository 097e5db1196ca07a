"""Screws of one vertebra that are seated say nothing of those of another."""

from __future__ import annotations

import pytest

from tests.readings.chain import HISTORY, NOTE, waiver_of

_FORM = (
    "RADIOLOGY REPORT\nEXAM: CT CERVICAL SPINE\nDATE OF EXAM: 05/15/2026\nFINDINGS:\n"
)


@pytest.mark.parametrize(
    ("findings", "status"),
    [
        (
            "Acute anterior migration of the C6 screws. The C5 screws are seated.",
            "met",
        ),
        (
            "Acute anterior migration of the C6 screws. The C6 screws are intact, "
            "no hardware failure.",
            "conflicting",
        ),
    ],
)
def test_a_seated_screw_elsewhere_is_no_contradiction(
    findings: str, status: str
) -> None:
    text = f"{NOTE}{HISTORY}\f{_FORM}{findings}\nRead by: A. Quill, MD\n"
    assert waiver_of(text, "hardware-migration") == status
