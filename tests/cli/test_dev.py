"""``dev.py`` sets up an environment of this checkout and empties no other's."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev_of_project", ROOT / "dev.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_environment_that_is_only_linked_to_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, own = tmp_path / "other", tmp_path / ".venv"
    other.mkdir()
    (other / "kept").write_text("theirs", encoding="utf-8")
    own.symlink_to(other)
    dev: Any = loaded()
    monkeypatch.setattr(dev, "VENV", own)
    monkeypatch.setattr(dev, "STAMP", own / "installed.sha256")
    monkeypatch.setattr(dev, "install", lambda: None)
    monkeypatch.setattr(dev, "warm", lambda: None)
    monkeypatch.setattr(dev.venv, "create", lambda folder, **_: folder.mkdir())
    dev.ensure()

    assert (other / "kept").read_text(encoding="utf-8") == "theirs"
    assert not own.is_symlink() and dev.STAMP.read_text(encoding="utf-8")
