"""Symptoms: kind, place, side, roots and assertion, as dictation and forms put them."""

from __future__ import annotations

import pytest

from tests.extract.frames_clinical.told import facts, told

HPI = "HISTORY OF PRESENT ILLNESS:\n"

PLACES = [
    (
        "Neck pain radiating to the left shoulder and lateral arm.",
        ["pain neck", "pain shoulder left", "pain upper-arm left"],
    ),
    (
        "Numbness in the thumb and index finger of both hands.",
        ["numbness index-finger bilateral", "numbness thumb bilateral"],
    ),
    ("Her hands go numb at night.", ["numbness hand bilateral"]),
    ("Constant numbness of bilateral hands.", ["numbness hand bilateral"]),
    (
        "Tingling in the ring and small fingers on the right.",
        ["tingling little-finger right", "tingling ring-finger right"],
    ),
    (
        "Posterior neck and head pain radiating into the shoulders.",
        ["pain head", "pain neck", "pain shoulder bilateral"],
    ),
    ("Neck pain and left arm numbness.", ["numbness arm left", "pain neck"]),
    (
        "Left arm numbness and tingling, neck pain.",
        ["numbness arm left", "pain neck", "tingling arm left"],
    ),
    (
        "Pain travels from the neck down the right arm to the thumb.",
        ["pain arm right", "pain neck", "pain thumb right"],
    ),
    (
        "N/T L hand, R trap pain.",
        ["numbness hand left", "pain trapezius right", "tingling hand left"],
    ),
    ("Bilateral hand numbness, left worse than right.", ["numbness hand bilateral"]),
    ("Pain between the shoulder blades.", ["pain scapula"]),
    (
        "Burning pain along the ulnar aspect of the left forearm.",
        ["pain medial-forearm left"],
    ),
    ("Occipital headaches daily.", ["headache"]),
    (
        "Low back pain shooting into the left calf.",
        ["pain low-back", "pain posterior-calf left"],
    ),
    ("She has bilateral knee pain.", ["pain knee bilateral"]),
    ("Cervicalgia with brachialgia on the left.", ["pain arm left", "pain neck"]),
    ("Arms feel heavy and weak.", ["weakness arm bilateral"]),
    ("Tingling in the thumbs.", ["tingling thumb bilateral"]),
    (
        "Aching upper arms and forearms.",
        ["pain forearm bilateral", "pain upper-arm bilateral"],
    ),
    ("Pain in the left hands.", ["pain hand left"]),
    (
        "Pain in the left shoulder and arms.",
        ["pain arm bilateral", "pain shoulder left"],
    ),
    ("Numbness of the hands on the right.", ["numbness hand right"]),
    ("Numb fingers.", ["numbness fingers"]),
    (
        "Numbness in the left thumb, index and middle fingers.",
        [
            "numbness index-finger left",
            "numbness middle-finger left",
            "numbness thumb left",
        ],
    ),
    ("Pain between the shoulder blades.", ["pain scapula"]),
    (
        "Weakness of the left arm with dropping objects.",
        ["dexterity-loss", "weakness", "weakness arm left"],
    ),
    (
        "Pain L shoulder, lat arm, radial forearm, thumb & IF.",
        [
            "pain index-finger left",
            "pain lateral-forearm left",
            "pain shoulder left",
            "pain thumb left",
            "pain upper-arm left",
        ],
    ),
    ("The index procedure helped; body mass index 31.", []),
    (
        "Numbness of the left middle finger and right middle toe.",
        ["numbness ankle right", "numbness middle-finger left"],
    ),
]
ROOTS = [
    ("Pain down the left arm in a C6 distribution.", ["pain arm left roots=C6"]),
    ("Paresthesias in the C6 and C7 dermatomes.", ["tingling roots=C6,C7"]),
    ("Left C6 radiculopathy symptoms.", ["radicular-symptoms left roots=C6"]),
    ("Symptoms since the C5-6 fusion.", []),
]
NEGATED = [
    (
        "He denies weakness, bowel or bladder changes.",
        [
            "bladder-dysfunction !absent",
            "bowel-dysfunction !absent",
            "weakness !absent",
        ],
    ),
    ("No radicular symptoms.", ["radicular-symptoms !absent"]),
    ("The patient is asymptomatic.", ["neurological-symptoms !absent"]),
    ("He was asymptomatic until the fall.", []),
    ("No neurologic complaints.", ["neurological-symptoms !absent"]),
    (
        "No numbness in the hands but tingling in the left thumb.",
        ["numbness hand bilateral !absent", "tingling thumb left"],
    ),
    (
        "Denies gait imbalance or loss of dexterity but has urinary urgency.",
        ["bladder-dysfunction", "dexterity-loss !absent", "gait-imbalance !absent"],
    ),
    ("Left arm pain has resolved.", ["pain arm left !historical"]),
    ("No saddle anesthesia. No HA.", ["headache !absent", "saddle-anesthesia !absent"]),
    ("She lifts without aggravating neck pain.", ["pain neck"]),
    ("9 mo h/o neck pain.", ["pain neck"]),
    ("Today + numbness L hand. - HA.", ["headache !absent", "numbness hand left"]),
    ("A sixty-three year old man with neck pain.", ["pain neck"]),
    ("Progressive trouble with her hands; cannot do buttons.", ["dexterity-loss"]),
    (
        "Her hands have become clumsy and she cannot button her coat.",
        ["dexterity-loss"],
    ),
    ("Balance is good. Gait unchanged.", ["gait-imbalance !absent"]),
    (
        "She reports unsteadiness, trouble with buttons and worsening handwriting.",
        ["dexterity-loss", "gait-imbalance"],
    ),
]
NEVER = [
    "Return if weakness or numbness of the arm develops.",
    "Risks include infection, numbness, weakness and neck pain.",
    "He was referred to pain management.",
    "Her mother has neck pain.",
    "Goal: neck pain 2/10 or less.",
    "Diagnosis of radiculopathy was made elsewhere.",
]
SILENT = [
    "PLAN:\nGabapentin for left arm pain.",
    "MEDICATIONS:\nTramadol for neck pain",
    "PHYSICAL EXAMINATION:\nPain with neck extension. Numbness over the left thumb.",
    "COVERAGE POLICY\n\nSurgery is medically necessary when there is neck pain "
    "and left arm numbness.",
]


