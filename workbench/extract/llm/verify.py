"""One answer held to the packet: what stands, what falls, and why, by item.

A fact stands when its quote is there (``convert``), holds its critical tokens and no
cue turns it (``grounding``), its sentence says so (``context_check``) and its words
name its kind (``kind_check``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pydantic import BaseModel

from workbench.extract.checking import check, refused
from workbench.extract.grounding import Refusal, supports
from workbench.extract.llm.context_check import contradicted, normal
from workbench.extract.llm.convert import Made, convert
from workbench.extract.llm.kind_check import unnamed
from workbench.extract.rules.model import PacketView
from workbench.schema.case import Fact, FactList, ImagingStudy, RefusedFact
from workbench.schema.packet import Document


@dataclass(frozen=True, slots=True)
class Fallen:
    """An item that did not stand: its path in the answer and what it claimed."""

    path: str
    fact: RefusedFact


@dataclass(frozen=True, slots=True)
class Verified:
    """One answer after all checks; ``moved`` counts corrected line citations."""

    kept: tuple[tuple[FactList, Fact], ...] = ()
    fallen: tuple[Fallen, ...] = ()
    moved: int = 0


def verify(
    seen: PacketView,
    document: Document,
    answer: BaseModel,
    shown: Collection[int] | None = None,
) -> Verified:
    """The facts of an answer that the packet supports, and those that fell."""
    kept: list[tuple[FactList, Fact]] = []
    fallen: list[Fallen] = []
    moved = 0
    for made in convert(document, answer, shown):
        stands, falls = _held(made, seen)
        kept += [(made.list, fact) for fact in stands]
        fallen += [Fallen(made.path, one) for one in (*made.refused, *falls)]
        moved += made.moved
    return Verified(tuple(kept), tuple(fallen), moved)


def _held(made: Made, seen: PacketView) -> tuple[list[Fact], list[RefusedFact]]:
    stands: list[Fact] = []
    falls: list[RefusedFact] = []
    for fact in made.facts:
        checked = check(fact, lambda one: verdict(one, seen))
        stands += checked.kept
        falls += checked.refused
        if not checked.kept and isinstance(fact, ImagingStudy):
            reason = checked.refused[0].reason
            why = Refusal(reason, "its study is refused")  # type: ignore[arg-type]
            falls += [refused(finding, why) for finding in fact.findings]
    return stands, falls


def verdict(fact: Fact, seen: PacketView) -> Refusal | None:
    """Why the packet does not support a fact that a model claims, or None."""
    return (
        supports(fact, seen.packet)
        or contradicted(fact, seen)
        or normal(fact)
        or unnamed(fact)
    )
