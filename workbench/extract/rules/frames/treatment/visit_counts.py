"""A count of visits that stands alone in a therapist's own record.

"14 visits.", "16 of 18 visits, traction", "Sixteen visits", "fifteen in all", "total 12
(one missed)", "13 of 14 booked": beside the days of a course these count its visits.
Visits of a plan, a prescription or an authorisation are none, nor are those missed.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_N = rf"(?:\d{{1,2}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_OPEN = r"(?:\A|(?<=[.;,|)(])|(?<=\s{3})|(?<=after\s)|(?<=with\s))\W{0,3}"
_CLOSE = r"(?=\s*(?:[.;,|()\n-]|\Z)|\s{3}|\s+(?:and|in|over|from|between)\b)"
_OUT_OF = rf"\s?(?:/|of|out of)\s?(?P<of>{_N})"
_NOUN = r"\s(?:total\s)?(?:PT\s|therapy\s)?(?:visits?|sessions?|treatments?)"
_ALONE = sought(
    rf"{_OPEN}(?P<a>{_N})(?:{_OUT_OF})?{_NOUN}{_CLOSE}"
    rf"|{_OPEN}(?P<b>{_N})\s(?:visits?\s|sessions?\s)?in (?:all|total){_CLOSE}"
    rf"|{_OPEN}total(?: of)?:?\s(?P<c>{_N}){_CLOSE}"
    rf"|{_OPEN}(?P<d>{_N})\s(?:of|out of)\s{_N}\s(?:booked|scheduled|kept|made)\b"
    rf"|\blast\s\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\s{{1,4}}\((?P<e>\d{{1,2}})\)",
    re.IGNORECASE,
)
_AHEAD = sought(
    r"\b(?:plan\w*|freq\w*|goals?|auth\w*|approved|recommend\w*|request\w*|order\w*"
    r"|prescri\w*|expect\w*|remaining|left|more|further|next|per (?:week|wk)"
    r"|/ ?(?:wk|week)|x ?\d{1,2} ?(?:wks?|weeks?)|missed|no[- ]?shows? (?:of|for)"
    r"|will|to be|for up to|medicare|limit)\b",
    re.IGNORECASE,
)
"""Words that make the visits of their clause no visits that took place."""


def counted_alone(text: str) -> int | None:
    """How many visits a line counts by a phrase of its own; None where it does not."""
    for seen in _ALONE.finditer(text):
        clause = re.split(r"[.;]\s", text[: seen.start() + 1])[-1] + seen.group()
        if not _AHEAD.search(clause):
            return _number(next(one for one in seen.group(*"abcde") if one))
    return None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS.index(word.lower()) + 1
