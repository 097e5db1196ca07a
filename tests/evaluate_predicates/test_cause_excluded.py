from __future__ import annotations

import pytest

from tests.evaluate_predicates.factories import (
    case,
    exam,
    judge,
    result,
    statement,
    status,
    symptom,
)

OTHER = "other-causes-excluded"
HANDS = symptom("numbness", "hand", "bilateral")


def said(assertion="present", **more):
    return statement("other-causes-excluded", assertion=assertion, **more)


def test_a_clinicians_statement_suffices():
    assert status(OTHER, case(statements=[said()], symptoms=[HANDS])) == "met"


@pytest.mark.parametrize("speaker", ["reviewer", "patient"])
def test_only_a_clinician_can_state_it(speaker):
    record = case(statements=[said(speaker=speaker)], symptoms=[HANDS])
    assert status(OTHER, record) == "not_documented"


@pytest.mark.parametrize("speaker", ["clinician", "reviewer"])
def test_unsure_is_evidence_neither_way(speaker):
    unsure = said("uncertain", speaker=speaker)
    leaf = judge(OTHER, case(statements=[unsure], symptoms=[HANDS]))
    assert (leaf.status, leaf.because) == ("not_documented", "unsure")
    assert status(OTHER, case(statements=[unsure, said()])) == "met"


def test_an_unsure_worksheet_is_read():
    unsure = said("uncertain", source="worksheet", speaker="reviewer")
    assert judge(OTHER, case(statements=[unsure])).because == "unsure"


def test_silence():
    assert judge(OTHER, case(symptoms=[HANDS])).because == "never-mentioned"


def test_a_letter_is_no_statement_of_the_record():
    leaf = judge(OTHER, case(statements=[said(source="letter")], symptoms=[HANDS]))
    assert (leaf.status, leaf.because) == ("not_documented", "incomplete")


NERVES = {"kind": "nerve-study", "source": "nerve"}


@pytest.mark.parametrize(
    ("tests", "signs", "wanted"),
    [
        ([result(**NERVES, result="normal")], [], "met"),
        (
            [result(**NERVES, result="negative", indicates="carpal-tunnel-syndrome")],
            [],
            "met",
        ),
        ([], [exam("phalen", assertion="absent")], "met"),
        ([], [exam("tinel-elbow", assertion="absent")], "met"),
        ([], [exam("phalen", assertion="present")], "not_documented"),
        (
            [],
            [exam("phalen", assertion="absent"), exam("tinel-wrist")],
            "not_documented",
        ),
        ([result(**NERVES, result="inconclusive")], [], "not_documented"),
        (
            [result(**NERVES, result="normal", assertion="planned")],
            [],
            "not_documented",
        ),
        (
            [result(**NERVES, result="positive", indicates="carpal-tunnel-syndrome")],
            [],
            "not_met",
        ),
    ],
)
def test_work_up_of_hand_numbness(tests, signs, wanted):
    record = case(symptoms=[HANDS], tests=tests, exam_findings=signs)
    assert status(OTHER, record) == wanted


def test_every_alternative_that_the_symptoms_raise_must_be_excluded():
    symptoms = [HANDS, symptom("pain", "shoulder", "left")]
    hands_only = case(
        symptoms=symptoms, exam_findings=[exam("phalen", assertion="absent")]
    )
    both = case(
        symptoms=symptoms,
        exam_findings=[
            exam("phalen", assertion="absent"),
            exam("shoulder-impingement", assertion="absent"),
        ],
    )
    assert status(OTHER, hands_only) == "not_documented"
    assert status(OTHER, both) == "met"


def test_symptoms_that_raise_nothing_need_a_statement():
    record = case(
        symptoms=[symptom("pain", "neck")],
        exam_findings=[exam("phalen", assertion="absent")],
    )
    assert status(OTHER, record) == "not_documented"


def test_a_positive_study_that_explains_nothing_does_not_refute():
    record = case(
        symptoms=[symptom("pain", "neck")],
        tests=[result(**NERVES, result="positive", indicates="carpal-tunnel-syndrome")],
    )
    assert status(OTHER, record) == "not_documented"


def test_both_a_neck_and_a_wrist_finding_do_not_refute():
    record = case(
        symptoms=[HANDS],
        tests=[
            result(**NERVES, result="positive", indicates="carpal-tunnel-syndrome"),
            result(**NERVES, result="positive", indicates="cervical-radiculopathy"),
        ],
    )
    assert status(OTHER, record) == "not_documented"


BLAME = statement("symptoms-from-other-cause", about=("carpal-tunnel-syndrome",))


def test_an_attribution_to_another_cause_fails():
    assert status(OTHER, case(statements=[BLAME], symptoms=[HANDS])) == "not_met"


def test_attribution_and_exclusion_conflict():
    leaf = judge(OTHER, case(statements=[BLAME, said()], symptoms=[HANDS]))
    assert leaf.status == "conflicting"
    assert leaf.clashes and leaf.support and leaf.refute


def test_a_possible_attribution_does_not_fail():
    maybe = statement(
        "symptoms-from-other-cause",
        assertion="uncertain",
        about=("carpal-tunnel-syndrome",),
    )
    assert status(OTHER, case(statements=[maybe], symptoms=[HANDS])) == "not_documented"


@pytest.mark.parametrize(
    ("source", "wanted"), [("old-note", "met"), ("note", "conflicting")]
)
def test_not_yet_ruled_out_counts_against_only_when_not_older(source, wanted):
    record = case(statements=[said(), said("absent", source=source)])
    assert status(OTHER, record) == wanted


def test_not_ruled_out_alone_is_not_documented():
    leaf = judge(OTHER, case(statements=[said("absent")]))
    assert (leaf.status, leaf.because) == ("not_documented", "incomplete")


def test_a_statement_about_one_condition_excludes_that_one():
    about = said(about=("carpal-tunnel-syndrome",))
    assert status(OTHER, case(statements=[about], symptoms=[HANDS])) == "met"
    more = [HANDS, symptom("pain", "shoulder", "left")]
    assert status(OTHER, case(statements=[about], symptoms=more)) == "not_documented"
    general = said(about=("carpal-tunnel-syndrome",), detail="general")
    assert status(OTHER, case(statements=[general], symptoms=more)) == "met"


def test_no_symptom_or_sign_at_all_is_not_documented():
    record = case(
        statements=[said()],
        symptoms=[symptom("neurological-symptoms", assertion="absent")],
        exam_findings=[exam("neurological-deficit", assertion="absent")],
    )
    assert status(OTHER, record) == "not_documented"


def test_an_abnormal_shoulder_study_leaves_it_open():
    record = case(
        symptoms=[symptom("pain", "shoulder", "left")],
        tests=[
            result("shoulder-imaging", result="abnormal", indicates="shoulder-disorder")
        ],
    )
    assert status(OTHER, record) == "not_documented"
