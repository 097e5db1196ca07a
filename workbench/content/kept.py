"""Parsed files kept beside their source, as Python keeps compiled modules.

A review reads some forty tables and a dozen templates; parsing them anew each time is
half of its time.  What was parsed is kept in ``__pycache__`` next to the file, valid
for exactly this file (size, time of change) and this Python.  Where the folder cannot
be written, or bytecode is not wanted, nothing is kept and nothing fails.
"""

from __future__ import annotations

import atexit
import marshal
import os
import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

_FORM = b"workbench-kept-1\n"


def kept(source: Path, build: Callable[[], Any], form: str = "data") -> Any:
    """What ``build`` makes of a file: plain data or code, from the kept copy if valid.

    ``form`` tells several things made of one file apart; change it with the code.
    Raises whatever ``build`` raises; a damaged copy is only built again.
    """
    try:
        stamp = _stamp(source)
    except OSError:
        return build()
    path = _path(source, form)
    found = _read(path, stamp)
    if found is not None:
        return found[0]
    value = build()
    if not sys.dont_write_bytecode:
        _write(path, stamp, value)
    return value


class KeptTable:
    """Plain data by key that is kept as it grows, valid for one source file.

    What was made anew is written when the program ends.  Keys and values come from the
    program and its content, never from a packet: the table outlives the run.
    """

    def __init__(self, source: Path, form: str = "table") -> None:
        self._source, self._form = source, form
        self._new: dict[Any, Any] = {}

    @cached_property
    def _known(self) -> dict[Any, Any]:
        known: dict[Any, Any] = kept(self._source, dict, self._form)
        return known

    def get(self, key: Any, make: Callable[[], Any]) -> Any:
        """The value of a key, made only when no run before made it."""
        for table in (self._known, self._new):
            if key in table:
                return table[key]
        if not self._new:
            atexit.register(self.keep)
        return self._new.setdefault(key, make())

    def keep(self) -> None:
        """Write the table with what is new; one grown too large starts anew."""
        if not self._new or sys.dont_write_bytecode:
            return
        try:
            path, stamp = _path(self._source, self._form), _stamp(self._source)
        except OSError:
            return
        found = _read(path, stamp)
        before = found[0] if found and len(found[0]) < _MOST else {}
        _write(path, stamp, {**before, **self._new})


_MOST = 10_000
"""Values of a table; beyond them most are of expressions that have changed since."""
_TAG = sys.implementation.cache_tag or "python"


def _path(source: Path, form: str) -> Path:
    return source.parent / "__pycache__" / f"{source.name}.{form}.{_TAG}.kept"


def _stamp(source: Path) -> bytes:
    state = source.stat()
    return _FORM + f"{state.st_mtime_ns} {state.st_size}\n".encode()


def _read(path: Path, stamp: bytes) -> tuple[Any] | None:
    try:
        data = path.read_bytes()
        if data.startswith(stamp):
            return (marshal.loads(data[len(stamp) :]),)
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return None


def _write(path: Path, stamp: bytes, value: Any) -> None:
    own = path.with_suffix(f".{os.getpid()}")
    try:
        data = stamp + marshal.dumps(value)
        path.parent.mkdir(exist_ok=True)
        own.write_bytes(data)
        os.replace(own, path)
    except (OSError, ValueError):
        own.unlink(missing_ok=True)
