"""A few lines of a record, taken through reading and evaluation to one status."""

from __future__ import annotations

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import read_case, review_case
from workbench.schema.case import Case, RequestedProcedure
from workbench.schema.evidence import Evidence
from workbench.schema.review import Review

NOTE = "CLINIC NOTE\nDate of service: 05/20/2026\nProvider: A. Test, MD\n\n"
HISTORY = (
    "HPI: Neck pain radiating to the right arm with numbness of the right thumb. "
    "Right biceps strength 4+/5.\n"
)
_REQUEST_DATE = "2026-06-01"
_FORM = (Evidence(document="D1", lines=(1,), quote="form"),)


def case_of(text: str) -> Case:
    """The facts of one pasted text."""
    packet = read_packet((Source("record.txt", text.encode()),))
    return read_case(packet, RulesReader()).case


def _review(text: str, procedure: str) -> Review:
    asked = RequestedProcedure(
        id="Q1", kind=procedure, level="C5-6", codes=("1",), evidence=_FORM
    )
    case = case_of(text).model_copy(update={"requested_procedures": (asked,)})
    return review_case(
        case, policy="cervical-spine-surgery", request_date=_REQUEST_DATE
    )


def waiver_of(text: str, waiver: str) -> str:
    """The status of a waiver for a fusion asked for at C5-6."""
    found = _review(text, "acdf").determination.waivers
    return next(item.status for item in found if item.id == waiver)


def status_of(text: str, criterion: str, procedure: str) -> str:
    """The status of a criterion for one procedure asked for at C5-6."""
    review = _review(text, procedure)
    line = review.determination.lines[0]
    return next(item.status for item in line.criteria if item.id == criterion)


def report(kind: str, findings: str, note: str) -> str:
    """A clinic note and the report of one study."""
    return (
        f"{NOTE}{HISTORY}{note}\n\f"
        f"RADIOLOGY REPORT\nEXAM: {kind}\nDATE OF EXAM: 05/15/2026\n"
        f"FINDINGS:\n{findings}\nRead by: A. Quill, MD\n"
    )
