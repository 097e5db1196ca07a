"""A report that goes level by level without full stops is read line by line."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import ImagingStudy

HEAD = "MRI C-SPINE 08/04/2025      Quilla Madeup 02/14/1981\n"


def found(body: str) -> set[tuple[str, str | None, str | None, str]]:
    packet = read_packet((Source("film.txt", (HEAD + body).encode()),))
    studies: tuple[ImagingStudy, ...] = RulesReader().read(packet).case.imaging_studies
    return {
        (x.kind, x.level, x.side, x.assertion)
        for study in studies
        for x in study.findings
        if x.kind == "stenosis"
    }


@pytest.mark.parametrize("mark", [" ", "  ", ": ", " - "])
def test_a_normal_level_below_a_long_line_is_a_line_of_its_own(mark: str) -> None:
    body = (
        f"C4-5{mark}normal\n"
        f"C5-6{mark}right foraminal extrusion, severe right foraminal stenosis\n"
        f"C6-7{mark}normal\n"
    )
    read = found(body)

    assert ("stenosis", "C5-6", "right", "present") in read
    assert not any(level == "C6-7" and told == "present" for _, level, _, told in read)
    assert not any(level == "C5-6" and told == "absent" for _, level, _, told in read)


def test_a_sentence_that_breaks_before_a_level_goes_on() -> None:
    body = (
        "C5-6 disc osteophyte complex with severe right foraminal stenosis, and at\n"
        "C6-7 severe left foraminal stenosis.\n"
    )
    read = found(body)

    assert ("stenosis", "C5-6", "right", "present") in read
    assert ("stenosis", "C6-7", "left", "present") in read
