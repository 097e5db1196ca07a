"""Code numbers for what has none of its own, as of the service named with them.

"Peripheral nerve field stimulation, unlisted code 64999" is one service, on one line or
on two; a service that has a code of its own leaves the number to stand for itself.  The
number of a nerve test is that of monitoring where monitoring is named or coded too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.extract.rules.frames.operations.procedures import Operation
from workbench.extract.rules.frames.request.codes import (
    OTHER,
    CodeMention,
    is_monitored,
    is_unlisted,
)
from workbench.extract.rules.frames.request.items import Item
from workbench.vocabulary.tables import procedures

_MONITORING = "monitoring"


def as_named(
    codes: tuple[CodeMention, ...], words: Sequence[Operation]
) -> tuple[CodeMention, ...]:
    """The codes of a stretch, unlisted ones as of the one service that has no other."""
    kind = _uncoded({one.kind for one in words}, {one.kind for one in codes})
    if kind is None:
        return codes
    return tuple(
        replace(one, kind=kind) if is_unlisted(one.code) else one for one in codes
    )


def of_named(items: list[Item]) -> list[Item]:
    """The items, an unlisted number alone as of the one service that has no code."""
    items = _as_monitoring(items)
    worded = {one.kind for one in items if one.words}
    kind = _uncoded(worded, {one.kind for one in items if one.code})
    if kind is None:
        return items
    return [replace(one, kind=kind) if _is_bare(one) else one for one in items]


def _as_monitoring(items: list[Item]) -> list[Item]:
    """The items, numbers of nerve tests as of the monitoring that stands among them."""
    if not any(one.kind == _MONITORING for one in items):
        return items
    return [
        replace(one, kind=_MONITORING, name=None)
        if one.kind == OTHER and one.code and is_monitored(one.code)
        else one
        for one in items
    ]


def _is_bare(item: Item) -> bool:
    unlisted = item.code is not None and is_unlisted(item.code)
    return unlisted and item.kind == OTHER and not item.name


def _uncoded(named: set[str], coded: set[str]) -> str | None:
    """The one procedure of the table that is named and has no code."""
    left = {kind for kind in named if kind in procedures().procedures} - coded
    return left.pop() if len(left) == 1 else None
