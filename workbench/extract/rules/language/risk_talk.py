"""The talk before an operation: what could go wrong, told as a list.

"We spoke of infection, bleeding, lead migration, paralysis and lack of benefit" records
a conversation.  None of what it names has happened, whatever word opens the list.  A
list is told by several complications in a row with a word of talking beside them; one
that is denied, or that tells how an operation went, is none.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.extract.rules.words.sought import sought

_HARM = sought(
    r"\b(?:infections?|infxns?|bleeding|blood loss|ha?ematomas?"
    r"|paralysis|paraplegia|para?esis|strokes?"
    r"|(?:spinal )?cord (?:injury|damage)|nerve (?:root )?(?:injury|damage)"
    r"|(?:neurologic(?:al)?|neuro) (?:injury|damage)|dural (?:puncture|tears?)"
    r"|wet tap|(?:csf|cerebrospinal fluid|spinal fluid) leak(?:age)?|spinal headache"
    r"|post-?\s?dural puncture headache|pdph|(?:lead |device |implant |hardware |cage )"
    r"?migration|lead (?:breakage|fracture|movement)|(?:hardware|device|implant"
    r"|equipment) (?:failure|malfunction)|(?:cement )?(?:leak(?:age)?|extravasation)"
    r"|embol(?:us|ism|ization)|death|loss of life|dysphagia|hoarseness|non-?\s?union"
    r"|pseudo?arthrosis"
    r"|(?:lack|loss) of (?:benefit|relief|effect|efficacy)|(?:no|incomplete) (?:benefit"
    r"|relief)|failure (?:to (?:help|relieve)|of relief)|may not (?:help|work)"
    r"|re-?\s?operation|(?:allergic|contrast|drug|medication) reactions?|adjacent"
    r" (?:level |segment )?(?:fractures?|disease)|new fractures?|pneumothorax"
    r"|an(?:a)?esthe(?:sia|tic) (?:risks?|complications?)|explant(?:ation)?|mri limits?"
    r"|seroma|worse(?:ning)? pain|blood clots?|dvt|retrograde ejaculation|c5 palsy"
    r"|(?:vessel|vascular|bowel|ureter(?:al)?|o?esophageal|tracheal) injury)\b",
    re.IGNORECASE,
)
_TALK = sought(
    r"\b(?:risks?|complications?|talk(?:ed)?|discuss\w*|spoke|spoken|explain\w*|review\w*"
    r"|went over|gone over|gone through|counsel\w*|consent\w*|understands?|aware"
    r"|warned|told|informed|educat\w*|r/?b/?a|conversation|including|incl?"
    r"|d/w|covered|touched on)\b",
    re.IGNORECASE,
)
_NOT_LIST = sought(
    r"\b(?:den(?:y|ies|ied)|without|complicated by|developed|there"
    r" (?:was|were) (?:no|an?)|history of|hx of|negative for"
    r"|no (?:evidence|signs?|history) of)\b",
    re.IGNORECASE,
)
_OPENED = sought(
    r"\b(?:(?:r\s?/\s?b(?:\s?/\s?a)?|rba)(?:'?s)?"
    r"|risks?(?:\s?[,/&+]\s?|\sand\s)(?:and\s)?(?:benefits?|alternatives?|limits)"
    r"(?:(?:\s?[,/&+]\s?|\sand\s)(?:and\s)?(?:benefits?|alternatives?|limits))?)"
    r"(?!\w)[^.;:\n]{0,60}?"
    r"(?:\b(?:including|includes?|incl\b\.?|such as|e\.?g\.?,?|esp(?:ecially)?)|:)\s",
    re.IGNORECASE,
)
"""The short name of such a talk that opens a list of any length."""
_CLOSED = sought(
    r"[.;\n](?=\s|\Z)|,?\s(?:and\s)?(?:s?he|they|pt|the patient|mr|mrs|ms)\b"
    r"|\b(?:wish(?:es)?|wants?|agrees?|elects?) to\b",
    re.IGNORECASE,
)
_AS_RISK = re.compile(
    r"(?<!ing)(?<!ed)(?<!of)(?<!the)(?<!and)\s(?:risks?|rates?)\b(?!\sfactors?)",
    re.IGNORECASE,
)
"""What makes of a condition the chance of it ("understands the nonunion risk")."""
_FEWEST = 3
_APART = 60
"""Characters between two of one list."""


_BOXES_OF_RISKS = re.compile(
    r"\s*(?:[\w.-]{0,4}[.)]\s)?(?:[\w/-]+\s){0,4}?"
    r"(?:risks?|complications?|side effects?)\b(?!\s?factors?)"
    r"[^:\n\[(]{0,40}:?\s*[\[(]",
    re.IGNORECASE,
)


def ticks_risks(line: str) -> bool:
    """Whether a line ticks off what was talked over ("Risks told: [x] infection")."""
    return _BOXES_OF_RISKS.match(line) is not None


@lru_cache(maxsize=4096)
def risk_talk(text: str) -> tuple[int, int] | None:
    """Where a text lists what could go wrong; None where it tells of no such talk."""
    found = list(_HARM.finditer(text))
    if len(found) < _FEWEST or not _TALK.search(text):
        return None
    runs: list[list[re.Match[str]]] = []
    for one in found:
        if runs and one.start() - runs[-1][-1].end() <= _APART:
            runs[-1].append(one)
        else:
            runs.append([one])
    longest = max(runs, key=len)
    start, end = longest[0].start(), longest[-1].end()
    lead = text[max(start - 30, 0) : start]
    if len(longest) < _FEWEST or _NOT_LIST.search(lead):
        return None
    return start, end


def in_risk_talk(text: str, start: int, end: int) -> bool:
    """Whether a place of a text lies in such a list."""
    span = risk_talk(text)
    if span is not None and span[0] <= start and end <= span[1]:
        return True
    if _AS_RISK.match(text, end):
        return True
    return any(first <= start and end <= last for first, last in _opened(text))


@lru_cache(maxsize=4096)
def _opened(text: str) -> tuple[tuple[int, int], ...]:
    """The lists that "R/B/A incl." and its like open."""
    found = []
    for one in _OPENED.finditer(text):
        close = _CLOSED.search(text, one.end())
        found.append((one.end(), close.start() if close else len(text)))
    return tuple(found)
