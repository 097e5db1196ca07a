from __future__ import annotations

import pytest

from tests.evaluate_predicates.factories import (
    case,
    judge,
    limit,
    operation,
    statement,
    status,
    symptom,
    treatment,
)
from workbench.schema.case import Range

CARE = "conservative-care"
NSAID = treatment("nsaid", start="2026-02-01", end="2026-03-01", response="none")


def therapy(start=None, end=None, **more):
    more.setdefault("response", "none")
    return treatment("physical-therapy", start=start, end=end, **more)


def cared(*facts, **lists):
    return case(treatments=facts, **lists)


def part(leaf, name):
    return dict(leaf.parts)[name]


def length(*facts, **lists):
    return part(judge(CARE, cared(*facts, **lists)), "length")


def test_six_weeks_of_two_kinds_without_benefit():
    record = cared(therapy("2026-02-01", "2026-03-20"), NSAID)
    assert status(CARE, record) == "met"


@pytest.mark.parametrize(
    ("end", "wanted"),
    [("2026-03-14", "not_met"), ("2026-03-15", "met"), ("2026-03-16", "met")],
)
def test_forty_two_days_by_end_minus_start(end, wanted):
    assert length(therapy("2026-02-01", end)).status == wanted


@pytest.mark.parametrize(
    ("days", "wanted"), [(41, "not_met"), (42, "met"), (43, "met")]
)
def test_a_stated_length(days, wanted):
    assert length(therapy(days=days)).status == wanted


def test_trials_are_merged_as_a_union_not_a_sum():
    same = [
        therapy("2026-02-01", "2026-03-01"),
        treatment("nsaid", start="2026-02-01", end="2026-03-01"),
    ]
    assert length(*same).status == "not_met"
    apart = [
        therapy("2026-02-01", "2026-02-22"),
        treatment("nsaid", start="2026-03-01", end="2026-03-22"),
    ]
    assert length(*apart).status == "met"


def test_undated_parts_lie_between_the_longest_and_the_sum():
    short = [therapy(days=28), treatment("nsaid", days=28)]
    assert length(*short).status == "not_documented"
    shorter = [therapy(days=14), treatment("nsaid", days=14)]
    assert length(*shorter).status == "not_met"
    long = [therapy(days=42), treatment("nsaid", days=28)]
    assert length(*long).status == "met"


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [
        (28, 41, "not_met"),
        (28, 42, "not_documented"),
        (42, 56, "met"),
        (42, None, "met"),
        (28, None, "not_documented"),
    ],
)
def test_a_range_of_days(low, high, wanted):
    assert length(therapy(days_range=Range(low=low, high=high))).status == wanted


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("2026-01", "2026-03", "not_documented"),
        ("2026-01", "2026-04", "met"),
        ("2026-03", "2026-03", "not_met"),
        ("2025-12-01", "2026", "not_documented"),
    ],
)
def test_partial_dates_that_straddle_are_open(start, end, wanted):
    assert length(therapy(start, end)).status == wanted


@pytest.mark.parametrize("words", ["a few weeks", "extensive"])
def test_vague_words_are_no_length(words):
    leaf = length(therapy(vague=words))
    assert (leaf.status, leaf.because) == ("not_documented", "vague")


def test_sessions_are_no_length():
    assert length(therapy(sessions=12)).status == "not_documented"


def test_care_without_dates_leaves_a_short_trial_open():
    leaf = length(therapy("2026-02-01", "2026-03-01"), treatment("nsaid"))
    assert (leaf.status, leaf.because) == ("not_documented", "undated")


def test_a_single_injection_documents_no_length():
    leaf = length(treatment("facet-injection", date="2026-03-01"))
    assert (leaf.status, leaf.because) == ("not_documented", "undated")


def test_an_injection_adds_no_days():
    record = [therapy("2026-02-01", "2026-03-01"), treatment("epidural-injection")]
    assert length(*record).status == "not_met"


# --- window and episode


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("2025-05-04", "2025-06-15", "met"),
        ("2025-05-03", "2025-06-14", "not_met"),
        ("2025-03-01", "2025-06-15", "met"),
        ("2026-03-23", "2026-05-04", "met"),
        ("2026-03-24", "2026-06-04", "not_met"),
    ],
)
def test_days_outside_the_window_are_cut_off(start, end, wanted):
    assert length(therapy(start, end, source="undated-note")).status == wanted


def test_care_wholly_before_the_window_is_stale():
    leaf = length(therapy("2024-01-01", "2024-06-01"))
    assert (leaf.status, leaf.because) == ("not_documented", "stale")


def test_care_before_an_operation_belongs_to_an_earlier_episode():
    done = operation("acdf", date="2026-02-15", assertion="historical")
    leaf = length(therapy("2026-01-01", "2026-03-20"), procedures_done=[done])
    assert leaf.status == "not_met"
    wrist = operation("carpal-tunnel-release", date="2026-02-15")
    leaf = length(therapy("2026-01-01", "2026-03-20"), procedures_done=[wrist])
    assert leaf.status == "met"


