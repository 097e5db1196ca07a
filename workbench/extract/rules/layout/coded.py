"""Coded statements beside a thing named: "verificationStatus=refuted", "status=booked".

Exports of records put the assertion into a code and leave the words bare.  Which codes
mean what is data (``coded.yaml``).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from workbench.content import expressions as re
from workbench.vocabulary.yaml_file import load_yaml

_PAIR = re.compile(
    r"\b(?P<key>[a-z]{1,20}(?:Status)?)[\"']?[ ]?(?P<mark>[=:])[ ]?[\"']?"
    r"(?P<code>[a-z][a-z-]{1,20})\b"
)
_LABELS = ("verificationStatus", "clinicalStatus")
"""Keys that no prose writes; other keys count with an equals sign only."""


@cache
def _table() -> tuple[tuple[str, frozenset[str], str, str | None], ...]:
    rows: Any = load_yaml(Path(__file__).with_name("coded.yaml"))
    return tuple(
        (row["key"], frozenset(row["codes"]), row["is"], row.get("detail"))
        for row in rows
    )


def coded(text: str) -> tuple[str, str | None] | None:
    """The assertion and detail that the codes of a text give; None without any."""
    if "=" not in text and "Status" not in text:
        return None
    pairs = {
        found["key"]: found["code"]
        for found in _PAIR.finditer(text)
        if found["mark"] == "=" or found["key"] in _LABELS
    }
    for key, codes, seven, detail in _table():
        if pairs.get(key) in codes:
            return seven, detail
    return None
