"""One eval run from the command line: what to run, its log, its surroundings.

Clock, git and files are touched here and nowhere below.
"""

from __future__ import annotations

import datetime as dt
import platform
import subprocess
from collections.abc import Iterable
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbench import __version__
from workbench.cli.common import ExtractorName, PhiName, make_reader, note
from workbench.errors import InputError, WorkbenchError
from workbench.evals import history
from workbench.evals.generate import Job, jobs, run_jobs
from workbench.evals.gold import LoadedGold, find_gold, half_of, load_gold
from workbench.evals.runlog import CaseRun, Run, RunHead, line, read_run
from workbench.evals.scoreboard import Scoreboard, scoreboard
from workbench.evals.suite import (
    SETTINGS,
    Selection,
    Suite,
    answers_path,
    is_suite,
    load_suite,
)
from workbench.policy.loader import list_policies, load_policy

if TYPE_CHECKING:
    from workbench.evals.gate import Gate
    from workbench.extract.reader import Reader

FOLDER = Path("runs")
_PACKAGES = ("openai", "instructor", "pydantic", "jinja2", "rapidfuzz")


class Wish(NamedTuple):
    """What the command line asked for."""

    what: tuple[str, ...]
    extractor: ExtractorName | None
    model: str | None
    base_url: str | None
    replay: bool
    answers: Path | None
    policy: str | None
    trials: int | None
    workers: int | None
    log: Path | None
    only_failing: Path | None
    retry_errors: Path | None
    llm_config: Path | None = None
    phi: PhiName | None = None
    budget: str | None = None


def perform(wish: Wish) -> Run:
    """Run what is not in the log yet, append it, and give the whole log back.

    Raises InputError for an unknown suite or case, or a log of another suite.
    """
    suite = _suite(wish)
    folders = _folders(suite, wish)
    log = wish.retry_errors or wish.log or _new_log(suite)
    head = _opened(log, suite)
    done = {} if head is None else {item.key: item for item in read_run(log).results}
    todo = [
        job
        for job in jobs(
            folders, trials=suite.trials, orders=suite.orders, policy=suite.policy
        )
        if _wanted(job, done, retry=wish.retry_errors is not None)
    ]
    note(f"{len(todo)} case runs to do, {len(done)} in the log: {log}")
    with log.open("a", encoding="utf-8") as stream:
        if head is None:
            stream.write(line(_head(suite)) + "\n")
        results = run_jobs(
            todo,
            partial(_reader, _recorded(wish, suite), suite.reader, suite.model),
            workers=wish.workers,
            threads=suite.reader != "rules",
        )
        for number, result in enumerate(results, 1):
            stream.write(line(result) + "\n")
            stream.flush()
            _progress(number, len(todo), result)
    return read_run(log)


def remember(board: Scoreboard, head: RunHead) -> None:
    """Add the run's figures to its suite's history, for the lines over time."""
    if FOLDER.is_dir():
        history.append(FOLDER / f"{head.suite.id}.history.jsonl", head, board)


def page(board: Scoreboard, run: Run, gate: Gate | None) -> str:
    """The HTML report, with the suite's history up to and including this run."""
    from workbench.evals.report.html import as_html

    FOLDER.mkdir(exist_ok=True)
    remember(board, run.head)
    past = FOLDER / f"{run.head.suite.id}.history.jsonl"
    gold = {item.gold.id: item for item in _loaded(run.head.suite)}
    return as_html(board, run, gold, gate=gate, past=history.read(past))


# --- what to run -----------------------------------------------------------------


def _suite(wish: Wish) -> Suite:
    """The suite named, or one made of the cases named, with the options laid over."""
    if len(wish.what) <= 1 and (not wish.what or is_suite(wish.what[0])):
        suite = load_suite(wish.what[0] if wish.what else None)
    else:
        suite = Suite(
            id="cases",
            title="cases named on the command line",
            select=Selection(cases=wish.what),
        )
    changes = {
        "reader": wish.extractor,
        "model": wish.model,
        "policy": wish.policy,
        "trials": wish.trials,
    }
    return suite.model_copy(
        update={name: value for name, value in changes.items() if value is not None}
    )


