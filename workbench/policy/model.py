"""A coverage policy as data: criteria, waivers, parameters, alternatives.

``PolicyFile`` is what stands in a YAML file; with ``extends`` it may hold only what
differs from another policy.  ``Policy`` is the whole, resolved policy that the
evaluator applies.  Nothing here evaluates: a test is a tree of named predicates whose
parameters come from the file.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, JsonValue, model_validator

from workbench.schema.base import Model, canonical_json, digest
from workbench.schema.case import FactList, Slug
from workbench.schema.determination import OpenCause
from workbench.schema.packet import DocumentKind
from workbench.schema.partial_date import PartialDate, earliest, latest

COMBINERS = ("all", "any", "at_least", "not", "for_each", "pathway")
OVER = ("level", "side", "item")
NEED = ("all", "any", "per-item")
"""Keys of a test node that are not names of predicates."""

DRAFT = "draft"
"""The status of a policy that is not chosen for a request."""
Who = Literal["clinical", "admin", "patient"]


def check_node(node: Any, where: str = "test") -> dict[str, Any]:
    """The node itself, if its shape is right.  Raises ValueError naming the place."""
    if not isinstance(node, dict) or len(node) != 1:
        raise ValueError(_not_one(node, where))
    ((name, value),) = node.items()
    if name in ("all", "any"):
        _check_nodes(value, f"{where}.{name}")
    elif name == "at_least":
        _check_at_least(value, f"{where}.at_least")
    elif name == "not":
        check_node(value, f"{where}.not")
    elif name == "pathway":
        _check_pathway(value, f"{where}.pathway")
    elif name == "for_each":
        _check_for_each(value, f"{where}.for_each")
    elif not isinstance(value, dict) and not _is_name(value):
        raise ValueError(
            f"{where}.{name}: its keys stand under it; write {{}} for none"
        )
    return node


def _not_one(node: Any, where: str) -> str:
    """What is wrong with a node that has not exactly one key, at the key concerned."""
    if not isinstance(node, dict) or not node:
        return (
            f"{where}: a test is a mapping; write it as fact: {{list: ..., kind: ...}}"
        )
    first, *others = map(str, node)
    outer = [name for name in map(str, node) if name in Criterion.model_fields]
    if outer and len(outer) < len(node):
        return (
            f"{where}.{outer[0]}: {outer[0]!r} stands too deep; begin it in the column "
            "of test"
        )
    if isinstance(node[first], dict) and not isinstance(node[others[0]], dict):
        return (
            f"{where}.{others[0]}: {others[0]!r} stands beside {first!r}; move it two "
            f"columns to the right, among the keys of {first!r}"
        )
    return (
        f"{where}.{others[0]}: two tests stand side by side, {first!r} and "
        f"{others[0]!r}; put them as a list under all or any"
    )


def _is_name(value: Any) -> bool:
    """Whether a value stands for a parameter's."""
    return (isinstance(value, str) and value.startswith("$")) or (
        isinstance(value, dict) and "$dated" in value
    )


def _check_nodes(value: Any, where: str) -> None:
    if not isinstance(value, list) or not value:
        raise ValueError(
            f"{where}: a list of tests is needed; begin each with a hyphen"
        )
    for place, node in enumerate(value):
        check_node(node, f"{where}.{place}")


def _check_at_least(value: Any, where: str) -> None:
    if not isinstance(value, dict) or set(value) != {"n", "of"}:
        raise ValueError(
            f"{where}: the keys n and of are needed; write n: 2, of: [...]"
        )
    _check_nodes(value["of"], f"{where}.of")
    count = value["n"]
    right = isinstance(count, int) and 1 <= count <= len(value["of"])
    if not right and not _is_name(count):
        raise ValueError(
            f"{where}.n: it counts the tests listed; write a whole number from 1 to "
            f"{len(value['of'])}"
        )


def _check_pathway(value: Any, where: str) -> None:
    if not isinstance(value, dict) or set(value) != {"id", "title", "test"}:
        raise ValueError(f"{where}: the keys are id, title and test; write all three")
    check_node(value["test"], f"{where}.test")


def _check_for_each(value: Any, where: str) -> None:
    if not isinstance(value, dict) or set(value) != {"over", "need", "test"}:
        raise ValueError(f"{where}: the keys are over, need and test; write all three")
    for key, known in (("over", OVER), ("need", NEED)):
        if value[key] not in known:
            raise ValueError(
                f"{where}.{key}: {value[key]!r} is not known here; one of: "
                f"{', '.join(known)}"
            )
    check_node(value["test"], f"{where}.test")


Node = Annotated[dict[str, JsonValue], AfterValidator(check_node)]
"""A test: all, any, at_least, not, pathway, or one predicate with its parameters."""


