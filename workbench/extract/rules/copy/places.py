"""Names of clinics and departments, and time zones: words of care that tell of none.

"Lodestar Spine & Pain" has no pain, a plan's department of "Medical Management" treats
nobody, and "11:31 CT" is no scan.
"""

from __future__ import annotations

import re

from workbench.extract.rules.copy.text import blanked
from workbench.extract.rules.words.sought import Sought, sought

_ZONE = sought(
    r"\b\d{1,2}:\d\d(?::\d\d)?\s?(?:[apAP]\.?[mM]\.?\s?)?(?P<name>[CEMP][SD]?T)"
    r"(?=\s{2}|\s?[|;,)\]]|\s*\Z)"
)
"""A time of day with its zone, at the end of what stands there."""
_CLINIC = sought(
    r"\b(?:Spine|SPINE|Back|BACK|Joint|JOINT|Orthop(?:a?edics?)|ORTHOP(?:A?EDICS?))"
    r"(?:,| &| \+| and| AND) (?P<name>Pain|PAIN)\b"
)
_DEPARTMENT = sought(
    r"(?:\A|[,|:-])\s{0,4}(?P<name>(?:Medical|MEDICAL|Care|CARE) (?:Management"
    r"|MANAGEMENT))"
    r"(?=\s{0,4}(?:[,|-]|\Z|Dep|DEP|Unit|UNIT|Team|TEAM))"
)
_TOWN = sought(r"\b[A-Z][a-z]+ (?P<name>Falls|FALLS|Springs)(?=,| \d{5}|\s*\Z|\s{2})")
"""A town named for its water, at the end of its name ("Heron Falls, OH")."""
_PAYER = sought(
    r"\b(?:health|plan|trust|insurance|authori[sz]ation|department|dept|utili[sz]ation"
    r"|attn|attention|fax|form)\b",
    re.IGNORECASE,
)


def without_places(text: str) -> str:
    """The line with words blanked that are parts of a name, at its length."""
    text = _blank(text, _ZONE)
    text = _blank(text, _CLINIC)
    text = _blank(text, _TOWN)
    return _blank(text, _DEPARTMENT) if _PAYER.search(text) else text


def _blank(text: str, names: Sought) -> str:
    for match in names.finditer(text):
        text = blanked(text, *match.span("name"))
    return text
