"""The body of a clinical document that wraps another file instead of sections.

Systems wrap as base64, which gives a file of its own, and as plain text right in the
XML, which is the document's text.  A body that only points to a file elsewhere has
nothing to read, and says so.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import NamedTuple
from xml.etree.ElementTree import Element

from workbench.content import expressions as re
from workbench.errors import PacketError
from workbench.packet.decode import decode_text
from workbench.packet.formats.limits import MAX_XML_BYTES
from workbench.packet.formats.xml import attribute, child
from workbench.packet.sources import Source

_CODED = re.compile(r"[A-Za-z0-9+/=\s]{60,}")
_PACKED = {"DF": -zlib.MAX_WBITS, "ZL": zlib.MAX_WBITS, "GZ": zlib.MAX_WBITS | 16}
"""Ways of packing that the standard names, as zlib's windows."""


class Wrapped(NamedTuple):
    """What a body holds: text to be read in place, a file, or neither."""

    text: str = ""
    file: Source | None = None
    elsewhere: bool = False
    """Whether it only names a file that is not here."""


def wrapped(root: Element, name: str) -> Wrapped:
    """What the document wraps.  Raises PacketError for a damaged file."""
    text = child(root, "component", "nonXMLBody", "text")
    if text is None:
        return Wrapped()
    said = "".join(text.itertext())
    if not said.strip():
        return Wrapped(elsewhere=child(text, "reference") is not None)
    plain = (attribute(text, "mediaType") or "text/plain").lower() == "text/plain"
    if attribute(text, "representation") == "B64" or (
        not plain and _CODED.fullmatch(said)
    ):
        data = _unpacked(said, attribute(text, "compression"))
        if not data.strip():
            return Wrapped()
        if plain:
            return Wrapped(decode_text(data, where=name).text)
        return Wrapped(file=Source("body", data))
    if plain:
        return Wrapped(said)
    return Wrapped(file=Source("body", said.encode()))


def _unpacked(said: str, packing: str | None) -> bytes:
    try:
        data = base64.b64decode(said, validate=False)
        if packing is None:
            return data
        opened = zlib.decompressobj(_PACKED[packing])
        return opened.decompress(data, MAX_XML_BYTES)
    except (binascii.Error, ValueError, KeyError, zlib.error):
        raise PacketError("the file that it wraps is damaged") from None
