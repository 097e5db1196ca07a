"""A policy as its author wrote it: plain data, and the file and line of every place.

Tools that judge or change a policy work on this form, in which a parameter is still a
name and an overlay's own words can be told from those that it inherits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from workbench.policy.loader import chain_of, file_of, merged
from workbench.policy.tree import Steps
from workbench.vocabulary.places import line_in
from workbench.vocabulary.yaml_file import load_yaml


@dataclass(frozen=True, slots=True)
class Draft:
    """``data`` has overlays applied and ``$names`` in place; ``own`` is the file alone.

    ``files`` are the file itself and those that it extends, in order.
    """

    files: tuple[Path, ...]
    data: dict[str, Any] = field(repr=False)
    own: dict[str, Any] = field(repr=False)

    @property
    def path(self) -> Path:
        """The policy's own file."""
        return self.files[0]

    @property
    def name(self) -> str:
        """The policy's id."""
        return str(self.data["id"])

    @property
    def is_overlay(self) -> bool:
        """Whether it holds only what differs from another policy."""
        return len(self.files) > 1

    def where(self, steps: Steps) -> str:
        """``file:line`` of a place, in the file of the chain that holds it."""
        best, deepest = f"{self.path}", -1
        for file in self.files:
            line, depth = line_in(composed(file), steps)
            if depth > deepest:
                best, deepest = f"{file}:{line}", depth
        return best

    def is_own(self, steps: Steps) -> bool:
        """Whether a place stands in the policy's own file."""
        if not self.is_overlay:
            return True
        _, depth = line_in(composed(self.path), steps)
        return depth == len(steps)


def draft_of(name: str) -> Draft:
    """The draft of a policy by id or path.  Raises PolicyError or ContentError."""
    path = file_of(name)
    return Draft(chain_of(path), merged(path), load_yaml(path))


def composed(path: Path) -> yaml.Node | None:
    """The nodes of a YAML file with their lines; None where it cannot be read."""
    try:
        return _composed(path, path.stat().st_mtime_ns)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None


@lru_cache(maxsize=16)
def _composed(path: Path, _changed: int) -> yaml.Node | None:
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    node: yaml.Node | None = yaml.compose(path.read_text("utf-8"), Loader=loader)
    return node
