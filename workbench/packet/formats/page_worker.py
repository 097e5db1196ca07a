"""The process that reads pages of one file: started by ``page_pool``, ends with it."""

from __future__ import annotations

import ast
import os
import sys
from contextlib import suppress
from typing import Protocol

from workbench.packet.formats.guard import forbid
from workbench.packet.formats.page import Page, flag, packed

PAGE_CPU_SECONDS = 120
"""Processor time that one page may take; a dense scanned page takes about 15."""


class Pages(Protocol):
    """An opened file of pages."""

    def page(self, index: int, *, recognise: bool) -> Page:
        """One page, by its index from 0."""
        ...


def opened(kind: str, data: bytes, name: str) -> Pages:
    """The pages of a file.  Raises PacketError when it cannot be opened."""
    if kind == "pdf":
        from workbench.packet.formats.pdf import PdfPages

        return PdfPages(data, name)
    from workbench.packet.formats.picture import Frames

    return Frames(data, name)


def _bound() -> None:
    """Let the next page take its processor time and no more."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + PAGE_CPU_SECONDS
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def main() -> None:
    """Read the file from stdin, then the index of a page per line; write each page."""
    source = sys.stdin.buffer
    target = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints would garble the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    forbid()
    kind = source.readline().decode().strip()
    size = int(source.readline())
    name = str(ast.literal_eval(source.readline().decode()))
    _bound()
    pages = opened(kind, source.read(size), name)
    for line in source:
        index = int(line)
        _bound()
        try:
            page = pages.page(index, recognise=True)
        except Exception as error:
            note = f"could not be read ({type(error).__name__})"
            page = Page(flags=(flag("unreadable", index + 1, name, note),))
        target.write(packed(page))
        target.flush()


if __name__ == "__main__":
    main()
