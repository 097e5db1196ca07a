"""The check of a whole store: each planted change is found, at the row that tells."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from sqlalchemy import Connection, Update, select, text, update
from sqlalchemy.exc import DBAPIError

from tests.store.people import PEOPLE, Hands
from tests.store.test_signoffs import sign
from workbench.schema.decision import LineDecision
from workbench.schema.matter import Matter
from workbench.store import audit, cases, overrides, users
from workbench.store.audit import Verified
from workbench.store.cases import CaseRow
from workbench.store.errors import Refused
from workbench.store.tables import metadata


@pytest.fixture
def decided(hands: Hands) -> CaseRow:
    """A case with a paper of each sort, an override, events and a decision."""
    case = hands.read()
    with hands.as_("nurse") as work:
        overrides.add(
            work,
            case.id,
            line="L1",
            criterion="imaging-at-level",
            status="conflicting",
            reason_code="record-conflict-settled",
            text="The second report says moderate.",
            review=1,
        )
        cases.happened(work, case.id, "peer_to_peer_offered", note="by phone")
        case = cases.get(work, case.id)
    sign(
        hands,
        "physician",
        "approve_partial",
        case,
        lines=(LineDecision(line="L1", value="deny_medical_necessity"),),
    )
    return case


def verified(hands: Hands, expected: str | None = None) -> Verified:
    with hands.store.reading() as work:
        return audit.verify(work, expected)


def test_a_store_in_use_is_whole(hands: Hands, decided: CaseRow) -> None:
    found = verified(hands)

    assert found.whole and found.first is None
    assert found.rows == found.head.seq > 15
    assert verified(hands, found.head.hash).whole


def test_the_log_holds_no_words_of_the_packet_or_of_people(
    hands: Hands, decided: CaseRow
) -> None:
    with hands.store.reading() as work:
        told = " ".join(row.details + row.object for row in audit.rows(work))

    for words in ("moderate", "stenosis", "by phone", "1970", "narrowing"):
        assert words not in told


def test_the_rows_of_a_case_are_its_own(hands: Hands, decided: CaseRow) -> None:
    with hands.store.reading() as work:
        rows = list(audit.rows(work, decided.id))
    assert {row.case_id for row in rows} == {decided.id}
    assert [row.action for row in rows][-2:] == ["decision.signed", "case.moved"]


def tampered(hands: Hands, *statements: str) -> Verified:
    """What a check finds after somebody with the database's own rights was there."""
    with hands.as_("admin") as work:
        _without_triggers(work.connection)
        for statement in statements:
            done = work.connection.execute(text(statement))
            assert done.rowcount > 0, statement
    return verified(hands)


