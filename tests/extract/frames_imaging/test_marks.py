"""The words of ``marks.yaml``: in their examples, and in no counter-example."""

from __future__ import annotations

import pytest

from workbench.extract.rules.frames.imaging.mark_words import Mark, form, marks


@pytest.mark.parametrize("mark", marks(), ids=lambda mark: mark.kind)
def test_a_mark_is_found_in_its_examples_only(mark: Mark) -> None:
    assert [one for one in mark.examples if not mark.words.search(one)] == []
    assert [one for one in mark.counter if mark.words.search(one)] == []


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("hot spot(s)", r"(?<![\w.])(?:hot)[\s-]{1,2}(?:spot(?:s)?)(?!\w)"),
        (
            "lost ~1 height",
            r"(?<![\w.])(?:lost)(?:[\s-]{1,2}\w+){0,1}?[\s-]{1,2}(?:height)(?!\w)",
        ),
    ],
)
def test_a_form_becomes_an_expression(written: str, made: str) -> None:
    assert form(written) == made
