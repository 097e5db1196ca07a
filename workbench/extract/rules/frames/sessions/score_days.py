"""Days of scores, which are no days of the injections that they are told beside."""

from __future__ import annotations

from workbench.content import expressions as re

_SCORED = 20
_OF_SCORE = re.compile(
    r"(?:\b\d{1,2}(?:\.\d)?\s?/\s?10\b|\b(?:nrs|vas|odi|ndi)\W{1,3}\d{1,3})"
    r"\s?(?:on|in|at|\(|,)?\s?\Z",
    re.IGNORECASE,
)
"""A score right before its own day ("NRS 8/10 on 12/09/2025 before the epidural")."""


def of_score(text: str, start: int) -> bool:
    """Whether the day that starts here is that of a score right before it."""
    return bool(_OF_SCORE.search(text[:start][-_SCORED:]))
