"""A heading "Procedure" that opens what is to be done next, and no report of an act.

Physicians of some schools end a note with "Assessment" and "Procedure" (the Procedere):
what they mean to do, written without a verb ("Procedure: ESI L4/5, one time.  Continue
exercises.  Control after 3 weeks.").  Read as a report, it would be an injection given.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.model import Role

_TITLE = re.compile(
    r"\W*(?:(?:further|next|planned)\s)?(?:procedures?|pro[cz]edere|proceedings?)\W*\Z",
    re.IGNORECASE,
)
_AFTER: tuple[Role, ...] = ("assessment", "impression")
_AHEAD = re.compile(
    r"\b(?:continue|to be|will|control (?:visit|after|in)|follow[- ]?up|re-?check"
    r"|re-?evaluat\w+|(?:see|review)\w* (?:again|back)|return (?:in|after|visit)|rtc"
    r"|planned|schedul\w+|book(?:ed)?|apply for|appl(?:ied|ication)|await\w*|if no"
    r"|in case of|as (?:an )?(?:out|in)-?patient|next)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:was|were|had been|tolerat\w+|prepp?ed|draped|prone|supine|time-?out|ebl"
    r"|blood loss|complications?|consent(?:ed)? (?:was|obtained)|injected|performed"
    r"|inserted|advanced|removed|closed|sterile|needle|gauge|placed)\b",
    re.IGNORECASE,
)
_MOST = 800
"""Characters; a longer text under such a heading is a report."""


def is_next_steps(title: str, before: Role | None, text: str) -> bool:
    """Whether a section under such a title, behind another role, tells of a plan."""
    if before not in _AFTER or len(text) > _MOST or not _TITLE.match(title):
        return False
    return _AHEAD.search(text) is not None and _REPORTED.search(text) is None
