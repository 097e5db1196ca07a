"""FHIR JSON (a bundle, one resource, or NDJSON) as documents that people can read.

Resources are grouped as a record would hold them: the request, questionnaires, problem
list, results, procedures, reports.  Each line keeps the path of the element that it
says.  Files inside resources come back as parts; an address is never fetched.  What a
server marks as entered in error is named as such and its content is not shown.
"""

from __future__ import annotations

import json
from typing import Any

from workbench.content import expressions as re
from workbench.errors import PacketError
from workbench.packet.decode import decode_text
from workbench.packet.formats.fhir_documents import OTHERS, write_all
from workbench.packet.formats.fhir_record import Record
from workbench.packet.formats.limits import MAX_JSON_DEPTH
from workbench.packet.formats.model import Converted, Progress

MAX_RESOURCES = 50_000
_NESTING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\Z)|[{}\[\]]', re.DOTALL)
"""A string, to its end or that of the text, or a bracket outside of one."""


def read(data: bytes, *, name: str, progress: Progress) -> Converted:
    """A bundle's documents as lines.  Raises PacketError for broken JSON."""
    decoded = decode_text(data, where=name)
    made = converted(_resources(decoded.text, name), name)
    if made.lines and all(one.text.strip() in ("", OTHERS) for one in made.lines):
        # Another program's JSON with a type of its own: shown as it is written.
        return Converted(
            decoded.encoding, (), damaged=decoded.damaged, text=decoded.text
        )
    return made


def converted(found: list[tuple[str, Any]], name: str) -> Converted:
    """The lines of resources, each with the path at which it stands."""
    record = Record(name)
    for path, value in found:
        record.gather(path, value, 0)
    if not record.resources:
        raise PacketError("it holds no FHIR resource", where=name)
    if len(record.resources) > MAX_RESOURCES:
        raise PacketError(f"it holds more than {MAX_RESOURCES} resources", where=name)
    lines = write_all(record)
    return Converted("fhir", lines.done(), tuple(record.flags), tuple(record.parts))


def _resources(text: str, name: str) -> list[tuple[str, Any]]:
    _check_depth(text, name)
    try:
        return [("", json.loads(text))]
    except ValueError:
        # One resource per line (NDJSON), as bulk exports write them.
        pass
    except RecursionError:
        raise PacketError("it is nested too deep", where=name) from None
    found: list[tuple[str, Any]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append((f"line[{number}]", json.loads(line)))
        except ValueError:
            raise PacketError(
                f"its JSON is broken or cut off (line {number})",
                where=name,
                fix="export it again",
            ) from None
    return found


def _check_depth(text: str, name: str) -> None:
    """Raise PacketError when objects and lists lie too deep, before they are built."""
    depth = 0
    for match in _NESTING.finditer(text):
        token = match.group()
        if token in "{[":
            depth += 1
            if depth > MAX_JSON_DEPTH:
                raise PacketError(
                    f"it nests more than {MAX_JSON_DEPTH} objects", where=name
                )
        elif token in "}]":
            depth -= 1
