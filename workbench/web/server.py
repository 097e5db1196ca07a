"""Running the workbench: the socket, the workers that read packets, the end.

A worker is a thread; what it was reading when the program ends is taken up again at the
next start, since jobs stand in the store.
"""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import uvicorn

from workbench.errors import InputError
from workbench.extract.reader import Reader
from workbench.store import jobs
from workbench.store.facade import Store
from workbench.web.app import create_app
from workbench.web.desk.desk import Desk
from workbench.web.settings import Settings

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, kw_only=True)
class Serving:
    """What to serve; ``started`` is told the address once the socket is bound.

    ``lease`` is how long a dead server's reading waits before another takes it over.
    """

    db: str
    host: str
    port: int
    readers: int
    reader: Reader
    payload: Mapping[str, Any] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    lease: dt.timedelta = jobs.LEASE
    started: Callable[[str], None] = lambda address: None


def run(serving: Serving) -> None:
    """Serve until interrupted.  Raises StoreError, InputError for a taken port."""
    store = Store.open(serving.db)
    desk = Desk(store, lambda payload: serving.reader, serving.payload)
    app = create_app(desk, serving.settings)
    bound = _bound(serving.host, serving.port)
    stop = threading.Event()
    workers = [
        threading.Thread(target=desk.work, args=(stop, serving.lease), daemon=True)
        for _ in range(serving.readers)
    ]
    for worker in workers:
        worker.start()
    host = f"[{serving.host}]" if ":" in serving.host else serving.host
    serving.started(f"http://{host}:{bound.getsockname()[1]}/")
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,
    )
    try:
        uvicorn.Server(config).run(sockets=[bound])
    finally:
        stop.set()
        for worker in workers:
            worker.join(timeout=2)
        store.close()


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        # A browser that is told the address at once waits, and is not turned away.
        bound.listen()
    except OSError as error:
        raise InputError(
            f"cannot be served on ({error.strerror})",
            where=f"{host}:{port}",
            fix="choose another --port; 0 takes a free one",
        ) from None
    return bound
