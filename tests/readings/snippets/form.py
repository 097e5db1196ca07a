"""The form of a batch: one line for a frame, read into what it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from workbench.extract.rules.model import Seven
from workbench.vocabulary.yaml_file import load_yaml

DATE = "2026-06-15"
"""The day of every snippet's document."""
SEVEN = frozenset(
    "present negated not_done possible historical hypothetical family".split()
)
_LEVEL = re.compile(r"[CTLS]\d{1,2}-[TS]?\d{1,2}")


class Frame(NamedTuple):
    """What one line of a snippet asks for."""

    words: str
    kinds: tuple[str, ...]
    right: tuple[Seven, ...]
    level: str | None
    side: str | None
    grade: str | None
    fields: tuple[tuple[str, str], ...]


class Snippet(NamedTuple):
    """A text with its frames; ``section`` is the heading or table head over it."""

    id: str
    style: str
    text: str
    frames: tuple[Frame, ...]
    section: str


def snippets(path: Path) -> Iterator[Snippet]:
    """The snippets of a batch."""
    rows: Any = load_yaml(path)
    for row in rows:
        name, style, text, asked, *section = row
        made = tuple(frame(line) for line in asked)
        yield Snippet(name, style, text, made, section[0] if section else "")


def frame(line: str) -> Frame:
    """One frame from its line."""
    words, _, rest = line.rpartition(" => ")
    kind, *parts = rest.split()
    also = [part[1:] for part in parts if part.startswith("~")]
    plain = [part for part in parts if not part.startswith("~")]
    sevens: list[Any] = [part for part in (*plain, *also) if part in SEVEN]
    if not sevens or not words:
        raise ValueError(f"no assertion in {line!r}")
    left = [part for part in plain if part not in SEVEN]
    fields = tuple(
        (key, value) for key, _, value in (p.partition("=") for p in left) if value
    )
    left = [part for part in left if "=" not in part]
    level = next((part for part in left if _LEVEL.fullmatch(part)), None)
    side = next((p for p in left if p in ("left", "right", "bilateral")), None)
    grade = next((part for part in left if part not in (level, side)), None)
    kinds = (kind, *(part for part in also if part not in SEVEN))
    return Frame(words, kinds, tuple(sevens), level, side, grade, fields)
