"""Signs of symbol fonts: what a character of Wingdings or Symbol shows on the page.

Such fonts draw boxes, ticks and arrows at the codes of letters; read as letters they
would say something else, or nothing.
"""

from __future__ import annotations

from workbench.content import expressions as re

ON, OFF = "[x]", "[ ]"
_SIGNS = {
    "wingdings": {
        0xFE: ON, 0xFD: ON, 0x78: ON, 0xA8: OFF, 0x6F: OFF, 0x71: OFF, 0x72: OFF,
        0xFC: "✓", 0xFB: "✗", 0xE0: "->", 0xA7: "-", 0x9F: "-", 0xD8: "-", 0x6C: "-",
    },
    "wingdings 2": {0x52: ON, 0x53: ON, 0x54: ON, 0xA3: OFF, 0x50: "✓", 0x4F: "✗"},
    "symbol": {
        0xB3: "≥", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB7: "-", 0xAE: "->", 0xB9: "≠",
    },
}  # fmt: skip
"""By font, the sign at each code within it."""
_SUBSET = re.compile(r"\A[A-Z]{6}\+")
_NAME = re.compile(r"(?P<name>wingdings|symbol)[ -]?(?P<number>\d)?(?:-?regular|mt)?\Z")


def signs_of(font: str) -> dict[int, str] | None:
    """The signs of a font by the name that a file gives it; None for others."""
    found = _NAME.match(_SUBSET.sub("", font).lower())
    if found is None:
        return None
    number = found["number"]
    return _SIGNS.get(f"{found['name']} {number}" if number else found["name"])
