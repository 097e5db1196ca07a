"""Additions to an operation that a form answers no to, or only sets up for it.

"Monitoring  N    Navigation N", "Microscope in room".
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import Operation

_ANSWERED_NO = re.compile(
    r"(?:\s?[:?=]\s{0,12}|\s{1,12})(?:N|NO|No|no|none|None|nil|n/a)"
    r"(?=\s{2,}|\s*[|,;]|\s*\Z)"
)
"""A no that answers an addition to an operation ("Monitoring  N    Navigation N")."""
_EQUIPMENT = re.compile(
    r"\s(?:in (?:the )?(?:or|room)|available|on standby|to be set up|reserved)\b",
    re.IGNORECASE,
)
"""What makes it a thing in the room and nothing to authorise ("Microscope in room")."""


def unasked_beside(text: str, one: Operation) -> bool:
    """Whether an addition to an operation is answered no, or only set up for it."""
    if not one.dependent:
        return False
    return bool(_ANSWERED_NO.match(text, one.end) or _EQUIPMENT.match(text, one.end))
