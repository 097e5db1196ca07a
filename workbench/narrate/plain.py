"""Markdown as plain text for a terminal: underlined heads, lists, laid out tables."""

from __future__ import annotations

from textwrap import fill

from markdown_it.token import Token

from workbench.narrate.html import reader
from workbench.narrate.plain_table import lay_out

WIDTH = 100
_RULES = {"h1": "=", "h2": "-"}


def to_text(markdown: str, width: int = WIDTH) -> str:
    """The text of a Markdown document, wrapped to ``width`` columns."""
    writer = _Writer(width)
    for token in reader().parse(markdown):
        writer.take(token)
    return writer.text()


def words(token: Token) -> str:
    """The words of an inline token, without its marks."""
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or ()
    )


class _Writer:
    """Takes tokens in order and keeps the blocks of text."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.blocks: list[tuple[bool, str]] = []
        self.rows: list[list[str]] | None = None
        self.counters: list[int | None] = []
        self.pads: list[str] = []
        self.marker = ""
        self.heading = ""
        self.margin = ""

    def take(self, token: Token) -> None:
        """Handle one token; types without a method of their own are passed over."""
        handle = getattr(self, f"on_{token.type}", None)
        if handle is not None:
            handle(token)

    def text(self) -> str:
        """All blocks, an empty line between them except between list items."""
        out: list[str] = []
        before_tight = False
        for tight, block in self.blocks:
            if out and not (tight and before_tight):
                out.append("")
            out.append(block)
            before_tight = tight
        return "\n".join(out) + "\n"

    def on_heading_open(self, token: Token) -> None:
        self.heading = token.tag

    def on_heading_close(self, token: Token) -> None:
        self.heading = ""

    def on_blockquote_open(self, token: Token) -> None:
        self.margin = "  | "

    def on_blockquote_close(self, token: Token) -> None:
        self.margin = ""

    def on_bullet_list_open(self, token: Token) -> None:
        self.pads.append(" " * len(self.marker) if self.counters else "")
        self.counters.append(None)

    def on_ordered_list_open(self, token: Token) -> None:
        self.on_bullet_list_open(token)
        self.counters[-1] = int(token.attrGet("start") or 1)

    def on_bullet_list_close(self, token: Token) -> None:
        self.counters.pop()
        self.pads.pop()

    on_ordered_list_close = on_bullet_list_close

    def on_list_item_open(self, token: Token) -> None:
        count = self.counters[-1]
        self.marker = "- " if count is None else f"{count}. "
        self.counters[-1] = None if count is None else count + 1

    def on_table_open(self, token: Token) -> None:
        self.rows = []

    def on_tr_open(self, token: Token) -> None:
        if self.rows is not None:
            self.rows.append([])

    def on_table_close(self, token: Token) -> None:
        if self.rows:
            self.blocks.append((False, lay_out(self.rows, self.width)))
        self.rows = None

    def on_fence(self, token: Token) -> None:
        self.blocks.append((False, token.content.rstrip("\n")))

    on_code_block = on_fence

    def on_inline(self, token: Token) -> None:
        text = words(token)
        if self.rows is not None:
            self.rows[-1].append(text)
        elif self.heading:
            rule = _RULES.get(self.heading, "")
            under = f"\n{rule * min(len(text), self.width)}" if rule else ""
            self.blocks.append((False, self._wrap(text, "", "") + under))
        elif self.counters:
            pad = "".join(self.pads)
            later = pad + " " * len(self.marker)
            self.blocks.append((True, self._wrap(text, pad + self.marker, later)))
            self.marker = " " * len(self.marker)
        else:
            self.blocks.append((False, self._wrap(text, self.margin, self.margin)))

    def _wrap(self, text: str, first: str, later: str) -> str:
        return fill(
            text,
            self.width,
            initial_indent=first,
            subsequent_indent=later,
            break_long_words=False,
            break_on_hyphens=False,
        )
