"""Several users: sign-in, sessions that end, roles enforced by the server."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from workbench.extract.rules.reader import RulesReader
from workbench.packet.sources import load
from workbench.store import users
from workbench.store.facade import Store
from workbench.store.permissions import ROLES
from workbench.store.users import Account
from workbench.web.app import create_app
from workbench.web.desk.desk import Desk
from workbench.web.settings import Settings
from workbench.web.team.passwords import hashed
from workbench.web.team.sso import known

from .conftest import SAMPLE, hand_in

SECRET = "correct horse battery"


class Team:
    """A team's workbench with a clock of its own."""

    def __init__(self, path: Path) -> None:
        self.now = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)
        store = Store.open(f"sqlite:///{path}", clock=lambda: self.now)
        users.ensure_local(store)
        self.desk = Desk(store, lambda payload: RulesReader())
        kept = hashed(SECRET)
        with store.writing(by=users.LOCAL) as work:
            for role in ROLES:
                account = Account(role, role.title(), frozenset((role,)))
                users.create(work, account, password=kept)
        self.app = create_app(self.desk, Settings(team=True))

    def client(self) -> TestClient:
        return TestClient(self.app, base_url="http://127.0.0.1")

    def sign_in(self, login: str, password: str = SECRET) -> tuple[TestClient, Any]:
        client = self.client()
        page = client.get("/login").text
        found = re.search(r'name="form-token" content="([0-9a-f]+)"', page)
        assert found
        form = {"login": login, "password": password, "form_token": found[1]}
        answer = client.post("/login", data=form, follow_redirects=False)
        client.headers["x-form-token"] = found[1]
        return client, answer


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = Team(tmp_path / "t.sqlite")
    yield made
    made.desk.store.close()


def test_nobody_sees_anything_before_signing_in(team: Team) -> None:
    case = hand_in(team.desk, *load(str(SAMPLE)))
    client = team.client()

    for path in ("/", f"/cases/{case}", "/policies", f"/cases/{case}/sign"):
        answer = client.get(path, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login")
    assert client.get(f"/api/v1/cases/{case}/review").status_code == 401


def test_sign_in_and_out(team: Team) -> None:
    client, answer = team.sign_in("nurse")
    assert answer.status_code == 303
    assert "Nurse" in client.get("/").text

    client.post("/logout")
    assert client.get("/", follow_redirects=False).status_code == 303


def test_the_cookie_is_for_this_site_and_no_script(team: Team) -> None:
    _, answer = team.sign_in("nurse")
    cookie = answer.headers["set-cookie"].lower()

    assert "httponly" in cookie and "samesite=lax" in cookie


def test_a_session_ends_by_idling_and_at_its_end(team: Team) -> None:
    client, _ = team.sign_in("nurse")
    team.now += dt.timedelta(minutes=29)
    assert client.get("/", follow_redirects=False).status_code == 200
    team.now += dt.timedelta(minutes=31)
    assert client.get("/", follow_redirects=False).status_code == 303


def test_wrong_passwords_say_the_same_and_are_bounded(team: Team) -> None:
    _, wrong = team.sign_in("nurse", "wrong")
    _, nobody = team.sign_in("nobody", "wrong")
    said = [re.search(r'role="alert">([^<]+)', one.text) for one in (wrong, nobody)]
    assert said[0] and said[1] and said[0][1] == said[1][1]

    for _ in range(5):
        _, answer = team.sign_in("nurse", "wrong")
    _, answer = team.sign_in("nurse")
    assert answer.status_code == 403
    assert "too many attempts" in answer.text
    team.now += dt.timedelta(minutes=16)
    assert team.sign_in("nurse")[1].status_code == 303


def test_signing_in_leads_into_this_site_only(team: Team) -> None:
    client = team.client()
    page = client.get("/login?to=//evil.example/").text

    assert 'name="to" value="/"' in page


def test_a_token_serves_another_system(team: Team) -> None:
    client = team.client()
    body = {"login": "nurse", "password": SECRET}
    token = client.post("/api/v1/session", json=body).json()["token"]

    headers = {"authorization": f"Bearer {token}"}
    assert client.get("/api/v1/cases", headers=headers).status_code == 200
    assert client.get("/", headers=headers, follow_redirects=False).status_code == 303
    wrong = {"login": "nurse", "password": "x"}
    assert client.post("/api/v1/session", json=wrong).status_code == 403


def test_what_was_seen_is_in_the_access_log(team: Team) -> None:
    from workbench.store import access

    case = hand_in(team.desk, *load(str(SAMPLE)))
    client, _ = team.sign_in("auditor")
    client.get(f"/cases/{case}")

    with team.desk.store.reading() as work:
        assert [row.user_name for row in access.of_case(work, case)] == ["Auditor"]


def test_single_sign_on_lets_in_accounts_only(team: Team) -> None:
    from fastapi import HTTPException

    store = team.desk.store
    account = Account("a@plan.example", "Ada", frozenset(("nurse",)))
    with store.writing(by=users.LOCAL) as work:
        users.create(work, account)
    said = {"iss": "https://id.example", "sub": "7", "email": "a@plan.example"}

    for wrong in (said, said | {"email_verified": "yes"}, {"iss": "x", "sub": "1"}):
        with pytest.raises(HTTPException):
            known(store, wrong)
    assert known(store, said | {"email_verified": True}).name == "Ada"
    assert known(store, {"iss": said["iss"], "sub": "7"}).name == "Ada"


def test_changes_beyond_the_pace_are_refused(team: Team) -> None:
    app = create_app(team.desk, Settings(team=True, writes_per_minute=3))
    client = TestClient(app, base_url="http://127.0.0.1")

    codes = [client.post("/login").status_code for _ in range(5)]

    assert codes == [403, 403, 403, 429, 429]
