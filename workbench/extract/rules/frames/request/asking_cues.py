"""Words around a mention of a procedure that say how it is spoken of.

The cues are data (``lexicon/asking.yaml`` and, in freer order, ``near/asking.yaml``);
``is_rejected`` tells of one place in a text whether its clause calls the procedure
past, refused, cancelled or corrected.
"""

from __future__ import annotations

from functools import cache, lru_cache

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.asking_after import taken_off, told_after
from workbench.extract.rules.frames.request.settled import is_settled, was_settled
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon, near
from workbench.extract.rules.words.sought import sought

_AFTER = re.compile(
    r"(?:(?<!the )\bfollowing|\bafter|\b(?:nonunion|non-union|pseudo?arthrosis|failure)"
    r"\s+(?:of|after|at|following))\s+(?:(?:a|an|the|her|his|their|your|recent"
    r"|successful|uncomplicated|failed|anterior|posterior|cervical|old|prior|previous"
    r"|earlier|index|first|original|(?:one|two|three|[1-4])-level|(?:19|20)\d\d"
    r"|[CTL]\d{1,2}(?:-[CTLS]?\d{1,2})?)\s+){0,4}\Z"
    r"|\bsince\s+(?:(?:the|her|his|their|your|a|an)\s+)?\Z",
    re.IGNORECASE,
)
"""Words right before an operation that has been done ("stimulator after ACDF")."""
_CLAUSE = re.compile(r"[.;:|]|\bbut\b|\bwith\b(?! a prior)")
_HISTORY = re.compile(
    r"\b(?:hx|psh|pshx|pmh|history|prior|past|previous(?:ly)?|before|old|earlier)"
    r"(?:[ ](?:spine|spinal|neck|back|surg\w*|operations?|procedures?|hx|history)\.?)"
    r"{0,3}"
    r"\s?[:=]\s{0,3}\Z",
    re.IGNORECASE,
)
"""A label of the past right before the words ("HX: ACDF C4-6")."""
_CANCELLED = re.compile(
    r"\b(?:cancel(?:led|ling)?|withdr(?:aw|ew|awn|awing)|void|delete|drop(?:ped|ping)?"
    r"|(?:originally|initially|at first|first) (?:(?:we|i|they|(?:our|the) office) )?"
    r"(?:had )?(?:said|read|asked for|requested|listed|ordered|sent|submitted)"
    r"|no longer"
    r"|not (?:asking|applying) for|not (?:the|a|an)|changed from)\s(?:(?:for|the|our"
    r"|an?|request|order|line)\s){0,3}\Z",
    re.IGNORECASE,
)
_CONTINGENT = sought(
    r"\b(?:(?:would|may|might|could|can|shall|if \w+) (?:then )?(?:convert|switch"
    r"|change) to|bail-?out|fall-?back|backup|back-up|in case of|poss(?:ible|ibly)?\.?"
    r"|perhaps|maybe|optional|alternatively|whether|why not"
    r"|what about|question of|(?:asked|asks|asking|wondered|wonders|enquired|inquired)"
    r" (?:about|if|after)|place of|opposed to)"
    r"(?:\W{1,2}(?:is|to|option|plan|an?|the|simple|plain|standard|open|only)){0,3}"
    r"\W{0,3}\Z",
    re.IGNORECASE,
)
"""Words of what is only done if the operation goes another way."""
_CORRECTED = re.compile(
    r"\W{0,3}(?:(?:no|oops|wait)\W{1,2})?(?:sorry|scratch that|strike that|correction"
    r"|i mean|make that)\b",
    re.IGNORECASE,
)
"""Words right after a slip of the tongue ("transforaminal, no sorry, interlaminar")."""
_DROPPED = re.compile(
    r"[^.;\n]{0,40}?\b(?:withdrawn|cancell?ed|voided|not requested|superseded"
    r"|bill(?:s|ed)? (?:it |this )?separately"
    r"|(?:vendor|supplier|company|dme) (?:will |to )?(?:send|submit|request|bill)s?\b"
    r"|not (?:being )?(?:separately |to be )?(?:charged|billed)\b"
    r"|(?:under|with|w/|has|needs) (?:an?|its|their) (?:own|separate)"
    r" (?:auth\w*|request|claim)"
    r"|do(?:es)? not (?:add|include|authori[sz]e|enter|attach)\b"
    r"|not (?:part of|included in|on) (?:this|the|our) (?:request|submission|auth\w*)"
    r"|removed from (?:the|this|our) request|(?:is|are) not (?:what|being) (?:we"
    r"|planned|requested|asked))\b",
    re.IGNORECASE,
)
_TAKEN_OFF = re.compile(
    r"\W{1,3}(?:(?:is|was|has been|now) )?(?:dropped|deleted|omitted|struck"
    r"|taken (?:off|out)|left (?:off|out)|declined|no longer (?:needed|planned))\b",
    re.IGNORECASE,
)
"""Words right after a service that is asked for no longer ("- fusion dropped")."""
_ALREADY = re.compile(
    r"[^.;/\n]{0,24}?\b(?:already (?:done|performed|completed|obtained)"
    r"|(?:is|are|was) on file|on file\b(?=.{0,20}\bno repeat))",
    re.IGNORECASE,
)
"""Words right after a service that has been done ("brain MRI already done 6/2")."""
_YEAR = re.compile(
    r"[^\w.;]{0,3}(?:(?:x\W?\d{1,2}|once|twice|\d times)\W{1,2})?"
    r"(?:(?:in|on|back in|performed|done|during|early|late|mid|spring|summer|fall"
    r"|winter)\W{1,2}){0,2}(?:19|20)\d\d\b(?!-\d)"
)
_DAYS = re.compile(
    r"[^\w.;]{0,3}(?:x ?\d{1,2}\W{1,2})?\(\d{1,2}/\d{1,2}(?:/\d{2,4})?"
    r"(?:\s?(?:,|and|&|\+)\s?\d{1,2}/\d{1,2}(?:/\d{2,4})?)+\)"
)
"""Several days right after a service that was given on each ("ESIs (1/5, 2/20)")."""
_PLAIN_SCAN = re.compile(
    r"(?:w/o|without|wo|no)\s{0,2}(?:iv\s)?(?:contrast|gad\w*|dye|[(,;/)]|\d{5}\b|and\b|&)",
    re.IGNORECASE,
)
"""What is said of a scan's contrast and of no other service ("w/o (72141)")."""
_ANOTHER_CODE = re.compile(r"\b(?:\d{5}|[A-Z]\d{4}|\d{4}T)\b")
_FEW = 4
"""Words between a cue and the procedure that it speaks of."""
_REACH = 60


