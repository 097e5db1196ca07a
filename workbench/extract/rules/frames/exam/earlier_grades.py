"""Grades of strength that a sentence sets against today's, blanked before it is read.

"Deltoid 4/5 in January and 3/5 now", "EHL 5/5, was 4+/5", "grip 3/5, previously 4/5",
"triceps 4/5 -> 3/5": the other grade is no finding of today.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import muscles
from workbench.extract.rules.words.sought import sought

_GRADE = r"[0-5][+-]?\s?/\s?5(?!\d)"
_NOW = r"(?:now|today|currently|at present|this visit|on exam(?:ination)?)"
_THEN = sought(
    rf"(?P<old>{_GRADE}\s(?:in|on|at|last|back in)\s[^.;,/]{{2,24}}?"
    rf"(?:,\s|,?\s(?:and|but|then|to)\s)(?:is\s|it is\s|only\s)?)"
    rf"(?=(?:{_NOW}\s)?{_GRADE}\s(?:{_NOW})\b|{_NOW}\s{_GRADE})",
    re.IGNORECASE,
)
_ARROW = sought(
    rf"(?P<old>{_GRADE}\s?(?:->|-->|=>|\u2192|>)\s?)(?={_GRADE})"
    rf"|\b(?P<older>from\s(?:an?\s)?{_GRADE}\sto\s(?:an?\s)?)(?={_GRADE})",
    re.IGNORECASE,
)
_WAS = sought(
    r"(?P<old>[,;(]?\s?(?:it\s|which\s)?(?:was|were|previously|prev\.?|formerly"
    r"|had been|down from|up from|improved from|from|compared (?:to|with))\s(?:an?\s)?"
    rf"{_GRADE}(?:\s(?:in|on|at|last|before)\s(?!(?:the )?(?:left|right|both)\b)"
    rf"[^.;,)]{{2,24}}|\s(?:previously|before"
    r"|initially|last visit))?\)?)",
    re.IGNORECASE,
)
_NOW_GRADED = re.compile(_GRADE, re.IGNORECASE)
_NEAR = 40
"""Characters between a grade and an earlier one of the same muscle."""


def without_earlier(text: str) -> str:
    """The text with the earlier of two grades of one muscle blanked."""
    if "/" not in text:
        return text
    text = _THEN.sub(lambda m: " " * len(m.group()), text)
    text = _ARROW.sub(lambda m: " " * len(m.group()), text)
    for match in list(_WAS.finditer(text)):
        lead = text[: match.start()]
        now = [one.end() for one in _NOW_GRADED.finditer(lead)]
        between = lead[now[-1] :] if now else "."
        near = len(between) <= _NEAR and "." not in between
        if near and not muscles().find(between):
            blank = " " * (match.end() - match.start())
            text = text[: match.start()] + blank + text[match.end() :]
    return text
