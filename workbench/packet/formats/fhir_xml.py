"""FHIR in its XML form: turned into the same objects as the JSON form, then read alike.

Source: the XML and JSON representations of FHIR R4 and R5 (hl7.org/fhir/xml.html).
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, tostring

from workbench.packet.formats.fhir import converted
from workbench.packet.formats.model import Converted, Progress
from workbench.packet.formats.xml import local, parse

_BOOLEANS = {"true": True, "false": False}
_RESOURCES = {"resource", "contained"}


def read(data: bytes, *, name: str, progress: Progress) -> Converted:
    """A resource's or bundle's lines.  Raises PacketError for broken XML."""
    root = parse(data, name, "this FHIR XML file")
    return converted([("", _resource(root))], name)


def _resource(element: Element) -> dict[str, Any]:
    return {"resourceType": local(element), **_object(element)}


def _object(element: Element) -> dict[str, Any]:
    """An element's children as keys; those that repeat as lists."""
    found: dict[str, Any] = {}
    for key in ("id", "url"):
        own = element.get(key)
        if own is not None:
            found[key] = own
    for child in element:
        name, value = local(child), _value(child)
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found


def _value(element: Element) -> Any:
    name = local(element)
    if name == "div":
        return tostring(element, encoding="unicode", default_namespace=None)
    if name in _RESOURCES and len(element) and not element.get("value"):
        return _resource(element[0])
    value = element.get("value")
    if value is None or len(element):
        return _object(element)
    return _BOOLEANS.get(value, value)
