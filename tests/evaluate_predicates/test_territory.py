from __future__ import annotations

import pytest

from tests.evaluate_predicates.factories import (
    STRICT,
    case,
    exam,
    finding,
    judge,
    place,
    status,
    strength,
    study,
    symptom,
)

MATCH = "symptoms-match-level"


def sided(level, side):
    return place(level, "posterior-cervical-decompression", side)


@pytest.mark.parametrize(
    ("site", "levels"),
    [
        ("shoulder", {"C3-4", "C4-5", "C5-6"}),
        ("upper-arm", {"C3-4", "C4-5", "C5-6"}),
        ("thumb", {"C4-5", "C5-6", "C6-7"}),
        ("index-finger", {"C4-5", "C5-6", "C6-7", "C7-T1"}),
        ("middle-finger", {"C5-6", "C6-7", "C7-T1"}),
        ("little-finger", {"C6-7", "C7-T1"}),
    ],
)
def test_one_root_up_or_down_of_each_root_of_a_range(site, levels):
    record = case(symptoms=[symptom("numbness", site, "left")])
    for level in ("C3-4", "C4-5", "C5-6", "C6-7", "C7-T1"):
        wanted = "met" if level in levels else "conflicting"
        assert status(MATCH, record, place(level)) == wanted, level


@pytest.mark.parametrize("site", ["hand", "arm", "fingers", "neck", "forearm"])
def test_sites_that_do_not_localise(site):
    leaf = judge(MATCH, case(symptoms=[symptom("pain", site, "left")]))
    assert (leaf.status, leaf.because) == ("not_documented", "not-localised")


@pytest.mark.parametrize(
    ("sign", "wanted"),
    [
        (strength("triceps", "4"), "met"),
        (strength("triceps", "5"), "not_documented"),
        (exam("reflex", site="triceps", side="left", grade="1+"), "met"),
        (exam("reflex", site="triceps", side="left", grade="2+"), "not_documented"),
        (exam("hyporeflexia", site="triceps", side="left"), "met"),
        (exam("sensory-loss", site="middle-finger", side="left"), "met"),
        (exam("sensory-loss", side="left", roots=("C7",)), "met"),
        (exam("weakness", site="triceps", side="left"), "met"),
        (
            exam("weakness", site="triceps", side="left", assertion="absent"),
            "not_documented",
        ),
        (exam("spurling", side="left"), "not_documented"),
    ],
)
def test_signs_of_the_root(sign, wanted):
    assert status(MATCH, case(exam_findings=[sign]), place("C6-7")) == wanted


@pytest.mark.parametrize(
    ("side", "line", "wanted"),
    [
        ("left", "left", "met"),
        ("bilateral", "left", "met"),
        ("right", "left", "conflicting"),
        (None, "left", "not_documented"),
        ("right", "bilateral", "met"),
        (None, "bilateral", "met"),
        ("right", None, "met"),
        (None, None, "met"),
    ],
)
def test_the_side_treated(side, line, wanted):
    record = case(symptoms=[symptom("numbness", "thumb", side)])
    assert status(MATCH, record, sided("C5-6", line)) == wanted


def test_conflicting_only_where_none_is_unlocalised():
    away = symptom("numbness", "little-finger", "left")
    assert status(MATCH, case(symptoms=[away]), place("C4-5")) == "conflicting"
    vague = case(symptoms=[away, symptom("pain", "neck")])
    assert status(MATCH, vague, place("C4-5")) == "not_documented"


def test_the_clash_of_symptoms_elsewhere_is_listed_unsettled():
    record = case(symptoms=[symptom("numbness", "little-finger", "left")])
    (clash,) = judge(MATCH, record, place("C4-5")).clashes
    assert clash.kind == "symptoms-elsewhere"
    assert clash.settled_by is None


def denial(*more):
    return case(
        symptoms=[symptom("radicular-symptoms", assertion="absent"), *more],
        exam_findings=[exam("neurological-deficit", assertion="absent")],
    )


def test_documented_none_at_all_fails():
    assert status(MATCH, denial()) == "not_met"
    assert status(MATCH, denial(symptom("pain", "neck"))) == "not_met"


def test_a_symptom_beside_the_denial_asks():
    assert status(MATCH, denial(symptom("numbness", "hand"))) == "not_documented"


def test_denied_symptoms_without_an_examination_do_not_fail():
    record = case(symptoms=[symptom("radicular-symptoms", assertion="absent")])
    assert status(MATCH, record) == "not_documented"


def test_full_strength_and_no_hoffmann_count_as_an_examination():
    record = case(
        symptoms=[symptom("neurological-symptoms", assertion="absent")],
        exam_findings=[
            strength("all", "5", None),
            exam("hoffmann", assertion="absent"),
        ],
    )
    assert status(MATCH, record) == "not_met"


def test_silence_is_not_documented():
    leaf = judge(MATCH, case())
    assert (leaf.status, leaf.because) == ("not_documented", "never-mentioned")


@pytest.mark.parametrize(
    "site", ["low-back", "leg", "dorsal-foot", "knee", "lateral-calf"]
)
def test_complaints_of_another_region_are_left_out(site):
    leaf = judge(MATCH, case(symptoms=[symptom("pain", site, "left")]))
    assert leaf.because == "never-mentioned"


@pytest.mark.parametrize("assertion", ["absent", "historical"])
def test_symptoms_that_are_not_so_now(assertion):
    record = case(symptoms=[symptom("numbness", "thumb", "left", assertion=assertion)])
    assert status(MATCH, record) == "not_documented"


def test_an_uncertain_symptom_does_not_localise():
    record = case(
        symptoms=[symptom("numbness", "thumb", "left", assertion="uncertain")]
    )
    assert judge(MATCH, record).because == "not-localised"


