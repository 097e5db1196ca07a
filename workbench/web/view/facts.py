"""Facts as shown: what each says, where it is quoted, which criteria rest on it."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from workbench.schema.case import FACT_LISTS, Case, Fact, ImagingStudy
from workbench.schema.determination import Determination
from workbench.schema.evidence import DOUBTFUL, Evidence
from workbench.web.view import words


class Quote(NamedTuple):
    """One quote with the way to it."""

    text: str
    document: str
    line: int
    place: str
    doubtful: bool = False


class Use(NamedTuple):
    """A criterion that rests on a fact, once for all lines where it does."""

    criterion: str
    title: str
    lines: tuple[str, ...]


class FactView(NamedTuple):
    """One fact; ``by_hand`` tells that a person made or changed it."""

    id: str
    list: str
    headline: str
    assertion: str
    asserted: str
    details: tuple[tuple[str, str], ...]
    quotes: tuple[Quote, ...]
    uses: tuple[Use, ...]
    by_hand: bool
    study: str | None = None


class FactGroup(NamedTuple):
    """The facts of one list of the Case."""

    name: str
    title: str
    facts: tuple[FactView, ...]


def quote(evidence: Evidence) -> Quote:
    """A quote as shown."""
    doubt = evidence.confidence
    return Quote(
        evidence.quote,
        evidence.document,
        evidence.lines[0],
        words.place(evidence),
        doubt is not None and doubt < DOUBTFUL,
    )


def quotes(items: tuple[Evidence, ...]) -> tuple[Quote, ...]:
    """Quotes in order, each once."""
    return tuple(dict.fromkeys(quote(item) for item in items))


def groups(
    case: Case, determination: Determination, by_hand: frozenset[str] = frozenset()
) -> tuple[FactGroup, ...]:
    """All facts by list; empty lists are left out."""
    used = uses(determination)
    made: list[FactGroup] = []
    for name in FACT_LISTS:
        facts: list[FactView] = []
        for fact in getattr(case, name):
            facts.append(_view(name, fact, used, by_hand))
            if isinstance(fact, ImagingStudy):
                facts += [
                    _view(name, one, used, by_hand, fact.id) for one in fact.findings
                ]
        if facts:
            made.append(FactGroup(name, words.LISTS[name], tuple(facts)))
    return tuple(made)


def _view(
    name: str,
    fact: Fact,
    used: dict[str, tuple[Use, ...]],
    by_hand: frozenset[str],
    study: str | None = None,
) -> FactView:
    return FactView(
        id=fact.id,
        list=name,
        headline=words.headline(fact),
        assertion=fact.assertion,
        asserted=words.ASSERTIONS[fact.assertion],
        details=words.details(fact),
        quotes=quotes(fact.evidence),
        uses=used.get(fact.id, ()),
        by_hand=fact.id in by_hand,
        study=study,
    )


def uses(determination: Determination) -> dict[str, tuple[Use, ...]]:
    """By fact id, the criteria that rest on it with the lines where they do."""
    found: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(dict)
    for line in determination.lines:
        for result in line.criteria:
            for fact in result.facts:
                lines = found[fact].setdefault((result.id, result.title), [])
                lines.append(line.id)
    return {
        fact: tuple(Use(one, title, tuple(lines)) for (one, title), lines in by.items())
        for fact, by in found.items()
    }
