"""The checklist of a letter: every required element, where it stands, what to do.

A missing element blocks a final letter.  Passages answer most elements: one that was
not printed is missing, one with a visible blank is blank.  The rest are measurements,
which the letter's maker hands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from workbench.narrate.letters.elements import Measure, Required
from workbench.narrate.letters.fields import blanks
from workbench.narrate.letters.passages import Passage
from workbench.narrate.proof.units import words

State = Literal["present", "missing", "blank", "failed"]


class Measured(NamedTuple):
    """The answer of a measurement: whether it is well, and what was found."""

    well: bool
    said: str


class Item(NamedTuple):
    """One line of the checklist.

    ``where`` is the part, ``said`` what was found or which blanks stand in it;
    ``blocks``: a final letter waits for it; ``passages`` are those that answer it.
    """

    element: str
    title: str
    layer: str
    state: State
    where: str
    said: str
    source: str
    status: str
    fix: str
    blocks: bool
    passages: tuple[str, ...] = ()


def checklist(
    needed: Iterable[Required],
    passages: Iterable[Passage],
    measured: Mapping[Measure, Measured],
) -> tuple[Item, ...]:
    """Every element with its state, in the order of the layers."""
    found: dict[str, list[Passage]] = {}
    for passage in passages:
        found.setdefault(passage.element, []).append(passage)
    return tuple(_item(one, found, measured) for one in needed)


def _item(
    one: Required,
    found: Mapping[str, list[Passage]],
    measured: Mapping[Measure, Measured],
) -> Item:
    element = one.element
    if element.measure:
        answer = measured[element.measure]
        state: State = "present" if answer.well else "failed"
        where, said = "whole letter", answer.said
    else:
        state, where, said = _answered(element.answered_by, found)
    return Item(
        element=element.id,
        title=element.title,
        layer=one.layer,
        state=state,
        where=where,
        said=said,
        source=element.source,
        status=element.status,
        fix=element.fix,
        blocks=element.required and state != "present",
        passages=element.answered_by,
    )


def _answered(
    names: Iterable[str], found: Mapping[str, list[Passage]]
) -> tuple[State, str, str]:
    parts: dict[str, None] = {}
    missing: list[str] = []
    open_fields: list[str] = []
    for name in names:
        printed = [one for one in found.get(name, []) if one.markdown.strip()]
        if not printed:
            missing.append(name)
        for passage in printed:
            parts[passage.part] = None
            open_fields += blanks(words(passage.markdown))
    where = ", ".join(parts) or "nowhere"
    if missing:
        return "missing", where, f"no passage: {', '.join(missing)}"
    if open_fields:
        return "blank", where, f"blank: {', '.join(dict.fromkeys(open_fields))}"
    return "present", where, ""
