"""Activities that bring the pain on: "aggravated by sitting and driving to work".

An activity named behind words of provocation is limited by it.  The list ends where
something eases, and what is denied ("not worse with walking") is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.content import expressions as re
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words.sought import sought

_PROVOKES = sought(
    r"\b(?:worse(?:ned|ns|ning)?|aggravat(?:ed|es|ing)|aggravators?|aggs?|exacerbat(?:ed|es)"
    r"|provok(?:ed|es)|triggered|triggers?|precipitated|brought on|brings? on|comes? on"
    r"|came on|set off|sets? (?:it|them) off|flare[sd]?(?: up)?|flaring"
    r"|intensif(?:ies|ied)"
    r"|increas(?:es|ed)|hurts?|hurting|painful|bothers? (?:him|her|me)|kills? me"
    r"|killing me|agony|excruciating|unbearable|aches?|burns?|worst|limited by pain"
    r"|made worse|makes? (?:it|them|the pain) worse|provocative|can only)\b"
    r"\s?(?::|,|-|\?)?\s{0,3}(?:(?:by|with|w/|when(?:ever)?|while|on|upon|during|after|if|for|is"
    r"|are|include|factors)\b\s?(?::|,)?\s?){0,2}",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"[;.]\s|[;]|\b(?:better|eas(?:es|ed|ier|ing)|reliev\w+|improv\w+|but|not?|denies"
    r"|since|until|because|which|helps?|helped|without|despite|goal|able|so|started"
    r"|injur\w+|happened|accident|was|were|he is|she is|works? as|for (?:\d"
    r"|the last))\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"(?:(?:i|he|she|they|you|prolonged|any|long|longer|heavy|trying|to|having|has|have"
    r"|doing|the|a|his|her|my|all|most|activities|such|as|like|even|light|of|in|at|up"
    r"|extended|repetitive|repeated|sustained|simple|gentle|attempting|and|or|go|goes"
    r"|going|get|gets|getting|out|periods|bending|twisting|turning|coughing|sneezing"
    r"|stooping|kneeling|squatting|straining|extending|flexing|looking|movement|motion"
    r"|activity|[a-z]{2,10}ing|bed|car|chair|couch|tub|bath|computer|laptop|screens?|phone"
    r"|stairs|sit|sits|sitting|stand|stands|standing|walk|walks|walking)\b"
    r"[\s,/&>]{0,3}|[>\s,/&]|\d{1,3}\s?(?:min\w*|h(?:ou)?rs?)?\b\s?){0,12}\Z",
    re.IGNORECASE,
)
_REACH = 110


def provoked(text: str, items: Iterable[Mention]) -> Iterator[Mention]:
    """The activities among the items that words of provocation lead to."""
    named = sorted(items, key=lambda one: one.start)
    for words in _PROVOKES.finditer(text):
        place = words.end()
        for one in named:
            gap = text[place : one.start]
            if one.start < place or one.start - words.end() > _REACH:
                continue
            if _STOPS.search(gap) or _FIRST.fullmatch(gap) is None:
                break
            yield one
            place = one.end