def test_a_length_counts_back_from_its_note_and_is_cut_at_the_operation():
    done = operation("acdf", date="2026-04-01", assertion="historical")
    leaf = length(therapy(days=42), procedures_done=[done])
    assert leaf.status == "not_met"


def test_a_length_told_by_an_old_note_lies_outside():
    assert length(therapy(days=84, source="ancient-note")).because == "stale"


def test_a_length_in_an_undated_note_is_open():
    leaf = length(therapy(days=84, source="undated-note"))
    assert (leaf.status, leaf.because) == ("not_documented", "undated")


def test_a_long_habit_is_cut_at_the_window():
    habit = treatment("nsaid", days=2000)
    assert length(habit).status == "met"


def test_ongoing_care_lasts_to_its_note():
    ongoing = therapy("2026-03-01", status="ongoing")
    assert length(ongoing).status == "met"
    recent = therapy("2026-03-20", status="ongoing")
    assert length(recent).status == "not_met"


@pytest.mark.parametrize(
    ("day", "end", "wanted"),
    [
        ("2026-02-01", "2026-03-02", "not_met"),
        ("2026-02-01", "2026-03-15", "met"),
        ("2026-04-01", "2026-03-15", "not_documented"),
    ],
)
def test_care_given_on_a_day_and_up_to_another_lasts_between_them(day, end, wanted):
    assert length(treatment("nsaid", date=day, end=end)).status == wanted


def test_only_the_first_day_is_told():
    assert length(therapy("2026-02-01")).status == "not_documented"


def test_without_a_request_date_the_length_is_open():
    record = cared(therapy("2026-02-01", "2026-04-01"))
    leaf = part(judge(CARE, record, request=None), "length")
    assert leaf.status == "not_documented"


# --- none, planned, letters, regions


def test_none_tried():
    none = statement("no-conservative-care")
    assert status(CARE, case(statements=[none])) == "not_met"
    absent = treatment("conservative-care", assertion="absent")
    assert status(CARE, cared(absent)) == "not_met"


@pytest.mark.parametrize(
    ("source", "wanted"), [("old-note", "met"), ("note", "conflicting")]
)
def test_none_tried_against_care_done(source, wanted):
    record = cared(
        therapy("2026-02-01", "2026-03-20"),
        NSAID,
        statements=[statement("no-conservative-care", source=source)],
    )
    assert status(CARE, record) == wanted


def test_silence_is_not_documented():
    leaf = judge(CARE, case())
    assert (leaf.status, leaf.because) == ("not_documented", "never-mentioned")


@pytest.mark.parametrize("fields", [{"status": "planned"}, {"assertion": "planned"}])
def test_planned_care_is_no_care(fields):
    leaf = length(therapy(days=42, **fields))
    assert (leaf.status, leaf.because) == ("not_documented", "planned-only")


def test_a_letter_is_no_record_of_care():
    record = cared(therapy("2026-02-01", "2026-03-20", source="letter"))
    leaf = judge(CARE, record)
    assert leaf.status == "not_documented"
    assert any("letter" in note for note in leaf.notes)


@pytest.mark.parametrize("site", ["low-back", "shoulder", "knee"])
def test_care_of_another_region_does_not_count(site):
    leaf = length(therapy("2026-02-01", "2026-03-20", site=site))
    assert (leaf.status, leaf.because) == ("not_documented", "elsewhere")


def test_care_without_a_region_counts():
    assert length(therapy("2026-02-01", "2026-03-20", site=None)).status == "met"


# --- active component and second kind


def active(*facts):
    return part(judge(CARE, cared(*facts)), "active-component")


@pytest.mark.parametrize(
    ("fact", "wanted"),
    [
        (therapy("2026-02-01", "2026-02-03"), "met"),
        (treatment("chiropractic", days=7), "met"),
        (treatment("home-exercise", days=42, supervised=True), "met"),
        (treatment("home-exercise", days=42, supervised=False), "not_documented"),
        (treatment("home-exercise", days=42), "not_documented"),
        (treatment("nsaid", days=42), "not_documented"),
        (therapy(assertion="absent"), "not_met"),
        (therapy(status="declined"), "not_met"),
        (therapy(status="not-done"), "not_met"),
        (therapy(status="planned"), "not_documented"),
        (therapy(site="low-back", days=42), "not_documented"),
    ],
)
def test_the_active_component(fact, wanted):
    assert active(fact).status == wanted


def test_declining_more_therapy_does_not_undo_what_was_done():
    record = [therapy("2026-02-01", "2026-03-20"), therapy(status="declined")]
    assert active(*record).status == "met"


