"""How old a fracture is said to look, told by words in its clause."""

from __future__ import annotations

from typing import Literal

from workbench.content import expressions as re
from workbench.extract.rules.words import lexicon

Age = Literal["acute", "subacute", "chronic"]
AGES: tuple[Age, ...] = ("acute", "subacute", "chronic")
"""In the order in which one outweighs another in a clause."""
_CLAUSE = re.compile(r"[;\n]|\.\s|,?\s\b(?:but|while|whereas|however)\b", re.IGNORECASE)


def age_told(text: str) -> Age | None:
    """The age that a text tells; None where it tells none."""
    named = {one.concept for one in lexicon.load("imaging-ages").find(text)}
    return next((age for age in AGES if age in named), None)


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause that a span stands in."""
    before = [one.end() for one in _CLAUSE.finditer(text, 0, start)]
    after = _CLAUSE.search(text, end)
    return before[-1] if before else 0, after.start() if after else len(text)
