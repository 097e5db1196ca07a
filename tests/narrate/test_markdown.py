"""Foreign text shows as the characters it is, wherever a template prints it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from workbench.narrate.html import reader, to_html
from workbench.narrate.markdown import Md, escape, plain, sentence, unescape
from workbench.narrate.plain import words

AWKWARD = [
    "# not a heading",
    "- not an item",
    "+ not an item",
    "1. not an item",
    "12) not an item",
    "=== not a rule",
    "--- not a rule",
    "***",
    "| not | a | cell |",
    "`not code` and ```not a fence```",
    "*not* _emphasis_ **at all**",
    "[not a link](http://example.invalid)",
    "![not an image](x)",
    "<script>alert(1)</script>",
    "<http://example.invalid>",
    "&lt; stays &amp; stays",
    "{{ 7 * 7 }} {% for x in y %} {# gone? #}",
    "back\\slash \\* \\",
    "~~kept~~ $x$ ^up^",
    "> not a quotation",
    "trailing backslash \\",
    "a\tb   c",
]
TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("#-+*_`~|<>[](){}!&\\$\"'.:;=0123456789 \n\tabc"),
        st.characters(codec="utf-8", exclude_categories=("Cs",)),
    ),
    min_size=1,
    max_size=80,
)


def shown(markdown: str) -> list[tuple[str, str]]:
    """Type of the enclosing block and words of every inline token."""
    tokens: list[Token] = reader().parse(markdown)
    return [
        (before.type, words(token))
        for before, token in zip(tokens, tokens[1:], strict=False)
        if token.type == "inline"
    ]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_shows_itself_as_a_paragraph(text: str) -> None:
    assert shown(escape(text)) == [("paragraph_open", plain(text).strip())]


@settings(deadline=None)
@given(TEXTS)
def test_any_text_shows_itself_in_a_paragraph(text: str) -> None:
    found = shown(f"Says: {escape(text)}")

    assert found == [("paragraph_open", f"Says: {plain(text)}".strip())]


@settings(deadline=None)
@given(TEXTS)
def test_any_text_stays_in_its_cell(text: str) -> None:
    table = f"| a | b |\n|---|---|\n| x{escape(text)} | last |\n"

    assert [words for _, words in shown(table)] == [
        "a",
        "b",
        f"x{plain(text)}".strip(),
        "last",
    ]


@settings(deadline=None)
@given(TEXTS)
def test_unescape_gives_the_words_back(text: str) -> None:
    assert unescape(escape(text)) == plain(text)


def test_markdown_passes_once_escaped() -> None:
    assert escape(Md("**kept**")) == "**kept**"
    assert escape(escape("a*b")) == "a\\*b"


@pytest.mark.parametrize("hidden", ["\x1b[31m", "\u202e", "\x00", "\u2066", "\x9b"])
def test_control_and_direction_characters_are_made_visible(hidden: str) -> None:
    assert hidden[0] not in plain(f"a{hidden}b")
    assert "\ufffd" in plain(f"a{hidden}b")


def test_html_never_holds_a_live_tag_of_the_packet() -> None:
    page = to_html(f"Says: {escape('<script>alert(1)</script>')}", "x")

    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("It is so", "It is so."),
        ("Is it?", "Is it?"),
        ("it is.", "It is."),
        ("mJOA is 14", "mJOA is 14."),
        ("42 days", "42 days."),
        ("", ""),
    ],
)
def test_sentences_open_and_end_once(text: str, ended: str) -> None:
    assert sentence(text) == ended
