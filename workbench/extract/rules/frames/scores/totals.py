"""Totals under the items of a questionnaire, named by the title above them."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import (
    Passage,
    dated,
    dates_in,
    evidence,
    heading,
)
from workbench.extract.rules.frames.scores.items import questionnaire
from workbench.extract.rules.frames.scores.names import pattern, scale_of
from workbench.extract.rules.frames.scores.values import value_after
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import FunctionalLimit
from workbench.schema.evidence import Evidence

_ITEMS = 16
_TITLE = 120
_TOTAL = sought(
    r"\W*(?:grand |overall |raw )?(?:total|sum|score)(?: score| points)?\b[ :.=|-]*"
    r"|\W*(?:(?:for )?(?:office|staff|clinic|ma|nurse)(?: use)?(?: only)?|added up"
    r"|adds up to)?"
    r"\s{0,3}[:=]\s{0,3}(?=\d{1,2}\s{0,3}(?:/\s?\d{2}\s{0,3})?[=(]\s{0,2}\d{1,3}\s?%)",
    re.IGNORECASE,
)
"""The line that adds up the items of a questionnaire."""
_AT_END = sought(
    r"(?:\s{3,}|(?<=\s\s[0-5])\s|(?<=\")\s)(?:total|sum|score)\b[ :.=|-]{1,4}"
    r"(?=(?:\d{1,2}\s?/\s?\d{2,3}\s{0,3}=?\s{0,3})?(?:\d{1,3}\s?%)?"
    r"(?:\s(?:w/|with|incl\w*)\s[^.;:\d]{0,30}|\s{0,3}\([^()]{0,40}\))?\s*\Z)",
    re.IGNORECASE,
)
"""The total behind the last item of a questionnaire, on its line."""
_LAST_TIME = re.compile(
    r"\((?:was|last time|last|previous(?:ly)?|prior|before)[ :=]{1,3}"
    r"(?P<value>\d{1,3})\s?%[^()]{0,30}\)",
    re.IGNORECASE,
)
"""The total of an earlier filling, in brackets behind this one's."""


def total_of_items(passage: Passage) -> Iterator[FunctionalLimit]:
    """A total under the items of a questionnaire, named by the title above them."""
    lead = _TOTAL.match(passage.text) or _AT_END.search(passage.text)
    if lead is None:
        return
    title = _title_above(passage)
    match = pattern().search(title.quote) if title else None
    name = scale_of(match) if match else ""
    if title is None and (known := questionnaire(passage)):
        name, title = known
    if title is None:
        return
    found = value_after(passage.text, lead.end(), len(passage.text), name)
    if found is None or not name:
        return
    days = dates_in(title.quote, passage.view.document.date)
    yield FunctionalLimit(
        id="?",
        kind="score",
        name=name,
        value=found[0],
        unit=found[1],
        date=days[0].value if days else dated(passage, 0, len(passage.text)),
        evidence=tuple(dict.fromkeys((*evidence(passage), title))),
    )
    if before := _LAST_TIME.search(passage.text, lead.end()):
        yield FunctionalLimit(
            id="?",
            kind="score",
            name=name,
            assertion="historical",
            value=int(before["value"]),
            unit="%",
            evidence=tuple(dict.fromkeys((*evidence(passage), title))),
        )


def _title_above(passage: Passage) -> Evidence | None:
    """The nearest short line or heading above that names one score."""
    place, section = passage.sentence.index, passage.sentence.section
    for one in reversed(passage.view.sentences[max(place - _ITEMS, 0) : place]):
        if one.section is not section:
            break
        names = {match.lastgroup for match in pattern().finditer(one.text)}
        if names:
            short = len(names) == 1 and len(one.text) <= _TITLE
            return passage.view.cite_sentence(one) if short else None
    return heading(passage.view, section) if pattern().search(section.title) else None
