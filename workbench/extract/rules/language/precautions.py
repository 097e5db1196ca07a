"""What a patient is told to come back for: nothing of it has happened.

"Warn: phone for fever, new incontinence", "RTC 6 wk, sooner with weakness", "any new
foot drop = same-day MRI", "redness or drainage: call the office" and "told of warning
signs - fever, leg weakness" name what may come.  A word of getting in touch stands
before the list, in the form of an order, or behind it after a sign; or the list is
said to be one of warning signs that were talked over.  A list that tells since when, or
that somebody did call, is a report.
"""

from __future__ import annotations

from functools import lru_cache

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_TOUCH = (
    r"(?:return|come (?:back|in|sooner|earlier)|be seen (?:sooner|earlier|again)"
    r"|call(?!ed)|phone(?!d)|ring|telephone|page|message|contact|notify"
    r"|let (?:us|me) know|report"
    r"|seek (?:care|help|attention|advice)|go (?:straight )?to (?:the )?(?:nearest )?"
    r"(?:ED|ER|A&E|hospital|emergency)"
    r"|(?:straight |right )?back (?:here|in|to us|sooner)"
    r"|sooner|earlier than that|RT(?:C|O|ED|ER)|ret(?:urn)?\.? to (?:ED|ER|A&E))"
)
_WHOM = (
    r"(?:\s(?:us|me|here|in|back|the|our|this|my|office|clinic|nurse|surgeon|doctor|dr"
    r"|hospital|ED|ER|A&E|emergency|dept|department|room|team|line|desk|number|at|once"
    r"|immediately|right|straight|away|promptly|urgently|sooner|earlier|same|day|prn"
    r"|again|to|without|delay|any|time|911|or)){0,6}"
)
_ORDER = sought(
    rf"(?:\A|[.;:!?,(\u2022\u2014\u2013-]\s?|\b(?:to|should|must|please|then|and|or"
    rf"|will"
    rf"|can|may|patient|pt)\s)(?:{_TOUCH}|(?:ED|ER|A&E|911)){_WHOM}\s"
    r"(?P<how>for|if|should|with|w/|in case of|in the event of|when"
    r"|at the first sign of)\s",
    re.IGNORECASE,
)
"""An order to get in touch, up to the word that opens the list."""
_WHEN_TO = sought(
    rf"\b(?:when|why|what|which \w+|reasons?|indications?|symptoms?|things?)\s"
    rf"(?:(?:he|she|they|pt|patient|the patient)\s(?:should|must|needs to)|to|for which to"  # noqa: E501
    rf"|that should make (?:him|her|them))\s(?:{_TOUCH}|go in){_WHOM}\s?[:,(\u2013-]\s?",  # noqa: E501
    re.IGNORECASE,
)
"""Talk of when to get in touch, up to its list ("reviewed when to call (fever)")."""
_OF_REASON = ("for", "with", "w/", "when")
"""What opens a list of reasons as well, those for which somebody did come."""
_ANSWER = sought(
    r"\s?(?:=+|-+>|\u2192|:|\s[-\u2013\u2014])\s{0,2}(?:then\s|go\s|straight\s|please\s"
    r"|must\s|should\s|to\s|needs?\s|pt to\s|immediate\s|will\s){0,3}"
    r"(?:ED\b|ER\b|A&E\b|911\b|emergency\b|call\b|phone\b|ring\b|page\b|return\b"
    r"|come (?:back|in)\b|contact\b|notify\b|same[- ]day\b|stat\b|be seen\b|back\b"
    r"|let (?:us|me) know\b|report\b|seek\b|stop and call\b)",
    re.IGNORECASE,
)
"""What answers a list of what may come ("new weakness -> ED")."""
_MAY_COME = sought(
    r"\b(?:any|new|worse|worsening|worsens|increasing|increased|progressive|sudden|loss"
    r"|severe|fevers?|redness|drainage|chills|swelling|temp(?:erature)?"
    r"|over 10\d|>\s?10\d"
    r"|if|should)\b",
    re.IGNORECASE,
)
_REPORTED = sought(
    r"\b(?:since|for \d|x\s?\d|today|yesterday|last night|now|ago|reports?|has|have|had"
    r"|is|was|were|are|denie[sd]|denies|no|without|noted|began|started|developed"
    r"|called|sent|went|seen|came|exam|complains?|presents?|presented|returned|due to"
    r"|after|despite|progressed|x-?ray|mri|showed|shows)\b",
    re.IGNORECASE,
)
_SIGNS = sought(
    r"\b(?:warning|red[- ]flag|danger|alarm|return|emergency|worrying)\s"
    r"(?:signs?|symptoms?|sx|flags?|precautions?|features)\b"
    r"(?:\s(?:and\s\w+\s)?(?:were|was|are|to|for|such as|like|including|include|incl"
    r"|reviewed"
    r"|discussed|given|explained|taught|gone|over|with|him|her|them|patient|pt|of|again"
    r"|today|watch|e\.?g|that would|prompt|listed)){0,6}\s?[-:,.(\u2013\u2014]?\s",
    re.IGNORECASE,
)
_ADVICE = sought(
    r"\b(?:safety[- ]?net(?:ting|ted)?|red flags?|advice|advised|counsel(?:l?ed|ling"
    r"|ing)"
    r"|warned|warnings?|leaflet|handout|information|education|educated)\s(?:advice\s)?"
    r"(?:\w+\s){0,3}?(?:re|on|about|for|regarding|of|with regard to|explained|given)"
    r"[\s:]{1,2}",
    re.IGNORECASE,
)
"""Talk or a paper about an illness that may come."""
_WHAT_FOR = sought(
    r"\b(?:leaflet|handout|safety[- ]?net\w*|red flags?|given|handed|attend|A&E"
    r"|understood|understands|provided|sheet)\b",
    re.IGNORECASE,
)
_TALK = sought(
    r"\b(?:told|taught|reviewed|explained|discussed|given|gave|aware|knows?"
    r"|understands?"
    r"|educated|counsell?ed|advised|warned|went over|gone over|handout|instructed"
    r"|verbali[sz]e[sd]?|leaflet|sheet)\b",
    re.IGNORECASE,
)
_ENDS = sought(r"[.;](?=\s|\Z)|\bbut\b|\n", re.IGNORECASE)
_BEGINS = sought(r"[.;!?](?=\s)|\n|\bbut\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def spans(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a text that name what a patient is to come back for."""
    return (
        *_ordered(text),
        *_answered(text),
        *_signs(text),
        *_advised(text),
        *_when_to(text),
    )


def in_precautions(text: str, start: int, end: int) -> bool:
    """Whether a place of a text lies in such a list."""
    return any(low <= start and end <= high for low, high in spans(text))


def _stop(text: str, start: int) -> int:
    found = _ENDS.search(text, start)
    return found.start() if found else len(text)


def _ordered(text: str) -> list[tuple[int, int]]:
    made = []
    for one in _ORDER.finditer(text):
        stop = _stop(text, one.end())
        told = text[one.end() : stop]
        if one["how"].lower() in _OF_REASON and _REPORTED.search(told):
            continue
        made.append((one.end(), stop))
    return made


def _when_to(text: str) -> list[tuple[int, int]]:
    made = []
    for one in _WHEN_TO.finditer(text):
        stop = _stop(text, one.end())
        if not _REPORTED.search(text, one.end(), stop):
            made.append((one.end(), stop))
    return made


def _answered(text: str) -> list[tuple[int, int]]:
    made = []
    for one in _ANSWER.finditer(text):
        begins = [mark.end() for mark in _BEGINS.finditer(text, 0, one.start())]
        start = max(begins, default=0)
        told = text[start : one.start()]
        if _MAY_COME.search(told) and not _REPORTED.search(told):
            made.append((start, one.start()))
    return made


def _advised(text: str) -> list[tuple[int, int]]:
    made = []
    for one in _ADVICE.finditer(text):
        stop = _stop(text, one.end())
        if not _WHAT_FOR.search(text, one.start(), stop):
            continue
        if not _REPORTED.search(text, one.end(), stop):
            made.append((one.end(), stop))
    return made


def _signs(text: str) -> list[tuple[int, int]]:
    made = []
    for one in _SIGNS.finditer(text):
        stop = _stop(text, one.end())
        around = text[max(one.start() - 60, 0) : one.end()]
        if not _TALK.search(around) and not _TALK.search(text, stop - 30, stop):
            continue
        if not _REPORTED.search(text, one.end(), stop):
            made.append((one.end(), stop))
    return made
