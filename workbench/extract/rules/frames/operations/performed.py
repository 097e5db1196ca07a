"""What the note of an operation or a needle procedure says was done that day.

Short notes have no heading for it: "Op: left microdiscectomy L5/S1", "B/L L4-5 medial
branch blocks, 0.5 ml each", "A C5 corpectomy was performed".  An operation counts where
it leads its clause, stands behind a label for it, or has a verb of doing; what was put
off, weighed, refused or done in another year does not.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import Operation, operations
from workbench.extract.rules.model import DocumentView, Role, Sentence
from workbench.extract.rules.words.sought import sought

_ROLES: frozenset[Role] = frozenset({"procedure", "other", "header", "findings"})
_LABELS = re.compile(
    r"\b(?:indications?|diagnos\w*|dx|consent\w*|plan\w*|history|hx|risks?|reason"
    r"|complications?|impression|assessment|recommend\w*|pre-?/?\s?post|next|follow-?up"
    r"|alternatives?|referr\w+|allerg\w+|prior|previous|past)\b",
    re.IGNORECASE,
)
"""Labels of fields that tell something else than what was done."""
_TITLE = re.compile(
    r"\b(?:op(?:n|s)?|ops?\.? (?:done|performed|title)|operation\w*|proc(?:edure)?s?"
    r"|surgery|px|intervention|treatment|injection)\.?"
    r"(?: (?:performed|done|title|today|type|name))?\s?[:=-]\s*\Z",
    re.IGNORECASE,
)
_DASHED = re.compile(
    r"\W*(?:op(?:n|eration)?|proc(?:edure)?|surgery|px)\s-{1,2}\s\Z", re.IGNORECASE
)
"""A label of what was done that a dash ends ("Op - right microdiscectomy")."""
_BOUNDARY = re.compile(r"[.;|\u2022](?=\s)|[;|\u2022\n]|\s-{1,2}\s")
_DIGIT_DOT = re.compile(r"\A\s*\d{1,2}[.)]\s")
_QUALIFIES = re.compile(
    r"(?:[\s,()&+/#-]|#\d|\d{1,2}[.)]\s|\b(?:a|an|the|and|then|of|at|on|to|with|for|we"
    r"|i|under|(?:complete|partial|subtotal|total|bilateral|unilateral|left|right|midline|both"
    r"|lt|rt|l|r|b/l|bl|bilat|two|three|one|single|dual|multi)"
    r"(?:[- ](?:sided|levels?|stage))?"
    r"|sides?|mini|open|mis|minimally|invasive|endoscopic|micro(?:scopic|surgical)?|tubular"
    r"|redo|re-?do|revision|repeat|re-?exploration|primary|staged?|decompressive|wide"
    r"|diagnostic|therapeutic|confirmatory|percutaneous|fluoro\w*|us|ultrasound|ct|image|xray"
    r"|x-?ray|guided|guidance|instrumented|posterior|anterior|lateral|oblique|direct"
    r"|transpedicular|bipedicular|unipedicular|uni|bi|balloon|lumbar|cervical|thoracic"
    r"|lumbosacral|spinal|permanent|temporary|trial|successful|uneventful|uncomplicated"
    r"|elective|emergency|emergent|navigated|robotic|robot|assisted|second|first|third"
    r"|\d(?:st|nd|rd|th)|levels?|new|larger|longer|implantation|placement|insertion|screws?|rods?|\d{1,2}(?:\.\d)?\s?mm|[ctls]?\d{1,2}(?:\s?[-/]\s?[ctls]?\d{1,2})*)\b)*",
    re.IGNORECASE,
)
"""What may stand before an operation that leads its clause."""
_DOING = re.compile(
    r"\b(?:perform(?:ed|ing)|carried out|did|undertook|undertaken|completed|executed"
    r"|accomplished|underwent|proceeded (?:with|to)|placed|inserted|implanted|injected"
    r"|was taken (?:to|for)|was brought (?:to|for))\b[^.;|]{0,70}\Z",
    re.IGNORECASE,
)
_DONE = sought(
    r"\b(?:was|were|is|are|has been|have been)\s(?:then\s|also\s|successfully\s|now\s"
    r"|next\s|subsequently\s|uneventfully\s|\w+ly\s)?(?:performed|carried out|done"
    r"|undertaken|completed|executed|accomplished|placed|inserted|implanted|injected)\b"
    r"|(?:\A|[\s,)])(?:then\s)?(?:done|performed|completed)(?=\s*(?:[.,;)]|\Z|under|with|at|in|via"
    r"|through|today|without|using))",
    re.IGNORECASE,
)
_NOT = sought(
    r"\b(?:not|never|no|without|cancell?ed|aborted|abandoned|declin\w+|refus\w+|deferr?\w*"
    r"|postpon\w+|consider\w*|discuss\w+|plan\w*|propos\w+|advis\w+|recommend\w*|if|would"
    r"|will|should|may|might|could|schedul\w+|pending|unnecessary|unless|until|awaiting"
    r"|offered|options?|alternatives?|indicat\w+|candidate|failed|prior|previous(?:ly)?"
    r"|status post|s/p|h/o|history of|old|existing|earlier|after|since|requir\w+"
    r"|need\w*|next|request\w*|authori[sz]\w*|risks?|consent\w*|reschedul\w+|instead of"
    r"|rather than|versus|vs|in case|ref|referr\w+|ago|last (?:year|month|week)"
    r"|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
"""Words of an operation that was not done, or not now."""


_BRIEF = 1500
"""Characters of a note that may be nothing but the record of an operation."""
_PROCEDURE_LINE = sought(
    r"^\W*(?:procedures?|operation)(?: performed)?\s*:", re.IGNORECASE | re.MULTILINE
)
_OF_OPERATION = sought(
    r"\b(?:EBL|estimated blood loss|post-?op(?:erative)? (?:dx|diagnosis)|mayfield"
    r"|position\s?:|ha?emostasis|an[ae]?esthesia\s?:|complications\s?:|drain)",
    re.IGNORECASE,
)
_HEAD = 60
_NO_TITLE = re.compile(
    r"[.?!]\s|\b(?:request\w*|order\w*|auth\w*|referr?al|plan\w*|consent|policy|history"
    r"|follow-?up|f/u|post|prior|questions?|instructions?|education|schedul\w+|status"
    r"|log|list|was|were|is|cancell?ed|denied|appeal|note to|re:)\b",
    re.IGNORECASE,
)
"""What makes the first line another thing than the name of a procedure done."""
_TECHNIQUE = re.compile(
    r"\b(?:\d+(?:\.\d+)? ?(?:ml|cc|mls|mg|g(?:auge)?|sec(?:onds)?|s|degrees|C)(?=\b)"
    r"|tuohy|quincke|chiba|spinal needle|loss of resistance|LOR|fluoro\w*|c-arm"
    r"|contrast|omnipaque|isovue|gadolinium|lido\w*|bupi\w*|ropi\w*|dex\w*|kenalog"
    r"|triamcinolone|betamethasone|beta|depo-?medrol|celestone|PMMA|cement"
    r"|vascular uptake|epidurogram|prepped|chlorhexidine|betadine|sterile|tolerated"
    r"|impedances?|IPG"
    r"|needles?|probe|cannula|lesion\w*|DSA|sedation|MAC)\b",
    re.IGNORECASE,
)


def is_own_note(document: DocumentView) -> bool:
    """Whether a document is the note of an operation or a needle procedure.

    A brief note whose head names nothing but the procedure ("MBB #1 lumbar") is one
    where it tells of drugs, needles or seconds.
    """
    if document.document.kind == "operative-note":
        return True
    return document.once(is_own_note, lambda: _is_brief_note(document))


def _is_brief_note(document: DocumentView) -> bool:
    text = document.source.text
    if document.document.kind not in ("clinic-note", "other") or len(text) > _BRIEF:
        return False
    head = next((line for line in text.splitlines() if line.strip()), "")
    if len(head) > _HEAD or _NO_TITLE.search(head) or not operations(head):
        return False
    return len({one.lower() for one in _TECHNIQUE.findall(text)}) > 1


def is_done(document: DocumentView, sentence: Sentence, one: Operation) -> bool:
    """Whether the sentence of an operation's own note tells of one that was done."""
    text = sentence.text
    brief = document.document.kind != "operative-note" and sentence.role == "history"
    listed = sentence.role == "diagnoses"
    below = sentence.role == "indication" and is_below(document, sentence)
    past = not brief and sentence.role == "history" and is_below(document, sentence)
    if not (sentence.role in _ROLES or brief or listed or below or past):
        return False
    start = min(one.start, one.place.start) if one.place else one.start
    low = max((m.end() for m in _BOUNDARY.finditer(text, 0, start)), default=0)
    after = _BOUNDARY.search(text, one.end)
    high = after.start() if after else len(text)
    lead, tail = text[low:start], text[one.end : high]
    for earlier in operations(lead):
        lead = lead[: earlier.start] + " " * len(earlier.name) + lead[earlier.end :]
    lead, labelled = _unlabelled(_DIGIT_DOT.sub("", lead))
    if labelled is None and _DASHED.match(text, 0, low):
        labelled = True
    first = sentence.start <= sentence.block.start + len(sentence.block.label or "")
    if labelled is None and first and _LABELS.search(sentence.block.label or ""):
        return False
    if labelled is False or _NOT.search(lead) or _NOT.search(tail):
        return False
    if past and not _DONE.match(_behind_place(text, one, high).lstrip(" ,)")):
        return False
    if listed and first and not labelled:
        return bool(_DONE.search(tail[:60]))
    if labelled or _QUALIFIES.fullmatch(lead):
        return _leads(tail)
    return bool(_DOING.search(lead) or _DONE.match(tail.lstrip(" ,)")))


