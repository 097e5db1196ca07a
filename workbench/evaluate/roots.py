"""Which root an interspace concerns, and whether a symptom or sign fits it.

The tables are data (``workbench.vocabulary``): where a symptom sits, which muscle or
reflex was tested, which root that is.  The tolerance is the policy's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.schema.case import ExamFinding, Symptom
from workbench.vocabulary import spine
from workbench.vocabulary.tables import Place


def own_root(level: str) -> str | None:
    """The root that leaves at an interspace; None where the table has none."""
    return spine().exiting.get(level)


def recess_root(level: str) -> str | None:
    """The root that passes an interspace to leave below it; None where none does."""
    return spine().traversing.get(level)


def roots_below(level: str) -> tuple[str, ...]:
    """The root that passes an interspace and all below it, as in a narrow canal."""
    passing = recess_root(level)
    if passing is None:
        return ()
    order = spine().root_order
    return order[order.index(passing) :]


def roots_named(roots: tuple[str, ...]) -> str:
    """One or two roots by name; the bundle below a narrow canal by its highest."""
    if len(roots) > 2:
        return f"{min(roots, key=spine().root_order.index)} and lower roots"
    return f"{' and '.join(roots)} root{'s' if len(roots) > 1 else ''}"


def near(root: str, tolerance: int) -> frozenset[str]:
    """The root and those up to ``tolerance`` roots above and below it."""
    order = spine().root_order
    if root not in order:
        return frozenset({root})
    place = order.index(root)
    return frozenset(order[max(place - tolerance, 0) : place + tolerance + 1])


def treated(levels: Iterable[str], tolerance: int) -> frozenset[str]:
    """The roots of some interspaces, with their neighbours."""
    roots = (own_root(level) for level in levels)
    return frozenset().union(*(near(root, tolerance) for root in roots if root))


def roots_of(fact: Symptom | ExamFinding) -> tuple[str, ...]:
    """The roots that a symptom or sign localises to; empty where it does not."""
    if fact.roots:
        return fact.roots
    table = spine()
    if fact.site is None:
        return ()
    places = (table.sites,) if isinstance(fact, Symptom) else _exam_tables(fact.kind)
    for entries in places:
        if fact.site in entries:
            return entries[fact.site].roots
    return ()


def _exam_tables(kind: str) -> tuple[Mapping[str, Place], ...]:
    table = spine()
    if kind in ("reflex", "hyporeflexia", "hyperreflexia"):
        return (table.reflexes,)
    if kind in ("strength", "weakness", "atrophy"):
        return (table.muscles, table.sites)
    return (table.sites, table.muscles)


def muscle_roots(muscle: str) -> tuple[str, ...]:
    """The roots of a muscle or tested movement; empty for a group or an unknown one."""
    entry = spine().muscles.get(muscle)
    return entry.roots if entry else ()


def strength_step(grade: str | None) -> int | None:
    """Place of a strength grade on the scale of the table, weakest first."""
    scale = spine().strength
    return scale.index(grade) if grade in scale else None
