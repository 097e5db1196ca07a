"""Background work that outlives its worker: a table of jobs, each held by a lease.

A worker claims one job with one statement and keeps it by a sign of life; when the
worker dies the lease runs out and another takes the job over.  What a job produces is
written in the same transaction that ends it, and only by whoever holds it then: a job
may be worked on twice, its result exists once.  Failures are told without packet text.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import Row, and_, or_, select, update

from workbench.errors import StoreError
from workbench.store import cases, engine
from workbench.store.chain import canonical
from workbench.store.errors import NotFound
from workbench.store.facade import Store, Work
from workbench.store.tables import jobs

JobKind = Literal["read", "extract", "evaluate", "render"]
JobState = Literal["waiting", "running", "done", "failed", "cancelled"]
LEASE = dt.timedelta(seconds=30)
ATTEMPTS = 5
"""A server that is restarted while it reads is not the job's fault; five times is."""


class Job(NamedTuple):
    """One job; ``done`` of ``total`` units of its ``step`` are done.

    ``payload`` and ``result`` are plain data: ids and numbers, never packet text.
    """

    id: str
    kind: JobKind
    case_id: str | None
    asked_by: str
    payload: Mapping[str, Any]
    state: JobState
    created_at: dt.datetime
    attempts: int
    most_attempts: int
    worker: str | None
    lease_until: dt.datetime | None
    finished_at: dt.datetime | None
    step: str
    done: int
    total: int
    failure: str | None
    result: Mapping[str, Any] | None


class LostLease(StoreError):
    """Another worker has the job now, or it was cancelled: what was made is let go."""


def ask(
    work: Work,
    kind: JobKind,
    *,
    case_id: str | None = None,
    payload: Mapping[str, Any] | None = None,
    attempts: int = ATTEMPTS,
) -> Job:
    """Ask for a job; it waits until a worker takes it."""
    key = work.new_id()
    row = {
        "id": key,
        "kind": kind,
        "case_id": case_id,
        "asked_by": work.actor,
        "payload": canonical(dict(payload or {})),
        "state": "waiting",
        "created_at": work.at,
        "run_after": work.at,
        "attempts": 0,
        "most_attempts": attempts,
        "step": "",
        "done": 0,
        "total": 0,
    }
    work.connection.execute(jobs.insert(), row)
    return get(work, key)


def get(work: Work, id: str) -> Job:
    """A job by id.  Raises NotFound."""
    row = work.connection.execute(select(jobs).where(jobs.c.id == id)).first()
    if row is None:
        raise NotFound("no such job", where=id)
    return _job(row)


def of_case(work: Work, case_id: str) -> list[Job]:
    """The jobs of a case, newest first."""
    asked = select(jobs).where(jobs.c.case_id == case_id)
    ordered = asked.order_by(jobs.c.created_at.desc(), jobs.c.id.desc())
    return [_job(row) for row in work.connection.execute(ordered)]


def cancel(work: Work, id: str) -> None:
    """Give a job up; a worker that has it finds out at its next sign of life."""
    ended = update(jobs).where(
        jobs.c.id == id, jobs.c.state.in_(("waiting", "running"))
    )
    work.connection.execute(ended.values(state="cancelled", finished_at=work.at))


def claim(
    store: Store,
    worker: str,
    *,
    kinds: Sequence[JobKind] | None = None,
    lease: dt.timedelta = LEASE,
) -> Job | None:
    """Take the job that waits longest, or one whose worker died; None if there is none.

    A job that took its worker with it as often as it may is ended as failed.
    """
    now = store.clock()
    with engine.writing(store.engine) as connection:
        worn_out = connection.execute(_worn_out(now)).all()
        free = or_(
            and_(jobs.c.state == "waiting", jobs.c.run_after <= now),
            and_(jobs.c.state == "running", jobs.c.lease_until <= now),
        )
        asked = select(jobs.c.id).where(free)
        if kinds is not None:
            asked = asked.where(jobs.c.kind.in_(kinds))
        one = (
            asked.order_by(jobs.c.run_after, jobs.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        taken = (
            update(jobs)
            .where(jobs.c.id == one.scalar_subquery())
            .values(
                state="running",
                worker=worker,
                lease_until=now + lease,
                attempts=jobs.c.attempts + 1,
            )
            .returning(*jobs.c)
        )
        row = connection.execute(taken).first()
    for worn in worn_out:
        with store.writing(by=worn.asked_by) as work:
            _shown_as_failed(work, worn.case_id)
    return _job(row) if row else None


def _worn_out(now: dt.datetime) -> Any:
    return (
        update(jobs)
        .where(
            jobs.c.state == "running",
            jobs.c.lease_until <= now,
            jobs.c.attempts >= jobs.c.most_attempts,
        )
        .values(
            state="failed",
            finished_at=now,
            failure="its worker died each time that it was tried",
        )
        .returning(jobs.c.asked_by, jobs.c.case_id)
    )


def beat(
    store: Store,
    job: Job,
    *,
    step: str | None = None,
    done: int | None = None,
    total: int | None = None,
    lease: dt.timedelta = LEASE,
) -> None:
    """A sign of life, with progress.  Raises LostLease."""
    now = store.clock()
    told = {"step": step, "done": done, "total": total}
    values: dict[str, Any] = {k: v for k, v in told.items() if v is not None}
    with engine.writing(store.engine) as connection:
        own = _own(job).values(lease_until=now + lease, **values)
        if connection.execute(own).rowcount != 1:
            raise _lost(job)


def finish(work: Work, job: Job, result: Mapping[str, Any]) -> None:
    """End a job in the transaction that keeps what it made.  Raises LostLease."""
    ended = _own(job).values(
        state="done",
        finished_at=work.at,
        lease_until=None,
        result=canonical(dict(result)),
    )
    if work.connection.execute(ended).rowcount != 1:
        raise _lost(job)


def fail(
    store: Store, job: Job, why: str, *, again_in: dt.timedelta | None = None
) -> None:
    """End a job as failed, or let it wait and try again while it has attempts left.

    ``why`` is shown to users: no packet text.  Nothing happens when another has it.
    """
    now = store.clock()
    again = again_in is not None and job.attempts < job.most_attempts
    values: dict[str, Any] = {"failure": why, "lease_until": None, "worker": None}
    if again and again_in is not None:
        values |= {"state": "waiting", "run_after": now + again_in}
    else:
        values |= {"state": "failed", "finished_at": now}
    with store.writing(by=job.asked_by) as work:
        ended = work.connection.execute(_own(job).values(values)).rowcount == 1
        if ended and not again:
            _shown_as_failed(work, job.case_id)


def _shown_as_failed(work: Work, case_id: str | None) -> None:
    """A case that waited to be read says in the queue that it was not."""
    if case_id is not None and cases.get(work, case_id).status == "reading":
        cases.moved_by_program(work, case_id, "failed")


def _own(job: Job) -> Any:
    # The attempt is part of the claim: a worker that lost a job and claimed it again
    # under the same name does not finish for its former self.
    return update(jobs).where(
        jobs.c.id == job.id,
        jobs.c.state == "running",
        jobs.c.worker == job.worker,
        jobs.c.attempts == job.attempts,
    )


def _lost(job: Job) -> LostLease:
    return LostLease("the job is another worker's now, or was cancelled", where=job.id)


def _job(row: Row[Any]) -> Job:
    own = dict(row._mapping)
    own["payload"] = json.loads(own["payload"])
    own["result"] = json.loads(own["result"]) if own["result"] else None
    return Job(*(own[name] for name in Job._fields))
