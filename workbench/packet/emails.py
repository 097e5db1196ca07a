"""Heads of e-mails, which open a document: From, To and Subject close together."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.packet.cues import Cues
from workbench.packet.lines import RawLine

_LINES = 6
_FIELDS = 3
_REACH = 40
"""Characters of a line in which a field of the head is named."""


def is_email(lines: Sequence[RawLine], index: int, known: Cues) -> bool:
    """Whether the head of an e-mail stands from here."""
    near = [line.text[:_REACH] for line in lines[index : index + _LINES]]
    return sum(bool(known.email.search(text)) for text in near) >= _FIELDS


def email_start(lines: Sequence[RawLine], index: int, known: Cues) -> int:
    """The first line of an e-mail's head, which may begin with whom it goes to."""
    while index and lines[index - 1].page == lines[index].page:
        if not known.email.search(lines[index - 1].text[:_REACH]):
            break
        index -= 1
    return index
