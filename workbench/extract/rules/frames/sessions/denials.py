"""Injections that a record says were never given.

"No prior epidural injections", "she has never had any injection in her back", "ESI
history: none", "injection-naive".  A denial of relief, of complications, of *other*
injections, of a knee's, or for a stretch of time denies no injection altogether.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import AnyOf, sought

_I = re.IGNORECASE
_NOUN = (
    r"(?:epidurals?(?: (?:steroid )?injections?)?|ESIs?|TFESIs?|LESIs?|CESIs?"
    r"|(?:(?:neuraxial|spinal|spine|back|neck|lumbar|cervical|thoracic|steroid|interventional"
    r"|corticosteroid|axial)\s)*injections?(?: therapy| treatment)?|injected|shots?)"
)
_FILLER = (
    r"(?:an?|any|prior|previous|earlier|past|history|hx|of|in|to|her|his|the|epidurals?|spinal"
    r"|spine|lumbar|cervical|thoracic|steroids?|interventional|such|known|had|having|been"
    r"|received|undergone|tried|or|nor|other|kind|back|neck|injections?|procedures?|surgery"
    r"|surgeries|pain|type|treatments?|neuraxial|ever|yet|with|treated|given|blocks?|before)"
)
_NEGATOR = (
    r"(?:\bno\b|\bdenies\b|\bwithout\b|\bnever\b|\bnone\b|\bnot? yet\b"
    r"|\b(?:has|have|had)(?: not|n't)\b)"
)
_DENIED = sought(
    rf"{_NEGATOR}(?! (?:other|further|additional|more|new|repeat|planned|relief|benefit)\b)"  # noqa: E501
    rf"[\s,/]+(?:{_FILLER}[\s,/]+){{0,9}}?(?P<noun>{_NOUN})\b",
    _I,
)
_FIELD = sought(
    r"\b(?:(?:prior|previous|past|earlier)\s)?(?:spinal |spine |lumbar |cervical |epidural )*"  # noqa: E501
    r"(?P<noun>epidurals?|ESIs?|injections?)(?: (?:history|to date|so far|before|steroid"  # noqa: E501
    r"|injections?|in (?:this|the) (?:region|past)))*\s*(?::|=|-{1,2}|\.{2,})\s*(?:\[x\]\s*)?"  # noqa: E501
    r"(?:none|never|no(?:ne)?|nil|n|0|denies|negative)\b(?!\s+(?:relief|benefit|help))",
    _I,
)
_ANSWER = (
    r"(?:none|never|no(?:ne)?|nil|n|0|denies|negative)\b(?!\s+(?:relief|benefit|help))"
)
_FORM = sought(
    r"\b(?:prior|previous|past|earlier)\s(?:[\w/]+\s){0,3}?(?P<noun>epidurals?|ESIs?"
    rf"|injections?|blocks?)\b(?P<label>[^:?.\n]{{0,45}}?)(?::|=|\.{{2,}}|\s{{3,}}|\?|\|)"
    rf"\s*(?P<value>{_ANSWER}[^\n|]{{0,12}})",
    _I,
)
"""A line of a form with its answer across a gap ("Prior injection here   NONE")."""
_ASKED = sought(
    r"\b(?:have|has|had|did|ever)\b[^?.\n]{0,40}?\b(?P<noun>epidurals?|ESIs?|injections?"
    rf"|injected|nerve blocks?|shots?)\b(?P<label>[^?.\n]{{0,50}})\?\W{{0,6}}"
    rf"(?:a(?:nswer)?\W{{1,3}})?(?P<value>{_ANSWER}[^\n]{{0,12}})",
    _I,
)
"""A question and its No ("Have you had injections in your back?  No")."""
_LIMITED = re.compile(
    r"\b(?:last|past (?:year|\d+|few|several|six|twelve)|within|since|this year|months?"
    r"|12 mo\w*|recent\w*)\b",
    _I,
)
_EVER = re.compile(r"\b(?:never|ever)\b", _I)
_NAIVE = sought(r"\b(?P<noun>epidural|ESI|injection)s?[- ]naive\b", _I)
_FIRST = sought(
    r"\b(?:(?:this|it)\s(?:is|will be|would be)|will be|would be|that is)\s(?:(?:her|his|their|the|a)\s)?"  # noqa: E501
    r"(?:very\s)?first(?:[- ]time)?(?:\sever)?\s(?:\w+\s){0,3}?(?P<noun>epidural|ESI|injection)",  # noqa: E501
    _I,
)
_UNTRIED = sought(
    rf"\b(?P<noun>{_NOUN})\s(?:(?:has|have|had|were|was)\s)(?:not|never)(?:\s(?:yet|ever))?"
    r"\s(?:been\s)?(?:tried|given|done|attempted|performed|received)\b",
    _I,
)
_HAD_NONE = sought(
    rf"\b(?P<noun>{_NOUN})\b[^.;?]{{0,30}}[,;:-]\s*(?:(?:s?he|they|i|pt|the patient|has|have)\s)*"  # noqa: E501
    r"(?:never\s(?:had|received|tried|given)\s(?:one|any|it)\b|none\s(?:before|ever|previously|prior)\b"
    r"|never\s(?:before|previously)\b)",
    _I,
)
"""The thing named and then denied ("1st ESI, never had one")."""
_ELSEWHERE = re.compile(
    r"[\s,]*(?:\w+\s){0,2}?(?:in|into|of|for|to|at)?\s?(?:the |her |his |either |left |right )*"  # noqa: E501
    r"(?:knees?|shoulders?|hips?|joints?|hands?|wrists?|ankles?|elbows?|foot|feet|eyes?)\b",
    _I,
)
_FOR_A_TIME = re.compile(
    r"[^.;]{0,40}\b(?:since|within|(?:before|prior to|until)\s(?:\d+|(?:the|that|those|these|this|then|them|it)\b|jan|feb|mar|apr|may|jun"  # noqa: E501
    r"|jul|aug|sep|oct|nov|dec)|this year|in the (?:past|last|preceding|prior)|over the"
    r" (?:past|last)|during the|for the (?:past|last)|recent\w*|in \d{4}|today|this visit)\b",  # noqa: E501
    _I,
)
_NOT_THE_THING = re.compile(
    r"\s?(?:site|reaction|complication|risk|relief|benefit|tolerated|pain|allerg|gave|helped"
    r"|provided|related|consent|abscess|hematoma|lipomatosis|space|fat|collection|until|unless"
    r"|without|at this (?:time|point))\w*\b",
    _I,
)
_REGION = re.compile(r"\b(cervical|thoracic|lumbar)\b", _I)
_PARTS = ((r"\b(?:low(?:er)? back|back)\b", "lumbar"), (r"\bneck\b", "cervical"))


_ANSWERED = (_FORM, _ASKED)
_SAID = (_DENIED, _FIELD, _NAIVE, _FIRST, _UNTRIED, _HAD_NONE)
_ANY = AnyOf(*_ANSWERED, *_SAID)


def denied(text: str) -> re.Match[str] | None:
    """Where a sentence says that no injection of the spine was ever given."""
    if not _ANY.may_stand(text):
        return None
    for pattern in _ANSWERED:
        for match in pattern.finditer(text):
            if _denies_all(match):
                return match
    for pattern in _SAID:
        for match in pattern.finditer(text):
            after = match.end()
            if pattern is _DENIED and _ELSEWHERE.match(text, after):
                continue
            if pattern is _DENIED and _NOT_THE_THING.match(text, after):
                continue
            if pattern is not _FIRST and _FOR_A_TIME.match(text, after):
                continue
            return match
    return None


def _denies_all(match: re.Match[str]) -> bool:
    """Whether a No answers for the spine, and for all time."""
    label, value = match["label"], match["value"]
    if _ELSEWHERE.match(label) or _NOT_THE_THING.match(label):
        return False
    return bool(_EVER.search(value)) or not _LIMITED.search(f"{match[0]}")


def region_of(match: re.Match[str]) -> str | None:
    """The one region that a denial names; None where it denies any."""
    named = {word.lower() for word in _REGION.findall(match.group())}
    named |= {region for word, region in _PARTS if re.search(word, match.group(), _I)}
    return named.pop() if len(named) == 1 else None
