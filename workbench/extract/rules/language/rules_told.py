"""What a policy, a guideline or a plan asks for in words of prose: nothing that is so.

"Our policy asks for six weeks of therapy, or a reason such as myelopathy", "approval
needs a record of weakness" and "exceptions are made for cord compression" name what
must be shown of anybody.  The rule ends where the patient, the writer or the record is
spoken of: "...; she completed eight weeks".
"""

from __future__ import annotations

from functools import lru_cache

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_WHOSE = (
    r"(?:(?:our|your|the|this|that|their|his|her|its|any|plan'?s?|health|medical"
    r"|coverage|clinical|payer'?s?|insurer'?s?|insurance|written|published)\s){0,4}"
)
_RULE = (
    r"(?:polic(?:y|ies)|guidelines?|criteri(?:a|on)|rules?|coverage|approval|LCD|NCD"
    r"|(?:our|your|their|health|insurance|the) plan|insurer|carrier|payer"
    r"|utilization review|medical director)"
)
_ADVERB = r"(?:(?:also|only|then|always|usually|generally|normally|first|still)\s){0,2}"
_ASKS = (
    r"(?:asks?(?: us)? (?:for|that|to see)|wants?(?: to see)?|requires?|needs?"
    r"|looks? for|covers?|allows?(?: for)?|lets? (?:us|you|me|patients)|calls? for"
    r"|demands?|expects?|depends? on|hinges? on|insists? on|permits?|accepts?"
    r"|(?:will|does|would|may|can|does not|will not) (?:cover|allow|approve|accept"
    r"|need|require|ask for)|is (?:given|granted|limited|reserved)"
    r"|applies (?:to|when|in))"
)
_SAYS = sought(
    rf"\b(?:{_WHOSE}{_RULE}\s{_ADVERB}{_ASKS}"
    rf"|(?:what )?we\s{_ADVERB}(?:look for|need to see|ask for|ask that|require"
    r"|must see|have to see|have to have|want to see)"
    r"|exceptions? (?:are|is|may be|can be) (?:made|allowed|granted|given)"
    r"|to (?:be (?:covered|approved|eligible|considered)|qualify)[^.;]{0,20},"
    r"|(?:is|are) (?:waived|excused|not (?:asked|required)) (?:for|in|when|if)"
    r"|(?:is|are) (?:(?:considered|deemed|medically|generally|usually|only)\s){0,3}"
    r"(?:necessary|covered|indicated|appropriate|approved|reimbursed) (?:only\s)?"
    r"(?:where|when|if|once)"
    r"|(?:is|are) (?:only )?covered (?:for|in)"
    r"|(?:fusion|decompression|arthroplasty|augmentation|kyphoplasty|stimulation"
    r"|ablation|revision|coverage|authori[sz]ation) requires?"
    r"(?! (?:revision|removal)))\b",
    re.IGNORECASE,
)
_SAYS_BEHIND = sought(
    r"\b(?:must be (?:shown|documented|demonstrated|present|submitted|below|above|under"
    r"|over|negative|normal|met|at least)|exempts?|waives? the|(?:within|in the last|in"
    r" the past) \w+ (?:days|weeks|months) (?:is|are) (?:required|needed|mandatory))\b",
    re.IGNORECASE,
)
"""A rule whose subject is what it asks for: "instability must be shown on films"."""
_BEGINS = re.compile(r"[.;](?=\s)|\n")
_ENDS = sought(
    r"[.;](?=\s|\Z)|\n\s?\n|(?:,|\b(?:but|and|yet|while|whereas|because|since|so|as)\b)"
    r"\s(?:he|she|i\b|we have|they|mr|mrs|ms|dr|the (?:patient|member|claimant|notes?"
    r"|records?|chart|mri|file)|your (?:notes?|records?|mri|letter|patient)|this"
    r" (?:patient|man|woman|lady|gentleman)"
    r"|my (?:patient|husband|wife|doctor|notes))\b",
    re.IGNORECASE,
)
_OWN = sought(
    r"\b(?:he|she|his|her|him|i|my|mr|mrs|ms|patient)\b(?! (?:must|should|needs? to"
    r"|has to|is to))",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def rules(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a text that say what a rule asks for."""
    made = []
    for one in _SAYS.finditer(text):
        found = _ENDS.search(text, one.end())
        stop = found.start() if found else len(text)
        if not _OWN.search(text, one.end(), stop):
            made.append((one.end(), stop))
    for one in _SAYS_BEHIND.finditer(text):
        starts = [mark.end() for mark in _BEGINS.finditer(text, 0, one.start())]
        found = _ENDS.search(text, one.end())
        low, high = max(starts, default=0), found.start() if found else len(text)
        if not _OWN.search(text, low, high):
            made.append((low, high))
    return tuple(made)


def in_rule(text: str, start: int, end: int) -> bool:
    """Whether a place of a text lies in what a rule asks for."""
    return any(low <= start and end <= high for low, high in rules(text))
