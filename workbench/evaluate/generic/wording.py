"""Facts of any list in plain words, for the reasons of generic tests."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from workbench.evaluate.answer import Facts
from workbench.evaluate.fields import fields_of
from workbench.evaluate.wording import capital, several, words

_CAUSES = {
    "never-mentioned": "nothing in the record",
    "vague": "stated too vaguely to compare",
    "ungraded": "described without a grade",
    "stale": "only outside the period that counts",
    "undated": "not dated, so it cannot be placed in the period that counts",
    "request-undated": "the date of the request is not known",
    "unsure": "the record is unsure",
    "planned-only": "only planned",
    "elsewhere": "the record does not say at which place",
    "incomplete": "a part of it is not recorded",
}
_SILENT = "never-mentioned"
NO_DATE = "request-undated"
"""What the reason of an undated test says where it is the request that has no date."""


def cause_words(cause: str | None) -> str:
    """Why a test is open, in words."""
    return _CAUSES.get(cause or _SILENT, "open")


def headed(title: str | None, text: str) -> str:
    """A sentence behind the title that the policy gives its test, where it has one."""
    return f"{title}: {text}" if title else capital(text)


def silence(name: str, title: str | None, passed: Facts = ()) -> str:
    """That the record does not speak of something, or only of what ``passed``."""
    if passed:
        told = f"told of the past only, which is not asked for: {listed_facts(passed)}"
        return headed(title, told)
    return headed(title, f"nothing in the record on {name}")


UNCONCERNED = "so this does not concern the patient"


def unconcerned(name: str, title: str | None, passed: Facts = ()) -> str:
    """That silence leaves the patient out of what the test is about."""
    return f"{silence(name, title, passed)}, {UNCONCERNED}"


def opened(
    name: str,
    title: str | None,
    cause: str | None,
    facts: Facts,
    listed: Callable[[Facts], str] | None = None,
) -> str:
    """Why a test is open: silence, or what keeps the facts there are from deciding.

    ``listed`` tells the facts, where ``listed_facts`` leaves out what counts.
    """
    if not facts and (cause or _SILENT) == _SILENT:
        return silence(name, title)
    there = f" ({(listed or listed_facts)(facts)})" if facts else ""
    return f"{title or capital(name)}: {cause_words(cause)}{there}"


def asks_for(wanted: str) -> str:
    """What the policy wants, behind what there is."""
    return f"; the policy asks for {wanted}"


def verb(facts: Facts) -> str:
    """The verb behind the names of facts."""
    return "is" if len(facts) == 1 else "are"


def listed_facts(facts: Facts, most: int = 4) -> str:
    """The first few facts in words; one without a day that stands with one, once."""
    if len(facts) == 1:
        return fact_words(facts[0])
    dated = {_said(fact, None) for fact in facts if fact.date}
    told = [(fact.date, fact_words(fact)) for fact in facts]
    once = [said for day, said in told if day or said not in dated]
    return several(once, most) or "nothing"


def fact_words(fact: Any) -> str:
    """One fact in words: "severe stenosis (left C5-6, 2026-03-01)".

    Kind and value come first, then place, day and the word for a contact.
    """
    return _said(fact, fact.date)


def _said(fact: Any, day: str | None) -> str:
    fields = fields_of(fact.__class__)
    named = fact.name if "name" in fields else None
    head = words(str(named if named and fact.kind in _NAMED else fact.kind))
    parts = [f"no {head}" if fact.assertion == "absent" else head]
    if "severity" in fields and fact.severity is not None:
        parts.insert(0, fact.severity.label)
    if fact.assertion in ("planned", "uncertain", "historical"):
        parts.insert(0, str(fact.assertion))
    parts += _values(fact, fields)
    site = words(str(fact.site)) if fact.site and fact.site != "all" else ""
    place = " ".join(filter(None, (fact.side, fact.level or site)))
    behind = [one for one in (place, str(day or ""), _contact(fact, fields)) if one]
    if behind:
        parts.append(f"({', '.join(behind)})")
    return " ".join(parts)


_NAMED = ("other", "score", "pain")
"""Kinds that their own name says better."""


def _values(fact: Any, fields: Container[str]) -> list[str]:
    found = []
    if "value" in fields and fact.value is not None:
        sign = (fact.comparator if "comparator" in fields else None) or ""
        unit = (fact.unit if "unit" in fields else None) or ""
        found.append(f"{sign if sign != '=' else ''}{fact.value}{_gap(unit)}{unit}")
    if "grade" in fields and fact.grade is not None:
        found.append(str(fact.grade))
    return found


def _contact(fact: Any, fields: Container[str]) -> str:
    """The word in its dictionary form: no quote, the record has it inflected."""
    known = "contact" in fields and fact.contact is not None
    return f"contact: {fact.contact.label}" if known else ""


def _gap(unit: str) -> str:
    return "" if unit in ("", "%") or unit.startswith("/") else " "
