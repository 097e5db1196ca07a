"""Made-up requests by the API's own description: no 5xx, no answer it does not name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from workbench.packet.sources import load
from workbench.web.settings import LOOPBACK, Settings

from .conftest import SAMPLE, browser, hand_in, make_desk

schemathesis = pytest.importorskip("schemathesis")
from schemathesis.specs.openapi.checks import (  # noqa: E402
    positive_data_acceptance,  # a quote that stands nowhere fits the schema and is 422
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    desk = make_desk(Path(tmp_path_factory.mktemp("api")) / "a.sqlite")
    client = browser(desk, Settings(hosts=(*LOOPBACK, "testserver")))
    hand_in(desk, *load(str(SAMPLE)))
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app)
    desk.store.close()


def test_answers_keep_to_the_description(api: Any) -> None:
    """Every operation, with made-up values that fit it and that do not."""
    tried = []
    for found in api.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=10,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy())
        def holds(case: Any) -> None:
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        holds()
        tried.append(operation.label)
    assert len(tried) >= 9
