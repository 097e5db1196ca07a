from __future__ import annotations

import pytest

from tests.extract.rules_core.make import cut
from workbench.extract.rules.layout.boxes import options


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Tobacco use: [ ] Yes [x] No", [("Tobacco use", False)]),
        ("Tobacco use: [X] Yes [ ] No", [("Tobacco use", True)]),
        ("Diabetes:  Yes ___X___ No ___", [("Diabetes", True)]),
        ("Diabetes:  Yes ___ No ___X___", [("Diabetes", False)]),
        ("Prior surgery   Y / (N)", [("Prior surgery", False)]),
        ("Prior surgery   (Y) / N", [("Prior surgery", True)]),
        ("Gait abnormal: YES  NO  (circled: NO)", [("Gait abnormal", False)]),
        ("( ) Standard  (X) Urgent", [("Standard", False), ("Urgent", True)]),
        ("☒ Numbness ☐ Weakness", [("Numbness", True), ("Weakness", False)]),
        ("☐ Diabetes", [("Diabetes", False)]),
        ("✓ Neck pain", [("Neck pain", True)]),
        ("[x] Physical therapy x 6 weeks", [("Physical therapy x 6 weeks", True)]),
    ],
)
def test_boxes(line: str, expected: list[tuple[str, bool]]) -> None:
    assert [(o.label, o.checked) for o in options(line)] == expected


@pytest.mark.parametrize(
    "line",
    [
        "Name: ____________",
        "There was a ____ in the ligament.",
        "The screw (x 2) was placed",
        "plain text",
        "stenosis [see above]",
        "",
    ],
)
def test_no_boxes(line: str) -> None:
    assert options(line) == ()


def test_a_question_stands_beside_its_options() -> None:
    found = options("Review type: [X] Standard [ ] Urgent")
    assert {o.question for o in found} == {"Review type"}


@pytest.mark.parametrize(
    ("text", "field", "ticked", "question"),
    [
        (
            "Date of request: 06/08/2026       [X] Standard   [ ] Expedited",
            "Date of request: 06/08/2026",
            "[X] Standard",
            None,
        ),
        ("Hoffmann:  [ ] Left   [X] Right", None, "[X] Right", "Hoffmann"),
        ("Worst pain (0-10):   [ ] 4   [X] 7", None, "[X] 7", "Worst pain (0-10)"),
    ],
)
def test_a_field_before_the_boxes_of_another_question(text, field, ticked, question):
    blocks = {s.text: s.block for s in cut(f"FORM\n\n{text}").sentences}
    assert field is None or field in blocks
    headers = [cell.header for cell in blocks[ticked].cells]
    assert headers == ([question] if question else [])


def test_bracketed_letters_before_their_questions_are_boxes() -> None:
    text = (
        "(Y) Therapy tried\n(N) Red flags: tumor, fracture\n(N) Pregnant (Y) Diabetic"
    )
    found = [(s.block.label, s.block.checked) for s in cut(text).sentences]
    assert found == [
        ("Therapy tried", True),
        ("Red flags: tumor, fracture", False),
        ("Pregnant", False),
        ("Diabetic", True),
    ]


@pytest.mark.parametrize(
    "line", ["(N)ormal gait", "Gait (N) today", "(Y) / N Pregnant"]
)
def test_letters_in_brackets_elsewhere_are_no_such_boxes(line: str) -> None:
    labels = [s.block.label for s in cut(line).sentences if s.block.checked is False]
    assert labels == []
