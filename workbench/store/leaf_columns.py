"""The columns of impact reports, kept in the store between two programs.

A column holds a byte for each single test on each requested line.  Its name is the hash
of the test as the policy words it, its cases are known by the hashes of their bytes,
and the whole stands under the stamp of the program's rules and vocabulary.  A changed
test, case or program therefore finds nothing old.  Numbers and hashes only; whatever is
missing or damaged is made anew.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from sqlalchemy import delete, select

from workbench.evals.impact import sheet as sheets
from workbench.evals.impact.sheet import Sheet
from workbench.store.engine import writing
from workbench.store.facade import Store
from workbench.store.tables import leaf_columns

_FAST = 1
"""How hard the bytes are packed: most repeat, and a committee waits."""


def kept(store: Store, stamp: str) -> Sheet | None:
    """The columns that a program of this stamp kept; None where there are none."""
    asked = select(leaf_columns.c.data).where(leaf_columns.c.stamp == stamp)
    with store.reading() as work:
        data = work.connection.execute(asked).scalar()
    if data is None:
        return None
    try:
        return sheets.parsed(zlib.decompress(data), stamp)
    except zlib.error:
        return None


def keep(store: Store, sheet: Sheet, stamp: str, first: Iterable[str]) -> None:
    """Keep the columns in place of all that were kept before.

    Of very many those named ``first`` stay.  Raises StoreError.
    """
    data = zlib.compress(sheets.as_bytes(sheet, stamp, first), _FAST)
    row = {"stamp": stamp, "at": store.clock(), "cases": sheet.cases, "data": data}
    with writing(store.engine) as connection:
        connection.execute(delete(leaf_columns))
        connection.execute(leaf_columns.insert(), row)
