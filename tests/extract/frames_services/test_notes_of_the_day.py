"""Blocks by shorthand, devices by what was laid, and places that were left out."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import facts
from workbench.schema.case import ProcedureDone


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Dx block #1, left L3-4 facet joints, lidocaine.",
            ["facet-injection present L3-4 left"],
        ),
        (
            "Confirmatory block L C5, C6 medial branches, bupivacaine 0.4 mL.",
            ["facet-injection present C5 left", "facet-injection present C6 left"],
        ),
        ("If the dx block helps the facets we plan more.", []),
        ("Diagnostic block of the left hip joint.", []),
        (
            "Kyphoplasty T11, 4 mL PMMA. T9 was not treated.",
            [
                "vertebral-augmentation present T11 -",
                "vertebral-augmentation absent T9 -",
            ],
        ),
        (
            "Left L3-4 medial branch block, lidocaine 1 mL. Right side to be done in"
            " 3 wk.",
            ["facet-injection present L3-4 left", "facet-injection planned - right"],
        ),
        (
            "Two leads advanced through Tuohy needles to T9 for a 5 day trial.",
            ["stimulator-trial present - -"],
        ),
        ("Leads will be placed to T9 for a trial next month.", []),
        (
            "A permanent lead was sutured beside the right tibial nerve.",
            ["nerve-stimulator-implant present - right"],
        ),
        (
            "No permanent lead was placed along the tibial nerve.",
            ["nerve-stimulator-implant absent - -"],
        ),
    ],
)
def test_what_a_note_of_the_day_tells(text: str, told: list[str]) -> None:
    done = [
        f"{one.kind} {one.assertion} {one.level or one.site or '-'} {one.side or '-'}"
        for one in facts(text, "pain-procedure", "2026-03-04")
        if isinstance(one, ProcedureDone)
    ]
    assert sorted(done) == sorted(told)
