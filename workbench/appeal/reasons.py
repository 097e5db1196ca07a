"""The reasons that a denial states: which of its sentences, and what they speak of.

A sentence is a reason where its place says so (under "Rationale", in a list of
deficiencies, in a row that answers "no") or, in plain prose, where it finds something
missing or failing or lays down what is required, of a subject that the policy knows.
Rights, addresses, background and the patient's story are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.appeal.blocks import Piece, pieces
from workbench.appeal.subjects import Subjects
from workbench.appeal.words import words
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.values.severity import find_severities
from workbench.extract.rules.words.lexicon import load
from workbench.packet.text import DocumentText
from workbench.schema.appeal import Claim, GroundRole, Reason
from workbench.schema.packet import Document
from workbench.vocabulary.tables import procedures

SILENT = frozenset(
    {"background", "end", "rights", "reviewer", "history", "services", "met"}
)
REASONED = frozenset({"reason", "requirement", "criteria", "alternative"})
_SHORTEST = 12


def reasons(document: Document, subjects: Subjects) -> tuple[Reason, ...]:
    """The stated reasons of a denial, verbatim, in its own order."""
    source = DocumentText(document)
    found: dict[str, Reason] = {}
    for piece, role in _roles(pieces(source)):
        reason = _reason(piece, role, source, subjects)
        if reason is not None:
            found.setdefault(_folded(reason.text), reason)
    return tuple(found.values())


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _roles(parts: Sequence[Piece]) -> Iterator[tuple[Piece, str | None]]:
    """Each piece with its role; prose after "is denied because" gives reasons."""
    table = words("notice")
    opened = False
    above: str | None = None
    for piece in parts:
        if piece.kind == "heading":
            opened = opened and piece.role not in SILENT
            if piece.heading != above:
                opened = opened and heading_opens(piece.text)
            above = piece.heading
            opened = opened or _opens(piece.text)
            continue
        role = piece.role
        if role in (None, "outcome"):
            informs = bool(table.says("cues", "informs", piece.text))
            if _opens(piece.text):
                opened = True
            role = "reason" if opened and not informs else role
        yield piece, role


def _opens(text: str) -> bool:
    return bool(words("notice").says("cues", "opens_reasons", text))


def heading_opens(text: str) -> bool:
    """Whether reasons go on under this heading: it names an outcome or a subject."""
    return words("notice").first("headings", text) in (None, "outcome", "reason")


def _reason(
    piece: Piece, role: str | None, source: DocumentText, subjects: Subjects
) -> Reason | None:
    if role in SILENT or len(piece.text.strip()) < _SHORTEST:
        return None
    if piece.kind == "row":
        return _of_row(piece, source, subjects)
    says = words("notice").all("cues", piece.text)
    if "informs" in says or ("positive" in says and "negative" not in says):
        return None
    administrative = bool(
        words("notice").says("outcomes", "administrative", piece.text)
    )
    if subjects.quotes_policy(piece.text):
        return None
    criteria = _criteria(piece, role, subjects)
    if not criteria and not administrative and not _clinical(piece.text, subjects):
        return None
    if not _states(role, says, bool(criteria), administrative, piece.text):
        return None
    return Reason(
        text=source.cite(piece.start, piece.end).quote,
        role=_role(role, says, administrative and not criteria),
        claim=claim_of(says),
        at=source.cite(piece.start, piece.end),
        heading=piece.heading,
        criteria=criteria,
        levels=levels_of(piece.text) or levels_of(piece.heading),
        procedures=procedures_of(piece.text) or procedures_of(piece.heading),
    )


def _clinical(text: str, subjects: Subjects) -> bool:
    """Whether a sentence that fits no criterion at hand is about the care at all."""
    named = levels_of(text) or procedures_of(text) or find_severities(text)
    return bool(named) or subjects.clinical(text)


def _criteria(piece: Piece, role: str | None, subjects: Subjects) -> tuple[str, ...]:
    own = piece.heading if heading_speaks(piece.heading) else ""
    return subjects.of(piece.text, own)


def heading_speaks(heading: str) -> bool:
    """Whether a heading names a subject, and is not only a part of every notice."""
    return words("notice").first("headings", heading) in (None, "reason", "requirement")


def _states(
    role: str | None,
    says: frozenset[str],
    mapped: bool,
    administrative: bool,
    text: str,
) -> bool:
    if administrative:
        return True
    judged = bool(says & {"negative", "requirement", "failed"})
    if role in REASONED:
        verdict = words("notice").first("outcomes", text) is not None
        return mapped or (judged and not verdict)
    return judged and mapped


def _of_row(piece: Piece, source: DocumentText, subjects: Subjects) -> Reason | None:
    """A row of a table of criteria that answers no; rows of services are none."""
    marks = words("notice").plain["marks"]
    cells = [cell.strip(" .").lower() for cell in piece.cells]
    if len(cells) < 2 or not any(cell in marks["refused"] for cell in cells):
        return None
    criteria = subjects.of(piece.text)
    if not criteria:
        return None
    says = words("notice").all("cues", piece.text)
    return Reason(
        text=source.cite(piece.start, piece.end).quote,
        role="reason",
        claim="missing" if "missing" in says else "failed",
        at=source.cite(piece.start, piece.end),
        heading=piece.heading,
        criteria=criteria,
        levels=levels_of(piece.text),
        procedures=procedures_of(piece.text),
    )


def _role(role: str | None, says: frozenset[str], administrative: bool) -> GroundRole:
    if administrative:
        return "administrative"
    judged = says & {"negative", "failed"}
    if "alternative" in says or (role == "alternative" and not judged):
        return "alternative"
    asks = "requirement" in says and not judged
    if role == "requirement" or asks:
        return "requirement"
    return "reason"


def claim_of(says: frozenset[str]) -> Claim:
    """What a sentence claims of the record, by its cues."""
    if "failed" in says:
        return "failed"
    if "missing" in says and "negative" in says:
        return "missing"
    if "requirement" in says:
        return "asked"
    return "failed" if says & {"negative", "failed"} else "other"


def levels_of(text: str) -> tuple[str, ...]:
    """Interspaces named in a text; a range names each of its own."""
    return tuple(
        dict.fromkeys(level for one in find_levels(text) for level in one.interspaces)
    )


def procedures_of(text: str) -> tuple[str, ...]:
    """Procedure ids that a text names by their words."""
    lexicon = load("procedures")
    found = (one.attributes.get("as") for one in lexicon.find(text))
    return tuple(dict.fromkeys(name for name in found if name and name in _known()))


def _known() -> frozenset[str]:
    return frozenset(procedures().procedures)
