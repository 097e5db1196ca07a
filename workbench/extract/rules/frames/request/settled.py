"""Codes of which a line tells what became of them: done, approved or paid on a day.

    62323 appr 1/26 (done 2/4)
    63030, 69990 - both authorized 11/2
    (index operation 05/2019: 22612, 22840)

None of them is asked for, whatever field or form the line stands in.
"""

from __future__ import annotations

from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought

_DAY = (
    r"(?:\d{1,2}[/.-]\d{1,4}(?:[/.-]\d{2,4})?\b|(?:19|20)\d\d\b"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)"
)
_BECAME = (
    r"(?:appr(?:oved|'?d)?|auth(?:ori[sz]ed|'?d)|pre-?cert(?:ified|'?d)|certified|granted"
    r"|allowed|done|completed|performed|given|paid|billed|used)"
)
_BESIDE = (
    r"(?:(?:CPT )?\d{4}[\dT]|[CTLS]\d{1,2}(?:-[CTLS]?\d{1,2})?|left|right|lt|rt"
    r"|bilateral|x ?\d)\b"
)
"""The code, level or side of a service, which stands next to it."""
_AFTER = sought(
    rf"(?:[\s,(]{{0,3}}{_BESIDE}\)?){{0,3}}[\s,:;(-]{{0,4}}"
    rf"(?:(?:was|were|is|already|last)\s){{0,2}}\b{_BECAME}\b\.?[\s,:(#-]{{1,3}}"
    rf"(?:(?:on|in|back in|by letter of|of|dated)\s)?{_DAY}",
    re.IGNORECASE,
)
"""What stands right behind a service or its code that is settled."""
_LIST = re.compile(
    r"(?:[\s,;:/&+-]|\band\b|\b\d{4}[\dT]\b|\b[CTLS]\d{1,2}(?:-[CTLS]?\d{1,2})?\b"
    r"|\b(?:lt|rt|left|right|x ?\d)\b){0,40}",
    re.IGNORECASE,
)
_ALL = re.compile(
    rf"(?:all|both|each)\b(?: (?:of (?:them|these)|codes|lines|are|is|were|have been"
    rf"|already|now)){{0,3}} {_BECAME}\b",
    re.IGNORECASE,
)
"""What ends a list of codes that are all settled."""
_ASIDE = re.compile(r"\((?P<told>[^()]{0,90})\Z")
_PAST = sought(
    r"\b(?:index|original|initial|first|previous|prior|earlier|past|last|old) "
    r"(?:\w+ ){0,2}?(?:operations?|surger(?:y|ies)|procedures?|fusions?|implant\w*|op"
    r"|case|injections?|blocks?|auth\w*|stays?)\b"
    r"|\b(?:done|performed|placed|implanted|operated|billed|paid|approved"
    r"|authori[sz]ed)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|instead|request\w*|please|planned|proposed|change[ds]?|to be|not)\b"
    r"|->|=>",
    re.IGNORECASE,
)
"""Words that lead from what was to what is asked for."""
_LATE = re.compile(
    r"\b(?:retro\w*|after the fact|post-?service|emergen\w+|expired|lapsed|renew\w*"
    r"|re-?auth\w*|re-?submit\w*)\b",
    re.IGNORECASE,
)
"""What was done before it could be asked for, or ran out, is asked for all the same."""
_REACH = 200
_ADDS = sought(r"\badd(?:-?ons?|ing|ed|itional|s)?\b", re.IGNORECASE)
_PENDING = sought(
    r"\b(?:pending|open|existing|current|active|approved|first|original|earlier) "
    r"(?:request|case|auth\w*|order|booking|submission|precert\w*|pa)\b[^()\n]{0,30}"
    r"\((?P<told>[^()\n]{4,90})\)",
    re.IGNORECASE,
)
"""What is pending, in brackets behind its number ("to open case 4-1 (L4-5 TLIF)")."""


def without_pending(document: DocumentView) -> DocumentView:
    """A document that adds to a request, without what it tells of that in brackets."""
    text = document.source.text
    if not (_ADDS.search(text) and _PENDING.search(text)):
        return document
    return document.with_sentences(map(_without_aside, document.sentences))


def _without_aside(sentence: Sentence) -> Sentence:
    told = _PENDING.search(sentence.text)
    if told is None:
        return sentence
    start, stop = told.span("told")
    text = sentence.text[:start] + " " * (stop - start) + sentence.text[stop:]
    return replace(sentence, text=text)


def was_settled(text: str, end: int) -> bool:
    """Whether a sentence goes on behind a service with what became of it, and when."""
    return _AFTER.match(text, end) is not None and not _LATE.search(text)


def without_settled(text: str) -> str:
    """The text with each code that is settled blanked, and with it its place."""
    if _LATE.search(text):
        return text
    for code in re.finditer(r"\b\d{4}[\dT]\b", text):
        told = _AFTER.match(text, code.end())
        if told is not None:
            gap = " " * (told.end() - code.start())
            text = text[: code.start()] + gap + text[told.end() :]
    return text


def is_settled(text: str, start: int, end: int) -> bool:
    """Whether a sentence says of a code at this place what has become of it."""
    if _LATE.search(text):
        return False
    rest = text[end : end + _REACH]
    if _AFTER.match(rest) or _closes_list(rest):
        return True
    aside = _ASIDE.search(text[max(start - _REACH, 0) : start])
    if aside is None or _NOW.search(aside["told"]):
        return False
    past = _PAST.search(aside["told"]) is not None
    return past and re.search(_DAY, aside["told"], re.IGNORECASE) is not None


def _closes_list(rest: str) -> bool:
    lead = _LIST.match(rest)
    return lead is not None and _ALL.match(rest, lead.end()) is not None
