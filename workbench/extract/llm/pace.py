"""When the next request may go: the user's limits per minute, the server's own word.

One pace is shared by all threads of a review, so a server that asks for a pause gets it
from all of them.  Clock and sleep are parameters, for tests that take no time.
"""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MINUTE = 60.0
AGAIN = (408, 409, 429, 500, 502, 503, 504, 529)
"""Answers after which the same request may go through."""


class Pace:
    """Requests and tokens per minute (None: no limit), and pauses that a server asks.

    Times are seconds.
    """

    def __init__(
        self,
        requests: int | None = None,
        tokens: int | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._requests = requests
        self._tokens = tokens
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._sent: deque[tuple[float, int]] = deque()
        self._until = 0.0

    def wait(self, tokens: int) -> None:
        """Return when a request of this many tokens may go, and count it."""
        while True:
            with self._lock:
                now = self._clock()
                delay = max(self._until - now, self._room(now, tokens))
                if delay <= 0:
                    self._sent.append((now, tokens))
                    return
            self._sleep(delay)

    def hold(self, seconds: float) -> None:
        """Let nobody ask for this long: the server said so."""
        with self._lock:
            self._until = max(self._until, self._clock() + seconds)

    def _room(self, now: float, tokens: int) -> float:
        """Seconds until the last minute has room; an outsize request goes alone."""
        while self._sent and self._sent[0][0] <= now - MINUTE:
            self._sent.popleft()
        if not self._sent:
            return 0.0
        full = self._requests is not None and len(self._sent) >= self._requests
        used = sum(size for _, size in self._sent)
        full = full or (self._tokens is not None and used + tokens > self._tokens)
        return self._sent[0][0] + MINUTE - now if full else 0.0


def retry_after(
    headers: Mapping[str, str], now: datetime | None = None
) -> float | None:
    """Seconds that a server asks to wait: milliseconds, seconds or an HTTP date."""
    try:
        if "retry-after-ms" in headers:
            return max(float(headers["retry-after-ms"]) / 1000, 0.0)
        said = headers.get("retry-after")
        if said is None:
            return None
        if said.strip().replace(".", "", 1).isdigit():
            return float(said)
        when = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max((when - (now or datetime.now(UTC))).total_seconds(), 0.0)


def pause_after(
    failures: int, asked: float | None, *, retries: int, longest: float
) -> float | None:
    """Seconds to wait after so many failures, or None when it is not worth it.

    What the server asks goes before.  Else pauses grow, and are uneven so that threads
    that failed together come back apart.
    """
    if failures > retries:
        return None
    own = 0.25 * 2**failures * random.uniform(0.75, 1.25)
    pause = own if asked is None else asked
    return None if pause > longest else pause
