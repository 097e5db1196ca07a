"""Parsed files kept beside their source, as Python keeps compiled modules.

A review reads some forty tables and a dozen templates; parsing them anew each time is
half of its time.  What was parsed is kept in ``__pycache__`` next to the file, valid
for exactly this file (size, time of change) and this Python.  Where the folder cannot
be written, or bytecode is not wanted, nothing is kept and nothing fails.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
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
    path = source.parent / "__pycache__" / f"{source.name}.{form}.{_TAG}.kept"
    found = _read(path, stamp)
    if found is not None:
        return found[0]
    value = build()
    if not sys.dont_write_bytecode:
        _write(path, stamp, value)
    return value


_TAG = sys.implementation.cache_tag or "python"


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
