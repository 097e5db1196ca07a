"""Daily tasks that somebody else now does for the patient: a limit of the patient's.

"His wife now does the driving", "spouse does laundry", "daughter helps with shopping",
"her sister has to do up her bra", "mum needs me to wash her hair".
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_WHO = (
    r"(?:husband|wife|spouse|partner|daughters?|sons?|kids|children|grand(?:son"
    r"|daughter"
    r"|kids)|family|mother|mom|mum|father|dad|sister|brother|neighbou?rs?|roommate"
    r"|caregiver|carers?|aide|home help|friends?|girlfriend|boyfriend|in-laws)"
)
_DOES = (
    r"(?:(?:now|has to|have to|must|currently|usually|mostly|always|since) ){0,2}"
    r"(?:do(?:es)?|handles?|manages?|took over"
    r"|(?:has|have) taken over|takes? (?:over|care of|on)"
    r"|helps?(?: (?:him|her|me|out))? with|assists?(?: (?:him|her|me))? with"
    r"|(?:comes?|drops by|stops by) (?:[\w-]+ ){0,4}to)"
    r"|(?:now )?(?:has|had|have|needs|must|has had|is having) to(?! (?:be|have|go|take"
    r"|work|stop|sit|see|drive(?! (?:me|him|her)))\b)"
)
_OTHERS = sought(
    rf"\b(?:{_WHO},? (?:who |(?:he|she) says )?{_DOES}|(?:needs|has|gets|asks"
    rf"|relies on|depends on)"
    rf" (?:his |her |my |the |an? )?(?:{_WHO}|me|us|someone|somebody|others"
    r"|other people) to)"
    r"(?: (?:all|most|much|some|the|of|his|her|my|our|heavy|any|now"
    r"|every|everyday)){0,4} (?=[a-z])",
    re.IGNORECASE,
)


_CARES = sought(
    rf"\b{_WHO},? (?:(?:now|always|usually|mostly|also|often|currently) ){{0,2}}\Z",
    re.IGNORECASE,
)
_OF_PATIENT = re.compile(
    r"\b(?:him|her|his|me|my|mum's|dad's|mom's)\b(?! own\b)", re.IGNORECASE
)


_TRADE = re.compile(
    r"[^.;]{0,60}\b(?:for a living|by trade|as a job|for work|professionally)\b",
    re.IGNORECASE,
)
"""Behind a task, that it is somebody's work and not done for the patient."""


_CLAUSE_ENDS = re.compile(r"[.;]|\b(?:but|while|because|when)\b")


def cared_by(text: str, start: int, end: int) -> bool:
    """Whether a task that stands at a place is done by another for the patient."""
    who = _CARES.search(text[:start]) is not None
    return who and _OF_PATIENT.search(text[start:end]) is not None


def done_by_others(text: str) -> tuple[int, int] | None:
    """Where it begins to tell what another does, and where the clause ends."""
    found = _OTHERS.search(text)
    if found is None or _TRADE.match(text, found.end()):
        return None
    stop = _CLAUSE_ENDS.search(text, found.end())
    return found.start(), stop.start() if stop else len(text)
