"""Markdown as a carrier of foreign text: escaping, and back.

Every value that a template prints passes ``escape``, so that a packet's pipes, hashes,
brackets, backticks or tags show as the characters they are.  ``Md`` marks text that is
Markdown already and passes unchanged.  ``unescape`` gives the words back, for the
proof check and for plain text.
"""

from __future__ import annotations

from workbench.content import expressions as re

_ALWAYS = re.compile(r"[\\`*_\[\]<>|&~#$]")
_AT_START = re.compile(r" ?(?:[-+=](?=\s|\Z|[-+=])|\d{1,9}(?=[.)](?:\s|\Z)))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
)
_BLANKS = re.compile(r"\s+")


class Md(str):
    """Text that is Markdown already."""

    __slots__ = ()


def plain(text: str) -> str:
    """The text on one line, with control and direction characters made visible.

    A control character could steer a terminal, a direction mark could show a number
    backwards: each becomes U+FFFD.
    """
    return control_shown(_BLANKS.sub(" ", text))


def control_shown(text: str) -> str:
    """The text with control and direction characters as U+FFFD; line breaks stay."""
    return _CONTROL.sub("\ufffd", text)


def escape(value: object) -> Md:
    """A value as Markdown that shows exactly the value's characters, on one line."""
    if isinstance(value, Md):
        return value
    text = _ALWAYS.sub(r"\\\g<0>", plain(str(value)))
    first = _AT_START.match(text)
    if first is None:
        return Md(text)
    cut = first.end() - (0 if first[0][-1:].isdigit() else 1)
    return Md(f"{text[:cut]}\\{text[cut:]}")


def unescape(text: str) -> str:
    """The characters that escaped Markdown shows."""
    return _ESCAPED.sub(r"\1", text)


def sentence(text: str) -> str:
    """The text as a sentence: a capital where it opens with a plain word, a full stop.

    A first word with a capital or digit inside it (mJOA, C5-6) keeps its spelling.
    """
    text = text.strip()
    if not text:
        return text
    if text.split(maxsplit=1)[0].islower() and text[0].isalpha():
        text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?…" else f"{text}."
