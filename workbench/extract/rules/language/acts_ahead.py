"""Acts that no verb says were done, put ahead by what stands around them.

Notes name what is to come without a verb: "TFESI tomorrow", "STAT MRI, NPO", "facet
block if therapy stalls", "an epidural would raise his sugar", "CT not urgently needed".
The words stand in ``lexicon/acts-ahead.yaml``.  They count in the clause of the act
alone, and nowhere where the clause says that it took place, how often, or what came of
it ("STAT MRI showed", "PT in 6 weeks of visits").
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought

_FAR = 90
_BETWEEN = 46
"""Characters between an act and what puts it ahead."""
_BLANK = "   "
"""What words of an answer leave where the caller has put them aside."""
_BREAK = sought(r"[.;:?!](?=\s|\Z)|\n|\s[-\u2013\u2014>]+\s|\s->|\u2192|\|")
_LEFT_BREAK = sought(
    r"[.;:?!](?=\s)|\n|\s[-\u2013\u2014>]+\s|->|\u2192|\||,\s"
    r"|\b(?:and|then|but|or)\s(?=(?:\w+\s){0,2}\Z)"
)
_PAST = sought(
    r"\b(?!(?:need|plan|schedul|book|order|request|recommend|advis|suggest|propos|offer"
    r"|arrang|refer|mention|discuss|indicat|warrant|requir|consider|guid|bas|direct"
    r"|supervis|approv|authoriz|authoris|clear|call|ask|expect|anticipat|repeat"
    r"|target|combin|relat|weight|unsupervis|delay|postpon)\w{0,4}ed\b)[a-z]{3,}ed\b",
    re.IGNORECASE,
)
"""A word of the past that is none of asking, booking or kind."""
_NOT_NEEDED = sought(
    r"(?:\s(?!and\b|but\b|or\b|which\b|that\b)[\w/-]+){0,4}?\s{1,2}"
    r"(?:(?:is|are|was|were|seems?|remains?)\s)?(?:currently\s|still\s|again\s)?"
    r"(?:not|isn't|aren't|wasn't|n't)\s"
    r"(?:(?:\w{3,14}ly|felt|thought|deemed|considered|judged|yet|be|to be|really"
    r"|going to be|being|at (?:all|present|this (?:time|point))|an?|the)\s){0,3}"
    r"(?:indicated|needed|required|necessary|warranted|called for|planned|justified"
    r"|contemplated|appropriate|advisable|recommended|anticipated|intended|wanted)\b",
    re.IGNORECASE,
)
_NOT_YET = sought(
    r"(?:\s(?!and\b|but\b|or\b|which\b|that\b)[\w/-]+){0,3}?\s{0,2}[-:,\u2013]?\s{0,2}"
    r"(?:still\s)?not yet(?=\s*(?:[,.;)]|\s-|\Z|because|due|as\b|scanner|since))",
    re.IGNORECASE,
)
"""What says of an act that it has not been ("L-spine MRI not yet, scanner down")."""
_ASKED_BEHIND = sought(
    r",\s[^,;.:()]{1,30},\s(?:(?:was|were|is|are|has been|have been|also)\s){0,2}"
    r"(?:recommended|ordered|requested|advised|proposed|offered|suggested|planned"
    r"|scheduled|booked|prescribed|arranged)\b(?!\s(?:and|but)\s(?:completed|done|did"
    r"|attended|taken))|\s(?:scan\s|study\s|films?\s)?needs?\s(?:to be\s)?(?:repeat\w*"
    r"|redoing|redone|updating|updated|a repeat|doing|done)\b",
    re.IGNORECASE,
)
"""An asking that stands behind an act and its amount ("CBT, 8 visits, offered")."""
_BEGINS_THEN = sought(
    r"(?:\s(?:visits?|sessions?|course|program(?:me)?|eval(?:uation)?|appt|appointment"
    r"|intake)){0,2}\s(?:starts?|begins?|commences?|resumes?|is (?:on|for)|set for"
    r"|due (?:on\s)?|to (?:start|begin|commence|resume))\s(?:again\s|back\s)?"
    r"(?:on\s|in\s|this\s|the\s|at\s){0,2}"
    r"(?:(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:[a-z]{0,6}day)?\b"
    r"|\d{1,2}/\d{1,2}\b|\d{1,2}(?:st|nd|rd|th)\b|tomorrow|next\b|(?:wk|week|month)\s\d"
    r"|\d{1,2}\s?(?:wks?|weeks?|months?|mos?)\b)(?!\s?(?:am|pm)\b)",
    re.IGNORECASE,
)
"""A beginning that is to come ("PT starts Wed", "work hardening begins 3/9")."""
_ARRANGED = sought(
    r"(?:\s(?:services?|eval(?:uation)?|visits?|care))?\s(?:(?:is|was|are|were|has been"
    r"|have been|being|all|now|already)\s){0,2}(?:set up|lined up|arranged|organi[sz]ed"
    r"|booked|in place for (?:home|discharge|d/c))"
    r"(?=\s*(?:[.,;)]|\Z)|\s(?:for|with|through|via|by|on|at (?:d/?c|discharge|home)"
    r"|to (?:start|begin|see)|before|upon|after d)\b)",
    re.IGNORECASE,
)
"""What says of an act that it was arranged ("Home PT/OT set up")."""
_SHOULD_NOT = sought(
    r"(?:\s(?!and\b|but\b|which\b|that\b)[\w/-]+){0,3}?\s{1,2}(?:should|must|ought|is|are"
    r"|was)\s?(?:not|n't)\s(?:to\s)?be\s(?:\w{3,14}ly\s)?(?:done|performed|undertaken"
    r"|offered|given|used|tried|attempted|pursued|repeated|started|obtained|ordered)\b",
    re.IGNORECASE,
)
_NOT_GIVEN = sought(
    r"\s{1,2}(?:(?:was|were|is|are|has been|have been|had been)\s)?not\s(?:yet\s|been\s"
    r"|actually\s|ever\s){0,2}(?:given|used|worn|taken|issued|applied|provided|supplied"
    r"|fitted|dispensed|administered|prescribed|tried|started|offered|placed|performed"
    r"|done|obtained|made|carried out|undertaken)"
    r"(?=\s*(?:[.,;)]|\Z)|\s(?:because|due|as|since|for (?:fear|reasons?|lack|now)"
    r"|owing|today|here|yet|at|in view|given|on account|secondary|but|until|by)\b)",
    re.IGNORECASE,
)
"""What says of an act that nobody did it ("Steroids were not given because of ...")."""
_PURPOSE = sought(
    r"\b(?:evaluat\w+|assess(?:ed|ment|es)|clear(?:ed|ance)|candidacy|candidate|screen(?:ed|ing)"
    r"|counsel\w*|consult(?:ation|ed)?|work-?up|optimi[sz]\w+|suitab\w+|fit(?:ness)?"
    r"|prepar(?:ed|ation|ing)|clinic|testing|referr?(?:al|ed))\b(?:[^.;:,()]|\bM(?:r|s|rs)\.){0,40}?"
    r"\s(?:for|before|prior to|ahead of|towards?)\s"
    r"(?:an?|possible|potential|proposed|planned|the proposed|the planned|her proposed"
    r"|his proposed|elective)\s(?:[\w-]+\s){0,3}\Z",
    re.IGNORECASE,
)
"""Looking into a patient, whose end is an act to come ("evaluated before a trial")."""
_SO = sought(
    r"\b(?:so|hence|therefore|thus)\s(?:(?:now|next|first|then|just|perhaps|maybe)\s)?"
    r"(?:an?|another|some|\d{1,2}|one|two|three|four|five|six|eight|ten|twelve)\s"
    r"(?:(?!of\b)\w+\s)?(?:weeks?|months?|sessions?|visits?|course|trial|spell|round|series)"
    r"\s(?:of\s)?(?:[\w-]+\s){0,2}\Z",
    re.IGNORECASE,
)
"""What follows from what was told, and no verb tells of it ("so six weeks of PT")."""
_UNLIKELY_USE = sought(
    r"\b(?:do(?:es)?(?:\s?not|n't)|cannot|can't|would(?:\s?not|n't)|never)\s"
    r"(?:really\s|honestly\s)?(?:think|believe|feel|expect|see (?:how|that|why|what)"
    r"|suppose|imagine|anticipate)\s(?:that\s)?[^.;:]{0,40}\Z",
    re.IGNORECASE,
)
_WILL = sought(
    r"(?:\s[\w/-]+){0,5}?\s(?:will|would|'ll|is going to|can|could)\b", re.IGNORECASE
)
_HABIT = sought(
    r"\b(?:each|every|all|these|those|both|the shots|always|usually)\b", re.IGNORECASE
)
_SAYS_MORE = sought(r"\s?(?:[:=]|\s-\s|->|\u2192)|\s?\((?!w|c|-|stat)", re.IGNORECASE)
_OF_RESULT = sought(
    r"\bwith(?!\s(?:and\s|&\s|w?/?o?\s)?(?:contrast|gado?\w*|iv|flex\w*|sedation|dye"
    r"|fluoro\w*|guidance|without|or\b))",
    re.IGNORECASE,
)
"""A "with" that tells what a study found."""


_DATED = sought(r"[^.;]{0,30}\b(?:(?:19|20)\d\d|ago|last)\b", re.IGNORECASE)
"""What gives the act that something was for a day of its own."""


def put_ahead(text: str, start: int, end: int) -> str | None:
    """How an act at a place is put ahead, or None where nothing does it.

    One of planned, if, would, not-needed.
    """
    if _NOT_NEEDED.match(text, end) or _SHOULD_NOT.match(text, end):
        return "not-needed"
    if _NOT_GIVEN.match(text, end):
        return "not-needed"
    before = text[max(start - _FAR, 0) : start]
    if _PURPOSE.search(before):
        return None if _DATED.match(text, end) else "planned"
    if _NOT_YET.match(text, end) or _ASKED_BEHIND.match(text, end):
        return "planned"
    if _BEGINS_THEN.match(text, end) or _is_arranged(text, start, end):
        return "planned"
    breaks = [one.end() for one in _LEFT_BREAK.finditer(before)]
    left = before[max(breaks, default=0) :]
    stop = _BREAK.search(text, end)
    right = text[end : min(stop.start() if stop else len(text), end + _FAR)]
    if _UNLIKELY_USE.search(before) and _WILL.match(right):
        return "would"
    cue = _cue(left, right)
    follows = _SO.search(left)
    if follows and cue is None:
        cue, left = "planned", left[follows.start() :]
    if cue is None or _took_place(left) or _took_place(text[start:end]):
        return None
    if cue == "planned":
        if _took_place(_own_part(right)) or _OF_RESULT.search(right):
            return None
        if _SAYS_MORE.match(text, end + len(right)):
            return None
    return cue


def _is_arranged(text: str, start: int, end: int) -> bool:
    """Whether an act, alone or with those joined to it, was arranged."""
    if _THING.search(text[start:end]):
        return False
    joined = _JOINED.match(text, end)
    return _ARRANGED.match(text, joined.end() if joined else end) is not None


_THING = re.compile(r"\b(?:work\s?station|desk|chair|bed|ergonomic\w*)\b", re.I)
"""What is set up by putting it in its place."""
_JOINED = re.compile(r"(?:\s?(?:[/&+,]|and)\s?[A-Za-z]{2,12}){0,2}")
"""Acts that are joined to one ("PT/OT", "PT, OT and nursing")."""
_CUES = {
    "moment": "planned",
    "hurry": "planned",
    "condition": "if",
    "supposed": "would",
}


def _cue(left: str, right: str) -> str | None:
    """What puts the act ahead: words near behind it, or a hurry right before it."""
    for one in lexicon.load("acts-ahead").find(right):
        between = right[: one.start]
        if len(between) > _BETWEEN or _parts(between):
            return None
        if one.concept == "supposed" and _HABIT.search(left):
            return None
        return _CUES.get(one.concept)
    for one in lexicon.load("acts-ahead").find(left):
        if one.concept == "hurry" and len(left[one.end :].split()) <= 2:
            return "planned"
    return None


def _parts(between: str) -> bool:
    """Whether a comma that joins no levels parts the act from what follows.

    So does a blank, where words of an answer stood that the caller has put aside.
    """
    if _BLANK in between or opens_next(between):
        return True
    return "," in _LEVELS.sub(" ", between)


def opens_next(between: str) -> bool:
    """Whether another act begins in words that stand behind one."""
    return _NEXT_ACT.search(between) is not None


_NEXT_ACT = sought(
    r"\b(?:and|then|&)\s(?:then\s)?(?:start|begin|see|return|follow|call|come|go|get|try"
    r"|add|schedule|book|re-?check|resume|restart|move|switch|do)\b",
    re.IGNORECASE,
)
"""Another act, to which a moment belongs ("finish the pills, then start PT Monday")."""


_LEVELS = sought(r",\s?(?=(?:and\s|&\s)?[CTLS]\d)", re.IGNORECASE)
"""A comma between levels of the spine."""


def _own_part(right: str) -> str:
    """What follows an act up to a comma that opens a part on something else.

    "STAT MRI, showed a mass" goes on with the act; "STAT MRI, dexamethasone given" not.
    """
    parts = _LEVELS.sub(" ", right).split(",")
    words = [part.split()[:1] for part in parts[1:]]
    kept = [
        part
        for part, first in zip(parts[1:], words, strict=True)
        if first and _took_place(" ".join(first))
    ]
    return " ".join([parts[0], *kept])


def _took_place(text: str) -> bool:
    """Whether words of a clause say that the act took place or what came of it."""
    if _BLANK in text or _PAST.search(text):
        return True
    found = lexicon.load("acts-ahead").find(text)
    return any(one.concept == "happened" for one in found)
