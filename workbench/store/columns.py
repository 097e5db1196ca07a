"""Column types that mean the same on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator


class Utc(TypeDecorator[dt.datetime]):
    """A point in time, with its zone outside and in UTC inside.

    SQLite keeps no zone and gives back naive times; a naive time handed in is an
    error, since nobody can tell which hour it was.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        """To UTC; without a zone where the database keeps none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time is stored with its zone only")
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        """Back in UTC, said so."""
        if value is None:
            return None
        naive = value.tzinfo is None
        return value.replace(tzinfo=dt.UTC) if naive else value.astimezone(dt.UTC)
