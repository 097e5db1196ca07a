"""The short way of a test: lists, kinds, perhaps one level, nothing unusual.

Most answers of a record are plain: no fact at the level, or some that say yes or no.
Such an answer is found here without the heaps and checks of the full way; anything else
returns None and goes the full way, which alone defines the result (a test compares the
two on random cases).
"""

from __future__ import annotations

from collections.abc import Callable

from workbench.evaluate.answer import CONFLICT, OPEN, Answer, Rule, Run
from workbench.evaluate.generic.where import Leafy
from workbench.evaluate.leaf import Scope
from workbench.evaluate.seen import Cell, together

Plain = Callable[[Cell], Answer | None]
"""The answer that a cell gives; None where its facts are not plain."""


def is_plain(params: Leafy) -> bool:
    """Whether a test gives only lists, kinds and perhaps the line's level."""
    given = params.model_fields_set - _FREE - params.judged_apart
    one_each = len(params.list) == 1 or params.level == "any"
    return (
        given <= {"list", "kind", "level"}
        and one_each
        and (bool(params.kind) or params.level == "any")
        and params.level in ("any", "line")
        and params.unmentioned == "open"
    )


_FREE = frozenset(
    {"id", "title", "ask", "who", "documents", "helpful", "settle", "accepted"}
    | {"at_least", "at_most", "over", "under", "unit", "take"}
    | {"min", "mode", "max_gap", "helped", "none_tried"}
)
"""Keys that do not change which facts are found, or that the judgement looks at."""


def short_way(rule: Rule, params: Leafy, plain: Plain, full: Run) -> Run:
    """The run of a rule that tries the short way first."""
    if params.settle:
        judged = plain

        def plain(cell: Cell) -> Answer | None:
            found = judged(cell)
            return None if found is None or found[0] == CONFLICT else found

    if params.level == "any":
        if len(params.list) == len(params.kind) == 1:
            return _one_kind(rule, params.list[0], params.kind[0], plain, full)
        return _anywhere(rule, params, plain, full)
    if len(params.kind) == 1:
        return _here(rule, params.list[0], params.kind[0], plain, full)
    return full


def _here(rule: Rule, name: str, kind: str, plain: Plain, full: Run) -> Run:
    silent: Answer = (OPEN, rule, (), (), "never-mentioned", None)

    def here(scope: Scope) -> Answer:
        level = scope.level
        if level is None:
            return full(scope)
        places = scope.facts.plain[name].get(kind)
        if places is None:
            return silent
        if None in places:
            return full(scope)
        cell = places.get(level)
        return silent if cell is None else plain(cell) or full(scope)

    return here


def _one_kind(rule: Rule, name: str, kind: str, plain: Plain, full: Run) -> Run:
    silent: Answer = (OPEN, rule, (), (), "never-mentioned", None)

    def one_kind(scope: Scope) -> Answer:
        places = scope.facts.plain[name].get(kind)
        if places is None:
            return silent
        cells = list(places.values())
        cell = cells[0] if len(cells) == 1 else together(cells)
        return plain(cell) or full(scope)

    return one_kind


def _anywhere(rule: Rule, params: Leafy, plain: Plain, full: Run) -> Run:
    lists, kinds = params.list, params.kind
    silent: Answer = (OPEN, rule, (), (), "never-mentioned", None)

    def anywhere(scope: Scope) -> Answer:
        cells: list[Cell] = []
        tables = scope.facts.plain
        for name in lists:
            table = tables[name]
            for kind in kinds or table:
                places = table.get(kind)
                if places is not None:
                    cells += places.values()
        if not cells:
            return silent
        cell = cells[0] if len(cells) == 1 else together(cells)
        return plain(cell) or full(scope)

    return anywhere
