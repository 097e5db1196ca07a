"""What a clause says of a service after it has named it: weighed, refused, or tried.

"A laminectomy was considered and rejected", "disc replacement is contraindicated",
"medial branch blocks at C4-5 gave 80% relief": none of them is asked for.
"""

from __future__ import annotations

from workbench.content import expressions as re

_BRACKET = r"(?:\W{0,3}\([^()]{0,40}\))?"
_IS = (
    r"(?:\W{1,3}(?:(?:which|that|this|it|she|he|they|we|and|but|both|was|were|is|are"
    r"|has"
    r"|have|had|been|being|also|likewise|therefore|thus|again|already|briefly|first"
    r"|initially|only|all|would|be|not|the|patient|pt|member|surgeon|dr)\b"
    r"[ ]?)){0,6}\W{0,3}"
)
_REJECTED = (
    r"(?:contra-?indicated|avoided|rejected|ruled out"
    r"|refus(?:ed|es|ing)|declin(?:ed|es|ing)"
    r"|turned (?:it |this )?down|abandoned|premature|inadvisable|unsuitable"
    r"|too (?:risky|dangerous|early)|out of the question"
    r"|(?:does|do|did)(?: not|n't) (?:want|wish|like|agree|accept|add|send|bill"
    r"|include)"
    r"|not (?:warranted|indicated|appropriate|advis\w+|recommended|feasible|suitable"
    r"|possible|considered|wanted|pursued|repeat\w+|an option|a (?:good )?(?:option"
    r"|candidate)|needed|necessary|required|planned|being planned|done yet|yet))\b"
)
_WEIGHED = (
    r"(?:considered|discussed|reviewed|offered|weighed|mentioned|entertained|debated"
    r"|contemplated|talked (?:about|over|through)|gone over|brought up)\b"
    r"(?![^.;|]{0,60}\b(?:agree\w*|chos\w+|choose\w*|elect\w*|decid\w+|recommend\w*"
    r"|accept\w*|consent\w*|request\w*|proceed\w*|approv\w*|authori[sz]\w*|wants?"
    r"|wish\w*|plan(?:ned)?|prefer\w*)\b)"
)
_TOLD = re.compile(rf"{_BRACKET}{_IS}(?:{_REJECTED}|{_WEIGHED})", re.IGNORECASE)
_RESULT = (
    r"(?:gave|provided|brought|yielded|afforded|helped|lasted|failed|wore off"
    r"|did nothing"
    r"|did not (?:help|hold|last|work)|made (?:no|little|it|her|him)|had (?:no|little"
    r"|good|some|partial)|was of no|without (?:lasting|any|much)? ?(?:relief|benefit"
    r"|help)|(?:with |w/ ?)?(?:no|good|some|partial|little|minimal|\d{1,3} ?%"
    r"|\d{1,3} percent)[^.;,|]{0,20}\b(?:relief|better|improve\w+|benefit|help))\b"
)
_GAP = (
    r"(?:(?!\b(?:as|because|since|given|after|first|last|prior|previous|earlier|another"
    r"|the one|that|who|which|request\w*|ask\w*|auth\w*|approv\w*|repeat|patient|pt"
    r"|he|she|they|conservative|therapy|medication\w*|symptoms|pain|to|for)\b)"
    r"[^.;|]){0,90}?"
)
_HELPED = re.compile(rf"{_GAP}\b{_RESULT}", re.IGNORECASE)
_TRIED = re.compile(
    r"\W{0,3}(?:x\s?\d{1,2}\b\W{0,3})?(?:(?:in |on )?[\d/.-]{3,10}\W{1,3})?"
    rf"(?:positive|negative|neg|pos|{_RESULT})\b",
    re.IGNORECASE,
)
"""What stands right after the code of a thing done ("(64555) 04/2032, 65% relief")."""
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


def told_after(text: str, end: int) -> bool:
    """Whether what follows an operation says that it was weighed, refused or tried."""
    if _TOLD.match(text, end):
        return True
    return bool(_HELPED.match(text, end)) and not _ASKS.search(text[:end])


def taken_off(text: str, end: int) -> bool:
    """Whether what follows a code takes it off, or says how what it names went."""
    return bool(_OFF.match(text, end) or _TRIED.match(text, end))
