"""Halves of a waiver: shown, examined and found absent, in dispute, or not spoken of.

A waiver of two halves holds where both are shown, is closed where one was examined and
found absent, and is open where one is shown and the other not spoken of, or where the
record disputes one.  Nothing spoken of leaves it closed: the leaf is then
``not_applicable``, which engine and reader can tell from a half found absent
(``not_met``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.evaluate.leaf import Clash, Leaf
from workbench.evaluate.wording import capital
from workbench.schema.case import Fact

State = Literal["shown", "absent", "disputed", "silent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """One half: its state, its facts for and against, and its words."""

    name: str
    state: State
    said: str = ""
    support: tuple[Fact, ...] = ()
    refute: tuple[Fact, ...] = ()


def half(
    name: str,
    shown: tuple[Fact, ...],
    denied: tuple[Fact, ...],
    said: str,
    disputed: bool = False,
) -> Half:
    """A half from what is for it and against it.

    ``disputed`` says that what is denied is what is shown, not something beside it.
    """
    if shown and disputed:
        state: State = "disputed"
    elif shown:
        state = "shown"
    else:
        state = "absent" if denied else "silent"
    return Half(name=name, state=state, said=said, support=shown, refute=denied)


def joined(halves: tuple[Half, ...]) -> Leaf:
    """The waiver's leaf from all of its halves."""
    states = {one.state for one in halves}
    support = tuple(fact for one in halves for fact in one.support)
    refute = tuple(fact for one in halves for fact in one.refute)
    if "absent" in states:
        return _closed([one for one in halves if one.state == "absent"], support)
    if states == {"silent"}:
        names = " and ".join(one.name for one in halves)
        return Leaf(status="not_applicable", reason=f"Nothing is recorded of {names}")
    if states == {"shown"}:
        said = "; ".join(one.said for one in halves)
        return Leaf(status="met", reason=capital(said), support=support)
    if "disputed" in states:
        return _disputed([one for one in halves if one.state == "disputed"], support)
    shown = "; ".join(one.said for one in halves if one.said)
    missing = " and ".join(one.name for one in halves if one.state == "silent")
    return Leaf(
        status="not_documented",
        reason=f"{capital(shown)}; nothing is recorded of {missing}",
        because="incomplete",
        support=support,
        refute=refute,
    )


def _closed(absent: list[Half], support: tuple[Fact, ...]) -> Leaf:
    names = " and ".join(one.name for one in absent)
    refute = tuple(fact for one in absent for fact in one.refute)
    return Leaf(
        status="not_met",
        reason=f"Examined and not found: {names}",
        support=support,
        refute=refute,
    )


def _disputed(halves: list[Half], support: tuple[Fact, ...]) -> Leaf:
    refute = tuple(fact for one in halves for fact in one.refute)
    names = " and ".join(one.name for one in halves)
    clashes = tuple(
        Clash(
            kind="waiver-evidence",
            sides=((one.said, one.support), (f"no {one.name}", one.refute)),
        )
        for one in halves
    )
    return Leaf(
        status="conflicting",
        reason=f"The record states and denies {names}",
        because="conflict",
        support=support,
        refute=refute,
        clashes=clashes,
    )
