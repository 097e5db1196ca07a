"""Required elements of a letter by program, state and accreditation, as dated data.

A layer (``prompts/letters/elements/*.yaml``) lists what one body of rules asks for,
each with its source and whether it was read.  An element is answered by passages that
the templates mark, or by a measurement of the finished letter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pydantic import Field, model_validator

from workbench.narrate.letters.library import Language, Library
from workbench.schema.base import Model
from workbench.schema.case import Slug
from workbench.schema.partial_date import PartialDate, earliest, latest

PATTERN = "elements/*.yaml"
Measure = Literal[
    "reading",
    "sentences",
    "codes",
    "acronyms",
    "proof",
    "signed",
    "decided",
    "clinical-words",
    "translation",
    "clock",
    "agrees",
    "new-reviewer",
    "disclosed",
]


class Element(Model):
    """One required element.

    ``kinds``: for which letters; ``passages``: which marked passages answer it, all of
    them (its own id if empty); ``measure``: what answers it instead.  An element that
    is not ``required`` is shown and blocks nothing; one with a ``language`` is only
    asked for in it.
    """

    id: Slug
    title: str
    kinds: tuple[str, ...] = Field(min_length=1)
    passages: tuple[Slug, ...] = ()
    measure: Measure | None = None
    required: bool = True
    language: Language | None = None
    source: str
    effective_from: PartialDate
    effective_to: PartialDate | None = None
    status: Literal["verified", "unverified"]
    fix: str

    @model_validator(mode="after")
    def _one_check(self) -> Element:
        if self.measure and self.passages:
            raise ValueError("give either passages or a measure")
        return self

    @property
    def answered_by(self) -> tuple[str, ...]:
        """Names of the passages that answer it; none for a measured element."""
        return () if self.measure else self.passages or (self.id,)


class Layer(Model):
    """One body of rules; empty ``programs`` or ``states`` mean any."""

    layer: str
    programs: tuple[Slug, ...] = ()
    states: tuple[str, ...] = ()
    elements: tuple[Element, ...]

    def fits(self, program: str | None, state: str | None) -> bool:
        """Whether the layer holds for a program in a state."""
        return (not self.programs or program in self.programs) and (
            not self.states or state in self.states
        )


class Required(NamedTuple):
    """An element and the layer that asks for it."""

    layer: str
    element: Element


def required(
    content: Library,
    kind: str,
    program: str | None,
    state: str | None,
    day: dt.date | None,
    language: Language,
) -> tuple[Required, ...]:
    """The elements that a letter of a kind needs, layer by layer."""
    return tuple(_required(content, kind, program, state, day, language))


def _required(
    content: Library,
    kind: str,
    program: str | None,
    state: str | None,
    day: dt.date | None,
    language: Language,
) -> Iterator[Required]:
    for _, layer in content.all_data(Layer, PATTERN):
        if not layer.fits(program, state):
            continue
        for element in layer.elements:
            fits = kind in element.kinds or "*" in element.kinds
            if fits and element.language in (None, language) and _holds(element, day):
                yield Required(layer.layer, element)


def _holds(element: Element, day: dt.date | None) -> bool:
    if day is None:
        return element.effective_to is None
    return earliest(element.effective_from) <= day and (
        element.effective_to is None or day <= latest(element.effective_to)
    )
