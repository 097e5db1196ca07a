"""A server process whose reader, once it has begun, says so and then never ends.

Run as ``python -m tests.web.slow_server DB``: all of it is the server that people run,
but for the reader, which stands in the middle of a packet until the process is killed.
"""

from __future__ import annotations

import sys
import time

from workbench.extract.reader import Reading
from workbench.extract.rules.reader import RulesReader
from workbench.schema.packet import Packet
from workbench.web.server import Serving, run


class Stuck(RulesReader):
    """Begins to read a packet, says so, and does not come back."""

    def read(self, packet: Packet) -> Reading:
        print(f"reading {len(packet.documents)}", flush=True)  # noqa: T201
        time.sleep(600)
        raise AssertionError("nobody killed this process")


def started(address: str) -> None:
    print(address, flush=True)  # noqa: T201


if __name__ == "__main__":
    run(
        Serving(
            db=sys.argv[1],
            host="127.0.0.1",
            port=0,
            readers=1,
            reader=Stuck(),
            started=started,
        )
    )
