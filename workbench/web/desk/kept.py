"""Papers never change, so what was parsed once is kept ready by its hash."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """A small store of made values, the longest unused thrown out first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: dict[Hashable, Any] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key, made if it is not there.

        Two that ask at once may both make it; the values are the same.
        """
        with self._lock:
            if key in self._made:
                value: T = self._made.pop(key)
                self._made[key] = value
                return value
        value = make()
        with self._lock:
            self._made[key] = value
            while len(self._made) > self._most:
                del self._made[next(iter(self._made))]
        return value
