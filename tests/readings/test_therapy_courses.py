"""A therapist's own record that tells its course in one line, whatever the labels."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.schema.case import Treatment


def _therapy(text: str) -> list[Treatment]:
    return [one for one in case_of(text).treatments if one.kind == "physical-therapy"]


@pytest.mark.parametrize(
    "text",
    [
        "PHYSIO CARD - Elmside\nNeck / R arm\nFirst 13/4/26   Last 29/5/26   12 seen\n"
        "Ex: deep flexors, home sheet\nNo response. D/C to consultant.\n",
        "ELMSIDE PHYSICAL THERAPY\nDiagnosis: cervical radiculopathy, right\n"
        "Dates of care: 04/13/2026 - 05/29/2026, 12 visits\nDischarged unchanged\n",
        "Elmside Physio - discharge note\nStart 13.04.26    Finish 29.05.26\n"
        "Neck program: deep flexors, thoracic mobs, home exercises\n"
        "Outcome: no improvement.\n",
    ],
    ids=["first-last", "dates-of-care", "start-finish"],
)
def test_a_course_is_read_from_its_line(text: str) -> None:
    course = _therapy(text)[0]
    assert (course.start, course.end) == ("2026-04-13", "2026-05-29")
    assert course.site == "neck"
    assert course.supervised is True


@pytest.mark.parametrize(
    "text",
    [
        "ELMSIDE PHYSICAL THERAPY\nNeck\nFirst available 04/13/2026. Last call.\n",
        NOTE + "HPI: Physical therapy for the neck. First seen by us 04/13/2026, last "
        "MRI 05/29/2026.\n",
    ],
    ids=["no-course", "a-note"],
)
def test_other_days_are_no_course(text: str) -> None:
    assert all(one.end is None for one in _therapy(text))


def test_a_power_of_the_elbow_is_no_region_of_care() -> None:
    text = "HPI: Neck pain into the right arm. Elbow straightening feels weak.\n"
    care = "PT 04/13/2026 - 05/29/2026, 12 visits, no change.\n"
    assert [one.site for one in _therapy(NOTE + text + care)] == ["neck"]


def test_care_of_the_elbow_stays_of_the_elbow() -> None:
    care = "HPI: Physical therapy for tennis elbow 04/13/2026 - 05/29/2026.\n"
    assert [one.site for one in _therapy(NOTE + care)] == ["elbow"]


@pytest.mark.parametrize(
    ("done", "region"),
    [
        ("Chin tucks, thoracic mobs gr III, HEP in writing.", "neck"),
        ("Upper back stretching, DNF training, t-spine ext.", "neck"),
    ],
)
def test_work_on_the_upper_back_is_part_of_the_necks_therapy(
    done: str, region: str
) -> None:
    visits = f"04/02/2026 thru 05/14/2026   Attended 9\n{done}\nSame at discharge.\n"
    note = f"{NOTE}HPI: Neck and arm pain. PT Apr 2 - May 14 2026, 9 visits.\n"
    case = case_of(f"{note}\n\fELM STREET PHYSICAL THERAPY\nDISCHARGE\n{visits}")
    told = {one.site for one in case.treatments if one.kind == "physical-therapy"}
    assert told - {None} == {region}


@pytest.mark.parametrize(
    ("before", "cited"),
    [
        (
            "Low back pain since May. Lumbar epidural on 03/02/2026, 20% relief. ",
            "Low back",
        ),
        ("Lumbar epidural on 03/02/2026, 20% relief. ", "Lumbar epidural"),
    ],
)
def test_the_region_of_care_is_proved_by_a_complaint_before_another_treatment(
    before: str, cited: str
) -> None:
    case = case_of(
        f"{NOTE}HPI: {before}Physical therapy for 8 weeks without benefit.\n"
    )
    (therapy,) = [one for one in case.treatments if one.kind == "physical-therapy"]

    assert therapy.site == "low-back"
    assert [one.quote for one in therapy.evidence][1].startswith(cited)
