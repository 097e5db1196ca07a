"""A scripted model that answers as a good model would: from facts known beforehand.

The facts are those of a Case.  For each request the model gives those whose quotes
stand on the lines that were shown, in the answer's own form: quotes with lines, grades,
dates and durations as words of the quote.  Tests bend its facts to make it err.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from workbench.extract.llm.answer import DocumentFacts
from workbench.extract.llm.backend import ChatAnswer, ChatRequest
from workbench.extract.llm.families import answer_class
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.values.durations import find_durations
from workbench.schema.case import Case, Fact, FactList
from workbench.schema.review import Attempt

_PLAIN = str | int | float | bool | list | tuple
"""Values that stand in an answer as they are; ranges are words of a quote there."""
_SHOWN = re.compile(r"(?m)^(\d+)\| ")
Item = dict[str, Any]
Bend = Callable[[FactList, Item], Item | None]
"""Changes an item of an answer, or leaves it out: how a model errs."""


def truly(_: FactList, item: Item) -> Item:
    """Changes nothing."""
    return item


class ToldBackend:
    """Answers every request from a Case, bent; keeps the requests."""

    model = "told"

    def __init__(self, case: Case, bend: Bend = truly, model: str = "told") -> None:
        self.case = case
        self.bend = bend
        self.model = model
        self.history: list[ChatRequest] = []

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The facts of the lines shown."""
        self.history.append(request)
        return ChatAnswer(
            text=told(self.case, request, self.bend),
            finish="stop",
            model=self.model,
            attempts=(
                Attempt(
                    step=request.step, attempt=1, model=self.model, outcome="ok",
                    document=request.document, prompt_tokens=request.prompt_tokens,
                    completion_tokens=40,
                ),
            ),
        )  # fmt: skip


def told(case: Case, request: ChatRequest, bend: Bend = truly) -> str:
    """The JSON text of an answer to a request."""
    words = request.messages[1].content
    shown = {int(number) for number in _SHOWN.findall(words)}
    limits = request.schema["properties"]
    out: dict[str, Any] = {}
    for name in limits:
        if name in ("age", "sex"):
            out[name] = None
            continue
        items = [
            bent
            for fact in getattr(case, name)
            if (item := _item(name, fact, str(request.document), shown))
            and (bent := bend(name, item)) is not None
        ]
        out[name] = items[: limits[name].get("maxItems", len(items))]
    return json.dumps(out)


def _item(name: FactList, fact: Fact, document: str, shown: set[int]) -> Item | None:
    """A fact as an item of an answer, or None where the lines shown do not hold it."""
    quotes = [
        {"text": one.quote, "lines": list(one.lines)}
        for one in fact.evidence
        if one.document == document and set(one.lines) <= shown
    ]
    if not quotes:
        return None
    item: Item = {"quotes": quotes, "assertion": fact.assertion}
    text = " \n ".join(str(one["text"]) for one in quotes)
    field = answer_class((name,)).model_fields[name]
    model = field.annotation.__args__[0]  # type: ignore[union-attr]
    for key in model.model_fields:
        if key not in item:
            item[key] = _value(key, fact, text)
    if "findings" in item:
        inner = (_finding(x, document, shown) for x in getattr(fact, "findings", ()))
        item["findings"] = [one for one in inner if one]
    return item


def _finding(fact: Fact, document: str, shown: set[int]) -> Item | None:
    from workbench.extract.llm.answer import FindingItem

    quotes = [
        {"text": one.quote, "lines": list(one.lines)}
        for one in fact.evidence
        if one.document == document and set(one.lines) <= shown
    ]
    if not quotes:
        return None
    text = " \n ".join(str(one["text"]) for one in quotes)
    item: Item = {"quotes": quotes, "assertion": fact.assertion}
    for key in FindingItem.model_fields:
        if key not in item:
            item[key] = _value(key, fact, text)
    return item


def _value(key: str, fact: Fact, text: str) -> Any:
    """A field of an answer: the fact's, or the words of the quote that say it."""
    severity = getattr(fact, "severity", None)
    contact = getattr(fact, "contact", None)
    site = fact.site
    match key:
        case "levels":
            return fact.level or site
        case "severity":
            return severity.label if severity else None
        case "contact_word":
            return contact.word if contact and hasattr(contact, "word") else None
        case "contact_with":
            return contact.target if contact else None
        case "region":
            known = ("neck", "low-back", "shoulder", "other")
            if hasattr(fact, "findings"):
                return site
            return site if site in known else None
        case "quit_date":
            return _date_words(getattr(fact, "until", None), text)
        case "date" | "start" | "end":
            return _date_words(getattr(fact, key, None), text)
        case "duration":
            return _duration_words(getattr(fact, "days", None), text)
        case "codes" | "roots" | "about":
            return list(getattr(fact, key, ()))
    value = getattr(fact, key, None)
    return value if isinstance(value, _PLAIN) else None


def _date_words(date: str | None, text: str) -> str | None:
    spots = (hit for hit in find_dates(text) if hit.value == date)
    hit = next(spots, None) if date else None
    return text[hit.start : hit.end] if hit else None


def _duration_words(days: int | None, text: str) -> str | None:
    spots = find_durations(text) if days is not None else ()
    found = next((hit for hit in spots if hit.days == days), None)
    return text[found.start : found.end] if found else None


def lists_of(requests: Sequence[ChatRequest]) -> Iterator[str]:
    """Names of the lists that requests ask for."""
    known = DocumentFacts.model_fields
    for one in requests:
        yield from (key for key in one.schema["properties"] if key in known)
