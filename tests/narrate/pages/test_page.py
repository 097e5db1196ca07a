"""The HTML page: runs nothing, loads nothing, prints with its running lines."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from tests.narrate.pages.pages_factory import HOSTILE, LETTER, SETUP, hostile_letter
from workbench.narrate.pages.page import render_html
from workbench.narrate.pages.setup import PageSetup

ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "table", "thead", "tbody"),
    *("tr", "td", "th", "main", "header", "footer", "div", "p", "h1", "h2", "h3"),
    *("ul", "ol", "li", "strong", "em", "br", "hr", "blockquote", "code", "span"),
}


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = render_html(hostile_letter(), SETUP)
    tree = LexborHTMLParser(page)

    assert {node.tag for node in tree.css("*")} <= ALLOWED
    assert not [n for n in tree.css("*") if {"src", "href"} & set(n.attributes)]
    assert not re.search(r"url\(|@import", page)
    assert "default-src 'none'" in page


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_beside_the_text_are_literal(value: str) -> None:
    setup = PageSetup(
        title=value, running_head=value, running_foot=value, letterhead=(value,)
    )
    page = render_html("Words.", setup)
    tree = LexborHTMLParser(page)

    assert {node.tag for node in tree.css("*")} <= ALLOWED
    assert len(tree.css("style")) == 1
    assert tree.css_first("title").text() == value
    assert tree.css_first("thead td").text() == value
    assert tree.css_first("footer").text() == value
    assert value not in tree.css_first("style").text()


def test_the_foot_in_the_margin_says_what_was_given() -> None:
    style = LexborHTMLParser(render_html("x", SETUP)).css_first("style").text()
    (quoted,) = re.findall(r'@bottom-left \{ content: "([^"]*)"', style)

    shown = re.sub(r"\\([0-9a-f]{6})", lambda m: chr(int(m[1], 16)), quoted)
    assert shown == SETUP.running_foot


def test_a_link_is_its_words_and_its_address() -> None:
    page = render_html("[Our site](https://example.org/a)", SETUP)

    assert "Our site (https://example.org/a)" in page
    assert "<a" not in page


def test_the_page_says_its_language_and_size() -> None:
    page = render_html(LETTER, replace(SETUP, language="es-US", large_print=True))

    assert '<html lang="es-US" class="large">' in page
    assert '"P\\0000e1gina"' in page or '"Página"' in page


def test_a_letter_has_no_chips_and_a_working_paper_has() -> None:
    assert "chip " not in render_html(LETTER, SETUP).partition("</style>")[2]
    assert "chip open" in render_html(LETTER, replace(SETUP, sheet=True))


def test_a_logo_is_part_of_the_page() -> None:
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "navy").save(out, "PNG")
    page = render_html(LETTER, replace(SETUP, logo=out.getvalue()))

    assert '<img alt="Invented Health Plan" src="data:image/png;base64,' in page
    assert "img-src data:" in page


def test_the_same_letter_is_the_same_page() -> None:
    assert render_html(LETTER, SETUP) == render_html(LETTER, SETUP)


def test_a_table_without_titles_shows_no_empty_row() -> None:
    page = render_html("| | |\n|---|---|\n| **Plan** | Invented |\n", SETUP)

    assert 'class="columns-2 headless"' in page
    assert "table.headless thead { display: none; }" in page
    assert "headless" not in render_html(LETTER, SETUP).partition("</style>")[2]
