"""The words around the parts of a nerve study, as expressions.

They are data (``nerve_words.yaml``); each list is one alternation of whole words.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from workbench.extract.rules.words.alternation import one_of
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("nerve_words.yaml")


@cache
def table() -> dict[str, Any]:
    """The lists by name."""
    rows: dict[str, Any] = load_yaml(FILE)
    return rows


def either(listed: list[str]) -> str:
    """One alternation of whole words, the longest first, any run of blanks between."""
    words = one_of(listed, r"\s{1,3}")
    return rf"(?<!\w)(?:{words})(?!\w)"


def of(name: str) -> str:
    """The alternation of one list."""
    return either(table()[name])