@pytest.mark.parametrize(("text", "expected"), [*PLACES, *ROOTS, *NEGATED])
def test_a_complaint_keeps_its_place_side_roots_and_assertion(text, expected):
    assert told("symptoms.document", HPI + text) == expected


@pytest.mark.parametrize("text", NEVER)
def test_a_sentence_of_advice_risk_or_another_person_tells_of_no_symptom(text):
    present = [one for one in told("symptoms.document", HPI + text) if "!" not in one]
    assert present == []


@pytest.mark.parametrize("text", SILENT)
def test_a_section_that_is_no_history_tells_of_no_symptom(text):
    assert told("symptoms.document", text) == []


def test_an_imaging_report_tells_of_symptoms_in_its_indication_only():
    text = (
        "MRI CERVICAL SPINE\n\nINDICATION: Neck pain and left arm numbness.\n\n"
        "FINDINGS: Mild neck pain-related straightening. Weakness of the ligament.\n"
    )
    assert told("symptoms.document", text, "imaging-report") == [
        "numbness arm left",
        "pain neck",
    ]


def test_a_ticked_answer_decides_and_an_empty_box_says_nothing():
    text = (
        "REVIEW OF SYSTEMS:\n[x] Numbness left hand\n[ ] Headache\n"
        "Gait imbalance: [ ] Yes [x] No\n"
    )
    expected = ["gait-imbalance !absent", "numbness hand left"]
    assert told("symptoms.document", text) == expected


def test_a_ticked_place_answers_the_question_before_it():
    text = (
        "PATIENT QUESTIONNAIRE\n\n"
        "Where is your pain?  [X] Neck  [X] Right arm  [ ] Left arm  [ ] Low back\n"
        "Do you have numbness?  (Y) / N\n"
    )
    assert told("symptoms.document", text) == [
        "numbness",
        "pain arm right",
        "pain neck",
    ]


def test_a_heading_of_one_letter_runs_into_its_sentence():
    text = "S: R shoulder pain. No weakness.\nO: Sens intact.\nP: PT."
    assert told("symptoms.document", text) == [
        "pain shoulder right",
        "weakness !absent",
    ]
    assert (
        facts("symptoms.document", text)[0].evidence[0].quote == "S: R shoulder pain."
    )


def test_a_nerve_study_names_symptoms_in_its_history_only():
    text = "HISTORY: Left hand numbness.\n\nIMPRESSION: Left C6 radiculopathy.\n"
    assert told("symptoms.document", text, "nerve-study") == ["numbness hand left"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Right arm: No symptoms", ["neurological-symptoms right !absent"]),
        ("Left arm: asymptomatic.", ["neurological-symptoms left !absent"]),
        ("She is asymptomatic.", ["neurological-symptoms !absent"]),
    ],
)
def test_a_denial_about_one_limb_keeps_its_side(text, expected):
    assert told("symptoms.document", HPI + text) == expected
