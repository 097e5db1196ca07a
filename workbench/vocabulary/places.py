"""Which line of a YAML file a key stands on, for error messages.

Only read when something is wrong: the fast loader keeps no positions.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml


def line_of(path: Path, steps: Sequence[str | int]) -> int | None:
    """Line (from 1) of the deepest part of ``steps`` that the file holds.

    A step is a key, a place in a list, or the ``id`` of a mapping in a list.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
    return None if node is None else line_in(node, steps)[0]


def line_in(node: yaml.Node | None, steps: Sequence[str | int]) -> tuple[int, int]:
    """Line (from 1) of the deepest part of ``steps``, and how many steps it is."""
    if node is None:
        return 1, 0
    line, depth = node.start_mark.line, 0
    for step in steps:
        found = _child(node, step)
        if found is None:
            break
        line, node = found
        depth += 1
    return int(line) + 1, depth


def line_with(path: Path, words: Sequence[str]) -> int | None:
    """Line (from 1) that first holds one of some words."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return next(
        (n for n, line in enumerate(lines, 1) if any(word in line for word in words)),
        None,
    )


def _child(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line, value
        return None
    if isinstance(node, yaml.SequenceNode):
        return _item(node, step)
    return None


def _item(node: yaml.SequenceNode, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(step, int) or str(step).isdigit():
        place = int(step)
        if place < len(node.value):
            return node.value[place].start_mark.line, node.value[place]
        return None
    for item in node.value:
        name = _child(item, "id")
        if name and getattr(name[1], "value", None) == step:
            return item.start_mark.line, item
    return None
