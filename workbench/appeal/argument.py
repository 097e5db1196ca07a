"""The appellant's letter read: its arguments one by one, verbatim, and who writes.

An argument is a run of sentences of one paragraph that speak of the same criterion, or
a point of procedure.  What it says of the patient is an assertion: it is answered, and
it meets no criterion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from workbench.appeal.blocks import Piece, pieces
from workbench.appeal.reasons import levels_of, procedures_of
from workbench.appeal.subjects import Subjects
from workbench.appeal.words import words
from workbench.extract.rules.values.dates import find_dates
from workbench.packet.text import DocumentText
from workbench.schema.appeal import AppealLetter, Reason
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Document, summarise
from workbench.schema.partial_date import PartialDate, is_exact

Appellant = Literal["member", "practitioner", "representative", "unknown"]
_HEAD = 10


def read_appeal(document: Document, subjects: Subjects) -> AppealLetter:
    """The arguments of an appeal letter, who makes them and whether time presses."""
    source = DocumentText(document)
    parts = [one for one in pieces(source) if not _skipped(one)]
    return AppealLetter(
        documents=(summarise(document),),
        date=_date(document),
        appellant=_appellant(source.text),
        expedited=_first(parts, source, "expedited"),
        reasons=tuple(_arguments(parts, source, subjects)),
    )


def _skipped(piece: Piece) -> bool:
    return piece.kind == "heading" or bool(
        words("argument").says("letter", "skip", piece.text)
    )


def _arguments(
    parts: Sequence[Piece], source: DocumentText, subjects: Subjects
) -> Iterator[Reason]:
    run: list[Piece] = []
    about: tuple[str, ...] = ()
    for piece in parts:
        point = words("argument").first("procedural", piece.text)
        criteria = () if point else subjects.of(piece.text)
        goes_on = run and piece.block == run[-1].block and piece.kind != "item"
        if goes_on and criteria and criteria[:1] == about[:1]:
            run.append(piece)
            about = tuple(dict.fromkeys((*about, *criteria)))
            continue
        if run:
            yield _argument(run, about, source)
        run, about = ([piece], criteria) if criteria else ([], ())
        if point:
            yield _procedural(piece, source)
    if run:
        yield _argument(run, about, source)


def _argument(
    run: Sequence[Piece], criteria: tuple[str, ...], source: DocumentText
) -> Reason:
    at = source.cite(run[0].start, run[-1].end)
    return Reason(
        text=at.quote,
        role="argument",
        claim="other",
        at=at,
        criteria=criteria,
        levels=levels_of(at.quote),
        procedures=procedures_of(at.quote),
    )


def _procedural(piece: Piece, source: DocumentText) -> Reason:
    at = source.cite(piece.start, piece.end)
    return Reason(text=at.quote, role="procedural", claim="other", at=at)


def points_of(text: str) -> frozenset[str]:
    """The points of procedure that an argument makes, by ``data/argument.yaml``."""
    return words("argument").all("procedural", text)


def _first(parts: Sequence[Piece], source: DocumentText, name: str) -> Evidence | None:
    for piece in parts:
        if words("argument").says("letter", name, piece.text):
            return source.cite(piece.start, piece.end)
    return None


def _appellant(text: str) -> Appellant:
    table = words("argument")
    kinds: tuple[Appellant, ...] = ("representative", "member", "practitioner")
    for kind in kinds:
        if table.says("letter", f"appellant_{kind}", text):
            return kind
    return "unknown"


def _date(document: Document) -> PartialDate | None:
    head = [line.text for line in document.lines if line.text.strip()][:_HEAD]
    for line in head:
        for found in find_dates(line):
            if is_exact(found.value) and "birth" not in line.lower():
                return found.value
    return document.date
