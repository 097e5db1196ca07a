"""Accounts in the browser: what an administrator may change, and nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from workbench.store import audit, users
from workbench.store.permissions import ROLES
from workbench.store.users import User

from .test_team import SECRET, Team

NEW = "another good battery"


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = Team(tmp_path / "t.sqlite")
    yield made
    made.desk.store.close()


@pytest.fixture
def admin(team: Team) -> TestClient:
    return team.sign_in("admin")[0]


def of(team: Team, login: str) -> User:
    with team.desk.store.reading() as work:
        found = users.by_login(work, login)
    assert found
    return found


def actions(team: Team, login: str) -> list[tuple[str, str]]:
    """What the log says was done to an account, and by whom."""
    told = f"user/{of(team, login).id}"
    with team.desk.store.reading() as work:
        assert audit.verify(work).whole
        rows = [row for row in audit.rows(work) if row.object == told]
    return [(row.action, row.actor) for row in rows]


def post(client: TestClient, path: str, **form: Any) -> Any:
    return client.post(path, data=form, follow_redirects=False)


def test_an_administrator_lands_on_the_accounts(team: Team) -> None:
    client, answer = team.sign_in("admin")
    assert answer.headers["location"] == "/users"
    page = client.get("/users").text

    for role in ROLES:
        assert f"<b>{role.title()}</b>" in page
    assert ">Queue</a>" not in page
    assert "argon2" not in page
    assert "Local reviewer" not in page


@pytest.mark.parametrize("role", [role for role in ROLES if role != "admin"])
def test_nobody_else_sees_or_changes_accounts(team: Team, role: str) -> None:
    client, _ = team.sign_in(role)
    own = of(team, role)

    assert client.get("/users").status_code == 403
    assert 'href="/users"' not in client.get("/policies").text
    for path, form in {
        "/users": {"login": "x", "name": "X", "roles": "admin"},
        f"/users/{own.id}/roles": {"version": own.version, "roles": "admin"},
        f"/users/{own.id}/state": {"version": own.version, "active": "false"},
        f"/users/{own.id}/password": {"password": NEW},
    }.items():
        assert post(client, path, **form).status_code == 403, path
    assert of(team, role) == own


def test_a_new_account_signs_in(team: Team, admin: TestClient) -> None:
    answer = post(
        admin,
        "/users",
        login="Ruth",
        name="Ruth Vale",
        roles=["physician", "appeals"],
        password=NEW,
        credential="MD",
        licence="TX J1234",
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/users")

    made = of(team, "ruth")
    assert made.roles == {"physician", "appeals"}
    assert (made.account.credential, made.account.specialty) == ("MD", None)
    assert team.sign_in("ruth", NEW)[1].status_code == 303
    assert actions(team, "ruth")[0] == ("user.created", of(team, "admin").id)


@pytest.mark.parametrize(
    "wrong",
    [
        {"login": "nurse"},
        {"roles": []},
        {"roles": ["nurse", "king"]},
        {"password": "short"},
        {"name": " "},
    ],
    ids=str,
)
def test_an_account_that_cannot_be_is_refused(
    team: Team, admin: TestClient, wrong: dict[str, Any]
) -> None:
    form = {"login": "ruth", "name": "Ruth", "roles": ["nurse"], "password": NEW}
    answer = post(admin, "/users", **form | wrong)

    assert answer.status_code == 403
    assert "<h1>Not allowed</h1>" in answer.text
    with team.desk.store.reading() as work:
        assert users.by_login(work, "ruth") is None


def test_a_new_role_counts_at_the_next_sign_in(team: Team, admin: TestClient) -> None:
    nurse, _ = team.sign_in("nurse")
    was = of(team, "nurse")
    post(admin, f"/users/{was.id}/roles", version=was.version, roles=["auditor"])

    assert nurse.get("/", follow_redirects=False).status_code == 303
    assert of(team, "nurse").roles == {"auditor"}
    again, _ = team.sign_in("nurse")
    assert again.get("/new").status_code == 403
    assert ("user.changed", of(team, "admin").id) in actions(team, "nurse")


def test_two_administrators_do_not_overwrite_each_other(
    team: Team, admin: TestClient
) -> None:
    was = of(team, "nurse")
    path, version = f"/users/{was.id}/roles", was.version
    assert post(admin, path, version=version, roles=["auditor"]).status_code == 303

    assert post(admin, path, version=version, roles=["intake"]).status_code == 409
    assert of(team, "nurse").roles == {"auditor"}


def test_a_closed_account_is_out_at_once_and_can_come_back(
    team: Team, admin: TestClient
) -> None:
    nurse, _ = team.sign_in("nurse")
    was = of(team, "nurse")
    path = f"/users/{was.id}/state"
    post(admin, path, version=was.version, active="false")

    assert nurse.get("/", follow_redirects=False).status_code == 303
    assert team.sign_in("nurse")[1].status_code == 403
    row = re.search(
        f'id="u-{was.id}".*?</details></td></tr>', admin.get("/users").text, re.S
    )
    assert row and "✕ closed" in row[0] and "Open it again" in row[0]

    post(admin, path, version=was.version + 1, active="true")
    assert team.sign_in("nurse")[1].status_code == 303


def test_a_new_password_ends_the_old_one(team: Team, admin: TestClient) -> None:
    nurse, _ = team.sign_in("nurse")
    was = of(team, "nurse")
    post(admin, f"/users/{was.id}/password", password=NEW)

    assert nurse.get("/", follow_redirects=False).status_code == 303
    assert team.sign_in("nurse", SECRET)[1].status_code == 403
    assert team.sign_in("nurse", NEW)[1].status_code == 303
    assert ("user.password", of(team, "admin").id) in actions(team, "nurse")


def test_nobody_gives_themselves_roles_or_locks_themselves_out(
    team: Team, admin: TestClient
) -> None:
    own = of(team, "admin")
    roles = post(
        admin, f"/users/{own.id}/roles", version=own.version, roles=["physician"]
    )
    state = post(admin, f"/users/{own.id}/state", version=own.version, active="false")

    assert (roles.status_code, state.status_code) == (403, 403)
    assert of(team, "admin") == own


def test_the_machines_own_account_is_not_touched(team: Team, admin: TestClient) -> None:
    answer = post(admin, f"/users/{users.LOCAL}/password", password=NEW)

    assert answer.status_code == 403
    assert of(team, users.LOCAL).password_hash is None


def test_a_profile_is_changed_and_the_log_tells_which_fields(
    team: Team, admin: TestClient
) -> None:
    was, above = of(team, "nurse"), of(team, "physician")
    answer = post(
        admin,
        f"/users/{was.id}/profile",
        version=was.version,
        name="Ngozi Okoye",
        credential="RN",
        licence="TX 881",
        specialty="",
        reports_to=above.id,
    )

    assert answer.status_code == 303
    now = of(team, "nurse").account
    assert (now.name, now.credential, now.licence) == ("Ngozi Okoye", "RN", "TX 881")
    assert (now.specialty, now.reports_to) == (None, above.id)
    assert now.roles == was.roles and now.login == "nurse"
    assert ("user.changed", of(team, "admin").id) in actions(team, "nurse")
    page = admin.get("/users").text
    assert "changed credential, licence, name, reports to" in page
    assert "reports to Physician" in page


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"reports_to": "nobody"}, {"reports_to": "itself"}],
    ids=str,
)
def test_a_profile_that_cannot_be_is_refused(
    team: Team, admin: TestClient, wrong: dict[str, str]
) -> None:
    was = of(team, "nurse")
    given = {
        key: was.id if value == "itself" else value for key, value in wrong.items()
    }
    form = {"name": "Nurse", "version": was.version} | given

    assert post(admin, f"/users/{was.id}/profile", **form).status_code == 403
    assert of(team, "nurse") == was


def test_nobody_is_put_above_their_own_superior(team: Team, admin: TestClient) -> None:
    nurse, doctor = of(team, "nurse"), of(team, "physician")
    for one, above in ((nurse, doctor), (doctor, nurse)):
        answer = post(
            admin,
            f"/users/{one.id}/profile",
            version=one.version,
            name=one.name,
            reports_to=above.id,
        )
    assert answer.status_code == 403
    assert of(team, "physician").account.reports_to is None


def test_ones_own_licence_is_another_administrators_to_write(
    team: Team, admin: TestClient
) -> None:
    own = of(team, "admin")
    form = {"name": "Admin", "licence": "TX J1234", "version": own.version}

    assert post(admin, f"/users/{own.id}/profile", **form).status_code == 403
    assert of(team, "admin") == own
