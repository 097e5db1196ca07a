"""Words of treatments that name another thing: a paper, a lead's place, a number.

"Encl: H&P, PT, labs" lists papers, "2 x 8 contact, thoracic epidural" says where a
lead lies, and the letters of "ID PCM-7718" are no medicine.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.treatment.unmeant import of_other_things

_ENCLOSED = re.compile(
    r"\b(?:attachments?|attached|encl(?:osures?|osed)?)\b\W{1,6}"
    r"(?:[\w&/'-]{1,20}(?: [\w&/'-]{1,20}){0,3}\s?[,;]\s?){0,8}\Z",
    re.IGNORECASE,
)
_PAPER_ENDS = re.compile(
    r"(?: (?:notes?|records?|summary|d/?c|report|log))?\s?"
    r"(?:[,;.]|\Z|\s{2}| and\b| &)",
    re.IGNORECASE,
)
_LEADS = r"(?:leads?|electrodes?|contacts?|paddles?|arrays?)"
_LEADS_BEFORE = re.compile(rf"\b{_LEADS}\b[^.;]{{0,40}}\Z", re.IGNORECASE)
_LEADS_BEHIND = re.compile(
    rf"\s(?:SCS |stimulator |percutaneous )?(?:{_LEADS}|stimulat\w+)\b", re.IGNORECASE
)
_INJECTED = re.compile(r"inj|steroid|ESI|block|shot", re.IGNORECASE)
_NUMBER_LEAD = re.compile(
    r"\b(?:id|mrn|member|mbr|subscriber|group|contract|acct|account|policy|auth|ref|card"
    r"|certificate|chart|case|claim|insured)\b"
    r"\W{0,4}(?:(?:no|number|id)\b\W{0,4})?\Z",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[ -]?\d{2}")
"""What makes letters the head of somebody's number ("ID CBT 30 55821")."""


def names_other(text: str, kind: str, start: int, end: int) -> bool:
    """Whether the words of a treatment name no treatment where they stand."""
    lead = text[max(start - 200, 0) : start]
    if _ENCLOSED.search(lead) and _PAPER_ENDS.match(text, end):
        return True
    if _NUMBER_LEAD.search(lead) and _NUMBER.match(text, end):
        return True
    if of_other_things(text, kind, start, end):
        return True
    return kind == "epidural-injection" and _is_lead(text, start, end)


def _is_lead(text: str, start: int, end: int) -> bool:
    if _INJECTED.search(text, start, end + 20):
        return False
    lead = text[max(start - 80, 0) : start]
    return bool(_LEADS_BEHIND.match(text, end) or _LEADS_BEFORE.search(lead))
