"""The request's own day where no label states it."""

from __future__ import annotations

import pytest

from workbench.extract.grounding import quote_in_packet
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source

LETTER = """\
MADE-UP NEUROSURGERY, P.C.
                                        19-OCT-2026
Medical Director, Pre-Service Review

Dear Colleague:

I request authorization for anterior cervical discectomy and fusion at C5-C6 (22551).

Sincerely,
A. Faker, MD
"""
SHEET = """\
>>> PRECERT RQ >>>   10.13.26
pt: Sample, Jubal   63 M
Procedure: ACDF C5/6      22551
"""
NOTE = """\
OFFICE VISIT NOTE
Date of service: 10/08/2026
Plan: We are requesting authorization for ACDF C5-6.
"""

BOXED = """\
TREATMENT AUTHORIZATION REQUEST
Employee      SAMPLE, Jubal     DOB 03/23/1982
Date of inj.  12/04/2025
Date of request  05/06/2026     [X] new request   [ ] resubmission
Procedure: ACDF C5/6      22551
"""
INJURED = BOXED.replace("Date of request  05/06/2026     ", "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (BOXED, "2026-05-06"),
        (INJURED, None),
        (LETTER, "2026-10-19"),
        (SHEET, "2026-10-13"),
        (LETTER.replace("19-OCT-2026", "Oct-19-2026"), "2026-10-19"),
        (LETTER.replace("19-OCT-2026", ""), None),
        (NOTE, None),
    ],
)
def test_the_asking_document_dates_the_request(text: str, day: str | None) -> None:
    packet = read_packet((Source("packet.txt", text.encode()),))

    case = RulesReader().read(packet).case

    assert case.requested_procedures
    assert case.request.date == day
    assert all(quote_in_packet(packet, item) for item in case.request.evidence)
