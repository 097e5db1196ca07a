"""A birth date that stands bare on a report is never the day of the study."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source

NOTE = (
    "CLINIC NOTE\nPatient: Vella Quarrick   DOB 03/09/1971\nDate of visit: 05/01/2026\n"
)
REPORT = "MRI CERVICAL SPINE\n{head}\n\nC5-6: Severe right foraminal stenosis.\n"


def dates(head: str) -> list[str | None]:
    packet = read_packet(
        (
            Source("note.txt", NOTE.encode()),
            Source("mri.txt", REPORT.format(head=head).encode()),
        )
    )
    studies = RulesReader().read(packet).case.imaging_studies
    return [study.date for study in studies if study.kind == "mri"]


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Quarrick, Vella   03/09/1971   Exam 04/21/2026", "2026-04-21"),
        ("Quarrick, Vella   03/09/1971   04/21/2026", "2026-04-21"),
        ("Quarrick, Vella   03/09/1971", None),
        ("Exam 04/21/2026   Quarrick, Vella   1971-03-09", "2026-04-21"),
    ],
)
def test_a_bare_birth_date_dates_no_study(head: str, date: str | None) -> None:
    assert dates(head) == [date]
