"""The worker: takes jobs, works on them outside any transaction, keeps what they make.

A handler does the slow part and gives back a function that writes the result; that
function runs in the transaction that ends the job.  While a handler works, a thread of
its own gives the sign of life.  ``run`` goes on until it is told to stop; a process
that is killed leaves its job to the next worker.
"""

from __future__ import annotations

import datetime as dt
import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from workbench.errors import WorkbenchError
from workbench.store import jobs
from workbench.store.errors import StaleVersion
from workbench.store.facade import Store, Work
from workbench.store.jobs import Job, JobKind, LostLease

Progress = Callable[[str, int, int], None]
"""Called as ``progress(step, done, total)``; raises LostLease when the job is gone."""
Commit = Callable[[Work], Mapping[str, Any]]
Handler = Callable[[Store, Job, Progress], Commit]
AGAIN = dt.timedelta(seconds=5)


def name() -> str:
    """A worker's name: machine, process and thread."""
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"


def run_one(
    store: Store,
    handlers: Mapping[JobKind, Handler],
    *,
    worker: str | None = None,
    lease: dt.timedelta = jobs.LEASE,
) -> Job | None:
    """Take one job and see it through; gives the job that was taken, None for none."""
    job = jobs.claim(store, worker or name(), kinds=tuple(handlers), lease=lease)
    if job is None:
        return None
    try:
        with _alive(store, job, lease) as progress:
            commit = handlers[job.kind](store, job, progress)
            with store.writing(by=job.asked_by) as work:
                jobs.finish(work, job, commit(work))
    except LostLease:
        pass
    except StaleVersion as error:
        # Somebody changed the case meanwhile: once more, on what there is now.
        jobs.fail(store, job, error.line(), again_in=AGAIN)
    except WorkbenchError as error:
        jobs.fail(store, job, error.line())
    except Exception as error:
        # An unforeseen error is named by its type alone: its words may hold text of
        # the packet.
        jobs.fail(store, job, f"unforeseen {type(error).__name__}", again_in=AGAIN)
    return job


def run(
    store: Store,
    handlers: Mapping[JobKind, Handler],
    stop: threading.Event,
    *,
    idle: float = 0.5,
    lease: dt.timedelta = jobs.LEASE,
) -> None:
    """Work until told to stop; ``idle`` seconds between looks at an empty table."""
    while not stop.is_set():
        try:
            worked = run_one(store, handlers, lease=lease)
        except WorkbenchError:
            # The database is away for a moment; the lease brings the job back.
            worked = None
        if worked is None:
            stop.wait(idle)


@contextmanager
def _alive(store: Store, job: Job, lease: dt.timedelta) -> Iterator[Progress]:
    """Keep the lease while the body works; gives the function to tell progress."""
    over = threading.Event()
    lost = threading.Event()

    def beats() -> None:
        while not over.wait(lease.total_seconds() / 3):
            try:
                jobs.beat(store, job, lease=lease)
            except LostLease:
                lost.set()
                return
            except WorkbenchError:
                continue

    def progress(step: str, done: int, total: int) -> None:
        if lost.is_set():
            raise LostLease("the job is another worker's now", where=job.id)
        jobs.beat(store, job, step=step, done=done, total=total, lease=lease)

    thread = threading.Thread(target=beats, name=f"lease {job.id}", daemon=True)
    thread.start()
    try:
        yield progress
    finally:
        over.set()
        thread.join()
