"""XML parsed without entities, document types or outside parts, and small helpers.

``defusedxml`` refuses what makes XML dangerous; size and depth are bounded here.
"""

from __future__ import annotations

import io
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from workbench.errors import PacketError
from workbench.packet.formats.limits import MAX_XML_BYTES, MAX_XML_DEPTH, MEGABYTE


def parse(data: bytes, name: str, what: str) -> Element:
    """The root element of XML bytes; ``what`` names the part in messages.

    Raises PacketError for XML that is broken, too large, too deep or declares entities.
    """
    if len(data) > MAX_XML_BYTES:
        raise PacketError(
            f"{what} is larger than {MAX_XML_BYTES // MEGABYTE} MB",
            where=name,
            fix="split the file, or print it to PDF",
        )
    depth = 0
    root: Element | None = None
    try:
        for event, element in iterparse(
            io.BytesIO(data), ("start", "end"), forbid_dtd=False
        ):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if depth > MAX_XML_DEPTH:
                raise PacketError(
                    f"{what} nests more than {MAX_XML_DEPTH} elements", where=name
                )
    except DefusedXmlException:
        raise PacketError(
            f"{what} declares XML entities or outside parts, which no record needs",
            where=name,
            fix="have it written again without a document type",
        ) from None
    except (ParseError, ValueError, LookupError):
        raise PacketError(
            f"{what} is no well-formed XML", where=name, fix="send or save it again"
        ) from None
    if root is None:
        raise PacketError(f"{what} is empty", where=name)
    return root


def local(element: Element) -> str:
    """An element's name without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute's value, whatever its namespace."""
    if element is None:
        return None
    direct = element.get(name)
    if direct is not None:
        return direct
    ending = "}" + name
    return next((v for k, v in element.attrib.items() if k.endswith(ending)), None)


def child(element: Element | None, *names: str) -> Element | None:
    """The first element down a path of local names, or None."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def children(element: Element | None, name: str) -> list[Element]:
    """The child elements of a local name."""
    return [] if element is None else [one for one in element if local(one) == name]
