"""The bounds within which what several papers tell is joined (``episode.yaml``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from workbench.vocabulary.yaml_file import load_yaml


@cache
def bound(name: str) -> int:
    """A bound of ``episode.yaml``, in the unit that its name ends with."""
    return int(load_yaml(Path(__file__).with_name("episode.yaml"))[name])
