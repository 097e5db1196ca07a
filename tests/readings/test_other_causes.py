"""What notes and nerve studies say of other causes, to its status."""

from __future__ import annotations

import pytest

from tests.readings.chain import HISTORY, NOTE, status_of

CRITERION = "other-causes-excluded"
STUDY = (
    "ELECTRODIAGNOSTIC REPORT\nDate of study: 04/10/2026\n"
    "Referral: evaluate for carpal tunnel syndrome vs cervical radiculopathy\n"
)
SAID = [
    (
        "Assessment: I have looked for other reasons for the arm, in the "
        "shoulder and at the wrist, and there are none. The MRI explains it.",
        "met",
    ),
    (
        "Assessment: I am confident that neither the shoulder nor the median "
        "nerve is at fault - both worked up and cleared.",
        "met",
    ),
    (
        "Assessment: We looked elsewhere, shoulder and carpal tunnel included, "
        "and found nothing.",
        "met",
    ),
    (
        "Assessment: Neither the rotator cuff nor the carpal tunnel is to blame.",
        "met",
    ),
    (
        "Assessment: The shoulder is not the culprit, and nor is the wrist.",
        "met",
    ),
    (
        "Assessment: Shoulder and carpal tunnel have been exonerated by "
        "examination and nerve studies.",
        "met",
    ),
    (
        "Assessment: No other explanation for the arm pain was found after "
        "examining the shoulder and wrist.",
        "met",
    ),
    (
        "Assessment: I searched for another source, shoulder, plexus and "
        "peripheral nerve, without finding one.",
        "met",
    ),
    (
        "Assessment: Nothing in the shoulder, elbow or wrist accounts for this.",
        "met",
    ),
    (
        "Assessment: There is nothing to suggest a shoulder or carpal tunnel "
        "problem and I consider these ruled out.",
        "met",
    ),
    (
        "Assessment: Alternative sources (shoulder, peripheral nerve) were "
        "sought and not found.",
        "met",
    ),
    (
        "Assessment: Other diagnoses were entertained and put aside after the "
        "EMG and shoulder exam.",
        "met",
    ),
    (
        "Assessment: Carpal tunnel, neuropathy and rotator cuff disease were "
        "considered and ruled out.",
        "met",
    ),
    (
        "Assessment: Other explanations (MS, neuropathy) were weighed; I exclude "
        "them by examination and blood work.",
        "met",
    ),
    (
        "Assessment: Before we operate we exclude other causes; EMG ordered.",
        "not_documented",
    ),
    (
        "Assessment: Whether the shoulder is at fault is unclear; injection planned.",
        "not_documented",
    ),
    (
        "Assessment: The shoulder may be to blame.",
        "not_documented",
    ),
    (
        "Assessment: We have not yet looked for other reasons such as the shoulder.",
        "not_documented",
    ),
    (
        "Assessment: I do not know whether the median nerve is at fault.",
        "not_documented",
    ),
    (
        "Assessment: The fault lies with the shoulder, not the neck.",
        "not_documented",
    ),
    (
        "Assessment: If the shoulder is not to blame we will operate.",
        "not_documented",
    ),
    (
        "Assessment: Neither the pills nor the shoulder injection helped.",
        "not_documented",
    ),
    (
        "Assessment: Neither the shoulder nor the wrist has been examined.",
        "not_documented",
    ),
    (
        "Assessment: The insurer is at fault for the delay; shoulder brace worn.",
        "not_documented",
    ),
    (
        "EMG 04/10/2026: carpal tunnel and ulnar neuropathy were excluded.",
        "met",
    ),
    (
        "EMG 04/10/2026 shows moderate right carpal tunnel syndrome, and "
        "C6 radiculopathy was excluded.",
        "not_met",
    ),
    (
        "EMG 04/10/2026 excluded ulnar neuropathy but showed right "
        "carpal tunnel syndrome.",
        "not_met",
    ),
    (
        "EMG 04/10/2026: right carpal tunnel syndrome, moderate.",
        "not_met",
    ),
    (
        "EMG 04/10/2026 was obtained because carpal tunnel syndrome was considered.",
        "not_documented",
    ),
    (
        "EMG 04/10/2026 reviewed: no CTS, no ulnar.",
        "met",
    ),
    (
        "EMG 6/10/26 neg for CTS, pos C6 radic.",
        "met",
    ),
    (
        "EMG/NCS: old median neuropathy s/p release.",
        "not_documented",
    ),
    (
        "Carpal tunnel syndrome (ruled out by EMG 04/10/2026).",
        "met",
    ),
    (
        "Ruled out: carpal tunnel syndrome, cubital tunnel, rotator cuff tear.",
        "met",
    ),
    (
        "Excluded diagnoses: CTS (EMG normal), shoulder impingement (exam negative).",
        "met",
    ),
    (
        "DDx: CTS, ulnar neuropathy, C6 radic. Favor C6 radic.",
        "not_documented",
    ),
    (
        "DDx: CTS - excluded by EMG. Shoulder - excluded by exam.",
        "met",
    ),
    (
        "Not felt to represent carpal tunnel syndrome given negative Phalen and Tinel.",
        "met",
    ),
    (
        "Differential considered: carpal tunnel (no), thoracic outlet "
        "(no), shoulder (no).",
        "not_documented",
    ),
    (
        "Patient believes other causes were excluded.",
        "not_documented",
    ),
    (
        "Unclear whether carpal tunnel or C6 is responsible for the numbness.",
        "not_documented",
    ),
    (
        "The numbness is likely carpal tunnel in origin.",
        "not_documented",
    ),
    (
        "Thumb numbness is explained by carpal tunnel syndrome proven on EMG.",
        "not_met",
    ),
    (
        "After consideration of peripheral entrapment, shoulder disease "
        "and plexopathy, none is supported by the examination or studies.",
        "met",
    ),
    (
        "Peripheral entrapment neuropathy and shoulder pathology do not "
        "explain her symptoms.",
        "met",
    ),
    (
        "No other source for her arm symptoms has been identified.",
        "met",
    ),
    (
        "All other potential sources of her pain were ruled out.",
        "met",
    ),
    (
        "Criterion: other causes must be ruled out.",
        "not_documented",
    ),
    (
        "Other reasonable sources of pain have been considered/excluded: YES",
        "met",
    ),
    (
        "Other reasonable sources of pain have been considered/excluded: "
        "NOT DOCUMENTED",
        "not_documented",
    ),
    (
        "[X] Other causes of symptoms considered and excluded",
        "met",
    ),
    (
        "[ ] Other causes of symptoms considered and excluded",
        "not_documented",
    ),
    (
        "Other causes considered and excluded   ( ) Yes  (X) No",
        "not_documented",
    ),
    (
        "| Question | Answer |\n|---|---|\n| Other causes excluded? | Yes |",
        "met",
    ),
    (
        "| Question | Answer |\n|---|---|\n| Other causes excluded? | Unsure |",
        "not_documented",
    ),
    (
        "| Question | Yes | No |\n|---|---|---|\n| Other causes excluded? |  | X |",
        "not_documented",
    ),
    (
        "| Question | Yes | No |\n|---|---|---|\n| Other causes excluded? | X |  |",
        "met",
    ),
    (
        "Assessment: Other causes such as carpal tunnel syndrome were "
        "considered and excluded.",
        "met",
    ),
    (
        "Assessment: Carpal tunnel syndrome and shoulder pathology were "
        "considered. Both were excluded by examination.",
        "met",
    ),
    (
        "Assessment: Differential included carpal tunnel syndrome, ulnar "
        "neuropathy and rotator cuff disease; all have been ruled out.",
        "met",
    ),
    (
        "Assessment: I considered carpal tunnel syndrome, but EMG was "
        "negative for it and I have excluded it.",
        "met",
    ),
    (
        "Assessment: The differential diagnosis includes carpal tunnel "
        "syndrome, which has not been excluded.",
        "not_documented",
    ),
    (
        "Assessment: C6 radiculopathy vs carpal tunnel syndrome. EMG to "
        "rule out carpal tunnel.",
        "not_documented",
    ),
    (
        "Assessment: EMG/NCS 04/10/2026: no evidence of carpal tunnel "
        "syndrome; right C6 radiculopathy.",
        "met",
    ),
    (
        "EMG/NCS 04/10/2026 shows moderate right carpal tunnel syndrome. "
        "No cervical radiculopathy.",
        "not_met",
    ),
    (
        "EMG/NCS 04/10/2026 shows right C6 radiculopathy without "
        "superimposed carpal tunnel syndrome.",
        "met",
    ),
    (
        "NCS 04/10/2026 excluded carpal tunnel syndrome.",
        "met",
    ),
    (
        "EMG 04/10/2026: carpal tunnel syndrome was excluded, C6 "
        "radiculopathy confirmed.",
        "met",
    ),
    (
        "EMG was done to exclude carpal tunnel syndrome; it did so.",
        "not_documented",
    ),
    (
        "EMG rules out carpal tunnel syndrome and ulnar neuropathy.",
        "met",
    ),
    (
        "Median nerve entrapment at the wrist has been ruled out "
        "electrodiagnostically.",
        "met",
    ),
    (
        "Nerve conduction: median and ulnar latencies normal. Needle: "
        "denervation in C6 muscles. Impression: C6 radiculopathy, no "
        "entrapment.",
        "met",
    ),
    (
        "Phalen and Tinel negative at the wrist bilaterally.",
        "met",
    ),
    (
        "Tinel positive at the right wrist. Phalen negative.",
        "not_documented",
    ),
    (
        "Assessment: Her symptoms are due to carpal tunnel syndrome.",
        "not_met",
    ),
    (
        "Assessment: Symptoms are not due to carpal tunnel syndrome.",
        "not_documented",
    ),
    (
        "Reviewer worksheet: unsure if other causes were excluded.",
        "not_documented",
    ),
    (
        "Other sources of pain ruled out? [ ] Yes [ ] No [X] Unsure",
        "not_documented",
    ),
    (
        "Other sources of pain ruled out? [X] Yes [ ] No [ ] Unsure",
        "met",
    ),
    (
        "Have other causes been excluded?  Yes",
        "met",
    ),
    (
        "Have other causes been excluded?  No",
        "not_documented",
    ),
    (
        "Have all other reasonable sources of symptoms been ruled out: Y",
        "met",
    ),
    (
        "Other causes\tUlnar neuropathy, carpal tunnel and brachial "
        "neuritis considered and excluded",
        "met",
    ),
    (
        "Other causes: considered, and the examination supports none.",
        "met",
    ),
    (
        "No peripheral nerve entrapment or shoulder pathology was found "
        "to account for her symptoms.",
        "met",
    ),
    (
        "There is no other explanation for her symptoms.",
        "met",
    ),
    (
        "Other etiologies were entertained and felt not to be contributory.",
        "met",
    ),
    (
        "Alternative diagnoses (carpal tunnel, thoracic outlet, "
        "shoulder) have been investigated and eliminated.",
        "met",
    ),
    (
        "Alternative diagnoses need to be excluded before surgery.",
        "not_documented",
    ),
    (
        "Other causes have not been formally excluded.",
        "not_documented",
    ),
    (
        "We will exclude other causes with an EMG next week.",
        "not_documented",
    ),
]
OTHER_SYMPTOMS = [
    (
        "HPI: Neck pain and unsteady gait.\n"
        "Neuropathy, stroke and normal pressure hydrocephalus were "
        "considered; MRI brain and B12\n"
        "normal; these were excluded.",
        "met",
    ),
    (
        "HPI: Neck pain and unsteady gait.\n"
        "Stroke, multiple sclerosis and B12 deficiency were considered "
        "and excluded.",
        "met",
    ),
    (
        "HPI: Neck pain and unsteady gait.\nStroke was excluded in 2019.",
        "not_documented",
    ),
    (
        "HPI: Neck pain radiating to the right shoulder and upper arm.\n"
        "Rotator cuff disease was considered and excluded by a normal "
        "shoulder MRI.",
        "met",
    ),
    (
        "HPI: Neck pain radiating to the right shoulder and upper arm.\n"
        "MRI of the right shoulder 03/01/2026 was normal.",
        "met",
    ),
    (
        "HPI: Neck pain radiating to the right shoulder and upper arm.\n"
        "MRI of the right shoulder 03/01/2026 shows a full-thickness "
        "rotator cuff tear.",
        "not_documented",
    ),
    (
        "HPI: Neck pain radiating to the right shoulder and upper arm.\n"
        "Neer and Hawkins negative.",
        "met",
    ),
    (
        "HPI: Neck pain radiating to the right shoulder and upper arm.\n"
        "Subacromial injection gave no relief, so the shoulder is not "
        "the source.",
        "met",
    ),
    (
        "HPI: Neck pain with numbness in both hands.\n"
        "Carpal tunnel, B12 deficiency and thyroid disease were "
        "considered and excluded.",
        "met",
    ),
    (
        "HPI: Neck pain with numbness in both hands.\n"
        "EMG: mild bilateral CTS and C6 radiculopathy.",
        "not_documented",
    ),
    (
        "HPI: Neck pain with numbness in both hands.\n"
        "Prior carpal tunnel release 2015. EMG pending.",
        "not_documented",
    ),
    (
        "HPI: Neck pain with numbness in both hands.\n"
        "EMG/NCS 04/10/2026: normal study.",
        "met",
    ),
    (
        "HPI: Neck pain with numbness in both hands.\n"
        "EMG/NCS 04/10/2026: abnormal study, see report.",
        "not_documented",
    ),
    (
        "Patient denies neck pain, arm pain, numbness or weakness. Exam normal.\n",
        "not_documented",
    ),
]
STUDIES = [
    (
        "Conclusion: No evidence of median neuropathy at the wrist or "
        "ulnar neuropathy at the elbow. Right C6 radiculopathy.",
        "met",
    ),
    (
        "Impression:\n"
        "1. Normal median and ulnar conduction. There is no carpal "
        "tunnel syndrome.\n"
        "2. Chronic right C6 radiculopathy.",
        "met",
    ),
    (
        "IMPRESSION: Abnormal study. 1. Moderate right carpal tunnel "
        "syndrome. 2. No electrodiagnostic evidence of cervical "
        "radiculopathy.",
        "not_met",
    ),
    (
        "IMPRESSION: This is a normal study. There is no evidence of "
        "cervical radiculopathy, carpal tunnel or plexopathy.",
        "met",
    ),
    (
        "Summary: The study excludes a right carpal tunnel syndrome.",
        "met",
    ),
    (
        "Summary: Findings do not support carpal tunnel syndrome. "
        "Findings support C6 radiculopathy.",
        "met",
    ),
    (
        "Summary: Findings argue against carpal tunnel syndrome.",
        "met",
    ),
    (
        "Interpretation: Carpal tunnel syndrome: not present. Ulnar "
        "neuropathy: not present. C6 radiculopathy: present.",
        "met",
    ),
    (
        "Diagnosis             Result\n"
        "Carpal tunnel         Negative\n"
        "Ulnar neuropathy      Negative\n"
        "C6 radiculopathy      Positive",
        "met",
    ),
    (
        "Diagnosis             Result\n"
        "Carpal tunnel         Positive\n"
        "Ulnar neuropathy      Negative\n"
        "C6 radiculopathy      Negative",
        "not_met",
    ),
    (
        "Conclusion: Study is negative for carpal tunnel syndrome.",
        "met",
    ),
    (
        "Conclusion: Borderline median latency; carpal tunnel syndrome "
        "cannot be excluded.",
        "not_documented",
    ),
    (
        "Conclusion: Previously noted carpal tunnel syndrome has "
        "resolved after release.",
        "not_documented",
    ),
]


