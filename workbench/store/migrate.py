"""Bringing a database to the tables of this program, and saying whether it is there.

The scripts stand in ``workbench/store/migrations`` and travel in the wheel; there is no
ini file.
"""

from __future__ import annotations

import io
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, text

from workbench.errors import StoreError
from workbench.store.engine import reading, shown, writing

SCRIPTS = Path(__file__).with_name("migrations")
_LOCK = 7_203_114_561
"""Any number that is ours: two programs that start at once migrate in turn."""


def _config(connection: Connection | None = None) -> Config:
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The revision that this program needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def revision(connection: Connection) -> str | None:
    """The revision that a database has; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def must_be_store(engine: Engine) -> None:
    """Raises StoreError when a database has not the tables of a store."""
    with reading(engine) as connection:
        if revision(connection) is None:
            raise StoreError(
                "this database is no store of the workbench",
                where=shown(engine.url),
                fix="name the database that `workbench serve` uses",
            )


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the database up to date; does nothing when it is.

    Raises StoreError when the database is newer than the program.
    """
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(
                text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK}
            )
        known = ScriptDirectory.from_config(_config())
        found = revision(connection)
        if found == newest() and to == "head":
            return
        if found and found not in {one.revision for one in known.walk_revisions()}:
            raise StoreError(
                f"the store has the tables of a newer program (revision {found})",
                where=shown(engine.url),
                fix="upgrade the program, or open the store that belongs to it",
            )
        command.upgrade(_config(connection), to)


def downgrade(engine: Engine, to: str = "base") -> None:
    """Take tables back to an older revision; what only the newer ones hold is lost."""
    with writing(engine) as connection:
        command.downgrade(_config(connection), to)


def drift(engine: Engine) -> str | None:
    """What the tables of a database have that the program's lack, or the reverse."""
    with writing(engine) as connection:
        try:
            command.check(_config(connection))
        except CommandError as error:
            return str(error)
    return None
