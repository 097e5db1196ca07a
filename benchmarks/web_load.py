"""Reviewers paging at the same time: how long a page takes, and whether all is kept.

    python -m benchmarks.web_load [--reviewers 50] [--pages 8] [--cases 40]

A server process is started on a store of its own; each reviewer is a thread with a
connection of its own that opens the queue, cases, searches and letters, and overrides
one status.  Printed: percentiles per kind of page in milliseconds, and how many
overrides stand in the store against how many were answered with success.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import random
import re
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

SAMPLE = Path("evals/gold/seed-staged-revision/packet")


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviewers", type=int, default=50)
    parser.add_argument("--pages", type=int, default=8)
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--think", type=float, default=1.0, help="Seconds between.")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "load.sqlite"
        cases = fill(path, given.cases)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        server = multiprocessing.Process(target=serve, args=(str(path), port))
        server.start()
        try:
            wait_for(port)
            times, answered = crowd(port, cases, given)
        finally:
            server.terminate()
            server.join()
        report(times, answered, standing(path))


def fill(path: Path, count: int) -> list[str]:
    """A store with so many read cases."""
    from workbench.extract.rules.reader import RulesReader
    from workbench.packet.sources import load
    from workbench.store.facade import Store
    from workbench.store.users import ensure_local
    from workbench.web.desk.desk import Desk

    store = Store.open(str(path))
    ensure_local(store)
    desk = Desk(store, lambda payload: RulesReader())
    sources = load(str(SAMPLE))
    made = [
        desk.receive(sources, f"Case {number}", desk.local_user())
        for number in range(count)
    ]
    desk.work_off()
    store.close()
    return made


def serve(path: str, port: int) -> None:
    """The server as ``workbench serve`` runs it."""
    from workbench.extract.rules.reader import RulesReader
    from workbench.web.server import Serving, run

    reader = RulesReader()
    run(Serving(db=path, host="127.0.0.1", port=port, readers=1, reader=reader))


def wait_for(port: int) -> None:
    """Until the server answers."""
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


class Reviewer:
    """One person's browser: a connection that stays open, a cookie, a token."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie = ""
        self.token = ""
        self.times: list[tuple[str, float]] = []

    def get(self, kind: str, path: str) -> str:
        """A page, timed."""
        return self._ask(kind, "GET", path, None)[1]

    def post(self, kind: str, path: str, form: dict[str, Any]) -> int:
        """A form, timed; gives the status."""
        return self._ask(kind, "POST", path, urlencode(form))[0]

    def _ask(
        self, kind: str, method: str, path: str, body: str | None
    ) -> tuple[int, str]:
        headers = {"cookie": self.cookie, "x-form-token": self.token}
        if body is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
            headers["hx-request-type"] = "partial"
        began = time.perf_counter()
        answer = self._answer(method, path, body, headers)
        text = answer.read().decode()
        self.times.append((kind, time.perf_counter() - began))
        given = answer.headers.get("set-cookie")
        if given:
            self.cookie = given.split(";")[0]
        found = re.search(r'name="form-token" content="([0-9a-f]+)"', text)
        if found:
            self.token = found[1]
        return answer.status, text

    def _answer(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        """The answer; a connection that was let go is made anew, as browsers do."""
        try:
            self.connection.request(method, path, body, headers)
            return self.connection.getresponse()
        except http.client.RemoteDisconnected:
            self.connection.close()
            self.connection.request(method, path, body, headers)
            return self.connection.getresponse()


def crowd(
    port: int, cases: list[str], given: argparse.Namespace
) -> tuple[list[tuple[str, float]], int]:
    """All reviewers at once; their times, and how many overrides were answered 200."""
    people = [Reviewer(port) for _ in range(given.reviewers)]
    kept: list[int] = []

    def work(number: int, one: Reviewer) -> None:
        chance = random.Random(number)
        time.sleep(chance.random() * given.think)
        one.get("queue", "/")
        for step in range(given.pages):
            case = chance.choice(cases)
            one.get("review", f"/cases/{case}")
            time.sleep(chance.random() * 2 * given.think)
            one.get("search", f"/cases/{case}/search?q=foraminal")
            time.sleep(chance.random() * 2 * given.think)
            if step == given.pages // 2:
                form = {
                    "status": "met",
                    "code": "clinical-judgement",
                    "text": f"reviewer {number}",
                    "review_version": 1,
                }
                path = f"/cases/{case}/override/L1/function-limited"
                kept.append(one.post("override", path, form))
            one.get("queue", "/")
            time.sleep(chance.random() * 2 * given.think)

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [item for one in people for item in one.times], kept.count(200)


def standing(path: Path) -> int:
    """How many overrides the store holds."""
    from workbench.store import audit
    from workbench.store.facade import Store

    store = Store.open(str(path))
    with store.reading() as work:
        found = sum(row.action == "status.overridden" for row in audit.rows(work))
        whole = audit.verify(work).whole
    store.close()
    if not whole:
        raise SystemExit("the audit log is not whole")
    return found


def report(times: list[tuple[str, float]], answered: int, stored: int) -> None:
    """Percentiles per kind of page."""
    sys.stdout.write(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    kinds = [*dict.fromkeys(kind for kind, _ in times), "all"]
    for kind in kinds:
        own = sorted(1000 * t for name, t in times if kind in (name, "all"))
        p50, p95 = own[len(own) // 2], own[int(len(own) * 0.95)]
        sys.stdout.write(
            f"{kind:10} {len(own):6} requests  p50 {p50:7.1f} ms  p95 {p95:7.1f} ms  "
            f"most {own[-1]:7.1f} ms\n"
        )
    sys.stdout.write(f"overrides answered {answered}, stored {stored}\n")


if __name__ == "__main__":
    main()
