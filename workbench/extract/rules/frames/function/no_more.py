"""Activities denied as such: "doesn't garden any more", "not ridden since May".

A bare denial says little ("does not smoke and plays golf"), so it counts only right
before the activity and with words behind it that tell since when or why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.content import expressions as re
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words.sought import sought

_WHEN = sought(
    r"[^.;:]{0,50}?\b(?:any ?more|any longer|these days|nowadays|at present|at all now"
    r"|since|in (?:\w+ )?(?:days|weeks|months|years|ages|forever)"
    r"|for (?:\w+ ){0,3}(?:days|weeks|months|years)|because|due to|on account|owing to"
    r"|as it|as she|as he|as i|d/t|with the pain|with this|much now|now|as often"
    r"|as much)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:do not|don'?t|does not|doesn'?t|has not|hasn'?t|have not|haven'?t|is not"
    r"|isn'?t"
    r"|are not|aren'?t|am not|i'm not|not|no longer|never|didn'?t|won'?t|will not|no"
    r"|has had no|rarely|seldom|hardly|hardly ever|barely)\s"
    r"(?:(?:been|able|to|even|really|gone|go|goes|going|get|gets|out|on|the|her|his|my"
    r"|a"
    r"|do|done|doing|play|played|playing|any|of|at|up|touched|touch|picked|pick|much"
    r"|ridden|had|have|for|in|back|attended|attend|seen|taken|take)\s){0,6}\Z",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:if|unless|should|advised|told|instructed|asked|goals?|limited by|pain with"
    r"|trouble|difficulty|problems?|affected|bother\w*|aggravat\w*|worse\w*"
    r"|prevent\w*)\b",
    re.IGNORECASE,
)


def no_more(text: str, items: Iterable[Mention]) -> Iterator[Mention]:
    """The activities among the items that are said not to be done any more."""
    if not _WHEN.may_stand(text):
        return
    for one in items:
        lead = _NOT.search(text[: one.start])
        if lead is None or _NOT_SO.search(text[: lead.end()]):
            continue
        if _WHEN.match(text, one.end) and not _NOT_SO.search(text[one.end :]):
            yield one
