"""Dictated letters: prose that says itself what it goes on with."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Case


def read(text: str) -> Case:
    return RulesReader().read(read_packet((Source("a.txt", text.encode()),))).case


LETTER = """\
Clinic date: 14 April 2026
Dear Dr Placeholder,
Re: Mr Testy Sample
Diagnosis:   Left C7 radiculopathy
Plan:        C6/7 disc replacement

{opening} this man, who has left arm pain into the middle finger. He took
naproxen 500 mg daily from 3 November 2025 to 19 January 2026.

Past history: appendicectomy 1996.

{exam} the left triceps was 4+/5. Hoffmann's is negative.

{after} a disc replacement, and a mobile segment with healthy facets suits it.

Yours sincerely,
Mr A Faker
"""


@pytest.mark.parametrize("opening", ["Thank you for asking me to see", "I reviewed"])
@pytest.mark.parametrize("exam", ["On examination", "On neurological examination,"])
@pytest.mark.parametrize("after", ["I have discussed", "We discussed"])
def test_prose_goes_on_under_what_it_says_itself(
    opening: str, exam: str, after: str
) -> None:
    case = read(LETTER.format(opening=opening, exam=exam, after=after))
    strength = [one for one in case.exam_findings if one.kind == "strength"]
    drugs = [one.status for one in case.treatments if one.kind == "nsaid"]

    assert [(one.grade, one.assertion) for one in strength] == [("4+", "present")]
    assert drugs == ["done"]
    assert case.imaging_studies == ()


def test_mr_before_a_name_is_no_study_and_mr_of_the_neck_is_one() -> None:
    case = read(
        "OFFICE NOTE\nDate of service: 03/03/2026\nHPI: Mr Sample saw Mr Faker.\n"
        "Imaging: MR cervical spine 02/02/2026: severe stenosis at C5-6.\n"
    )

    assert [(one.kind, one.date) for one in case.imaging_studies] == [
        ("mri", "2026-02-02")
    ]


def test_a_mobile_segment_is_not_an_unstable_one() -> None:
    case = read(
        "OFFICE NOTE\nDate of service: 03/03/2026\nImaging: Flexion and extension "
        "views 02/02/2026: a mobile segment at C5-6, no instability.\n"
    )
    told = [
        one.assertion
        for study in case.imaging_studies
        for one in study.findings
        if one.kind == "instability"
    ]

    assert "present" not in told
