"""Content kept once under its sha256: files as they came, and papers as JSON.

A reference to a blob is its hash, so a paper that is in the audit log by its hash
cannot be exchanged unseen.  JSON is packed with zlib (about a tenth of its size);
files stay as they are.
"""

from __future__ import annotations

import zlib
from hashlib import sha256

from sqlalchemy import select

from workbench.store.errors import NotFound
from workbench.store.facade import Work
from workbench.store.tables import blobs

PACKINGS = ("none", "zlib")
"""How content can be packed."""


def keep(work: Work, data: bytes, *, pack: bool = False) -> str:
    """Keep the bytes and give their sha256; what is there already stays."""
    key = sha256(data).hexdigest()
    known = select(blobs.c.sha256).where(blobs.c.sha256 == key)
    if work.connection.execute(known).first() is None:
        work.connection.execute(
            blobs.insert(),
            {
                "sha256": key,
                "size": len(data),
                "packing": "zlib" if pack else "none",
                "data": zlib.compress(data, 6) if pack else data,
            },
        )
    return key


def fetch(work: Work, key: str) -> bytes:
    """The bytes of a hash.  Raises NotFound."""
    asked = select(blobs.c.packing, blobs.c.data).where(blobs.c.sha256 == key)
    row = work.connection.execute(asked).first()
    if row is None:
        raise NotFound(f"no content with the hash {key[:12]}")
    return unpacked(row.packing, row.data)


def unpacked(packing: str, data: bytes) -> bytes:
    """The bytes as they were handed in.  Raises zlib.error for damaged ones."""
    return zlib.decompress(data) if packing == "zlib" else bytes(data)
