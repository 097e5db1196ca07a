"""The rules by which contradictions of a record are found, as ``rules.yaml`` has them.

A pair names two things that cannot both be so at one place; a time rule names events
and the day that they cannot pass; a code rule says how far a diagnosis code may be from
the words beside it.  What a rule finds is listed, and changes no criterion.
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from workbench.evaluate.generic.select import Pick, picker
from workbench.evaluate.generic.where import Lists, Where, Words
from workbench.schema.base import Model, parse_data
from workbench.schema.case import Assertion
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("rules.yaml")

Same = Literal["kind", "level", "side", "site", "day", "study", "region"]
"""What the two facts of a pair must share for them to speak of one thing."""


class Sought(Where):
    """Facts that a rule looks for, and how they are said."""

    assertion: tuple[Assertion, ...] = ("present",)

    @cached_property
    def find(self) -> Pick:
        """The function that finds them, made once."""
        return picker(self)


class Half(Sought):
    """One half of a pair: which facts, how they are said, and how to name them.

    ``strength``: on the scale that runs to ``5``, ``full`` or ``less``;
    ``severity``: grades of vocabulary/severity.yaml within which the finding must lie.
    """

    strength: Literal["full", "less"] | None = None
    severity: Words = ()
    says: str


class Unless(Sought):
    """Facts whose presence explains the pair; then nothing is listed."""


class Shown(Model):
    """An example: compact facts by list, as the tests of policies have them."""

    facts: dict[str, list[dict[str, Any]]] = {}
    patient: dict[str, Any] = {}


class Rule(Model):
    """What every rule has: where it comes from, and examples on both sides.

    ``examples`` must be found by it, ``counter`` must not; the tests run both.
    """

    id: str
    title: str
    source: str
    examples: tuple[Shown, ...] = Field(min_length=1)
    counter: tuple[Shown, ...] = Field(min_length=1)


class Pair(Rule):
    """Two things that exclude each other where ``same`` holds."""

    one: Half
    other: Half
    same: tuple[Same, ...] = ()
    unless: tuple[Unless, ...] = ()


class Timing(Rule):
    """Events that cannot lie where the record puts them.

    ``limit``: not after the ``request``, not after the ``document`` that tells of them
    as past, not ``before-birth``, not lasting longer than the ``complaint``.  ``grace``
    are days that a record may be off; further off than ``most`` days the date is taken
    for misread (a year of birth), not for a contradiction.  ``share`` is by how much in
    percent a stated length may differ from the calendar.  ``not_in`` are kinds of
    documents that are dated by their first event and go on to tell later ones.
    """

    limit: Literal["request", "document", "before-birth", "complaint"]
    not_in: Words = ()
    list: Lists
    assertion: tuple[Assertion, ...] = ("present", "historical")
    grace: int = Field(default=0, ge=0)
    most: int | None = Field(default=None, ge=0)
    share: int = Field(default=100, ge=100)
    complaint: Lists = ()


class Coded(Rule):
    """A code against the words beside it, or against what is asked for."""

    against: Literal["side", "level", "region", "request"]


class Sided(Rule):
    """Complaints that are all on the side opposite to the one asked for.

    ``sites`` are the parts of the body that belong to each region of the spine.
    """

    list: Lists
    kind: Words
    sites: dict[str, tuple[str, ...]]


class Billed(Rule):
    """Codes of a request against each other, and against the levels it names.

    ``primaries``: for an add-on code the codes that it adds to; ``spans``: for a code
    of instrumentation the least and most vertebrae, None for no most; ``counted``:
    codes whose units are interspaces.
    """

    check: Literal["primary", "span", "count"]
    primaries: dict[str, tuple[str, ...]] = {}
    spans: dict[str, tuple[int, int | None]] = {}
    counted: tuple[str, ...] = ()


class Identified(Rule):
    """What documents tell of whose record it is, held against each other.

    ``check``: an age against the date of ``birth``, ``ages`` against each other, or
    tellings of ``what`` that ``differ``; ``grace`` are years that an age may be off,
    ``says`` names the two sides.
    """

    check: Literal["birth", "ages", "differ"]
    what: Literal["sex", "birth-date", "name", "member-id"] | None = None
    grace: int = Field(default=0, ge=0)
    says: tuple[str, str] = ("", "")


class Rules(Model):
    """All rules; ``regions`` tells which regions a code's region reaches."""

    regions: dict[str, tuple[str, ...]]
    pairs: tuple[Pair, ...]
    times: tuple[Timing, ...]
    codes: tuple[Coded, ...]
    sides: tuple[Sided, ...]
    billing: tuple[Billed, ...]
    identity: tuple[Identified, ...]

    def every(self) -> tuple[Rule, ...]:
        """The rules of all sorts."""
        placed = (*self.pairs, *self.times, *self.codes, *self.sides)
        return (*placed, *self.billing, *self.identity)


@cache
def rules() -> Rules:
    """The shipped rules.  Raises ContentError with file, line and key."""
    return parse_data(Rules, load_yaml(FILE), where=str(FILE))
