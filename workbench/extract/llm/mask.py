"""The seam where identifiers leave the text before a model sees it, and come back.

A masker looks at the whole packet once and gives a mask.  Everything that a model sees
of a document goes through ``hide``; every string that a model writes goes through
``reveal`` before it is looked up in the document as it really stands.  The reader
between the two knows nothing of identifiers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from workbench.schema.packet import Document, Packet


class Mask(Protocol):
    """How the text of one packet is hidden, and how it is told again."""

    def hide(self, document: Document) -> Document:
        """The document as a model may see it: same id, same lines by number."""
        ...

    def reveal(self, text: str, document: str, lines: Sequence[int] = ()) -> str:
        """A string that a model wrote about document ``document``, in real words.

        Text that holds nothing hidden comes back unchanged.  ``lines`` are those that
        the model cites: of several places with the same masked words, the one meant.
        """
        ...


Masker = Callable[[Packet], Mask]


class Bare:
    """The mask that hides nothing: for endpoints that may have the text."""

    def hide(self, document: Document) -> Document:
        """The document itself."""
        return document

    def reveal(self, text: str, document: str, lines: Sequence[int] = ()) -> str:
        """The text itself."""
        return text


def bare(packet: Packet) -> Mask:
    """The masker that hides nothing."""
    return Bare()


def revealed(value: Any, mask: Mask, document: str) -> Any:
    """Plain data (as JSON gives it) with every string value in real words."""
    if isinstance(value, str):
        return mask.reveal(value, document)
    if isinstance(value, list):
        return [revealed(item, mask, document) for item in value]
    if isinstance(value, dict) and {"text", "lines"} == set(value):
        words = mask.reveal(value["text"], document, value["lines"])
        return value | {"text": words}
    if isinstance(value, dict):
        return {key: revealed(item, mask, document) for key, item in value.items()}
    return value
