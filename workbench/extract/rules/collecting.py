"""Few collections of garbage while packets are read.

Reading makes many small objects, which are kept while the packet is read and free
themselves afterwards; looking through them for cycles again and again is a tenth of
the work and finds few.  While anybody reads, collections are rare, never off.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_RARELY = 400_000
"""Objects made and not yet freed after which garbage is collected."""
_lock = Lock()
_readers: list[tuple[int, int, int]] = []
"""The thresholds found by each who reads now; the first of them are put back."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Within, garbage is collected rarely; the last to leave puts back how it was."""
    with _lock:
        first, *rest = found = gc.get_threshold()
        _readers.append(_readers[0] if _readers else found)
        # A first threshold of nought means that somebody turned collection off.
        gc.set_threshold(first and max(first, _RARELY), *rest)
    try:
        yield
    finally:
        with _lock:
            before = _readers.pop()
            if not _readers:
                gc.set_threshold(*before)
