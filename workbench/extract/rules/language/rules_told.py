"""What a policy, a guideline or a plan asks for in words of prose: nothing that is so.

"Our policy asks for six weeks of therapy, or a reason such as myelopathy", "approval
needs a record of weakness" and "exceptions are made for cord compression" name what
must be shown of anybody, and so does "stimulation is licensed for neuropathic pain",
which says what a treatment is for.  The rule ends where the patient, the writer or the
record is spoken of: "...; she completed eight weeks".
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
    r"|(?:is|are) (?:considered|indicated|offered|recommended|appropriate|reserved"
    r"|advised|covered) (?:(?:for|in|to) (?:patients|people|those|anyone|members"
    r"|adults|individuals)|when|where|if|once)"
    r"|(?:contra-?indications|exclusion criteria|exclusions|indications"
    r"|risk factors) (?:to (?:the )?(?:procedure|injection|implantation|device)s? "
    r"|for (?:the )?\w+ )?(?:include|are|comprise)"
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
_USED_FOR = sought(
    r"\b(?:is|are|isn't|aren't|was|were|being)\s(?:not\s|only\s|also\s|never\s){0,2}"
    r"(?:covered|considered|approved|cleared|licensed|licenced|used|meant|reserved"
    r"|payable|reimbursed|investigational|experimental|unproven|FDA[- ]approved)"
    r"\s(?:only\s|by \w+\s)?(?:for|in|when|as)\s"
    r"|\b(?:is|are)\s(?:not\s|only\s){1,2}(?:indicated|intended|appropriate|suitable)"
    r"\s(?:for|in)\s"
    r"|\b(?:FDA[- ])?(?:approved|licensed|cleared|covered)\s(?:only\s)?(?:for|in)\s"
    r"|\b(?:SCS|DRGS?|PNS|ESIs?|RFA|SNRBs?|botox|kyphoplasty|vertebroplasty"
    r"|stimulators?"
    r"|stimulation|epidurals?|arthroplasty|fusions?)\s(?:is|are)\sindicated\s(?:for"
    r"|in)\s"
    r"|\b(?:exclusions?|exclusion criteria|excluded (?:conditions|diagnoses)|not"
    r" covered"
    r"|non-?covered|indications include|covered (?:conditions|diagnoses|indications))"
    r"\s?[:=-]\s?"
    r"|\b(?:PNS|SCS|DRGS?)\sfor\s"
    r"|\brisk factors?\s(?:for [^.;:]{3,40}\s)?(?:include|are|being)\s"
    r"|\((?:check|circle|tick|choose|select|mark)\s(?:one|all|any"
    r"|as)\b[^)]{0,24}\)\s?:?",
    re.IGNORECASE,
)
"""What a treatment is there for, or a plan leaves out, whoever has it."""
_IS_USE = sought(
    r"\A[^.;:]{3,80}?\s(?:is|are)\s(?:not\s|only\s|also\s)?(?:an?|one|among|the|of"
    r" the)?\s?"
    r"(?:\w+\s){0,2}(?:indications?|use|exclusions?|contraindications?|criteri(?:on|a)"
    r"|investigational|experimental|unproven|not covered|covered|excluded diagnos[ei]s)"
    r"\b(?! that)",
    re.IGNORECASE,
)
"""A sentence whose subject is called an indication, an exclusion, unproven."""
_ADVISED_FOR = sought(
    r"\b(?:is|are)\s(?:generally |usually |often |best )?(?:(?:indicated|recommended"
    r"|first[- ]line|preferred|the (?:treatment|procedure|operation) of choice"
    r"|effective"
    r"|standard|reserved|meant)\s(?:for|in)|for)\s"
    r"|\A(?:for|in)\s(?=[^.;]{3,60},\s[^.;]{3,60}?\b(?:is|are)\s(?:the )?(?:first"
    r"|standard|usual|mainstay|recommended|preferred|tried|treatment|best)\b)"
    r"|\A(?=[^.;:,]{3,50}?\s(?:is defined as|refers to|is diagnosed (?:by|when|as|if)"
    r"|(?:is|are) (?:an? )?(?:A1c|disease|condition|disorder)\b))"
    r"|\b(?:polic(?:y|ies)|guidelines?|criteria|leaflets?|protocols?|pathways?"
    r"|brochures?)"
    r"\s(?:for|on|about)\s",
    re.IGNORECASE,
)
"""What is done for an illness, or what it is: said of nobody who has it."""
_ONE_CASE = sought(
    r"\b[CTLS]\d|\b(?:left|right|bilateral|progress\w*|worsening|severe|persist\w*"
    r"|failed|failure|despite|today|now|mri|requested|planned|scheduled|surgery for"
    r" this"
    r"|seen|referred|here)\b",
    re.IGNORECASE,
)
"""Words that speak of one case."""
_MARKED = re.compile(r"[\[(]\s?[xX\u2713\u2714]\s?[\])]|[\u2611\u2612]|\b[xX]\b")
_THIS_ONE = sought(
    r"\b(?:this|he|she|his|her|him|i|my|mr|mrs|ms|patient|pt|member)\b"
    r"|\b\d{2}\s?(?:y|f\b|m\b)",
    re.IGNORECASE,
)
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
    for one in _GENERAL.finditer(text):
        found = _FULL_STOP.search(text, one.end())
        stop = found.start() if found else len(text)
        if not _OWN.search(text, one.end(), stop):
            made.append((one.start(), stop))
    return (*made, *_used_for(text))


def _used_for(text: str) -> list[tuple[int, int]]:
    """The stretches that say what a treatment is for, in a text of no one patient."""
    made = []
    for one in _USED_FOR.finditer(text):
        found = _ENDS.search(text, one.end())
        stop = found.start() if found else len(text)
        start = max(text.rfind(". ", 0, one.start()), 0)
        if _MARKED.search(text, one.end()):
            continue
        if not _THIS_ONE.search(text, start, stop):
            made.append((one.end(), stop))
    general = _ADVISED_FOR.search(text)
    if general and not _THIS_ONE.search(text) and not _ONE_CASE.search(text):
        made.append((general.end(), len(text)))
    use = _IS_USE.match(text)
    if use and not _THIS_ONE.search(text):
        made.append((0, use.end()))
    return made


_FULL_STOP = re.compile(r"[.;]\s|\n")
_GENERAL = sought(
    r"(?:(?<=[.;:]\s)|\A)(?:[\w-]+\s){0,2}(?:patients|people|individuals|persons"
    r"|smokers|diabetics|women|men|adults|beneficiaries)\s"
    r"(?:(?:with|who|on|having|taking|in whom)\b[^.;]{0,90}?\b)?"
    r"(?:should|may|must|can|will|need|have a|tend|require)\b",
    re.IGNORECASE,
)
"""A sentence on anybody of a kind ("Women with osteoporosis may need ...")."""
_IS_BAR = sought(
    r"\b(?:is|are|would be|remains?) (?:listed as )?(?:an? |the )?(?:absolute |relative"
    r" |strict |known |general |major |recogni[sz]ed )?(?:contra-?indications?"
    r"|exclusion(?:s| criteri(?:on|a))?|reasons? (?:to|for) (?:defer|refus|exclu)\w*)\b"
    r"(?! (?:here|in (?:her|his|this)|for (?:her|him|this)))",
    re.IGNORECASE,
)
"""What a general statement makes of all that it names before ("X is an exclusion")."""
_WHOSE_OWN = sought(
    r"\b(?:he|she|his|her|him|i|my|mr|mrs|ms|patient's|this|current|currently|unresolved"
    r"|known|today|has|ongoing|persistent|documented|there|member's)\b|\d",
    re.IGNORECASE,
)


def _bars(text: str, start: int, end: int) -> bool:
    """Whether a place is the subject of a sentence on what bars anybody."""
    told = _IS_BAR.search(text, end)
    if told is None:
        return False
    begin = max(text.rfind(mark, 0, start) for mark in (".", ";", "\n")) + 1
    if any(mark in text[end : told.start()] for mark in ".;\n"):
        return False
    return _WHOSE_OWN.search(text, begin, told.end()) is None


def in_rule(text: str, start: int, end: int) -> bool:
    """Whether a place of a text lies in what a rule asks for, or is what it bars."""
    if any(low <= start and end <= high for low, high in rules(text)):
        return True
    return _bars(text, start, end)
