"""Operations of an operative note: under its headings, else told in its course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.components import by_parts
from workbench.extract.rules.frames.operations.done_words import clause_before
from workbench.extract.rules.frames.operations.operation_days import date_of
from workbench.extract.rules.frames.operations.past_years import year_before
from workbench.extract.rules.frames.operations.performed import is_done
from workbench.extract.rules.frames.operations.procedures import Operation, operations
from workbench.extract.rules.frames.operations.told_operations import (
    LIST_ROLES,
    Done,
    counts,
    quotes,
    side_beside,
)
from workbench.extract.rules.frames.request.assembly import assembled
from workbench.extract.rules.frames.told.questions import is_readable, label_of
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.values.dates import find_dates
from workbench.schema.case import Assertion
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate, earliest

_OPERATIVE_TITLE = re.compile(
    r"(?:names? of |title of |primary |secondary )?(?:procedures?|operations?|surgery"
    r"|surgeries|proc|procs|op|ops|px|intervention)"
    r"(?:\(s\))?(?: (?:performed|done|title|carried out|today))?"
    r"|operative procedures?(?: performed)?",
    re.IGNORECASE,
)
_NARRATED = re.compile(r"\b(?:was|were|then|I|we|is)\b")
_SURELY_BEFORE = re.compile(
    r"\b(?:s/p|status[ -]?post|underwent|prior|previous(?:ly)?|history of|h/o)\b"
    r"(?:[\s,:(]+[\w/.'-]+){0,7}[\s,:(-]*$",
    re.IGNORECASE,
)


def operative(document: DocumentView) -> Iterator[Done]:
    """Operations under the procedure headings of an operative note.

    Its narrative names each step and is left out; what it says of earlier operations
    is read where the words leave no doubt.
    """
    date, dated = _operation_date(document)
    titled = [
        (one, sentence)
        for sentence in document.sentences
        if _OPERATIVE_TITLE.fullmatch(label_of(sentence).strip(" :"))
        and is_readable(sentence)
        and not _NARRATED.search(sentence.text)
        for one in operations(sentence.text)
        if not one.dependent and counts(one, "spine")
    ]
    headed = bool(titled)
    titled = titled or _told_there(document)
    sources = dict(titled)
    named: list[Done] = []
    for one, kind in assembled([one for one, _ in titled]):
        cites = quotes(document, sources[one])
        side = side_beside(sources[one].text, one)
        settled = replace(one, kind=kind)
        named.append(Done(settled, date, "historical", cites + dated, side))
    yield from named
    yield from () if headed else by_parts(document, date, named)
    for sentence in filter(is_readable, document.sentences):
        if sentence.role in LIST_ROLES:
            continue
        for one in operations(sentence.text):
            if one in sources or one.dependent or not counts(one, sentence.text):
                continue
            told: Assertion | None = _besides(document, sentence, one)
            if told is not None:
                own = date_of(sentence.text, one, (one,), None)
                cites = quotes(document, sentence)
                yield Done(one, own, told, cites, side_beside(sentence.text, one))


_DAYS_AFTER = re.compile(
    r"\b(?:POD\s?#?\s?\d{1,3}|\d{1,3}\s?(?:/\s?(?:7|12|52)|days?|d|weeks?|wks?|months?|mos?"
    r"|years?|yrs?))\s(?:after|following|from|post|out from|status[ -]post)"
    r"(?:[\s,(]+[\w/.'-]+){0,5}[\s,(-]*\Z",
    re.IGNORECASE,
)
"""How long ago another operation was ("POD 16 after L2-4 laminectomy")."""
_LEFT_OUT = re.compile(
    r"(?:\s(?:of|at|to)?\s?[CTLS]\d{1,2}(?:\s?[-/]\s?[CTLS]?\d{1,2})?)?,?\s(?:was|were"
    r"|has been|had been)?\s?(?:therefore\s|thus\s)?(?:not|NOT)\s(?:then\s)?"
    r"(?:performed|carried out|done|undertaken|attempted|needed|necessary|required"
    r"|included|extended)\b",
    re.IGNORECASE,
)
"""What was not done after all ("fusion of L5-S1 was NOT carried out as planned")."""
_OF_YEAR = re.compile(
    r"\b(?:from|of|after|since|by)\s(?:the|her|his|an?)\s(?P<year>(?:19|20)\d\d)\s"
    r"(?:[\w-]+\s){0,2}\Z",
    re.IGNORECASE,
)
"""What dates another operation ("scar from the 2018 posterolateral fusion")."""
_NO_PRIOR = re.compile(
    r"\b(?:no|nil|without|never had|denies)(?: any)?\s(?:previous|prior|past|earlier)\s"
    r"(?:[\w-]+\s){0,3}\Z",
    re.IGNORECASE,
)


def _besides(
    document: DocumentView, sentence: Sentence, one: Operation
) -> Assertion | None:
    """What a note says of an operation that was not the one of the day."""
    text = sentence.text
    start = min(one.start, one.place.start) if one.place else one.start
    end = max(one.end, one.place.end) if one.place else one.end
    if _NO_PRIOR.search(text[:start]) or _LEFT_OUT.match(text, one.end):
        return "absent"
    if _SURELY_BEFORE.search(clause_before(text, one.start)):
        return "historical"
    own, year = document.document.date, _OF_YEAR.search(text[:start])
    if own and year and int(year["year"]) < earliest(own).year:
        return "historical"
    if _DAYS_AFTER.search(text[:start]) or year_before(document, text, end):
        return "historical"
    return None


def _told_there(document: DocumentView) -> list[tuple[Operation, Sentence]]:
    """What a note without such a heading says was done, each procedure once."""
    told: dict[tuple[object, ...], tuple[Operation, Sentence]] = {}
    for sentence in filter(is_readable, document.sentences):
        for one in operations(sentence.text):
            if one.dependent or not counts(one, ""):
                continue
            if is_done(document, sentence, one):
                told.setdefault((one.kind, one.levels, one.sites), (one, sentence))
    return list(told.values())


def _operation_date(
    document: DocumentView,
) -> tuple[PartialDate | None, tuple[Evidence, ...]]:
    label = re.compile(
        r"\b(?:date of (?:surgery|operation|procedure|service)|surgery date|dos"
        r"|operation date|procedure date)\b",
        re.IGNORECASE,
    )
    for sentence in document.sentences:
        match = label.search(sentence.text)
        found = find_dates(sentence.text[match.end() :]) if match else ()
        if found:
            return found[0].value, (document.cite_sentence(sentence),)
    return document.document.date, ()
