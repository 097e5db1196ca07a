"""What an ICD-10-CM code says of the place: region, level, side and the disease's word.

The table is data for checks of a code against the words beside it; what a difference
means is not decided here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from workbench.schema.base import Model, parse_data
from workbench.schema.case import Side
from workbench.vocabulary.yaml_file import load_yaml

_FILE = Path(__file__).with_name("icd10cm.yaml")
_CATEGORY = 3
"""Characters of a code before its point."""


class CodePlace(Model):
    """What one code says; each part is null where its title names none.

    ``level`` is an interspace ("C4-5"), ``says`` one word of ours (radiculopathy,
    stenosis), ``seventh`` needed where a 7th character must follow.
    """

    region: str | None = None
    level: str | None = None
    side: Side | None = None
    says: str | None = None
    seventh: Literal["needed"] | None = None


class _Table(Model):
    codes: dict[str, CodePlace]


@cache
def _codes() -> dict[str, CodePlace]:
    return parse_data(_Table, load_yaml(_FILE), where=str(_FILE)).codes


def code_place(code: str) -> CodePlace | None:
    """What a code says, written with or without its point or 7th character.

    None for a code outside the table: it names no place of the spine or is no code.
    """
    plain = code.strip().upper().replace(".", "")
    while len(plain) > _CATEGORY:
        found = _codes().get(f"{plain[:_CATEGORY]}.{plain[_CATEGORY:]}")
        if found is not None:
            return found
        if len(plain) != 7:
            return None
        plain = plain[:6].rstrip("X")
    return None
