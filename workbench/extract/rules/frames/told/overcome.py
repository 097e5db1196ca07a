"""A condition that a sentence itself says is over.

"Shingles at age 50, healed", "trigeminal neuralgia until 2011; no attacks since", "L4-5
facet cyst removed in 2018" and "had sciatica when pregnant" tell of what was.  The end
must be the condition's own: "radiculopathy; arm pain has settled" ends a pain, and what
is partly, nearly or not yet over is there.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words.sought import sought
from workbench.schema.partial_date import PartialDate, latest

_I = re.IGNORECASE
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STAYS = sought(
    r"\b(?:not|hasn't|haven't|isn't|didn't|never (?!again)|partly|partially|almost"
    r"|nearly"
    r"|mostly|largely|slowly|somewhat|incomplete\w*|should|will|would|may|might|could"
    r"|expect\w*|hope\w*|still|persist\w*|ongoing|continu\w*|recur(?!rence)\w*|returned"
    r"|came back|coming back|worse\w*|residual|remain\w*|chronic|unresolved|unless|if"
    r"|flares?|today|current(?:ly)?|(?<!never )again|symptomatic)\b",
    _I,
)
"""Words of what goes on, or of an end that is partial or hoped for."""
_OTHER = r"(?:pains?|symptoms?|numbness|weakness|tingling|wounds?|incisions?|swelling"
_OTHER += (
    r"|headaches?|fevers?|spasms?|deficits?|relief|bleeding|rash|drain\w*|but|and|with"
)
_OTHER += (
    r"|fractures?|fx|injur\w+|bones?|skin|scars?|ulcers?|infections?|tears?|sprains?"
)
_OTHER += (
    r"|strains?|lesions?|gait|strength|power|function|sensation|motion|walking|sleep)"
)
_BETWEEN = (
    rf"(?:(?:in|of|at|on|after|from|during|by|for|around|about)\s"
    rf"(?:(?:the|his|her|an?|my|that|which)\s)?(?!{_OTHER}\b)[\w/'-]+"
    r"|left|right|bilateral|both|fully|completely|entirely|long|ago|years?|yrs?|back"
    r"|was"
    r"|were|has|have|had|is|it|that|which|he|she|who|then|now|since|later|eventually"
    r"|spontaneously|early|late|ten|twenty|many|several|pain|dx'?d|label|treated"
    r"|operated|managed"
    r"|(?-i:[A-Z]{0,2})\d[\w/-]*)"
)
"""What may stand between a condition and its end: when, where, and little words."""
_ENDED = sought(
    rf"\W{{0,3}}(?:{_BETWEEN}[\s,(;-]{{1,3}}){{0,9}}?"
    r"(?:resolved|recovered|settled|cleared(?! (?:for|by|to))|healed|cured|remitted"
    r"|thawed"
    r"|subsided|abated|vanished|disappeared|outgr(?:own|ew)|burn(?:ed|t) out|overcome"
    r"|overcame|withdrawn|faded|united|gone away|went away|grew out of|got over it"
    r"|(?:with )?(?:full|complete|good|excellent|total) (?:recovery|resolution"
    r"|remission)"
    r"|over now|recovered in full|no (?:residuals?|sequelae))\b"
    r"(?! (?:strength|power|function|sensation|enough|wounds?|fractures?|scars?)\b)",
    _I,
)
_GONE = sought(
    r"[\s,;:(-]{1,3}(?:(?:that|which|it|this|these|they|then|but|now|since|all|has|have"
    r"|had|is|was|long|later|eventually|the|pain|attacks|in|by|after|within|\d{4}|and)"
    r"[\s,]{1,3}){0,5}(?:gone|went|stopped|ceased|left (?:her|him|me)|over|past)\b"
    r"(?=\s*(?:[.,;)]|\Z)| (?:in|after|within|years?|soon|again|spontaneously"
    r"|entirely)\b"
    r"| (?:by|on|of) (?:\d|its|his|her|their|it|the time))",
    _I,
)
_SINCE = sought(
    r"[^.]{0,90}?[\s,;:(-](?:no(?:ne| (?:attacks?|episodes?|symptoms?|trouble|problems?"
    r"|pains?|recurrences?|disease|flares?|complaints?|issues?|further \w+|chest pain"
    r"|leg"
    r" pain|sign of it|bother))\b[^.;]{0,12}?\b(?:since|now|any ?more|for \d+ y\w+"
    r"|for (?:many |several )?years|at follow-?up|thereafter|afterwards?|after that)\b"
    r"|(?:symptom|pain|problem|trouble)[- ]free (?:ever )?since"
    r"|been (?:symptom|pain|problem|trouble)[- ]free"
    r"|(?:normal|clear|clean|sound|fine|well|solid|fused|dry|asymptomatic) (?:ever"
    r" )?since"
    r"|never again|(?:now )?free of (?:it|them)"
    r"|without (?:trouble|recurrence|symptoms|problems?) since"
    r"|(?<=[,;] )(?:and )?(?:that|it|this)(?: pain)? (?:has |had )?(?:since )?(?:gone"
    r"|left|healed"
    r"|resolved|settled|cleared|passed)|in (?:full )?remission"
    r"|with (?:full|complete|lasting) relief|no symptoms)\b",
    _I,
)
"""What is said at the end of such a line: nothing of it since."""
_TAKEN = sought(
    r"[^.;]{0,45}?\b(?:removed|excised|resected|cut out|taken out|released|repaired"
    r"|sealed"
    r"|patched|revised|exchanged|clipped|freed|operated(?: on)?|drained|evacuated"
    r"|decompressed|fixed)\b[^.;]{0,28}?(?P<when>\b(?:19|20)\d\d\b|\b(?:years|yrs)"
    r" ago\b"
    r"|\bago\b)",
    _I,
)
"""An operation of long ago that took away what is named."""
_TAKEN_AWAY = frozenset(
    {
        "amputation-neuroma",
        "carpal-tunnel-syndrome",
        "cervical-disc-disorder",
        "csf-leak",
        "facet-cyst",
        "hardware-failure",
        "infection",
        "lumbar-disc-disorder",
        "lumbar-stenosis",
        "nerve-entrapment",
        "nerve-scar",
        "pseudarthrosis",
        "thoracic-outlet-syndrome",
        "tumour",
        "ulnar-neuropathy",
    }
)
"""What an operation can take away for good."""
_LEAD = sought(
    r"\b(?:used to (?:have|get|suffer (?:from )?|be|hurt)|(?:recover\w+|cured|free"
    r"|healed)"
    r"(?: (?:fully|completely|well))? (?:from|of)"
    r"|before [^.;,]{3,50}? (?:had|suffered(?: from)?|was))\s(?:[\w/-]+\s){0,3}\Z",
    _I,
)
_HAD = sought(r"\b(?:had|was|there was|suffered(?: from)?)\s(?:[\w/-]+\s){0,4}\Z", _I)
_LONG_AGO = sought(
    r"\b(?:in (?:19|20)\d\d|(?:\d+|ten|twenty|many|several|some|a few) (?:years|yrs"
    r"|decades)"
    r" ago|years ago|as an? (?:child|teen\w*|youth|kid|student|young \w+|boy|girl)"
    r"|in (?:college|childhood|school|youth|(?:his|her|my) (?:teens|twenties|thirties"
    r"|forties|youth))|when (?:pregnant|young|a child|she was|he was|i was)"
    r"|(?:in|during|while) (?:\w+ )?pregnan\w+|at (?:age )?\d{1,2}\b|before losing)",
    _I,
)
_UNTIL = sought(
    r"\s(?:until|till)\s(?!now|today|the present|this|proven|shown"
    r"|further|seen|ruled|cleared|reviewed|otherwise|mri|more|we|i\b|surgery is)",
    _I,
)
_GOES_ON = sought(
    r"\b(?:since (?!then,? (?:resolved|gone))|takes?|taking|treated with|managed|ever"
    r" since"
    r"|still|ongoing|persist\w*|continu\w*|chronic|current\w*|now on|on [a-z]+in\b)",
    _I,
)
_FAR = 130


def is_overcome(text: str, one: Mention, day: PartialDate | None = None) -> bool:
    """Whether a sentence says that a condition it names is over."""
    rest = text[one.end : one.end + _FAR]
    lead = text[max(one.start - 70, 0) : one.start]
    if _LEAD.search(lead):
        return True
    clause = re.split(r"[.](?=\s|\Z)", rest)[0]
    if _STAYS.search(clause):
        return False
    if _UNTIL.match(clause) or _ENDED.match(clause) or _GONE.match(clause):
        return True
    taken = _is_taken(clause, one, day) or _was_removed(lead, clause, one, day)
    if _SINCE.match(clause) or taken:
        return True
    near = f"{lead} {clause}"
    return bool(
        _HAD.search(lead) and _LONG_AGO.search(near) and not _GOES_ON.search(near)
    )


def _is_taken(clause: str, one: Mention, day: PartialDate | None) -> bool:
    """Whether an operation of an earlier year took away what is named."""
    kind = one.attributes.get("kind", one.concept)
    if kind not in _TAKEN_AWAY:
        return False
    return _is_old(_TAKEN.match(clause), day)


_REMOVAL = sought(
    r"\b(?:removal|resection|excision|evacuation)\sof\s(?:(?:an?|the|her|his|that)\s)?"
    r"(?:[\w-]+\s){0,3}\Z",
    _I,
)
_OF_THE_YEAR = sought(
    r",?\s(?:at \S+\s)?(?:back\s)?(?:(?:in|on|of)\s)?(?:[a-z]{3,9}\.?,?\s)?"
    r"(?P<when>(?:19|20)\d\d)\b",
    _I,
)
"""The year right behind what was removed ("excision of a schwannoma in 2011")."""


def _was_removed(lead: str, clause: str, one: Mention, day: PartialDate | None) -> bool:
    """Whether what is named is told as removed in an earlier year."""
    kind = one.attributes.get("kind", one.concept)
    if kind not in _TAKEN_AWAY or not _REMOVAL.search(lead):
        return False
    return _is_old(_OF_THE_YEAR.match(clause), day)


def _is_old(taken: re.Match[str] | None, day: PartialDate | None) -> bool:
    if taken is None:
        return False
    year = _YEAR.fullmatch(taken["when"])
    return not (year and day) or int(taken["when"]) < latest(day).year - 1
