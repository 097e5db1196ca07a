"""Services that a line hands to a payer by its name.

"left L3-4 facet joint inj (64493) under fluoro -> PA to Vireo Gold".
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import level_groups
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.request.codes import find_codes

AT_PAYER = re.compile(
    r"(?i:\b(?:(?:prior|pre)[ -]?)?(?:pa|auth(?:ori[sz]ation)?|pre-?cert))"
    r"\s?(?:->|=>|\u2192|(?i:to|w/|with|from|via|thru|through|at)\s)\s?[A-Z](?![^.;\n]{0,60}"
    r"\b(?i:received|obtained|granted|approved|denied|on file|in hand|expire\w*)\b)"
)
"""With which payer the authorization is sought ("PA to Vireo", "auth -> Ingleside")."""
_UNSETTLED = {"option-cue", "past-cue", "told-of-request"}


def hands_over(text: str) -> bool:
    """Whether a line names a service with its code and level, and then its payer."""
    sent = AT_PAYER.search(text)
    if sent is None or cues(text).keys() & _UNSETTLED:
        return False
    lead = text[: sent.start()]
    return has_operation(lead) and bool(find_codes(lead) and level_groups(lead))
