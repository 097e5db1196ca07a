"""Lines made to hurt: time grows with the text, never faster."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.extract.rules_core.make import cut
from workbench.extract.rules.language.triggers import triggers
from workbench.extract.rules.values.dates import find_dates, find_spans
from workbench.extract.rules.values.durations import find_durations, find_sessions
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.values.severity import find_severities
from workbench.extract.rules.values.sides import find_sides
from workbench.extract.rules.words.lexicon import load

SIZE = 60_000
SECONDS = 4.0
UNITS = [
    "a",
    " ",
    ": ",
    "A: ",
    "| a ",
    "no a, ",
    "C5-",
    "C5-6, ",
    "1",
    "1/",
    "mild to ",
]
UNITS += [
    "L ",
    "_",
    "[ ] ",
    "(",
    ". ",
    "ABCD ",
    "a\t",
    "- ",
    "6 weeks ",
    "jan ",
    "Y / N ",
]
UNITS += ["over ", ".", "a   ", "C5 root ", "?", "sensation in left arm ", "x of "]


@pytest.mark.parametrize("unit", UNITS)
def test_segmenting_a_long_line_is_quick(unit: str) -> None:
    text = unit * (SIZE // len(unit))
    start = time.process_time()
    view = cut(text)
    assert time.process_time() - start < SECONDS
    assert all(
        len(s.text) <= 3_000 or s.block.kind != "paragraph" for s in view.sentences
    )


FINDERS: list[Callable[[str], Any]] = [
    find_levels,
    find_sides,
    find_severities,
    lambda text: find_dates(text, "2026-05-04"),
    lambda text: find_spans(text, "2026-05-04"),
    find_durations,
    find_sessions,
    triggers,
    lambda text: load("treatments").find(text),
]


@pytest.mark.parametrize("unit", UNITS)
def test_finders_on_a_long_line_are_quick(unit: str) -> None:
    text = unit * (SIZE // len(unit))
    start = time.process_time()
    for finder in FINDERS:
        finder(text)
    assert time.process_time() - start < 2 * SECONDS
