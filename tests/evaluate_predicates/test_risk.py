from __future__ import annotations

import pytest

from tests.evaluate_predicates.factories import (
    case,
    diagnosis,
    judge,
    limit,
    result,
    risk,
    status,
)

NICOTINE = "nicotine-free"
DIABETES = "diabetes-controlled"
FUNCTION = "function-limited"


def cotinine(value, date="2026-04-15", **more):
    return result("cotinine", value=value, unit="ng/ml", date=date, **more)


def anabasine(value, date="2026-04-15"):
    return result("anabasine", value=value, unit="ng/ml", date=date)


def used(*facts, tests=(), **lists):
    return case(risk_factors=facts, tests=tests, **lists)


QUIT = risk("former", until="2025-01-01")


def test_never_used():
    assert status(NICOTINE, used(risk("never"))) == "met"


@pytest.mark.parametrize("name", [None, "cigarettes", "vape"])
def test_current_use(name):
    assert status(NICOTINE, used(risk("current", name=name))) == "not_met"


def test_no_current_use_is_not_enough():
    leaf = judge(NICOTINE, used(risk("not-current")))
    assert (leaf.status, leaf.because) == ("not_documented", "vague")
    low = used(risk("not-current"), tests=[cotinine(2)])
    assert status(NICOTINE, low) == "not_documented"


def test_not_mentioned():
    assert judge(NICOTINE, case()).because == "never-mentioned"
    assert status(NICOTINE, used(tests=[cotinine(2)])) == "not_documented"


def test_former_use_without_a_result():
    assert status(NICOTINE, used(QUIT)) == "not_documented"


@pytest.mark.parametrize(
    ("value", "wanted"), [(9, "met"), (10, "met"), (10.1, "not_met"), (11, "not_met")]
)
def test_cotinine_limit(value, wanted):
    assert status(NICOTINE, used(QUIT, tests=[cotinine(value)])) == wanted


@pytest.mark.parametrize(
    ("date", "wanted"),
    [
        ("2026-03-23", "met"),
        ("2026-03-22", "not_documented"),
        ("2026-05-04", "met"),
        ("2026-05-05", "not_documented"),
        (None, "not_documented"),
    ],
)
def test_cotinine_within_six_weeks(date, wanted):
    test = cotinine(2, date=date, source="undated-note")
    assert status(NICOTINE, used(QUIT, tests=[test])) == wanted


@pytest.mark.parametrize(
    ("until", "wanted"),
    [
        ("2026-03-23", "met"),
        ("2026-03-24", "not_met"),
        ("2026-03", "not_documented"),
        ("2026-02", "met"),
        ("2025", "met"),
        (None, "not_documented"),
    ],
)
def test_quit_less_than_six_weeks_is_current_use(until, wanted):
    record = used(risk("former", until=until), tests=[cotinine(2)])
    assert status(NICOTINE, record) == wanted


@pytest.mark.parametrize("date", ["2026-04-15", "2024-01-01", None])
def test_never_with_a_high_cotinine_conflicts(date):
    record = used(risk("never"), tests=[cotinine(80, date=date)])
    assert status(NICOTINE, record) == "conflicting"


def test_never_with_a_diagnosis_of_dependence_conflicts():
    record = used(risk("never"), diagnoses=[diagnosis("nicotine-dependence")])
    assert status(NICOTINE, record) == "conflicting"


@pytest.mark.parametrize(
    ("marker", "wanted"),
    [(None, "not_documented"), (2, "met"), (3, "not_met"), (30, "not_met")],
)
def test_high_cotinine_on_replacement(marker, wanted):
    tests = [cotinine(80)] + ([anabasine(marker)] if marker is not None else [])
    record = used(QUIT, risk("current", name="nicotine patch"), tests=tests)
    assert status(NICOTINE, record) == wanted


def test_replacement_is_no_use_by_itself():
    record = used(risk("current", name="gum"))
    assert status(NICOTINE, record) == "not_documented"
    low = used(QUIT, risk("current", name="gum"), tests=[cotinine(3)])
    assert status(NICOTINE, low) == "met"


