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
    r"\b(?:worse(?:ned|ns|ning)?|aggravat(?:ed|es|ing)|aggravators?|aggs?"
    r"|exacerbat(?:ed|es)"
    r"|provok(?:ed|es)|triggered|triggers?|precipitated|brought on|brings? on|comes? on"
    r"|came on|set off|sets? (?:it|them) off|flare[sd]?(?: up)?|flaring"
    r"|intensif(?:ies|ied)"
    r"|increas(?:es|ed)|hurts?|hurting|painful|bothers? (?:him|her|me)|kills? me"
    r"|killing me|agony|excruciating|unbearable|aches?|burns?|worst|limited by pain"
    r"|made worse|makes? (?:it|them|the pain) worse|provocative|can only)\b"
    r"\s?(?::|,|-|\?)?\s{0,3}(?:(?:by|with|w/|when(?:ever)?|while|on|upon|during|after"
    r"|if|for|is"
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
    r"|activity|[a-z]{2,10}ing|bed|car|chair|couch|tub|bath|computer|laptop|screens?"
    r"|phone"
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


_PROVOKING = sought(
    r"\s?(?:[\w'/>-]+\s){0,8}?(?:(?:is|are|was|always|really|also|now|often|just|still"
    r"|soon|usually|quickly|all|can|will)\s){0,2}"
    r"(?:aggravat(?:es?|ed|ing)|exacerbat(?:es?|ed)|worsens?|worsened|provok(?:es?|ed)"
    r"|triggers?|triggered|precipitates?|inflames?|flares?|irritates?|increases?|ups"
    r"|brings? (?:it|this|them|the \w+|her \w+|his \w+|my \w+|that)? ?(?:on|back)"
    r"|bring on|brings on|brought (?:it )?on|sets? (?:it|\w+ \w+|\w+) off"
    r"|kills? (?:me|him|her|my|his|the)"
    r"|murders? (?:me|him|her|my|his)|hurts|aches|burns|makes? (?:it|\w+ \w+"
    r"|\w+|the \w+ \w+) (?:worse|flare|seize|ache|hurt|burn|tingle|throb|go numb|sore"
    r"|numb)|causes? (?:\w+ ){0,3}(?:pain|numbness|tingling|symptoms|spasms?|discomfort"
    r"|headaches?|aching|burning|paraesthesia|paresthesias?)"
    r"|(?:is|are) (?:painful|agony|murder|torture|hell|unbearable|excruciating"
    r"|intolerable|misery|a problem|problematic|an issue|an ordeal|a nightmare"
    r"|provocative"
    r"|the worst|worst|uncomfortable|hard|difficult|tough|tricky|awkward|impossible"
    r"|a struggle|beyond (?:me|him|her))"
    r"|(?:am|become|becomes|gets?) (?:painful|unbearable|sore|uncomfortable)"
    r"|not tolerated|poorly tolerated|torture|intolerable|=\s?(?:pain|numb\w*"
    r"|tingl\w*))\b",
    re.IGNORECASE,
)
"""Words that tell, of what stands before them, that it brings the pain on."""
_DENIED = sought(
    r"\b(?:no|not|never|does(?:n't| not)|don't|without|denies|longer|nothing|less|if"
    r"|when|while|was|were|goals?|after|since|until|unless|should|advised"
    r"|may|could|would|used to)\b|[.;:,]\s",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"\w+")
_OTHERS = re.compile(
    r"(?:\b(?:(?:was|were|been) \Z|(?:he|she|who|they|i|patient|pt) (?:\w+s )?\Z|not"
    r"|without|after|since|while|from|injured|started|relieved by|better"
    r"(?: with| when)?|no|denies|eased by|helped by|improved with|until|by)\s"
    r"(?:\w+\s){0,3})\Z",
    re.IGNORECASE,
)


def provoking(text: str, items: Iterable[Mention]) -> Iterator[Mention]:
    """The activities of which it is said that they bring the pain on."""
    if not _PROVOKING.may_stand(text):
        return
    for one in items:
        first = _FIRST_WORD.match(text, one.start)
        told = first and _PROVOKING.match(text, first.end())
        if told is None or _DENIED.search(told.group()):
            continue
        if _OTHERS.search(text[: one.start]) is None:
            yield one
