"""Typed, cached views of the YAML tables in this folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field, RootModel

from workbench.schema.base import M, Model, parse_data
from workbench.vocabulary.own import own_procedures
from workbench.vocabulary.yaml_file import load_yaml

_FOLDER = Path(__file__).resolve().parent


class Place(Model):
    """A body site, muscle or reflex: the roots it localises to and its words."""

    roots: tuple[str, ...]
    words: tuple[str, ...]


class Spine(Model):
    """Segments, roots and territories; see ``spine.yaml``."""

    segments: tuple[str, ...]
    exiting: dict[str, str]
    traversing: dict[str, str]
    branches: dict[str, tuple[str, str]]
    root_order: tuple[str, ...]
    sites: dict[str, Place]
    elsewhere: dict[str, str]
    muscles: dict[str, Place]
    reflexes: dict[str, Place]
    strength: tuple[str, ...]
    roman_grades: dict[str, str]
    key_muscles: dict[str, str]
    regions: dict[str, tuple[str, ...]]

    def joints_of(self, nerves: Iterable[str]) -> tuple[str, ...]:
        """The facet joints of which both nerves are named, from head to tail."""
        named = frozenset(nerves)
        return tuple(
            joint for joint, pair in self.branches.items() if named.issuperset(pair)
        )

    @cached_property
    def region_of_part(self) -> dict[str, str]:
        """Sites, muscles and reflexes with the region of the spine that serves them."""
        return {part: name for name, parts in self.regions.items() for part in parts}


class SeverityScale(Model):
    """Grade names to steps 0 to 7, and the words that records use for a step."""

    steps: dict[str, int]
    words: dict[str, tuple[str, ...]]


class Scale(Model):
    """A scale of pain, function, mood or outlook; see ``scales.yaml``."""

    of: Literal["pain", "function", "mood", "outlook"]
    top: int
    worse: Literal["high", "low"]
    words: tuple[str, ...]
    percent: bool = False


class Scales(Model):
    """All scales by name."""

    scales: dict[str, Scale]


class Nerve(Model):
    """A peripheral nerve; ``group`` is the part of the body; see ``nerves.yaml``."""

    group: str
    words: tuple[str, ...]


class Nerves(Model):
    """All nerves by name."""

    nerves: dict[str, Nerve]


class Unit(Model):
    """One unit: what one of it is in the base unit, and how records write it."""

    factor: float
    offset: float = 0.0
    spellings: tuple[str, ...]


class Quantity(Model):
    """One quantity with its units; see ``units.yaml``."""

    base: str
    units: dict[str, Unit]


class Units(RootModel[dict[str, Quantity]]):
    """All quantities by name."""

    model_config = ConfigDict(frozen=True, strict=True)


class Names(RootModel[dict[str, str]]):
    """What ids are said as; see ``names.yaml``."""

    model_config = ConfigDict(strict=True, frozen=True)


class Procedure(Model):
    """One procedure that makes lines: its codes and how it is counted.

    ``unit`` is what one line stands for: an ``interspace``; a ``segment`` (vertebra);
    a ``target`` (whatever place the request names, which may be none); or the whole
    ``request``.  ``elsewhere``: by region, what the same words mean there;
    ``further``: codes of a further level that another region shares; ``families``: the
    families of dependents that follow it, where they are not just its approach.
    """

    title: str
    region: str
    approach: str
    fusion: bool
    unit: Literal["interspace", "segment", "target", "request"]
    codes: tuple[str, ...]
    absorbs: tuple[str, ...] = ()
    elsewhere: dict[str, str] = Field(default_factory=dict)
    further: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    sided: bool = False

    @property
    def followed_as(self) -> tuple[str, ...]:
        """The families of dependents that may follow it."""
        return self.families or (self.approach,)

    @property
    def placed(self) -> bool:
        """Whether a line of it needs a place to be whole."""
        return self.unit in ("interspace", "segment")


class Dependent(Model):
    """One kind of service that stands or falls with its parent lines.

    ``also`` is a further family whose lines a code of it may follow.  ``alone``: it may
    be asked for by its code without an operation, as what follows an earlier one.
    """

    title: str
    codes: dict[str, str]
    also: str | None = None
    alone: bool = False


class Procedures(Model):
    """All procedures and dependents; see ``procedures.yaml``."""

    procedures: dict[str, Procedure]
    dependents: dict[str, Dependent]


class Kinds(Model):
    """Allowed kinds per list of facts, each with its meaning; see ``kinds.yaml``."""

    diagnoses: dict[str, str]
    symptoms: dict[str, str]
    exam_findings: dict[str, str]
    imaging_studies: dict[str, str]
    imaging_findings: dict[str, str]
    tests: dict[str, str]
    treatments: dict[str, str]
    procedures_done: dict[str, str]
    functional_limits: dict[str, str]
    risk_factors: dict[str, str]
    statements: dict[str, str] = Field(min_length=1)


def _table(model: type[M], name: str) -> M:
    path = _FOLDER / name
    return parse_data(model, load_yaml(path), where=str(path))


@cache
def spine() -> Spine:
    """The spine table.  Raises ContentError or InputError when the file is wrong."""
    return _table(Spine, "spine.yaml")


@cache
def severity() -> SeverityScale:
    """The severity scale."""
    return _table(SeverityScale, "severity.yaml")


@cache
def procedures() -> Procedures:
    """The procedure table, with the procedures of the user's own folder."""
    shipped = _table(Procedures, "procedures.yaml")
    taken = {name: name for name in (*shipped.procedures, *shipped.dependents, "other")}
    for table in (shipped.procedures, shipped.dependents):
        taken |= {code: name for name, one in table.items() for code in one.codes}
    own = {
        name: Procedure.model_validate(one.model_dump())
        for name, one in own_procedures(taken).items()
    }
    if not own:
        return shipped
    return shipped.model_copy(update={"procedures": {**shipped.procedures, **own}})


@cache
def scales() -> Scales:
    """The scales of pain and function."""
    return _table(Scales, "scales.yaml")


@cache
def nerves() -> Nerves:
    """The peripheral nerves."""
    return _table(Nerves, "nerves.yaml")


@cache
def units() -> dict[str, Quantity]:
    """Quantities and their units."""
    path = _FOLDER / "units.yaml"
    return Units.model_validate_json(json.dumps(load_yaml(path))).root


@cache
def names() -> dict[str, str]:
    """Ids that are said otherwise than without their hyphens."""
    path = _FOLDER / "names.yaml"
    return Names.model_validate_json(json.dumps(load_yaml(path))).root


@cache
def kind_names() -> dict[str, dict[str, tuple[str, ...]]]:
    """The names of ours that facts of some kinds have, by list and kind."""
    data = load_yaml(_FOLDER / "kind_names.yaml")
    return {
        name: {kind: tuple(words) for kind, words in held.items()}
        for name, held in data.items()
    }


@cache
def kinds() -> Kinds:
    """The kinds of fact."""
    return _table(Kinds, "kinds.yaml")
