"""Making the columns of a store: only what is missing is judged, case by case.

A case is known by the hash of its bytes and its request date.  For a known case only
the criteria with a column that was never made are run; for a new one all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec
import numpy as np

from workbench.evals.impact import sheet as sheets
from workbench.evals.impact.leaves import Named, named
from workbench.evals.impact.sheet import HASH, HELD, UNKNOWN, UNPLACED, Sheet
from workbench.evals.impact.store import Store, Stored, Unread
from workbench.evaluate.answer import CONFLICT, MET, NOT_MET, OPEN, Answer, Rule
from workbench.evaluate.bulk import Bulk, Spot, half_shown
from workbench.evaluate.columns import leaf_values
from workbench.evaluate.compile import CompiledPolicy
from workbench.evaluate.facts import FactBase
from workbench.evaluate.lean import decoder, lists_read
from workbench.schema.case import Case
from workbench.schema.partial_date import PartialDate

CLOSED = NOT_MET
"""Byte of a waiver that does not stand; OPEN: half of it is shown."""
_CASES_AT_ONCE = 4096


class Filled(NamedTuple):
    """The columns of a store in its order, the names of its cases, what was left out.

    ``judged`` counts the cases that had to be run, ``known`` those read from columns.
    """

    sheet: Sheet
    names: tuple[str, ...]
    unread: tuple[Unread, ...]
    judged: int
    known: int
    positions: tuple[int, ...]
    """Where in the store each case stands, entries that were left out counted."""


class Judge:
    """One policy with the names of its columns and the criteria by what is missing."""

    def __init__(self, compiled: CompiledPolicy) -> None:
        self.compiled = compiled
        self.named: Named = named(compiled)
        self.units = (
            *self.named.criteria,
            *((name,) for name in self.named.waivers),
        )
        self.everything = frozenset(range(len(self.units)))
        self._cells: dict[int, frozenset[tuple[str, str]]] = {}
        self.part = lru_cache(maxsize=64)(self._part)

    def cells(self, unit: int) -> frozenset[tuple[str, str]]:
        """The columns of a criterion or waiver, with the procedures it is asked of."""
        found = self._cells.get(unit)
        if found is None:
            count = len(self.compiled.criteria)
            kinds = self.compiled.policy.procedures
            if unit < count:
                kinds = self.compiled.criteria[unit].criterion.applies_to
            found = self._cells[unit] = frozenset(
                (name, kind) for name in self.units[unit] for kind in kinds
            )
        return found

    def _part(self, units: frozenset[int]) -> _Part:
        count = len(self.compiled.criteria)
        chosen = [n for n in sorted(units) if n < count]
        waivers = [n - count for n in sorted(units) if n >= count]
        reduced = replace(
            self.compiled,
            criteria=tuple(self.compiled.criteria[n] for n in chosen),
            waivers=tuple(self.compiled.waivers[n] for n in waivers),
            by_procedure={},
        )
        return _Part(
            bulk=Bulk(reduced),
            lists=lists_read(reduced),
            criteria=tuple(
                (self.compiled.criteria[n].criterion.applies_to, self.units[n])
                for n in chosen
            ),
            waivers=tuple(self.named.waivers[n] for n in waivers),
            whole=any(
                _reads_quotes(one.rule) for one in (*reduced.criteria, *reduced.waivers)
            ),
        )


class _Part(NamedTuple):
    """The criteria and waivers of a policy that have to be run."""

    bulk: Bulk
    lists: frozenset[str]
    criteria: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    waivers: tuple[str, ...]
    whole: bool

    def names(self, procedure: str) -> tuple[str, ...]:
        """The columns of a row of a procedure, in the order of its bytes."""
        own = [n for kinds, names in self.criteria if procedure in kinds for n in names]
        return (*own, *self.waivers)


def fill(
    store: Store,
    policies: Sequence[CompiledPolicy],
    known: Sheet | None = None,
    progress: Callable[[int], None] | None = None,
) -> Filled:
    """The columns of a store for some policies."""
    judges = [Judge(one) for one in policies]
    base = known or sheets.empty()
    lacking = [_lacking(base, judge) for judge in judges]
    places = _places(base)
    fresh = _Fresh()
    order: list[int] = []
    names: list[str] = []
    unread: list[Unread] = []
    positions: list[int] = []
    seen = 0
    for position, one in enumerate(store):
        if isinstance(one, Unread):
            unread.append(one)
            continue
        key = case_hash(one)
        place = places.get(key)
        todo = [
            judge.everything if place is None else some(place)
            for judge, some in zip(judges, lacking, strict=True)
        ]
        if place is None or any(todo):
            try:
                place = fresh.add(one, key, judges, todo, base, place)
            except (msgspec.MsgspecError, ValueError) as error:
                unread.append(Unread(one.name, f"no Case ({type(error).__name__})"))
                continue
            place += base.cases
            places[key] = place
        else:
            seen += 1
        order.append(place)
        names.append(one.name)
        positions.append(position)
        if progress and len(order) % _CASES_AT_ONCE == 0:
            progress(len(order))
    whole = sheets.joined(base, fresh.sheet()).take(order)
    return Filled(
        sheet=whole,
        names=tuple(names),
        unread=tuple(unread),
        judged=len(order) - seen,
        known=seen,
        positions=tuple(positions),
    )


def _whole(raw: bytes) -> Case:
    """The Case itself, for tests that read quotes.  Raises ValueError."""
    return Case.model_validate_json(raw)


def _reads_quotes(rule: Rule) -> bool:
    """Whether a test may look at more than the lean form of a case holds."""
    if rule.children:
        return any(_reads_quotes(child) for child in rule.children)
    return rule.reads is None


def case_hash(stored: Stored) -> bytes:
    """The hash by which a case is known: its bytes and the date that applies."""
    state = blake2b(stored.case, digest_size=HASH)
    state.update(b"\0" + (stored.date or "").encode())
    return state.digest()


def _places(base: Sheet) -> dict[bytes, int]:
    raw = base.hashes.tobytes()
    return {raw[n * HASH : (n + 1) * HASH]: n for n in range(base.cases)}


def _lacking(base: Sheet, judge: Judge) -> Callable[[int], frozenset[int]]:
    """For a case of a sheet the criteria and waivers with an unmade column."""
    unmade = np.zeros((len(judge.units), base.cases), dtype=bool)
    owners = base.owners()
    asked = [one.criterion.applies_to for one in judge.compiled.criteria]
    asked += [judge.compiled.policy.procedures] * len(judge.named.waivers)
    for unit, (kinds, names) in enumerate(zip(asked, judge.units, strict=True)):
        wanted = [n for n, name in enumerate(base.procedures) if name in kinds]
        rows = np.isin(base.procedure, wanted)
        unknown = np.zeros(base.rows, dtype=bool)
        for name in names:
            made = base.columns.get(name)
            unknown |= np.True_ if made is None else made == UNKNOWN
        unmade[unit, owners[rows & unknown]] = True
    patterns, of_case = np.unique(unmade, axis=1, return_inverse=True)
    sets = [frozenset(np.flatnonzero(one).tolist()) for one in patterns.T]
    index: list[int] = of_case.reshape(-1).tolist()
    nothing: frozenset[int] = frozenset()
    return lambda place: sets[index[place]] if place < base.cases else nothing


class _Fresh:
    """Rows made now, kept as bytes until the store has been gone through."""

    def __init__(self) -> None:
        self.hashes: list[bytes] = []
        self.starts = [0]
        self.procedures: dict[str, int] = {}
        self.procedure: list[int] = []
        self.number: list[int] = []
        self.flags: list[int] = []
        self.made: dict[tuple[str, ...], tuple[list[int], list[bytes]]] = {}
        self.kept: tuple[list[int], list[int]] = ([], [])
        self.base: Sheet | None = None

    def add(
        self,
        stored: Stored,
        key: bytes,
        judges: Sequence[Judge],
        todo: Sequence[frozenset[int]],
        base: Sheet,
        place: int | None,
    ) -> int:
        """Judge what is missing of a case; what its old rows know is taken along."""
        parts = [
            judge.part(units)
            for judge, units in zip(judges, todo, strict=True)
            if units or place is None
        ]
        parts = _once(judges, todo, parts)
        lists = frozenset(name for part in parts for name in part.lists)
        whole = any(part.whole for part in parts)
        case = _whole(stored.case) if whole else decoder(lists)(stored.case)
        date = stored.date or case.request.date
        spots = parts[0].bulk.spots(case)
        first = len(self.procedure)
        done = [_values(part, case, date) for part in parts]
        for n, spot in enumerate(spots):
            self._row(n, spot)
        for part, rows in zip(parts, done, strict=True):
            for n, spot, values in rows:
                names = part.names(spot.place.procedure)
                at, kept = self.made.setdefault(names, ([], []))
                at.append(first + n)
                kept.append(values)
        if place is not None:
            self.base = base
            start, end = int(base.starts[place]), int(base.starts[place + 1])
            self.kept[0].extend(range(first, first + end - start))
            self.kept[1].extend(range(start, end))
        self.hashes.append(key)
        self.starts.append(len(self.procedure))
        return len(self.hashes) - 1

    def _row(self, number: int, spot: Spot) -> None:
        name = spot.place.procedure
        self.procedure.append(self.procedures.setdefault(name, len(self.procedures)))
        self.number.append(number + 1)
        self.flags.append(
            (HELD if spot.held else 0) | (UNPLACED if spot.unplaced else 0)
        )

    def sheet(self) -> Sheet:
        """The rows as columns."""
        found = Sheet(
            procedures=list(self.procedures),
            hashes=np.frombuffer(b"".join(self.hashes), dtype=np.uint8),
            starts=np.array(self.starts, dtype=np.int64),
            procedure=np.array(self.procedure, dtype=np.uint16),
            number=np.array(self.number, dtype=np.uint16),
            flags=np.array(self.flags, dtype=np.uint8),
        )
        if self.base is not None:
            new, old = (np.array(one, dtype=np.int64) for one in self.kept)
            for name, column in self.base.columns.items():
                found.column(name)[new] = column[old]
        for names, (at, values) in self.made.items():
            if names:
                flat = np.frombuffer(b"".join(values), dtype=np.uint8)
                table = flat.reshape(-1, len(names))
                for place, name in enumerate(names):
                    found.column(name)[at] = table[:, place]
        return found


def _once(
    judges: Sequence[Judge], todo: Sequence[frozenset[int]], parts: list[_Part]
) -> list[_Part]:
    """The parts without what another policy's part makes already."""
    if len(parts) != len(judges) or len(judges) < 2:
        return parts
    made: set[tuple[str, str]] = set()
    found = []
    for judge, units, part in zip(judges, todo, parts, strict=True):
        cells = {n: judge.cells(n) for n in units}
        left = frozenset(n for n in units if not made.issuperset(cells[n]))
        made.update(cell for some in cells.values() for cell in some)
        found.append(part if left == units else judge.part(left))
    return found


def _values(
    part: _Part, case: Any, date: PartialDate | None
) -> list[tuple[int, Spot, bytes]]:
    """The bytes of each covered line: its criteria's tests, then the waivers."""
    verdict = part.bulk.of_facts(FactBase(case), date)
    waivers = bytes([waiver_value(answer) for answer in verdict.waivers])
    return [
        (
            number,
            line.spot,
            bytes([v for answer in line.answers for v in leaf_values(answer)])
            + waivers,
        )
        for number, line in enumerate(verdict.lines)
        if line.spot.covered
    ]


def waiver_value(answer: Answer) -> int:
    """What a waiver does: MET waives, CONFLICT and OPEN open, CLOSED does nothing."""
    code = answer[0]
    if code in (MET, CONFLICT):
        return int(code)
    return OPEN if code == OPEN and half_shown(answer) else CLOSED
