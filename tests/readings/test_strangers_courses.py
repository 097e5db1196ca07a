"""Courses, days of quitting and answers as strangers word them."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.schema.case import RiskFactor, Statement, Treatment

_CARE = NOTE + "HPI: Neck pain.\n"


def _care(text: str, kind: str) -> Treatment:
    return next(one for one in case_of(_CARE + text).treatments if one.kind == kind)


@pytest.mark.parametrize(
    "told",
    [
        "physiotherapy from 3 February until 31 March 2026",
        "physiotherapy from the 3rd of February till the 31st of March 2026",
        "physiotherapy, 3-Feb to 31-Mar",
        "physiotherapy between 3 February and 31 March",
        "physiotherapy advised on the first visit, taken from 3-Feb to 31-Mar",
        "PT from 3 Feb up to 31 Mar 2026",
    ],
)
def test_days_before_months_without_a_year_are_days(told: str) -> None:
    course = _care(f"She had {told}.\n", "physical-therapy")
    assert (course.start, course.end) == ("2026-02-03", "2026-03-31")
    assert course.assertion == "present"


@pytest.mark.parametrize(
    "told", ["strength is 5 May be repeated", "C4-5 May be fused", "grade 4 May"]
)
def test_a_number_before_may_is_no_day(told: str) -> None:
    found = case_of(_CARE + f"Physical therapy; {told}.\n").treatments
    assert not [one for one in found if one.start or one.end or one.date]


@pytest.mark.parametrize(
    "told",
    [
        "and naproxen over the same weeks",
        "with naproxen throughout that period",
        "and naproxen for the same time",
        "and took naproxen concurrently",
    ],
)
def test_the_same_weeks_are_those_told_before(told: str) -> None:
    text = f"Physical therapy from 1/5/26 to 2/20/26 {told}.\n"
    drug = _care(text, "nsaid")
    assert (drug.start, drug.end) == ("2026-01-05", "2026-02-20")


def test_the_same_pain_is_no_length() -> None:
    text = "PT from 1/5/26 to 2/20/26. Naproxen for the same pain.\n"
    assert _care(text, "nsaid").start is None


@pytest.mark.parametrize("row", ["did not come", "away", "called in sick", "FTA"])
def test_a_row_of_a_missed_visit_is_no_visit(row: str) -> None:
    text = (
        "ELMSIDE PHYSIO   ATTENDANCE CARD\nArea: neck\n"
        "1  14 Apr 2026  assessment\n2  17 Apr 2026  traction\n"
        f"3  21 Apr 2026  {row}\n4  24 Apr 2026  glides\n"
    )
    course = next(
        one for one in case_of(text).treatments if one.kind == "physical-therapy"
    )
    assert course.sessions == 3


def test_first_and_last_seen_bound_a_therapists_course() -> None:
    text = (
        "ELMSIDE PHYSIOTHERAPY   Discharge summary\nCondition: neck and left arm\n"
        "First seen 3 Feb 2026   Last seen 31 Mar 2026   Attendances 11\n"
    )
    course = next(
        one for one in case_of(text).treatments if one.kind == "physical-therapy"
    )
    assert (course.start, course.end) == ("2026-02-03", "2026-03-31")
    assert course.sessions == 11


@pytest.mark.parametrize(
    "line",
    [
        "To                 Foxglove Assurance, Medical Management",
        "Attn: Medical Management Department",
        "From: Utilization & Medical Management Unit",
        "Medical Management Department",
    ],
)
def test_an_office_of_medical_management_is_no_care(line: str) -> None:
    assert not case_of(f"{line}\nDiagnosis   M54.12\n").treatments


def test_medical_management_that_failed_is_care() -> None:
    care = _care("Medical management has failed.\n", "conservative-care")
    assert care.response == "none"


# --- risk --------------------------------------------------------------------------


def _nicotine(text: str) -> list[RiskFactor]:
    found = case_of(f"{NOTE}Social: {text}\n").risk_factors
    return [one for one in found if one.kind == "nicotine"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("she smoked ten a day and gave up completely on 6 January 2026", "2026-01-06"),
        ("smoked for years, but quit for good in March 2024", "2024-03"),
        ("Used to smoke, then packed it in on 3/2/2025", "2025-03-02"),
        ("cigarettes until he gave them up in 2019", "2019"),
    ],
)
def test_use_that_was_given_up_ended_that_day(text: str, day: str) -> None:
    assert [(one.status, one.until) for one in _nicotine(text)] == [("former", day)]


@pytest.mark.parametrize(
    "text",
    ["He smokes and gave up his job in 2024.", "She smokes and gave up rum in 2024."],
)
def test_something_else_given_up_ends_no_smoking(text: str) -> None:
    assert [one.status for one in _nicotine(text)] == ["current"]


@pytest.mark.parametrize(
    "line",
    [
        "Checked on the first visit: pacemaker no, osteoporosis no. Clinic hours 7-1.",
        "diabetes nil, osteoporosis nil",
        "PMH: asthma yes, osteoporosis no, diabetes none",
    ],
)
def test_a_no_behind_a_disease_denies_it(line: str) -> None:
    said = {one.assertion for one in case_of(f"{NOTE}{line}\n").risk_factors}
    assert said == {"absent"}


# --- change ------------------------------------------------------------------------


def _changed(text: str) -> list[Statement]:
    found = case_of(f"{NOTE}HPI: {text}\n").statements
    return [one for one in found if one.kind == "condition-changed"]


@pytest.mark.parametrize(
    "text",
    [
        "There is no change from the picture in December.",
        "He says it is neither better nor worse.",
        "Pain is the same as at his last visit.",
        "Symptoms have been stable since the MRI in December.",
        "Nothing has changed since her scan last fall.",
        "Exam today is identical to the one before the MRI.",
        "No worse than at the time of the last scan.",
        "Condition static.",
    ],
)
def test_what_stayed_the_same_is_no_change(text: str) -> None:
    assert [one.assertion for one in _changed(text)] == ["absent"]


@pytest.mark.parametrize(
    "text",
    [
        "Her leg is weaker than when the last MRI was done.",
        "The picture has changed since December: the foot drops.",
        "New numbness came on after the scan of January.",
        "Pain moved to the left leg since the last MRI.",
    ],
)
def test_what_is_new_since_the_scan_is_a_change(text: str) -> None:
    assert [one.assertion for one in _changed(text)] == ["present"]


@pytest.mark.parametrize(
    "text",
    [
        "No change in medications since the last visit.",
        "The hardware is unchanged since the study of 2024.",
        "The back is neither better nor worse with rest.",
        "His pain is mild. MRI in December showed a protrusion.",
    ],
)
def test_other_things_that_stay_tell_of_no_change(text: str) -> None:
    assert not _changed(text)