# --- central levels


CENTRAL = finding(location="central", side=None, label="severe")


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (CENTRAL, "met"),
        (finding(location="central", side=None, label="mild"), "not_documented"),
        (finding(location="foraminal", label="severe"), "not_documented"),
        (
            finding(
                kind="compression",
                label=None,
                location="cord",
                side=None,
                contact=("compress", "cord"),
            ),
            "met",
        ),
        (
            finding(kind="cord-signal-change", label=None, location="cord", side=None),
            "met",
        ),
    ],
)
def test_myelopathy_matches_a_central_level_only(shown, wanted):
    record = case(
        exam_findings=[exam("hoffmann", side="left")],
        imaging_studies=[study(shown)],
    )
    assert status(MATCH, record) == wanted


@pytest.mark.parametrize(
    "sign",
    ["babinski", "clonus", "hyperreflexia", "gait-abnormal", "grip-release"],
)
def test_each_sign_of_myelopathy(sign):
    record = case(exam_findings=[exam(sign)], imaging_studies=[study(CENTRAL)])
    assert status(MATCH, record) == "met"


def test_a_brisk_reflex_is_a_sign_of_myelopathy():
    brisk = exam("reflex", site="patellar", grade="3+")
    away = exam("reflex", site="triceps", grade="3+")
    for sign in (brisk, away):
        record = case(exam_findings=[sign], imaging_studies=[study(CENTRAL)])
        wanted = "met" if sign is away else "not_documented"
        assert status(MATCH, record) == wanted


def test_the_strict_grades_do_not_change_which_symptoms_match():
    record = case(
        exam_findings=[exam("hoffmann")],
        imaging_studies=[
            study(finding(location="central", side=None, label="moderate"))
        ],
    )
    assert status(MATCH, record, under=STRICT) == "met"


# --- a line without a side, narrowed on the other side


def narrowed(left, right, *symptoms):
    sides = [("left", left), ("right", right)]
    return case(
        symptoms=list(symptoms),
        imaging_studies=[
            study(*(finding(label=label, side=side) for side, label in sides if label))
        ],
    )


THUMB = symptom("numbness", "thumb", "left")


def test_symptoms_on_the_side_reported_as_not_narrowed_conflict():
    assert status(MATCH, narrowed("mild", "severe", THUMB)) == "conflicting"


@pytest.mark.parametrize(
    ("left", "right"), [(None, "severe"), ("severe", "severe"), ("mild", "mild")]
)
def test_otherwise_the_side_of_the_narrowing_decides_nothing(left, right):
    assert status(MATCH, narrowed(left, right, THUMB)) == "met"


def test_symptoms_on_both_sides_do_not_conflict():
    other = symptom("numbness", "thumb", "right")
    assert status(MATCH, narrowed("mild", "severe", THUMB, other)) == "met"


def test_an_unlocalised_symptom_opens_the_side_question():
    vague = symptom("pain", "neck")
    assert status(MATCH, narrowed("mild", "severe", THUMB, vague)) == "not_documented"


# --- notes, corpectomy, blame


def test_symptoms_outside_the_own_root_are_a_note_and_no_status():
    record = case(
        symptoms=[symptom("pain", "shoulder"), symptom("numbness", "hand", "bilateral")]
    )
    leaf = judge(MATCH, record, place("C4-5"))
    assert leaf.status == "met"
    assert any("hand" in note and "C5" in note for note in leaf.notes)
    assert not any("hand" in note for note in judge(MATCH, record, place("C5-6")).notes)


def test_a_corpectomy_needs_a_match_at_both_interspaces():
    at = place("C5", "cervical-corpectomy")
    near = case(symptoms=[symptom("numbness", "thumb", "left")])
    far = case(symptoms=[symptom("numbness", "little-finger", "left")])
    assert status(MATCH, near, at) == "met"
    assert status(MATCH, far, place("C6", "cervical-corpectomy")) == "conflicting"


def test_a_letter_is_no_record_of_symptoms():
    record = case(symptoms=[symptom("numbness", "thumb", "left", source="letter")])
    assert judge(MATCH, record).because == "never-mentioned"


@pytest.mark.parametrize(
    ("others", "wanted"),
    [
        ([], "conflicting"),
        ([symptom("pain", "neck")], "conflicting"),
        ([symptom("pain", "arm", "left")], "conflicting"),
        ([symptom("pain", "neck"), exam("spurling", side="left")], "conflicting"),
        ([symptom("pain", "arm", "right")], "not_documented"),
        ([symptom("numbness", "hand", "bilateral")], "not_documented"),
        ([symptom("pain", "arm")], "not_documented"),
        ([symptom("numbness", "thumb")], "not_documented"),
        ([symptom("numbness", "thumb", "right")], "met"),
    ],
)
def test_all_that_reaches_the_arm_on_the_other_side_is_a_conflict(others, wanted):
    """Neck pain comes with most arms: it does not make a wrong side an open one."""
    facts = [symptom("pain", "shoulder", "left"), *others]
    record = case(
        symptoms=[one for one in facts if type(one).__name__ == "Symptom"],
        exam_findings=[one for one in facts if type(one).__name__ == "ExamFinding"],
    )
    assert status(MATCH, record, sided("C4-5", "right")) == wanted


@pytest.mark.parametrize(("side", "wanted"), [(None, "not_met"), ("left", "other")])
def test_a_denial_about_one_side_is_none_in_general(side, wanted):
    record = case(
        symptoms=[symptom("radicular-symptoms", None, side, assertion="absent")],
        exam_findings=[exam("neurological-deficit", assertion="absent")],
    )
    found = status(MATCH, record)
    assert (found == "not_met") == (wanted == "not_met")
