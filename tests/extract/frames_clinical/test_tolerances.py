"""Small amounts of activity, and tasks that somebody else now does."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.extract.rules.frames.function.done_by_others import done_by_others
from workbench.extract.rules.frames.function.tolerances import FILE, tolerances
from workbench.vocabulary.yaml_file import load_yaml

ROWS: dict[str, dict[str, Any]] = load_yaml(FILE)
SAID = [(name, text) for name, row in ROWS.items() for text in row["examples"]]
NOT_SAID = [(name, text) for name, row in ROWS.items() for text in row["counter"]]
OTHERS = [
    "His wife now does the driving.",
    "spouse does laundry",
    "Daughter helps with shopping",
    "Her kids have taken over the cooking.",
    "The neighbors take care of the yard work.",
    "Husband handles all the housework",
    "Mum has to do most of the lifting",
]
OWN = [
    "He does his own housework.",
    "Her husband drives a truck.",
    "His wife is a nurse.",
    "She helps her daughter with homework.",
    "Her son did well after his fusion.",
    "Patient's wife reports that he is unsteady.",
]
UNSAID = [
    "Goal: sit 45 min without pain.",
    "No lifting over 10 lb for six weeks.",
    "Avoid sitting more than 30 min.",
    "She walks 2 miles.",
    "Walks 500 ft without pain.",
    "Should stand every 20 minutes.",
    "Standing balance 30 sec",
    "You may walk 50 feet to the bathroom.",
    "Stands 6 ft tall with help.",
]


def _kind(name: str) -> str:
    return str(ROWS[name].get("kind", name))


@pytest.mark.parametrize(("name", "text"), SAID)
def test_a_small_amount_is_a_limit(name: str, text: str) -> None:
    assert _kind(name) in {one.kind for one in tolerances(text)}


@pytest.mark.parametrize(("name", "text"), NOT_SAID)
def test_another_amount_is_none(name: str, text: str) -> None:
    assert _kind(name) not in {one.kind for one in tolerances(text)}


@pytest.mark.parametrize("text", UNSAID)
def test_advice_goals_and_ease_are_no_limits(text: str) -> None:
    assert not list(tolerances(text))


@pytest.mark.parametrize("text", OTHERS)
def test_tasks_that_another_does_are_found(text: str) -> None:
    assert done_by_others(text) is not None


@pytest.mark.parametrize("text", OWN)
def test_what_others_do_for_themselves_is_none(text: str) -> None:
    assert done_by_others(text) is None
