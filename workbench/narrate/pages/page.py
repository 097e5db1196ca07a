"""Markdown as one HTML page that prints as a letter; it loads and runs nothing.

The running head stands in the head of a frame that a browser repeats on every printed
page.  The running foot and the page numbers stand in the page's margin.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from html import escape
from pathlib import Path

from workbench.errors import ContentError
from workbench.narrate.html import SAFETY, body, style
from workbench.narrate.markdown import plain
from workbench.narrate.pages.blocks import stepwise
from workbench.narrate.pages.edited_html import RUNNING
from workbench.narrate.pages.read import read
from workbench.narrate.pages.setup import PageSetup, logo_kind
from workbench.narrate.pages.write import write

_PAGE = """<!doctype html>
<html lang="{language}"{large}>
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
<table class="frame" role="presentation">
{head}<tbody><tr><td>
{letterhead}<main class="{kind}">
{body}</main>
{foot}</td></tr></tbody>
</table>
</body>
</html>
"""


def render_html(markdown: str, setup: PageSetup) -> str:
    """The text as a whole page, for the screen and for paper.

    Raises InputError for a logo that is neither PNG nor JPEG.
    """
    text = write(stepwise(read(markdown)))
    return _PAGE.format(
        language=escape(setup.language),
        large=' class="large"' if setup.large_print else "",
        safety=SAFETY + ("; img-src data:" if setup.logo else ""),
        title=escape(plain(setup.title)),
        style=style() + _letter_style() + _margins(setup),
        head=_head(setup),
        letterhead=_letterhead(setup),
        kind="sheet" if setup.sheet else "letter",
        body=body(text, chips=setup.sheet),
        foot=_foot(setup),
    )


@cache
def _letter_style() -> str:
    path = Path(__file__).with_name("letter.css")
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        raise ContentError(
            "the style sheet is missing", where=str(path), fix="install again"
        ) from None


def _margins(setup: PageSetup) -> str:
    """The page's margin boxes: the running foot, and page x of y."""
    page, of = (_quoted(word) for word in setup.page_words)
    left = _quoted(plain(setup.running_foot or ""))
    look = f"font: {setup.table_points:g}pt system-ui, sans-serif; color: #4a555d;"
    return (
        f"@page {{ @bottom-left {{ content: {left}; {look} }} "
        f'@bottom-right {{ content: {page} " " counter(page) " " {of} " " '
        f"counter(pages); {look} }} }}\n"
    )


def _quoted(text: str) -> str:
    """A style sheet's string; every character but letters and digits by its number."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):06x}" for c in text) + '"'


def _head(setup: PageSetup) -> str:
    if not setup.running_head:
        return ""
    shown = escape(plain(setup.running_head))
    return (
        f'<thead><tr><td class="{RUNNING}"><div role="region" aria-label="{shown}">'
        f"{shown}</div></td></tr></thead>\n"
    )


def _letterhead(setup: PageSetup) -> str:
    if not setup.letterhead and not setup.logo:
        return ""
    picture = ""
    if setup.logo:
        kind, data = logo_kind(setup.logo), b64encode(setup.logo).decode()
        described = escape(plain(setup.sender or setup.title))
        picture = f'<img alt="{described}" src="data:image/{kind};base64,{data}">'
    lines = "".join(f"<p>{escape(plain(line))}</p>" for line in setup.letterhead)
    return (
        f'<header class="letterhead {RUNNING}">{picture}<div>{lines}</div></header>\n'
    )


def _foot(setup: PageSetup) -> str:
    if not setup.running_foot:
        return ""
    shown = escape(plain(setup.running_foot))
    return f'<footer class="foot {RUNNING}">{shown}</footer>\n'
