"""Who may ask for what, written down by hand: the table and the server must agree.

The table is the promise to a plan's compliance officer.  It is not read from the gates,
so a gate that names the wrong action, or a role that gains one, is found here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from workbench.store.permissions import ROLES

from .test_guards import routes
from .test_team import Team

COLUMNS = dict(zip("INPAUM", ROLES, strict=True))
"""intake, nurse, physician, appeals, aUditor, adMin."""
REFUSED = "Your role does not allow this."
TABLE = """
GET    /                                                    INPAU.
POST   /cases                                               INPA..
POST   /cases/sample                                        INPA..
GET    /new                                                 INPA..
GET    /cases/{case}                                        INPAU.
GET    /cases/{case}/progress                               INPAU.
GET    /cases/{case}/search                                 INPAU.
GET    /cases/{case}/source/{document}/{chunk}              INPAU.
GET    /cases/{case}/source/{document}/lines/{line}         INPAU.
POST   /cases/{case}/opened                                 INPAU.
GET    /cases/{case}/history                                INPAU.
POST   /cases/{case}/export                                 .NPAU.
POST   /cases/{case}/events                                 INPA..
POST   /cases/{case}/owner                                  INPA..
POST   /cases/{case}/take                                   .NPA..
GET    /cases/{case}/facts/new                              .NP...
POST   /cases/{case}/facts                                  .NP...
GET    /cases/{case}/facts/{fact}                           .NP...
POST   /cases/{case}/facts/{fact}                           .NP...
GET    /cases/{case}/override/{line}/{criterion}            .NP...
POST   /cases/{case}/override/{line}/{criterion}            .NP...
GET    /cases/{case}/request                                .NPA..
POST   /cases/{case}/request                                .NPA..
POST   /cases/{case}/request/attempt                        .NPA..
POST   /cases/{case}/matter                                 .NPA..
GET    /cases/{case}/letters                                .NPA..
GET    /cases/{case}/letters/{kind}                         .NPA..
POST   /cases/{case}/letters/{kind}                         .NPA..
GET    /cases/{case}/letters/{kind}/file.{form}             .NPA..
POST   /cases/{case}/letters/{kind}/release                 .NPA..
POST   /cases/{case}/letters/{kind}/anew                   .NPA..
GET    /cases/{case}/appeal                                 ..PA..
POST   /cases/{case}/appeal                                 ..PA..
GET    /cases/{case}/appeal/letter.{form}                   ..PA..
GET    /cases/{case}/calls                                  INPAU.
POST   /cases/{case}/calls                                  .NPA..
GET    /cases/{case}/rate                                   .NP.U.
POST   /cases/{case}/rate                                   .NP.U.
GET    /cases/{case}/sign                                   INPAU.
POST   /cases/{case}/sign                                   INPAU.
GET    /policies                                            INPAUM
GET    /policies/impact                                     .NP.U.
GET    /policies/{name}                                     INPAUM
POST   /me                                                  INPAUM
GET    /evals                                               .NP.UM
GET    /evals/reports/{name}                                .NP.UM
GET    /evals/runs/{run}                                    .NP.UM
GET    /evals/runs/{run}/report                             .NP.UM
GET    /studies/{study}                                     .NP.UM
GET    /users                                               .....M
POST   /users                                               .....M
POST   /users/{user}/profile                               .....M
POST   /users/{user}/roles                                  .....M
POST   /users/{user}/state                                  .....M
POST   /users/{user}/password                               .....M
GET    /api/v1/cases                                        INPAU.
POST   /api/v1/cases                                        INPA..
GET    /api/v1/cases/{case}                                 INPAU.
GET    /api/v1/cases/{case}/review                          INPAU.
GET    /api/v1/cases/{case}/findings/{line}/{criterion}     INPAU.
PATCH  /api/v1/cases/{case}/facts                           .NP...
POST   /api/v1/cases/{case}/overrides                       .NP...
GET    /api/v1/cases/{case}/decisions                       INPAU.
POST   /api/v1/cases/{case}/decision                        INPAU.
"""
"""Signing is asked of everybody who sees a case, and refused by what is decided."""
OPEN = {"/login", "/logout", "/login/sso", "/login/sso/answer", "/api/v1/session"}
"""What one reaches before signing in, and the way out."""


def table() -> dict[tuple[str, str], set[str]]:
    """Method and path, and the roles that may ask for it."""
    found = {}
    for method, path, letters in (row.split() for row in TABLE.strip().splitlines()):
        found[method, path] = {COLUMNS[one] for one in letters if one != "."}
    return found


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = Team(tmp_path / "t.sqlite")
    yield made
    made.desk.store.close()


def test_the_table_names_every_route_and_no_other(team: Team) -> None:
    bench: Any = type("B", (), {"client": team.client()})
    served = {
        (method, route.path)
        for route in routes(bench)
        for method in (route.methods or set()) - {"HEAD"}
        if route.path not in OPEN
    }

    assert served == set(table())


@pytest.mark.parametrize("role", ROLES)
def test_the_server_keeps_to_the_table(team: Team, role: str) -> None:
    client, answer = team.sign_in(role)
    assert answer.status_code == 303
    wrong = [
        f"{method} {path}: {'refused' if refused else 'let in'}"
        for (method, path), roles in table().items()
        if (refused := _refused(client, method, path)) == (role in roles)
    ]

    assert wrong == []


def _refused(client: TestClient, method: str, path: str) -> bool:
    """Whether the role is the reason; that nothing of the name is there comes later."""
    parts = (
        "case",
        "fact",
        "line",
        "criterion",
        "kind",
        "name",
        "study",
        "user",
        "run",
        "document",
        "chunk",
    )
    asked = path.format(form="pdf", **dict.fromkeys(parts, "x"))
    answer = client.request(method, asked, follow_redirects=False)
    assert answer.status_code < 500, (method, path)
    assert not answer.headers.get("location", "").startswith("/login"), (method, path)
    if REFUSED in answer.text:
        assert answer.status_code == 403
        return True
    return False
