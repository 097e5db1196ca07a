"""A server and a real browser for tests; everything stays on this machine."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from workbench.web.app import create_app
from workbench.web.desk.desk import Desk
from workbench.web.settings import Settings

from .conftest import make_desk

CHROMIUM = shutil.which("chromium")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
AXE = Path(__file__).parent / "vendor" / "axe-4.14.1.min.js"
SIZE = {"width": 1280, "height": 800}


class Served:
    """A running workbench: its address, its desk, its worker."""

    def __init__(
        self, path: Path, port: int = 0, settings: Settings | None = None
    ) -> None:
        self.path = path
        self.desk: Desk = make_desk(path)
        self.app = create_app(self.desk, settings)
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("127.0.0.1", port))
        self.port: int = self.socket.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        config = uvicorn.Config(self.app, log_level="error", access_log=False)
        self.server = uvicorn.Server(config)
        self.over = threading.Event()
        self.threads = [
            threading.Thread(target=self.server.run, args=([self.socket],)),
            threading.Thread(target=self.desk.work, args=(self.over,)),
        ]

    def start(self) -> Served:
        for thread in self.threads:
            thread.start()
        while not self.server.started:
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        self.over.set()
        self.server.should_exit = True
        for thread in self.threads:
            thread.join()
        self.desk.store.close()


@contextmanager
def served(path: Path, settings: Settings | None = None) -> Iterator[Served]:
    running = Served(path, settings=settings).start()
    try:
        yield running
    finally:
        running.stop()


LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that a scheme of colours can break; the others look at none."""


def violations(page: Any, *, colours: bool = False) -> list[str]:
    """What axe (loaded with every page of the context) finds: WCAG 2.2 A and AA.

    ``colours``: of the rules on colours alone.
    """
    only = {"type": "tag", "values": LEVELS}
    found = page.evaluate(
        """async only => (await axe.run(document, {runOnly: only}))
        .violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n =>
        n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')).join(' | ')}`)""",
        {"type": "rule", "values": COLOURS} if colours else only,
    )
    return [str(one) for one in found]
