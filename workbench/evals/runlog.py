"""The run log: one line of JSON for the run, one for each case, trial and order.

What was generated is kept whole (Case, determinations, narratives, usage), so that
scoring needs neither a packet reader nor a model: ``eval score RUN`` costs nothing.  A
log holds packet quotes and belongs where packets belong.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from workbench.errors import InputError
from workbench.evals.suite import Order, Suite
from workbench.schema.base import Model, explain
from workbench.schema.case import Case
from workbench.schema.determination import Determination
from workbench.schema.packet import PacketSummary
from workbench.schema.review import ReaderRecord


class RunHead(Model):
    """What ran: the suite, the program and its surroundings, never a clock of scoring.

    ``commit`` and ``dirty`` are those of the checkout, None outside one; ``policies``
    maps id to content hash; ``packages`` name to version.
    """

    run: str
    suite: Suite
    program: str
    commit: str | None
    dirty: bool | None
    python: str
    packages: tuple[tuple[str, str], ...]
    policies: tuple[tuple[str, str], ...] = ()
    started: str = ""


class Outcome(Model):
    """What one policy made of one source of facts.

    ``source``: ``packet`` for the facts that the reader read, ``gold`` for the gold
    facts (the evaluator alone).  ``proof`` is None where the narrative's proof check
    is clean, else its complaint.
    """

    source: str
    policy: str
    final: bool
    policy_sha256: str
    determination: Determination
    narrative: str = ""
    proof: str | None = None


class CaseRun(Model):
    """One case in one trial and order: what was read and what was made of it.

    ``unverified`` are facts with a quote that is not verbatim, ``unsupported`` facts
    whose quotes lack a critical token (number, date, level, side, grade).  ``error``
    is set instead where the run failed.  ``seconds`` is wall time.
    """

    case: str
    trial: int
    order: Order = "as-is"
    gold_sha256: str
    packet_sha256: str | None = None
    seconds: float = 0.0
    read: Case | None = None
    packet: PacketSummary | None = None
    record: ReaderRecord | None = None
    unverified: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    error: str | None = None

    @property
    def key(self) -> tuple[str, int, str]:
        """Case, trial and order."""
        return (self.case, self.trial, self.order)


_MODELS: dict[str, type[RunHead] | type[CaseRun]] = {
    "run": RunHead,
    "result": CaseRun,
}


class Run(NamedTuple):
    """A whole log: its head and its results, the last of a key standing."""

    head: RunHead
    results: tuple[CaseRun, ...]


def line(item: RunHead | CaseRun) -> str:
    """One line of the log."""
    kind = "run" if isinstance(item, RunHead) else "result"
    return json.dumps({"type": kind} | item.model_dump(mode="json"), ensure_ascii=False)


def read_run(path: Path) -> Run:
    """A log from disk; a last line that was cut off in writing is passed over.

    Raises InputError when the file is no run log.
    """
    try:
        rows = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"cannot be read ({type(error).__name__})",
            where=str(path),
            fix="name a run log that `workbench eval run` wrote",
        ) from None
    items = [_item(row, path, number, len(rows)) for number, row in enumerate(rows, 1)]
    heads = [item for item in items if isinstance(item, RunHead)]
    if not heads:
        raise InputError(
            "this is no run log: its first line names no run",
            where=str(path),
            fix="name a run log that `workbench eval run` wrote",
        )
    return Run(heads[0], _last(item for item in items if isinstance(item, CaseRun)))


def _last(results: Iterable[CaseRun]) -> tuple[CaseRun, ...]:
    by_key = {item.key: item for item in results}
    return tuple(by_key[key] for key in sorted(by_key))


def _item(row: str, path: Path, number: int, rows: int) -> RunHead | CaseRun | None:
    try:
        data = json.loads(row)
    except json.JSONDecodeError:
        if number == rows:
            return None
        raise InputError(
            "a line is not JSON", where=f"{path}:{number}", fix="run the suite again"
        ) from None
    kind = data.pop("type", None)
    if kind not in _MODELS:
        return None
    try:
        made = _MODELS[kind].model_validate_json(json.dumps(data))
        return made
    except ValidationError as error:
        raise InputError(
            f"written by another version of the program: {explain(error)}",
            where=f"{path}:{number}",
            fix="run the suite again",
        ) from None
