from __future__ import annotations

import pytest

from tests.evaluate_predicates.factories import (
    case,
    diagnosis,
    exam,
    finding,
    judge,
    place,
    statement,
    status,
    strength,
    study,
    symptom,
)

MYELOPATHY = "myelopathy"
CORD = finding(
    kind="compression",
    label=None,
    location="cord",
    side=None,
    contact=("compress", "cord"),
)
NO_CORD = finding(
    kind="compression",
    label=None,
    location="cord",
    side=None,
    contact=("compress", "cord"),
    assertion="absent",
)
SIGNAL = finding(kind="cord-signal-change", label=None, location="cord", side=None)
HOFFMANN = exam("hoffmann", side="left")


def record(signs=(), findings=(), symptoms=(), **lists):
    studies = [study(*findings)] if findings else []
    return case(
        exam_findings=signs, symptoms=symptoms, imaging_studies=studies, **lists
    )


@pytest.mark.parametrize(
    ("signs", "findings", "wanted"),
    [
        ([HOFFMANN], [CORD], "met"),
        ([HOFFMANN], [SIGNAL], "met"),
        ([HOFFMANN], [], "not_documented"),
        ([], [CORD], "not_documented"),
        ([], [], "not_applicable"),
        ([exam("hoffmann", assertion="absent")], [CORD], "not_met"),
        ([exam("myelopathic-signs", assertion="absent")], [CORD], "not_met"),
        ([HOFFMANN], [NO_CORD], "not_met"),
        ([exam("hoffmann", assertion="uncertain")], [CORD], "not_documented"),
        ([exam("clonus", assertion="absent"), HOFFMANN], [CORD], "met"),
        ([exam("hoffmann", assertion="absent"), HOFFMANN], [CORD], "conflicting"),
        ([exam("hoffmann", side="right", assertion="absent"), HOFFMANN], [CORD], "met"),
    ],
)
def test_both_halves_of_myelopathy(signs, findings, wanted):
    assert status(MYELOPATHY, record(signs, findings)) == wanted


def test_narrowing_of_the_canal_is_no_compression_of_the_cord():
    severe = finding(location="central", side=None)
    assert status(MYELOPATHY, record([HOFFMANN], [severe])) == "not_documented"
    touched = finding(
        kind="compression",
        label=None,
        location="cord",
        side=None,
        contact=("abut", "cord"),
    )
    assert status(MYELOPATHY, record([HOFFMANN], [touched])) == "not_documented"


def test_an_open_waiver_names_the_half_that_stands():
    leaf = judge(MYELOPATHY, record([HOFFMANN]))
    assert leaf.support and "cord compression" in leaf.reason


def test_reported_clumsiness_is_a_sign_unless_examined_and_absent():
    clumsy = symptom("dexterity-loss")
    assert status(MYELOPATHY, record([], [CORD], [clumsy])) == "met"
    free = exam("dexterity-loss", assertion="absent")
    assert status(MYELOPATHY, record([free], [CORD], [clumsy])) == "not_met"
    other = exam("clonus", assertion="absent")
    assert status(MYELOPATHY, record([other], [CORD], [clumsy])) == "conflicting"


def test_a_diagnosis_of_myelopathy_is_no_sign():
    named = record([], [CORD], diagnoses=[diagnosis("cervical-myelopathy")])
    assert status(MYELOPATHY, named) == "not_documented"


def test_a_brisk_reflex_is_a_sign():
    brisk = exam("reflex", site="patellar", grade="3+")
    assert status(MYELOPATHY, record([brisk], [CORD])) == "met"


def test_a_later_study_can_end_the_compression():
    older = study(CORD, date="2025-12-01")
    newer = study(NO_CORD, date="2026-03-01")
    found = case(exam_findings=[HOFFMANN], imaging_studies=[older, newer])
    assert status(MYELOPATHY, found) == "not_met"


# --- progressive weakness