def _none(value: object) -> bool:
    return value is None


def _empty(value: object) -> bool:
    return not value


class Source(Model):
    """Where a rule comes from: document, section, version, and its words.

    ``inferred``: a connective or a scope is our reading, because the text has lost its
    layout or leaves it open; ``note`` then says how it is read and why.
    """

    document: str
    section: str = ""
    version: str = ""
    quote: str = ""
    note: str = ""
    inferred: bool = Field(default=False, exclude_if=_empty)

    @model_validator(mode="after")
    def _explained(self) -> Source:
        if self.inferred and not self.note:
            raise ValueError("inferred without a reason; say in note how it is read")
        return self

    def line(self) -> str:
        """Document and section in one line."""
        return ", ".join(part for part in (self.document, self.section) if part)


class Valued(Model):
    """A parameter's value from one date to another, both included."""

    start: PartialDate | None = Field(default=None, alias="from")
    to: PartialDate | None = None
    value: JsonValue
    source: str = ""


class Parameter(Model):
    """One number, date span, word or list that tests refer to as ``$name``.

    A value that changed with time has a ``history`` instead of a ``value``; the date
    of the request chooses among its entries.
    """

    value: JsonValue = None
    unit: str = ""
    source: str = ""
    note: str = ""
    history: tuple[Valued, ...] = Field(default=(), exclude_if=_empty)

    @model_validator(mode="after")
    def _one_form(self) -> Parameter:
        if bool(self.history) == ("value" in self.model_fields_set):
            raise ValueError("two forms at once, or none; give a value or a history")
        for one, other in zip(self.history, self.history[1:], strict=False):
            if one.to is None or other.start is None:
                raise ValueError(
                    "history: a period has no end, or no beginning; all but the last "
                    "need a to, all but the first a from"
                )
            if latest(one.to) >= earliest(other.start):
                raise ValueError(
                    f"history: two values on {other.start}; end the earlier period the "
                    "day before, oldest first"
                )
        return self


class Helpful(Model):
    """Something that would help a reviewer and that the policy does not require."""

    ask: str
    who: Who = "clinical"
    documents: tuple[DocumentKind, ...] = ()


class Preference(Model):
    """Which side of a contradiction prevails.

    ``latest``: the later date; ``documents``, ``lists``, ``reader``, ``section``: the
    side that stands in one of ``first`` prevails over one in ``over`` (over any other
    where ``over`` is empty); ``title``: the side in a document whose title holds one of
    the words of ``first`` (a signed addendum).
    """

    by: Literal["latest", "documents", "lists", "reader", "section", "title"]
    first: tuple[str, ...] = ()
    over: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _named(self) -> Preference:
        if (self.by == "latest") == bool(self.first):
            raise ValueError(
                "first: every by except latest needs it; name what prevails"
            )
        return self


class Precedence(Model):
    """A declared rule that settles a contradiction; its id is named in the output.

    A generic test names the rules that may settle it under ``settle``; a rule without
    ``prefer`` describes what a test of its own does.
    """

    id: Slug
    text: str
    source: Source | None = None
    prefer: Preference | None = Field(default=None, exclude_if=_none)


class Offer(Model):
    """A less intensive procedure that may be measured where another is not approved."""

    instead_of: tuple[Slug, ...] = Field(alias="for", min_length=1)
    offer: Slug
    text: str


class AppliesWhen(Model):
    """When a policy is the right one for a request; what is left out does not matter.

    ``codes``: code numbers of which one is requested; ``regions`` of the spine;
    ``lines_of_business`` (medicare, medicaid, commercial ...) and ``states`` as the
    request gives them.
    """

    codes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    lines_of_business: tuple[Slug, ...] = ()
    states: tuple[str, ...] = ()


class Criterion(Model):
    """One criterion: its wording, its test, and what to ask where it stays open.

    ``ask`` words the request for information, ``asks`` the same by the cause of being
    open.  ``terms`` are the words searched.  ``reads`` names the lists and kinds of
    fact that bear on it (an empty list means every kind), so that a refused claim is
    named where it would have counted.
    """

    id: Slug
    title: str
    text: str
    source: Source
    applies_to: tuple[Slug, ...] = Field(min_length=1)
    test: Node
    ask: str
    asks: dict[OpenCause, str] = {}
    who: Who = "clinical"
    documents: tuple[DocumentKind, ...] = ()
    terms: tuple[str, ...] = ()
    helpful: tuple[Helpful, ...] = ()
    reads: dict[FactList, tuple[Slug, ...]] = {}