def test_the_latest_dated_statement_governs():
    older = risk("current", source="old-note")
    assert status(NICOTINE, used(older, QUIT, tests=[cotinine(2)])) == "met"
    newer = used(risk("never", source="old-note"), risk("current"))
    leaf = judge(NICOTINE, newer)
    assert leaf.status == "not_met"
    assert leaf.clashes[0].settled_by == "latest-dated-statement"


def test_no_current_use_agrees_with_an_earlier_never():
    record = used(risk("never", source="old-note"), risk("not-current"))
    assert status(NICOTINE, record) == "met"
    record = used(risk("current", source="old-note"), risk("not-current"))
    assert status(NICOTINE, record) == "not_documented"


def test_two_statements_of_one_date_conflict():
    assert status(NICOTINE, used(risk("never"), risk("former"))) == "conflicting"


def test_an_undated_statement_that_differs_conflicts():
    record = used(risk("never"), risk("current", source="undated-note"))
    assert status(NICOTINE, record) == "conflicting"


@pytest.mark.parametrize(
    ("value", "comparator", "wanted"),
    [
        (10, "<", "met"),
        (5, "<", "met"),
        (20, "<", "not_documented"),
        (10, ">", "not_met"),
        (300, ">", "not_met"),
        (5, ">", "not_documented"),
    ],
)
def test_a_comparator_makes_a_range(value, comparator, wanted):
    record = used(QUIT, tests=[cotinine(value, comparator=comparator)])
    assert status(NICOTINE, record) == wanted


def test_a_result_in_another_unit_or_without_a_number_is_open():
    other = result("cotinine", value=2, unit="mg/g", date="2026-04-15")
    bare = result("cotinine", result="negative", date="2026-04-15")
    for test in (other, bare):
        assert status(NICOTINE, used(QUIT, tests=[test])) == "not_documented"


def test_the_newest_result_governs():
    tests = [cotinine(80, date="2026-04-01"), cotinine(3, date="2026-04-20")]
    assert status(NICOTINE, used(QUIT, tests=tests)) == "met"


def test_results_of_one_date_that_differ_conflict():
    record = used(QUIT, tests=[cotinine(80), cotinine(3)])
    assert status(NICOTINE, record) == "conflicting"


def test_without_a_request_date_former_use_is_open():
    record = used(QUIT, tests=[cotinine(3)])
    assert status(NICOTINE, record, request=None) == "not_documented"


def test_letters_do_not_count_for_nicotine():
    assert status(NICOTINE, used(risk("never", source="letter"))) == "not_documented"


# --- diabetes


DM = diagnosis("diabetes")


def a1c(value, date="2026-04-01", **more):
    return result("hba1c", value=value, unit="%", date=date, **more)


def sugar(*tests, diagnoses=(DM,), **more):
    return case(diagnoses=diagnoses, tests=tests, **more)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(7.9, "met"), (8.0, "not_met"), (8, "not_met"), (8.1, "not_met")],
)
def test_hba1c_limit(value, wanted):
    assert status(DIABETES, sugar(a1c(value))) == wanted


@pytest.mark.parametrize(
    ("date", "wanted", "because"),
    [
        ("2026-02-03", "met", None),
        ("2026-02-02", "not_documented", "stale"),
        ("2026-02", "not_documented", "undated"),
        (None, "not_documented", "undated"),
    ],
)
def test_hba1c_within_ninety_days(date, wanted, because):
    leaf = judge(DIABETES, sugar(a1c(6.5, date=date, source="undated-note")))
    assert (leaf.status, leaf.because) == (wanted, because)


def test_a_stale_high_value_is_stale():
    assert judge(DIABETES, sugar(a1c(11, date="2025-06-01"))).because == "stale"


def test_diabetes_without_a_value():
    leaf = judge(DIABETES, sugar())
    assert (leaf.status, leaf.because) == ("not_documented", "never-mentioned")


