"""What a person changed in a text: words put in, words taken out, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_WORDS = re.compile(r"\s+|[^\s]+")


class Run(NamedTuple):
    """A run of text that stayed, was put in, or was taken out."""

    kind: Literal["same", "in", "out"]
    text: str


def tracked(before: str, after: str) -> tuple[Run, ...]:
    """The runs of a text against what it was, word by word within changed lines."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Run] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, False).get_opcodes():
        left, right = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal":
            found.append(Run("same", left))
        else:
            found += _words(left, right)
    return tuple(_joined(found))


def _words(left: str, right: str) -> Iterator[Run]:
    old, new = _WORDS.findall(left), _WORDS.findall(right)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            yield Run("same", "".join(old[i1:i2]))
            continue
        if i1 < i2:
            yield Run("out", "".join(old[i1:i2]))
        if j1 < j2:
            yield Run("in", "".join(new[j1:j2]))


def _joined(runs: list[Run]) -> Iterator[Run]:
    held: Run | None = None
    for run in runs:
        if held and held.kind == run.kind:
            held = Run(held.kind, held.text + run.text)
        else:
            if held:
                yield held
            held = run
    if held:
        yield held


def around(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The changes with a line before and after each; what lies between is left out."""
    last = len(runs) - 1
    return tuple(
        Run("same", _ends(run.text, head=at > 0, tail=at < last))
        if run.kind == "same"
        else run
        for at, run in enumerate(runs)
    )


def _ends(text: str, *, head: bool, tail: bool) -> str:
    lines = text.splitlines(keepends=True)
    if len(lines) <= 4:
        return text
    first = "".join(lines[:2]) if head else ""
    return f"{first}[…]\n{''.join(lines[-2:]) if tail else ''}"
