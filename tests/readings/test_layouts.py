"""Layouts of examinations and turns of complaints: what is read once stays read.

The rows stand in ``layouts``; a row holds the facts that its text tells, one short line
each ("strength triceps left 4"), and kinds that it must never tell.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.extract.assertion.frames import TODAY, facts
from workbench.vocabulary.yaml_file import load_yaml

_HERE = Path(__file__).parent / "layouts"


def _rows(key: str) -> list[Any]:
    rows = [row for path in sorted(_HERE.glob("*.yaml")) for row in load_yaml(path)]
    return [
        pytest.param(row["under"], row["text"], row[key], id=row["text"][:60])
        for row in rows
        if key in row
    ]


def _lines(section: str, text: str) -> set[str]:
    """The facts of a text under a heading, one short line each."""
    made = set()
    for one in facts(text, "clinic", TODAY, section):
        parts = [one.kind, one.site or one.level, one.side]
        parts.append(getattr(one, "grade", None))
        said = None if one.assertion == "present" else f"!{one.assertion}"
        made.add(" ".join(part for part in (*parts, said) if part))
    return made


@pytest.mark.parametrize(("section", "text", "told"), _rows("told"))
def test_what_is_told_is_read(section: str, text: str, told: list[str]) -> None:
    assert set(told) <= _lines(section, text)


@pytest.mark.parametrize(("section", "text", "never"), _rows("never"))
def test_no_more_is_read(section: str, text: str, never: list[str]) -> None:
    found = [line.split() for line in _lines(section, text)]
    for one in never:
        kind, *rest = one.split()
        states = {part for part in rest if part.startswith("!")}
        for own, *parts in found:
            stands = {part for part in parts if part.startswith("!")}
            told = own == kind and set(rest) <= set(parts)
            assert not (told and stands == states), one
