"""The HTML page in a real browser: printed with its running lines, usable by all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from tests.narrate.pages.pages_factory import LETTER, SETUP, pdf_pages
from workbench.narrate.pages.page import render_html

CHROMIUM = shutil.which("chromium")
AXE = Path(__file__).parents[2] / "web/vendor/axe-4.14.1.min.js"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium found")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_playwright() as tool:
        made = tool.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield made
        made.close()


def test_every_printed_page_carries_the_running_lines(browser: Any) -> None:
    page = browser.new_page()
    page.set_content(render_html(LETTER + "\n\nWords." * 120, SETUP))
    pages = pdf_pages(page.pdf(prefer_css_page_size=True))
    page.close()

    assert len(pages) > 3
    for number, text in enumerate(pages, start=1):
        assert SETUP.running_head in text
        assert f"Page {number} of {len(pages)}" in text
        assert SETUP.running_foot in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_usable_by_everybody(browser: Any, scheme: str) -> None:
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    page.set_content(render_html(LETTER, SETUP))
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")
    context.close()

    assert [(item["id"], len(item["nodes"])) for item in found["violations"]] == []
    assert len(found["passes"]) > 15
