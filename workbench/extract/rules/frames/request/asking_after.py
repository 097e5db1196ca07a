"""What a clause says of a service after it has named it: weighed, refused, or tried.

"A laminectomy was considered and rejected", "disc replacement is contraindicated",
"medial branch blocks at C4-5 gave 80% relief": none of them is asked for.  The words
are data (``lexicon/asking-after.yaml``, ``near/asking-after.yaml``); here stands how
far behind a service they may stand, and what may stand between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon, near
from workbench.extract.rules.words.sought import sought

_GLUE = re.compile(
    r"(?:\W{0,3}\([^()]{0,40}\))?"
    r"(?:\W{1,3}(?:(?:which|that|this|it|she|he|they|we|and|but|both|was|were|is|are|has"
    r"|have|had|been|being|also|likewise|therefore|thus|again|already|briefly|first"
    r"|initially|only|all|would|be|not|the|patient|pt|member|surgeon|dr)\b"
    r"[ ]?)){0,6}\W{0,3}",
    re.IGNORECASE,
)
"""What may stand between a service and what is said of it."""
_GAP = re.compile(
    r"(?:(?!\b(?:as|because|since|given|after|first|prior|previous|earlier|another"
    r"|last(?! (?:week|month|year|spring|summer|fall|autumn|winter|time|visit)\b)"
    r"|the one|that|who|which|request\w*|ask\w*|auth\w*|approv\w*|repeat|patient|pt"
    r"|he|she|they|conservative|therapy|medication\w*|symptoms|pain|to|for)\b)"
    r"[^.;|]){0,90}",
    re.IGNORECASE,
)
"""What may stand between a service and its result, and leads to no other treatment."""
_TRIED = re.compile(
    r"\W{0,3}(?:x\s?\d{1,2}\b\W{0,3})?(?:(?:in |on )?[\d/.-]{3,10}\W{1,3})?",
    re.IGNORECASE,
)
"""How often and when, right after the code of a thing done ("(64555) 04/2032, ...")."""
_UNDER = re.compile(
    r"\bunder (?:your|our|an?|the|prior)? ?(?:auth\w*|approval)", re.IGNORECASE
)
"""Under which authorization a thing was done."""
_DATED = re.compile(r"\d[/.-]\d")
_OUTCOME = re.compile(r"(?:positive|negative|neg|pos)\b", re.IGNORECASE)
_SHARE = sought(
    r"\d{1,3} ?(?:%|percent)[^.;,|]{0,20}\b(?:relief|better|improve\w+|benefit|help)\b"
    r"|\(\d{2,3} ?%\)",
    re.IGNORECASE,
)
"""A result in percent, which no list of words holds."""
_ASKS = re.compile(
    r"\b(?:request\w*|authori[sz]\w*|approv\w*|certif\w*|pre-?cert\w*|need(?:s|ed)?"
    r"|auth|repeat|ask(?:s|ed|ing)? for)\b",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"[\s,:(\[<-]{1,6}(?:(?:please |pls |now )?(?:remov(?:e|ed)|delet(?:e|ed)"
    r"|void(?:ed)?|drop(?:ped)?|str(?:ike|uck)(?: out| through)?|cancel(?:l?ed)?"
    r"|omit(?:ted)?"
    r"|disregard|withdrawn|x'?d[ -]?out"
    r"|crossed[ -]out|not (?:requested|needed|asked for|being requested"
    r"|part of this))(?=\s*(?:[-,.;:)\]>!]|\Z|this|line|code|from|per\b"
    r"|was|wrong|entered|in error))|do not (?:add|bill|send|use|include|process|resend)"
    r"\b|(?:discussed|considered|reviewed)(?: and| but|,| then)* (?:dropped|declined"
    r"|rejected|refused|not|removed|deferred)\b|wrong\b|in error\b)",
    re.IGNORECASE,
)
"""Words right after a code that take it off ("22846  REMOVE, wrong plate code")."""


_CLAUSE_END = re.compile(
    r"[.;|\n]|\b(?:because|since|given|after|who|whose|which|that|despite|although|as"
    r"|with the aim|so that|to)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.;|]")
_REACH, _LATER = 150, 60
"""Characters behind a service in which its clause may say how it went."""
_WRAPPED = 2 * _REACH
"""So many with the margins of the lines that they stand on."""
_MARGIN = re.compile(r"\s{2,}|\n")


@cache
def _words() -> lexicon.Lexicon:
    return lexicon.load("asking-after")


def told_after(text: str, end: int) -> bool:
    """Whether what follows an operation says that it was weighed, refused or tried."""
    rest = _unwrapped(text[end : end + _WRAPPED])[:_REACH]
    said = list(_words().find(rest))
    if any(_is_set_aside(rest, one, said) for one in said) or _was_given(text, end):
        return True
    helped = any(_GAP.fullmatch(rest, 0, start) for start in _results(rest, said))
    return helped and not _ASKS.search(text[:end])


def _unwrapped(text: str) -> str:
    """Words that go on in the next line, however far in that begins, on one line."""
    return _MARGIN.sub(" ", text)


def _is_set_aside(rest: str, one: Mention, said: Sequence[Mention]) -> bool:
    """Whether a word right behind a service rejects it, or weighs it and no more."""
    if not _GLUE.fullmatch(rest, 0, one.start):
        return False
    if one.concept == "weighed-after":
        clause = _ENDS.split(rest[one.end : one.end + _LATER])[0]
        later = (x for x in said if x.concept == "decided-later")
        return not any(one.end <= x.start < one.end + len(clause) for x in later)
    return one.concept == "rejected-after"


def _results(rest: str, said: Sequence[Mention]) -> Iterator[int]:
    """Where words of a result begin."""
    yield from (one.start for one in said if one.concept == "result-after")
    yield from (one.start() for one in _SHARE.finditer(rest))


def _was_given(text: str, end: int) -> bool:
    """Whether the clause goes on with when a service was given and what came of it."""
    rest = _CLAUSE_END.split(text[end : end + _REACH])[0]
    return any(near.load("asking-after").find(rest)) and not _ASKS.search(text[:end])


def taken_off(text: str, end: int) -> bool:
    """Whether what follows a code takes it off, or says how what it names went."""
    return bool(_OFF.match(text, end)) or _was_tried(text, end)


def _was_tried(text: str, end: int) -> bool:
    """Whether a code is followed by when and with what result it was done."""
    lead = _TRIED.match(text, end)
    start = lead.end() if lead else end
    if _OUTCOME.match(text, start):
        return True
    rest = _ENDS.split(text[start : start + _REACH])[0]
    found = set(_results(rest, list(_words().find(rest))))
    if 0 in found or not (found and lead and _DATED.search(lead.group())):
        return 0 in found
    return not _ASKS.search(_UNDER.sub(" ", rest[: min(found)]))
