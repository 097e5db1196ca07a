"""Daily tasks that somebody else now does for the patient: a limit of the patient's.

"His wife now does the driving", "spouse does laundry", "daughter helps with shopping".
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_WHO = (
    r"(?:husband|wife|spouse|partner|daughters?|sons?|kids|children|grand(?:son|daughter"
    r"|kids)|family|mother|mom|mum|father|dad|sister|brother|neighbou?rs?|roommate"
    r"|caregiver|carers?|aide|home help|friends?|girlfriend|boyfriend|in-laws)"
)
_DOES = (
    r"(?:(?:now|has to|have to|must|currently|usually|mostly|always|since) ){0,2}"
    r"(?:do(?:es)?|handles?|manages?|took over"
    r"|(?:has|have) taken over|takes? (?:over|care of|on)"
    r"|helps?(?: (?:him|her|me|out))? with|assists?(?: (?:him|her|me))? with)"
)
_OTHERS = sought(
    rf"\b(?:{_WHO},? (?:who |(?:he|she) says )?{_DOES}|(?:needs|has|gets|asks"
    rf"|relies on|depends on)"
    rf" (?:his |her |my |the |an? )?{_WHO} to)"
    r"(?: (?:all|most|much|some|the|of|his|her|my|our|heavy|any|now"
    r"|every|everyday)){0,4} (?=[a-z])",
    re.IGNORECASE,
)


def done_by_others(text: str) -> tuple[int, int] | None:
    """Where the tasks begin that another does, and where the clause ends."""
    found = _OTHERS.search(text)
    if found is None:
        return None
    stop = re.compile(r"[.;]|\b(?:but|while|because|when)\b").search(text, found.end())
    return found.end(), stop.start() if stop else len(text)
