"""Days that people remember a complaint by: "since Christmas", "after Thanksgiving".

Each stands for its month; without a year it is the last one before the record.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.model import DateMention
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words.sought import sought
from workbench.schema.partial_date import PartialDate

_I = re.IGNORECASE
_MONTHS = {
    "new year": "January",
    "valentine": "February",
    "easter": "April",
    "mother's day": "May",
    "memorial day": "May",
    "father's day": "June",
    "fourth of july": "July",
    "4th of july": "July",
    "independence day": "July",
    "labor day": "September",
    "labour day": "September",
    "columbus day": "October",
    "halloween": "October",
    "veterans day": "November",
    "thanksgiving": "November",
    "hanukkah": "December",
    "christmas": "December",
    "xmas": "December",
}
"""Easter may lie in March, too; the later month makes no complaint too long."""
_HOLIDAY = sought(
    rf"\b(?P<name>{'|'.join(_MONTHS)})\b(?:'s|s)?(?: (?:day|eve))?"
    r"(?:,? (?:of |in )?(?P<year>(?:19|20)\d\d))?",
    _I,
)
_GREW = re.compile(
    r"\b(?:worse\w*|better|improv\w+|increas\w+|again|back)"
    r"\s(?:since|after|from|at)\b",
    _I,
)
"""Words of a change since such a day, when the complaint was there before."""


def find_holidays(text: str, anchor: PartialDate | None) -> Iterator[DateMention]:
    """The holidays that a text names, each with its month."""
    for match in _HOLIDAY.finditer(text):
        if _GREW.search(text[max(match.start() - 40, 0) : match.start()]):
            continue
        told = f"in {_MONTHS[match['name'].lower()]} {match['year'] or ''}".strip()
        for one in find_dates(told, anchor):
            yield DateMention(match.start(), match.end(), one.value)
