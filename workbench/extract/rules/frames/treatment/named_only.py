"""Words of treatments that name another thing: a paper, a lead's place, a number.

"Encl: H&P, PT, labs" lists papers, "2 x 8 contact, thoracic epidural" says where a
lead lies, and the letters of "ID PCM-7718" are no medicine.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.treatment.unmeant import of_other_things
from workbench.extract.rules.words.sought import sought

_ENCLOSED = sought(
    r"\b(?:attachments?|attached|encl(?:osures?|osed)?)\b\W{1,6}"
    r"(?:[\w&/'-]{1,20}(?: [\w&/'-]{1,20}){0,3}\s?[,;]\s?){0,8}\Z",
    re.IGNORECASE,
)
_ENCLOSED_BOXES = sought(
    r"\b(?:attachments?|attached|encl(?:osures?|osed)?)\b[^\n;]{0,120}"
    r"[\[(]\s?[xX]\s?[\])][^\n;]{0,120}\Z",
    re.IGNORECASE,
)
"""A list of papers with a box before each ("Enclosures (x) note (x) PT notes")."""
_PAPER_LABEL = re.compile(
    r"\s(?:notes?|records?|summary|summaries|report|reports|log|logs|documentation"
    r"|paperwork|discharge summary|d/?c summary)\s?(?:attached|enclosed|included|sent)?"
    r"\s?\.?\s*\Z",
    re.IGNORECASE,
)
_BOX = re.compile(r"\W*[\[(]\s?[xX\u2713\u2714]\s?[\])]\s*(?:\w{1,12}\s)?\Z")
"""What stands before the label of a ticked box."""
_BOX_OF_PAPERS = re.compile(
    r"\W*[\[(]\s?[xX\u2713\u2714]\s?[\])][^;\n]{0,60}"
    r"\b(?:minutes|notes?|imaging|films|reports?|letters?|h&p|records?)\s?[,&]\s?\Z",
    re.IGNORECASE,
)
"""What stands before the next of the papers beside one box ("(x) H&P, notes, PT")."""
_SPECIALTIES = frozenset({"pain medicine", "pain management"})
_OF_A_PERSON = re.compile(
    r"\s{2,}(?:Dr\.? )?(?:[A-Z][\w.'-]*,?\s){1,4}"
    r"(?:M\.?D|D\.?O|N\.?P|PA(?:-C)?|R\.?N)\b"
)
_HOUSE = re.compile(r"\W*(?:[A-Z][\w.&'-]*\s){1,4}\Z")
_DATED = re.compile(
    r"\s{2,}(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})"
    r"\W*\Z"
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
_NUMBER_LEAD = sought(
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
    if _ENCLOSED_BOXES.search(lead) and _PAPER_ENDS.match(text, end):
        return True
    if _BOX.match(text[:start]) and _PAPER_LABEL.match(text, end):
        return True
    if _BOX_OF_PAPERS.match(text[:start]) and _PAPER_ENDS.match(text, end):
        return True
    if _is_specialty(text, start, end):
        return True
    if _NUMBER_LEAD.search(lead) and _NUMBER.match(text, end):
        return True
    if of_other_things(text, kind, start, end):
        return True
    return kind == "epidural-injection" and _is_lead(text, start, end)


def _is_specialty(text: str, start: int, end: int) -> bool:
    """Whether words name a specialty, not what a patient was given.

    "Pain medicine   A. Berg, MD" is a row of a team, "Lark Pain Medicine   May 2, 2026"
    the head of a letter.
    """
    words = text[start:end]
    if words.lower() not in _SPECIALTIES or not words[0].isupper():
        return False
    if not text[:start].strip() and _OF_A_PERSON.match(text, end):
        return True
    title = words.istitle() or words.isupper()
    house = _HOUSE.match(text[:start]) is not None
    return title and house and _DATED.match(text, end) is not None


def _is_lead(text: str, start: int, end: int) -> bool:
    if _INJECTED.search(text, start, end + 20):
        return False
    lead = text[max(start - 80, 0) : start]
    return bool(_LEADS_BEHIND.match(text, end) or _LEADS_BEFORE.search(lead))