PROGRESS = "progressive-motor-deficit"
OLD = strength("biceps", "5", source="old-note")


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("5", "4+", "met"),
        ("4", "4-", "met"),
        ("4", "4", "not_met"),
        ("4-", "4", "not_met"),
        ("4+", "3", "met"),
    ],
)
def test_half_a_grade_between_two_dated_examinations(first, second, wanted):
    signs = [strength("triceps", first, source="old-note"), strength("triceps", second)]
    assert status(PROGRESS, record(signs)) == wanted


@pytest.mark.parametrize(
    ("other", "wanted"),
    [
        (strength("biceps", "4"), "not_applicable"),
        (strength("triceps", "4", "right"), "not_applicable"),
        (strength("triceps", "4", source="undated-note"), "not_applicable"),
        (strength("triceps", "4", "bilateral"), "met"),
    ],
)
def test_same_muscle_same_side_dated(other, wanted):
    signs = [strength("triceps", "5", source="old-note"), other]
    assert status(PROGRESS, record(signs)) == wanted


def test_full_strength_counts_as_five_everywhere():
    signs = [strength("all", "5", None, source="old-note"), strength("triceps", "4+")]
    assert status(PROGRESS, record(signs)) == "met"
    arm = [strength("arm", "5", None, source="old-note"), strength("triceps", "4+")]
    assert status(PROGRESS, record(arm)) == "met"
    leg = [strength("leg", "5", None, source="old-note"), strength("triceps", "4+")]
    assert status(PROGRESS, record(leg)) == "not_applicable"


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (
            [strength("triceps", "4+", "right"), strength("all", "5", None)],
            [strength("triceps", "4", "right"), strength("all", "5", None)],
            "met",
        ),
        (
            [strength("triceps", "5", "bilateral")],
            [strength("triceps", "5", "bilateral"), strength("triceps", "4", "left")],
            "met",
        ),
        (
            [strength("triceps", "4", "right"), strength("arm", "5", "bilateral")],
            [strength("triceps", "4", "right"), strength("arm", "5", "bilateral")],
            "not_met",
        ),
        (
            [strength("triceps", "4+", "right")],
            [strength("triceps", "4", "right"), strength("triceps", "5", "right")],
            "not_met",
        ),
    ],
    ids=["otherwise-full", "both-sides-except", "unchanged", "two-grades-one-day"],
)
def test_the_most_particular_grade_of_a_day_counts(first, second, wanted):
    old = [one.model_copy(update={"evidence": OLD.evidence}) for one in first]
    assert status(PROGRESS, record([*old, *second])) == wanted


def test_weakness_laid_to_pain_or_effort_does_not_count():
    signs = [
        strength("triceps", "5", source="old-note"),
        strength("triceps", "4", detail="pain-limited"),
    ]
    assert status(PROGRESS, record(signs)) == "not_applicable"


SAID = statement("progressive-weakness")


@pytest.mark.parametrize(
    ("signs", "statements", "wanted"),
    [
        ([strength("triceps", "4")], [SAID], "met"),
        ([exam("weakness", site="triceps")], [SAID], "met"),
        ([], [SAID], "not_documented"),
        ([strength("all", "5", None)], [SAID], "not_met"),
        ([strength("triceps", "4")], [], "not_applicable"),
        (
            [strength("triceps", "4")],
            [statement("progressive-weakness", speaker="patient")],
            "not_applicable",
        ),
        (
            [strength("triceps", "4")],
            [statement("progressive-weakness", source="letter")],
            "not_applicable",
        ),
        (
            [strength("triceps", "4")],
            [statement("progressive-weakness", assertion="absent")],
            "not_met",
        ),
    ],
)
def test_a_clinicians_statement_with_weakness(signs, statements, wanted):
    assert status(PROGRESS, record(signs, statements=statements)) == wanted


def test_a_decline_that_the_record_denies_conflicts():
    signs = [strength("triceps", "5", source="old-note"), strength("triceps", "4")]
    denied = [statement("progressive-weakness", assertion="absent")]
    assert status(PROGRESS, record(signs, statements=denied)) == "conflicting"


# --- severe weakness


