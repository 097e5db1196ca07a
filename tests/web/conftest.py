"""A workbench over a store of its own, with the sample case already read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from fastapi.testclient import TestClient

from workbench.extract.rules.reader import RulesReader
from workbench.packet.sources import Source, load
from workbench.store import users
from workbench.store.facade import Store
from workbench.store.users import Account, User
from workbench.web.app import create_app
from workbench.web.desk.desk import Desk
from workbench.web.settings import Settings

SAMPLE = Path("evals/gold/seed-staged-revision/packet")
PHYSICIAN = Account(
    "dr.vale",
    "Ruth Vale",
    frozenset(("physician",)),
    credential="MD",
    licence="TX J1234",
    specialty="orthopaedic surgery",
)


class Bench(NamedTuple):
    """A desk with a case, and a browser that holds the page's token."""

    desk: Desk
    client: TestClient
    case: str

    @property
    def user(self) -> User:
        return self.desk.local_user()

    def token(self, path: str = "/") -> str:
        page = self.client.get(path).text
        found = re.search(r'name="form-token" content="([0-9a-f]+)"', page)
        assert found
        return found[1]

    def post(self, path: str, **form: str):  # type: ignore[no-untyped-def]
        """Post a form with the token, as htmx does, and follow nothing."""
        headers = {"X-Form-Token": self.token(), "HX-Request-Type": "partial"}
        return self.client.post(
            path, data=form, headers=headers, follow_redirects=False
        )

    def review(self) -> str:
        return self.client.get(f"/cases/{self.case}").text


def make_desk(path: Path) -> Desk:
    store = Store.open(f"sqlite:///{path}")
    return Desk(store, lambda payload: RulesReader())


def browser(desk: Desk, settings: Settings | None = None) -> TestClient:
    app = create_app(desk, settings)
    return TestClient(app, base_url="http://127.0.0.1:8765")


def hand_in(desk: Desk, *sources: Source, title: str = "A case") -> str:
    case = desk.receive(sources, title, desk.local_user())
    desk.work_off()
    return case


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store file that holds the sample case, and the case's id."""
    path = tmp_path_factory.mktemp("web") / "kept.sqlite"
    desk = make_desk(path)
    users.ensure_local(desk.store)
    case = hand_in(desk, *load(str(SAMPLE)), title="Sample")
    desk.store.close()
    return path, case


@pytest.fixture
def bench(kept: tuple[Path, str], tmp_path: Path) -> Iterator[Bench]:
    source, case = kept
    path = tmp_path / "own.sqlite"
    for file in source.parent.glob(f"{source.name}*"):
        shutil.copy(file, tmp_path / file.name.replace("kept", "own"))
    desk = make_desk(path)
    with browser(desk) as client:
        yield Bench(desk, client, case)
    desk.store.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Bench]:
    desk = make_desk(tmp_path / "empty.sqlite")
    with browser(desk) as client:
        yield Bench(desk, client, "")
    desk.store.close()