_INQUIRY = re.compile(
    r"\W*(?:(?:hi|hello|so|and|also|quick question)\b[\s,:;-]{1,3}){0,2}"
    r"(?:does|do|is|are|was|were|did|should|when|how|why|if|what if"
    r"|will my|would my|must)\b[^.!?]*\?",
    re.IGNORECASE,
)


_WAS_IT = re.compile(
    r"\W*(?:did|has|have|was|were|is|are) (?:they|you|it|we|the|my|our|her|his|anybody"
    r"|anyone|this|that|these)\b[^.!?]{0,60}\b(?:approv\w+|authori[sz]ed|covered"
    r"|denied|go through|gone through|come through|been decided|ok(?:ay)?(?:'?e?d)?)\b"
    r"[^.!?]*",
    re.IGNORECASE,
)
"""A question whether something was decided, with or without its mark."""


def is_inquiry(text: str) -> bool:
    """Whether a sentence only asks how things stand ("Does an ACDF need auth?")."""
    said = text.strip(" \"'")
    return bool(_INQUIRY.fullmatch(said) or _WAS_IT.fullmatch(said))


@cache
def _words() -> lexicon.Lexicon:
    return lexicon.load("asking")


@lru_cache(maxsize=4096)
def _mentions(text: str) -> tuple[Mention, ...]:
    """The mentions of both files; a sentence is asked for its cues many times."""
    return (*_words().find(text), *near.load("asking").find(text))


def cues(text: str) -> dict[str, list[tuple[int, int]]]:
    """The spans of each cue of the two ``asking.yaml`` in a text."""
    found: dict[str, list[tuple[int, int]]] = {}
    for one in _mentions(text):
        found.setdefault(one.concept, []).append((one.start, one.end))
    return found


def is_rejected(text: str, start: int, end: int) -> bool:
    """Whether an operation at this place is past, refused or denied in its clause."""
    before = text[max(start - _REACH, 0) : start]
    if _HISTORY.search(before) or _CANCELLED.search(before):
        return True
    lead = _CLAUSE.split(before)[-1]
    if _CONTINGENT.search(lead):
        return True
    if _AFTER.search(lead):
        return True
    found = cues(lead)
    words = lead.split()
    for name in ("past-cue", "not-cue"):
        for begin, stop in found.get(name, ()):
            if _PLAIN_SCAN.match(lead, begin):
                continue
            if len(lead[stop:].split()) <= _FEW and words:
                return True
    if end and (told_after(text, end) or was_settled(text, end)):
        return True
    following = (
        (_YEAR, _DAYS, _CORRECTED, _DROPPED, _TAKEN_OFF, _ALREADY) if end else (_YEAR,)
    )
    return any(one.match(text, end) for one in following)


def is_taken_off(text: str, start: int, end: int) -> bool:
    """Whether a code at this place is asked about, weighed, tried or taken back."""
    lead = _CLAUSE.split(text[max(start - _REACH, 0) : start])[-1]
    dropped = _DROPPED.match(text, end)
    if dropped and not _ANOTHER_CODE.search(dropped.group()):
        return True
    if _CONTINGENT.search(lead) or is_settled(text, start, end):
        return True
    return taken_off(text, end)