@pytest.mark.parametrize(("said", "status"), SAID)
def test_a_thumb_raises_the_wrist(said: str, status: str) -> None:
    assert status_of(NOTE + HISTORY + said, CRITERION, "acdf") == status


@pytest.mark.parametrize(("said", "status"), OTHER_SYMPTOMS)
def test_other_symptoms_raise_other_causes(said: str, status: str) -> None:
    assert status_of(NOTE + said, CRITERION, "acdf") == status


SIGNS = [
    ("Hawkins negative, Drop arm negative", "met"),
    ("Hawkins - maybe. Drop arm negative", "not_documented"),
    ("Hawkins +/-, Neer negative", "not_documented"),
]


@pytest.mark.parametrize(("signs", "status"), SIGNS)
def test_an_equivocal_sign_keeps_a_negative_one_from_excluding(
    signs: str, status: str
) -> None:
    text = f"{NOTE}HPI: Right shoulder pain for a year.\nExam: {signs}.\n"
    assert status_of(text, CRITERION, "acdf") == status


DOUBTS = [
    ("I am not sure how much of this is the shoulder.", "not_documented"),
    ("Hard to say whether this comes from the rotator cuff.", "not_documented"),
    ("I cannot tell what part of it is the left shoulder.", "not_documented"),
    ("Not sure whether the shoulder was injected last year.", "met"),
    ("She does not know if the shoulder films were sent.", "met"),
]


@pytest.mark.parametrize(("said", "status"), DOUBTS)
def test_a_doubt_outweighs_the_signs_that_its_writer_saw(
    said: str, status: str
) -> None:
    exam = "Exam: Hawkins negative, Drop arm negative, Spurling positive right.\n"
    text = f"{NOTE}HPI: Right shoulder pain for a year.\n{exam}Assessment: {said}\n"
    assert status_of(text, CRITERION, "acdf") == status


@pytest.mark.parametrize(("conclusion", "status"), STUDIES)
def test_a_nerve_study_says_only_what_it_found(conclusion: str, status: str) -> None:
    text = f"{STUDY}{conclusion}\n\f{NOTE}{HISTORY}"
    assert status_of(text, CRITERION, "acdf") == status
