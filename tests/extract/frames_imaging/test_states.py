"""Structures and their states: each rule's own examples, and what makes no finding."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import facts
from workbench.extract.rules.frames.imaging.states import rules, shifts, states

_DAY = "2026-03-04"
_EXAMPLES = [(one, text) for one in rules() for text in one.examples]
_COUNTER = [(one, text) for one in rules() for text in one.counter]


@pytest.mark.parametrize(("rule", "example"), _EXAMPLES, ids=lambda one: str(one)[:60])
def test_an_example_makes_its_finding(rule: object, example: str) -> None:
    text, _, said = example.partition("=>")
    made = [
        one.assertion
        for one in facts(text.strip(), "radiology", _DAY)
        if one.kind == getattr(rule, "kind", "")
    ]
    assert set(made) == {said.strip()}


@pytest.mark.parametrize(("rule", "text"), _COUNTER, ids=lambda one: str(one)[:60])
def test_a_counter_example_has_no_such_state(rule: object, text: str) -> None:
    assert getattr(rule, "name", "") not in {one.name for one in states(text)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("C4 moves forward 4 mm on C5 in flexion.", "translation"),
        ("L4 is slipped forward on L5 by 5 mm.", "spondylolisthesis"),
    ],
)
def test_vertebrae_apart_make_one_level(text: str, kind: str) -> None:
    made = [one for one in facts(text, "radiology", _DAY) if one.kind == kind]
    assert [one.level for one in made] in (["C4-5"], ["L4-5"])


def test_a_vertebra_at_a_screw_is_no_shift() -> None:
    assert not shifts("The C5 screw is directed to C6.")


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("C5-6: severe left foraminal stenosis. C6-7: same.", {"C5-6", "C6-7"}),
        ("C5-6: severe left foraminal stenosis; similar at C6-7.", {"C5-6", "C6-7"}),
        ("C5-6: severe left foraminal stenosis. C6-7: similar to prior.", {"C5-6"}),
        ("C5-6: severe left foraminal stenosis. C6-7: same, but mild.", {"C5-6"}),
    ],
)
def test_a_level_that_shows_the_same(text: str, levels: set[str]) -> None:
    severe = {
        one.level
        for one in facts(text, "radiology", _DAY)
        if one.kind == "stenosis" and one.side == "left"
        if (grade := getattr(one, "severity", None)) and grade.label == "severe"
    }
    assert severe == levels


@pytest.mark.parametrize(
    ("text", "side", "grade"),
    [
        ("Disc bulge, moderate, at L4-5.", None, "moderate"),
        ("Synovial cyst, left, L4-5.", "left", None),
        ("Disc bulge at L4-5, eccentric to the left.", "left", None),
        ("Disc bulge at L4-5, severe left foraminal stenosis.", None, None),
        ("Disc bulge at L4-5, moderate at L5-S1.", None, None),
    ],
)
def test_what_trails_behind_a_finding(
    text: str, side: str | None, grade: str | None
) -> None:
    wanted = ("disc-bulge", "facet-cyst")
    first = next(one for one in facts(text, "radiology", _DAY) if one.kind in wanted)
    severity = getattr(first, "severity", None)
    assert first.side == side
    assert (severity.label if severity else None) == grade