class Waiver(Model):
    """What exempts a case from criteria; it holds for the whole request."""

    id: Slug
    title: str
    text: str
    source: Source
    waives: tuple[Slug, ...] = Field(min_length=1)
    test: Node
    ask: str = ""
    documents: tuple[DocumentKind, ...] = ()


class CriterionEdit(Model):
    """A criterion, or with ``extends`` only the keys of it that differ."""

    id: Slug
    title: str | None = None
    text: str | None = None
    source: Source | None = None
    applies_to: tuple[Slug, ...] | None = None
    test: Node | None = None
    ask: str | None = None
    asks: dict[OpenCause, str] | None = None
    who: Who | None = None
    documents: tuple[DocumentKind, ...] | None = None
    terms: tuple[str, ...] | None = None
    helpful: tuple[Helpful, ...] | None = None
    reads: dict[FactList, tuple[Slug, ...]] | None = None


class WaiverEdit(Model):
    """A waiver, or with ``extends`` only the keys of it that differ."""

    id: Slug
    title: str | None = None
    text: str | None = None
    source: Source | None = None
    waives: tuple[Slug, ...] | None = None
    test: Node | None = None
    ask: str | None = None
    documents: tuple[DocumentKind, ...] | None = None


class PolicyFile(Model):
    """A policy file as it stands.

    With ``extends``, parameters replace those of the same name, criteria and waivers
    of the same id are edited key by key, new ones are added, and any other key given
    here replaces the one of the policy extended.
    """

    id: Slug
    version: str
    title: str
    status: str | None = None
    region: str | None = None
    effective_from: PartialDate | None = None
    effective_to: PartialDate | None = None
    extends: Slug | None = None
    family: Slug | None = None
    applies_when: AppliesWhen | None = None
    source: Source | None = None
    parameters: dict[Slug, Parameter] = {}
    procedures: tuple[Slug, ...] | None = None
    criteria: tuple[CriterionEdit, ...] = ()
    waivers: tuple[WaiverEdit, ...] = ()
    alternatives: tuple[Offer, ...] | None = None
    alternatives_require: tuple[Slug, ...] | None = None
    precedence: tuple[Precedence, ...] | None = None


class Policy(Model):
    """A whole policy: overlays applied, every ``$name`` replaced by its value.

    ``alternatives_require`` names the criteria that a requested line must meet to be
    offered as an alternative.  Policies of one ``family`` are versions of each other;
    the request date chooses.  ``path`` is the file it was read from, for messages.
    """

    id: Slug
    version: str
    title: str
    status: str
    region: str
    effective_from: PartialDate
    effective_to: PartialDate | None = None
    extends: Slug | None = None
    family: Slug | None = Field(default=None, exclude_if=_none)
    applies_when: AppliesWhen | None = Field(default=None, exclude_if=_none)
    source: Source
    parameters: dict[Slug, Parameter] = {}
    procedures: tuple[Slug, ...] = Field(min_length=1)
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    waivers: tuple[Waiver, ...] = ()
    alternatives: tuple[Offer, ...] = ()
    alternatives_require: tuple[Slug, ...] = ()
    precedence: tuple[Precedence, ...] = ()
    path: str | None = Field(default=None, exclude=True)

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written: applied only to what names it."""
        return self.status == DRAFT

    @cached_property
    def sha256(self) -> str:
        """Hash of the content as applied, whatever file layout it came from."""
        return digest(canonical_json(self))

    def __hash__(self) -> int:
        return hash(self.sha256)

    @model_validator(mode="after")
    def _names_known(self) -> Policy:
        known = [item.id for item in self.criteria]
        waivers = [item.id for item in self.waivers]
        _unique(known + waivers, "criteria")
        for waiver in self.waivers:
            _known(waiver.waives, known, f"waivers.{waiver.id}.waives")
        for criterion in self.criteria:
            where = f"criteria.{criterion.id}.applies_to"
            _known(criterion.applies_to, self.procedures, where)
        judged = {name for item in self.criteria for name in item.applies_to}
        for procedure in self.procedures:
            if procedure not in judged:
                raise ValueError(
                    f"procedures: {procedure!r} has no criterion; name it under "
                    "applies_to of one, or take it out"
                )
        _known(self.alternatives_require, known, "alternatives_require")
        offered = [item.offer for item in self.alternatives]
        _known(offered, self.procedures, "alternatives.offer")
        return self


def _unique(names: list[str], where: str) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(
            f"{where}.{twice[0]}: {twice[0]!r} stands twice; give each criterion and "
            "waiver an id of its own"
        )


def _known(names: Any, known: Any, where: str) -> None:
    for name in names:
        if name not in known:
            listed = ", ".join(known)
            raise ValueError(f"{where}: {name!r} is unknown; one of: {listed}")