@pytest.mark.parametrize(
    "diagnoses",
    [
        (),
        (diagnosis("prediabetes"),),
        (diagnosis("gestational-diabetes", assertion="historical"),),
        (diagnosis("diabetes", assertion="absent"),),
    ],
)
def test_no_diabetes_is_not_applicable(diagnoses):
    record = sugar(a1c(9), diagnoses=diagnoses)
    assert status(DIABETES, record) == "not_applicable"


def test_diabetes_as_a_risk_factor():
    record = case(risk_factors=[risk(None, kind="diabetes")], tests=[a1c(7)])
    assert status(DIABETES, record) == "met"


def test_diabetes_stated_and_denied_conflicts():
    denied = diagnosis("diabetes", assertion="absent")
    assert status(DIABETES, sugar(a1c(7), diagnoses=(DM, denied))) == "conflicting"


def test_possible_diabetes_is_open():
    maybe = diagnosis("diabetes", assertion="uncertain")
    assert judge(DIABETES, sugar(diagnoses=(maybe,))).because == "unsure"


def test_the_newest_hba1c_governs():
    record = sugar(a1c(9, date="2026-03-01"), a1c(7, date="2026-04-01"))
    assert status(DIABETES, record) == "met"


# --- function


def working(*facts):
    return case(functional_limits=facts)


@pytest.mark.parametrize("kind", ["dressing", "driving", "sleep", "work", "lifting"])
def test_a_named_activity(kind):
    assert status(FUNCTION, working(limit(kind))) == "met"


def score(name, value, unit=None, **more):
    return limit("score", name=name, value=value, unit=unit, **more)


@pytest.mark.parametrize(
    ("fact", "wanted"),
    [
        (score("ndi", 30, "%"), "met"),
        (score("ndi", 29, "%"), "not_documented"),
        (score("ndi", 15, "/50"), "met"),
        (score("ndi", 14, "/50"), "not_documented"),
        (score("ndi", 30), "met"),
        (score("ndi", 22), "not_documented"),
        (score("mjoa", 14), "met"),
        (score("mjoa", 15), "not_documented"),
        (score("odi", 60, "%"), "not_documented"),
    ],
)
def test_scores(fact, wanted):
    assert status(FUNCTION, working(fact)) == wanted


def test_the_latest_score_governs():
    record = working(
        score("ndi", 44, "%", date="2026-01-01"),
        score("ndi", 20, "%", date="2026-04-01"),
    )
    assert status(FUNCTION, record) == "not_documented"


def test_one_limited_activity_is_enough_beside_another_that_is_told_both_ways():
    rides = [limit("recreation"), limit("recreation", assertion="absent")]
    assert status(FUNCTION, working(*rides)) == "conflicting"
    assert status(FUNCTION, working(*rides, limit("walking"))) == "met"
    denied = limit("walking", assertion="absent")
    both = working(*rides, limit("walking"), denied)
    assert status(FUNCTION, both) == "conflicting"


def test_activities_documented_as_not_limited():
    free = limit("daily-activities", assertion="absent")
    assert status(FUNCTION, working(free)) == "not_met"
    two = [limit(kind, assertion="absent") for kind in ("dressing", "driving")]
    assert status(FUNCTION, working(*two)) == "not_met"
    assert status(FUNCTION, working(two[0])) == "not_documented"


def test_activities_without_a_name_are_vague():
    leaf = judge(FUNCTION, working(limit("daily-activities")))
    assert (leaf.status, leaf.because) == ("not_documented", "vague")


def test_limited_and_not_limited_conflict():
    driving = limit("driving")
    for denial in ("daily-activities", "driving"):
        record = working(driving, limit(denial, assertion="absent"))
        assert status(FUNCTION, record) == "conflicting"
    other = working(driving, limit("sleep", assertion="absent"))
    assert status(FUNCTION, other) == "met"


def test_silence_on_function():
    assert judge(FUNCTION, case()).because == "never-mentioned"


def test_the_limits_of_another_region_do_not_count():
    assert status(FUNCTION, working(limit("walking", site="knee"))) == "not_documented"


def test_letters_do_not_count_for_function():
    assert (
        status(FUNCTION, working(limit("driving", source="letter"))) == "not_documented"
    )
