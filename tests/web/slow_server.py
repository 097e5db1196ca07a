"""A server process as people run it, whose reader can get stuck in the middle.

Run as ``python -m tests.web.slow_server DB``: the reader says that it has begun and
stands in the middle of the packet until the process is killed; with ``--finish`` it
reads as ever.
"""

from __future__ import annotations

import datetime as dt
import sys
import time

from workbench.extract.reader import Reading
from workbench.extract.rules.reader import RulesReader
from workbench.schema.packet import Packet
from workbench.web.server import Serving, run

LEASE = dt.timedelta(seconds=1)


class Stuck(RulesReader):
    """Begins to read a packet, says so, and does not come back."""

    def read(self, packet: Packet) -> Reading:
        """Read a part, and wait there for the end of the process."""
        super().read(packet.model_copy(update={"documents": packet.documents[:1]}))
        print("reading", flush=True)  # noqa: T201
        time.sleep(600)
        raise AssertionError("nobody killed this process")


def _started(address: str) -> None:
    print(address.strip("/"), flush=True)  # noqa: T201


if __name__ == "__main__":
    run(
        Serving(
            db=sys.argv[1],
            host="127.0.0.1",
            port=0,
            readers=1,
            reader=RulesReader() if "--finish" in sys.argv else Stuck(),
            lease=LEASE,
            started=_started,
        )
    )
