"""The first tables: people, cases, what is kept about them, logs, background work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from workbench.store import columns, triggers

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables and their triggers."""
    op.create_table(
        "audit",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", columns.Utc(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=True),
        sa.Column("object", sa.String(length=200), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_case_id"), "audit", ["case_id"], unique=False)
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("packing", sa.String(length=8), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "packing IN ('none', 'zlib')", name=op.f("ck_blobs_packing")
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blobs")),
    )
    op.create_table(
        "login_attempts",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", columns.Utc(timezone=True), nullable=False),
        sa.Column("login", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_login_attempts")),
    )
    op.create_index(
        "ix_login_attempts_address_at",
        "login_attempts",
        ["address", "at"],
        unique=False,
    )
    op.create_index(
        "ix_login_attempts_login_at", "login_attempts", ["login", "at"], unique=False
    )
    op.create_table(
        "users",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", columns.Utc(timezone=True), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("subject", sa.String(length=400), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("credential", sa.String(length=80), nullable=True),
        sa.Column("licence", sa.String(length=80), nullable=True),
        sa.Column("specialty", sa.String(length=200), nullable=True),
        sa.Column("npi", sa.String(length=10), nullable=True),
        sa.Column("reports_to", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["reports_to"], ["users.id"], name=op.f("fk_users_reports_to_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("login", name=op.f("uq_users_login")),
        sa.UniqueConstraint("subject", name=op.f("uq_users_subject")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("service", sa.String(length=200), nullable=False),
        sa.Column("program", sa.String(length=64), nullable=False),
        sa.Column("request_type", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column("created_at", columns.Utc(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("changed_at", columns.Utc(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column("received_at", columns.Utc(timezone=True), nullable=True),
        sa.Column("due_at", columns.Utc(timezone=True), nullable=True),
        sa.Column("due_key", columns.Utc(timezone=True), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("recommendation", sa.String(length=64), nullable=True),
        sa.Column("confirm_by", sa.String(length=64), nullable=True),
        sa.Column("decision", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "status <> 'decided' OR decision IS NOT NULL", name=op.f("ck_cases_decided")
        ),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["users.id"], name=op.f("fk_cases_changed_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_cases_created_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["users.id"], name=op.f("fk_cases_owner_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("number", name=op.f("uq_cases_number")),
    )
    op.create_index("ix_cases_due_key_id", "cases", ["due_key", "id"], unique=False)
    op.create_index(
        "ix_cases_owner_due_key_id", "cases", ["owner", "due_key", "id"], unique=False
    )
    op.create_index(
        "ix_cases_service_due_key_id",
        "cases",
        ["service", "due_key", "id"],
        unique=False,
    )
    op.create_index(
        "ix_cases_status_due_key_id", "cases", ["status", "due_key", "id"], unique=False
    )
    op.create_table(
        "sign_ins",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", columns.Utc(timezone=True), nullable=False),
        sa.Column("seen_at", columns.Utc(timezone=True), nullable=False),
        sa.Column("expires_at", columns.Utc(timezone=True), nullable=False),
        sa.Column("revoked_at", columns.Utc(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_sign_ins_user_id_users")
        ),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_sign_ins")),
    )
    op.create_index(op.f("ix_sign_ins_user_id"), "sign_ins", ["user_id"], unique=False)
    op.create_table(
        "user_roles",
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "role IN ('admin', 'appeals', 'auditor', 'intake', 'nurse', 'physician')",
            name=op.f("ck_user_roles_role"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_user_roles_user_id_users")
        ),
        sa.PrimaryKeyConstraint("user_id", "role", name=op.f("pk_user_roles")),
    )
    op.create_table(
        "access",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", columns.Utc(timezone=True), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_access_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_access_user_id_users")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_access")),
    )
    op.create_index("ix_access_case_id_at", "access", ["case_id", "at"], unique=False)
    op.create_index("ix_access_user_id_at", "access", ["user_id", "at"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("review", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.Column("provider_agreed", sa.Boolean(), nullable=False),
        sa.Column("signer", sa.String(length=64), nullable=False),
        sa.Column("signer_role", sa.String(length=64), nullable=False),
        sa.Column("signer_name", sa.String(length=200), nullable=False),
        sa.Column("credential", sa.String(length=80), nullable=False),
        sa.Column("licence", sa.String(length=80), nullable=True),
        sa.Column("specialty", sa.String(length=200), nullable=True),
        sa.Column("at", columns.Utc(timezone=True), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "NOT (value IN ('approve_modified', 'approve_partial', 'deny_insufficient_information', 'deny_medical_necessity', 'partial_overturn', 'uphold')) OR signer_role = 'physician' OR (value = 'approve_modified' AND provider_agreed)",
            name=op.f("ck_decisions_physician"),
        ),
        sa.CheckConstraint(
            "NOT (value IN ('approve_modified', 'approve_partial', 'deny_insufficient_information', 'deny_medical_necessity', 'partial_overturn', 'uphold')) OR trim(rationale) <> '' OR (value = 'approve_modified' AND provider_agreed)",
            name=op.f("ck_decisions_rationale"),
        ),
        sa.CheckConstraint(
            "NOT (value IN ('deny_administrative', 'dismiss')) OR signer_role <> 'nurse'",
            name=op.f("ck_decisions_administrative"),
        ),
        sa.CheckConstraint(
            "signer_role <> 'physician' OR (specialty IS NOT NULL AND trim(specialty) <> '')",
            name=op.f("ck_decisions_specialty"),
        ),
        sa.CheckConstraint(
            "signer_role = 'administrative' OR (licence IS NOT NULL AND trim(licence) <> '')",
            name=op.f("ck_decisions_licensed"),
        ),
        sa.CheckConstraint(
            "signer_role IN ('administrative', 'nurse', 'physician')",
            name=op.f("ck_decisions_signer_role"),
        ),
        sa.CheckConstraint(
            "trim(signer_name) <> '' AND trim(credential) <> ''",
            name=op.f("ck_decisions_named"),
        ),
        sa.CheckConstraint(
            "value IN ('approve', 'approve_modified', 'approve_partial', 'cancelled', 'contact_payer', 'deny_administrative', 'deny_insufficient_information', 'deny_medical_necessity', 'dismiss', 'no_auth_required', 'overturn', 'partial_overturn', 'pend_physician_review', 'pend_rfi', 'uphold')",
            name=op.f("ck_decisions_value"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_decisions_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["signer"], ["users.id"], name=op.f("fk_decisions_signer_users")
        ),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_decisions")),
        sa.UniqueConstraint(
            "case_id",
            "number",
            "signer_role",
            "provider_agreed",
            name=op.f("uq_decisions_case_id_number_signer_role_provider_agreed"),
        ),
    )
    op.create_table(
        "events",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("by_whom", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("recorded_at", columns.Utc(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "corrects IS NULL OR trim(note) <> ''", name=op.f("ck_events_reasoned")
        ),
        sa.CheckConstraint(
            "corrects IS NULL OR corrects < number", name=op.f("ck_events_corrects")
        ),
        sa.ForeignKeyConstraint(
            ["case_id", "corrects"],
            ["events.case_id", "events.number"],
            name=op.f("fk_events_case_id_corrects_events"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_events_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["users.id"], name=op.f("fk_events_recorded_by_users")
        ),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_events")),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("case_id", sa.String(length=64), nullable=True),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("created_at", columns.Utc(timezone=True), nullable=False),
        sa.Column("run_after", columns.Utc(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("most_attempts", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=120), nullable=True),
        sa.Column("lease_until", columns.Utc(timezone=True), nullable=True),
        sa.Column("finished_at", columns.Utc(timezone=True), nullable=True),
        sa.Column("step", sa.String(length=200), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state <> 'done' OR result IS NOT NULL", name=op.f("ck_jobs_result")
        ),
        sa.CheckConstraint(
            "state IN ('cancelled', 'done', 'failed', 'running', 'waiting')",
            name=op.f("ck_jobs_state"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["users.id"], name=op.f("fk_jobs_asked_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_jobs_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index(op.f("ix_jobs_case_id"), "jobs", ["case_id"], unique=False)
    op.create_index(
        "ix_jobs_state_lease_until", "jobs", ["state", "lease_until"], unique=False
    )
    op.create_index(
        "ix_jobs_state_run_after", "jobs", ["state", "run_after"], unique=False
    )
    op.create_table(
        "locks",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("since", columns.Utc(timezone=True), nullable=False),
        sa.Column("until", columns.Utc(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_locks_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_locks_user_id_users")
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_locks")),
    )
    op.create_table(
        "overrides",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("review", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=64), nullable=False),
        sa.Column("criterion", sa.String(length=120), nullable=False),
        sa.Column("original", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("reason_code", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", columns.Utc(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.CheckConstraint("trim(text) <> ''", name=op.f("ck_overrides_reasoned")),
        sa.ForeignKeyConstraint(
            ["by"], ["users.id"], name=op.f("fk_overrides_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_overrides_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_overrides")),
    )
    op.create_table(
        "papers",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", columns.Utc(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("rests_on", sa.Text(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_papers_number")),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_papers_by_users")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_papers_case_id_cases")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["blobs.sha256"], name=op.f("fk_papers_sha256_blobs")
        ),
        sa.PrimaryKeyConstraint(
            "case_id", "kind", "key", "number", name=op.f("pk_papers")
        ),
    )
    op.create_table(
        "decision_lines",
        sa.Column("case_id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.Column("signer_role", sa.String(length=64), nullable=False),
        sa.Column("provider_agreed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "NOT (value IN ('approve_modified', 'approve_partial', 'deny_insufficient_information', 'deny_medical_necessity', 'partial_overturn', 'uphold')) OR signer_role = 'physician' OR (value = 'approve_modified' AND provider_agreed)",
            name=op.f("ck_decision_lines_physician"),
        ),
        sa.CheckConstraint(
            "NOT (value IN ('deny_administrative', 'dismiss')) OR signer_role <> 'nurse'",
            name=op.f("ck_decision_lines_administrative"),
        ),
        sa.CheckConstraint(
            "value IN ('approve', 'approve_modified', 'approve_partial', 'cancelled', 'contact_payer', 'deny_administrative', 'deny_insufficient_information', 'deny_medical_necessity', 'dismiss', 'no_auth_required', 'overturn', 'partial_overturn', 'pend_physician_review', 'pend_rfi', 'uphold')",
            name=op.f("ck_decision_lines_value"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id", "number", "signer_role", "provider_agreed"],
            [
                "decisions.case_id",
                "decisions.number",
                "decisions.signer_role",
                "decisions.provider_agreed",
            ],
            name="fk_decision_lines_decisions",
        ),
        sa.PrimaryKeyConstraint(
            "case_id", "number", "line", name=op.f("pk_decision_lines")
        ),
    )

    for statement in triggers.create(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Take everything away; what was kept is lost."""
    op.drop_table("decision_lines")
    op.drop_table("papers")
    op.drop_table("overrides")
    op.drop_table("locks")
    op.drop_index("ix_jobs_state_run_after", table_name="jobs")
    op.drop_index("ix_jobs_state_lease_until", table_name="jobs")
    op.drop_index(op.f("ix_jobs_case_id"), table_name="jobs")
    op.drop_table("jobs")
    op.drop_table("events")
    op.drop_table("decisions")
    op.drop_index("ix_access_user_id_at", table_name="access")
    op.drop_index("ix_access_case_id_at", table_name="access")
    op.drop_table("access")
    op.drop_table("user_roles")
    op.drop_index(op.f("ix_sign_ins_user_id"), table_name="sign_ins")
    op.drop_table("sign_ins")
    op.drop_index("ix_cases_status_due_key_id", table_name="cases")
    op.drop_index("ix_cases_service_due_key_id", table_name="cases")
    op.drop_index("ix_cases_owner_due_key_id", table_name="cases")
    op.drop_index("ix_cases_due_key_id", table_name="cases")
    op.drop_table("cases")
    op.drop_table("users")
    op.drop_index("ix_login_attempts_login_at", table_name="login_attempts")
    op.drop_index("ix_login_attempts_address_at", table_name="login_attempts")
    op.drop_table("login_attempts")
    op.drop_table("blobs")
    op.drop_table("audit_head")
    op.drop_index(op.f("ix_audit_case_id"), table_name="audit")
    op.drop_table("audit")

    for statement in triggers.drop(op.get_bind().dialect.name):
        op.execute(statement)
