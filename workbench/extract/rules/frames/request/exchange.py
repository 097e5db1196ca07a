"""Requests as segments of an exchange (278): a service and the message after it.

    SV1*HC:64493:50*0*UN*1~
    MSG*L3-4 FACET JOINTS BILAT~
    SV1*HC:64494:50*0*UN*1~
    MSG*L4-5 FACET JOINTS BILAT~

The message tells of the service that stands right before it, so the two are one row.
Where some service has no message of its own, one message may tell of several; where
all messages stand before the services, each leads the one that comes next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import level_groups
from workbench.extract.rules.model import Cell, DocumentView, Sentence

_EXCHANGE = re.compile(r"\s*(?:ISA|GS|ST)[*|^]")
_SEGMENT = re.compile(r"(?P<tag>[A-Z][A-Z0-9]{1,2})[*|^](?P<said>[^~\n\r]{0,300})")
_SERVICE = re.compile(r"SV[1-5]")
_MESSAGE = frozenset({"MSG", "NTE", "K3"})


def with_services(document: DocumentView) -> DocumentView:
    """The document with each service of an exchange and its messages as one row."""
    if not _EXCHANGE.match(document.source.text):
        return document
    runs = list(_runs(document.source.text))
    if not any(messages for _, *messages in runs):
        placed = any(level_groups(service["said"]) for service, *_ in runs)
        runs = [] if placed else list(_led(document.source.text))
    elif not all(messages for _, *messages in runs):
        return document
    rows = [row for run in runs for row in _row(document, run)]
    kept = [
        one
        for one in document.sentences
        if not any(row.start <= one.start < row.end for row in rows)
    ]
    found = sorted([*kept, *rows], key=lambda one: one.start)
    return document.with_sentences(found)


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """The services of an exchange, each with the messages right behind it."""
    run: list[re.Match[str]] = []
    for segment in _SEGMENT.finditer(text):
        if run and segment["tag"] in _MESSAGE:
            run.append(segment)
            continue
        if run:
            yield run
        run = [segment] if _SERVICE.fullmatch(segment["tag"]) else []
    if run:
        yield run


def _led(text: str) -> Iterator[list[re.Match[str]]]:
    """The services that a message leads, each with the messages right before it.

    So a message of the whole event stands before its first service.
    """
    run: list[re.Match[str]] = []
    for segment in _SEGMENT.finditer(text):
        if segment["tag"] in _MESSAGE:
            run.append(segment)
        elif run and _SERVICE.fullmatch(segment["tag"]):
            yield [*run, segment]
            run = []


def _row(document: DocumentView, run: list[re.Match[str]]) -> Iterator[Sentence]:
    start, end = run[0].start(), run[-1].end()
    pattern = next((one for one in document.sentences if one.end > start), None)
    if pattern is None:
        return
    cells = tuple(
        Cell(one.start("said"), one.end("said"), one["said"], None) for one in run
    )
    block = replace(
        pattern.block,
        kind="row",
        start=start,
        end=end,
        label=None,
        checked=None,
        cells=cells,
    )
    yield Sentence(document.words(start, end), start, end, block)
