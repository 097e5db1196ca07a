"""Kept expressions find what those of ``re`` find, and hold no words of a packet."""

from __future__ import annotations

import re
import runpy
import sys
from pathlib import Path

import pytest

from workbench.content import expressions
from workbench.content.kept import KeptTable

PATTERNS = [
    (r"(?P<a>left|right)\b(?i:c)\d{1,2}(?<!z)", 0),
    (r"[a-zé]+|(x)(?P<y>y)?", re.IGNORECASE),
    (r"^ a # nothing", re.VERBOSE | re.MULTILINE),
    ("straße", re.IGNORECASE),
    ("", 0),
]


TEXT = "left c12 Straße x yé a aa right C3z"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeptTable:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "source.py").write_text("")
    table = KeptTable(tmp_path / "source.py")
    monkeypatch.setattr(expressions, "_table", table)
    return table


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_a_kept_expression_is_the_one_that_re_makes(
    table: KeptTable,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pattern: str,
    flags: int,
) -> None:
    expressions.constant(pattern, flags)
    table.keep()
    monkeypatch.setattr(expressions, "_table", KeptTable(tmp_path / "source.py"))
    monkeypatch.setattr(expressions, "_code", None)

    made, wanted = expressions.constant(pattern, flags), re.compile(pattern, flags)

    assert (made.pattern, made.flags) == (wanted.pattern, wanted.flags)
    assert made.groupindex == wanted.groupindex
    assert made.sub("!", TEXT) == wanted.sub("!", TEXT)


@pytest.mark.parametrize("known", [None, (0, b"", 0, {}), (0, b"\xff\0\0\0", 0, {})])
def test_what_does_not_fit_is_compiled_anew(
    monkeypatch: pytest.MonkeyPatch, known: object
) -> None:
    monkeypatch.setattr(KeptTable, "get", lambda *_: known)
    assert expressions.constant("a+") == re.compile("a+")


def test_a_module_is_kept_and_a_function_is_not(
    table: KeptTable, tmp_path: Path
) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "from workbench.content import expressions as re\n"
        "of_module = [re.compile(word) for word in ('gait', 'limb')]\n"
        "def named(name): return re.compile(name)\n"
        "of_packet = named('Okonkwo')\n"
    )
    runpy.run_path(str(module))
    table.keep()

    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*.kept"))
    assert b"gait" in kept
    assert b"limb" in kept
    assert b"Okonkwo" not in kept
