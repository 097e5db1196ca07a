"""Choices of a form: what was not chosen is blanked, nothing else moves."""

from __future__ import annotations

import pytest

from workbench.extract.rules.layout.choices import chosen


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Canal: [ ] normal [ ] mild [x] moderate [ ] severe stenosis at C5-6",
            "Canal: moderate stenosis at C5-6",
        ),
        (
            "Foramen L: \u2610 none \u2610 mild \u2610 moderate \u2611 severe",
            "Foramen L: severe",
        ),
        (
            "Treatments tried (circle):  (PT)   chiropractic   (injections)",
            "Treatments tried (circle): PT, injections,",
        ),
        ("Level: C5-6  (corrected - was C4-5)", "Level: C5-6 (corrected - )"),
        ("| Side | [X] LEFT  [ ] RIGHT  [ ] BILATERAL |", "| Side | LEFT |"),
        ("Laterality: ( ) R (x) L ( ) both", "Laterality: L"),
        ("Side  Right [ ]  Left [X]  Bilateral [ ]", "Side Left"),
    ],
)  # fmt: skip
def test_what_was_not_chosen_is_blanked(text: str, left: str) -> None:
    assert " ".join(chosen(text).split()) == left
    assert len(chosen(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "[x] mild pain [ ] moderate pain",
        "[ ] mild [ ] moderate [ ] severe stenosis",
        "[x] mild [x] moderate [ ] severe",
        "Numbness [x] left [x] right",
        "Weakness [ ] left [ ] right",
        "[ ] Left arm [x] Right arm",
        "[ ] Myelopathy [x] Radiculopathy [ ] Instability",
        "He drew a circle (PT) around it.",
        "ACDF C5-6 (was C4-5 on the last request)",
    ],
)
def test_other_lines_stay(text: str) -> None:
    assert chosen(text) == text
