"""Treatments that only stand in a name: a business, a heading, an insurer's office.

"HARBOR HILL PHYSICAL THERAPY" is a business; "To: Northfield Health, Medical
Management" an addressee.  Nobody was treated.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.treatment.clauses import Told
from workbench.extract.rules.frames.treatment.words import (
    Item,
    grammar,
    items,
    regions,
    status,
)
from workbench.extract.rules.model import Sentence

_WINDOWS = ("in the", "within", "over the", "during the")
_TITLE = frozenset(
    "initial evaluation re-evaluation eval discharge summary note notes daily progress "
    "record records log flow sheet flowsheet report attendance ledger plan of care "
    "visit outpatient treatment history and".split()
)
"""Words of the title of a therapy record."""
_TICK = re.compile(r"[\[(]\s?[xX]\s?[\])]")
_ADDRESSED = re.compile(
    r"\W*(?:to|attn|attention|from|cc|via|c/o|send to|fax(?:ed)? to|payer|payor|plan|"
    r"insurer|insurance|reviewer|department|dept|division|addressee|recipient|office|"
    r"submit to|care management|utili[sz]ation)\b"
    r"(?:\s*[:.=]|\s{2,}|\s[/&]|\s(?=[A-Z]))",
    re.I,
)
"""A line that says to whom it goes ("To   Northfield Health, Medical Management")."""
_YES = re.compile(r"[?:]\W{0,24}(?:yes|y)\b", re.I)
_SMALL = ("and", "of", "the", "for", "at", "in", "&")


_TRIAGE = re.compile(
    r"(?:\A|\s{2,}|\|)\s*ESI(?: level)?\W{0,2}[1-5]\s*(?:\Z|\s{2,}|\|)"
)
"""A cell of an emergency room: the severity index, no injection."""
_STAFF = re.compile(
    r"\b(?:team|conference|panel|board|staff|clinics?|departments?)\s?\([^()]*\Z", re.I
)
"""Disciplines that a bracket names as those who met ("our team (pain, PT) ...")."""


_ADDRESSED_CELL = re.compile(
    r"(?:\A|\s{2,})\W*(?i:to|attn|cc|from|facility|clinic|provider|referred by)\s?:"
    r"\s{1,4}(?:[A-Z][\w.&'-]*\s){1,5}\Z"
)
"""A cell that says to which house a paper goes ("From: A. Berg, MD   To: Lark PT")."""
_OFFICE = "medical management"


def _is_office(sentence: Sentence, item: Item) -> bool:
    """Whether a line is nothing but the name of an insurer's office, in capitals."""
    words = sentence.text[item.start : item.end]
    alone = sentence.text.strip() == words and sentence.block.kind == "paragraph"
    capitals = words.istitle() or words.isupper()
    return alone and capitals and words.lower() == _OFFICE


def _is_addressed(text: str, item: Item) -> bool:
    """Whether words end the name of the house that a cell is addressed to."""
    ends = text[item.end : item.end + 2].strip() == ""
    capital = text[item.start].isupper()
    return capital and ends and bool(_ADDRESSED_CELL.search(text[: item.start]))


def is_triage(text: str) -> bool:
    """Whether a line heads an emergency room's paper with its severity index."""
    return _TRIAGE.search(text) is not None


def only_named(sentence: Sentence, told: Told) -> bool:
    """Whether a treatment stands in a name or a heading, and nobody was treated.

    "HARBOR HILL PHYSICAL THERAPY" is a business; "Section 4 - Conservative care in the
    last 12 months" asks and does not tell.
    """
    text = sentence.text
    if _STAFF.search(text[: told.item.start]):
        return True
    if _is_office(sentence, told.item) or _is_addressed(text, told.item):
        return True
    if told.answers or told.lengths or told.spans or told.days or told.visits:
        return False
    if grammar("pointer", text) and not status("done", text):
        return True
    if told.item.kind == "conservative-care":
        said = status("done", text) or status("declined", text) or _YES.search(text)
        asked = bool(told.vague) and told.vague[0].lower().startswith(_WINDOWS)
        unasked = asked and not said and sentence.block.checked is None
        return unasked or _is_letterhead(text, told.item)
    return _is_letterhead(text, told.item)


def _is_letterhead(text: str, item: Item) -> bool:
    """Whether a line of capitalised words is the name of a place of treatment."""
    text = _TICK.sub(lambda mark: " " * len(mark.group()), text)
    words = re.findall(r"[^\W\d_][\w'.&-]*", text)
    if item.event or item.name or not 2 <= len(words) <= 8 or re.search(r"[:;?]", text):
        return False
    if any(word[0].islower() and word.lower() not in _SMALL for word in words):
        return False
    rest = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    left = re.findall(r"[^\W\d_][\w'&-]*", rest)
    if left and all(word.lower() in _TITLE for word in left):
        return True
    if regions(text) or items(rest) or _said(rest):
        return False
    known = [(one.start, one.end) for one in grammar("business", rest)]
    names = [
        match.group()
        for match in re.finditer(r"[^\W\d_][\w'.&-]*", rest)
        if not any(low <= match.start() < high for low, high in known)
    ]
    return bool(names or known)


def _said(text: str) -> bool:
    return any(
        status(name, text) for name in ("done", "ongoing", "planned", "declined")
    ) or bool(grammar("taught", text) or grammar("visit", text) or grammar("sum", text))


def is_addressee(text: str) -> bool:
    """Whether a line says to whom it goes, and only its office sounds like care."""
    if not _ADDRESSED.match(text) or _said(text):
        return False
    return all(one.kind == "conservative-care" for one in items(text))
