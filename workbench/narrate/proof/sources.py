"""What a passage may say, by what it names: tokens of lines, facts, policy, studies.

Texts that the evaluator composed (reasons, notes, summaries) are no source: their
tokens must be found in the facts, quotes and parameters below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from workbench.content import expressions as re
from workbench.narrate.evidence import Chosen, Study
from workbench.narrate.markdown import plain
from workbench.narrate.proof.tokens import (
    GRADE_WORDS,
    Kind,
    canonical,
    tokens,
    unit_name,
)
from workbench.schema.case import Fact, RefusedFact
from workbench.schema.determination import LineResult
from workbench.schema.packet import DocumentSummary
from workbench.schema.spine import around, bounds, is_interspace, is_vertebra
from workbench.vocabulary import spine


class Item(NamedTuple):
    """A token without its place: what it says."""

    kind: Kind
    value: str
    unit: str = ""


Items = frozenset[Item]
NOTHING: Items = frozenset()
PLACES = frozenset(("level", "vertebra", "side"))


def in_text(*texts: str | None) -> Items:
    """The tokens that texts hold."""
    return NOTHING.union(*(_in_one(text) for text in texts if text))


@lru_cache(maxsize=4096)
def _in_one(text: str) -> Items:
    """One quote serves many passages, so what it holds is kept."""
    return frozenset(
        Item(token.kind, token.value, token.unit) for token in tokens(plain(text))
    )


def number(value: float | int | None, unit: str | None = None) -> Items:
    """A number as a token; ``None`` gives none."""
    if value is None:
        return NOTHING
    text = str(int(value)) if float(value).is_integer() else repr(float(value))
    return frozenset({Item("number", canonical(text), unit_name(unit))})


def of_line(line: LineResult) -> Items:
    """Level, side, codes and stage of a line, and the roots that its level concerns.

    A resected vertebra is judged at both interspaces around it.
    """
    return (
        in_text(line.level, line.side, " ".join(line.codes), line.name)
        | number(line.stage)
        | _around(line.level)
        | _beside(line.level)
    )


def _around(level: str | None) -> Items:
    """The vertebrae of an interspace, its root and that root's neighbours."""
    if level is None or not is_interspace(level):
        return NOTHING
    names = set(bounds(level))
    table = spine()
    for root in (table.exiting.get(level), table.traversing.get(level)):
        if root in table.root_order:
            place = table.root_order.index(root)
            names.update(table.root_order[max(place - 1, 0) : place + 2])
    return frozenset(Item("vertebra", name) for name in names)


def _beside(name: str | None) -> Items:
    """The interspaces above and below a vertebra, and the roots that they concern."""
    if name is None or not is_vertebra(name):
        return NOTHING
    levels = around(name)
    roots = NOTHING.union(*(_around(level) for level in levels))
    return roots | frozenset(Item("level", level) for level in levels)


def _roots(site: str | None) -> Items:
    """The roots to which a body site, muscle or reflex localises."""
    table = spine()
    named = [part.get(site or "") for part in (table.sites, table.muscles)]
    named.append(table.reflexes.get(site or ""))
    return frozenset(
        Item("vertebra", root) for place in named if place for root in place.roots
    )


def of_fact(fact: Fact) -> Items:
    """What a fact states in its fields, and in its quotes.

    Levels, sides and grades come from the fields; from the quotes only where the field
    is empty, since one quote may name several.
    """
    fields = _fields(fact) | _relief(fact)
    kinds = {item.kind for item in fields}
    quoted = in_text(*(item.quote for item in fact.evidence))
    hidden = {kind for kind in (*PLACES, "grade") if kind in kinds}
    if "level" in hidden:
        hidden.add("vertebra")
    return fields | frozenset(item for item in quoted if item.kind not in hidden)


def _fields(fact: Fact) -> Items:
    data = fact.model_dump(exclude={"id", "kind", "evidence", "findings"})
    found = in_text(*_strings(data)) | _around(fact.level)
    found |= _beside(fact.site) | _roots(fact.site)
    for name in ("days", "sessions", "count"):
        found |= number(data.get(name), {"days": "day", "sessions": "visit"}.get(name))
    for bound in (data.get("days_range") or {}).values():
        found |= number(bound, "day")
    found |= number(data.get("value"), data.get("unit"))
    if grade := data.get("grade"):
        found |= {Item("strength", str(grade))} | number_or_none(str(grade))
        found |= _grade_word(str(grade))
    if label := getattr(getattr(fact, "severity", None), "label", None):
        found |= _grade_word(label)
    return found


def _relief(fact: Fact) -> Items:
    """The share of relief whose number one quote holds and whose sign another.

    A table says "%" once, over its column, and "60" in the row.
    """
    relief = getattr(fact, "relief", None)
    quotes = [item.quote for item in fact.evidence]
    if relief is None or not any(_SHARES.search(quote) for quote in quotes):
        return NOTHING
    bare = in_text(*quotes)
    bounds = number(relief.low) | number(relief.high)
    return frozenset(item._replace(unit="%") for item in bounds & bare)


_SHARES = re.compile(r"%|\bper ?cent\b", re.IGNORECASE)


def _grade_word(text: str) -> Items:
    """A field that is one of the words which are grades only in some company."""
    word = text.lower()
    return frozenset({Item("grade", word)}) if word in GRADE_WORDS else NOTHING


def number_or_none(text: str) -> Items:
    """The number that a grade is, where it is one."""
    return frozenset({Item("number", text)}) if text.isdigit() else NOTHING


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _strings(value)


def of_data(data: Any, unit: str | None = None) -> Items:
    """Every token in plain data; a number takes the ``unit`` that stands beside it."""
    if isinstance(data, BaseModel):
        return of_data(data.model_dump(mode="json"))
    if isinstance(data, bool) or data is None:
        return NOTHING
    if isinstance(data, int | float):
        return number(data, unit)
    if isinstance(data, str):
        return in_text(data)
    if isinstance(data, Mapping):
        beside = data.get("unit") if isinstance(data.get("unit"), str) else None
        parts: Iterable[Any] = data.values()
        return NOTHING.union(*(of_data(part, beside or unit) for part in parts))
    return NOTHING.union(*(of_data(part, unit) for part in data))


def of_document(document: DocumentSummary) -> Items:
    """Title, date, author, pages and lines of a document."""
    return (
        in_text(document.title, document.date, document.author)
        | number(document.pages)
        | number(document.lines)
    )


def of_refused(fact: RefusedFact) -> Items:
    """The claim of a refused fact: shown as refused, never used."""
    return in_text(fact.claim, fact.why, fact.level, fact.side, fact.quote)


def of_study(study: Study) -> Items:
    """Everything that the library holds on a study."""
    return of_data(study)


def of_note(chosen: Chosen) -> Items:
    """A clinical note of the library and its limits."""
    return in_text(chosen.note.text, chosen.note.limits)
