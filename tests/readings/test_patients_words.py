"""What patients and therapists write in their own words: forms, messages, logs."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import TODAY, facts

Told = tuple[str, str, str | None, str | None]


def told(text: str, style: str = "clinic") -> set[Told]:
    """Kind, assertion, place and side of each fact that is read."""
    return {
        (one.kind, one.assertion, one.level or one.site, one.side)
        for one in facts(text, style, TODAY)
    }


def kinds(text: str, said: str = "present", style: str = "clinic") -> set[str]:
    return {kind for kind, assertion, _, _ in told(text, style) if assertion == said}


def scores(text: str) -> list[tuple[object, object, object]]:
    found = facts(text, "therapy-log", TODAY)
    return [
        (one.name, one.value, one.phase)  # type: ignore[union-attr]
        for one in found
        if one.kind == "score"
    ]


# --- limits --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Unable to sit > 15 min, can't lift toddler.", {"sitting", "childcare"}),
        ("Stands < 10 min, could not finish the dishes.", {"walking", "housework"}),
        ("Trouble with dressing, driving and sleep.", {"dressing", "driving", "sleep"}),
        (
            "Cannot mow the lawn, drive or sleep on my side.",
            {"housework", "driving", "sleep"},
        ),
        (
            "Unable to drive more than 20 min, walk a block, sit through a meal.",
            {"driving", "walking", "sitting"},
        ),
        ("Difficulty with buttons, cooking, stairs.", {"dressing", "housework"}),
        ("Hardest thing to do: sit thru church, put on socks", {"sitting", "dressing"}),
        ("Can't stand at the stove longer than ten minutes.", {"walking"}),
        ("What can't you do? sleep on my side, lift my grandson", {"sleep", "lifting"}),
        ("Which activities are limited? sleep, driving", {"sleep", "driving"}),
    ],
)
def test_limits_that_are_told(text, limits):
    assert limits <= kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Trouble with dressing, driving is fine.", "driving"),
        ("Cannot lift the kettle, work is ok.", "work"),
        ("Cannot mow the lawn, sleeps well.", "sleep"),
        ("If she cannot mow the lawn, drive or sleep, call.", "driving"),
        ("No trouble with dressing, driving or sleep.", "driving"),
    ],
)
def test_a_list_of_limits_ends(text, kind):
    assert kind not in kinds(text)


def test_what_a_value_means_is_still_nobodys():
    text = "Cotinine above 10 ng/mL may reflect nicotine replacement."
    assert "nicotine" not in kinds(text)


# --- forms ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Where does it hurt?  low back + left butt",
            {
                ("pain", "present", "low-back", None),
                ("pain", "present", "buttock", "left"),
            },
        ),
        (
            "Where is your pain? neck, right shoulder",
            {
                ("pain", "present", "neck", None),
                ("pain", "present", "shoulder", "right"),
            },
        ),
        ("Where do you hurt? both feet", {("pain", "present", "foot", "bilateral")}),
        (
            "Do you have numbness? (Y) N   where: outside of left foot",
            {("numbness", "present", "lateral-foot", "left")},
        ),
        (
            "Tingling? [x] Yes [ ] No  If yes, where: right thumb",
            {("tingling", "present", "thumb", "right")},
        ),
        ("Weakness: yes, left hand", {("weakness", "present", "hand", "left")}),
        ("Numbness? Y (N)  where:", {("numbness", "absent", None, None)}),
    ],
)
def test_a_place_behind_its_question(text, expected):
    assert expected <= told(text, "patient questionnaire")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "What makes it better?  heating pad      What have you tried?  Advil,"
            " stretches off youtube, chiropractor 6x",
            {"heat-ice", "nsaid", "home-exercise", "chiropractic"},
        ),
        ("What have you done for it? therapy, two shots", {"injection"}),
        ("Tried exercises from an app and the second shot.", {"home-exercise"}),
        ("% relief from last injection?  60, lasted 3 months", {"injection"}),
    ],
)
def test_care_behind_its_question(text, expected):
    assert expected <= kinds(text, style="patient questionnaire")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Where is the numbness? don't have any", "numbness"),
        ("What would you like? an injection", "injection"),
        ("Any shots in your back? no", "injection"),
    ],
)
def test_a_question_that_takes_nothing_for_granted(text, kind):
    assert kind not in kinds(text, style="patient questionnaire")


@pytest.mark.parametrize(
    "text",
    [
        "The second shot wore off after about 2 weeks.",
        "Had two shots, no help.",
        "First shot gave two months, the last one days.",
        "A couple of shots from the pain clinic did nothing.",
    ],
)
def test_shots(text):
    assert "injection" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Got my second shot of the covid vaccine.",
        "Two shots of espresso a day.",
        "Is it time for a third shot?",
        "We repeat it if the first shot helps.",
        "do i still need the second shot??",
    ],
)
def test_no_shots(text):
    assert "injection" not in kinds(text) | kinds(text, "uncertain")


# --- medicines -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1) Start Lyrica 75 mg qhs. Stop ibuprofen (GI upset)", "nsaid"),
        ("Plan: D/c meloxicam. Continue baclofen.", "nsaid"),
        ("Plan: Discontinue tramadol due to nausea.", "opioid"),
        ("Plan:\n- hold meloxicam 7 days before surgery", "nsaid"),
        ("Pregabalin 300/d, topical ketamine.", "medication"),
        ("TLSO, oxycodone and calcitonin failed.", "medication"),
        ("Acetaminophen sched, lidoderm.", "medication"),
    ],
)
def test_medicines_taken(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Plan: hold off on injection.", "injection"),
        ("Plan: start naproxen.", "nsaid"),
        ("If pain returns stop the naproxen.", "nsaid"),
    ],
)
def test_medicines_not_taken_yet(text, kind):
    assert kind not in kinds(text)


# --- nicotine ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Still vaping, says he'll quit \"when there's a date.\"", "present"),
        ("Vaping again, quit twice before.", "present"),
        ("Smokes 5 a day, promises to quit by the operation.", "present"),
        ("Says she quit smoking in May.", "historical"),
        ("Used to vape, quit in 2024.", "historical"),
    ],
)
def test_who_will_quit_has_not(text, said):
    assert "nicotine" in kinds(text, said)


# --- layout --------------------------------------------------------------------------


def test_problems_numbered_with_a_hash():
    text = (
        "# Lumbar stenosis with claudication, worse\n"
        "# DM2, A1c 7.2 (9/2025)\n"
        "# Tobacco: 1/2 ppd, not ready to quit\n"
        "- cont HEP"
    )
    found = kinds(text)
    assert {"diabetes", "hba1c", "nicotine", "home-exercise"} <= found


def test_headings_with_hashes_stay_headings():
    text = "# Progress note\n\n## Assessment\nNeck pain.\n\n## Plan\nMRI ordered."
    assert "mri" in kinds(text, "planned")


def test_fields_between_bars():
    text = "BP 128/74 | PHQ-2: 0 | Falls past yr: 0 | Tobacco: Former, quit 2009"
    assert "gait-imbalance" not in kinds(text)
    assert "nicotine" in kinds(text, "historical")


LOG = (
    "Visit | Date | Tx | NPRS pre/post | Notes\n"
    "1 | 11/03/25 | eval, postural ed | 7/6 | NDI 46%\n"
    "4 | 11/14/25 | mech cx traction 18#, DNF ex | 6/5 | less w/ traction\n"
    "12 | 12/18/25 | re-eval, d/c to HEP | 6 | NDI 44%. Plateau, ret to MD"
)


def test_scores_of_a_therapy_log():
    assert scores(LOG) == [
        ("nrs", 7, "baseline"),
        ("nrs", 6, "follow-up"),
        ("ndi", 46, None),
        ("nrs", 6, "baseline"),
        ("nrs", 5, "follow-up"),
        ("nrs", 6, None),
        ("ndi", 44, None),
    ]


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("Date | Pain in | Pain out | Tx", "2/3/26 | 8 | 5 | MHP, STM", {8, 5}),
        ("Date | Tx | Pain level", "2/3/26 | ther ex | 4/10", {4}),
        ("# | Date | Tx | Comments", "3 | 2/3/26 | ther ex | ODI 52%", {52}),
        ("Date | Tx | Pain location", "2/3/26 | ther ex | 4", set()),
        ("Date | Tx | Goal", "2/3/26 | ther ex | ODI 20%", set()),
        ("Date | Tx | Pain relief", "2/3/26 | ther ex | 50", set()),
        ("Tx | Pain pre/post", "ther ex | 7/5", set()),
    ],
)
def test_columns_of_pain(head, row, expected):
    assert {value for _, value, _ in scores(f"{head}\n{row}\n{row}")} == expected


def test_muscles_retrained_are_no_scan():
    assert "mri" not in kinds("MHP, STM, NMR today.", style="therapy")


# --- reviews of systems told by signs ------------------------------------------------


@pytest.mark.parametrize(
    ("text", "there", "denied"),
    [
        (
            "Neuro: + numbness R hand, - headaches, - balance problems",
            {"numbness"},
            {"headache", "gait-imbalance"},
        ),
        (
            "MSK: + neck pain, - joint swelling\nNeuro: + tingling L hand, - weakness",
            {"pain", "tingling"},
            {"weakness"},
        ),
        ("Const: - fever, - chills", set(), {"systemic-infection"}),
        (
            "ROS: (+) neck pain (-) fever (-) weakness (+) tingling R hand",
            {"pain", "tingling"},
            {"systemic-infection", "weakness"},
        ),
        ("Neuro: -weakness, -numbness, +tingling R foot", {"tingling"}, {"weakness"}),
    ],
)
def test_signs_before_complaints(text, there, denied):
    assert there <= kinds(text)
    assert denied <= kinds(text, "absent")
    assert not denied & kinds(text)


def test_a_sign_keeps_the_side_of_its_complaint():
    found = told("Neuro: + tingling L calf, - weakness")
    assert ("tingling", "present", "posterior-calf", "left") in found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Complaints:\n- weakness\n- numbness\n- neck pain", "weakness"),
        ("Pain L4 - L5, neck pain +, weakness of the leg", "weakness"),
    ],
)
def test_dashes_that_deny_nothing(text, kind):
    assert kind in kinds(text)


# --- what is to come, or would be ----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Cotinine in 6 wks, no booking before that.", "cotinine"),
        ("Repeat cotinine in 4 wks once off patch.", "cotinine"),
        ("A1c again in 3 mos.", "hba1c"),
        ("STAT MRI total spine.", "mri"),
        ("L-spine MRI not yet, scanner down.", "mri"),
        ("MRI not emergently indicated.", "mri"),
        ("I don't think an MRI would change anything.", "mri"),
        ("Unable to lie flat for MRI.", "mri"),
        ("PT tomorrow is first session.", "physical-therapy"),
        ("The lesion is structural, PT would be wasted time.", "physical-therapy"),
        ("I will NOT take hydrocodone.", "opioid"),
        ("Drive?  YES, not on opioids", "opioid"),
        ("Steroid taper would upset his diabetes.", "oral-steroid"),
        ("Steroid inj carpal tunnel if splints fail", "injection"),
        ("Called pt re: L TFESI on the 13th.", "epidural-injection"),
        ("Any new leg weakness = stat MRI.", "weakness"),
    ],
)
def test_what_nobody_has_had(text, kind):
    assert kind not in kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Cotinine 6 ng/mL on 3/2.", "cotinine"),
        ("STAT MRI shows cord compression at C5-6.", "mri"),
        ("MRI not yet reviewed.", "mri"),
        ("PT 12 visits, would be willing to go on.", "physical-therapy"),
        ("Injection in May helped if he rested.", "injection"),
        ("Not on Monday but on Tuesday he took oxycodone.", "opioid"),
    ],
)
def test_what_was_had(text, kind):
    assert kind in kinds(text)


# --- roots of a radiculopathy --------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "L L5-S1 HNP with S1 radiculopathy x 9 wks",
            ("lumbar-radiculopathy", "present", "S1", "left"),
        ),
        (
            "Adjacent segment disease L3-4 with right L3 radiculopathy.",
            ("lumbar-radiculopathy", "present", "L3", "right"),
        ),
        (
            "Now left C6 radiculopathy from the C5-6 HNP.",
            ("cervical-radiculopathy", "present", "C6", "left"),
        ),
        (
            "Lumbar radiculopathy, L5, left.",
            ("lumbar-radiculopathy", "present", "L5", "left"),
        ),
        (
            "Impression thoracic radiculopathy, L T4.",
            ("thoracic-radiculopathy", "present", "T4", "left"),
        ),
        (
            "C8 radiculopathy versus cubital tunnel syndrome.",
            ("cervical-radiculopathy", "uncertain", "C8", None),
        ),
        (
            "No evidence of C7 radiculopathy.",
            ("cervical-radiculopathy", "absent", "C7", None),
        ),
    ],
)
def test_the_root_that_is_named(text, expected):
    assert expected in told(text)


# --- answers and abilities -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "there", "denied"),
    [
        ("neck pain  (YES)  no          arm pain  YES (NO)", {"pain"}, set()),
        (
            "weakness  (YES) no     numbness  yes (NO)     bladder trouble  yes  (NO)",
            {"weakness"},
            {"numbness", "bladder-dysfunction"},
        ),
        ("diabetes  Y (N)    osteoporosis (Y) N", {"osteoporosis"}, {"diabetes"}),
    ],
)
def test_circled_answers_without_marks(text, there, denied):
    assert there <= kinds(text, style="patient questionnaire")
    assert denied <= kinds(text, "absent", style="patient questionnaire")


@pytest.mark.parametrize(
    ("text", "limited", "free"),
    [
        (
            "Can patient lift >10 lb?  NO     Sit 30 min?  YES     Stand 30 min? NO",
            {"lifting", "walking"},
            {"sitting"},
        ),
        (
            "Can you do: buttons Y   write Y   cook Y   wash hair  N, left arm tires",
            {"grooming"},
            {"dressing", "writing", "housework"},
        ),
        ("Drive: YES, but only short trips", set(), set()),
        ("Able to: sit 30 min Y  drive N", {"driving"}, {"sitting"}),
    ],
)
def test_abilities_that_are_asked_for(text, limited, free):
    assert limited <= kinds(text)
    assert not free & kinds(text)
    assert "driving" in limited or "driving" not in kinds(text)


def test_items_of_a_questionnaire():
    text = (
        "4 Walking   [ ] any distance [ ] 1 mile [x] less than 100 yards [ ] bed\n"
        "5 Sitting   [x] any chair as long as I like\n"
        "7 Sleeping  [ ] never disturbed [ ] 6 h  [x] less than 4 hours"
    )
    assert {"walking", "sleep"} <= kinds(text)
    assert "sitting" in kinds(text, "absent")


def test_items_with_a_circled_number():
    text = (
        "1 Pain: 0 1 2 [3] 4 5 fairly severe at the moment\n"
        "2 Personal care: [0] 1 2 3 4 5  I can look after myself\n"
        "3 Lifting: 0 1 2 3 [4] 5  only very light weights"
    )
    assert kinds(text) == {"lifting"}
    assert kinds(text, "absent") == {"grooming"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What makes it worse?  sitting, driving, stairs", "driving"),
        ("Worse: twisting, getting out of bed, driving", "driving"),
    ],
)
def test_what_makes_it_worse(text, kind):
    assert kind in kinds(text)


def test_what_goes_again():
    assert "housework" in kinds("She can do laundry again.", "absent")
    assert "sleep" in kinds("Slept 6 hrs straight first time since 2021.", "absent")
    assert "housework" not in kinds("Hopes to cook again.", "absent")


# --- sides ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "R arm pain x 5 mos, neck to forearm + thumb, n/t thumb/index.",
            ("tingling", "present", "index-finger", "right"),
        ),
        (
            "Numb in both pinkies.",
            ("numbness", "present", "little-finger", "bilateral"),
        ),
        (
            "Numbness has spread to both hands.",
            ("numbness", "present", "hand", "bilateral"),
        ),
        (
            "Neck pain shooting into the right arm. She reports tingling there too.",
            ("tingling", "present", None, "right"),
        ),
        ("R CTR 2016.", ("carpal-tunnel-release", "historical", None, "right")),
    ],
)
def test_the_one_side_that_is_told(text, expected):
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Left arm pain; the other hand tingles at times.",
        "Right arm pain and headaches. Toes tingle.",
    ],
)
def test_another_side_is_not_shared(text):
    tingling = [one for one in told(text) if one[0] == "tingling"]
    assert tingling
    assert all(side not in ("left", "right") for _, _, _, side in tingling)


# --- rows of care and letters of a plan ----------------------------------------------


def test_rows_place_what_was_done():
    rows = "Epidural L4-5 | 12/02/25 | 50% 3 wk\nRFA L L4-5 | 01/10/26 | 60%"
    found = told(rows)
    assert any(one[:3] == ("epidural-injection", "present", "L4-5") for one in found)
    assert ("radiofrequency", "present", "L4-5", "left") in found


def test_a_row_that_was_called_off():
    rows = (
        "02/11/25  ESI cerv - cancelled, BP     Curlew Pain\n"
        "05/14/24  L4-5 RFA R            Curlew Pain"
    )
    assert "epidural-injection" not in kinds(rows)
    assert "radiofrequency" in kinds(rows)


def test_what_a_policy_asks_for_is_nobodys():
    text = (
        "Our policy asks for six weeks of therapy or a reason why it cannot be done,"
        " such as progressive weakness or spinal infection."
    )
    assert not {"weakness", "infection", "progressive-weakness"} & kinds(text)
