"""Papers of a therapy practice, told by its name: each visit under it is its record."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.packet.cues import Title
from workbench.packet.lines import RawLine
from workbench.packet.piece import Piece
from workbench.packet.titles import TITLE_LENGTH, is_content

_THERAPIST = re.compile(
    r"\b(?:(?:physical|physio|occupational|manual) ?-?therapy|physiotherapy"
    r"|chiropractic|rehab(?:ilitation)?)\b",
    re.IGNORECASE,
)
_PRESCRIBER = re.compile(
    r"\b(?:provider|author|seen by|clinician|physician|surgeon|doctor)\b ?:[ ]{0,4}"
    r"(?-i:[A-Z])[^:;|]{2,50}?[, ](?-i:M\.?D|D\.?O|N\.?P|FNP|APRN|P\.?A|PA-C)\b",
    re.IGNORECASE,
)
"""A head that names who saw the patient: no therapist, whatever the practice's name."""
_SIGNED = re.compile(
    r"\W{0,4}(?:electronically )?(?:signed(?: by)?\W{1,3})?(?:[A-Z][\w.'-]*,? ){1,4}"
    r"(?:M\.?D|D\.?O|N\.?P|FNP|APRN|P\.?A|PA-C)\b"
)
"""A prescriber's name that ends the paper."""
_HEAD, _FOOT = 8, 2
_COLUMNS = re.compile(r"\t|[ ]{3,}")
_VISIT = re.compile(
    r"\W{0,4}(?:\d{1,3}[.)]?(?:[ ]{2,}|\t|[ ]*\|[ ]*))?\W{0,4}"
    r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b"
)
"""The day of a visit, which its number may stand before."""
_VISITS = 3
_NAME_WORDS = 8


def of_therapist(lines: list[RawLine], pieces: list[Piece]) -> list[Piece]:
    """Notes under a therapy practice's letterhead are its records, each visit one.

    They hold until a document with a letterhead of its own, or of another kind.
    """
    found: list[Piece] = []
    inside = False
    for piece in pieces:
        kind = piece.title.kind if piece.title else None
        head = piece.start != piece.title_line
        goes_on = not head and kind in ("clinic-note", "therapy-record")
        inside = (inside and goes_on) or _names_therapist(lines, piece)
        if inside and kind == "clinic-note":
            piece = piece._replace(title=Title("therapy-record", True))
        elif kind is None and _is_therapists(lines, piece):
            piece = piece._replace(title=Title("therapy-record", False))
        found.append(piece)
    return found


def _names_therapist(lines: list[RawLine], piece: Piece) -> bool:
    """Whether the first line of a titled document, or its title, names a therapist."""
    end = piece.start if piece.title_line is None else piece.title_line + 1
    shown = (line.text for line in lines[piece.start : end] if is_content(line.text))
    first = next(shown, "")
    if not _THERAPIST.search(first[:TITLE_LENGTH]) or ":" in first:
        return False
    whole = [line.text[:TITLE_LENGTH] for line in lines[piece.start : piece.end]]
    foot = [text for text in whole if is_content(text)][-_FOOT:]
    if any(_SIGNED.match(text) for text in foot):
        return False
    return not any(_PRESCRIBER.search(text) for text in whole[:_HEAD])


def _is_therapists(lines: list[RawLine], piece: Piece) -> bool:
    """Whether an untitled text has a therapy practice's name over dated visits."""
    shown = [one.text for one in lines[piece.start : piece.end] if is_content(one.text)]
    name = _COLUMNS.split(shown[0].strip())[0][:TITLE_LENGTH] if shown else ""
    visits = sum(bool(_VISIT.match(text)) for text in shown)
    short = len(name.split()) <= _NAME_WORDS and ":" not in name
    return short and visits >= _VISITS and _THERAPIST.search(name) is not None
