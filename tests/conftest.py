"""What every test stands on: no network but loopback, no settings of the machine."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# In CI the same examples every time; on a developer's machine new ones each run.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

_connect = socket.socket.connect


def _loopback_only(self: socket.socket, address: Any) -> None:
    if self.family in (socket.AF_INET, socket.AF_INET6):
        host = address[0]
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            raise AssertionError("a test tried to reach the network")
    _connect(self, address)


@pytest.fixture(autouse=True)
def _hermetic(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(socket.socket, "connect", _loopback_only)
    for name in (
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
        "WORKBENCH_MODEL",
        "WORKBENCH_BASE_URL",
        "WORKBENCH_CONTENT",
        "WORKBENCH_COVERED_ENDPOINTS",
        "WORKBENCH_ANSWERS",
        "WORKBENCH_DB",
    ):
        monkeypatch.delenv(name, raising=False)
    yield
