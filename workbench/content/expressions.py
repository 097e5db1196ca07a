"""The module ``re``, with the expressions of the program kept compiled.

Some fifteen hundred expressions are compiled as modules are imported, which was a third
of the time of a review.  Python keeps compiled modules and no compiled expressions, so
they are kept here: import this module under the name ``re``.  What ``compile`` answers
finds what the pattern that ``re.compile`` makes finds, sooner (see ``quickened``), and
it comes from there wherever a kept one is missing or does not fit this Python.

Only what a module compiles as it is imported is kept, and what ``constant`` is asked
for.  An expression compiled later may hold the words of a packet.
"""

from __future__ import annotations

import sys
from array import array
from importlib import import_module
from pathlib import Path
from re import (
    ASCII,
    DOTALL,
    IGNORECASE,
    MULTILINE,
    VERBOSE,
    I,
    M,
    Match,
    Pattern,
    RegexFlag,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from re import compile as compile_anew
from types import FrameType
from typing import Any

from workbench.content.kept import KeptTable

__all__ = [
    "ASCII",
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "VERBOSE",
    "I",
    "M",
    "Match",
    "Pattern",
    "RegexFlag",
    "compile",
    "constant",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]

_COMPREHENSIONS = frozenset({"<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>"})
_WORD = "I"
"""The machine words of a compiled expression, as an array's type."""


def compile(pattern: str, flags: int = 0) -> Pattern[str]:
    """As ``re.compile``; kept where a module that is being imported asks."""
    if _is_importing(sys._getframe(1)):
        return constant(pattern, flags)
    return compile_anew(pattern, flags)


def constant(pattern: str, flags: int = 0) -> Pattern[str]:
    """As ``re.compile``, of an expression that the program or its content holds."""
    known = _table.get(
        (pattern, int(flags), *_MACHINE), lambda: _code(pattern, int(flags))
    )
    return (_restored(pattern, known) if known else None) or compile_anew(
        pattern, flags
    )


def _is_importing(frame: FrameType | None) -> bool:
    """Whether the code is that of a module itself, not of a function in it."""
    while frame and frame.f_code.co_name in _COMPREHENSIONS:
        frame = frame.f_back
    return frame is not None and frame.f_code.co_name == "<module>"


def _code(pattern: str, flags: int) -> tuple[Any, ...] | None:
    """What makes the pattern again; None where it does not make the very same one."""
    wanted = compile_anew(pattern, flags)
    names = dict(wanted.groupindex)
    try:
        parser, compiler = import_module("re._parser"), import_module("re._compiler")
        plain = compiler._code(parser.parse(pattern, flags), flags)
        known = wanted.flags, array(_WORD, plain).tobytes(), wanted.groups, names
        if _restored(pattern, known) != wanted:
            return None
        quickened = import_module("workbench.content.quickened")
        words = quickened.code(parser.parse(pattern, flags), wanted.flags)
        code = array(_WORD, words).tobytes()
    except (ImportError, AttributeError, TypeError, OverflowError):
        return None
    return wanted.flags, code, wanted.groups, names


def _restored(pattern: str, known: tuple[Any, ...]) -> Pattern[str] | None:
    flags, code, groups, names = known
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    words = array(_WORD, code).tolist()
    try:
        made: Pattern[str] = _engine.compile(
            pattern, flags, words, groups, names, tuple(by_number)
        )
    except (AttributeError, TypeError, ValueError, RuntimeError):
        return None
    return made


_engine: Any = import_module("_sre")
_MACHINE = (getattr(_engine, "MAGIC", 0), sys.byteorder, array(_WORD).itemsize)
_table = KeptTable(Path(__file__), "quickened")
