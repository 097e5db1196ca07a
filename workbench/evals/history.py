"""The history of a suite: one line of JSON per run, for the lines over time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from workbench.evals.runlog import RunHead
from workbench.evals.scoreboard import Scoreboard, values


class Past(NamedTuple):
    """One earlier run: when, of which commit, and its figures."""

    run: str
    started: str
    commit: str
    figures: dict[str, float]


def append(path: Path, head: RunHead, board: Scoreboard) -> None:
    """Add a run to a suite's history, once."""
    if any(item.run == head.run for item in read(path)):
        return
    row = {
        "run": head.run,
        "started": head.started,
        "commit": head.commit or "",
        "figures": values(board.figures),
    }
    with path.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(row, sort_keys=True) + "\n")


def read(path: Path) -> tuple[Past, ...]:
    """Earlier runs, oldest first; lines that are cut off are passed over."""
    if not path.is_file():
        return ()
    found = []
    for row in path.read_text(encoding="utf-8").splitlines():
        try:
            data = json.loads(row)
            found.append(
                Past(data["run"], data["started"], data["commit"], data["figures"])
            )
        except (json.JSONDecodeError, KeyError, TypeError):
            continue
    return tuple(found)
