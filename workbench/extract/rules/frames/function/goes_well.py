"""Activities that go well by the words around them ("allowed her to drive")."""

from __future__ import annotations

from workbench.content import expressions as re

_MADE_ABLE = re.compile(
    r"\b(?:allow(?:s|ed|ing)?|enabl(?:es|ed|ing)|lets?|letting|permit(?:s|ted)?"
    r"|(?<!not )(?<!longer )(?<!hardly )(?<!barely )able to|could|can)\b"
    r"(?!\s?(?:not|n't|only|just|hardly|barely|scarcely|no)\b|'t)"
    r"(?:(?!\b(?:not|no|only|just|but|cannot|unable|hardly|barely|trouble|difficulty"
    r"|hard|painful|limited|before|used to)\b|n't\b)[^.;:]){0,90}\Z",
    re.IGNORECASE,
)
"""Words before an activity that say that it goes ("allowed her to drive and cook")."""
_LITTLE = re.compile(
    r"[^.;,]{0,40}?(?:\d|\b(?:one|two|three|four|five|six|ten|fifteen|twenty|thirty"
    r"|half"
    r"|only|at most|no more|less|without|briefly|a few|short|with (?:difficulty"
    r"|pain|help)"
    r"|if|but|until|when|before)\b)",
    re.IGNORECASE,
)


WENT_THEN = re.compile(
    r"\A(?!.*\b(?:now|today|currently)\b).*\b(?:could|(?:was|were) able to|got to"
    r"|went back to)\b[^.;]{0,80}\bagain\b",
    re.IGNORECASE | re.DOTALL,
)
"""What went while something helped ("he could bowl again"), and is not so today."""
REFUSAL = re.compile(
    r"\b(?:cannot|can not|unable|not?|never|gave up|given up|stopped|quit|only|hard"
    r"|difficult\w*|trouble|needs?|limited|painful|less)\b|n't\b",
    re.IGNORECASE,
)
"""What in the words themselves says that an activity does not go."""


def goes_well(text: str, start: int, end: int) -> bool:
    """Whether the words around an activity say that it can well be done."""
    if not _MADE_ABLE.search(text[:start]):
        return False
    return _LITTLE.match(text, end) is None
