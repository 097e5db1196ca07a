"""The reading copy without lists of enclosed papers, criteria and names of places."""

from __future__ import annotations

import pytest

from workbench.extract.rules.copy.criteria import without_criteria
from workbench.extract.rules.copy.papers import without_papers
from workbench.extract.rules.copy.places import without_places

LISTS = [
    ("ATTACHMENTS  (3)  visit note 03/12/2026; MRI C-spine; PT summary", ""),
    ("Enclosed: OV 5/5/26, procedure report 11/24/25, MRI report", ""),
    ("Enclosed: note 4/29/26, MRI 3/3/26, chiropractic + PT logs.", "MRI 3/3/26"),
    ("Records: surgeon's note 7/15/26, MRI 3/30/26, therapy record", "MRI 3/30/26"),
    ("Clinical: 05/26/2026 note, CT and MRI reports faxed", ""),
    ("Staff: send note of 6 July + xray", ""),
]
NO_LISTS = [
    "Clinical: left arm pain, weak biceps.",
    "Enclosed please find the office note.",
    "Attached with claim 05/13: Discharge. 11 visits for neck pain.",
    "Records show six weeks of therapy.",
    "Documents sent:          [X] note  [X] CT",
]


@pytest.mark.parametrize(("line", "left"), LISTS)
def test_a_list_of_papers_is_blanked(line: str, left: str) -> None:
    (made,) = without_papers([line])
    assert len(made) == len(line)
    body = (
        made[made.find(":") + 1 :] if ":" in made else made.removeprefix("ATTACHMENTS")
    )
    words = body.replace("send", "").strip(" ,;+.-()3and")
    assert words == left.strip(" ,;+.-()3and")


@pytest.mark.parametrize("line", NO_LISTS)
def test_what_tells_stays(line: str) -> None:
    assert without_papers([line]) == [line]


def test_a_list_goes_on_behind_a_comma() -> None:
    made = without_papers(
        ["Enclosures: consult 06/18/2026,", "DXA, PCP note 03/02/2026"]
    )
    assert "note" not in made[1]
    plain = ["Enclosures: consult 06/18/2026.", "DXA shows osteoporosis."]
    assert without_papers(plain)[1] == plain[1]


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("LODESTAR SPINE & PAIN, PLLC", "PAIN"),
        ("Columbia Crest Spine & Pain | Follow up", "Pain"),
        ("Submitted  04-08-2026 11:31 CT", "CT"),
        ("created 2026-05-20 08:47 PT  |  status", "PT"),
        ("TRUST HEALTH - MEDICAL MANAGEMENT - FORM", "MEDICAL MANAGEMENT"),
    ],
)
def test_a_name_is_blanked(line: str, gone: str) -> None:
    made = without_places(line)
    assert gone not in made
    assert len(made) == len(line)


@pytest.mark.parametrize(
    "line",
    [
        "Back and neck pain.",
        "Neck, spine and pain in the arm.",
        "10:30 PT evaluation, 11:15 CT of the spine",
        "Failed medical management.",
    ],
)
def test_what_is_no_name_stays(line: str) -> None:
    assert without_places(line) == line


def test_criteria_are_blanked_to_the_end_of_their_sentence() -> None:
    lines = ["Inclusion criteria of the study: age 60 or over;", "leg pain. He is 72."]
    first, second = without_criteria(lines)
    assert "60" not in first
    assert second.strip() == ". He is 72."
    assert without_criteria(["He meets the eligibility criteria."]) == [
        "He meets the eligibility criteria."
    ]
