"""Whether an evaluation that a record names has been, or is still to come.

"Psych eval ....... appt 2 June" and "Psychological evaluation: TBD" name what nobody
has done yet.  Right beside the name a word is enough; for an evaluation, which people
tell of long before it takes place, any such word of the clause is, unless another says
that it was done.  The words of the clause stand in ``lexicon/ahead.yaml``.
"""

from __future__ import annotations

from itertools import islice

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, dates_in
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon
from workbench.schema.partial_date import earliest, latest

_AHEAD = re.compile(
    r"(?:\s+\w+){0,4}?\s+(?:(?:has|have) been|is|are|was|will be|to be|still)\s+(?:also\s+)?"  # noqa: E501
    r"(?:ordered|scheduled|pending|requested|booked|arranged|planned|awaited|awaiting|due"
    r"|recommended|advised|suggested)\b"
    r"|(?: for [\w-]+(?: [\w-]+)?)?\W{0,3}(?:ordered|scheduled|pending|requested"
    r"|booked|arranged|planned|awaited"
    r"|recommended|advised|suggested)\b"
    r"(?! (?:and|then) (?:done|completed))",
    re.IGNORECASE,
)
_NEEDED = re.compile(
    r"\b(?:needs?|requires?|requesting|request for|order(?:ed|ing)?"
    r"|refer(?:red|rals?)?(?: (?:for|to|made to|sent to|placed (?:to|for)))?|awaiting"
    r"|pending|obtain|get|schedul(?:e|ed|ing)|await"
    r"|wants|will (?:have|need|get|undergo)|(?:still )?to (?:have|undergo|complete|see)"
    r"|until|once)\s+"
    r"(?:an?\s|the\s|his\s|her\s)?(?:formal\s|pre-?(?:trial|implant|surgical|op)\s)?\Z",
    re.IGNORECASE,
)
"""Words right before what is still to be done."""
_DONE = re.compile(
    r"(?<!not )(?<!not yet )(?<!never )(?<!to be )"
    r"\b(?:completed|performed|done|received|found|cleared)\b",
    re.I,
)
_NOT_BEGUN = re.compile(
    r"[^.;]{0,40}\b(?:not|never) (?:yet )?(?:been )?"
    r"(?:started|begun|commenced|attended)\b"
    r"|(?:\s\w+){0,2}\s(?:was |has been |is )?(?:approved|authori[sz]ed|certified)\b"
    r"(?!,? (?:and|then) (?:done|completed|attended|started|begun))",
    re.IGNORECASE,
)
"""What follows a course of treatment that is only allowed."""
_EVALUATIONS = (
    "psychological-evaluation",
    "psychological-screening",
    "team-evaluation",
)
_CLAUSE_END = re.compile(
    r"(?:(?<![.\d])|(?<=\d)(?=[.;]\s+[A-Z][a-z]))"
    r"(?<!Dr)(?<!Mr)(?<!Mrs)(?<!Ms)(?<!St)[.;](?!\.)(?=\s|\Z)"
    r"(?!\s(?:the |his |her |first )?"
    r"(?:visit|appt|appointment|session|slot|interview)\b"
    r"[^.;]{0,12}\b(?:booked|scheduled|set|arranged|made|pending|planned)\b)"
)
"""Where a clause ends; "for screening; visit booked for 3/9" is one to the reader."""
_BEFORE, _AFTER = 70, 110
"""Characters of the clause around the name within which its fate is told."""


_TO_BE = re.compile(
    r"\b(?:(?:still |yet |is |are |needs? )?to|will|must|should|shall) be (?:\w+ly )?"
    r"(?:discussed|reviewed|explained|gone over|informed|notified|told|obtained"
    r"|collected|done|completed|performed|given|sent|repeated|screened)\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"(?:\b(?:will|shall|plan(?:s|ning)? to|going to|needs? to|wants? to|would like to"
    r"|intends? to|must|should|before we)|(?:\A|[.;:]\s)\W{0,3}to)\s(?:then |also )?"
    r"(?:discuss|go over|review|explain|counsel|talk (?:about|through)|obtain|get|order"
    r"|collect|notify|inform|have|do|go through)\W{1,3}"
    r"(?:(?:an?|the|her|his|all|with (?:her|him|the patient)|about|on) ){0,3}",
    re.IGNORECASE,
)
_ACTS = (
    "patient-education",
    "substance-abuse-screen",
    "primary-care-notified",
)
"""Acts of an office that is told of before they are done."""
_SOON = 60


def _is_to_be(text: str, mention: Mention) -> bool:
    """Whether an act is still to be done, in words right before, in or behind it."""
    stop = _CLAUSE_END.search(text, mention.end, mention.end + _SOON)
    end = stop.start() if stop else mention.end + _SOON
    if _TO_BE.search(text, mention.start, end):
        return True
    lead = text[max(mention.start - _SOON, 0) : mention.start]
    needed = mention.attributes["kind"] != "patient-education" and _NEEDED.search(lead)
    low = max(mention.start - _SOON, 0)
    told = _WILL.finditer(text, low, mention.end)
    return bool(needed) or any(one.end() >= mention.start for one in told)


def is_ahead(passage: Passage, mention: Mention) -> bool:
    """Whether what a mention names is only ordered, scheduled or hoped for."""
    text = passage.text
    lead = text[max(mention.start - 50, 0) : mention.start]
    if mention.attributes["list"] == "tests" and _NEEDED.search(lead):
        return True
    if mention.attributes["kind"] in _ACTS and _is_to_be(text, mention):
        return True
    if mention.attributes["list"] == "treatments":
        if _NOT_BEGUN.match(text, mention.end):
            return True
    ahead = _AHEAD.match(text, mention.end)
    if ahead and not _DONE.search(text, ahead.end()):
        return True
    return mention.attributes["kind"] in _EVALUATIONS and _to_come(passage, mention)


def _to_come(passage: Passage, mention: Mention) -> bool:
    """Whether the clause puts an evaluation into the future and nothing says it was."""
    clause = _clause(passage.text, mention)
    said = {one.concept for one in lexicon.load("ahead").find(clause)}
    if "done" in said:
        return False
    return "ahead" in said or _is_later(passage, clause) or _refers(passage)


_REFERRAL = re.compile(
    r"\b(?:referral|consult(?:ation)?|appointment|scheduling) (?:order|request|form"
    r"|notice|confirmation|reminder|slip)\b",
    re.IGNORECASE,
)
_HEAD = 3


def _refers(passage: Passage) -> bool:
    """Whether the paper is a referral or an appointment: what it names is to come."""
    lines = (one.text for one in passage.view.document.lines if one.text.strip())
    return any(map(_REFERRAL.search, islice(lines, _HEAD)))


def _clause(text: str, mention: Mention) -> str:
    """What stands around the name, up to the next full stops."""
    start, end = max(mention.start - _BEFORE, 0), mention.end + _AFTER
    ends = [one.end() for one in _CLAUSE_END.finditer(text, start, mention.start)]
    stop = _CLAUSE_END.search(text, mention.end, end)
    return text[ends[-1] if ends else start : stop.start() if stop else end]


def _is_later(passage: Passage, clause: str) -> bool:
    """Whether the only day of the clause is after that of the document."""
    day = passage.view.document.date
    told = dates_in(clause, day)
    return bool(day and told and all(earliest(one.value) > latest(day) for one in told))
