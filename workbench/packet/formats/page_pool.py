"""Pages of one file read at the same time, each process on its own.

PDFium and the recognisers are not safe in threads, and a file may be built to hang or
crash them.  So pages go to processes of their own: one that takes too long or dies
costs its page, and the others are still read.
"""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from workbench.packet.formats.page import Page, flag, unpacked

PAGE_SECONDS = 900.0
"""Wall time after which a page is given up; its processor time is bounded far lower."""
_BEAT = 20.0
"""Seconds after which a page that is still being read is reported as such."""
MOST_PROCESSES = 8
COMMAND = (sys.executable, "-m", "workbench.packet.formats.page_worker")


_allowed = MOST_PROCESSES


def allow(processes: int) -> None:
    """Let files read from now on use so many processes for their pages at most."""
    global _allowed
    _allowed = max(processes, 1)


def cores() -> int:
    """Processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


class _Worker:
    """One process with the file loaded, and the page it is at."""

    def __init__(self, kind: str, data: bytes, name: str) -> None:
        self._start = (kind, data, name)
        self.page: int | None = None
        self.since = 0.0
        self.received = bytearray()
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}
        self.process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        head = f"{kind}\n{len(data)}\n{name!r}\n".encode()
        with suppress(OSError):
            self._write(head + data)

    def _write(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def give(self, index: int) -> None:
        """Let it read a page."""
        self.page, self.since = index, time.monotonic()
        self.received.clear()
        with suppress(OSError):
            self._write(f"{index}\n".encode())

    def close(self) -> None:
        """End the process at once."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self.process.wait()

    def again(self) -> _Worker:
        """A new process for the same file, in place of one that is lost."""
        self.close()
        return _Worker(*self._start)


def read_pages(
    kind: str,
    data: bytes,
    name: str,
    indexes: Sequence[int],
    done: Callable[[int, Page], None],
    alive: Callable[[], None],
) -> None:
    """Read pages of a file; ``done`` is called with the index and page of each.

    ``alive`` is called now and then while pages take their time, as on a busy machine.
    """
    last = time.monotonic()
    waiting = list(reversed(indexes))
    count = min(cores(), len(indexes), _allowed, MOST_PROCESSES)
    workers = [_Worker(kind, data, name) for _ in range(count)]
    try:
        for worker in workers:
            worker.give(waiting.pop())
        while any(worker.page is not None for worker in workers):
            if time.monotonic() - last > _BEAT:
                last = time.monotonic()
                alive()
            for at in _ready(workers):
                worker = workers[at]
                index = worker.page
                assert index is not None
                page = _result(worker)
                if page is None:
                    if time.monotonic() - worker.since < PAGE_SECONDS and _alive(
                        worker
                    ):
                        continue
                    page = _lost(index, name)
                    workers[at] = worker = worker.again()
                worker.page = None
                done(index, page)
                if waiting:
                    worker.give(waiting.pop())
    finally:
        for worker in workers:
            worker.close()


def _ready(workers: Sequence[_Worker]) -> list[int]:
    """Workers that have sent something, died, or are over their time."""
    with selectors.DefaultSelector() as selector:
        for at, worker in enumerate(workers):
            if worker.page is not None and worker.process.stdout is not None:
                selector.register(worker.process.stdout, selectors.EVENT_READ, at)
        found = [key.data for key, _ in selector.select(timeout=1.0)]
    now = time.monotonic()
    late = [
        at
        for at, worker in enumerate(workers)
        if worker.page is not None and now - worker.since >= PAGE_SECONDS
    ]
    return [*found, *(at for at in late if at not in found)]


def _result(worker: _Worker) -> Page | None:
    """The page that a worker has sent in full; None while it has not."""
    assert worker.process.stdout is not None
    if time.monotonic() - worker.since >= PAGE_SECONDS:
        return None
    part = os.read(worker.process.stdout.fileno(), 1 << 20)
    if not part:
        worker.process.wait()
        return None
    worker.received += part
    if not worker.received.endswith(b"\n"):
        return None
    try:
        return unpacked(bytes(worker.received))
    except ValueError:
        return None


def _alive(worker: _Worker) -> bool:
    return worker.process.poll() is None


def _lost(index: int, name: str) -> Page:
    note = "could not be read: reading it took too long or failed"
    return Page(flags=(flag("unreadable", index + 1, name, note),))
