"""Facts of any list in plain words, for the reasons of generic tests."""

from __future__ import annotations

from typing import Any

from workbench.evaluate.answer import Facts
from workbench.evaluate.fields import fields_of
from workbench.evaluate.wording import several

_CAUSES = {
    "never-mentioned": "the record does not mention it",
    "vague": "stated too vaguely to compare",
    "ungraded": "described without a grade",
    "stale": "only outside the period that counts",
    "undated": "its date cannot be placed in the period that counts",
    "unsure": "the record is unsure",
    "planned-only": "only planned",
    "elsewhere": "the record does not say at which place",
    "incomplete": "a part of it is not recorded",
}


def cause_words(cause: str | None) -> str:
    """Why a test is open, in words."""
    return _CAUSES.get(cause or "never-mentioned", "open")


def listed_facts(facts: Facts, most: int = 4) -> str:
    """The first few facts in words."""
    if len(facts) == 1:
        return fact_words(facts[0])
    told = [fact_words(fact) for fact in facts]
    once = [one for one in told if not any(_dates(one, other) for other in told)]
    return several(once, most) or "nothing"


def _dates(words: str, other: str) -> bool:
    """Whether other words are the same with a day."""
    return other.startswith(f"{words} of ")


def fact_words(fact: Any) -> str:
    """One fact in words: kind, value, place and date, as the record has them."""
    kind = str(fact.kind).replace("-", " ")
    named = fact.name if "name" in fields_of(fact.__class__) else None
    head = str(named) if named and kind in ("other", "score", "pain") else kind
    parts = [f"no {head}" if fact.assertion == "absent" else head]
    if fact.assertion in ("planned", "uncertain", "historical"):
        parts.insert(0, str(fact.assertion))
    parts += _values(fact)
    site = str(fact.site or "").replace("-", " ") if fact.site != "all" else ""
    place = " ".join(filter(None, (fact.side, fact.level or site)))
    if place:
        parts.append(f"({place})")
    if fact.date:
        parts.append(f"of {fact.date}")
    return " ".join(part for part in parts if part)


def _values(fact: Any) -> list[str]:
    found = []
    fields = fields_of(fact.__class__)
    if "value" in fields and fact.value is not None:
        sign = (fact.comparator if "comparator" in fields else None) or ""
        unit = (fact.unit if "unit" in fields else None) or ""
        found.append(f"{sign if sign != '=' else ''}{fact.value}{_gap(unit)}{unit}")
    if "severity" in fields and fact.severity is not None:
        found.append(fact.severity.label)
    if "contact" in fields and fact.contact is not None:
        # The word in its dictionary form: no quote, the record has it inflected.
        found.append(f"with contact ({fact.contact.label})")
    if "grade" in fields and fact.grade is not None:
        found.append(str(fact.grade))
    return found


def _gap(unit: str) -> str:
    return "" if unit in ("", "%") else " "
