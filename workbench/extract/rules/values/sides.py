"""Left, right and both sides named in a text.

Words, and the letters L and R only where they can mean nothing else ("L arm", "(R)",
"R>L", "LUE", "5/5 R").  "Left greater than right" is both sides with the left worse.
Handedness, "right now" and the verb ("left work") are no sides.
"""

from __future__ import annotations

from functools import lru_cache

from workbench.content import expressions as re
from workbench.extract.rules.model import SideMention
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Side

_BODY = (
    r"arms?|hands?|forearms?|shoulders?|legs?|foot|feet|hips?|knees?|wrists?|elbows?"
    r"|thumbs?"
    r"|fingers?|thighs?|calf|calves|ankles?|trap(?:ezius|s|ezial)?|deltoids?|biceps?"
    r"|triceps?"
    r"|grip|scapulae?|scapular|upper|lower|(?-i:UE|LE)|extremit(?:y|ies)|limbs?|side|sided"
    r"|neck"
    r"|paracentral|foraminal|neural|neuro-?foraminal|foramen|foramina|lateral|radicular"
    r"|radiculopathy|ICBG|iliac|carpal|cubital|cervical|lumbar|paraspinals?"
    r"|occipital|facets?"
    r"|recess|buttock|groin|face|eye|ear|nerve|ulnar|median|radial|hemi\w+|wrist"
    r"|tibial|peroneal|fibular|sural|saphenous|sciatic|femoral|genicular"
    r"|suprascapular|intercostal|trigeminal|ilio-?inguinal|axillary|supra-?orbital"
    r"|brachial|plantar"
    r"|index|middle|ring|little|small|great|big|toes?|[IMRS]F"
    r"|sciatica|brachialgia|radic|radiculitis|thenar|hypothenar|interossei|heel|sole"
    r"|quad(?:s|riceps)?|hamstrings?|gastrocs?|EHL|TA|psoas|glut\w*|achilles|patell\w+"
    r"|quadratus|QL|UTs?|levator|rhomboids?|splenius|infraspinatus|supraspinatus|piriformis"
    r"|multifidus|erector|scalenes?"
    r"|root|SIJ?|SLR|CTS|spurling'?s?|hoffman\w*'?s?|babinski'?s?|tinel'?s?|phalen'?s?"
    r"|lumbosacral|plantars?|chest|flank|ribs?|dorsum|dorsal|medial|outer|inner"
    r"|post|ant|lat|med|prox|dist"
    r"|buttocks|sole|cheek|temple|jaw|heels|pink(?:y|ie)|shin"
    r"|cerv|lumb|superficial|common|spinal|trans(?:tibial|femoral)|stump|BKA|AKA|cervico\w+"
    r"|CTR|TFESIs?|SNRBs?|MBBs?|RFA|GON|microdis[ck]\w*|stellate|SGB|PNS"
    r"|transforaminal"
)
_LEVEL = r"[CTLS]\d"
_GRADE = r"[0-5][+-]?/5"
_LEFT = r"(?:left|lt\.?)"
_RIGHT = r"(?:right|rt\.?)"
_NOUNS = r"(?:[ ][\w/-]+){0,4}?"
_MORE = (
    rf"{_NOUNS}[ ]{{0,3}}(?:is[ ])?(?:somewhat[ ]|much[ ]|slightly[ ])?"
    r"(?:(?:greater|worse|more|larger|weaker)(?:[ ]\w+)?[ ]than|>{1,3})"
    r"(?:[ ](?:on|in|the)){0,2}[ ]{0,3}"
)
_LESS = r"[ ]{0,3}(?:less|<{1,3})(?:[ ]than)?(?:[ ]the)?[ ]{0,3}"
_JOIN = r"(?:[ ]sided?)?[ ]{0,2}(?:and|or|&|/|=|\+|equals?)[ ]{0,2}(?:the[ ])?"
_SIDES = sought(
    rf"""
    (?=[lrbeo(]|\A)(?:
    \b(?P<lw> (?:{_LEFT}|L){_MORE}(?:{_RIGHT}|R)\b | (?:{_RIGHT}|R){_LESS}(?:{_LEFT}
      |L)\b )
  | \b(?P<rw> (?:{_RIGHT}|R){_MORE}(?:{_LEFT}|L)\b | (?:{_LEFT}|L){_LESS}(?:{_RIGHT}
    |R)\b )
  | \b(?P<both>
        bi-?lateral(?:ly)?\b | bilat\b\.? | b/l\b | BUE\b | BLE\b | B/L\b
      | both[ ](?:of[ ])?(?:the[ ]|her[ ]|his[ ]|their[ ])?
        (?:[CTLS]\d{{1,2}}(?:[ ]?[-/][ ]?[CTLS]?\d{{1,2}})?[ ])?
        (?:exit(?:ing)?[ ]|trav(?:ersing)?[ ]|desc(?:ending)?[ ]|neural[ ]|lateral[ ]
          |pedicle[ ]|iliac[ ]|nerve[ ])?
        (?:[CTLS]\d{{1,2}}[ ])?
        (?:(?:little|small|ring|index|middle|long)[ ]fingers|pinkies
          |(?:big|great)[ ]toes|heels|soles|buttocks|groins|flanks|arms|hands|sides
          |legs|feet|upper|lower|shoulders|knees|hips|elbows|wrists
          |thumbs
          |forearms|foramina|recesses|extremities|limbs|trapezi|thighs|calves|ankles
            |eyes|facets|facet[ ]joints|screws|rods|pars|pedicles|laminae
          |fingers|pinkies|pinky|little|small|ring|palms|soles|heels|shins|toes|great|big
          |buttocks|cheeks|groins
          |ears|scapulae|nerve[ ]roots|roots|index|middle|biceps|triceps|deltoids)\b
      | either[ ](?:side|arm|hand|leg|foot|shoulder|upper|lower|elbow|wrist|limb
          |extremity|knee|ankle|hip|thigh|calf)\b
      | (?:{_LEFT}{_JOIN}{_RIGHT}|{_RIGHT}{_JOIN}{_LEFT})\b
      | [LR][ ]?=[ ]?[LR]\b )
  | \b(?P<left>
        (?-i:LUE|LLE|lue|lle)\b | (?-i:L)[ -]sided\b
      | {_LEFT}-sided\b | leftwards?\b | left\b | lt\b\.?(?=[ ,;:)]|\Z)
      | (?-i:L)(?!MBB)(?:\.|-|[ ])?[ ]?(?=(?:{_BODY})\b|{_LEVEL}) )
  | \b(?P<right>
        (?-i:RUE|RLE|rue|rle)\b | (?-i:R)[ -]sided\b
      | {_RIGHT}-sided\b | rightwards?\b | right\b | rt\b\.?(?=[ ,;:)]|\Z)
      | (?-i:R)(?:\.|-|[ ])?[ ]?(?=(?:{_BODY})\b|{_LEVEL}) )
  | (?P<lone> \((?-i:[LR])\) | (?<=/5[ ])(?-i:[LR])\b
      | (?<!\w)(?-i:[LR])(?=[ :]{{0,2}}{_GRADE}) | \bon[ ](?:the[ ])?(?-i:[LR])\b
      | (?:(?<=pain[ ])|(?<=ache[ ])|(?<=ness[ ])|(?<=ling[ ])|(?<=burning[ ])
        |(?<=aching[ ]))(?-i:[LR])(?=[ ](?:with|w/|when|while|since|for|after|on|at|to
        |down|into|worse|better|from|and|is|was|has|x)\b)
      | (?<=[a-z],[ ])(?-i:[LR])(?=[,;)])
      | (?<=[a-z][ ])(?-i:[LR])(?=[ ]?(?:[,;()]|\.?\s*\Z|\.[ ][A-Z]|\n))
      | \A[ ]{{0,9}}(?-i:[LR])\.?[ ]{{0,9}}\Z )
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_GRADED_RIGHT = re.compile(rf"(?<!\w)R[ :]{{0,2}}{_GRADE}|{_GRADE}[ ]?R\b")
_NEAR = 40
"""Characters in which the other side of a pair of grades stands."""
_NOT_AFTER = sought(
    r"[ -]{1,2}(?:hand(?:ed|edness)?[ -]?(?:dominan\w*|handed)|handed|hand[ ]dominan"
    r"|dominan|now\b|away\b|after\b|before\b|when\b|there\b|then\b|here\b"
    r"|work\b|the[ ](?:hospital|clinic|office|job|state|emergency|ed\b|er\b)|home\b"
    r"|ama\b"
    r"|against\b|his[ ]job|her[ ]job|without[ ]being|message|school|untreated"
    r"|in[ ](?:place|situ)\b|alone\b|undisturbed|untouched|(?:her|him|them|me|us)\b"
    r"|(?:codes?|one|number|place|thing|amount|forms?|choice|answer)\b"
    r"|open\b|off\b[ ]?at|early\b|a[ ]message|with[ ](?:a[ ])?(?:residual|persistent"
    r"|no))"
    r"|-?handed",
    re.IGNORECASE,
)
_NOT_BEFORE = sought(
    r"(?:\ball|\b(?:he|she|they|patient|who|has|have|had|n?ever|not|just|work(?:s|ing|ed)?"
    r"|feels?|walks?|goes|sits)|what'?s"
    r"|that'?s)[ ]$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def find_sides(text: str) -> tuple[SideMention, ...]:
    """Sides in reading order."""
    found = (_mention(text, match) for match in _SIDES.finditer(text))
    return tuple(mention for mention in found if mention is not None)


def _mention(text: str, match: re.Match[str]) -> SideMention | None:
    start, end = match.span()
    name = match.lastgroup
    if name == "lw":
        return SideMention(start, end, "bilateral", "left")
    if name == "rw":
        return SideMention(start, end, "bilateral", "right")
    if name == "both":
        return SideMention(start, end, "bilateral")
    lead = text[max(start - 12, 0) : start]
    verb = name != "lone" and _NOT_AFTER.match(text, end)
    if verb or (_NOT_BEFORE.search(lead) and not _of_body(text, match, lead)):
        return None
    if name == "lone" and _is_interspace(text, start):
        return None
    end = start + len(match.group().rstrip(" .-"))
    return SideMention(start, end, _one(match))


_HAS = re.compile(r"\b(?:has|have|had|not|n?ever)[ ]\Z", re.IGNORECASE)
_BODY_NEXT = re.compile(rf"[ ]?(?:(?:{_BODY})\b|{_LEVEL})", re.IGNORECASE)


def _of_body(text: str, match: re.Match[str], lead: str) -> bool:
    """Whether what looks like a verb is a side ("had right L4-5 TFESI")."""
    verb = match.lastgroup == "left" and not _HAS.search(lead)
    return not verb and _BODY_NEXT.match(text, match.end()) is not None


def _is_interspace(text: str, start: int) -> bool:
    """Whether an L right before "4/5" begins an interspace: no other side is graded."""
    if not text.startswith("L4/5", start):
        return False
    return not _GRADED_RIGHT.search(text, max(start - _NEAR, 0), start + _NEAR)


def _one(match: re.Match[str]) -> Side:
    if match.lastgroup == "lone":
        letters = match.group().replace("on ", "").replace("the ", "")
        return "left" if "L" in letters else "right"
    return "left" if match.lastgroup == "left" else "right"
