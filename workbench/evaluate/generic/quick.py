"""The short way of a test: one list, one kind, one level, nothing unusual.

Most answers of a record are plain: no fact at the level, or one that says yes or no.
Such an answer is found here without the heaps and checks of the full way; anything else
returns None and goes the full way, which alone defines the result (a test compares the
two on random cases).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.evaluate.answer import OPEN, Answer, Facts, Rule, Run
from workbench.evaluate.facts import Entry
from workbench.evaluate.generic.where import Leafy
from workbench.evaluate.leaf import Scope

Plain = Callable[[Sequence[Entry]], tuple[int, Facts, Facts] | None]
"""The value, support and refutation of plain facts; None where they are not plain."""


def is_plain(params: Leafy) -> bool:
    """Whether a test gives only a list, a kind and perhaps the line's level."""
    given = params.model_fields_set - _FREE
    return (
        given <= {"list", "kind", "level"}
        and len(params.list) == len(params.kind) == 1
        and params.level in ("any", "line")
        and params.unmentioned == "open"
    )


_FREE = frozenset(
    {"id", "title", "ask", "who", "documents", "helpful", "settle", "accepted"}
    | {"at_least", "at_most", "over", "under", "unit", "take"}
)
"""Keys that do not change which facts are found."""


def short_way(rule: Rule, params: Leafy, plain: Plain, full: Run) -> Run:
    """The run of a rule that tries the short way first."""
    if params.level == "line":
        return _here(rule, params, plain, full)
    return _anywhere(rule, params, plain, full)


def _here(rule: Rule, params: Leafy, plain: Plain, full: Run) -> Run:
    (name,), (kind,) = params.list, params.kind
    silent: Answer = (OPEN, rule, (), (), "never-mentioned", None)

    def here(scope: Scope) -> Answer:
        levels = scope.levels
        if levels is None or len(levels) != 1:
            return full(scope)
        facts = scope.facts
        table = facts.tables.get(name)
        if table is None:
            table = facts.by_kind(name)
        bucket = table.get(kind)
        if bucket is None:
            return silent
        if None in bucket:
            return full(scope)
        entries = bucket.get(levels[0])
        if entries is None:
            return silent
        found = plain(entries)
        if found is None:
            return full(scope)
        return found[0], rule, found[1], found[2], None, None

    return here


def _anywhere(rule: Rule, params: Leafy, plain: Plain, full: Run) -> Run:
    (name,), (kind,) = params.list, params.kind
    silent: Answer = (OPEN, rule, (), (), "never-mentioned", None)

    def anywhere(scope: Scope) -> Answer:
        facts = scope.facts
        table = facts.tables.get(name)
        if table is None:
            table = facts.by_kind(name)
        bucket = table.get(kind)
        if bucket is None:
            return silent
        if len(bucket) != 1:
            return full(scope)
        (entries,) = bucket.values()
        found = plain(entries)
        if found is None:
            return full(scope)
        return found[0], rule, found[1], found[2], None, None

    return anywhere