def _without_triggers(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    found = connection.execute(
        text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    )
    for name in found.scalars().all():
        connection.execute(text(f"DROP TRIGGER {name}"))
    connection.execute(text("PRAGMA ignore_check_constraints = ON"))


def told_by(hands: Hands, name: str) -> int:
    with hands.store.reading() as work:
        return next(row.seq for row in audit.rows(work) if row.object == name)


EARLIER = "2026-01-01 00:00:00.000000"
OF_REVIEW = "(SELECT sha256 FROM papers WHERE kind = 'review')"
CHANGED: dict[str, tuple[str, str, str]] = {
    "a paper made another's": ("review/1", "papers", "by = 'intake'"),
    "a paper dated back": ("case/1", "papers", f"at = '{EARLIER}'"),
    "a paper that rests on another": ("review/1", "papers", "rests_on = '{}'"),
    "a paper with another's content": ("case/1", "papers", f"sha256 = {OF_REVIEW}"),
    "a receipt made earlier": ("event/1", "events", "at = '2026-05-01T00:00:00Z'"),
    "a receipt noted earlier": ("event/1", "events", f"recorded_at = '{EARLIER}'"),
    "a receipt with other words": ("event/1", "events", "note = 'x'"),
    "an event of an unknown kind": ("event/2", "events", "kind = 'x'"),
    "an override's original": ("override/1", "overrides", "original = 'met'"),
    "an override's reason": ("override/1", "overrides", "text = 'x'"),
    "an override's person": ("override/1", "overrides", "by = 'physician'"),
    "a decision turned": ("decision/1", "decisions", "value = 'approve'"),
    "a decision's signer": ("decision/1", "decisions", "signer = 'other-physician'"),
    "a decision's name": ("decision/1", "decisions", "signer_name = 'x'"),
    "a decision's licence": ("decision/1", "decisions", "licence = 'TX 9'"),
    "a decision's rationale": ("decision/1", "decisions", "rationale = 'x'"),
    "a decision's body": ("decision/1", "decisions", "body = '{}'"),
    "a decision's time": ("decision/1", "decisions", f"at = '{EARLIER}'"),
    "a decision's review": ("decision/1", "decisions", "review = 0"),
    "a decided line": ("decision/1", "decision_lines", "value = 'approve'"),
}
GONE = {
    "packet/1": "papers WHERE kind = 'packet'",
    "event/2": "events WHERE number = 2",
    "override/1": "overrides",
    "decision/1": "decision_lines",
}


def _only(name: str, table: str) -> str:
    """The condition for the one row of a table that a name means."""
    kind, _, number = name.partition("/")
    return f"kind = '{kind}'" if table == "papers" else f"number = {number}"


@pytest.mark.parametrize("how", sorted(CHANGED))
def test_a_changed_record_is_found_by_the_row_that_tells_of_it(
    hands: Hands, decided: CaseRow, how: str
) -> None:
    name, table, change = CHANGED[how]
    found = tampered(hands, f"UPDATE {table} SET {change} WHERE {_only(name, table)}")

    assert {one.seq for one in found.broken} == {told_by(hands, name)}
    assert name in found.broken[0].why


@pytest.mark.parametrize("name", sorted(GONE))
def test_a_removed_record_is_found(hands: Hands, decided: CaseRow, name: str) -> None:
    found = tampered(hands, f"DELETE FROM {GONE[name]}")

    assert {one.seq for one in found.broken} == {told_by(hands, name)}


STATES: dict[str, tuple[str, str]] = {
    "a role taken": (
        "user/nurse",
        "INSERT INTO user_roles (user_id, role) VALUES ('nurse', 'physician')",
    ),
    "a role lost": (
        "user/auditor",
        "DELETE FROM user_roles WHERE user_id = 'auditor'",
    ),
    "another licence": (
        "user/nurse",
        "UPDATE users SET licence = 'TX 9' WHERE id = 'nurse'",
    ),
    "an account opened again": (
        "user/junior",
        "UPDATE users SET active = (1 = 1) WHERE id = 'junior'",
    ),
    "another status": ("case/id1", "UPDATE cases SET status = 'closed'"),
    "a decision forgotten": (
        "case/id1",
        "UPDATE cases SET status = 'new', decision = NULL",
    ),
    "another owner": ("case/id1", "UPDATE cases SET owner = NULL"),
    "another number": ("case/id1", "UPDATE cases SET number = 77"),
}


@pytest.mark.parametrize("how", sorted(STATES))
def test_a_state_that_no_row_tells_is_found(
    hands: Hands, decided: CaseRow, how: str
) -> None:
    with hands.as_("admin") as work:
        junior = PEOPLE["junior"]
        users.change(work, "junior", junior, active=False, based_on=1)
        row = cases.get(work, decided.id)
        cases.assign(work, decided.id, "nurse", based_on=row.version)
    assert verified(hands).whole
    name, statement = STATES[how]
    found = tampered(hands, statement)

    assert len(found.broken) == 1
    assert name in found.broken[0].why
    with hands.store.reading() as work:
        row_told = list(audit.rows(work))[found.broken[0].seq - 1]
    assert row_told.object == name


def test_an_account_slipped_in_is_found(hands: Hands, decided: CaseRow) -> None:
    columns = "version, name, active, created_at"
    found = tampered(
        hands,
        f"INSERT INTO users (id, login, {columns}) "
        f"SELECT 'x', 'x', {columns} FROM users WHERE id = 'physician'",
    )

    assert [one.seq for one in found.broken] == [found.head.seq + 1]


def test_a_case_given_back_is_whole(hands: Hands) -> None:
    case = hands.read()
    with hands.as_("nurse") as work:
        case = cases.assign(work, case.id, "nurse", based_on=case.version)
        cases.assign(work, case.id, None, based_on=case.version)
    assert verified(hands).whole


def test_a_record_slipped_in_is_found(hands: Hands, decided: CaseRow) -> None:
    columns = "kind, at, by_whom, note, recorded_at, recorded_by"
    found = tampered(
        hands,
        f"INSERT INTO events (case_id, number, {columns}) "
        f"SELECT case_id, 7, {columns} FROM events WHERE number = 1",
    )

    assert [one.seq for one in found.broken] == [found.head.seq + 1]
    assert "slipped in" in found.broken[0].why


def test_changed_content_is_found(hands: Hands, decided: CaseRow) -> None:
    with hands.as_("admin") as work:
        _without_triggers(work.connection)
        case = "SELECT sha256 FROM papers WHERE kind = 'case'"
        changed = text(f"UPDATE blobs SET data = :data WHERE sha256 = ({case})")
        work.connection.execute(changed, {"data": zlib.compress(b"{}")})

    found = verified(hands)
    assert [one.seq for one in found.broken] == [told_by(hands, "case/1")]


@pytest.mark.parametrize("how", ["DELETE FROM blobs", "UPDATE blobs SET data = 'x'"])
def test_a_changed_or_missing_file_is_found(
    hands: Hands, decided: CaseRow, how: str
) -> None:
    if "UPDATE" in how and hands.store.engine.dialect.name == "postgresql":
        how = "UPDATE blobs SET data = 'x'::bytea"
    found = tampered(hands, f"{how} WHERE packing = 'none'")

    assert found.first is not None
    assert found.first.seq == told_by(hands, "files/1")


CHAIN: dict[str, Callable[[int], tuple[int, str]]] = {
    "a row removed": lambda n: (5, "DELETE FROM audit WHERE seq = 5"),
    "the last row removed": lambda n: (n, f"DELETE FROM audit WHERE seq = {n}"),
    "the first row removed": lambda n: (1, "DELETE FROM audit WHERE seq = 1"),
    "another actor": lambda n: (9, "UPDATE audit SET actor = 'x' WHERE seq = 9"),
    "another time": lambda n: (
        3,
        "UPDATE audit SET at = '2026-01-01 00:00:00.000000' WHERE seq = 3",
    ),
    "another number": lambda n: (4, "UPDATE audit SET seq = 400 WHERE seq = 4"),
    "a case left out": lambda n: (
        20,
        "UPDATE audit SET case_id = NULL WHERE seq = 20",
    ),
}


@pytest.mark.parametrize("how", sorted(CHAIN))
def test_a_changed_log_is_found(hands: Hands, decided: CaseRow, how: str) -> None:
    row, statement = CHAIN[how](verified(hands).head.seq)
    found = tampered(hands, statement)

    assert found.first is not None
    assert found.first.seq == row


def test_a_cut_tail_with_its_head_needs_a_head_noted_outside(
    hands: Hands, decided: CaseRow
) -> None:
    noted = verified(hands).head
    with hands.store.reading() as work:
        kept = list(audit.rows(work))[3]
    found = tampered(
        hands,
        "DELETE FROM audit WHERE seq > 4",
        f"UPDATE audit_head SET seq = 4, hash = '{kept.hash}'",
    )

    # The records are still there and nobody tells of them any more.
    assert not found.whole
    with hands.store.reading() as work:
        assert audit.verify(work, records=False).whole
        assert audit.verify(work, noted.hash, records=False).first == (
            5,
            "the hash that was noted outside stands nowhere in the log: rows were "
            "removed from its end, or it was rewritten",
        )


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO audit SELECT seq + 1, at, actor, action, case_id, object, "
        "details, digest, hash, hash FROM audit WHERE seq = 2",
        "UPDATE audit_head SET seq = 1",
        "UPDATE audit_head SET seq = seq + 1",
        "DELETE FROM audit_head",
        "DELETE FROM audit",
        "UPDATE audit SET actor = 'x'",
    ],
)
def test_the_database_itself_refuses_to_bend_the_log(
    hands: Hands, decided: CaseRow, statement: str
) -> None:
    with pytest.raises(Exception, match="append-only|chain|head follows"):
        with hands.as_("admin") as work:
            work.connection.execute(text(statement))
    assert verified(hands).whole


