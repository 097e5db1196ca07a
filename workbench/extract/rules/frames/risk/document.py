"""Modifiers of risk: nicotine, and beside it what comorbid reads.

What words say of nicotine is in ``smoking_words``, what a form answers in
``smoking_answers``; here a sentence becomes a fact with its day and its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.risk.comorbid import bmi, comorbid
from workbench.extract.rules.frames.risk.quit_dates import until_when
from workbench.extract.rules.frames.risk.quitting import Ended, ended
from workbench.extract.rules.frames.risk.smoking_answers import (
    asks_ever,
    beside,
    status_of,
)
from workbench.extract.rules.frames.risk.smoking_fields import (
    heads,
    is_amount,
    quit_field,
)
from workbench.extract.rules.frames.risk.smoking_words import (
    SUBJECT,
    Status,
    product,
    product_of,
    uses_other,
    uses_still,
)
from workbench.extract.rules.frames.told.conditions import is_of_family
from workbench.extract.rules.frames.told.questions import (
    answered,
    answered_no,
    cite_question,
    is_readable,
    is_ticked,
    ticked_column,
)
from workbench.extract.rules.layout.value_notes import explains_values, names_a_group
from workbench.extract.rules.model import DocumentView, PacketView, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, RiskFactor
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

_SILENT_ROLES = ("family", "policy", "precautions", "template")
_ABSENT: tuple[Status, ...] = ("never", "not-current")
_LONGEST_TOLD = 600
_RELAPSED = sought(
    r"\b(?:but|then|and)\b[^.;]{0,40}\b(?:resum\w+|restart\w+|relaps\w+|again|back to"
    r"|still)\b",
    re.IGNORECASE,
)
_QUIT_ON = sought(
    r"(?:he |she |they |has |date )*(?:quit|stopped|last (?:used?|smoked|cigarette))"
    r"(?: (?:smoking|tobacco|cigarettes|vaping|all nicotine))?(?: date)?"
    r"[ :,]*(?:on |in |about |since )?(?=\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)[a-z]*\b)",
    re.IGNORECASE,
)
"""A sentence of nothing but when it was given up."""
_QUIT = re.compile(r"\b(?:quit|stopped|last used?)\b", re.IGNORECASE)


def read(document: DocumentView, packet: PacketView) -> list[RiskFactor]:
    """Risk factors that one document states, ids "?"."""
    if document.document.kind in ("policy-excerpt", "imaging-report"):
        return []
    found: list[RiskFactor] = []
    for sentence in document.sentences:
        if sentence.role in _SILENT_ROLES or not is_readable(sentence):
            continue
        if is_of_family(document, sentence) or explains_values(sentence.text):
            continue
        if not names_a_group(sentence.text):
            found += _nicotine(document, sentence)
            found += comorbid(document, sentence)
        found += bmi(document, sentence)
    return found


def _nicotine(document: DocumentView, sentence: Sentence) -> Iterator[RiskFactor]:
    anchor = document.document.date
    other = None if answered(sentence) is False else uses_other(sentence)
    over = None if other else _over(document, sentence, anchor)
    status: Status | None = "former" if over else "current" if other else None
    status = status or status_of(document, sentence)
    if status == "never" and _NEVER_ELSE.match(sentence.text):
        return
    if status == "current" and answered_no(sentence, 0):
        status = "not-current"
    if status == "current" and _told_as_past(document, sentence):
        status = "former"
    if status is None or _spells_out(document, sentence):
        return
    until = over.until if over else None
    if status == "former" and until is None:
        until = until_when(sentence.text, anchor)
    cites = _cites(document, sentence)
    if status == "former" and until is None:
        until, told = _quit_beside(document, sentence, anchor)
        cites = (*cites, *told)
    yield RiskFactor(
        id="?",
        kind="nicotine",
        assertion=_assertion(status),
        status=status,
        until=until,
        name=product_of(sentence.text, status) or _asked_of(sentence, cites),
        detail="ever" if status == "former" and asks_ever(sentence) else None,
        evidence=cites,
    )


_NEVER_ELSE = re.compile(
    r"\W*never\s(?!.*\b(?:smok|tobac|nicot|vap|cig|dip|chew|pipe|snus|pouch"
    r"|used\b(?! alc| drug)|did\b|has\b|have\b))[a-z]",
    re.IGNORECASE | re.DOTALL,
)
"""A sentence that says "never" of something else ("Never operated on the neck.")."""


def _asked_of(sentence: Sentence, cites: tuple[Evidence, ...]) -> str | None:
    """The product that is all a ticked box is asked of ("cigarettes  [x] past")."""
    if not is_ticked(sentence) or len(cites) < 2:
        return None
    asked = cites[1].quote.strip(" .:?")
    return product(asked) if asked.isalpha() else None


def _told_as_past(document: DocumentView, sentence: Sentence) -> bool:
    """Whether an amount is one of years gone by ("smoked half a pack for 15 years").

    What somebody "smoked" last week or still does is no past; without the years that it
    went on, only the day of quitting right behind makes it one.
    """
    text = sentence.text
    if not _SMOKED.search(text) or _SMOKES.search(text):
        return False
    return bool(_YEARS.search(text) or _quit_next(document, sentence))


_SMOKED = re.compile(r"\b(?:smoked|vaped|chewed|dipped)\b", re.IGNORECASE)
_SMOKES = re.compile(
    r"\b(?:smokes|smoking|smoker|vapes|vaping|current\w*|still|now|continues|today"
    r"|yesterday|this|last|daily|recent\w*|ago|relapsed|again)\b",
    re.IGNORECASE,
)
"""Words of a use that goes on, or that was a short while ago."""
_YEARS = re.compile(
    r"\b(?:for|x|over)\s?(?:about |over |nearly |some |roughly |~ ?)?"
    r"(?:\d{1,2}|[a-z]+)\+?\s?(?:years?|yrs?|y|decades?)\b",
    re.IGNORECASE,
)


def _over(
    document: DocumentView, sentence: Sentence, anchor: PartialDate | None
) -> Ended | None:
    """That use has ended, told by its last day; nothing where it was also taken up."""
    if sentence.block.checked is not None or len(sentence.text) > _LONGEST_TOLD:
        return None
    above = document.sentences[sentence.index - 1] if sentence.index else None
    if above and _quit_next(document, above) is sentence:
        if status_of(document, above) == "former":
            return None
    found = None if uses_still(sentence.text) else ended(sentence.text, anchor)
    rest = sentence.text[found.end :] if found else ""
    return None if _RELAPSED.search(rest) else found


def _spells_out(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a field gives the amount of a status above it that is no current use."""
    amount = is_amount(sentence.text)
    if not amount and not _HISTORY.fullmatch(sentence.text):
        return False
    over = heads(document, sentence) if amount else []
    told = (
        status_of(document, one) for one in (*over, *_just_before(document, sentence))
    )
    return next((one for one in told if one), "current") != "current"


