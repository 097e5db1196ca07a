"""Gold cases for tests: shipped ones copied and changed, and small ones made up."""

from __future__ import annotations

import shutil
from pathlib import Path

from workbench.evals.gold import find_gold
from workbench.extract.reader import Reader
from workbench.extract.rules.reader import RulesReader

SEED = "seed-staged-revision"
CLEAN = "clean-single-level"


def rules(trial: int) -> Reader:
    return RulesReader()


def copied(tmp_path: Path, name: str = SEED) -> Path:
    folder = tmp_path / "gold" / name
    shutil.copytree(find_gold([name])[0], folder)
    return folder


def edit(folder: Path, old: str, new: str, file: str = "gold.yaml") -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
