"""Generation: every case, trial and order of a suite read and reviewed, and logged.

Work runs in parallel (processes for the rules reader, which is pure computation;
threads for a model, which waits).  A case that fails is a result with its error.  What
stands in the log already is not done again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from workbench.errors import ProofError, WorkbenchError
from workbench.evals.gold import FILE, LoadedGold, load_gold
from workbench.evals.paraphrase.rewrite import paraphrased
from workbench.evals.paraphrase.rules import KINDS
from workbench.evals.runlog import CaseRun, Outcome
from workbench.evals.suite import Order, is_paraphrase
from workbench.extract.grounding import quote_in_packet, supports
from workbench.extract.reader import Reader
from workbench.narrate.narrative import render
from workbench.packet.read import read_packet
from workbench.packet.sources import Source, load
from workbench.pipeline import read_case, review_case
from workbench.policy.loader import load_policy
from workbench.schema.base import digest
from workbench.schema.case import Case, all_facts
from workbench.schema.gold import GoldOutcome
from workbench.schema.packet import Packet, PacketSummary, summarise
from workbench.schema.review import ReaderRecord

MakeReader = Callable[[int], Reader]
"""From the trial's number to a reader; the number is in the key of stored answers."""


class Job(NamedTuple):
    """One case folder in one trial and order, under the gold policies or another."""

    folder: Path
    trial: int = 1
    order: Order = "as-is"
    policy: str | None = None


def jobs(
    folders: Iterable[Path],
    *,
    trials: int,
    orders: Iterable[Order],
    policy: str | None = None,
) -> tuple[Job, ...]:
    """Every combination, cases first, in a stable order."""
    kinds = tuple(orders)
    return tuple(
        Job(folder, trial, order, policy)
        for folder in folders
        for order in kinds
        for trial in range(1, trials + 1)
    )


def run_jobs(
    todo: Iterable[Job],
    make_reader: MakeReader,
    *,
    workers: int | None = None,
    threads: bool = False,
) -> Iterator[CaseRun]:
    """Results as they are done, in the order of the jobs."""
    work = partial(run_job, make_reader=make_reader)
    listed = list(todo)
    count = min(workers or os.cpu_count() or 1, max(len(listed), 1))
    if count == 1:
        yield from map(work, listed)
        return
    with _executor(count, threads) as pool:
        yield from pool.map(work, listed)


def _executor(count: int, threads: bool) -> Executor:
    if threads:
        return ThreadPoolExecutor(count)
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"))


def run_job(job: Job, make_reader: MakeReader) -> CaseRun:
    """Read and review one case.  Never raises for what a case or a model does."""
    start = perf_counter()
    try:
        done = _run(job, make_reader(job.trial))
    except Exception as error:
        known = isinstance(error, WorkbenchError)
        done = _blank(job).model_copy(
            update={
                "error": error.line()
                if isinstance(error, WorkbenchError) and known
                else f"unforeseen {type(error).__name__}"
            }
        )
    return done.model_copy(update={"seconds": round(perf_counter() - start, 3)})


def gold_digest(folder: Path) -> str:
    """Hash of the labels: a changed label makes an old score stale."""
    path = folder / FILE
    return digest(path.read_bytes()) if path.is_file() else ""


def _blank(job: Job) -> CaseRun:
    return CaseRun(
        case=job.folder.name,
        trial=job.trial,
        order=job.order,
        gold_sha256=gold_digest(job.folder),
    )


def _run(job: Job, reader: Reader) -> CaseRun:
    loaded = load_gold(job.folder)
    packet = loaded.packet
    if job.order != "as-is":
        packet = read_packet(ordered(load(str(job.folder / "packet")), job.order))
    reading = read_case(packet, reader)
    sources: list[tuple[str, Case, ReaderRecord | None]] = [
        ("packet", reading.case, reading.record)
    ]
    if loaded.gold.whole and job.order == "as-is" and job.trial == 1:
        sources.append(("gold", loaded.case, None))
    return _blank(job).model_copy(
        update={
            "case": loaded.gold.id,
            "packet_sha256": packet.sha256,
            "read": reading.case,
            "packet": PacketSummary(
                documents=tuple(summarise(one) for one in packet.documents),
                flags=packet.flags,
            ),
            "record": reading.record,
            "unverified": _unverified(reading.case, packet),
            "unsupported": _unsupported(reading.case, packet),
            "outcomes": tuple(
                _outcome(loaded, packet, outcome, job.policy, *source)
                for outcome in loaded.gold.outcomes
                for source in sources
            ),
        }
    )


def ordered(sources: tuple[Source, ...], order: Order) -> tuple[Source, ...]:
    """The files of a packet handed in another way: another order, or other words."""
    if is_paraphrase(order):
        one = order.removeprefix("paraphrase").removeprefix("-")
        return paraphrased(sources, [kind for kind in KINDS if one in ("", kind)])
    if order == "reversed":
        return sources[::-1]
    if order == "rotated":
        return (*sources[1:], *sources[:1])
    return sources


def _unverified(case: Case, packet: Packet) -> tuple[str, ...]:
    """Ids of facts with a quote that does not stand in the packet word for word."""
    return tuple(
        fact.id
        for fact in all_facts(case)
        if not all(quote_in_packet(packet, item) for item in fact.evidence)
    )


def _unsupported(case: Case, packet: Packet) -> tuple[str, ...]:
    """Ids of facts whose quotes lack a critical token of the fact."""
    return tuple(
        fact.id
        for fact in all_facts(case)
        if supports(fact, packet, polarity=False) is not None
    )


def _outcome(
    loaded: LoadedGold,
    packet: Packet,
    wanted: GoldOutcome,
    policy: str | None,
    source: str,
    case: Case,
    record: ReaderRecord | None,
) -> Outcome:
    review = review_case(
        case,
        policy=policy or wanted.policy,
        request_date=loaded.gold.request_date,
        final=wanted.final,
        packet=packet,
        record=record,
    )
    used = review.policies[0]
    narrative, proof = "", None
    try:
        narrative = render(review, load_policy(policy or wanted.policy))
    except ProofError as error:
        proof = error.line()
    return Outcome(
        source=source,
        policy=wanted.policy,
        final=wanted.final,
        policy_sha256=used.sha256,
        determination=review.determination,
        narrative=narrative,
        proof=proof,
    )
