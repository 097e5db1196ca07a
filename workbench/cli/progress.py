"""Progress on long reading, on stderr: a bar on a terminal, plain lines elsewhere.

Nothing shows for the first seconds, so that quick work stays quiet.  Only file names
and page counts are told, never text of the packet.
"""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from workbench.cli.common import note

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

QUIET_SECONDS = 2.0
LINE_SECONDS = 5.0


class Watch:
    """Shows how far the reading of a packet is; used as ``with Watch() as watch``."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._last = self._start
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Watch:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, name: str, done: int, total: int) -> None:
        """Tell that so many pages of a file are read; a total of 0 is not known."""
        now = time.monotonic()
        if now - self._start < QUIET_SECONDS:
            return
        shown = "".join(char for char in name if char.isprintable())
        if sys.stderr.isatty():
            self._draw(shown, done, total)
        elif now - self._last >= LINE_SECONDS or self._last == self._start:
            self._last = now
            pages = f": page {done} of {total}" if total else ""
            note(f"reading {shown}{pages}")

    def _draw(self, name: str, done: int, total: int) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("reading", total=None)
            self._bar.start()
        assert self._task is not None
        from rich.markup import escape

        self._bar.update(
            self._task,
            description=f"reading {escape(name)}",
            completed=done,
            total=total or None,
        )
