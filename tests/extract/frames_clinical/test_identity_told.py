"""What documents tell of whose record it is, and what must not be taken for it."""

from __future__ import annotations

import re

import pytest

from workbench.extract.rules.frames.identity.words import Words, identity_words
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import review_packet

FORM = """PRIOR AUTHORIZATION REQUEST FORM
Date of request: 05/04/2026
Patient: Example, Planted   DOB: 04/02/1969
Age: 57   Sex: F
Member ID: TST-4410932
Procedure requested: ACDF C5-6, CPT 22551
Diagnosis: Cervical radiculopathy M54.12
"""
NOTE = """OFFICE NOTE
Patient: Example, Planted   DOB: 04/02/1969
Date of visit: 04/20/2026
{}
Exam: Hoffmann negative bilaterally. Gait is normal.
"""
IDENTITY = (
    "age-and-date-of-birth",
    "ages-differ",
    "birth-dates-differ",
    "sex-differs",
    "names-differ",
    "member-numbers-differ",
)


def listed(*documents: str) -> set[str]:
    packet = read_packet((Source("packet.txt", "\f\n".join(documents).encode()),))
    review = review_packet(packet, RulesReader())
    return {c.kind for c in review.determination.conflicts if c.kind in IDENTITY}


@pytest.mark.parametrize(
    "words", identity_words().every(), ids=lambda w: w.pattern[:24]
)
def test_a_pattern_finds_its_examples_only(words: Words) -> None:
    pattern = re.compile(words.pattern, re.IGNORECASE)

    assert all(pattern.search(line) for line in words.examples)
    assert not [line for line in words.counter if pattern.search(line)]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("A 45-year-old woman with left arm pain.", "age-and-date-of-birth"),
        ("Mr. Example returns with left arm pain.", "sex-differs"),
        ("He has arm pain. He cannot sleep. His hand is numb.", "sex-differs"),
        ("Past surgical history: prostatectomy 2019.", "sex-differs"),
        ("A 57-year-old man with left arm pain.", "sex-differs"),
        ("Member ID: TST-4410923", "member-numbers-differ"),
    ],
)
def test_a_document_that_disagrees_is_listed(said: str, kind: str) -> None:
    assert kind in listed(FORM, NOTE.format(said))


@pytest.mark.parametrize(
    "said",
    [
        "Ms. Example is a 57-year-old woman. She has arm pain. Her hand is numb.",
        "Mr. Lind, the interpreter, was there. Mr. Sample called.",
        "Her husband reports that he helps. He drives. He cooks, and his back is well.",
        "Family history: father with prostate cancer at 62.",
        "Her father had prostate cancer.",
        "Denies prostate problems.",
        "Smoked since she was 15 years old. Pain since age 45.",
        "She was seen with her 30-year-old son. The 20 year old scar is healed.",
        "Walks 30 M",
        "Group number: 99120034. Secondary member ID: 88123400.",
        "The patient is 56 years old.",
        "If the patient is pregnant, contrast is withheld.",
    ],
)
def test_what_tells_of_somebody_else_is_no_contradiction(said: str) -> None:
    assert listed(FORM, NOTE.format(said)) == set()


def test_a_page_of_another_patient_is_left_to_its_flag() -> None:
    stranger = """OFFICE NOTE
Patient: Muster, Karl   DOB: 09/11/1948
Date of visit: 04/21/2026
Mr. Muster is a 77-year-old man. He has back pain. His leg is weak. He limps.
"""

    assert listed(FORM, NOTE.format("She has arm pain."), stranger) == set()


def test_a_copied_template_is_no_telling() -> None:
    note = NOTE.format(
        "She has arm pain.\n\nTemplate: he/she has [his/her] pain; he, his"
    )

    assert listed(FORM, note) == set()


def test_one_number_under_two_names_is_listed() -> None:
    other = """OFFICE NOTE
Patient: Muster, Maria
Member ID: TST-4410932
Date of visit: 04/20/2026
She has left arm pain.
"""

    assert listed(FORM, other) == {"names-differ"}
