"""The tables of the store, the same on SQLite and on PostgreSQL.

Three kinds stand here.  *Records* are added and never changed: blobs, papers, events,
overrides, decisions, the audit log, the access log.  *State* changes under optimistic
locking: cases, users.  *Work in progress* comes and goes: locks, jobs, sign-ins, and
the columns of impact reports, which can be made anew.
Triggers (``workbench.store.triggers``) refuse changes of records.
"""

from __future__ import annotations

from typing import get_args

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from workbench.schema.decision import ADMINISTRATIVE, ADVERSE, DecisionValue
from workbench.store.columns import Utc

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = String(64)
SHA = String(64)
WORD = String(64)


def one_of(column: str, values: tuple[str, ...]) -> str:
    """An SQL condition: the column holds one of these words."""
    words = ", ".join(f"'{value}'" for value in sorted(values))
    return f"{column} IN ({words})"


SIGNED_BY_PHYSICIAN = (
    f"NOT ({one_of('value', tuple(ADVERSE))}) OR signer_role = 'physician' "
    "OR (value = 'approve_modified' AND provider_agreed)"
)
SIGNED_BY_SOMEBODY = (
    f"NOT ({one_of('value', tuple(ADMINISTRATIVE))}) OR signer_role <> 'nurse'"
)
"""The rules of ``workbench.schema.decision`` once more, where no code can pass them."""

# --- people ----------------------------------------------------------------------

