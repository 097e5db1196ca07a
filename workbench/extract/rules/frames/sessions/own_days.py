"""Which days of a sentence may be those of a session told beside other care."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import Operation


def own_days(text: str, one: Operation) -> tuple[int, int]:
    """The stretch between semicolons in which the days of a listed session stand.

    "PT Oct - Dec 2025; TFESI x3 in 2022; MRI 1/26": only of a list of three or more.
    """
    if text.count(";") < _LIST:
        return 0, len(text)
    start = text.rfind(";", 0, one.start) + 1
    end = text.find(";", one.end)
    return start, end if end >= 0 else len(text)


_LIST = 2
"""Semicolons from which on a sentence is a list of its parts."""
OF_THERAPY = re.compile(
    r"\b(?:pt(?!\.?\s(?:had|has|have|was|is|got|did|under(?:went|goes)|receiv\w*|report\w*"
    r"|stat\w+|says|said|tells|told|came|comes|return\w*|seen|here|c/o|den\w+|tolerat\w*)\b)"
    r"|ot|(?:physical |aqua\w* )?therapy|physio\w*|chiro\w*|rehab|exercises?)\b"
    r"[^,;.]{0,24}\Z",
    re.IGNORECASE,
)
"""Words right before the days of a course of therapy; "pt had" is the patient."""
