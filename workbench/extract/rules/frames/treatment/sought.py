"""Injections that a document asks for, which nobody has given for that.

"CPT 64483-LT, transforaminal injection L5-S1, first of this episode" on a request and
"first injection in this region? [x] yes" below it name what is to come.  One that has
a day, a length or a result was given, wherever it is told.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.document import asked_lines
from workbench.extract.rules.model import DocumentView, PacketView
from workbench.schema.case import Treatment

_GIVEN_BY_NEEDLE = frozenset(
    {
        "injection",
        "epidural-injection",
        "facet-injection",
        "nerve-block",
        "radiofrequency",
        "trigger-point-injection",
        "oral-steroid",
    }
)
_FIRST = re.compile(
    r"\b(?:first|initial|1st)\s(?:\w+\s){0,2}?(?:injection|esi|epidural|block|session)\b",
    re.IGNORECASE,
)


def without_asked(
    document: DocumentView, packet: PacketView, facts: list[Treatment]
) -> list[Treatment]:
    """The treatments of a document without the injections that it only asks for."""
    if not any(map(_may_be_asked, facts)):
        return facts
    asked = asked_lines(document, packet)
    form = document.document.kind == "request-form"
    return [
        one
        for one in facts
        if not (_may_be_asked(one) and (_stands_in(one, asked) or form and _first(one)))
    ]


def _may_be_asked(fact: Treatment) -> bool:
    told = fact.start or fact.end or fact.date or fact.response or fact.days
    return fact.kind in _GIVEN_BY_NEEDLE and fact.assertion == "present" and not told


def _stands_in(fact: Treatment, lines: frozenset[int]) -> bool:
    """Whether the words of a fact stand in lines that ask."""
    return lines.issuperset(fact.evidence[0].lines)


def _first(fact: Treatment) -> bool:
    return _FIRST.search(fact.evidence[0].quote) is not None
