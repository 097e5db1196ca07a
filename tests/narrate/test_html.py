"""The page: self-contained, safe, chips for statuses."""

from __future__ import annotations

import re

import pytest

from tests.narrate.narrate_factory import POLICY, REVIEW
from workbench.narrate.html import CHIPS, to_html
from workbench.narrate.narrative import render


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = to_html(render(REVIEW, POLICY), "Review")

    assert "<script" not in page
    assert not re.search(r"(?:src|href|url)\s*[=(]", page)
    assert "default-src 'none'" in page


def test_the_title_is_escaped() -> None:
    page = to_html("text", "<b>&</b>")

    assert "<title>&lt;b&gt;&amp;&lt;/b&gt;</title>" in page


def test_raw_html_in_markdown_is_shown_as_text() -> None:
    page = to_html("<img src=x onerror=alert(1)>", "x")

    assert "&lt;img src=x onerror=alert(1)&gt;" in page


@pytest.mark.parametrize(("words", "tone"), CHIPS.items())
def test_a_bold_status_is_a_chip(words: str, tone: str) -> None:
    assert f'<strong class="chip {tone}">{words}</strong>' in to_html(
        f"It is **{words}**.", "x"
    )


def test_other_bold_words_are_no_chip() -> None:
    assert "<strong>physician</strong>" in to_html("**physician**", "x")


def test_page_is_ready_for_paper_and_for_the_dark() -> None:
    page = to_html("text", "x")

    assert "@media print" in page
    assert "prefers-color-scheme: dark" in page


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tone", sorted(set(CHIPS.values())))
@pytest.mark.parametrize("scheme", [0, 1])
def test_chips_have_readable_contrast(tone: str, scheme: int) -> None:
    page = to_html("text", "x")
    ink = re.findall(rf"--{tone}: (#[0-9a-f]{{6}})", page)[scheme]
    ground = re.findall(rf"--{tone}-bg: (#[0-9a-f]{{6}})", page)[scheme]
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)

    assert (light + 0.05) / (dark + 0.05) >= 4.5
