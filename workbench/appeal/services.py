"""The services that a denial names, and what it says became of each.

Who requests and who denies name procedures in the same words, so the packet's own
reader of requests reads them: piece by piece, from those parts of the letter that name
what was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.appeal.blocks import Piece, heading_role, pieces
from workbench.appeal.reasons import levels_of, procedures_of
from workbench.appeal.words import words
from workbench.extract.rules.reader import RulesReader
from workbench.packet.text import DocumentText
from workbench.schema.appeal import DeniedService
from workbench.schema.case import RequestedProcedure
from workbench.schema.determination import LineRecommendation
from workbench.schema.packet import Document, Line, Packet

_NAMING = frozenset({None, "services", "outcome"})
_CODE = re.compile(r"\b(?:\d{5}|\d{4}T|G\d{4})\b")
_NEAR = 6
"""Lines below a service within which a labelled status speaks of it."""
_STATUS = ("outcome",)


def services(
    document: Document, overall: LineRecommendation
) -> tuple[DeniedService, ...]:
    """The services named, each with its own outcome or the letter's ``overall``."""
    source = DocumentText(document)
    parts = pieces(source)
    found: dict[tuple[str, str | None], DeniedService] = {}
    for place, piece, one in _requests(parts):
        outcome = outcome_of(piece.text) if piece.kind == "row" else None
        outcome = outcome or _below(piece, parts[place + 1 :], source) or overall
        service = DeniedService(
            procedure=one.kind,
            name=one.name,
            codes=one.codes,
            level=one.level or one.site,
            side=one.side,
            outcome=outcome,
            evidence=(source.cite(piece.start, piece.end),),
        )
        key = one.kind, service.level
        found[key] = _joined(found[key], service) if key in found else service
    return tuple(_placed(tuple(found.values())))


def _joined(first: DeniedService, second: DeniedService) -> DeniedService:
    """One service named twice: what one place leaves out the other fills."""
    return first.model_copy(
        update={
            "codes": tuple(dict.fromkeys((*first.codes, *second.codes))),
            "side": first.side or second.side,
            "evidence": (*first.evidence, *second.evidence),
        }
    )


def _requests(
    parts: Sequence[Piece],
) -> Iterator[tuple[int, Piece, RequestedProcedure]]:
    """Place, piece and procedure of every naming; judged ones where none is placed."""
    for test in (_names, lambda piece: _names(piece) or _judges(piece)):
        found = [
            (place, piece, one)
            for place, piece in enumerate(parts)
            if test(piece)
            for one in _read(piece)
        ]
        if any(one.level or one.site for _, _, one in found):
            break
    yield from found


def requested(document: Document) -> tuple[RequestedProcedure, ...]:
    """What the denial says was asked for, as requests that quote the denial."""
    source = DocumentText(document)
    found: dict[tuple[str, str | None], RequestedProcedure] = {}
    for _, piece, one in _requests(pieces(source)):
        quote = source.cite(piece.start, piece.end)
        found.setdefault(
            (one.kind, one.level or one.site),
            one.model_copy(update={"evidence": (quote,), "origin": "request"}),
        )
    placed = {one.kind for one in found.values() if one.level or one.site}
    kept = [
        one for one in found.values() if one.level or one.site or one.kind not in placed
    ]
    return tuple(
        one.model_copy(update={"id": f"RP{number}"})
        for number, one in enumerate(kept, 1)
    )


def _placed(found: Sequence[DeniedService]) -> Iterator[DeniedService]:
    """A procedure named without a level says nothing beside the same with one."""
    placed = {one.procedure for one in found if one.level}
    for one in found:
        if one.level or one.procedure not in placed:
            yield one


def _names(piece: Piece) -> bool:
    """Whether a piece may name what was asked for."""
    if piece.role in ("background", "end", "alternative", "rights"):
        return False
    if piece.kind == "row":
        return True
    if piece.kind == "heading":
        return bool(levels_of(piece.text))
    table = words("notice")
    if table.says("cues", "alternative", piece.text):
        return False
    if piece.role in ("reason", "requirement"):
        return _judges(piece) and bool(levels_of(piece.text))
    if piece.role not in _NAMING:
        return False
    asks = table.says("asks", "lead", piece.text) or outcome_of(piece.text)
    fragment = piece.text.rstrip()[-1:] not in ".!"
    return piece.role == "services" or bool(asks) or fragment


def _judges(piece: Piece) -> bool:
    """Whether a sentence of the reasons judges a procedure at a level."""
    table = words("notice")
    judged = table.first("outcomes", piece.text) is not None
    apart = table.says("cues", "alternative", piece.text)
    return piece.role == "reason" and judged and not apart


def _read(piece: Piece) -> tuple[RequestedProcedure, ...]:
    """The procedures that one piece names, those with a place before all others."""
    text = piece.text
    if piece.kind == "row":
        text = ", ".join(cell for cell in piece.cells if outcome_of(cell) is None)
    for one in (_asked(text), text):
        found = _requested(one)
        if any(item.level or item.site for item in found):
            break
    placed = {item.level for item in found if item.kind != "other"}
    return tuple(
        item for item in found if item.kind != "other" or item.level not in placed
    )


def _asked(text: str) -> str:
    """The part of a sentence that says what was asked for, without the verdict."""
    table = words("notice")
    leads = list(table.groups["asks"]["lead"].finditer(text))
    start = leads[0].end() if leads else 0
    turn = table.groups["asks"]["turn"].search(text, start + 8)
    return text[start : turn.start()] if turn else text[start:]


def _requested(text: str) -> tuple[RequestedProcedure, ...]:
    """What the reader of packets reads in a request of these words."""
    if not (levels_of(text) or _CODE.search(text) or procedures_of(text)):
        return ()
    line = Line(number=1, text=f"Requested procedure: {text}")
    document = Document(id="D1", kind="request-form", lines=(line,))
    packet = Packet(sha256="", sources=(), documents=(document,))
    found = RulesReader().read(packet).case.requested_procedures
    return tuple(item for item in found if item.assertion in ("present", "planned"))


def _below(
    piece: Piece, after: Sequence[Piece], source: DocumentText
) -> LineRecommendation | None:
    """The status that a label gives within a few lines, before the next service."""
    line = source.line_index(piece.start)
    for one in after:
        if source.line_index(one.start) - line > _NEAR:
            return None
        if procedures_of(one.text) and one.kind != "heading":
            return None
        if one.kind != "heading" and heading_role(one.heading) in _STATUS:
            found = outcome_of(one.text)
            if found:
                return found
    return None


def outcome_of(text: str) -> LineRecommendation | None:
    """The outcome that a sentence, cell or label states, if it states one."""
    says = words("notice").all("outcomes", text)
    if "not_medically_necessary" in says:
        return "not_medically_necessary"
    if "insufficient_information" in says:
        return "insufficient_information"
    if "denied" in says:
        return "not_medically_necessary"
    if "request_information" in says:
        return "request_information"
    return "approve" if "approve" in says else None
