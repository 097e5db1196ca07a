"""A server process as people run it, that can get stuck in any step of reading.

Run as ``python -m tests.web.slow_server DB STEP``: in that step it says that it has
begun, and stands there until the process is killed; without a step it reads as ever.
``read`` is stuck with the first file read, ``extract`` with the first document read,
``keep`` with everything done and nothing written, ``evaluate`` before the last step.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from workbench.extract.reader import Progress, Reading
from workbench.extract.rules.reader import RulesReader
from workbench.packet.sources import Source
from workbench.schema.packet import Packet
from workbench.schema.review import Review
from workbench.store import tasks
from workbench.store.facade import Work
from workbench.store.papers import Paper
from workbench.web.server import Serving, run

LEASE = dt.timedelta(seconds=1)


def stand() -> NoReturn:
    """Say that the middle of the step is reached, and wait for the end."""
    print("stuck", flush=True)  # noqa: T201
    time.sleep(600)
    raise AssertionError("nobody killed this process")


class Stuck(RulesReader):
    """Begins to read a packet, says so, and does not come back."""

    def read_telling(self, packet: Packet, progress: Progress) -> Reading:
        """Read a part, and wait there for the end of the process."""
        part = packet.model_copy(update={"documents": packet.documents[:1]})
        super().read_telling(part, progress)
        stand()


def _stuck_in(step: str) -> None:
    """Put the place to stand into the step's own code."""
    if step == "read":
        read: Callable[..., Packet] = tasks.read_packet

        def reading(sources: tuple[Source, ...], told: Any) -> Packet:
            read(sources[:1], told)
            stand()

        tasks.read_packet = reading
    if step == "keep":

        def keeping(work: Work, case_id: str, review: Review, **more: Any) -> Paper:
            # The Case stands in the same transaction already, and is not committed.
            stand()

        tasks.readings.put_review = keeping  # type: ignore[assignment]
    if step == "evaluate":

        def evaluating(*args: Any, **more: Mapping[str, Any]) -> Review:
            stand()

        tasks.review_case = evaluating


def _started(address: str) -> None:
    print(address.strip("/"), flush=True)  # noqa: T201


if __name__ == "__main__":
    step = sys.argv[2] if len(sys.argv) > 2 else ""
    _stuck_in(step)
    run(
        Serving(
            db=sys.argv[1],
            host="127.0.0.1",
            port=0,
            readers=1,
            reader=Stuck() if step == "extract" else RulesReader(),
            lease=LEASE,
            started=_started,
        )
    )
