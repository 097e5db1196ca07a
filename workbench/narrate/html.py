"""One self-contained HTML page from Markdown: for the screen and for paper.

Raw HTML in the Markdown is shown as text, never run; the page loads nothing and its
content policy forbids scripts.  A bold status becomes a chip whose words carry the
meaning and whose colour only repeats it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from workbench.content import expressions as re
from workbench.errors import ContentError

CHIPS = {
    "met": "good",
    "approve": "good",
    "waived": "calm",
    "not applicable": "calm",
    "policy not applicable": "calm",
    "not documented": "open",
    "open": "open",
    "request information": "open",
    "insufficient information": "open",
    "conflicting": "split",
    "approve in part": "split",
    "not met": "fail",
    "not medically necessary": "fail",
}
"""Words of a status or recommendation to the tone of their chip."""

_WHOLE = re.compile(
    r"\b(?:[CTLS]\d{1,2}-[CTLS]?\d{1,2}|D\d{1,5}:[\d,-]{1,40}|\d{4}-\d{2}(?:-\d{2})?)\b"
)
SAFETY = "default-src 'none'; style-src 'unsafe-inline'"
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{safety}">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}</main>
</body>
</html>
"""


@cache
def style() -> str:
    """The style sheet of a page."""
    path = Path(__file__).with_name("page.css")
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        raise ContentError(
            "the style sheet is missing", where=str(path), fix="install again"
        ) from None


def reader() -> MarkdownIt:
    """The Markdown reader: CommonMark with tables, raw HTML shown as text."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def to_html(markdown: str, title: str) -> str:
    """A whole HTML page, without any outside resource."""
    return _PAGE.format(
        title=escape(title), safety=SAFETY, style=style(), body=body(markdown)
    )


def body(markdown: str, *, chips: bool = True) -> str:
    """The text as HTML elements, for a page to hold."""
    parser = reader()
    tokens = parser.parse(markdown)
    _wrap_tables(tokens)
    for token in tokens:
        if chips and token.type == "inline" and token.children:
            _chips(token.children)
    parser.add_render_rule("text", _text)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _text(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    """Text with levels, dates and places kept from breaking at their hyphens."""
    return _WHOLE.sub(
        r'<span class="whole">\g<0></span>', escape(tokens[index].content)
    )


def _chips(children: Sequence[Token]) -> None:
    """Bold text that is a status gets the class of its chip."""
    for opening, text in zip(children, children[1:], strict=False):
        if opening.type == "strong_open" and text.type == "text":
            tone = CHIPS.get(text.content)
            if tone:
                opening.attrSet("class", f"chip {tone}")


def _wrap_tables(tokens: Sequence[Token]) -> None:
    """Tables carry the number of their columns: the style sheet sets widths by it.

    A table whose titles are all empty is marked, so that no empty row shows.
    """
    opening: Token | None = None
    columns, titled = 0, False
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            opening, columns, titled = token, 0, False
        elif token.type == "th_open":
            token.attrSet("scope", "col")
            columns += 1
            titled = titled or bool(tokens[place + 1].content.strip())
        elif token.type == "thead_close" and opening is not None:
            bare = "" if titled else " headless"
            opening.attrSet("class", f"columns-{columns}{bare}")