def test_done_in_one_place_and_denied_in_a_later_one_conflicts():
    record = [therapy("2026-02-01", "2026-03-20"), therapy(assertion="absent")]
    assert active(*record).status == "conflicting"


def test_denied_before_it_was_done_does_not_conflict():
    record = [
        therapy("2026-02-01", "2026-03-20"),
        therapy(assertion="absent", source="old-note"),
    ]
    assert active(*record).status == "met"


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("nsaid", "met"),
        ("opioid", "met"),
        ("epidural-injection", "met"),
        ("activity-modification", "met"),
        ("traction", "met"),
        ("collar", "met"),
        ("chiropractic", "not_documented"),
        ("massage", "not_documented"),
        ("acupuncture", "not_documented"),
    ],
)
def test_the_second_kind(kind, wanted):
    record = cared(therapy("2026-02-01", "2026-03-20"), treatment(kind))
    assert part(judge(CARE, record), "second-kind").status == wanted


def test_a_second_kind_outside_the_window_does_not_count():
    old = treatment("epidural-injection", date="2024-03-01")
    record = cared(therapy("2026-02-01", "2026-03-20"), old)
    assert part(judge(CARE, record), "second-kind").status == "not_documented"


# --- benefit


def response(answer, *symptoms, **lists):
    fact = therapy("2026-02-01", "2026-03-20", response=answer)
    record = cared(fact, treatment("nsaid", days=20), symptoms=symptoms, **lists)
    return part(judge(CARE, record), "no-lasting-benefit")


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("none", "met"),
        ("temporary", "met"),
        ("worse", "met"),
        ("not-tolerated", "met"),
        ("lasting", "not_met"),
        ("partial", "not_documented"),
        (None, "not_documented"),
    ],
)
def test_the_recorded_response(answer, wanted):
    assert response(answer).status == wanted


PAIN = symptom("pain", "neck")


def test_a_complaint_after_the_care_shows_no_lasting_benefit():
    assert response(None, PAIN).status == "met"
    early = symptom("pain", "neck", source="old-note")
    assert response(None, early).status == "not_documented"
    back = symptom("pain", "low-back")
    assert response(None, back).status == "not_documented"


def test_a_later_complaint_outweighs_a_lasting_gain_told_before():
    fact = therapy("2025-11-01", "2026-01-05", response="lasting", source="old-note")
    record = cared(fact, symptoms=[PAIN])
    assert part(judge(CARE, record), "no-lasting-benefit").status == "met"


def test_a_lasting_gain_told_with_the_complaint_stands():
    assert response("lasting", PAIN).status == "not_met"


def test_partial_gain_with_a_limitation_left():
    after = limit("driving")
    assert response("partial", PAIN, functional_limits=[after]).status == "met"
    before = limit("driving", source="old-note")
    left = response("partial", PAIN, functional_limits=[before])
    assert left.status == "not_documented"


def test_failed_in_general_and_helped_in_general():
    failed = [statement("conservative-care-failed")]
    helped = [statement("conservative-care-helped")]
    assert response(None, statements=failed).status == "met"
    assert response(None, statements=helped).status == "not_met"
    assert response("none", statements=helped).status == "conflicting"


# --- itemised therapy records


def test_an_itemised_record_wins_over_a_summary():
    record = therapy("2026-02-02", "2026-02-23", source="therapy")
    summary = therapy(days=84)
    leaf = judge(CARE, cared(record, summary, treatment("epidural-injection")))
    assert part(leaf, "length").status == "not_met"
    (clash,) = [one for one in leaf.clashes if one.kind == "care-length"]
    assert clash.settled_by == "itemised-therapy-record"


def test_an_agreeing_summary_is_no_conflict_and_adds_no_days():
    record = therapy("2026-02-02", "2026-03-02", source="therapy", response=None)
    summary = therapy(days=28)
    leaf = judge(CARE, cared(record, summary, treatment("epidural-injection")))
    assert part(leaf, "length").status == "not_met"
    assert part(leaf, "no-lasting-benefit").status == "met"
    assert not leaf.clashes


def test_visits_of_a_therapy_record_make_one_trial():
    visits = [
        therapy(source="therapy", date=date)
        for date in ("2026-02-02", "2026-02-20", "2026-03-16")
    ]
    assert length(*visits).status == "met"
    assert length(*visits[:2]).status == "not_met"


def test_an_itemised_record_outweighs_a_denial():
    record = therapy("2026-02-02", "2026-03-20", source="therapy")
    denied = [therapy(assertion="absent")]
    assert active(record, *denied).status == "met"


def test_a_trial_of_other_dates_is_no_summary_of_the_record():
    record = therapy("2026-02-02", "2026-02-23", source="therapy")
    other = therapy("2025-08-01", "2025-10-01")
    assert length(record, other).status == "met"
