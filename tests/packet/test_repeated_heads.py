"""A letterhead printed again under a rule opens a document; a salutation may not."""

from __future__ import annotations

from workbench.packet.identity import Identity, at_odds
from workbench.packet.read import read_packet
from workbench.packet.sources import Source

RULE = "-" * 60


def kinds(text: str) -> list[str]:
    packet = read_packet((Source(name="one.txt", data=text.encode()),))
    return [one.kind for one in packet.documents]


LETTERS = f"""ST. OMER'S HOSPITAL (invented)
Department of Neurosurgery

23 September 2026
REQUEST FOR PRIOR APPROVAL OF SURGERY
Patient: Mrs Ansa Wexford      Date of birth: 4 February 1959
Proposed operation: C5-6 ACDF
Codes: 22551

{RULE}

ST. OMER'S HOSPITAL (invented)
Department of Neurosurgery
OUTPATIENT CLINIC LETTER

Clinic date: 17 September 2026
Patient: Mrs Ansa Wexford

Dear Dr Hallow,

Thank you for referring this lady. She has pain in the left arm and a numb thumb.
"""


def test_letterhead_again_under_a_rule_opens_a_document() -> None:
    assert kinds(LETTERS) == ["request-form", "clinic-note"]


def test_handout_under_the_practices_name_is_its_own_document() -> None:
    text = (
        "HARBOR SPINE GROUP\nOFFICE VISIT NOTE   05/04/2026\nPatient: Ansa Wexford\n"
        f"HPI: Neck pain.\n{RULE}\nHARBOR SPINE GROUP - PATIENT HANDOUT (05/04/2026)\n"
        "Go to the emergency room if you lose control of your bladder.\n"
    )
    assert kinds(text) == ["clinic-note", "other"]


def test_a_rule_inside_a_note_opens_nothing() -> None:
    text = (
        "HARBOR SPINE GROUP\nOFFICE VISIT NOTE   05/04/2026\nPatient: Ansa Wexford\n"
        f"HPI: Neck pain.\n{RULE}\nHarbor Spine Group has seen her twice before.\n"
    )
    assert kinds(text) == ["clinic-note"]


def test_birth_date_with_day_and_month_changed_about_is_the_same_person() -> None:
    name = frozenset({"ansa", "wexford"})
    one, other = Identity(name, "1959-02-04"), Identity(name, "1959-04-02")
    assert not at_odds(one, other)
    assert at_odds(one, Identity(name, "1959-02-05"))
    assert at_odds(one, Identity(frozenset({"ansa", "brandt"}), "1959-04-02"))


def test_electrodiagnostic_laboratory_reports_nerve_studies() -> None:
    text = (
        "ELECTRODIAGNOSTIC LABORATORY - HARBOR\nPatient: Ansa Wexford\n"
        "Date of study: 05/28/2026\nCONCLUSION\n1. Left C6 radiculopathy, active.\n"
    )
    assert kinds(text) == ["nerve-study"]
