"""Prompts over their answers, boxes for no, arrows between days, slips of nothing."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of, report

_FORM = "PRIOR AUTHORIZATION REQUEST\nRequest date: 06/01/2026\nProcedure: ACDF C4-5\nCPT 22551 (C4-5)\n"  # fmt: skip  # noqa: E501


@pytest.mark.parametrize(
    "text",
    [
        "> Reason\n  Left arm\n> Diabetes\n  No\n> Tobacco\n  never tried it\n",
        "Diabetes\n   no\nThyroid trouble\n   yes, pills\nTobacco\n   none\n",
        "* Heart disease\n    None\n* Diabetes (any kind)\n    no\n* Tobacco\n    N\n",
    ],
)
def test_an_answer_below_its_prompt(text: str) -> None:
    found = case_of(f"PATIENT QUESTIONNAIRE 05/20/2026\n{text}").risk_factors
    said = {one.kind: one.assertion for one in found}
    assert said["diabetes"] == "absent" and said["nicotine"] == "absent"


@pytest.mark.parametrize(
    "text",
    [
        "- Diabetes\n  on metformin, no change\n- Hypertension\n  on lisinopril\n- Gout\n  rarely\n",  # noqa: E501
        "> Diabetes\n  Type 2, tablets\n> Heart\n  No\n> Gout\n  No\n",
    ],
)
def test_an_item_that_goes_on_is_so(text: str) -> None:
    found = case_of(f"{NOTE}Past medical history:\n{text}").risk_factors
    assert [one.assertion for one in found if one.kind == "diabetes"] == ["present"]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Stay  ( ) IN  (X) OUT      Neuromonitoring  ( ) Y  (X) N", False),
        ("Neuromonitoring  [x] No  [ ] Yes", False),
        ("Cages   Y [ ]  N [x]       Neuromonitoring  Y [ ]  N [x]", False),
        ("Neuromonitoring  ☐ Y ☒ N     Latex allergy  ☐ Y ☒ N", False),
        ("Stay  ( ) IN  (X) OUT      Neuromonitoring  (X) Y  ( ) N", True),
        ("Latex allergy  Y [ ]  N [x]       Neuromonitoring  Y [x]  N [ ]", True),
    ],
)
def test_a_service_answered_no_is_not_asked_for(line: str, asked: bool) -> None:
    found = {one.kind for one in case_of(f"{_FORM}{line}\n").requested_procedures}
    assert "acdf" in found and ("monitoring" in found) is asked


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("meloxicam 15 mg 1/12 -> 3/9, upset stomach", ("2026-01-12", "2026-03-09")),
        ("meloxicam 15 mg Feb 3 => Mar 30", ("2026-02-03", "2026-03-30")),
        ("meloxicam began 2/3, stopped 3/8", ("2026-02-03", "2026-03-08")),
        ("meloxicam 15 mg 3/12 → present", ("2026-03-12", None)),
        ("meloxicam 15 mg, pain 4/10 -> 2/10", (None, None)),
    ],
)
def test_an_arrow_between_days(text: str, span: tuple[str | None, ...]) -> None:
    found = case_of(f"{NOTE}TREATMENT: Neck pain.\n- {text}\n").treatments
    assert [(one.start, one.end) for one in found if one.kind == "nsaid"] == [span]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Left arm pain in a C6 pattern. She has had it without a break since March.", "2026-03"),  # noqa: E501
        ("Left arm pain 6/10. Started the first week of February 2026.", "2026-02"),
        ("Left arm pain. She has had it looked at in March.", None),
    ],
)  # fmt: skip
def test_a_complaint_named_before(text: str, start: str | None) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").symptoms
    assert start in {one.start for one in found if one.kind == "pain"}


def test_a_length_behind_the_way_of_a_pain() -> None:
    text = "The complaint is left arm pain into the thumb, five months, with numbness."
    found = case_of(f"{NOTE}HPI: {text}\n").symptoms
    assert any(one.days_range for one in found if one.kind == "pain")


def test_no_slip_in_any_position_is_none() -> None:
    rows = (
        "   level     flexion slip   extension slip   translation\n"
        "   L3-4         0 mm           0 mm            0 mm\n"
        "   L4-5         0 mm           4 mm            4 mm\n"
    )
    text = report("LUMBAR FLEXION EXTENSION XR", rows, "")
    found = [
        (one.level, one.assertion)
        for study in case_of(text).imaging_studies
        for one in study.findings
        if one.kind == "spondylolisthesis"
    ]
    assert found == [("L3-4", "absent"), ("L4-5", "present")]


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("63685 exchange of IPG, thoracic spinal cord stimulator. Existing leads are kept.", 0),  # noqa: E501
        ("63685 battery exchange only, thoracic spinal cord stimulator", 0),
        ("63685 and 63650 x2, thoracic spinal cord stimulator, 2 leads", 2),
    ],
)  # fmt: skip
def test_a_new_generator_on_old_leads(text: str, leads: int) -> None:
    head = "PRIOR AUTHORIZATION REQUEST\nDate of request: 08/11/2026\nRequested: "
    found = case_of(f"{head}{text}\n").requested_procedures
    assert [(one.kind, one.leads) for one in found] == [
        ("cord-stimulator-implant", leads)
    ]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("PT 3/2/26 - 4/24/26 (sheet enclosed), no real change", "none"),
        ("PT 3/2/26 - 4/24/26, min change after 11 visits", "partial"),
        ("PT 3/2/26 - 4/24/26. Changed to a nearer office", None),
    ],
)
def test_little_change(text: str, response: str | None) -> None:
    found = case_of(f"{NOTE}TREATMENT: Neck pain.\n- {text}\n").treatments
    assert [one.response for one in found if one.kind == "physical-therapy"] == [
        response
    ]


def test_the_days_of_a_sheet_go_on_from_its_evaluation() -> None:
    text = (
        "PHYSICAL THERAPY FLOWSHEET   cervical\nEval date: 12/8/25\n"
        "date     12/8  12/11  12/18  12/29  1/5  1/9\n"
        "traction   x     x      x      x     x    x\n"
    )
    found = [
        (one.start, one.end, one.sessions)
        for one in case_of(text).treatments
        if one.kind == "physical-therapy"
    ]
    assert found == [("2025-12-08", "2026-01-09", 6)]


def test_a_score_with_its_sign_as_a_word_and_the_side_of_its_site() -> None:
    text = (
        "DXA: left femoral neck T-score minus 2.8. DXA 2023: lumbar spine T-score -1.4."
    )
    found = case_of(f"{NOTE}{text}\n").tests
    assert [(one.value, one.side) for one in found] == [(-2.8, "left"), (-1.4, None)]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Went over what to call us for: leg weakness, wetting herself.", True),
        ("We reviewed when to come back (new numbness, legs weak).", True),
        ("She knew when to call; today the legs are weak.", False),
    ],
)
def test_what_somebody_is_to_call_for(text: str, denied: bool) -> None:
    found = case_of(f"{NOTE}HPI: Back pain. {text}\n").symptoms
    assert ("weakness" not in {one.kind for one in found}) is denied


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Left intercostal pain, zoster-free by history.", "absent"),
        ("Left intercostal pain after zoster, free of fever.", "present"),
        ("Left flank pain since lifting a bundle of shingles.", None),
    ],
)
def test_zoster(text: str, said: str | None) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").diagnoses
    told = [one.assertion for one in found if one.kind == "herpes-zoster"]
    assert told == ([said] if said else [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No clonus, tandem shaky.", {"present"}),
        ("No clonus or unsteady gait.", {"absent"}),
    ],
)
def test_a_denial_stops_at_another_result(text: str, said: set[str]) -> None:
    found = case_of(f"{NOTE}EXAM: {text}\n").exam_findings
    assert {one.assertion for one in found if one.kind == "gait-abnormal"} == said


def test_a_table_of_levels_is_no_part_of_the_reason_above_it() -> None:
    text = report("MRI CERVICAL SPINE", "", "").replace("FINDINGS:\n\n", "") + (
        "\fRADIOLOGY\nEXAM: MRI CERVICAL SPINE   DATE: 05/15/2026\n"
        "REASON: left arm pain\n\n"
        "LEVEL     CANAL      RT FORAMEN     LT FORAMEN\n"
        "C4/5      normal     normal         mild\n"
        "C5/6      normal     mild           severe\n"
    )
    found = {
        (one.level, one.side): one.severity.label
        for study in case_of(text).imaging_studies
        for one in study.findings
        if one.kind == "stenosis" and one.assertion == "present" and one.severity
    }
    assert found[("C5-6", "left")] == "severe" and found[("C4-5", "left")] == "mild"


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("L shoulder ache. Hawkins and Neer both positive. Scan: cuff tear.", "left"),
        ("Left shoulder moves fully, Neer negative, no cuff tear on MRI.", "left"),
        ("Both shoulders ache. Left hand numb. US: partial cuff tear.", None),
        ("Shoulder feels just right. US: partial cuff tear.", None),
    ],
)  # fmt: skip
def test_the_one_side_told_around_a_shoulder(text: str, side: str | None) -> None:
    case = case_of(f"{NOTE}ASSESSMENT: {text}\n")
    found = [*case.diagnoses, *case.exam_findings]
    kinds = ("shoulder-disorder", "shoulder-impingement")
    assert {one.side for one in found if one.kind in kinds} == {side}
