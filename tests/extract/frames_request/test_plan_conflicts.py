"""The request against the plan of the notes, from the packet's text to the conflict."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.hazards import readable
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import review_packet

LEVEL = "level-differs-between-request-and-plan"
SIDE = "side-differs-between-request-and-plan"
ONLY_PLANNED = "level-only-in-plan"
FORM = """PRIOR AUTHORIZATION REQUEST
Patient: Odo Testerly   DOB: 01/02/1970
Date of request: 05/04/2026
Procedure: {}
"""
NOTE = """\f
OFFICE VISIT
Date of service: 05/01/2026
Patient: Odo Testerly
HPI: neck and arm pain since January 2026.
{}
"""
CASES = {
    "other side": ("Left C6-7 foraminotomy", "Plan: Right C6-7 foraminotomy.", SIDE),
    "one of both sides": (
        "Bilateral C6-7 foraminotomy",
        "Plan: left C6-7 foraminotomy.",
        SIDE,
    ),
    "fewer levels": ("ACDF C5-6, C6-7", "Plan: ACDF C5-6. Risks discussed.", LEVEL),
    "other level in a table": (
        "ACDF C5-6",
        "| Field | Entry |\n|---|---|\n| Assessment | C6 radiculopathy |\n"
        "| Plan | ACDF C6-7 |",
        LEVEL,
    ),
    "more levels": ("ACDF C5-6", "Plan: ACDF C4-5 and C5-6.", ONLY_PLANNED),
    "other procedure elsewhere": (
        "ACDF C5-6",
        "Plan: C6-7 disc arthroplasty.",
        ONLY_PLANNED,
    ),
    "earlier operation": (
        "ACDF C5-6",
        "PSH: ACDF C6-7 2019.\nPlan: I recommend ACDF C5-6.",
        None,
    ),
    "only considered": (
        "ACDF C5-6",
        "Plan: Continue PT. If no better, ACDF C4-5 could be considered.",
        None,
    ),
    "range": ("ACDF C4-5, C5-6", "Plan: ACDF C4-C6 with plating.", None),
    "resection and its fusion": (
        "C5 corpectomy, CPT 63081, 22554, 22585",
        "Plan: C5 corpectomy and C4-6 fusion with plate.",
        None,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_conflict(name):
    asked, planned, expected = CASES[name]
    text = FORM.format(asked) + NOTE.format(planned)
    packet = readable(read_packet((Source("packet.txt", text.encode()),)))

    found = review_packet(packet, RulesReader()).determination.conflicts

    kinds = [one.kind for one in found if one.kind in (LEVEL, SIDE, ONLY_PLANNED)]
    assert kinds == ([expected] if expected else [])
