"""Scans that the packet asks for and nobody has made.

A request for a scan names it in many places: the order, the plan, a nurse's call, the
title of the form.  None of these is an earlier study.  A study of the kind and region
asked for, of which the record tells no finding, no day before the request and no word
of its having been made, is the one that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.content import expressions as re
from workbench.schema.case import ImagingStudy, RequestedProcedure
from workbench.schema.partial_date import PartialDate, earliest, latest

_SCANS = {"spine-mri": ("mri", "cervical thoracic lumbar sacral".split())}
"""Requested procedures that are scans: the kind of the study, and its regions."""
_MADE = re.compile(
    r"\b(?:review\w*|show\w*|reveal\w*|demonstrat\w*|done|perform\w*|obtained|completed"
    r"|had(?! to)|underwent|reports?(?! to)|results?|findings?|impression|read(?: by)?"
    r"|compar\w*|comparison|last|prior(?! ?-?auth)|previous|earlier|old|outside|recent"
    r"|enclos\w*|attach\w*|dated|normal|unremarkable|negative|available"
    r"|on (?:disc|cd|file))\b",
    re.IGNORECASE,
)
"""Words that tell of a study that was made, or of what it showed."""
_ORDER = re.compile(
    r"\border(?:ed)? ?(?:date|#|no\b|number)"
    r"|\A\W*(?:new |open |active |today'?s |recent )?orders?\b"
    r"(?: (?:placed|entered|written|sent|signed|set|list))?(?: on)?[ :]*\d{1,4}[/.-]\d",
    re.IGNORECASE,
)
"""What labels the day or number of an order, or a dated list of orders."""
_NAME = re.compile(r"\b(?:mri?|magnetic resonance)\b", re.IGNORECASE)
_NEAR = 45
"""Characters around a scan's name that speak of it."""
_WAITED_FOR = re.compile(
    r"\b(?:after|once|pending|await\w*|based on|discuss|review|with|for|when)\s"
    r"(?:the |his |her |mri |of ){0,2}(?:results?|findings?|report|mri)\b",
    re.IGNORECASE,
)
"""A result that is waited for, which tells of no study made."""


def without_asked(
    studies: Sequence[ImagingStudy],
    requests: Iterable[RequestedProcedure],
    day: PartialDate | None,
) -> tuple[ImagingStudy, ...]:
    """The studies, those that the request asks for as planned ones."""
    asked = [one for one in requests if one.kind in _SCANS and one.origin == "request"]
    return tuple(
        one.model_copy(update={"assertion": "planned", "date": None})
        if any(_is_asked(one, line) for line in asked) and not _was_made(one, day)
        else one
        for one in studies
    )


def _is_asked(study: ImagingStudy, line: RequestedProcedure) -> bool:
    """Whether a study is of the kind and region of a requested scan."""
    kind, regions = _SCANS[line.kind]
    if study.kind != kind or study.assertion != "present":
        return False
    return study.site in (None, line.site) or line.site not in regions


def _was_made(study: ImagingStudy, day: PartialDate | None) -> bool:
    if study.findings:
        return True
    quotes = [_WAITED_FOR.sub(" ", one.quote) for one in study.evidence]
    ordered = any(_ORDER.search(one) for one in quotes)
    if study.date and not ordered and (day is None or _before(study.date, day)):
        return True
    return any(_MADE.search(_beside(one)) for one in quotes)


def _before(date: PartialDate, day: PartialDate) -> bool:
    return latest(date) < earliest(day)


def _beside(quote: str) -> str:
    """What stands near a scan's name; all of a quote that does not name it."""
    name = _NAME.search(quote)
    return quote[max(name.start() - _NEAR, 0) : name.end() + _NEAR] if name else quote
