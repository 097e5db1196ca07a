"""What the database itself refuses, whoever asks: changes of records, false signers.

Rows of a record table can be added and never changed or removed; an audit row joins
the chain only at its head, and the head follows by itself; a decision is signed by an
active user who has the role that the sign-off names.  The same rules stand on SQLite
and on PostgreSQL.  Somebody with the database's own password can drop a trigger: for
that there is the hash chain.
"""

from __future__ import annotations

from collections.abc import Iterator

RECORD_TABLES = (
    "blobs",
    "papers",
    "events",
    "overrides",
    "decisions",
    "decision_lines",
    "audit",
    "access",
)
EMPTY = "0" * 64
"""The hash before the first row of the audit log."""

_SIGNER = """EXISTS (
    SELECT 1 FROM users u JOIN user_roles r ON r.user_id = u.id
    WHERE u.id = NEW.signer AND u.active
      AND (r.role = NEW.signer_role
           OR (NEW.signer_role = 'administrative'
               AND r.role IN ('intake', 'appeals', 'physician'))))"""
_SAME_SIGNER = """EXISTS (
    SELECT 1 FROM decisions d
    WHERE d.case_id = NEW.case_id AND d.number = NEW.number
      AND d.signer_role = NEW.signer_role
      AND d.provider_agreed = NEW.provider_agreed)"""
_DECIDED = """NEW.decision IS NULL OR EXISTS (
    SELECT 1 FROM decisions d
    WHERE d.case_id = NEW.id AND d.number = NEW.decision)"""
_AT_HEAD = """EXISTS (
    SELECT 1 FROM audit_head h
    WHERE h.seq = NEW.seq - 1 AND h.hash = NEW.prev)"""
_IN_LOG = """EXISTS (
    SELECT 1 FROM audit a WHERE a.seq = NEW.seq AND a.hash = NEW.hash)"""


_CONDITIONS = (
    ("decisions", "INSERT", _SIGNER, "the signer has not the role of the sign-off"),
    ("decision_lines", "INSERT", _SAME_SIGNER, "a line is decided with its decision"),
    ("cases", "INSERT", _DECIDED, "there is no such decision"),
    ("cases", "UPDATE", _DECIDED, "there is no such decision"),
    ("audit", "INSERT", _AT_HEAD, "audit rows join the chain at its head"),
    (
        "audit_head",
        "UPDATE",
        f"NEW.seq = OLD.seq + 1 AND {_IN_LOG}",
        "the head follows the audit log",
    ),
)
"""What must hold of a new row: table, statement, condition, what is said if not."""


def create(dialect: str) -> Iterator[str]:
    """The statements that make the triggers of one database."""
    yield f"INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '{EMPTY}')"
    yield from _sqlite() if dialect == "sqlite" else _postgresql()


def drop(dialect: str) -> Iterator[str]:
    """The statements that take them away again (tables go with theirs)."""
    if dialect != "sqlite":
        checks = [f"check_{table}_{verb.lower()}" for table, verb, _, _ in _CONDITIONS]
        for name in ("refuse", "head_follows", *checks):
            yield f"DROP FUNCTION IF EXISTS workbench_{name}() CASCADE"


def _sqlite() -> Iterator[str]:
    for table in (*RECORD_TABLES, "audit_head"):
        for verb in ("UPDATE", "DELETE"):
            if (table, verb) == ("audit_head", "UPDATE"):
                continue
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    yield (
        "CREATE TRIGGER audit_head_follows AFTER INSERT ON audit BEGIN "
        "UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash WHERE id = 1; END"
    )
    for table, verb, condition, said in _CONDITIONS:
        yield (
            f"CREATE TRIGGER {table}_check_{verb.lower()} BEFORE {verb} ON {table} "
            f"WHEN NOT ({condition}) BEGIN SELECT RAISE(ABORT, '{said}'); END"
        )


def _postgresql() -> Iterator[str]:
    yield _function("refuse", "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;")
    for table in RECORD_TABLES:
        yield _trigger(table, "no_change", "BEFORE UPDATE OR DELETE", "refuse")
    for table in (*RECORD_TABLES, "audit_head"):
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION workbench_refuse()"
        )
    yield _trigger("audit_head", "no_delete", "BEFORE DELETE", "refuse")
    yield _function(
        "head_follows",
        "UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash WHERE id = 1; "
        "RETURN NEW;",
    )
    yield _trigger("audit", "head_follows", "AFTER INSERT", "head_follows")
    for table, verb, condition, said in _CONDITIONS:
        name = f"check_{table}_{verb.lower()}"
        yield _function(
            name,
            f"IF NOT ({condition}) THEN RAISE EXCEPTION '{said}'; END IF; RETURN NEW;",
        )
        yield _trigger(table, f"check_{verb.lower()}", f"BEFORE {verb}", name)


def _function(name: str, body: str) -> str:
    return (
        f"CREATE FUNCTION workbench_{name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$body$ BEGIN {body} END $body$"
    )


def _trigger(table: str, name: str, when: str, function: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{name} {when} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION workbench_{function}()"
    )
