"""Labels of the fields and columns of a request: level, side, code, units."""

from __future__ import annotations

from workbench.content import expressions as re

LEVEL_LABEL = re.compile(
    r"\b(?:levels?|lvls?|interspaces?|disc spaces?|segments?|vertebra\w*"
    r"|body ?sites?|surgical sites?)\b",
    re.IGNORECASE,
)
SIDE_LABEL = re.compile(
    r"\b(?:sides?|laterality|lat|left/right|[LR]/[RL])\b", re.IGNORECASE
)
SIDE_CELL = re.compile(r"\W*(?:L|R|LT|RT|BL)\W*")
"""A cell that is nothing but the letter of a side."""
CODE_LABEL = re.compile(
    r"\b(?:cpts?|hcpcs|codes?|proc|px|svc|procedures?(?! date))\b", re.IGNORECASE
)
UNIT_LABEL = re.compile(r"\b(?:units?|qty|quantity|count|number|no\.|#)", re.IGNORECASE)
MODIFIER_LABEL = re.compile(r"\bmod(?:ifiers?)?\b", re.IGNORECASE)
CROSS = re.compile(r"[\[(]?\s?(?:[xX\u2713\u2714\u2611\u2612]|yes|Yes|YES)\s?[\])]?")
"""A cell that is nothing but a cross, a tick or a yes."""
END_LABEL = re.compile(
    r"(?:from|to|thru|through|(?:first|last|start|end|upper|lower|top|bottom)"
    r"(?: (?:level|vertebra|segment))?|level (?:from|to))",
    re.IGNORECASE,
)
"""The whole label of one end of a stretch of levels."""