users = Table(
    "users",
    metadata,
    Column("id", ID, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("login", String(200), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("password_hash", Text),
    Column("subject", String(400), unique=True),
    Column("email", String(320)),
    Column("credential", String(80)),
    Column("licence", String(80)),
    Column("specialty", String(200)),
    Column("npi", String(10)),
    Column("reports_to", ID, ForeignKey("users.id")),
)

user_roles = Table(
    "user_roles",
    metadata,
    Column("user_id", ID, ForeignKey("users.id"), primary_key=True),
    Column("role", WORD, primary_key=True),
    CheckConstraint(
        one_of("role", ("intake", "nurse", "physician", "appeals", "auditor", "admin")),
        name="role",
    ),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("token_sha256", SHA, primary_key=True),
    Column("user_id", ID, ForeignKey("users.id"), nullable=False, index=True),
    Column("created_at", Utc, nullable=False),
    Column("seen_at", Utc, nullable=False),
    Column("expires_at", Utc, nullable=False),
    Column("revoked_at", Utc),
)

login_attempts = Table(
    "login_attempts",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", Utc, nullable=False),
    Column("login", String(200), nullable=False),
    Column("address", String(64), nullable=False),
    Column("succeeded", Boolean, nullable=False),
    Index("ix_login_attempts_login_at", "login", "at"),
    Index("ix_login_attempts_address_at", "address", "at"),
)

# --- cases -----------------------------------------------------------------------

cases = Table(
    "cases",
    metadata,
    Column("id", ID, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("status", WORD, nullable=False),
    Column("title", String(200), nullable=False),
    Column("service", String(200), nullable=False),
    Column("program", WORD, nullable=False),
    Column("request_type", WORD, nullable=False),
    Column("owner", ID, ForeignKey("users.id")),
    Column("created_at", Utc, nullable=False),
    Column("created_by", ID, ForeignKey("users.id"), nullable=False),
    Column("changed_at", Utc, nullable=False),
    Column("changed_by", ID, ForeignKey("users.id"), nullable=False),
    Column("received_at", Utc),
    Column("due_at", Utc),
    Column("due_key", Utc, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("recommendation", WORD),
    Column("confirm_by", WORD),
    Column("decision", Integer),
    CheckConstraint("status <> 'decided' OR decision IS NOT NULL", name="decided"),
    Index("ix_cases_due_key_id", "due_key", "id"),
    Index("ix_cases_status_due_key_id", "status", "due_key", "id"),
    Index("ix_cases_owner_due_key_id", "owner", "due_key", "id"),
    Index("ix_cases_service_due_key_id", "service", "due_key", "id"),
)

locks = Table(
    "locks",
    metadata,
    Column("case_id", ID, ForeignKey("cases.id"), primary_key=True),
    Column("user_id", ID, ForeignKey("users.id"), nullable=False),
    Column("since", Utc, nullable=False),
    Column("until", Utc, nullable=False),
)

# --- what is kept about a case ---------------------------------------------------

blobs = Table(
    "blobs",
    metadata,
    Column("sha256", SHA, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("packing", String(8), nullable=False),
    Column("data", LargeBinary, nullable=False),
    CheckConstraint(one_of("packing", ("none", "zlib")), name="packing"),
)

papers = Table(
    "papers",
    metadata,
    Column("case_id", ID, ForeignKey("cases.id"), primary_key=True),
    Column("kind", WORD, primary_key=True),
    Column("key", String(120), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("by", ID, ForeignKey("users.id"), nullable=False),
    Column("origin", WORD, nullable=False),
    Column("reason", Text, nullable=False),
    Column("sha256", SHA, ForeignKey("blobs.sha256"), nullable=False),
    Column("rests_on", Text, nullable=False),
    CheckConstraint("number >= 1", name="number"),
)

events = Table(
    "events",
    metadata,
    Column("case_id", ID, ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", WORD, nullable=False),
    Column("at", String(40), nullable=False),
    Column("by_whom", String(200)),
    Column("note", Text, nullable=False),
    Column("corrects", Integer),
    Column("recorded_at", Utc, nullable=False),
    Column("recorded_by", ID, ForeignKey("users.id"), nullable=False),
    ForeignKeyConstraint(["case_id", "corrects"], ["events.case_id", "events.number"]),
    CheckConstraint("corrects IS NULL OR corrects < number", name="corrects"),
    CheckConstraint("corrects IS NULL OR trim(note) <> ''", name="reasoned"),
)

overrides = Table(
    "overrides",
    metadata,
    Column("case_id", ID, ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("review", Integer, nullable=False),
    Column("line", WORD, nullable=False),
    Column("criterion", String(120), nullable=False),
    Column("original", WORD, nullable=False),
    Column("status", WORD, nullable=False),
    Column("reason_code", WORD, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("by", ID, ForeignKey("users.id"), nullable=False),
    CheckConstraint("trim(text) <> ''", name="reasoned"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("case_id", ID, ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("review", Integer, nullable=False),
    Column("value", WORD, nullable=False),
    Column("provider_agreed", Boolean, nullable=False),
    Column("signer", ID, ForeignKey("users.id"), nullable=False),
    Column("signer_role", WORD, nullable=False),
    Column("signer_name", String(200), nullable=False),
    Column("credential", String(80), nullable=False),
    Column("licence", String(80)),
    Column("specialty", String(200)),
    Column("at", Utc, nullable=False),
    Column("rationale", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("case_id", "number", "signer_role", "provider_agreed"),
    CheckConstraint(one_of("value", get_args(DecisionValue)), name="value"),
    CheckConstraint(
        one_of("signer_role", ("nurse", "physician", "administrative")),
        name="signer_role",
    ),
    CheckConstraint(SIGNED_BY_PHYSICIAN, name="physician"),
    CheckConstraint(SIGNED_BY_SOMEBODY, name="administrative"),
    CheckConstraint("trim(signer_name) <> '' AND trim(credential) <> ''", name="named"),
    CheckConstraint(
        "signer_role = 'administrative' "
        "OR (licence IS NOT NULL AND trim(licence) <> '')",
        name="licensed",
    ),
    CheckConstraint(
        "signer_role <> 'physician' "
        "OR (specialty IS NOT NULL AND trim(specialty) <> '')",
        name="specialty",
    ),
    CheckConstraint(
        f"NOT ({one_of('value', tuple(ADVERSE))}) OR trim(rationale) <> '' "
        "OR (value = 'approve_modified' AND provider_agreed)",
        name="rationale",
    ),
)

decision_lines = Table(
    "decision_lines",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("line", WORD, primary_key=True),
    Column("value", WORD, nullable=False),
    Column("signer_role", WORD, nullable=False),
    Column("provider_agreed", Boolean, nullable=False),
    ForeignKeyConstraint(
        ["case_id", "number", "signer_role", "provider_agreed"],
        [
            "decisions.case_id",
            "decisions.number",
            "decisions.signer_role",
            "decisions.provider_agreed",
        ],
        name="fk_decision_lines_decisions",
    ),
    CheckConstraint(one_of("value", get_args(DecisionValue)), name="value"),
    CheckConstraint(SIGNED_BY_PHYSICIAN, name="physician"),
    CheckConstraint(SIGNED_BY_SOMEBODY, name="administrative"),
)

# --- logs ------------------------------------------------------------------------

audit = Table(
    "audit",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Utc, nullable=False),
    Column("actor", ID, nullable=False),
    Column("action", WORD, nullable=False),
    Column("case_id", ID, index=True),
    Column("object", String(200), nullable=False),
    Column("details", Text, nullable=False),
    Column("digest", SHA, nullable=False),
    Column("prev", SHA, nullable=False),
    Column("hash", SHA, nullable=False),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", SHA, nullable=False),
    CheckConstraint("id = 1", name="one"),
)

access = Table(
    "access",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", Utc, nullable=False),
    Column("user_id", ID, ForeignKey("users.id"), nullable=False),
    Column("case_id", ID, ForeignKey("cases.id"), nullable=False),
    Column("what", WORD, nullable=False),
    Index("ix_access_case_id_at", "case_id", "at"),
    Index("ix_access_user_id_at", "user_id", "at"),
)

# --- background work -------------------------------------------------------------

jobs = Table(
    "jobs",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", WORD, nullable=False),
    Column("case_id", ID, ForeignKey("cases.id"), index=True),
    Column("asked_by", ID, ForeignKey("users.id"), nullable=False),
    Column("payload", Text, nullable=False),
    Column("state", WORD, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("run_after", Utc, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("most_attempts", Integer, nullable=False),
    Column("worker", String(120)),
    Column("lease_until", Utc),
    Column("finished_at", Utc),
    Column("step", String(200), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("failure", Text),
    Column("result", Text),
    CheckConstraint(
        one_of("state", ("waiting", "running", "done", "failed", "cancelled")),
        name="state",
    ),
    CheckConstraint("state <> 'done' OR result IS NOT NULL", name="result"),
    Index("ix_jobs_state_run_after", "state", "run_after"),
    Index("ix_jobs_state_lease_until", "state", "lease_until"),
)

leaf_columns = Table(
    "leaf_columns",
    metadata,
    Column("stamp", SHA, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("cases", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

RECORDS = (
    blobs,
    papers,
    events,
    overrides,
    decisions,
    decision_lines,
    audit,
    access,
)
"""Tables whose rows are added and never changed or removed."""
