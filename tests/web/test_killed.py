"""A server that is killed while it reads: the next finishes, nothing is lost."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import httpx
import pytest

from tests.store.conftest import (  # noqa: F401
    empty_url,
    postgres_server,
    postgres_shared,
    postgres_template,
    sqlite_template,
)
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import load
from workbench.pipeline import read_case
from workbench.store import audit, cases, jobs, packets, papers, readings
from workbench.store.facade import Store

from .conftest import SAMPLE

PATIENCE = 20.0
"""Seconds after which a server that does not finish has lost the packet."""


class Process(NamedTuple):
    """A server process: its address, and what else it says."""

    process: subprocess.Popen[str]
    base: str

    def said(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@contextmanager
def serving(db: str, *more: str) -> Iterator[Process]:
    command = [sys.executable, "-m", "tests.web.slow_server", db, *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Process(process, process.stdout.readline().strip())
        finally:
            process.kill()


def case_of(server: Process, case: str) -> dict[str, Any]:
    answer = httpx.get(f"{server.base}/api/v1/cases/{case}", trust_env=False)
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
def url(empty_url: str) -> str:  # noqa: F811
    """A store on each database, without anybody in it."""
    return empty_url


@pytest.mark.parametrize(
    ("empty_url", "step", "attempts"),
    [
        ("sqlite", "read", {"read": 2, "extract": 1}),
        ("postgresql", "extract", {"read": 1, "extract": 2}),
        ("sqlite", "keep", {"read": 1, "extract": 2}),
        ("postgresql", "keep", {"read": 1, "extract": 2}),
    ],
    indirect=["empty_url"],
)
def test_a_server_killed_in_any_step_loses_nothing(
    url: str, step: str, attempts: dict[str, int]
) -> None:
    sources = load(str(SAMPLE))
    files = [{"name": one.name, "text": one.data.decode()} for one in sources]
    with serving(url, step) as first:
        handed_in = httpx.post(
            f"{first.base}/api/v1/cases",
            json={"title": "Handed in", "files": files},
            trust_env=False,
        )
        case = handed_in.json()["id"]
        assert first.said() == "stuck"
        half = case_of(first, case)
        assert (half["status"], half["review_version"]) == ("reading", None)
        first.process.kill()
        assert first.process.wait() == -9

    with serving(url) as second:
        until = time.monotonic() + PATIENCE
        while (now := case_of(second, case))["status"] != "ready":
            assert time.monotonic() < until, now
            time.sleep(0.1)
        assert (now["facts_version"], now["review_version"]) == (1, 1)

    store = Store.open(url)
    with store.reading() as work:
        assert audit.verify(work).whole
        by_kind = {job.kind: job for job in jobs.of_case(work, case)}
        assert {job.state for job in by_kind.values()} == {"done"}
        assert {kind: job.attempts for kind, job in by_kind.items()} == attempts
        kept = packets.sources(work, papers.get(work, case, "files"))
        read, _ = readings.newest_case(work, case)
        assert len(papers.newest(work, case, "packet")) == 1
        assert cases.get(work, case).title == "Handed in"
    store.close()
    assert [one.data for one in kept] == [one.data for one in sources]
    whole = read_case(read_packet(kept), RulesReader()).case
    assert read.case.model_dump() == whole.model_dump()
