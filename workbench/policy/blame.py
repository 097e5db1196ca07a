"""Where a wrong value of a test is mended: at the parameter that it stands for."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from workbench.errors import ContentError, PolicyError
from workbench.policy.loader import chain_of, merged
from workbench.policy.tree import Steps, value_at
from workbench.vocabulary.places import line_of


class Place(NamedTuple):
    """A file and line, the key there, and the place in a test that it was used at."""

    where: str
    steps: Steps
    used: str


def parameter_behind(path: Path, steps: Steps) -> Place | None:
    """The parameter at a place of a policy's tests; None where there is none."""
    try:
        name = _name(merged(path), steps)
        files = chain_of(path)
    except (PolicyError, ContentError):
        return None
    if name is None:
        return None
    at: Steps = ("parameters", name, "value")
    for file in files:
        line = line_of(file, at)
        if line is not None and line != line_of(file, at[:1]):
            used = ".".join(str(step) for step in steps)
            return Place(f"{file}:{line}", at, used)
    return None


def _name(data: Any, steps: Steps) -> str | None:
    for depth in range(1, len(steps) + 1):
        try:
            value = value_at(data, steps[:depth])
        except (LookupError, TypeError):
            return None
        if isinstance(value, str) and value.startswith("$"):
            return value[1:]
    return None