def _behind_place(text: str, one: Operation, high: int) -> str:
    """What follows an operation in its clause, behind the levels it names."""
    return text[max(one.end, one.place.end) if one.place else one.end : high]


def tells_what_was_done(sentence: Sentence) -> bool:
    """Whether a sentence stands where a note tells the course of the operation."""
    return sentence.role in _ROLES


def is_below(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence begins on a line below the "Indication:" that it falls under.

    A short note has no heading for what was done after it.
    """
    head = document.source.text[sentence.section.start : sentence.start]
    return "\n" in head and len(document.source.text) <= _BRIEF


def _unlabelled(lead: str) -> tuple[str, bool | None]:
    """The words behind a label, and whether it is one of what was done."""
    label, colon, rest = lead.rpartition(":")
    if not colon:
        return lead, None
    if _TITLE.search(f"{label}:"):
        return rest, True
    return rest, False if _LABELS.search(label) else None


_STATE = re.compile(
    r"[\s,)]*(?:was|were|is|are|appeared|looked|felt|site|sites|bed|cavity|defect|trough"
    r"|complete|adequate|tray|set|needle|history)\b",
    re.IGNORECASE,
)
"""What tells of the state of an operation and not that it was done."""


def _leads(tail: str) -> bool:
    return bool(_DONE.search(tail[:60])) or not _STATE.match(tail)


def tells_operation(document: DocumentView) -> bool:
    """Whether a note is the brief record of an operation, by its own lines."""
    text = document.source.text[:_BRIEF]
    told = {match.lower() for match in _OF_OPERATION.findall(text)}
    return bool(_PROCEDURE_LINE.search(text)) and len(told) > 1
