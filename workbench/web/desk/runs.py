"""Eval runs kept in a folder: what each was, its figures, the whole of it on request.

A folder holds what ``workbench eval run`` writes: run logs, a history per suite with
the figures of each run, and reports.  Figures are read from the history; a log that is
in no history is scored when its page is asked for, and kept scored while it is the same
file.  Names that a browser asks for are looked up among those found, never opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from workbench.errors import WorkbenchError
from workbench.evals import history
from workbench.evals.gold import LoadedGold, find_gold, load_gold
from workbench.evals.report.html import as_html
from workbench.evals.runlog import Run, RunHead, read_run
from workbench.evals.scoreboard import Scoreboard, scoreboard
from workbench.web.desk.kept import Kept

HISTORY = ".history.jsonl"


class RunKnown(NamedTuple):
    """One run; ``figures`` are None where only its log is there, ``log`` where only
    its figures are."""

    run: str
    suite: str
    started: str
    commit: str
    program: str
    figures: dict[str, float] | None
    log: Path | None


class Runs:
    """The runs of a folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder if folder and folder.is_dir() else None
        self._scored = Kept(8)

    def all(self) -> tuple[RunKnown, ...]:
        """Every run, oldest first."""
        found = {one.run: one for one in self._from_histories()}
        for one in self._from_logs():
            known = found.get(one.run)
            figures = known.figures if known else None
            found[one.run] = one._replace(figures=figures)
        return tuple(sorted(found.values(), key=lambda one: (one.started, one.run)))

    def reports(self) -> tuple[str, ...]:
        """The names of the report files, newest first by name."""
        if self._folder is None:
            return ()
        return tuple(
            sorted((path.name for path in self._folder.glob("*.html")), reverse=True)
        )

    def report(self, name: str) -> bytes | None:
        """A report file, None where there is none of this name."""
        if self._folder is None or name not in self.reports():
            return None
        return (self._folder / name).read_bytes()

    def scored(self, known: RunKnown) -> tuple[Run, Scoreboard] | None:
        """The log of a run, scored by today's labels; None without a log.

        Raises InputError for a log that cannot be read any more.
        """
        if known.log is None:
            return None
        path, stat = known.log, known.log.stat()

        def made() -> tuple[Run, Scoreboard]:
            run = read_run(path)
            return run, scoreboard(run)

        return self._scored.get((path, stat.st_mtime_ns, stat.st_size), made)

    def page(self, known: RunKnown) -> str | None:
        """The whole report of a run as a page of its own."""
        scored = self.scored(known)
        if scored is None or self._folder is None:
            return None
        run, board = scored
        past = history.read(self._folder / f"{known.suite}{HISTORY}")
        return as_html(board, run, dict(_gold(run)), past=past)

    def _from_histories(self) -> Iterator[RunKnown]:
        for path in sorted(self._folder.glob(f"*{HISTORY}")) if self._folder else ():
            suite = path.name.removesuffix(HISTORY)
            for one in history.read(path):
                yield RunKnown(
                    one.run, suite, one.started, one.commit, "", one.figures, None
                )

    def _from_logs(self) -> Iterator[RunKnown]:
        for path in sorted(self._folder.glob("*.jsonl")) if self._folder else ():
            head = None if path.name.endswith(HISTORY) else _head(path)
            if head is not None:
                yield RunKnown(
                    head.run,
                    head.suite.id,
                    head.started,
                    head.commit or "",
                    head.program,
                    None,
                    path,
                )


def _head(path: Path) -> RunHead | None:
    """The first line of a run log; None for a file that is something else."""
    try:
        with path.open(encoding="utf-8") as stream:
            data = json.loads(stream.readline())
        if data.pop("type", None) != "run":
            return None
        return RunHead.model_validate_json(json.dumps(data))
    except (OSError, ValueError, ValidationError, AttributeError):
        return None


def _gold(run: Run) -> Iterator[tuple[str, LoadedGold]]:
    for folder in find_gold(run.head.suite.select.cases):
        try:
            loaded = load_gold(folder)
        except WorkbenchError:
            continue
        yield loaded.gold.id, loaded
