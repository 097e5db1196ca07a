"""Spans as typst code in which every character of ours is a string literal.

Typst has a markup language and a programming language of its own; a literal is
neither, so a value with ``#``, ``$``, ``*`` or a bracket shows as it was typed.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.narrate.html import CHIPS
from workbench.narrate.markdown import control_shown
from workbench.narrate.pages.blocks import Line, Span
from workbench.narrate.pages.widths import LONG_WORD

_PIECES = re.compile(r"\s+|\S+")
_KEPT = re.compile(r"\d-[CTLS]?\d|D\d+:\d|\d-\d")
_STEP = 4
_CHANGED = {"in": "underline", "out": "strike"}
TONES = {
    "good": "#14603a",
    "calm": "#46525b",
    "open": "#6b4a00",
    "split": "#5b3a86",
    "fail": "#8a1f26",
}
"""Tone of a status to its ink; each has a contrast of at least 7 to 1 on white."""


class Writer:
    """Writes text, with characters that no font has shown by their number."""

    def __init__(self, missing: frozenset[str], *, chips: bool = False) -> None:
        self._shown = str.maketrans({c: f"[U+{ord(c):04X}]" for c in missing})
        self._chips = chips

    def literal(self, text: str) -> str:
        """A typst string literal of exactly this text, on one line."""
        text = control_shown(text).replace("\n", " ").translate(self._shown)
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def line(self, line: Line) -> str:
        """The line as typst markup, made of calls and literals only."""
        return "".join(self._span(span) for span in line)

    def _span(self, span: Span) -> str:
        if span.breaks:
            return '#" "' if span.change == "out" else "#linebreak()"
        inner = "".join(self._pieces(span.text))
        if span.code:
            inner = f"#code[{inner}]"
        if span.italic:
            inner = f"#emph[{inner}]"
        if span.bold:
            inner = f"#strong[{inner}]"
            tone = CHIPS.get(span.text) if self._chips else None
            if tone:
                inner = f'#text(fill: rgb("{TONES[tone]}"))[{inner}]'
        if span.change:
            inner = f"#{_CHANGED[span.change]}[{inner}]"
        return inner

    def _pieces(self, text: str) -> list[str]:
        """Literals: a level or date is kept whole, a very long word may be broken."""
        out: list[str] = []
        plain = ""
        for piece in _PIECES.findall(text):
            if len(piece) <= LONG_WORD and not _KEPT.search(piece):
                plain += piece
                continue
            if plain:
                out.append(f"#{self.literal(plain)}")
                plain = ""
            out.append(self._whole(piece))
        return [*out, f"#{self.literal(plain)}"] if plain else out

    def _whole(self, word: str) -> str:
        """A box is never broken, and a line may break between two boxes."""
        if len(word) <= LONG_WORD:
            return f"#box[#{self.literal(word)}]"
        steps = [word[i : i + _STEP] for i in range(0, len(word), _STEP)]
        return "".join(f"#box[#{self.literal(step)}]" for step in steps)
