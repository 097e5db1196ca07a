"""Stored cases: files of Cases, reviews and run logs, one entry after the other.

A store is anything that can be gone through twice and gives ``Stored`` entries, so a
database can stand in for the files read here.  An entry keeps the bytes of its Case; it
is decoded only when columns are missing or a flip is to be explained.  What cannot be
read is named and left out; the rest of the store is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from workbench import content
from workbench.errors import InputError
from workbench.schema.partial_date import PartialDate, earliest, latest


class Stored(NamedTuple):
    """One case of a store: its name, the JSON bytes of its Case, the request date.

    ``date`` None: the date that the request form itself states.
    """

    name: str
    case: bytes
    date: PartialDate | None = None


class Unread(NamedTuple):
    """An entry that is no case: where it stands and what is wrong with it."""

    name: str
    why: str


Entry = Stored | Unread
Store = Iterable[Entry]
"""Gone through twice: once for the columns, once for the cases that flip."""


class _Determined(msgspec.Struct):
    request_date: str | None = None


_NO = msgspec.Raw()


class _Head(msgspec.Struct):
    """The keys that tell a Case, a review, a run log's head and its lines apart."""

    case: msgspec.Raw = _NO
    read: msgspec.Raw = _NO
    suite: msgspec.Raw = _NO
    requested_procedures: msgspec.Raw = _NO
    documents: msgspec.Raw = _NO
    determination: _Determined | None = None
    request_date: str | None = None
    id: str | None = None
    trial: int | None = None
    run: str | None = None


_HEAD = msgspec.json.Decoder(_Head)


class FileStore:
    """A JSONL file, a JSON file, or a folder of both, in the order of names."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise InputError(
                "no such store",
                where=str(path),
                fix="name a folder or a JSONL file of Cases, reviews or run logs",
            )
        self.path = path

    def __iter__(self) -> Iterator[Entry]:
        for file in self._files():
            yield from _entries(file, self._name(file))

    def _files(self) -> list[Path]:
        if self.path.is_file():
            return [self.path]
        found = [*self.path.rglob("*.json"), *self.path.rglob("*.jsonl")]
        if not found:
            raise InputError(
                "the folder holds no .json or .jsonl file",
                where=str(self.path),
                fix="name a folder or a JSONL file of Cases, reviews or run logs",
            )
        return sorted(found)

    def _name(self, file: Path) -> str:
        return file.name if self.path.is_file() else str(file.relative_to(self.path))


def shipped_store(name: str) -> Path | None:
    """The store of a name among those that ship in ``evals/stores``."""
    found = (root / "stores" / f"{name}.jsonl" for root in content.roots("evals"))
    return next((path for path in found if path.is_file()), None)


def _entries(file: Path, name: str) -> Iterator[Entry]:
    try:
        if file.suffix != ".jsonl":
            found = entry(file.read_bytes(), name)
            if found:
                yield found
            return
        with file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                found = entry(line, f"{name}:{number}") if line.strip() else None
                if found:
                    yield found
    except OSError as error:
        yield Unread(name, f"cannot be read ({error.strerror})")


def entry(raw: bytes, name: str) -> Entry | None:
    """What some JSON bytes hold; None for the head of a run log, which is no case."""
    try:
        head = _HEAD.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Unread(name, "not JSON of a Case, a review or a run log")
    case = bytes(head.case)
    if head.run is not None and bytes(head.suite):
        return None
    if case.startswith(b"{"):
        date = head.determination.request_date if head.determination else None
        return Stored(head.id or name, case, date or head.request_date)
    if case.startswith(b'"'):
        return _logged(head, name)
    if not bytes(head.requested_procedures) and not bytes(head.documents):
        return Unread(name, "has neither a case nor requested procedures")
    return Stored(name, raw.strip())


def _logged(head: _Head, name: str) -> Entry:
    """A case of a run log: its facts as they were read."""
    read = bytes(head.read)
    if not read.startswith(b"{"):
        return Unread(name, "the run log holds no facts for this case")
    case = msgspec.json.decode(bytes(head.case), type=str)
    return Stored(f"{case}, trial {head.trial}" if head.trial else case, read)


class Since:
    """The entries of a store whose request date is, or can be, on or after a day.

    A case without a date is kept.
    """

    def __init__(self, store: Store, day: PartialDate) -> None:
        self.store = store
        self.start = earliest(day)

    def __iter__(self) -> Iterator[Entry]:
        for one in self.store:
            date = None if isinstance(one, Unread) else request_date(one)
            if date is None or latest(date) >= self.start:
                yield one


class _Dated(msgspec.Struct):
    date: str | None = None


class _Asked(msgspec.Struct):
    request: _Dated = msgspec.field(default_factory=_Dated)


_ASKED = msgspec.json.Decoder(_Asked)


def request_date(stored: Stored) -> PartialDate | None:
    """The date that the policy's look-backs run from; None where it is not known."""
    if stored.date:
        return stored.date
    try:
        return _ASKED.decode(stored.case).request.date
    except msgspec.MsgspecError:
        return None
