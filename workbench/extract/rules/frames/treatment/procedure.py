"""Treatments in the note of a procedure: what was given, put off, or tried before it.

Drugs and therapy count where a word tells of care before ("failed physio"); the rest
of a note's drugs were given for the procedure.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.schema.case import Treatment

_NEEDLED = (
    "epidural-injection", "facet-injection", "radiofrequency",
    "trigger-point-injection", "injection", "nerve-block",
)  # fmt: skip
_CARE_BEFORE = re.compile(
    r"\b(?:failed|failure of|tried|trial of|despite|refractory|unresponsive|exhausted"
    r"|inadequate|uncontrolled (?:on|with)|not (?:helped|relieved|controlled|responded)"
    r"|at home|continues?|continuing|resume\w*|home meds|prior to admission|previously"
    r"|\d{1,3} ?(?:wks?|weeks?|mos?|months?|/12|/52) of)\b",
    re.IGNORECASE,
)
"""What tells of care before an operation, or of what goes on after it."""
_FOR_PROCEDURE = re.compile(
    r"\b(?:injected|infiltrat\w+|instilled|IV\b|intravenous\w*|induction|anesthes\w*"
    r"|an[ae]sthetic|sedat\w+|versed|midazolam|propofol|irrigat\w+|post-?op\w* pain"
    r"|pre-?op(?:erative)? dose|intra-?op\w*|ml|cc|mls)\b",
    re.IGNORECASE,
)
"""What tells of drugs of the procedure itself."""


def of_procedure(
    text: str, given: Sequence[Treatment], told: Sequence[Treatment]
) -> list[Treatment]:
    """What was given by a sentence, less what its words put off, and care before it."""
    off = {one.kind: one for one in told if one.assertion in ("planned", "absent")}
    found = [off.get(one.kind, one) for one in given]
    if _CARE_BEFORE.search(text) and not _FOR_PROCEDURE.search(text):
        found += [one for one in told if one.kind not in _NEEDLED]
    return found
