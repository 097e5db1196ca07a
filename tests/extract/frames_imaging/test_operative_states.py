"""What a surgeon finds of parts, and operations told by parts: each rule's examples."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.assertion.frames import facts
from workbench.extract.rules.frames.imaging import operative_states
from workbench.extract.rules.frames.operations import components
from workbench.vocabulary.yaml_file import load_yaml

_DAY = "2026-03-04"
_STATES: dict[str, dict[str, Any]] = load_yaml(operative_states.FILE)
_PARTS: dict[str, dict[str, Any]] = load_yaml(components.FILE)


def _told(text: str, kind: str) -> list[str]:
    return [
        f"{one.kind} {one.assertion} {one.level or one.site or '-'} {one.side or '-'}"
        for one in facts(text, "operative", _DAY)
        if one.kind == kind
    ]


@pytest.mark.parametrize(
    "example", [text for row in _STATES.values() for text in row["examples"]]
)
def test_a_state_is_told_where_it_was_found(example: str) -> None:
    text, _, said = example.partition(" => ")
    assert set(_told(text, said.split()[0])) == {said}


@pytest.mark.parametrize(
    ("kind", "text"),
    [(row["kind"], text) for row in _STATES.values() for text in row["counter"]],
)
def test_no_state_is_told(kind: str, text: str) -> None:
    assert not _told(text, kind)


@pytest.mark.parametrize(
    "example", [text for row in _PARTS.values() for text in row["examples"]]
)
def test_parts_tell_an_operation(example: str) -> None:
    text, _, said = example.partition(" => ")
    kind, level = said.split()
    assert f"{kind} historical {level}" in " ".join(_told(text, kind))


@pytest.mark.parametrize(
    ("kind", "text"),
    [(row["is"], text) for row in _PARTS.values() for text in row["counter"]],
)
def test_parts_tell_no_operation(kind: str, text: str) -> None:
    assert not _told(text, kind)


def test_one_level_operated_is_that_of_its_states() -> None:
    text = "Procedure: left L3-4 laminotomy.\nThe root was taut. At the end it was dry."
    assert _told(text, "compression") == ["compression present L3-4 left"]


def test_a_head_that_names_the_operation_needs_no_parts() -> None:
    text = "Procedure: C5-6 laminectomy.\nLateral mass screws C5 to C7 on the table."
    assert not _told(text, "posterior-cervical-fusion")
