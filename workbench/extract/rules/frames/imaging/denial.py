"""Which chunks of a sentence a "no" reaches, for findings other than narrowing."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.extract.rules.frames.imaging.chunks import Chunk
from workbench.extract.rules.frames.imaging.draft import Draft


def denied(made: Sequence[Chunk]) -> list[bool]:
    """For each chunk whether it is denied, by its own "no" or by one that reaches it.

    A "no" reaches the equals after it as far as "or" and "and" go, and along commas
    only where the list ends in one of these ("no failure, subsidence at C5-6" denies
    the failure alone).
    """
    reached: list[bool] = []
    for place, chunk in enumerate(made):
        own = chunk.first("no") is not None
        reached.append(own or _handed_on(made, place, reached))
    return reached


def _handed_on(made: Sequence[Chunk], place: int, reached: list[bool]) -> bool:
    if place == 0 or not reached[place - 1]:
        return False
    chunk, before = made[place], made[place - 1]
    if chunk.mark.startswith("where"):
        return False
    if chunk.group != before.group or chunk.first("grade") or chunk.first("open"):
        return False
    if before.first("open") or _closing(before):
        return False
    if chunk.joiner == "or" or not _whole(before):
        return True
    if chunk.first("level") and not before.first("level"):
        return False
    if chunk.joiner in ("and", "next"):
        return True
    return chunk.joiner == "comma" and _list_goes_on(made, place)


def _whole(chunk: Chunk) -> bool:
    """Whether the chunk has what it denies ("no central" has not, "no bulge" has)."""
    return bool(chunk.head or chunk.noun or chunk.first("contact"))


def _closing(chunk: Chunk) -> bool:
    """A "not seen" after its noun reaches nothing after it."""
    denial, noun = chunk.first("no"), chunk.noun or chunk.head
    return denial is not None and noun is not None and denial.start > noun.start


def _list_goes_on(made: Sequence[Chunk], place: int) -> bool:
    for later in made[place + 1 :]:
        if later.group != made[place].group:
            return False
        if later.joiner in ("or", "and"):
            return not later.first("grade")
    return False


def without_bulging_wall(found: Sequence[Draft]) -> list[Draft]:
    """A posterior wall that bulges is no retropulsion where that is denied.

    "The posterior wall bulges by 2 mm but there is no retropulsed fragment."
    """
    denies = any(
        draft.kind == "retropulsion"
        and draft.assertion == "absent"
        and not _of_wall(draft)
        for draft in found
    )
    return [one for one in found if not (denies and _of_wall(one))]


def without_nonunion_of_pars(found: Sequence[Draft]) -> list[Draft]:
    """A pars that has not united is no failed fusion ("pars fractures, nonunion")."""
    kinds = {draft.kind for draft in found}
    if "pars-defect" not in kinds or kinds & {"solid-fusion", "hardware-failure"}:
        return list(found)
    return [draft for draft in found if draft.kind != "pseudarthrosis"]


def _of_wall(draft: Draft) -> bool:
    """Whether a finding is told by the shape of the posterior wall."""
    noun = draft.chunk.noun
    return noun is not None and noun.concept == "posterior-wall"
