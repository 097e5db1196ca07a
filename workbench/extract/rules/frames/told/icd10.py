"""Which diagnosis an ICD-10-CM code says, by its longest prefix in ``icd10.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from workbench.vocabulary.yaml_file import load_yaml

_FILE = Path(__file__).with_name("icd10.yaml")


@cache
def table() -> dict[str, Any]:
    """The file of codes."""
    content: dict[str, Any] = load_yaml(_FILE)
    return content


@cache
def _prefixes() -> dict[str, str]:
    return {
        str(code).replace(".", ""): str(kind) for code, kind in table()["kinds"].items()
    }


def kind_of_code(code: str) -> str | None:
    """The diagnosis kind of an ICD-10-CM code by its longest known prefix."""
    bare = code.replace(".", "").upper()
    known = _prefixes()
    lengths = range(len(bare), 2, -1)
    return next((known[bare[:n]] for n in lengths if bare[:n] in known), None)


def site_of_code(code: str) -> str | None:
    """The part of the spine that a code is of, where the table tells it."""
    bare = code.replace(".", "").upper()
    told = {str(one).replace(".", ""): part for one, part in table()["sites"].items()}
    return next((part for one, part in told.items() if bare.startswith(one)), None)


def also_of_code(code: str) -> str | None:
    """A second diagnosis that a code says, by its longest known prefix."""
    bare = code.replace(".", "").upper()
    told = {str(one).replace(".", ""): kind for one, kind in table()["also"].items()}
    return next(
        (told[bare[:n]] for n in range(len(bare), 2, -1) if bare[:n] in told), None
    )
