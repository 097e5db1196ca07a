"""What is told of texts, kept for those that were asked for lately.

A sentence is asked the same by many readers.  Looking its answer up is a step of a
dictionary, the quickest there is.  A table that has grown full is begun anew, and takes
over what is asked for again: words that every record holds are told once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_Asked = TypeVar("_Asked", str, bytes)
_Told = TypeVar("_Told")


class Remembered(dict[_Asked, _Told]):
    """``table[text]`` is what ``make`` tells of a text."""

    def __init__(self, make: Callable[[_Asked], _Told], most: int = 8192) -> None:
        super().__init__()
        self._make: Callable[[_Asked], _Told] = make
        self.most = most
        self._before: dict[_Asked, _Told] = {}
        """The table as it was when it had last grown full."""

    def clear(self) -> None:
        """Forget everything."""
        super().clear()
        self._before = {}

    def __missing__(self, text: _Asked) -> _Told:
        return self.known(text)

    def known(self, text: _Asked) -> _Told:
        """What is told of a text, and kept."""
        told = self.get(text)
        if told is None:
            if len(self) >= self.most:
                before = dict(self)
                self.clear()
                self._before = before
            told = self._before.get(text)
            if told is None:
                told = self._make(text)
            self[text] = told
        return told