_HISTORY = re.compile(
    r"\W*(?:about |approx\.? |~ ?)?\d{1,2}(?:[./]\d{1,2})? ?"
    r"(?:ppd|pk?s?/d(?:ay)?|(?:packs?|cig(?:arette)?s?)(?: (?:a|per) day|/day)?)"
    r"(?:[ ,x]*(?:for)? ?(?:about |over )?\d{1,2}\+? ?(?:years?|yrs?|y))?\W*",
    re.IGNORECASE,
)
"""How much was smoked, and nothing of when ("1 ppd for 30 years.")."""


def _just_before(document: DocumentView, sentence: Sentence) -> list[Sentence]:
    """The sentence right before in the same paragraph."""
    before = document.sentences[sentence.index - 1] if sentence.index else None
    same = before is not None and before.block is sentence.block
    return [before] if before is not None and same else []


def _quit_beside(
    document: DocumentView, sentence: Sentence, anchor: PartialDate | None
) -> tuple[PartialDate | None, tuple[Evidence, ...]]:
    """The day of quitting, in a box on the line or in a field below the status."""
    fields = beside(document, sentence) if is_ticked(sentence) else []
    below = quit_field(document, sentence, lambda one: bool(status_of(document, one)))
    below = below or _quit_next(document, sentence)
    for other in (*fields, *([below] if below else [])):
        quit_on = until_when(other.text, anchor)
        if quit_on and (other is below or _QUIT.search(other.text)):
            return quit_on, (document.cite_sentence(other),)
    return None, ()


def _quit_next(document: DocumentView, sentence: Sentence) -> Sentence | None:
    """The sentence right after that tells the day only ("Ex smoker. Quit 11/1/25.")."""
    for other in document.sentences[sentence.index + 1 : sentence.index + 2]:
        if other.section is sentence.section and _QUIT_ON.match(other.text):
            return other
    return None


def _assertion(status: Status) -> Assertion:
    if status in _ABSENT:
        return "absent"
    return "historical" if status == "former" else "present"


def _cites(document: DocumentView, sentence: Sentence) -> tuple[Evidence, ...]:
    """The sentence, and its question where it does not name the subject itself."""
    own = document.cite_sentence(sentence)
    if SUBJECT.search(sentence.text):
        return (own, *_column_cite(document, sentence))
    title = sentence.section.title
    place = document.source.text.find(title, sentence.section.start)
    if not is_ticked(sentence) and SUBJECT.search(title) and place >= 0:
        return own, document.cite(place, place + len(title))
    near = [one for one in beside(document, sentence) if SUBJECT.search(one.text)]
    if near:
        return own, document.cite_sentence(near[0])
    return cite_question(document, sentence)


def _column_cite(document: DocumentView, sentence: Sentence) -> tuple[Evidence, ...]:
    """The header over the marked cell of a row."""
    column = ticked_column(sentence)
    return tuple(
        document.cite(cell.header_start, cell.header_end)
        for cell in sentence.block.cells[1:]
        if cell.header == column
        and column
        and cell.header_start is not None
        and cell.header_end is not None
    )
