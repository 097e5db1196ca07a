"""Kept copies of parsed files: used when valid, never when stale, never required."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from workbench.content import kept as module
from workbench.content.kept import KeptTable, kept


class Counter:
    def __init__(self, source: Path) -> None:
        self.source, self.calls = source, 0

    def __call__(self) -> dict[str, object]:
        self.calls += 1
        return {"text": self.source.read_text(), "pairs": {("a", True): [1, None]}}


@pytest.fixture(autouse=True)
def _writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_a_second_reading_uses_the_kept_copy(tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    source.write_text("one")
    build = Counter(source)

    first, second = kept(source, build), kept(source, build)

    assert first == second == build()
    assert build.calls == 2


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    source.write_text("one")
    build = Counter(source)
    kept(source, build)

    source.write_text("two")
    os.utime(source, ns=(1, 1))

    assert kept(source, build)["text"] == "two"


@pytest.mark.parametrize("damage", [b"", b"workbench-kept-1\n", b"\xff" * 40])
def test_a_damaged_copy_is_built_again(tmp_path: Path, damage: bytes) -> None:
    source = tmp_path / "a.yaml"
    source.write_text("one")
    build = Counter(source)
    kept(source, build)
    copy = next((tmp_path / "__pycache__").iterdir())
    copy.write_bytes(damage)

    assert kept(source, build)["text"] == "one"
    assert build.calls == 2


def test_two_forms_of_one_file_stand_apart(tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    source.write_text("one")

    assert kept(source, lambda: 1, "number") == 1
    assert kept(source, lambda: "x", "word") == "x"


def test_nothing_is_kept_where_bytecode_is_not_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    source = tmp_path / "a.yaml"
    source.write_text("one")

    kept(source, Counter(source))

    assert list(tmp_path.iterdir()) == [source]


def test_a_table_grows_from_run_to_run(tmp_path: Path) -> None:
    source = tmp_path / "a.py"
    source.write_text("one")
    for number in (1, 2):
        table = KeptTable(source)
        table.get(number, lambda made=number: 10 * made)
        table.keep()

    known = KeptTable(source)

    assert [known.get(number, lambda: None) for number in (1, 2)] == [10, 20]


def test_a_table_that_is_too_large_starts_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 1)
    source = tmp_path / "a.py"
    source.write_text("one")
    for number in (1, 2):
        table = KeptTable(source)
        table.get(number, lambda: "kept")
        table.keep()

    known = KeptTable(source)

    assert [known.get(number, lambda: None) for number in (1, 2)] == [None, "kept"]
