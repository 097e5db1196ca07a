"""Records put together: the packet of the denial, what came with the appeal, letters.

Document numbers go on from one to the next, so that a quote of any of them names one
place.  The letters of the two sides are kept apart from the records: an argument is no
finding, and nothing that only a letter says reaches the evaluator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

from workbench.appeal.words import words
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.packet import (
    Document,
    DocumentKind,
    Line,
    Packet,
    PacketFlag,
)

_NEW = "new/"
_APPEAL = "appeal/"


class Records(NamedTuple):
    """The packet as first reviewed, all records together, and the letters.

    ``new`` are the ids of the documents that the first review did not have.
    """

    original: Packet
    together: Packet
    new: tuple[str, ...]
    appeal: Document | None
    denial: Document | None


def gather(
    original: Sequence[Source],
    denial: Sequence[Source] = (),
    appeal: Sequence[Source] = (),
    new: Sequence[Source] = (),
) -> Records:
    """All files of an appeal as records and letters.

    A file sent again byte for byte is not new.  What follows the signature in the
    appeal's own file was enclosed with it and counts among the records.  Raises
    PacketError when a part holds nothing that can be read.
    """
    first = read_packet(tuple(original))
    known = {_hash(one) for one in (*original, *denial, *appeal)}
    fresh = [one for one in new if _hash(one) not in known]
    sent = (*_named(_NEW, fresh), *_named(_APPEAL, appeal))
    whole = read_packet((*original, *sent)) if sent else first
    argued, records = _apart(whole.documents)
    old = len(first.documents)
    numbered = tuple(
        one.model_copy(update={"id": f"D{number}"})
        for number, one in enumerate(records, 1)
    )
    moved = {was.id: now.id for was, now in zip(records, numbered, strict=True)}
    following = len(numbered) + 1
    letter = None
    if argued:
        letter = one_of(argued, f"D{following}")
        following += 1
    denied = None
    if denial:
        read = read_packet(tuple(denial))
        denied = one_of(read.documents, f"D{following}")
    return Records(
        original=first,
        together=whole.model_copy(
            update={"documents": numbered, "flags": _moved(whole.flags, moved)}
        ),
        new=tuple(one.id for one in numbered[old:]),
        appeal=letter,
        denial=denied,
    )


def one_of(
    documents: Sequence[Document], name: str, kind: DocumentKind = "letter"
) -> Document:
    """Documents that a reader of packets cut apart, as the one letter that they are."""
    lines: list[Line] = []
    page = 0
    for document in documents:
        last = page
        for line in document.lines:
            number = len(lines) + 1
            lines.append(
                line.model_copy(update={"number": number, "page": line.page + last})
            )
        page = last + document.pages
    return documents[0].model_copy(
        update={"id": name, "kind": kind, "lines": tuple(lines), "pages": max(page, 1)}
    )


def alone(document: Document) -> Packet:
    """A packet of one letter, to be read by itself."""
    return Packet(sha256=_text_hash(document), sources=(), documents=(document,))


def _text_hash(document: Document) -> str:
    text = "\n".join(line.text for line in document.lines)
    return sha256(text.encode()).hexdigest()


def _hash(source: Source) -> bytes:
    return sha256(source.data).digest()


def _named(prefix: str, sources: Iterable[Source]) -> list[Source]:
    return [Source(f"{prefix}{one.name}", one.data) for one in sources]


def _apart(
    documents: Sequence[Document],
) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
    """The appellant's letter, and the records: its file up to the signature, the rest.

    A file without a signature is a letter to its end.
    """
    own = [one for one in documents if one.source.startswith(_APPEAL)]
    signed = next(
        (place for place, one in enumerate(own) if _signed(one)), len(own) - 1
    )
    letter = tuple(own[: signed + 1])
    return letter, tuple(one for one in documents if one not in letter)


def _signed(document: Document) -> bool:
    pattern: re.Pattern[str] = words("argument").groups["letter"]["closing"]
    return any(pattern.search(line.text) for line in document.lines)


def _moved(
    flags: Sequence[PacketFlag], moved: dict[str, str]
) -> tuple[PacketFlag, ...]:
    """Flags with the new numbers of their documents; those of letters fall away."""
    kept = []
    for flag in flags:
        places = [one.document for one in flag.evidence]
        if all(place in moved for place in places):
            evidence = tuple(
                one.model_copy(update={"document": moved[one.document]})
                for one in flag.evidence
            )
            kept.append(flag.model_copy(update={"evidence": evidence}))
    return tuple(kept)
