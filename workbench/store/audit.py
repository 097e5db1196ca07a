"""The audit log as it is read: rows of a case, the head, and whether all is whole.

``verify`` checks the chain of the log, and then that everything the log speaks of is
still what it was: papers and their content, events, overrides, decisions.  A record
that was changed, removed or slipped in is named by the row of the log that tells of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import func, select

from workbench.store import chain
from workbench.store.chain import AuditRow, Broken, Head
from workbench.store.facade import Work
from workbench.store.kept import against_log
from workbench.store.tables import audit, audit_head


class Verified(NamedTuple):
    """What a check found: how many rows there are, the head, and all that is wrong."""

    rows: int
    head: Head
    broken: tuple[Broken, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.broken

    @property
    def first(self) -> Broken | None:
        """The first thing that is wrong, by the number of its row."""
        return min(self.broken, default=None)


def head(work: Work) -> Head:
    """The end of the log as stored; its hash is what to note outside."""
    row = work.connection.execute(
        select(audit_head.c.seq, audit_head.c.hash).where(audit_head.c.id == 1)
    ).first()
    return Head(row.seq, row.hash) if row else Head(0, chain.EMPTY)


def rows(work: Work, case_id: str | None = None) -> Iterator[AuditRow]:
    """The rows of the log, or of one case, in order."""
    asked = select(audit).order_by(audit.c.seq)
    if case_id is not None:
        asked = asked.where(audit.c.case_id == case_id)
    streamed = asked.execution_options(yield_per=1000)
    with work.connection.execute(streamed) as found:
        for row in found:
            yield AuditRow(*(row._mapping[name] for name in AuditRow._fields))


def about(work: Work, object: str) -> Iterator[AuditRow]:
    """The rows about things whose name begins so (``user/``), in order."""
    asked = select(audit).where(audit.c.object.startswith(object, autoescape=True))
    for row in work.connection.execute(asked.order_by(audit.c.seq)):
        yield AuditRow(*(row._mapping[name] for name in AuditRow._fields))


def verify(
    work: Work, expected: str | None = None, *, records: bool = True
) -> Verified:
    """Check the whole log; ``expected`` is the hash of a head noted outside earlier.

    With ``records`` everything that the log speaks of is held against it too.
    """
    end = head(work)
    found = list(chain.check(rows(work), end, expected))
    if records:
        found += against_log(work, rows(work))
    count = select(func.count()).select_from(audit)
    return Verified(work.connection.execute(count).scalar_one(), end, tuple(found))