SEVERE = "severe-motor-deficit"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("4", "not_met"), ("4-", "met"), ("3+", "met"), ("0", "met"), ("5", "not_met")],
)
def test_four_minus_or_less(value, wanted):
    found = record([strength("triceps", value)])
    assert status(SEVERE, found, place("C6-7")) == wanted


@pytest.mark.parametrize(
    ("muscle", "wanted"),
    [
        ("triceps", "met"),
        ("biceps", "met"),
        ("grip", "met"),
        ("deltoid", "not_applicable"),
        ("hip-flexion", "not_applicable"),
    ],
)
def test_a_key_muscle_of_the_root_or_its_neighbour(muscle, wanted):
    found = record([strength(muscle, "3")])
    assert status(SEVERE, found, place("C6-7")) == wanted


def test_the_latest_examination_of_the_muscle_governs():
    signs = [strength("triceps", "3", source="old-note"), strength("triceps", "5")]
    assert status(SEVERE, record(signs), place("C6-7")) == "not_met"


def test_grades_that_differ_on_one_day_conflict():
    signs = [strength("triceps", "3"), strength("triceps", "5")]
    assert status(SEVERE, record(signs), place("C6-7")) == "conflicting"


def test_weakness_without_a_grade_does_not_open_it():
    found = record([exam("weakness", site="triceps")])
    assert status(SEVERE, found, place("C6-7")) == "not_applicable"


# --- sphincters


SPHINCTER = "cauda-equina-or-sphincter"


@pytest.mark.parametrize(
    ("symptoms", "findings", "wanted"),
    [
        ([symptom("bladder-dysfunction")], [CORD], "met"),
        ([symptom("saddle-anesthesia", site="saddle")], [CORD], "met"),
        (
            [symptom("bowel-dysfunction")],
            [finding(location="central", side=None)],
            "met",
        ),
        (
            [symptom("bladder-dysfunction")],
            [finding(location="central", side=None, label="moderate")],
            "not_documented",
        ),
        ([symptom("bladder-dysfunction")], [], "not_documented"),
        ([symptom("bladder-dysfunction", assertion="absent")], [CORD], "not_met"),
        ([], [CORD], "not_applicable"),
        ([], [], "not_applicable"),
    ],
)
def test_new_sphincter_symptoms_with_imaging(symptoms, findings, wanted):
    assert status(SPHINCTER, record((), findings, symptoms)) == wanted


# --- hardware


HARDWARE = "hardware-migration"


def implant(kind="implant-migration", **more):
    more.setdefault("location", "hardware")
    return finding(label=None, kind=kind, side=None, **more)


@pytest.mark.parametrize(
    ("findings", "wanted"),
    [
        ([implant(detail="acute")], "met"),
        ([implant()], "not_documented"),
        ([implant("hardware-failure", quote="the C6 screw is broken")], "met"),
        ([implant("hardware-failure", quote="loosening of the C6 screw")], "not_met"),
        ([implant("hardware-failure", level=None, assertion="absent")], "not_met"),
        (
            [
                implant(detail="acute", name="screw"),
                implant(detail="acute"),
                implant(level=None, assertion="absent", name="interbody"),
            ],
            "met",
        ),
        (
            [
                implant(detail="acute", name="screw"),
                implant(level=None, assertion="absent", name="screw"),
            ],
            "conflicting",
        ),
        (
            [
                implant(detail="acute"),
                implant(level=None, assertion="absent", name="interbody"),
            ],
            "conflicting",
        ),
        ([implant("subsidence")], "not_applicable"),
        ([], "not_applicable"),
    ],
)
def test_acute_migration_or_breakage(findings, wanted):
    assert status(HARDWARE, record((), findings)) == wanted


def test_a_diagnosis_alone_is_no_half():
    named = [diagnosis("hardware-failure")]
    assert status(HARDWARE, record(diagnoses=named)) == "not_applicable"
    sound = [implant("hardware-failure", level=None, assertion="absent")]
    assert status(HARDWARE, record((), sound, diagnoses=named)) == "not_met"
