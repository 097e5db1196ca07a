"""What a leaf test is given and what it answers.

A predicate is a pure function ``(Scope, Params) -> Leaf``.  ``Params`` is a pydantic
model filled from the policy file, so that no clinical number stands in code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from workbench.evaluate.facts import FactBase
from workbench.schema.case import Case, Fact, Side
from workbench.schema.determination import OpenCause
from workbench.schema.partial_date import PartialDate

_new = object.__new__
LeafStatus = Literal[
    "met", "not_met", "not_documented", "conflicting", "not_applicable"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What to ask where a single test is open; empty words fall back to the criterion.

    ``documents`` would settle it, ``who`` can answer.
    """

    ask: str = ""
    who: str = ""
    documents: tuple[str, ...] = ()
    helpful: tuple[str, ...] = ()


DATE_ASKING = Asking(
    ask="What is the date of the request?", who="admin", documents=("request-form",)
)
"""What to ask where only the date of the request is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a line is to be judged.

    ``interspaces`` is one interspace, or the two around a vertebra (then ``vertebra``
    is set); none for a procedure counted by ``region`` or once per case.  ``side`` is
    None for a procedure without one.  ``site`` is a nerve or body part, ``region`` a
    region of the spine, where the request names that instead of a level.  ``levels``
    are the interspaces of a place that is nothing but interspaces, ``level`` the one
    interspace where there is one.
    """

    procedure: str
    interspaces: tuple[str, ...]
    vertebra: str | None = None
    side: Side | None = None
    sided: bool = False
    site: str | None = None
    region: str | None = None
    levels: tuple[str, ...] | None = field(init=False, compare=False, repr=False)
    level: str | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        plain = not (self.vertebra or self.site or self.region)
        object.__setattr__(self, "levels", self.interspaces if plain else None)
        one = plain and len(self.interspaces) == 1
        object.__setattr__(self, "level", self.interspaces[0] if one else None)


@dataclass(slots=True, kw_only=True, eq=False)
class Scope:
    """All that a predicate may look at.

    ``request_date`` None means that no request date is known: every recency test is
    then open.  ``place`` is None for waivers and patient-level tests; ``places`` holds
    every line of the request.  ``facts`` is the case laid out for looking up; it is
    made here where the caller does not share one.  ``levels`` and ``level`` are those
    of the place.  A scope is never changed.
    """

    case: Case
    request_date: PartialDate | None
    place: Place | None
    places: tuple[Place, ...] = ()
    facts: FactBase = None  # type: ignore[assignment]
    levels: tuple[str, ...] | None = field(init=False)
    level: str | None = field(init=False)

    def __post_init__(self) -> None:
        if self.facts is None:
            self.facts = FactBase(self.case)
        self.levels = None if self.place is None else self.place.levels
        self.level = None if self.place is None else self.place.level

    def at(self, place: Place | None) -> Scope:
        """The same case looked at from another place."""
        other = _new(Scope)
        other.case = self.case
        other.request_date = self.request_date
        other.place = place
        other.places = self.places
        other.facts = self.facts
        if place is None:
            other.levels = other.level = None
        else:
            other.levels, other.level = place.levels, place.level
        return other


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A contradiction met on the way; ``settled_by`` names the rule that settled it."""

    kind: str
    sides: tuple[tuple[str, tuple[Fact, ...]], ...]
    settled_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """The answer of a leaf test or of a combination of leaves.

    ``support`` and ``refute`` are the facts for and against; ``because`` says why an
    open leaf is open.  ``parts`` are the answers below a combination, by id;
    ``wants`` what to ask where the leaf itself says so.
    """

    status: LeafStatus
    reason: str
    because: OpenCause | None = None
    support: tuple[Fact, ...] = ()
    refute: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    parts: tuple[tuple[str, Leaf], ...] = ()
    wants: tuple[Asking, ...] = ()
