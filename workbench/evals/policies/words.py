"""The words that policies and their unit tests may use, each with what it means.

Lists of facts with their kinds and keys, places of the body, grades, scales: what
``workbench policy words`` prints, what lint and the unit tests hold a policy to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from workbench.evals.policies import word_tables
from workbench.evals.policies.word_tables import Word as Word
from workbench.schema import case as facts
from workbench.schema.partial_date import PartialDate
from workbench.vocabulary import kinds, nerves, procedures, scales, severity, spine

TYPES: Mapping[str, Any] = {
    "requested_procedures": facts.RequestedProcedure,
    "diagnoses": facts.Diagnosis,
    "symptoms": facts.Symptom,
    "exam_findings": facts.ExamFinding,
    "imaging_studies": facts.ImagingStudy,
    "imaging_findings": facts.ImagingFinding,
    "tests": facts.Test,
    "treatments": facts.Treatment,
    "procedures_done": facts.ProcedureDone,
    "functional_limits": facts.FunctionalLimit,
    "risk_factors": facts.RiskFactor,
    "statements": facts.Statement,
}
FILLED = ("id", "evidence")
"""Keys of a fact that a unit test need not write."""
OF_A_DOCUMENT = ("document", "document_kind", "document_date", "quote")
"""Keys that a fact of a unit test may have besides: where, when and in what words."""
TABLES = (
    "sites",
    "nerves",
    "grades",
    "scales",
    *word_tables.TABLES,
    *word_tables.SHARED,
)
"""What is not a list of facts and can be asked for as well."""


def kinds_of(name: str) -> tuple[str, ...]:
    """The kinds of a list; none where any may stand."""
    return tuple(one.word for one in _kinds(name))


def keys_of(name: str) -> tuple[Word, ...]:
    """The keys of a list's facts that people write, with the words each may hold."""
    fields = TYPES[name].model_fields
    return tuple(
        Word(key, _FORMS.get(key) or _choices(field) or _form(field.annotation))
        for key, field in fields.items()
        if key not in (*FILLED, "kind")
    )


def words(name: str) -> tuple[Word, ...]:
    """The kinds of a list of facts, or the words of one of ``TABLES``."""
    if name in TYPES:
        return _kinds(name)
    if name == "sites":
        return _places()
    if name == "nerves":
        return tuple(Word(one, held.group) for one, held in nerves().nerves.items())
    if name == "grades":
        return tuple(Word(one, f"step {at}") for one, at in severity().steps.items())
    if name in word_tables.TABLES:
        return word_tables.TABLES[name]()
    if name in word_tables.SHARED:
        return word_tables.shared(name, TYPES, choices)
    return tuple(
        Word(one, f"{scale.of}, to {scale.top}")
        for one, scale in scales().scales.items()
    )


@cache
def sites() -> frozenset[str]:
    """Every place that a fact can be at besides an interspace."""
    return frozenset(
        (*(one.word for one in _places()), *spine().segments, *nerves().nerves)
    )


def choices(annotation: Any) -> tuple[str, ...]:
    """The words that a field may hold; none where any word may stand."""
    if get_origin(annotation) is Literal:
        return tuple(str(one) for one in get_args(annotation))
    inside = _held(annotation)
    return choices(inside[0]) if len(inside) == 1 and inside[0] != annotation else ()


def nearest(given: str, known: Iterable[str], where: str) -> str:
    """The hint for a word that is not known: the nearest ones and where all stand."""
    near = get_close_matches(given, sorted(known), n=3, cutoff=0.6)
    meant = f"did you mean {' or '.join(near)}? " if near else ""
    command = f"workbench policy words {where}".strip()
    return f"{meant}`{command}` lists them"


def _kinds(name: str) -> tuple[Word, ...]:
    if name == "requested_procedures":
        table = procedures()
        named = [(one, held.title) for one, held in table.procedures.items()]
        named += [(one, held.title) for one, held in table.dependents.items()]
        return tuple(Word(*one) for one in (*named, ("other", "another procedure")))
    held = getattr(kinds(), name, {})
    return tuple(Word(one, str(means)) for one, means in held.items())


def _places() -> tuple[Word, ...]:
    """Parts of the body, then the regions of the spine; vertebrae have their names."""
    table = spine()
    told = {
        site: ", ".join(place.words[:3])
        for site, place in (*_parts(), *table.reflexes.items())
    }
    told |= table.elsewhere
    for part in (part for parts in table.regions.values() for part in parts):
        told.setdefault(part, "")
    for name in (*table.regions, "sacral"):
        told[name] = f"the {name} spine, of a treatment, an injection or a study"
    told["all"] = "said of all muscles or reflexes"
    return tuple(Word(*one) for one in told.items())


def _choices(field: Any) -> str:
    return ", ".join(choices(field.annotation))


def _parts() -> tuple[tuple[str, Any], ...]:
    table = spine()
    return (*table.sites.items(), *table.muscles.items())


_FORMS = {
    "level": "an interspace: C5-6, L4-5, L5-S1",
    "site": "a place (`workbench policy words sites`, `nerves`) or a vertebra: L4",
    "severity": "a grade: `workbench policy words grades`",
    "findings": "what the study shows: `workbench policy words imaging_findings`",
    "bool": "true, false",
    "int": "a number",
    "float": "a number",
    "Range": "{low: 4, high: 6}",
    "tuple": "a list",
}


def _held(annotation: Any) -> list[Any]:
    if get_origin(annotation) in (Union, UnionType):
        return [one for one in get_args(annotation) if one is not type(None)]
    return [annotation]


def _form(annotation: Any) -> str:
    """How a value is written where any may stand; empty for words."""
    if annotation == PartialDate or PartialDate in _held(annotation):
        return "a date: 2026-05-04, 2026-05 or 2026"
    first = _held(annotation)[0]
    name = getattr(get_origin(first) or first, "__name__", "")
    return _FORMS.get(name, "")
