"""Treatment that a note only speaks of: talked over, on hold, or kept for later.

"MBB discussed", "hold PT and call the surgeon", "PT on hold till the MRI" and "told PT
if not better by 4 weeks" name a treatment that nobody gave.  Whatever tells of visits,
of a length, a date or an answer was given, and is left to the other readers.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.treatment.clauses import Told
from workbench.extract.rules.frames.treatment.orders import MEDICINES
from workbench.extract.rules.frames.treatment.words import status
from workbench.extract.rules.whole.long_past import long_past
from workbench.extract.rules.words.sought import sought
from workbench.schema.partial_date import PartialDate

_HELD = re.compile(
    r"(?:\A|[.;,:]\s|\b(?:will|to|please|would|we|i|and)\s)(?:hold|holding|pause|suspend"
    r"|withhold|delay|postpone)\s(?:off\s)?(?:on\s)?(?:all\s|any\s|further\s|more\s"
    r"|the\s|her\s|his\s|formal\s){0,3}\Z",
    re.IGNORECASE,
)
_ON_HOLD = sought(
    r"\s{1,2}(?:is\s|was\s|are\s|remains\s|still\s|now\s|put\s|placed\s|has been\s|"
    r"(?:has )?been put\s){0,3}(?:on hold|paused|suspended|postponed|delayed)\b"
    r"(?!\s(?:after|since))",
    re.IGNORECASE,
)
_IF_NOT = re.compile(
    r"\s{1,2}(?:only\s|next\s|again\s)?(?:if|unless|should)\s(?:it\s|this\s|that\s|they"
    r"\s|pain\s|sx\s|symptoms\s|she\s|he\s|pt\s|patient\s)?(?:is\s|are\s|does\s|do\s|still"
    r"\s)?(?:not?\s(?:much\s|any\s)?(?:better|improv\w+|relief|change|response|progress"
    r"|settl\w+|resol\w+)|(?:fails?|persist\w*|worse\w*|recurs?|returns?|symptomatic"
    r"|needed|necessary|tolerated|approved|covered|desired))\b",
    re.IGNORECASE,
)
_UNDONE = sought(
    r"\s{0,2}(?:(?:issued|given|prescribed|taught|reviewed)\s{0,2}[\d/]{0,10}\s{0,2})?"
    r"[-:,;(|]{0,2}\s{0,3}(?:but\s)?(?:(?:pt|patient|he|she|client)\s)?"
    r"(?:(?:reports?|admits?(?: to)?|states?|says)\s)?"
    r"(?:(?:is|was|were|has|has been)\s)?"
    r"(?:not|never|no)\s(?:yet\s)?(?:doing|done|tried|used|started|performing|compliant"
    r"|attending|wearing|issued|given|taught|provided|dispensed|been (?:doing|done"
    r"|tried|issued|given|taught|provided))\b(?!\s(?:again|any ?more|since|after|her\b"
    r"|him|them|me\b|us\b|any|much|enough|\w{0,12}\s?(?:relief|benefit|help)))"
    r"|[^.;]{0,40}?\b(?:so|hence|therefore)\s(?:(?:it|was|were|she|he|i|pt|we)\s){0,2}"
    r"(?:(?:not|never)\s(?:done|tried|used|started|given|attended|begun|performed|had|went"
    r"|taken|filled|ordered)|(?:did|could)(?:\snot|n't)\s\w+)\b"
    r"|\s{0,2}[:=]\s{0,2}[{\[(<]{1,2}\s?(?:no|none|never)\s?[}\])>]"
    r"|(?!(?:[^.;]{0,30}?\b(?:attended|visits?|sessions?)\b))[^.;]{0,24}?\bDNA'?e?d?\b"
    r"(?:\sx\s?\d)?(?!\s(?:test|once|one))",
    re.IGNORECASE,
)
"""What stands right behind a treatment that was prescribed and never taken up."""


_UNFIT = re.compile(
    r"\b(?:(?:could|can|would|will)(?:\s?not|n't|not)|unable to|not able to|refus\w+ to"
    r"|too (?:weak|sick|sore|painful|drowsy|sleepy|dizzy|unwell|tired|nauseated|ill"
    r"|uncomfortable|much pain|fatigued|lethargic|sedated))\b[^.;,]{0,36}"
    r"\b(?:for|with|in)\s"
    r"(?:the\s|her\s|his\s|today'?s?\s|a\.?m\.?\s|p\.?m\.?\s|morning\s|afternoon\s"
    r"|inpatient\s|bedside\s){0,2}\Z",
    re.IGNORECASE,
)
"""What before a session says that the patient was in no state for it."""
_SESSIONS = frozenset({"physical-therapy", "home-exercise", "functional-restoration"})


def is_undone(text: str, told: Told) -> bool:
    """Whether the words beside a treatment say that it was not taken up."""
    if told.item.kind in _SESSIONS and not told.visits:
        if _UNFIT.search(text[: told.item.start]):
            return True
    return _UNDONE.match(text, told.item.end) is not None


_TALKED_OVER = re.compile(
    r"(?:s|es)?\s{1,2}(?:(?:was|were|is|are|also|again|briefly|then|only|options?|today)"
    r"\s){0,3}(?:discussed|considered|contemplated|debated|mentioned|talked (?:about"
    r"|over)|explained|brought up|raised|on the table|an option)\b",
    re.IGNORECASE,
)


_TO_BOOK = re.compile(
    r"(?:s|es)?\s{1,2}(?:can|could|may|is to|are to|to|needs? to)\s(?:be|get)\s"
    r"(?:sched\w*|booked|set up|arranged|approved|authori[sz]ed)\b",
    re.IGNORECASE,
)


_WOULD = re.compile(
    r"(?:\sbeforehand)?,?\swould\s(?:probably\s|likely\s|just\s|then\s)?"
    r"(?:be\s(?:beneficial|helpful|useful|of\s(?:benefit|use|no)|reasonable|appropriate"
    r"|worth|wasted|a waste|pointless|futile|dangerous|risky|unsafe|premature|better"
    r"|best|the next)"
    r"|only|upset|not|hardly|never|change|make|help|worsen|aggravate|risk|delay|add|cause"
    r"|raise|interfere)\b",
    re.IGNORECASE,
)
"""What right behind a treatment says what it would do, were it given."""
_LATER = re.compile(
    r"\s{1,2}(?:is\s|appointment\s|appt\s|visit\s|session\s)?(?:tomorrow|tonight"
    r"|later this week|next (?:week|month|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri)(?:day)?"
    r"|this coming \w+)\b",
    re.IGNORECASE,
)
_ONLY_IF = re.compile(
    r"(?:\s(?!and\b|but\b)[\w/-]+){0,3}\s(?:only\s)?if\s", re.IGNORECASE
)
_OFFERED = re.compile(
    r"(?:\sfor\s(?:the\s|her\s|his\s)?\w+)?(?:,?\s(?:x\s?)?\d{1,2}\s(?:sessions?|visits?|weeks?"
    r"|wks?))?,?\s(?:is\s|was\s|were\s|has been\s|have been\s)?(?:offered|proposed)\b"
    r"(?!\s(?:and|,)\s(?:done|given|completed|accepted|started|taken))",
    re.IGNORECASE,
)
_REFUSES = re.compile(
    r"\b(?:will|would|do|does|can)(?:\s?not|n'?t)\s(?:ever\s|even\s)?(?:take|use|try|touch"
    r"|accept|have|swallow|go (?:on|near)|start)\s(?:any\s|more\s|the\s){0,2}\Z"
    r"|(?:\A|[,;.(:]\s|\band\s|\bis\s)not on\s(?:any\s)?\Z"
    r"|\bwon'?t (?:take|use|try|have)"
    r"\s(?:any\s|more\s|the\s){0,2}\Z",
    re.IGNORECASE,
)


def is_refused(text: str, told: Told) -> bool:
    """Whether the patient says that a treatment is not, or will not be, taken."""
    if _REFUSES.search(text[: told.item.start]) is not None:
        return True
    return not told.answers and _TURNED_DOWN.match(text, told.item.end) is not None


_TURNED_DOWN = re.compile(
    r"(?:\s(?:at \S+|again|\(?[CTL]\d[-\w]*\)?))?,?"
    r"\s(?:was |were |has been |had been )?"
    r"(?:offered|discussed|proposed|suggested|recommended|advised)\b[^.;]{0,24}?"
    r"[,;]?\s(?:but |and )?(?:(?:s?he|pt|patient|they)(?:'d| would| has| had)?\s)?"
    r"(?:declined|declines|refused|refuses|rather not|turned (?:it|this|them) down"
    r"|(?:did|does|do) not want|didn't want|doesn't want|not interested)\b",
    re.IGNORECASE,
)
"""What is offered or spoken of and not wanted ("ESI offered, declined")."""


_SPOKEN_OF = re.compile(
    r"\b(?:re|regarding|ahead of|before|prior to|about)\b[: ]{1,3}(?:\w+\s){0,2}\Z",
    re.I,
)
_DAY_TO_COME = re.compile(r"\son the \d{1,2}(?:st|nd|rd|th)\b", re.IGNORECASE)


def _is_called_of(left: str, right: str) -> bool:
    """Whether a call is about what is to come ("called re: ESI on the 13th")."""
    return bool(_SPOKEN_OF.search(left) and _DAY_TO_COME.match(right))


def _is_thought_of(right: str, told: Told) -> bool:
    """Whether what follows says what a treatment would do, or when it is to come."""
    if _WOULD.match(right) or _LATER.match(right):
        return True
    return told.item.event and _ONLY_IF.match(right) is not None


def is_put_aside(text: str, told: Told) -> bool:
    """Whether the words right beside a treatment only speak of it or put it off."""
    left = text[told.clause[0] : told.item.start]
    right = text[told.item.end :]
    done = bool(status("done", left) or told.days or told.spans)
    if not done and (_OFFERED.match(right) or _is_called_of(left, right)):
        return True
    if told.spans or told.visits:
        return False
    if _IF_NOT.match(right) and told.item.kind not in MEDICINES:
        return not (status("done", left) or status("ongoing", left))
    if _WOULD.match(right):
        return not (status("done", left) or status("ongoing", left))
    if told.lengths or told.answers:
        return False
    medicine = told.item.kind in MEDICINES
    if _is_thought_of(right, told) and not told.days:
        return not status("done", left)
    if _TALKED_OVER.match(right) and not told.days:
        return not status("done", left)
    if medicine or status("done", left) or status("ongoing", left):
        return False
    if _HELD.search(left):
        return True
    return bool(_ON_HOLD.match(right) or _TO_BOOK.match(right)) and not told.days


_AGAIN = sought(r"[^.;]{0,60}\bnever again\b", re.IGNORECASE)
_SAME_THEN = re.compile(
    r"\bhad\s(?:the\s)?(?:same|similar)\b[^.;]{0,40}\b(?:in\s)?(?:19|20)\d\d\b"
    r"[^.;]{0,20}\Z",
    re.IGNORECASE,
)


def is_long_given_up(text: str, told: Told) -> bool:
    """Whether it was of an earlier bout, or was given up for good.

    "Had same L5 pain 2021, TFESI x1" and "ibuprofen - GI bleed 2021, never again".
    """
    if _AGAIN.match(text, told.item.end):
        return True
    return _SAME_THEN.search(text[: told.item.start]) is not None


_BACK = re.compile(
    r"\W*(?:that|this|it|those|they|the (?:pain|episode|attack|bout|symptoms))\s"
    r"(?:all\s|then\s|eventually\s|soon\s|had\s){0,2}(?:cleared|settled|resolved|improved"
    r"|went away|got better|responded|subsided|abated|was treated|were treated)\b"
    r"|[^.;]{0,80}\b(?:at that time|back then|on that occasion)\b",
    re.IGNORECASE,
)


def points_back(text: str, before: str, day: PartialDate | None) -> bool:
    """Whether a sentence goes on with what the one before dates to long ago.

    "She had numbness in 2017. That cleared up with traction." tells of traction then.
    """
    return day is not None and bool(_BACK.match(text)) and long_past(before, day)
