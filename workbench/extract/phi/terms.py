"""The table of what marks an identifier and what never is one, read from data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from workbench.vocabulary.yaml_file import load_yaml

_PATH = Path(__file__).parent / "terms.yaml"


@cache
def terms() -> dict[str, Any]:
    """The whole table."""
    table: dict[str, Any] = load_yaml(_PATH)
    return table


@cache
def allowed() -> frozenset[str]:
    """Words in lower case that are no name: eponyms, drugs, devices, everyday words."""
    return frozenset(word for words in terms()["allow"].values() for word in words)


@cache
def common_surnames() -> frozenset[str]:
    """Surnames that are also everyday words: masked only where a name is certain."""
    return frozenset(terms()["common_surnames"]) | allowed()


@cache
def given_names() -> frozenset[str]:
    """Given names that seldom mean anything else."""
    return frozenset(terms()["given"])


def either(words: Iterable[str]) -> str:
    """A pattern for any of these words, longest first, blanks elastic."""
    ordered = sorted(words, key=len, reverse=True)
    blank = r"\.?[ \t]{1,3}"
    return "|".join(re.escape(word).replace(r"\ ", blank) for word in ordered)


def is_clinical(word: str) -> bool:
    """Whether a word of a supposed name is on the allow-list, possessive or not."""
    plain = word.lower().strip(".,'’")
    plain = re.sub(r"['’]s$", "", plain)
    return plain in allowed()
