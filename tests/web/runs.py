"""A folder of eval runs: three of one small suite, the last with its log."""

from __future__ import annotations

import json
from pathlib import Path

from workbench.evals import history
from workbench.evals.generate import jobs, run_jobs
from workbench.evals.gold import find_gold
from workbench.evals.runlog import RunHead, line, read_run
from workbench.evals.scoreboard import scoreboard
from workbench.evals.suite import Selection, Suite
from workbench.extract.rules.reader import RulesReader

CASE = "two-level-request"
EARLIER = (
    {"case_pass": 0.25, "false_met": 0.0, "line_agreement": 0.9},
    {"case_pass": 0.5, "false_met": 0.125, "line_agreement": 0.9},
)


def reader(trial: int) -> RulesReader:
    """The reader of every trial."""
    return RulesReader()


def log_of_a_run(path: Path) -> Path:
    """The log of a run of one gold case, as ``eval run`` writes it."""
    suite = Suite(id="small", title="One case", select=Selection(cases=(CASE,)))
    head = RunHead(
        run="small-1",
        suite=suite,
        program="workbench 0",
        commit="a" * 40,
        dirty=False,
        python="3.11",
        packages=(),
        started="2026-05-04T09:00:00+00:00",
    )
    todo = jobs(find_gold((CASE,)), trials=1, orders=("as-is",))
    results = run_jobs(todo, reader, workers=1)
    path.write_text("".join(line(one) + "\n" for one in (head, *results)))
    return path


def folder_of_runs(folder: Path, log: Path) -> Path:
    """Two runs of which only the figures are kept, and the one of a log."""
    folder.mkdir(exist_ok=True)
    (folder / "small-1.jsonl").write_bytes(log.read_bytes())
    with (folder / "small.history.jsonl").open("w") as stream:
        for number, figures in enumerate(EARLIER, 2):
            row = {"run": f"small-0{number}", "commit": "b" * 40, "figures": figures}
            row["started"] = f"2026-05-0{number}T09:00:00+00:00"
            stream.write(json.dumps(row) + "\n")
    run = read_run(log)
    history.append(folder / "small.history.jsonl", run.head, scoreboard(run))
    return folder
