"""Needles that a plan only names, dated courses, onsets, and what one wonders about."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.schema.case import Treatment


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Assessment and Plan\nRight C6-7 ILESI under CT, contrast first.", 0),
        ("A/P\nL4-5 TFESI first, then exercises after.", 0),
        ("HPI: Seen for evaluation of lumbar epidural injection after bracing.", 0),
        ("HPI: Consultation for a repeat lumbar epidural steroid injection.", 0),
        ("Assessment and Plan\nL4-5 TFESI 03/12/2026, 70% relief for 4 months.", 1),
        ("Assessment and Plan\nL4-5 TFESI was given on 03/12/2026.", 1),
        ("HPI: Evaluation of lumbar epidural injection of 03/02/2026: 60% relief.", 1),
    ],
)  # fmt: skip
def test_a_needle_named_without_a_verb_in_a_plan_was_not_given(
    text: str, count: int
) -> None:
    case = case_of(f"{NOTE}{text}\n")
    done = [one for one in case.treatments if one.kind == "epidural-injection"]
    assert len(case.procedures_done) == count
    assert any(one.assertion == "present" for one in done) is bool(count)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MRI of 11/2025. He asks for another scan to see if it has healed.", False),
        ("Fusion 2024. CT 03/02/2026 to check whether the graft has healed.", False),
        ("MRI 11/2025: the annular tear at L4-5 has healed.", False),
        ("CT 03/02/2026: the fusion at L4-5 has healed.", True),
        ("CT 03/02/2026 confirms that the fusion at L4-5 is solid.", True),
    ],
)
def test_what_one_wants_to_see_is_no_finding(text: str, found: bool) -> None:
    studies = case_of(f"{NOTE}HPI: Back pain. {text}\n").imaging_studies
    kinds = [one.kind for study in studies for one in study.findings]
    assert ("solid-fusion" in kinds) is found


def _course(text: str) -> tuple[str | None, str | None, int | None] | None:
    found: list[Treatment] = list(case_of(f"{NOTE}{text}\n").treatments)
    return next(((o.start, o.end, o.sessions) for o in found if o.end), None)


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("HPI: Neck pain. Naproxen, dispensed 01/12/2026, stopped 03/02/2026.",
         ("2026-01-12", "2026-03-02", None)),
        ("HPI: Neck pain. Tramadol prescribed 01/12/2026, d/c 03/02/2026.",
         ("2026-01-12", "2026-03-02", None)),
        ("HPI: Neck pain. Tramadol prescribed 01/12/2026, refilled 03/02/2026.", None),
        ("HPI: Neck pain.\nPhysio (Elm St)\nFirst | Last | Sessions\n"
         "01/12/2026 | 03/02/2026 | 9", ("2026-01-12", "2026-03-02", 9)),
        ("HPI: Neck pain.\nPT authorized\nFirst | Last | Visits\n"
         "01/12/2026 | 03/02/2026 | 9", None),
        ("HPI: Neck pain.\nPhysio (Elm St)\nFirst | Last | Visits\n"
         "06/12/2026 | 08/02/2026 | 9", None),
        ("HPI: Neck pain.\nOffice visits\nFirst | Last | Visits\n"
         "01/12/2026 | 03/02/2026 | 9", None),
    ],
)  # fmt: skip
def test_from_prescription_or_first_visit_to_the_last_is_a_course(
    text: str, course: tuple[str | None, str | None, int | None] | None
) -> None:
    assert _course(text) == course


@pytest.mark.parametrize(
    ("text", "failed"),
    [
        ("Wore a corset and took tramadol; all this has not held his pain.", True),
        ("Calcitonin and a TLSO brace have not kept the pain down.", True),
        ("Treated with ice and naproxen, which has not touched her pain.", True),
        ("If all of this has not held the pain by June we operate.", False),
        ("Naproxen helps. He has not held a job since.", False),
        ("Treated with naproxen. The disc is not contained.", False),
    ],
)
def test_care_that_has_not_held_the_pain_failed(text: str, failed: bool) -> None:
    found = case_of(f"{NOTE}HPI: Back pain. {text}\n").statements
    assert any(one.kind.endswith("care-failed") for one in found) is failed


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("In the middle of January 2026, while raking, pain began in the neck.",
         "2026-01"),
        ("Towards the end of January 2026, for no reason, he developed arm pain.",
         "2026-01"),
        ("Late in January 2026, after an injection, neck pain began again.", None),
        ("In mid January 2026 the neck pain began to ease.", None),
    ],
)  # fmt: skip
def test_a_complaint_begins_on_the_day_that_opens_its_sentence(
    text: str, start: str | None
) -> None:
    found = case_of(f"{NOTE}HPI: {text}\n").symptoms
    assert next((one.start for one in found if one.start), None) == start
