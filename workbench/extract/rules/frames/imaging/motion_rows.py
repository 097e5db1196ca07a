"""Rows of a table of slips by position: a slip that differs between them moves.

"L4-5 | 5 mm | 8 mm | 4 mm" under "Neutral", "Flexion" and "Extension".
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from workbench.content import expressions as re
from workbench.extract.rules.model import Cell, Sentence
from workbench.vocabulary.yaml_file import load_yaml

_POSITION = re.compile(
    r"\b(?:neutral|flex\w*|ext(?:ension|ended)?|standing|upright|erect|supine|lying)\b",
    re.IGNORECASE,
)
_OF_SLIP = re.compile(r"\bmm\b|slip|listhesis|translation|displacement", re.IGNORECASE)
_OF_ANGLE = re.compile(r"\bangle|angulation|cobb|deg|\u00b0|height", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?:retro|antero)\w*\s|[<~+-]\s?)?(?P<value>\d{1,2}(?:\.\d{1,2})?)"
    r"(?:\s?mm)?(?:\s(?:retro|antero)\w*)?",
    re.IGNORECASE,
)
_FILE = Path(__file__).with_name("motion.yaml")


@cache
def _least() -> float:
    """Millimetres by which two positions differ where a slip moves."""
    data: dict[str, float] = load_yaml(_FILE)
    return float(data["least-shift-mm"])


def moves(sentence: Sentence) -> bool:
    """Whether the slips of a row differ between positions."""
    found = [cell for cell in sentence.block.cells if _is_position(cell)]
    told = " ".join(f"{cell.header} {cell.text}" for cell in found)
    values = [value for cell in found if (value := _value(cell)) is not None]
    if len(values) < 2 or not _OF_SLIP.search(told):
        return False
    return max(values) - min(values) >= _least()


def _is_position(cell: Cell) -> bool:
    header = cell.header or ""
    return bool(_POSITION.search(header)) and not _OF_ANGLE.search(
        f"{header} {cell.text}"
    )


def _value(cell: Cell) -> float | None:
    match = _NUMBER.fullmatch(cell.text.strip())
    return float(match["value"]) if match else None
