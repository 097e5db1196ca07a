"""Coverage, state and planned day of the service, as labelled fields of the request.

Only a field whose label asks for it counts: "Plan: Medicare Advantage", "State: TX",
"Planned date of service: 06/12/2026".  A secondary plan, the state of a licence and the
date of a visit that is over are none of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.marked import only_marked
from workbench.extract.rules.frames.request.resources import without_told
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import is_exact
from workbench.vocabulary.coverage import (
    line_of_business,
    names_line_of_business,
    state_code,
)


class Covered(NamedTuple):
    """What the request says of coverage, place and day, with its quotes."""

    line_of_business: str | None
    state: str | None
    service_date: str | None
    evidence: tuple[Evidence, ...]


_END = r"\s{0,3}(?:[:=|?]|\s-\s|\s{2,}|\.{2,})\s{0,40}"
_BUSINESS = sought(
    r"(?:^|[;|]|\s{3,})\W{0,3}(?:(?:primary |health |member |patient )?"
    r"(?:line of business|lob|plan(?: name| type)?|payer|payor|insurer|carrier"
    r"|insurance(?: plan| type| company)?|coverage(?: type)?|product(?: type)?"
    r"|benefit plan))" + _END,
    re.IGNORECASE,
)
_STATE = sought(
    r"(?:^|[;|,]|\s{3,})\W{0,3}(?:(?:member|patient|plan|service)(?:'s)? )?state"
    r"(?: of (?:residence|service|issue))?" + _END,
    re.IGNORECASE,
)
_SERVICE = sought(
    r"(?:^|[;|,]|\s{3,})\W{0,3}(?:(?:planned|proposed|anticipated|requested|scheduled"
    r"|tentative|expected|estimated|target)\s)?(?:date of (?:service|surgery|procedure"
    r"|the (?:service|surgery|procedure))(?: \(dos\))?|(?:service|surgery|procedure)"
    r" date|dos)(?: \((?:planned|proposed|requested|anticipated)\))?" + _END,
    re.IGNORECASE,
)
_CUT = re.compile(r"\s{3,}|[;|]")
_PARTS = re.compile(r"\s{2,}|[;|,()]")
_ASKING = ("letter", "other")
_HEAD = 25
"""Sentences of a form in which its head stands."""
_GAP = 4
"""Characters between a heading and the value beside it."""
_MOST = 80
"""Characters of a value; a longer one is a sentence and no field."""


def read_coverage(requests: Iterable[DocumentView]) -> Covered:
    """Coverage, state and day of service from the request forms, in their order.

    Without a form what else asks is read: a letter or a sheet set out in fields.
    """
    asking = [only_marked(without_told(one)) for one in requests]
    forms = [one for one in asking if one.document.kind == "request-form"]
    forms = forms or [one for one in asking if one.document.kind in _ASKING]
    business = next(_values(forms, _BUSINESS, line_of_business), None)
    business = business or next(_bare(forms), None)
    state = next(_values(forms, _STATE, state_code), None)
    service = next(_values(forms, _SERVICE, _day), None)
    found = [one for one in (business, state, service) if one]
    return Covered(
        business[0] if business else None,
        state[0] if state else None,
        service[0] if service else None,
        tuple(dict.fromkeys(one[1] for one in found)),
    )


def _bare(forms: Iterable[DocumentView]) -> Iterator[tuple[str, Evidence]]:
    """A kind of coverage that stands by itself among the fields of a form's head."""
    for form in forms:
        for sentence in form.sentences[:_HEAD]:
            for part in _PARTS.split(sentence.text):
                if names_line_of_business(part):
                    kind = line_of_business(part)
                    if kind:
                        yield kind, form.cite_sentence(sentence)


def _values(
    forms: Iterable[DocumentView],
    label: Sought,
    value_of: Callable[[str], str | None],
) -> Iterator[tuple[str, Evidence]]:
    for form in forms:
        for sentence in form.sentences:
            if _heads(sentence, label) and len(sentence.text) <= _MOST:
                headed = value_of(sentence.text)
                if headed is not None:
                    yield headed, form.cite_sentence(sentence)
            for cell in sentence.block.cells if sentence.block.kind == "row" else ():
                if cell.header and label.fullmatch(f"{cell.header.strip()}: "):
                    celled = value_of(cell.text) if len(cell.text) <= _MOST else None
                    if celled is not None:
                        yield celled, form.cite_sentence(sentence)
            for match in label.finditer(sentence.text):
                text = _CUT.split(sentence.text[match.end() :], maxsplit=1)[0]
                value = value_of(text) if len(text) <= _MOST else None
                if value is not None:
                    yield value, form.cite_sentence(sentence)


def _heads(sentence: Sentence, label: Sought) -> bool:
    """Whether a label was taken for a heading ("Plan:") and this is its value."""
    section = sentence.section
    title = section.title.strip(" :")
    first = sentence.start <= section.start + len(section.title) + _GAP
    return bool(title) and first and label.fullmatch(f"{title}: ") is not None


def _day(text: str) -> str | None:
    """The first exact date of a value that begins with one."""
    for one in find_dates(text)[:1]:
        if one.start <= 12 and is_exact(one.value):
            return str(one.value)
    return None