def _folders(suite: Suite, wish: Wish) -> tuple[Path, ...]:
    folders = tuple(
        folder
        for folder in find_gold(suite.select.cases)
        if _selected(folder, suite.select)
    )
    if wish.only_failing:
        board = scoreboard(read_run(wish.only_failing))
        failing = {item.case for item in board.scored if not item.passed}
        folders = tuple(folder for folder in folders if folder.name in failing)
    return folders


def _selected(folder: Path, select: Selection) -> bool:
    if select.half and half_of(folder.name) != select.half:
        return False
    if not select.tags and not select.without_tags:
        return True
    try:
        tags = set(load_gold(folder).gold.tags)
    except WorkbenchError:
        return not select.tags
    return set(select.tags) <= tags and not tags & set(select.without_tags)


def _wanted(
    job: Job, done: dict[tuple[str, int, str], CaseRun], *, retry: bool
) -> bool:
    earlier = done.get((job.folder.name, job.trial, job.order))
    return earlier is None or (retry and earlier.error is not None)


def _reader(
    wish: Wish, extractor: ExtractorName, model: str | None, trial: int
) -> Reader:
    """The reader of one trial; a top-level function, so that processes can have it."""
    return make_reader(
        extractor,
        model=model or wish.model,
        base_url=wish.base_url,
        replay=wish.replay,
        answers=wish.answers,
        trial=trial,
        llm_config=wish.llm_config,
        phi=wish.phi,
        budget=wish.budget,
    )


def _recorded(wish: Wish, suite: Suite) -> Wish:
    """The wish with the suite's own stored answers and settings, unless others are
    named: such a suite replays and calls nothing."""
    folder = answers_path(suite)
    if folder is None or wish.answers is not None:
        return wish
    own = folder / SETTINGS
    config = wish.llm_config or (own if own.is_file() else None)
    return wish._replace(answers=folder, replay=True, llm_config=config)


def _loaded(suite: Suite) -> Iterable[LoadedGold]:
    for folder in find_gold(suite.select.cases):
        try:
            yield load_gold(folder)
        except WorkbenchError:
            continue


# --- the log ---------------------------------------------------------------------


def _new_log(suite: Suite) -> Path:
    FOLDER.mkdir(exist_ok=True)
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
    return FOLDER / f"{suite.id}-{stamp}.jsonl"


def _opened(log: Path, suite: Suite) -> RunHead | None:
    """The head of a log that is resumed; None for a new one."""
    if not log.exists() or not log.read_text(encoding="utf-8").strip():
        log.parent.mkdir(parents=True, exist_ok=True)
        return None
    head = read_run(log).head
    if head.suite.id != suite.id or head.suite.reader != suite.reader:
        raise InputError(
            f"this log is of suite {head.suite.id} with reader {head.suite.reader}",
            where=str(log),
            fix="name another --log, or run the same suite with the same reader",
        )
    return head


def _head(suite: Suite) -> RunHead:
    now = dt.datetime.now(dt.UTC)
    return RunHead(
        run=f"{suite.id}-{now.strftime('%Y%m%dT%H%M%S%f')}",
        suite=suite,
        program=f"workbench {__version__}",
        commit=_git("rev-parse", "HEAD"),
        dirty=_dirty(),
        python=platform.python_version(),
        packages=tuple(_versions()),
        policies=tuple(
            (name, load_policy(name).sha256) for name in sorted(list_policies())
        ),
        started=now.isoformat(timespec="seconds"),
    )


def _versions() -> Iterable[tuple[str, str]]:
    for name in _PACKAGES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue


def _dirty() -> bool | None:
    status = _git("status", "--porcelain")
    return None if status is None else bool(status)


def _git(*words: str) -> str | None:
    """What git says of the checkout that holds the program; None outside one."""
    here = Path(__file__).resolve().parent
    try:
        done = subprocess.run(
            ["git", "-C", str(here), *words], capture_output=True, text=True, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _progress(number: int, of: int, result: CaseRun) -> None:
    if result.error:
        note(f"[{number}/{of}] {result.case}: failed: {result.error}")
    elif number == of or number % 10 == 0:
        note(f"[{number}/{of}]")
