"""Whether the words behind an operation date it to a year before the document.

"Lumbar surgery in 2015", "foraminotomy C6-7 right 2015" and "microdiscectomy on the
left in 2020" tell of the past by the year alone.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.model import DocumentView
from workbench.schema.partial_date import earliest

_SMALL = (
    r"at|on the|on|in|of|the|about|around|circa|left|right|bilateral|both sides|abroad"
    r"|elsewhere|done|and|summer|winter|spring|fall|autumn|early|late|mid"
    r"|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
    r"|[CTLS]\d[\w/-]*"
)
_YEAR = re.compile(
    rf"(?:[\s,(]{{1,3}}(?:{_SMALL})){{0,6}}[\s,(]{{1,3}}(?P<year>(?:19|20)\d\d)\b(?![-/]\d)",
    re.IGNORECASE,
)


def year_before(document: DocumentView, text: str, end: int) -> bool:
    """Whether the year that soon follows ``end`` lies before the document's own."""
    own = document.document.date
    found = _YEAR.match(text, end)
    return bool(own and found and int(found["year"]) < earliest(own).year)
