"""Files that a record or message holds in itself, as letters of base64."""

from __future__ import annotations

import base64
import binascii

from workbench.packet.sources import Source

_LONGEST_NAME = 80


def held_file(title: str, letters: str) -> Source | None:
    """The file, named by its title but never by a path; None where it is damaged."""
    try:
        data = base64.b64decode(letters, validate=False)
    except (binascii.Error, ValueError):
        return None
    name = title.replace("/", "_").replace("\\", "_")[:_LONGEST_NAME]
    return Source(name or "attachment", data)
