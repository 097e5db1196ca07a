"""Examinations that found nothing against a treatment, and so were made.

"Psychological evaluation 1/29: no contraindication" and "substance abuse screen:
negative" deny what was looked for, never the examination.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.model import Mention

_FINDS_NONE = ("psychological-evaluation", "substance-abuse-screen")
"""Examinations that were made however little they found."""
_FOUND_NONE = re.compile(
    r"[^.;:]{0,50}?(?:[:,=]|[-\u2013\u2014](?=\s)|\b(?:is|was|were|which|with|and"
    r"|found|finds|shows?|showed|revealed|identified|notes?|noted))?\s{0,3}"
    r"(?:(?:was|is|completely|all)\s)?"
    r"(?:negative|neg\b|none (?:found|identified|noted|disclosed|reported|admitted)"
    r"|clean|clear\b|low risk|wnl\b|within normal|unremarkable|passed|cleared"
    r"|(?:no|without)(?: (?:psych\w+|emotional|significant|active|untreated|current"
    r"|evidence of|signs? of|major|any|mental health|red|aberrant|illicit)){0,3}"
    r" (?:contraindic\w+|barriers?|concerns?|psych\w+|mental|depress\w+|substance|drug"
    r"|misuse|abuse|flags?|issues?|exclusions?|obstacles?|reasons?|behaviou?rs?"
    r"|substances|findings))",
    re.IGNORECASE,
)
"""What an examination came to that found nothing against the treatment."""
_TELLS_NONE = re.compile(
    r"[^.;]{0,60}\b(?:found|finds|finding|show(?:s|ed)|reveal(?:s|ed)|identif(?:y|ies|ied)"
    r"|raised|reported|detected|demonstrated)\s(?:no|nothing|neither|not an?y?)\b",
    re.IGNORECASE,
)
"""What an evaluation that was made did not find."""
_NONE_MADE = re.compile(
    r"\b(?:no|not|never|without|needs?|pending|lacks?|missing)\b[^.;:]{0,20}\Z", re.I
)


def found_nothing(text: str, mention: Mention) -> bool:
    """Whether the words after an examination deny only what it looked for."""
    is_test = mention.attributes["list"] == "tests"
    if is_test and _TELLS_NONE.match(text, mention.end):
        return True
    if mention.attributes["kind"] not in _FINDS_NONE:
        return False
    if _NONE_MADE.search(text[max(mention.start - 30, 0) : mention.start]):
        return False
    return _FOUND_NONE.match(text, mention.end) is not None
