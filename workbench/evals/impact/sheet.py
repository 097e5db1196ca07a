"""The columns of a store: a row for each requested line, a byte for each single test.

Rows stand in the order of the cases; a byte holds a value of
``workbench.evaluate.answer`` or ``UNKNOWN`` where the test was not asked of that line.
The sheet is kept beside the store as one binary file: hashes and values, no word of any
record.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

UNKNOWN = 255
HELD, UNPLACED = 1, 2
"""Flags of a row: held at a question, or approved only once the level is known."""
HASH = 16
_MAGIC = b"workbench columns 1\n"
_MOST_COLUMNS = 512

Bytes = np.ndarray[Any, np.dtype[np.uint8]]
Counts = np.ndarray[Any, np.dtype[np.int64]]
Small = np.ndarray[Any, np.dtype[np.uint16]]


@dataclass(slots=True, kw_only=True)
class Sheet:
    """Columns of a store.

    ``hashes`` has ``HASH`` bytes for each case, ``starts`` the first row of each case
    and the number of rows at its end, ``procedure`` an index into ``procedures``,
    ``number`` the number of the line (L1 is 1).
    """

    procedures: list[str]
    hashes: Bytes
    starts: Counts
    procedure: Small
    number: Small
    flags: Bytes
    columns: dict[str, Bytes] = field(default_factory=dict)

    @property
    def cases(self) -> int:
        """How many cases it holds."""
        return len(self.starts) - 1

    @property
    def rows(self) -> int:
        """How many lines it holds."""
        return int(self.starts[-1])

    def column(self, name: str) -> Bytes:
        """A column, all unknown where it was never made."""
        found = self.columns.get(name)
        if found is None:
            found = np.full(self.rows, UNKNOWN, dtype=np.uint8)
            self.columns[name] = found
        return found

    def owners(self) -> Counts:
        """The case of every row."""
        return np.repeat(np.arange(self.cases), np.diff(self.starts))

    def take(self, order: Sequence[int]) -> Sheet:
        """The rows of some cases, in the order given."""
        chosen = np.asarray(order, dtype=np.int64)
        lengths = np.diff(self.starts)[chosen]
        starts = np.concatenate(([0], np.cumsum(lengths)))
        rows = np.repeat(self.starts[:-1][chosen] - starts[:-1], lengths)
        rows = rows + np.arange(starts[-1])
        return Sheet(
            procedures=self.procedures,
            hashes=self.hashes.reshape(-1, HASH)[chosen].reshape(-1),
            starts=starts,
            procedure=self.procedure[rows],
            number=self.number[rows],
            flags=self.flags[rows],
            columns={name: one[rows] for name, one in self.columns.items()},
        )


def empty() -> Sheet:
    """A sheet of no cases."""
    none = np.zeros(0, dtype=np.uint8)
    return Sheet(
        procedures=[],
        hashes=none,
        starts=np.zeros(1, dtype=np.int64),
        procedure=np.zeros(0, dtype=np.uint16),
        number=np.zeros(0, dtype=np.uint16),
        flags=none,
    )


def joined(one: Sheet, other: Sheet) -> Sheet:
    """The cases of one sheet, then those of another."""
    procedures = list(dict.fromkeys((*one.procedures, *other.procedures)))
    index = np.array([procedures.index(p) for p in other.procedures], dtype=np.uint16)
    moved = index[other.procedure] if other.rows else other.procedure
    names = dict.fromkeys((*one.columns, *other.columns))
    return Sheet(
        procedures=procedures,
        hashes=np.concatenate((one.hashes, other.hashes)),
        starts=np.concatenate((one.starts, other.starts[1:] + one.rows)),
        procedure=np.concatenate((one.procedure, moved)),
        number=np.concatenate((one.number, other.number)),
        flags=np.concatenate((one.flags, other.flags)),
        columns={
            name: np.concatenate((one.column(name), other.column(name)))
            for name in names
        },
    )


def as_bytes(sheet: Sheet, stamp: str, first: Iterable[str]) -> bytes:
    """A sheet as it is kept; of very many columns those named ``first`` stay."""
    names = list(dict.fromkeys((*first, *sheet.columns)))
    names = [name for name in names if name in sheet.columns][:_MOST_COLUMNS]
    head = json.dumps(
        {
            "stamp": stamp,
            "cases": sheet.cases,
            "rows": sheet.rows,
            "procedures": sheet.procedures,
            "columns": names,
        }
    ).encode()
    arrays = (
        sheet.hashes,
        sheet.starts.astype("<i8"),
        sheet.procedure.astype("<u2"),
        sheet.number.astype("<u2"),
        sheet.flags,
        *(sheet.columns[name] for name in names),
    )
    parts = (np.ascontiguousarray(one).tobytes() for one in arrays)
    return b"".join((_MAGIC, len(head).to_bytes(8, "little"), head, *parts))


def save(sheet: Sheet, path: Path, stamp: str, first: Iterable[str]) -> None:
    """Write a sheet to a file, as ``as_bytes`` has it.  Raises OSError."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(as_bytes(sheet, stamp, first))
    os.replace(part, path)


def load(path: Path, stamp: str) -> Sheet | None:
    """The sheet of a file; None where there is none of this engine that is whole."""
    try:
        return parsed(path.read_bytes(), stamp)
    except OSError:
        return None


def parsed(raw: bytes, stamp: str) -> Sheet | None:
    """The sheet of some bytes; None where they are no whole one of this engine."""
    try:
        return _parsed(raw, stamp)
    except (ValueError, KeyError, TypeError):
        return None


def _parsed(raw: bytes, stamp: str) -> Sheet | None:
    if not raw.startswith(_MAGIC):
        return None
    place = len(_MAGIC)
    length = int.from_bytes(raw[place : place + 8], "little")
    place += 8
    head = json.loads(raw[place : place + length])
    place += length
    if head["stamp"] != stamp:
        return None

    def read(kind: str, count: int) -> Any:
        nonlocal place
        found = np.frombuffer(raw, dtype=kind, count=count, offset=place)
        place += found.nbytes
        return found

    cases, rows = head["cases"], head["rows"]
    sheet = Sheet(
        procedures=head["procedures"],
        hashes=read("u1", cases * HASH),
        starts=read("<i8", cases + 1).astype(np.int64),
        procedure=read("<u2", rows).astype(np.uint16),
        number=read("<u2", rows).astype(np.uint16),
        flags=read("u1", rows),
        columns={},
    )
    for name in head["columns"]:
        sheet.columns[name] = read("u1", rows)
    return sheet if place == len(raw) and sheet.rows == rows else None
