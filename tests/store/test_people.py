"""Accounts, sessions, attempts to log in, locks, and who saw what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import update

from tests.store.people import PEOPLE, Hands, account
from workbench.store import access, audit, locks, sign_ins, users
from workbench.store.errors import Locked, NotAllowed, NotFound, StaleVersion
from workbench.store.facade import Store
from workbench.store.permissions import ROLES
from workbench.store.tables import users as table

HOUR = dt.timedelta(hours=1)


def test_an_account_comes_back_as_it_was_made(hands: Hands) -> None:
    with hands.store.reading() as work:
        for id, made in PEOPLE.items():
            found = users.get(work, id)
            assert found.account == made and found.active
            assert found == users.by_login(work, made.login)
        assert users.by_login(work, "ghost") is None
        assert users.by_login(work, " NURSE ") == users.get(work, "nurse")
        with pytest.raises(NotFound):
            users.get(work, "ghost")
        assert len(users.everybody(work)) == len(PEOPLE)


def test_an_account_is_changed_on_the_version_that_was_looked_at(hands: Hands) -> None:
    more = account("nurse", "nurse", "appeals")._replace(
        subject="https://id.example|7", email="nurse@example.org"
    )
    with hands.as_("admin") as work:
        changed = users.change(work, "nurse", more, active=True, based_on=1)
        assert changed.roles == {"nurse", "appeals"}
        assert users.by_subject(work, "https://id.example|7") == changed
        users.set_password(work, "nurse", "$argon2id$...")
        assert users.get(work, "nurse").password_hash == "$argon2id$..."
        told = " ".join(row.details for row in audit.rows(work))
    assert "argon2" not in told
    with pytest.raises(StaleVersion), hands.as_("admin") as work:
        users.change(work, "nurse", more, active=True, based_on=1)


def test_a_closed_account_has_no_roles(hands: Hands) -> None:
    with hands.as_("admin") as work:
        closed = users.change(work, "nurse", PEOPLE["nurse"], active=False, based_on=1)
    assert closed.roles == frozenset()
    assert closed.account.roles == {"nurse"}


@pytest.mark.parametrize(
    "wrong",
    [
        account("nurse", "nurse"),
        account("NURSE ", "nurse"),
        account("new", "doctor"),
        account(" ", "nurse"),
        account("new", "nurse")._replace(name=" "),
    ],
)
def test_wrong_accounts_are_refused(hands: Hands, wrong: users.Account) -> None:
    with pytest.raises(NotAllowed), hands.as_("admin") as work:
        users.create(work, wrong)


def test_superiors_are_told_nearest_first_and_a_circle_is_refused(hands: Hands) -> None:
    with hands.as_("admin") as work:
        users.create(work, account("new", "nurse", reports_to="junior"), id="new")
        assert users.superiors(work, "new") == ("junior", "physician")
        circle = PEOPLE["physician"]._replace(reports_to="new")
        with pytest.raises(NotAllowed, match="nobody reports to themselves"):
            users.change(work, "physician", circle, active=True, based_on=1)


def test_a_circle_that_came_from_elsewhere_ends(hands: Hands) -> None:
    with hands.as_("admin") as work:
        circle = update(table).where(table.c.id == "physician")
        work.connection.execute(circle.values(reports_to="junior"))
        assert users.superiors(work, "junior") == ("physician", "junior")


def test_the_local_user_is_made_once_with_every_role(tmp_path: Path) -> None:
    store = Store.open(str(tmp_path / "store.db"))
    first = users.ensure_local(store)

    assert users.ensure_local(store) == first
    assert first.roles == set(ROLES)
    store.close()


# --- sessions ----------------------------------------------------------------------


def test_a_session_lives_until_it_ends(hands: Hands) -> None:
    with hands.as_("nurse") as work:
        token = sign_ins.begin(work, "nurse", 8 * HOUR)
        kept = work.connection.exec_driver_sql("SELECT * FROM sign_ins").one()
    assert token not in map(str, kept)
    with hands.store.reading() as work:
        found = sign_ins.find(work, token)
        assert found is not None and found.user.id == "nurse"
        assert sign_ins.find(work, token + "x") is None
    hands.turn(hours=8)
    with hands.store.reading() as work:
        assert sign_ins.find(work, token) is None


def test_a_session_idles_only_so_long(hands: Hands) -> None:
    with hands.as_("nurse") as work:
        token = sign_ins.begin(work, "nurse", 8 * HOUR)
    hands.turn(minutes=50)
    sign_ins.touch(hands.store, token)
    hands.turn(minutes=50)
    with hands.store.reading() as work:
        assert sign_ins.find(work, token, idle=HOUR)
    hands.turn(minutes=10)
    with hands.store.reading() as work:
        assert sign_ins.find(work, token, idle=HOUR) is None


@pytest.mark.parametrize("how", ["out", "all", "closed"])
def test_a_session_can_be_ended(hands: Hands, how: str) -> None:
    with hands.as_("nurse") as work:
        token = sign_ins.begin(work, "nurse", HOUR)
        other = sign_ins.begin(work, "physician", HOUR)
    with hands.as_("nurse") as work:
        if how == "out":
            sign_ins.end(work, token)
        elif how == "all":
            assert sign_ins.end_all(work, "nurse") == 1
        else:
            users.change(work, "nurse", PEOPLE["nurse"], active=False, based_on=1)
    with hands.store.reading() as work:
        assert sign_ins.find(work, token) is None
        assert sign_ins.find(work, other) is not None


def test_failures_are_counted_since_the_last_success(hands: Hands) -> None:
    def attempt(login: str, address: str, succeeded: bool) -> None:
        hands.turn(seconds=1)
        sign_ins.attempted(hands.store, login, address, succeeded=succeeded)

    start = hands.now
    attempt("nurse", "::1", False)
    attempt("nurse", "::1", True)
    attempt("nurse", "::1", False)
    attempt("nurse", "::2", False)
    attempt("x" * 500, "::2", False)
    with hands.store.reading() as work:
        count = sign_ins.failures
        assert count(work, since=start, login="nurse") == 2
        assert count(work, since=start, login="physician") == 0
        assert count(work, since=start, login="x" * 500) == 1
        assert count(work, since=start, address="::1") == 2
        assert count(work, since=start, address="::2") == 2
        assert count(work, since=hands.now, login="nurse") == 0


# --- locks and looks ---------------------------------------------------------------


def test_a_case_is_open_with_one_person(hands: Hands) -> None:
    case = hands.read()
    with hands.as_("nurse") as work:
        first = locks.take(work, case.id)
    assert first.user_name == "Testa Nurse"
    with pytest.raises(Locked, match="Testa Nurse") as caught:
        with hands.as_("physician") as work:
            locks.take(work, case.id)
    assert caught.value.until == first.until
    hands.turn(minutes=5)
    with hands.as_("nurse") as work:
        again = locks.take(work, case.id)
    assert again.since == first.since and again.until == hands.now + locks.LEASE


def test_a_lock_runs_out_or_is_let_go(hands: Hands) -> None:
    case = hands.read()
    with hands.as_("nurse") as work:
        locks.take(work, case.id)
    hands.turn(minutes=10)
    with hands.as_("physician") as work:
        assert locks.holder(work, case.id) is None
        locks.take(work, case.id)
    with hands.as_("nurse") as work:
        locks.release(work, case.id)
        assert locks.holder(work, case.id) is not None
    with hands.as_("physician") as work:
        locks.release(work, case.id)
        assert locks.holder(work, case.id) is None


def test_taking_over_is_written_down(hands: Hands) -> None:
    case = hands.read()
    with hands.as_("nurse") as work:
        locks.take(work, case.id)
    with hands.as_("physician") as work:
        taken = locks.take(work, case.id, over=True)
        last = list(audit.rows(work, case.id))[-1]
    assert taken.user_id == "physician"
    assert (last.action, last.actor) == ("case.taken-over", "physician")
    assert last.details == '{"from":"nurse"}'


def test_who_saw_a_case_is_kept(hands: Hands) -> None:
    case, other = hands.read(), hands.read()
    access.saw(hands.store, "nurse", case.id, "case")
    hands.turn(minutes=1)
    access.saw(hands.store, "auditor", case.id, "export")
    access.saw(hands.store, "nurse", other.id, "source")
    with hands.store.reading() as work:
        of_case = access.of_case(work, case.id)
        of_nurse = access.of_user(work, "nurse")
    assert [(one.user_name, one.what) for one in of_case] == [
        ("Testa Auditor", "export"),
        ("Testa Nurse", "case"),
    ]
    assert [one.case_id for one in of_nurse] == [other.id, case.id]
