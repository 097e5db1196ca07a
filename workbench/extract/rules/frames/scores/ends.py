"""The ends of a scale printed beside its name, which score nothing.

"Pain today (0 none, 10 worst)": neither number is anybody's.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_IS = r"\s?(?:[=:]|\bis\b|\bbeing\b|\bmeans\b|-)?\s?"
ENDS = re.compile(
    rf"\b(?:0|zero){_IS}(?:(?:for\s)?no(?:ne)?\b(?:\s(?:pain|hurt|ache))?|nothing)"
    r"[\s,;/.-]{1,3}(?:(?:and|to)\s)?"
    rf"(?:10|ten){_IS}(?:for\s)?(?:an?\s|the\s)?(?:worst|most|unbearable|maximum|max|severe"
    r"|agony|intolerable|excruciating|as bad)\b[^)\]\n\d]{0,40}",
    re.IGNORECASE,
)
"""What a scale's lowest and highest number mean ("0 = no pain, 10 = worst")."""


_OF_SCALE = sought(
    r"(?<=\d)(?P<on>\s(?:on|of)\s(?:an?|the|his|her)\s(?:pain\s)?"
    r"(?:0|zero|1|one)[ -](?:to[ -])?(?:10|ten)\b(?:[ -]point)?"
    r"(?:\s(?:pain|numeric|rating|verbal|analog(?:ue)?)){0,2}(?:\sscale)?)",
    re.IGNORECASE,
)
"""A scale right behind the number given on it ("7 on the 0 to 10 scale")."""


def as_share(text: str) -> str:
    """A text of the same length in which "7 on the 0 to 10 scale" is "7/10"."""
    return _OF_SCALE.sub(lambda match: "/10".ljust(len(match["on"])), text)


def without_ends(text: str) -> str:
    """A text of the same length in which the ends of a scale are blanks."""
    return ENDS.sub(lambda match: " " * len(match.group()), as_share(text))
