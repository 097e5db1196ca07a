"""How a requested injection is to be done, where only the note's plan says it.

A form asks for "left L5-S1 TFESI"; the plan of the note adds "with fluoroscopy and
contrast, no sedation".  What the request leaves out is filled from the plans of the
same procedure at the same place, where they agree; the quotes of the plan go with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.schema.case import RequestedProcedure

_TECHNIQUE = (
    "approach", "guidance", "contrast", "agents", "sedation", "phase", "setting",
    "leads", "contacts", "sessions",
)  # fmt: skip
_PLACED = ("level", "site", "side")
_STIMULATORS = ("cord-", "nerve-")


def with_plans(facts: Sequence[RequestedProcedure]) -> list[RequestedProcedure]:
    """The facts, those of the request with what plans say of how.

    An injection that is planned beside another request is none of this request's.  The
    plan of a stimulator only fills in: a note names the tip of the lead where the form
    names the region, and a later step ("permanent if it helps") is no other request.
    """
    asked = {one.kind for one in facts if one.origin == "request"}
    facts = [one for one in facts if one.origin == "request" or _stays(one, asked)]
    plans = [one for one in facts if one.origin == "plan"]
    if not plans:
        return facts
    return [
        _filled(one, plans) if one.origin == "request" else one
        for one in facts
        if one.origin == "request" or not one.kind.startswith(_STIMULATORS)
    ]


def _stays(plan: RequestedProcedure, asked: set[str]) -> bool:
    return plan.kind in asked or not plan.kind.startswith("epidural-")


def _filled(
    asked: RequestedProcedure, plans: Sequence[RequestedProcedure]
) -> RequestedProcedure:
    near = [one for one in plans if _is_of(asked, one)]
    told: dict[str, Any] = {}
    cites = list(asked.evidence)
    for name in _TECHNIQUE:
        if getattr(asked, name) not in (None, ()):
            continue
        said = [one for one in near if getattr(one, name) not in (None, ())]
        values = {getattr(one, name) for one in said}
        if len(values) == 1:
            told[name] = values.pop()
            cites += [cite for cite in said[-1].evidence if cite not in cites]
    return asked.model_copy(update=told | {"evidence": tuple(cites)}) if told else asked


def _is_of(asked: RequestedProcedure, plan: RequestedProcedure) -> bool:
    """Whether a plan is of the procedure asked for: the same, and nowhere else."""
    return asked.kind == plan.kind and all(
        _fits(getattr(asked, name), getattr(plan, name)) for name in _PLACED
    )


def _fits(one: object, other: object) -> bool:
    return one is None or other is None or one == other
