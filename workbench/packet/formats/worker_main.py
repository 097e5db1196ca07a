"""The process in which risky files are read: limited, deaf and without a network.

It takes jobs on stdin and answers on stdout until stdin closes.  Before each file it
bounds its own memory and processor time, where the system can; an audit hook refuses
connections and programs for good, whatever a parser may be talked into.
"""

from __future__ import annotations

import os
import sys

from workbench.errors import PacketError
from workbench.packet.formats import page_pool
from workbench.packet.formats.dispatch import convert
from workbench.packet.formats.guard import forbid
from workbench.packet.formats.model import Progress
from workbench.packet.formats.wire import Done, Failed, Job, Reply, Step, receive_job
from workbench.packet.formats.wire import send as send_message
from workbench.packet.sources import Source


def main() -> None:
    """Serve jobs until stdin closes."""
    jobs = sys.stdin.buffer
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Libraries that print would garble the answers.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    forbid(allowed=page_pool.COMMAND)
    while (job := receive_job(jobs)) is not None:

        def step(done: int, total: int, job: Job = job) -> None:
            _bound(job)
            send_message(replies, Step(done, total))

        _bound(job)
        page_pool.allow(job.processes)
        send_message(replies, _answer(job, step))


def _answer(job: Job, step: Progress) -> Reply:
    try:
        return Done.of(convert(Source(job.name, job.data), step))
    except PacketError as error:
        return Failed(error.what, error.fix)


def _bound(job: Job) -> None:
    """Bound memory, and processor time from now on; only where the system can."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + job.cpu) + 1
    for kind, wanted in (
        (resource.RLIMIT_AS, job.memory),
        (resource.RLIMIT_CPU, seconds),
    ):
        _, hard = resource.getrlimit(kind)
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        try:
            resource.setrlimit(kind, (soft, hard))
        except (OSError, ValueError):
            # macOS refuses limits of memory; the time without progress still holds.
            continue


if __name__ == "__main__":
    main()
