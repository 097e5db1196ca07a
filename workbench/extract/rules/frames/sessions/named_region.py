"""The region of the spine that the name of an injection carries ("lumbar epidural")."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.schema.spine import REGIONS

_LEAD = 24
"""Characters before an operation in which its region stands."""
_APART = re.compile(r"[.;:,|]")


def regions_in(text: str, start: int, end: int) -> Iterator[str]:
    """The regions that the words of an operation, or those right before it, name."""
    words = _APART.split(text[max(start - _LEAD, 0) : start])[-1] + text[start:end]
    for letter, name in REGIONS.items():
        if re.search(rf"\b{name}\b|\b{letter}ESI\b", words, re.IGNORECASE):
            yield name
