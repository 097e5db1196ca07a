"""Screens and logs of a clinic: answers behind items, lists closed by one answer."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of

RISKS = (
    "systemic-infection",
    "local-infection",
    "suspected-cancer",
    "pregnancy",
    "cement-allergy",
    "contrast-allergy",
)


def _risks(text: str) -> set[tuple[str, str]]:
    found = case_of(f"{NOTE}{text}\n").risk_factors
    return {(one.kind, one.assertion) for one in found if one.kind in RISKS}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Checks before block\n  pregnancy              no, tubes tied", "pregnancy"),
        ("Checks before block\n  pregnancy              no (age 71)", "pregnancy"),
        ("chills no / fever no / rash no / gut ok", "systemic-infection"),
        ("any fever/nausea no     relief today 4", "systemic-infection"),
        ("suspected cancer N     pregnancy N", "suspected-cancer"),
        (
            "Do any apply: pregnancy / fever / allergy to bone cement /\n"
            "    cauda equina ............. None of the above",
            "cement-allergy",
        ),
        ("allergy to contrast - none of these", "contrast-allergy"),
        (" rash with dye or cement?  no / no\n brace?  yes, TLSO", "cement-allergy"),
    ],
)
def test_an_answer_behind_denies(text: str, kind: str) -> None:
    assert {said for one, said in _risks(text) if one == kind} <= {"absent"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("chills no / fever yes / rash no", ("systemic-infection", "present")),
        ("suspected cancer Y     pregnancy N", ("suspected-cancer", "present")),
        ("allergy to dye or cement?  yes / yes", ("cement-allergy", "present")),
        ("allergy to dye or cement?  no / yes", ("cement-allergy", "uncertain")),
        (
            "Allergy to contrast dye. None of these drugs has helped.",
            ("contrast-allergy", "present"),
        ),
    ],
)
def test_a_yes_or_another_sentence_does_not(text: str, told: tuple[str, str]) -> None:
    assert told in _risks(text)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Exam: sensation intact incl. saddle, reflexes 2+, Hoffmann absent.", False),
        ("Exam: Light touch normal; knee jerks 2+, absent at ankles; SLR neg.", False),
        ("Exam: reflexes 2+, clonus absent, pin reduced over the left shin.", True),
        ("Exam: light touch absent over the right great toe.", True),
    ],
)
def test_what_a_sign_is_called_is_no_loss_of_feeling(text: str, lost: bool) -> None:
    found = case_of(f"{NOTE}{text}\n").exam_findings
    told = [one for one in found if one.kind == "sensory-loss"]
    assert any(one.assertion == "present" for one in told) is lost


@pytest.mark.parametrize(
    ("text", "reduced"),
    [
        ("Exam: DTRs 2+ and equal, Babinski absent.", False),
        ("Exam: DTRs: Babinski negative, knee jerks 2+, ankle jerks absent.", True),
    ],
)
def test_an_absent_sign_is_no_absent_reflex(text: str, reduced: bool) -> None:
    found = case_of(f"{NOTE}{text}\n").exam_findings
    assert reduced is any(
        one.kind == "hyporeflexia" and one.assertion == "present" for one in found
    )


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("retired, lives with wife, wife has sciatica too - asks for a visit", False),
        ("Her brother has lumbar radiculopathy.", False),
        ("Lives with his wife, has sciatica on the left.", True),
        ("She has sciatica, daughter helps her dress.", True),
    ],
)
def test_what_one_of_the_house_has(text: str, own: bool) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").diagnoses
    assert any(one.kind == "lumbar-radiculopathy" for one in found) is own


_SHEET = (
    "MILLRACE PHYSICAL THERAPY   attendance log\nDischarge date: 03/01/2026\nlow back\n"
)


@pytest.mark.parametrize(
    ("lines", "count", "status"),
    [
        (
            "2/02 eval   2/05   2/09   (2/12 holiday)   2/16 (late, brief)   2/19\n"
            "File closed.",
            5,
            "done",
        ),
        ("1/05/26   1/08   1/12 cancelled   1/15   1/19\nChart closed.", 4, "done"),
    ],
)
def test_days_in_columns_are_visits(lines: str, count: int, status: str) -> None:
    found = case_of(f"{_SHEET}{lines}\n").treatments
    told = [one for one in found if one.kind == "physical-therapy"]
    assert [(one.sessions, one.status) for one in told] == [(count, status)]
