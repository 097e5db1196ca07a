"""A process that adds notes to a case as fast as it can.

Run as ``python -m tests.store.busy_writer URL CASE COUNT NAME``.
"""

from __future__ import annotations

import sys

from workbench.store import correspondence
from workbench.store.facade import Store


def write_notes(store: Store, case_id: str, count: int, name: str) -> None:
    for number in range(count):
        with store.writing(by="nurse") as work:
            correspondence.add_note(work, case_id, f"{name} {number}")


if __name__ == "__main__":
    url, case_id, count, name = sys.argv[1:]
    store = Store.open(url)
    write_notes(store, case_id, int(count), name)
    store.close()
