"""Values beside days, groups and askers: what is the patient's own, and when it was."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


@pytest.mark.parametrize(
    ("text", "value", "day"),
    [
        ("HbA1c 28 April: 7.2%.", 7.2, "2026-04-28"),
        ("A1c of 3rd of March 6.8", 6.8, None),
        ("A1c Feb 2: 7", 7, "2026-02-02"),
        ("A1c (Feb 2) 7.1%", 7.1, "2026-02-02"),
        ("A1c 2 Feb 7.1%", 7.1, "2026-02-02"),
        ("A1c 02-Feb: 7.1", 7.1, "2026-02-02"),
        ("A1c in Feb 7.1", 7.1, None),
    ],
)
def test_a_day_beside_a_value_is_no_value(
    text: str, value: float, day: str | None
) -> None:
    (found,) = case_of(f"{NOTE}Labs: {text}\n").tests
    assert found.value == value
    assert day is None or found.date == day


@pytest.mark.parametrize(
    "text",
    [
        "COTININE, SERUM      212 ng/mL     (nonsmoker <10)",
        "Cotinine 212 ng/ml, nonsmoker range <10",
        "HbA1c 6.9% (diabetic >6.5)",
        "Cotinine 3 ng/ml (smoker > 50, passive 10-50)",
        "Cotinine 4 ng/ml (<10 in nonsmokers)",
    ],
)
def test_the_values_of_a_group_are_nobodys_habit(text: str) -> None:
    case = case_of(f"LABORATORY REPORT\nCollected 05/06/2026\n{text}\n")
    assert not case.risk_factors and len(case.tests) == 1


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Smoker 10-15 cigarettes a day.", "current"),
        ("Smoker >20 cigs/day.", "current"),
        ("Nonsmoker. Cotinine <10.", "not-current"),
    ],
)
def test_a_habit_with_its_amount_stays(text: str, status: str) -> None:
    found = case_of(f"{NOTE}Social: {text}\n").risk_factors
    assert [one.status for one in found] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Completed 6 weeks of PT (ordered by Dr. Lee) without relief.",
        "She did PT, ordered by her PCP, from January to March.",
        "He had physical therapy, recommended by his GP, without benefit.",
    ],
)
def test_who_ordered_care_does_not_undo_it(text: str) -> None:
    (found,) = case_of(f"{NOTE}HPI: {text}\n").treatments
    assert (found.assertion, found.status) == ("present", "done")


@pytest.mark.parametrize(
    "text",
    [
        "PT ordered by Dr. Lee.",
        "MRI and PT ordered.",
        "Physical therapy was recommended by his GP.",
        "He has not had PT, ordered by Dr. Lee.",
    ],
)
def test_care_that_was_only_ordered_is_not_done(text: str) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").treatments
    assert "done" not in {one.status for one in found}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Neck pain since last summer.", 240, 353),
        ("Pain in the neck started in the fall of 2025.", 150, 261),
        ("Since approximately spring 2025 he has pain in the buttocks.", 333, 445),
    ],
)
def test_a_complaint_since_a_season_lasts_between_bounds(
    text: str, low: int, high: int
) -> None:
    found = [one.days_range for one in case_of(f"{NOTE}HPI: {text}\n").symptoms]
    (told,) = (one for one in found if one)
    assert (told.low, told.high) == (low, high)


def test_a_history_may_open_with_when_it_began() -> None:
    text = f"{NOTE}Started mid January throwing hay bales. Neck pain into the arm.\n"
    assert "2026-01" in {one.start for one in case_of(text).symptoms}
    text = f"{NOTE}Started mid January throwing hay bales. Denies neck pain.\n"
    assert not {one.start for one in case_of(text).symptoms} - {None}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("L4-5 TFESI 9/30/2025: 75% relief until the end of January.", 113, 123),
        ("L4-5 TFESI 9/30/2025: 75% relief until 1/20/2026.", 112, 112),
        ("L4-5 TFESI 9/30/2025 gave 75% relief which lasted four months.", 120, 123),
    ],
)
def test_relief_lasts_until_the_day_that_ended_it(
    text: str, low: int, high: int
) -> None:
    (found,) = case_of(f"{NOTE}HPI: {text}\n").procedures_done
    assert found.relief_days
    assert found.relief_days.low == low
    assert abs((found.relief_days.high or 0) - high) <= 1


@pytest.mark.parametrize(
    ("text", "relief"),
    [
        ("L4-5 TFESI 9/30/2025: 75% relief. No PT until January.", None),
        ("L4-5 TFESI 9/30/2025: 75% relief until she lifted a box.", None),
    ],
)
def test_other_untils_are_no_end_of_relief(text: str, relief: None) -> None:
    (found,) = case_of(f"{NOTE}HPI: {text}\n").procedures_done
    assert found.relief_days is relief


def test_an_injection_that_held_was_given() -> None:
    text = f"{NOTE}HPI: The epidural of September 30 held for four months.\n"
    assert {one.assertion for one in case_of(text).treatments} == {"present"}
    text = f"{NOTE}HPI: The epidural was held.\n"
    assert "present" not in {one.assertion for one in case_of(text).treatments}


def test_what_is_not_done_any_more_is_limited_beside_another_limit() -> None:
    text = (
        f"{NOTE}HPI: He does not anymore go to the bakery by foot, the Sunday walk"
        " is given up, standing at the stove not possible.\n"
    )
    assert {one.assertion for one in case_of(text).functional_limits} == {"present"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Acute osteoporotic T12 VCF, day 7, hospitalised for pain.", 7),
        ("L1 fracture, injury day 9.", 9),
    ],
)
def test_a_fracture_is_counted_in_days(text: str, days: int) -> None:
    found = case_of(f"{NOTE}Assessment: {text}\n").diagnoses
    assert days in {one.days for one in found if one.kind.endswith("fracture")}


def test_a_day_in_hospital_is_no_age_of_a_fracture() -> None:
    text = f"{NOTE}Assessment: T12 fracture, day 3 in the hospital.\n"
    assert {one.days for one in case_of(text).diagnoses} == {None}


def test_a_fresh_fracture_is_of_the_fall_without_a_year() -> None:
    text = f"{NOTE}HPI: GLF in bathroom 5/3. Came in. Acute T12 compression fracture.\n"
    assert "2026-05-03" in {one.start for one in case_of(text).diagnoses}
    text = f"{NOTE}HPI: Fell, pain 5/6 then. Acute T12 compression fracture.\n"
    assert {one.start for one in case_of(text).diagnoses} == {None}


def test_groups_of_boxes_apart_on_a_line_answer_each_for_itself() -> None:
    form = (
        "PRIOR AUTH REQUEST\nDate of request: 3 June 2026\nItem: 64483  RIGHT   "
        "Level: L3-L4 (transforaminal epidural steroid)\n"
        "( X ) fluoroscopy  ( ) CT  ( ) ultrasound"
        "        Contrast: ( {y} ) Y  ( {n} ) N\n"
    )
    for yes, no, wanted in (("X", " ", True), (" ", "X", False)):
        (asked,) = case_of(form.format(y=yes, n=no)).requested_procedures
        assert (asked.guidance, asked.contrast) == ("fluoroscopy", wanted)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Physiotherapy Nov.-Dec. 2025, six weeks.", "2025-11", "2025-12"),
        ("Physical therapy (Jan. to Mar. 2026) without relief.", "2026-01", "2026-03"),
        ("Physical therapy Feb. 3, 2026 to Apr. 1, 2026.", "2026-02-03", "2026-04-01"),
    ],
)
def test_a_month_cut_short_ends_no_sentence(text: str, start: str, end: str) -> None:
    (found,) = case_of(f"{NOTE}HPI: {text}\n").treatments
    assert (found.start, found.end) == (start, end)


def test_a_month_cut_short_may_end_one() -> None:
    text = f"{NOTE}HPI: Tried naproxen in Oct. No relief. Seen in Jan. She is worse.\n"
    (found,) = case_of(text).treatments
    assert found.response == "none"


def test_a_procedure_behind_an_assessment_may_be_what_comes_next() -> None:
    head = "CONSULTATION 05/20/2026\nAssessment: Lumbar stenosis L4/5.\n\nProcedure: "
    text = f"{head}ESI interlaminar L4/5, one time. Control after 3 weeks.\n"
    assert not case_of(text).procedures_done
    text = f"{head}ESI interlaminar L4/5 was performed under fluoroscopy.\n"
    assert [one.level for one in case_of(text).procedures_done] == ["L4-5"]


def _scores(text: str) -> set[tuple[float | None, str | None]]:
    found = case_of(f"{NOTE}HPI: {text}\n").functional_limits
    return {(one.value, one.date) for one in found if one.kind == "score"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Pain is 8/10 now (NRS), it was 6/10 at his PCP's office on 4/11.",
            {(8, "2026-05-20"), (6, "2026-04-11")},
        ),
        (
            "Pain was 6/10 in November and is 8/10 today.",
            {(8, "2026-05-20"), (6, "2025-11")},
        ),
        (
            "Neck pain 4/10 today, down from 7/10 on 4/2.",
            {(4, "2026-05-20"), (7, "2026-04-02")},
        ),
        ("Back pain was 8/10, now 3/10.", {(3, "2026-05-20")}),
    ],
)
def test_a_score_of_now_and_one_of_before_keep_their_days(
    text: str, wanted: set[tuple[float, str]]
) -> None:
    assert _scores(text) == wanted


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The left leg pain is back since March. Today he rates it 6/10.", 6),
        ("Low back pain. She rates it an 8 out of 10.", 8),
        ("Leg pain. It is 7/10 on most days.", 7),
    ],
)
def test_it_is_the_pain_named_before(text: str, value: int) -> None:
    assert value in {one for one, _ in _scores(text)}


def test_other_things_out_of_ten_are_no_pain() -> None:
    text = "He rates his overall health 6/10. The visit was fine. It is 7/10 away."
    assert not _scores(text)


def test_a_degree_is_no_block() -> None:
    text = f"{NOTE}J. Smith MBBS FRCS, seen today. Signed A. Jones, MBBS\n"
    assert not case_of(text).treatments
    assert case_of(f"{NOTE}HPI: Bilateral L4-5 MBBs in May 2025.\n").treatments


def test_an_interlaminar_of_a_day_is_an_injection_with_its_relief() -> None:
    text = (
        f"{NOTE}HPI: I did an L4-5 interlaminar on March 11, 2025. By her own account"
        " 75 percent better, and it held until the last days of July.\n"
    )
    (found,) = case_of(text).procedures_done
    assert (found.kind, found.level) == ("epidural-injection", "L4-5")
    assert found.relief and found.relief.low == 75
    assert found.relief_days and 130 <= (found.relief_days.low or 0) <= 142
    text = f"{NOTE}PSH: Transforaminal lumbar interbody fusion in 2020.\n"
    assert "epidural-injection" not in {
        one.kind for one in case_of(text).procedures_done
    }


def test_a_procedure_record_is_of_one_session() -> None:
    text = "PROCEDURE RECORD\n03/11/2026\nProc: L4-L5 interlaminar ESI, fluoro\n"
    (found,) = case_of(text).procedures_done
    assert (found.kind, found.date) == ("epidural-injection", "2026-03-11")


def test_a_bracket_names_what_an_item_belongs_to() -> None:
    text = (
        "PRE-AUTHORISATION REQUEST\nDate of request: 9 March 2026\n"
        "Procedure: C5 anterior cervical corpectomy\n   63081   C5\n"
        "   22554   arthrodesis anterior, C4-5 / C5-6 (with the corpectomy)\n"
    )
    found = case_of(text).requested_procedures
    assert [one.site for one in found if "corpectomy" in one.kind] == ["C5"]


def test_an_organ_spared_leaves_the_diabetes() -> None:
    text = f"{NOTE}PMH: T2DM.\nAssessment: Diabetic neuropathy was ruled out.\n"
    found = [one for one in case_of(text).risk_factors if one.kind == "diabetes"]
    assert {one.assertion for one in found} == {"present"}


def test_a_trial_may_have_the_sign_in_the_label_of_its_relief() -> None:
    text = f"{NOTE}HPI: L4-5 TFESI 4/30/2026.\n% pain relief: 35\n"
    (found,) = case_of(text).procedures_done
    assert found.relief and found.relief.low == 35
