"""A worker process that says when it is in the middle of a job, and then hangs there.

Run as ``python -m tests.store.slow_worker URL``; with ``--finish`` it does its work.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Mapping
from typing import Any

from workbench.store import correspondence, worker
from workbench.store.facade import Store, Work
from workbench.store.jobs import Job
from workbench.store.worker import Commit, Progress

LEASE = dt.timedelta(seconds=1)


def handler(store: Store, job: Job, progress: Progress) -> Commit:
    progress("file 1 of 2", 1, 2)
    if "--finish" not in sys.argv:
        print("working", flush=True)  # noqa: T201
        time.sleep(60)

    def commit(work: Work) -> Mapping[str, Any]:
        assert job.case_id is not None
        paper = correspondence.add_note(work, job.case_id, "done")
        return {"note": paper.key, "attempt": job.attempts}

    return commit


if __name__ == "__main__":
    store = Store.open(sys.argv[1])
    worker.run_one(store, {"render": handler}, lease=LEASE)
    store.close()
