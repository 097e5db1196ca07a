"""A line of spans without blanks and breaks at its ends, or two blanks in a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.narrate.pages.blocks import BREAK, Line, Span, joined


def trimmed(spans: Iterable[Span]) -> Line:
    """The spans as one line; blanks beside a break and breaks at the ends go."""
    out: list[Span] = []
    for span in joined(spans):
        if span == BREAK:
            _strip_end(out)
            if out and out[-1] != BREAK:
                out.append(span)
            continue
        opens = not out or out[-1] == BREAK or out[-1].text.endswith(" ")
        text = span.text.lstrip(" ") if opens else span.text
        if text:
            out.append(replace(span, text=text))
    _strip_end(out)
    while out and out[-1] == BREAK:
        out.pop()
        _strip_end(out)
    return joined(out)


def _strip_end(out: list[Span]) -> None:
    while out and out[-1] != BREAK:
        text = out[-1].text.rstrip(" ")
        if text:
            out[-1] = replace(out[-1], text=text)
            return
        out.pop()
