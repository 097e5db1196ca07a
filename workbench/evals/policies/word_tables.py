"""Words of the policy language that are no facts: documents, causes, modes, answers.

Each table is read off the types that the program checks a policy with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, get_args

from workbench.evaluate.generic.duration import Duration
from workbench.evaluate.generic.where import Leafy
from workbench.evaluate.generic.wording import cause_words
from workbench.policy.model import Who
from workbench.schema.determination import OpenCause
from workbench.schema.packet import DocumentKind
from workbench.schema.spine import REGIONS
from workbench.vocabulary import units
from workbench.vocabulary.coverage import coverage_kinds, states
from workbench.vocabulary.names import name_of


class Word(NamedTuple):
    """A word with its meaning, which may be empty."""

    word: str
    means: str


MODES = {
    "union": "all courses together, days of overlap counted once",
    "span": "counted from the first day of care to the last",
    "longest_consecutive": "in one unbroken run",
    "per_component": "each kind counted by itself",
}
"""What each mode of ``duration`` counts."""
WHO = {
    "clinical": "the treating clinician",
    "admin": "the office",
    "patient": "the patient",
}
"""Who may answer a question."""
SILENCE = {
    "open": "a question is asked",
    "not_applicable": "the test does not concern the patient",
    "not_so": "read as not so: nobody is asked",
}
"""What ``unmentioned`` makes of a record that says nothing."""
_DOCUMENTS = {
    "letter": "a letter that argues; no record of care and no reading",
    "other": "any other document",
}
_CAUSES = {
    "not-localised": "the symptoms told do not say where they come from",
    "refused-fact": "a claim that its source does not support was not counted",
    "conflict": "the record contradicts itself",
}
_SHARED = {
    "assertions": "assertion",
    "speakers": "speaker",
    "statuses": "status",
    "responses": "response",
    "results": "result",
}
"""Keys of facts that take a few words only, by the name of their table."""


def _told(type_: Any, means: Mapping[str, str]) -> tuple[Word, ...]:
    return tuple(Word(one, means.get(one) or name_of(one)) for one in get_args(type_))


def _field(model: Any, key: str, means: Mapping[str, str]) -> tuple[Word, ...]:
    return _told(model.model_fields[key].annotation, means)


def _causes() -> tuple[Word, ...]:
    return tuple(
        Word(one, _CAUSES.get(one) or cause_words(one)) for one in get_args(OpenCause)
    )


def _units() -> tuple[Word, ...]:
    return tuple(
        Word(one, name)
        for name, quantity in units().items()
        for one in quantity.units
    )


def _regions() -> tuple[Word, ...]:
    return tuple(Word(name, f"{letter}1 ...") for letter, name in REGIONS.items())


TABLES: Mapping[str, Callable[[], tuple[Word, ...]]] = {
    "documents": lambda: _told(DocumentKind, _DOCUMENTS),
    "who": lambda: _told(Who, WHO),
    "causes": _causes,
    "modes": lambda: _field(Duration, "mode", MODES),
    "silence": lambda: _field(Leafy, "unmentioned", SILENCE),
    "units": _units,
    "regions": _regions,
    "coverage": lambda: tuple(Word(one, name_of(one)) for one in coverage_kinds()),
    "states": lambda: tuple(Word(*one) for one in states().items()),
}
"""What is not a list of facts and can be asked for by name."""


def shared(
    name: str, types: Mapping[str, Any], choices: Callable[[Any], tuple[str, ...]]
) -> tuple[Word, ...]:
    """The words of a key that several lists have, each with the lists that take it."""
    found: dict[str, list[str]] = {}
    for one, list_ in _choices(_SHARED[name], types, choices):
        found.setdefault(one, []).append(list_)
    return tuple(
        Word(one, "every list" if len(lists) == len(types) else ", ".join(lists))
        for one, lists in found.items()
    )


def _choices(
    key: str, types: Mapping[str, Any], choices: Callable[[Any], tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    for list_, model in types.items():
        field = model.model_fields.get(key)
        for one in choices(field.annotation) if field else ():
            yield one, list_


SHARED = tuple(_SHARED)
"""The tables of keys that several lists have."""
