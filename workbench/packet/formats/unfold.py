"""All files of a packet with the files inside them, read within bounds for the whole.

Files are read side by side, as many at a time as there are processors, and come out in
their order, each file's members and attachments right behind it, whichever was read
first.  What inside a file is read, to a small depth, is settled in that order too, so
that a packet is always the same.  A file that cannot be read is told with its error;
the rest is read, and no one file may use up what all of them have.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

from workbench.errors import PacketError
from workbench.packet.formats.dispatch import allowance, has_pages, is_plain, plain
from workbench.packet.formats.limits import MAX_DEPTH, MAX_PARTS, MAX_UNPACKED
from workbench.packet.formats.model import Converted
from workbench.packet.formats.page_pool import MOST_PROCESSES, cores
from workbench.packet.formats.sniff import sniff
from workbench.packet.sources import Source

FileProgress = Callable[[str, int, int], None]
"""Called as ``progress(file name, pages done, pages in all)`` on long work; never by
two threads at a time."""


class Reading(NamedTuple):
    """One file and what it gave: its lines, or the error that names it."""

    source: Source
    converted: Converted | None
    error: PacketError | None = None


@dataclass
class _Budget:
    """Files and bytes that archives and mails may still unfold to."""

    parts: int
    size: int
    within: _Budget | None = None
    """The packet's, for the budget of one of its files."""

    def share(self, *, last: bool) -> _Budget:
        """What one file may use: not all of it while others wait to be read."""
        if last:
            return _Budget(self.parts, self.size, self)
        return _Budget(3 * self.parts // 4, 3 * self.size // 4, self)

    def take(self, part: Source) -> str | None:
        """Count a part; gives why it cannot be read when there is no room for it."""
        self.parts -= 1
        self.size -= len(part.data)
        if self.parts < 0:
            return f"the packet's archives hold more than {MAX_PARTS} files"
        if self.size < 0:
            held = MAX_UNPACKED // 1024 // 1024
            return f"the packet's archives hold more than {held} MB"
        if self.within is not None:
            self.within.parts -= 1
            self.within.size -= len(part.data)
        return None


@dataclass
class _Item:
    """A file that waits, at its place in the order."""

    source: Source
    depth: int = 0
    budget: _Budget | None = None
    full: str | None = None
    """Why it is not read at all."""
    future: Future[Converted] | None = None


def unfold(sources: tuple[Source, ...], progress: FileProgress) -> Iterator[Reading]:
    """Each file in order, every file's parts right behind it."""
    width = min(cores(), MOST_PROCESSES)
    waiting = deque(_Item(source) for source in sources)
    whole = _Budget(MAX_PARTS, MAX_UNPACKED)
    told = _one_at_a_time(progress)
    with _Ahead(width, told) as ahead:
        while waiting:
            ahead.start(waiting)
            item = waiting.popleft()
            if item.full is not None:
                yield _left_out(item)
                continue
            try:
                converted = ahead.result(item)
            except PacketError as error:
                yield Reading(item.source, None, error)
                continue
            yield Reading(item.source, converted)
            if converted.parts:
                outer = not any(one.depth == 0 for one in waiting)
                budget = item.budget or whole.share(last=outer)
                waiting.extendleft(reversed(list(_parts(item, converted, budget))))


def _parts(item: _Item, converted: Converted, budget: _Budget) -> Iterator[_Item]:
    """The files inside a file; the first for which there is no room is the last."""
    used: set[str] = set()
    for part in converted.parts:
        inner = Source(f"{item.source.name}/{_unique(part.name, used)}", part.data)
        full = budget.take(inner)
        if full is None and item.depth >= MAX_DEPTH:
            full = f"it lies more than {MAX_DEPTH} files deep within another"
        yield _Item(inner, item.depth + 1, budget, full)
        if budget.parts < 0 or budget.size < 0:
            return


def _unique(name: str, used: set[str]) -> str:
    """A part's name, told apart from another of the same name."""
    shown, count = name, 2
    while shown in used:
        shown, count = f"{name} ({count})", count + 1
    used.add(shown)
    return shown


def _left_out(item: _Item) -> Reading:
    error = PacketError(
        item.full or "", where=item.source.name, fix="hand it in as a file of its own"
    )
    return Reading(item.source, None, error)


def _one_at_a_time(progress: FileProgress) -> FileProgress:
    lock = threading.Lock()

    def told(name: str, done: int, total: int) -> None:
        with lock:
            progress(name, done, total)

    return told


class _Ahead:
    """Reads the next files while the first is waited for; used as a context.

    No more are read ahead than there are processors, which bounds what is held.
    """

    def __init__(self, width: int, progress: FileProgress) -> None:
        self._width = width
        self._progress = progress
        self._pool: ThreadPoolExecutor | None = None

    def __enter__(self) -> _Ahead:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._pool is None:
            return
        if kind is not None:
            from workbench.packet.formats import worker

            worker.stop()  # what is being read has nobody to read it for
        self._pool.shutdown(wait=True, cancel_futures=True)

    def start(self, waiting: deque[_Item]) -> None:
        """Begin to read the first of those that wait, if there are several."""
        near = [item for _, item in zip(range(self._width), waiting, strict=False)]
        near = [item for item in near if item.full is None]
        if len(near) < 2:
            return
        paged = sum(has_pages(item.source.data) for item in near)
        processes = max(self._width // max(paged, 1), 1)
        for item in near:
            if item.future is None:
                if self._pool is None:
                    self._pool = ThreadPoolExecutor(
                        self._width, thread_name_prefix="read"
                    )
                item.future = self._pool.submit(
                    _read, item.source, self._progress, processes
                )

    def result(self, item: _Item) -> Converted:
        """What a file gave.  Raises PacketError where it could not be read."""
        if item.future is None:
            return _read(item.source, self._progress, self._width)
        return item.future.result()


def _read(source: Source, progress: FileProgress, processes: int) -> Converted:
    if not source.data.strip():
        raise PacketError(
            "the packet is empty", where=source.name, fix="paste or name a file"
        )
    format_ = sniff(source.data)
    if is_plain(format_):
        return plain(source, format_)
    from workbench.packet.formats.worker import read_apart

    progress(source.name, 0, 0)
    return read_apart(
        source,
        allowance(format_),
        lambda done, total: progress(source.name, done, total),
        processes,
    )
