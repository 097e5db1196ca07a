"""A talk about what may go wrong records nothing that went wrong."""

from __future__ import annotations

import pytest

from tests.readings.chain import case_of
from workbench.extract.rules.language.risk_talk import risk_talk

TALKS = [
    "Extensive talk about how the therapy works, infection, bleeding, lead migration.",
    "Risks/benefits of SCS reviewed incl. spinal cord injury, hematoma, no benefit.",
    "Risks incl cement extravasation, embolism, new fracture explained to his niece.",
    "Risks gone over including dysphagia, hoarseness, non union, infection, paralysis.",
    "We spoke of bleeding, infection, dural puncture headache and loss of effect.",
    "He understands paralysis, stroke and hardware failure can follow.",
    "Consent: infection, CSF leak, nerve injury, death, reoperation.",
    "She was told of blood clots, worsening pain and device malfunction.",
    "Counselled on dural tear, spinal headache, allergic reaction, pneumothorax.",
    "Discussed explantation, lead breakage, seroma, MRI limits.",
]
RECORDS = [
    "No infection, bleeding, or CSF leak.",
    "Denies infection, stroke or DVT. Risks reviewed.",
    "Course complicated by infection, hematoma and CSF leak, discussed with family.",
    "The first trial failed because of lead migration; discussed.",
    "He had a stroke; reviewed.",
    "History of stroke, embolism and DVT, reviewed.",
    "Infection and bleeding were discussed.",
    "Without infection, bleeding or paralysis; reviewed.",
    "There was no dural tear, bleeding or nerve injury; reviewed with her.",
    "Negative for infection, embolism and stroke on review.",
]


@pytest.mark.parametrize("text", TALKS)
def test_a_list_of_what_may_go_wrong_is_a_talk(text: str) -> None:
    assert risk_talk(text)


@pytest.mark.parametrize("text", RECORDS)
def test_what_is_denied_or_happened_is_none(text: str) -> None:
    assert risk_talk(text) is None


def test_a_talk_makes_no_failed_trial_and_no_study() -> None:
    told = case_of(
        "Pain Center\nPROGRESS NOTE 06/03/2026\n\nPLAN\nSCS trial, two leads.\n"
        "Talk today about infection, bleeding, lead migration, MRI limits, no benefit,"
        " alternatives; booklet given, questions answered.\n"
    )
    assert not [one for one in told.statements if one.kind == "trial-failure-explained"]
    assert not told.imaging_studies
    assert not told.procedures_done
    assert [one for one in told.statements if one.kind == "patient-education"]
