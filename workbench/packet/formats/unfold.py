"""All files of a packet with the files inside them, read within bounds for the whole.

Members of archives and attachments of mails are read like files of their own, to a
small depth.  A file that cannot be read is told with its error; the rest is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from workbench.errors import PacketError
from workbench.packet.formats.dispatch import allowance, is_plain, plain
from workbench.packet.formats.limits import MAX_DEPTH, MAX_PARTS, MAX_UNPACKED
from workbench.packet.formats.model import Converted
from workbench.packet.formats.sniff import sniff
from workbench.packet.sources import Source

FileProgress = Callable[[str, int, int], None]
"""Called as ``progress(file name, pages done, pages in all)`` on long work."""


class Reading(NamedTuple):
    """One file and what it gave: its lines, or the error that names it."""

    source: Source
    converted: Converted | None
    error: PacketError | None = None


class _Budget:
    """What the archives and mails of one packet may still unfold to."""

    def __init__(self) -> None:
        self.parts = MAX_PARTS
        self.size = MAX_UNPACKED

    def take(self, part: Source) -> str | None:
        """Count a part; gives why it cannot be read when the packet is full."""
        self.parts -= 1
        self.size -= len(part.data)
        if self.parts < 0:
            return f"the packet's archives hold more than {MAX_PARTS} files"
        if self.size < 0:
            held = MAX_UNPACKED // 1024 // 1024
            return f"the packet's archives hold more than {held} MB"
        return None


def unfold(sources: tuple[Source, ...], progress: FileProgress) -> Iterator[Reading]:
    """Each file in order, every file's parts right behind it."""
    budget = _Budget()
    for source in sources:
        yield from _unfolded(source, progress, budget, 0)


def _unfolded(
    source: Source, progress: FileProgress, budget: _Budget, depth: int
) -> Iterator[Reading]:
    try:
        converted = _read(source, progress)
    except PacketError as error:
        yield Reading(source, None, error)
        return
    yield Reading(source, converted)
    used: set[str] = set()
    for part in converted.parts:
        inner = Source(f"{source.name}/{_unique(part.name, used)}", part.data)
        full = budget.take(inner)
        if full is None and depth >= MAX_DEPTH:
            full = f"it lies more than {MAX_DEPTH} files deep within another"
        if full is not None:
            fix = "hand it in as a file of its own"
            yield Reading(inner, None, PacketError(full, where=inner.name, fix=fix))
            if budget.parts < 0 or budget.size < 0:
                return
        else:
            yield from _unfolded(inner, progress, budget, depth + 1)


def _unique(name: str, used: set[str]) -> str:
    """A part's name, told apart from another of the same name."""
    shown, count = name, 2
    while shown in used:
        shown, count = f"{name} ({count})", count + 1
    used.add(shown)
    return shown


def _read(source: Source, progress: FileProgress) -> Converted:
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
    )