def test_details_are_canonical_json(hands: Hands, decided: CaseRow) -> None:
    with hands.store.reading() as work:
        for row in audit.rows(work):
            data = json.loads(row.details)
            again = json.dumps(
                data, sort_keys=True, ensure_ascii=False, separators=(",", ":")
            )
            assert again == row.details


NOT_OF_THE_RECORD = {
    "version": "counts changes, for two who change at once",
    "changed_at": "says when the row was last touched",
    "changed_by": "says by whom",
    "due_key": "sorts the queue by due_at",
    "created_at": "stands in the log as the time of its row",
    "created_by": "stands in the log as the actor of its row",
}
"""Columns that no decision, deadline or right hangs on."""
HELD = (
    *("papers", "events", "overrides", "decisions", "decision_lines", "blobs"),
    *("cases", "users", "user_roles", "audit", "audit_head"),
)
"""Tables that a verification answers for; the others come and go with the work."""


class _Undo(Exception):
    """Ends a transaction without keeping it."""


def _other(value: object) -> object:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 70
    if isinstance(value, dt.datetime):
        return value - dt.timedelta(days=1)
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    if isinstance(value, str) and len(value) == 64:
        return "1" * 64
    return "other-physician" if value == "physician" else "physician"


@pytest.mark.parametrize("name", HELD)
def test_every_column_of_every_row_is_held(
    hands: Hands, decided: CaseRow, name: str
) -> None:
    """One cell after the other is changed, looked for, and changed back."""
    matter = Matter(program="medicare-advantage", request_type="standard")
    with hands.as_("admin") as work:
        users.set_password(work, "nurse", "a hash")
        cases.put_matter(work, decided.id, matter, based_on=0)
        row = cases.get(work, decided.id)
        cases.assign(work, decided.id, "nurse", based_on=row.version)
    assert verified(hands).whole
    table = metadata.tables[name]
    missed = []
    with hands.store.reading() as work:
        rows = [dict(row._mapping) for row in work.connection.execute(select(table))]
    for own in rows[:40]:
        key = [column == own[column.name] for column in table.primary_key.columns]
        for column in table.columns:
            if column.name in NOT_OF_THE_RECORD and name in ("cases", "users"):
                continue
            if own[column.name] is None and column.foreign_keys:
                continue
            changed = update(table).where(*key)
            if _found(hands, changed.values({column: _other(own[column.name])})):
                continue
            missed.append(
                f"{column.name} of {[own[c.name] for c in table.primary_key]}"
            )
    assert missed == []


def _found(hands: Hands, statement: Update) -> bool:
    """Whether a change is refused by the tables or found by a verification."""
    found = False
    with suppress(_Undo, Refused), hands.as_("admin") as work:
        _without_triggers(work.connection)
        try:
            work.connection.execute(statement)
        except DBAPIError:
            found = True
            raise
        found = not audit.verify(work).whole
        raise _Undo
    return found
