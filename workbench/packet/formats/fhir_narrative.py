"""The narratives of resources: what people wrote, and long values with their lines.

A narrative that a server generated repeats the elements and is left out; many a system
calls generated what only stands there, and then it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.content import expressions as re
from workbench.packet.formats.build import Lines
from workbench.packet.formats.fhir_record import Record
from workbench.packet.formats.fhir_values import Json, one, word
from workbench.packet.formats.html import page_lines
from workbench.packet.formats.limits import MAX_JSON_DEPTH

_WORD = re.compile(r"[^\W\d_]{3,}")
_OWN_LINE = 4
"""Words of a line that its elements do not hold, from which it says something."""
_OWN_WORDS = 8
"""Such words of a whole narrative, from which it is no repetition."""


def narrative(
    record: Record, text: object, path: str, lines: Lines, data: Json
) -> None:
    """A resource's narrative as lines, unless it only repeats its elements."""
    held = one(text)
    div = held.get("div")
    if not isinstance(div, str) or word(held.get("status")) == "empty":
        return
    made, flags, _ = page_lines(div, record.name)
    written = made.done()
    generated = word(held.get("status")) == "generated"
    if generated and not _says_more([line.text for line in written], data):
        return
    for flag in flags:
        record.tell(flag.kind, flag.note.removeprefix(record.name).strip())
    for line in written:
        lines.add(line.text, path)


def _says_more(written: list[str], data: Json) -> bool:
    """Whether lines hold sentences of words that stand in no other element."""
    own = {key: value for key, value in data.items() if key != "text"}
    known = {found.lower() for text in _strings(own, 0) for found in _words(text)}
    new = [len(set(_words(line)) - known) for line in written]
    return max(new, default=0) >= _OWN_LINE and sum(new) >= _OWN_WORDS


def _words(text: str) -> list[str]:
    return [found.lower() for found in _WORD.findall(text)]


def _strings(value: Any, depth: int) -> Iterator[str]:
    """The names and texts of a value, those of names in their parts ("valueString")."""
    if depth > MAX_JSON_DEPTH:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(key))
            yield from _strings(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, depth + 1)


def told(label: str, value: object, text: str, path: str, lines: Lines) -> None:
    """A label with its value; a text of several lines stands below the label."""
    if isinstance(value, str) and "\n" in value.strip():
        lines.add(f"{label.rstrip(': ')}:", path)
        lines.add(value.strip(), path)
        return
    sign = " " if label.endswith(("?", ":")) else ": "
    lines.add(f"{label}{sign}{text}", path)
