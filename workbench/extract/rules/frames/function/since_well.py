"""Limits that were and are over: "needed help for a month; now independent".

A clause tells the limit as past, and a later one of the same sentence that it is over
("now drives as normal", "has since returned to full duty", "resolved after the
operation"); or the limit is behind words that put it before ("before the injection she
was waking hourly; now ...").  Where the later clause names another activity, it may be
that one alone which goes again, and the limit stays.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_PAST = re.compile(
    r"\b(?:was|were|had|could(?: not)?|couldn't|needed|required|initially|at first"
    r"|did not"
    r"|didn't|used to|before(?! (?:she|he|they) (?:can|has))|prior to|earlier|lost"
    r"|missed"
    r"|stopped|gave up|back in|in (?:19|20)\d\d|previously|formerly|limit after)\b",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"\b(?:cannot|can't|cant|still|remains?|continues?|is unable|is limited|is not"
    r"|isn't"
    r"|are not|has not|hasn't|has been unable|no longer able|only|but not|yet|worse"
    r"|struggles?|has trouble|has difficulty|needs|hardly|barely|not back|except|until"
    r"|light|modified|restricted|part[- ]time|half)\b",
    re.IGNORECASE,
)
_OVER = sought(
    r"(?:[,;.:(]|\s[-\u2013\u2014]|\b(?:but|and|then|which|that|though|although)\b)"
    r"[^.;]{0,30}?\b(?:(?:now|since|today|currently|then|subsequently|has|have|is|are"
    r"|fully|all|completely|later|eventually)\b[^.;,]{0,30}?\b(?:independent\w*|normal"
    r"|normal(?:ly|i[sz]ed)|as normal|resolved|recovered|regained|back (?:to|at|doing"
    r"|playing|on|driving|in)|returned to|resumed|without (?:trouble|difficulty|pain"
    r"|problems?|symptoms|limit\w*)|own|self-caring|freely|fine|well|straight through"
    r"|through the night|alone|unaided|easily|again|cleared|settled|full reach"
    r"|unrestricted"
    r"|full duty|full time|no longer a problem|no (?:trouble|difficulty|problems?))\b"
    r"|(?:resolved|recovered|settled|normali[sz]ed|full reach now"
    r"|no (?:trouble|problems?|issues?|difficulty) since|not troubled (?:her|him|me)\b"
    r"|not been (?:a|any) (?:problem|trouble|issue)|(?:does|do|can do) so (?:easily"
    r"|well)"
    r"|easily now|fine now|normally now|well now|full recovery|regained (?:full )?\w+"
    r"|dexterity came back|went away|cleared up"
    r"|lifted at)\b)",
    re.IGNORECASE,
)


def since_well(text: str, start: int) -> bool:
    """Whether a limit that begins at a place of a sentence is told to be over since."""
    over = _OVER.search(text, start)
    if over is None or not _PAST.search(text[: over.start()]):
        return False
    return not _STILL.search(text)
