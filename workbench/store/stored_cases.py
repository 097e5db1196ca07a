"""The cases of a store as an iterable, for rooms below that judge stored cases.

Each entry is the newest version of a Case with the request date of its newest review,
as ``workbench.evals.impact`` reads them; it can be gone through more than once.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, func, select

from workbench.evals.impact.store import Entry, Unread, entry
from workbench.store import blobs
from workbench.store.errors import NotFound
from workbench.store.facade import Store
from workbench.store.tables import cases, papers


class StoredCases:
    """All cases of a store that were read, by their numbers."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __iter__(self) -> Iterator[Entry]:
        newest = (
            select(
                papers.c.case_id,
                papers.c.kind,
                func.max(papers.c.number).label("number"),
            )
            .where(papers.c.kind == "review", papers.c.key == "")
            .group_by(papers.c.case_id, papers.c.kind)
            .subquery()
        )
        asked = (
            select(cases.c.number, papers.c.sha256)
            .join(papers, papers.c.case_id == cases.c.id)
            .join(
                newest,
                and_(
                    newest.c.case_id == papers.c.case_id,
                    newest.c.kind == papers.c.kind,
                    newest.c.number == papers.c.number,
                ),
            )
            .order_by(cases.c.number)
        )
        with self.store.reading() as work:
            for row in work.connection.execute(asked).all():
                name = f"case {row.number}"
                try:
                    found = entry(blobs.fetch(work, row.sha256), name)
                except NotFound:
                    found = Unread(name, "its content is gone")
                if found is not None:
                    yield found
