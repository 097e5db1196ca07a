"""What a change of policy does to the cases of this store, for the page of a committee.

The answers of single tests are kept between two questions, in memory and in the store,
so that the next one judges only what its change touches, also after a restart.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import select

from workbench.errors import InputError, StoreError
from workbench.evals.impact import sheet as sheets
from workbench.evals.impact.fill import fill
from workbench.evals.impact.leaves import all_names, engine_stamp, named
from workbench.evals.impact.report import Impact, Pair, impact
from workbench.evals.impact.store import Since, Store
from workbench.evaluate.compile import compiled
from workbench.policy.loader import file_of, merged, overlay, resolved
from workbench.policy.model import Policy
from workbench.store import leaf_columns
from workbench.store.facade import Store as Database
from workbench.store.stored_cases import StoredCases
from workbench.store.tables import cases

MOST_COLUMNS = 2_000
"""Columns in memory beyond which they are made anew."""
Plain = str | int | float | bool


class Impacts:
    """Impact reports on the cases of one store."""

    def __init__(self, store: Database) -> None:
        self._store = store
        self._known: sheets.Sheet | None = None
        self._lock = threading.Lock()

    def report(
        self,
        old: Policy,
        new: Policy,
        *,
        since: str | None = None,
        final: bool = False,
        explained: int,
    ) -> Impact:
        """The report.  Raises WorkbenchError where a case does not come out so."""
        pair = Pair(compiled(old), compiled(new))
        found: Store = StoredCases(self._store)
        found = Since(found, since) if since else found
        with self._lock:
            if self._known is None:
                self._known = leaf_columns.kept(self._store, engine_stamp())
            filled = fill(found, pair, self._known)
            few = len(filled.sheet.columns) <= MOST_COLUMNS
            if not since:
                self._known = filled.sheet if few else None
                if filled.judged:
                    self._keep(filled.sheet, pair)
        return impact(found, pair, filled, final=final, explained=explained)

    def _keep(self, sheet: sheets.Sheet, pair: Pair) -> None:
        first = [name for one in pair for name in all_names(named(one))]
        # A database that lets this user keep none still gets its report.
        with suppress(StoreError):
            leaf_columns.keep(self._store, sheet, engine_stamp(), first)

    def ids(self, names: Iterable[str]) -> dict[str, str]:
        """The ids of cases by their names in a report (``case 17``)."""
        numbers = {int(name.split()[-1]) for name in names}
        asked = select(cases.c.number, cases.c.id).where(cases.c.number.in_(numbers))
        with self._store.reading() as work:
            rows = work.connection.execute(asked).all()
        return {f"case {row.number}": row.id for row in rows}


def knobs(data: Mapping[str, Any]) -> dict[str, tuple[Any, str, str]]:
    """The parameters of a policy that a form can hold: value, unit, source."""
    found = {}
    for name, one in data.get("parameters", {}).items():
        value = one.get("value")
        several = isinstance(value, list) and value
        if isinstance(value, Plain) or (
            several and all(isinstance(item, str) for item in value)
        ):
            found[name] = (value, one.get("unit", ""), one.get("source", ""))
    return found


def changed(name: str, given: Mapping[str, str]) -> Policy:
    """A policy with other values of its parameters, those that the text of a form has.

    Raises InputError for a value of another kind, PolicyError for what is no policy.
    """
    path = file_of(name)
    data = merged(path)
    own = {}
    for key, (value, _, _) in knobs(data).items():
        text = given.get(key, "").strip()
        if text and text != shown(value):
            one = {**data["parameters"][key], "value": _as(value, text, key)}
            own[key] = one | {"source": "a proposal", "note": ""}
    if not own:
        return resolved(data, path)
    version = f"{data['version']}-proposal"
    return resolved(overlay(data, {"parameters": own, "version": version}), path)


def shown(value: Any) -> str:
    """A value as a form holds it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)


def _as(old: Any, text: str, key: str) -> Any:
    """A text as a value of the same kind."""
    try:
        if isinstance(old, bool):
            return {"yes": True, "no": False}[text.lower()]
        if isinstance(old, list):
            return [one.strip() for one in text.split(",") if one.strip()]
        if isinstance(old, int | float):
            number = float(text)
            return int(number) if number.is_integer() else number
    except (KeyError, ValueError, OverflowError):
        raise InputError(
            "not a value of its kind", where=key, fix=f"as it is now: {shown(old)}"
        ) from None
    return text
