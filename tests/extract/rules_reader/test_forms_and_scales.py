"""Columns and titles of forms, and scores that stand before their scale."""

from __future__ import annotations

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.packet.titles import is_furniture
from workbench.schema.case import Case


def _case(text: str) -> Case:
    source = Source("packet.txt", text.encode())
    return RulesReader().read(read_packet((source,))).case


def _note(text: str) -> Case:
    return _case(
        "CLINIC NOTE\nPatient: Invented Person\nDate of service: 04/20/2026\n"
        f"History: {text}\n"
    )


def _exam(text: str) -> Case:
    return _case(
        "CLINIC NOTE\nPatient: Invented Person\nDate of service: 04/20/2026\n"
        f"Exam: {text}\n"
    )


def _asked(text: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (one.kind, one.site or one.level, one.setting)
        for one in _case(text).requested_procedures
        if one.origin == "request"
    ]


_PORTAL = (
    "Invented portal | Prior authorization\n"
    "Request date         03/04/2026\n"
    "Patient              Testa Nobody\n"
    "Code                 {code}\n"
    "{place}\n"
    "Facility             Nowhere Hospital\n"
)


@pytest.mark.parametrize(
    ("code", "place", "expected"),
    [
        (
            "22514   balloon kyphoplasty, lumbar",
            "Vertebra             L2      (how many: 1)",
            ("kyphoplasty", "L2"),
        ),
        ("22514", "Vertebrae            L2", ("kyphoplasty", "L2")),
        (
            "63047   laminectomy",
            "Level                L3-4    (one level)",
            ("lumbar-decompression", "L3-4"),
        ),
        ("22514", "Fracture of          L2      old", ("kyphoplasty", None)),
    ],
)
def test_a_row_with_a_code_and_words_or_a_note_in_brackets_is_a_field(
    code: str, place: str, expected: tuple[str, str | None]
) -> None:
    found = _asked(_PORTAL.format(code=code, place=place))
    assert [one[:2] for one in found] == [expected]


_FORM = (
    "{title}\n\n"
    "1. Date of request      03/04/2026\n"
    "2. Procedure            [X] vertebroplasty   [ ] kyphoplasty\n"
    "3. Vertebra(e)          T11\n"
    "4. Inpatient now?       {answer}\n"
)


@pytest.mark.parametrize(
    "title",
    [
        "VERTEBROPLASTY / KYPHOPLASTY REQUEST FORM",
        "Fax 555-0100     Kyphoplasty prior authorization request form     p. 1",
    ],
)
def test_the_title_of_a_form_asks_for_nothing_itself(title: str) -> None:
    found = _asked(_FORM.format(title=title, answer="[ ] Y   [X] N"))
    assert found == [("vertebroplasty", "T11", None)]


@pytest.mark.parametrize(
    ("answer", "setting"),
    [
        ("[X] Y   [ ] N", "inpatient"),
        ("[ ] Y   [X] N", None),
        ("No", None),
        ("Yes", "inpatient"),
    ],
)
def test_a_denied_stay_in_hospital_is_no_setting(
    answer: str, setting: str | None
) -> None:
    title = "VERTEBROPLASTY REQUEST FORM"
    found = _asked(_FORM.format(title=title, answer=answer))
    assert [one[2] for one in found] == [setting]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "neck 5/10, R arm 2/10 NRS today (arm was 7 in February).",
            {("neck", 5), ("arm", 2)},
        ),
        (
            "R leg 4/10 and low back 7/10 VAS (leg was 9 in January).",
            {("leg", 4), ("low-back", 7)},
        ),
        ("3/10 NRS, previously 8/10.", {(None, 3)}),
        ("arm pain NRS 7/10, neck NRS 3/10.", {("arm", 7), ("neck", 3)}),
        ("VAS 7/10 in the arm, 3/10 in the neck.", {("arm", 7), ("neck", 3)}),
        ("Pain was 8/10.", {(None, 8)}),
    ],
)
def test_a_scale_that_closes_a_list_takes_the_scores_before_it(
    text: str, expected: set[tuple[str | None, float]]
) -> None:
    found = _note(text).functional_limits
    assert {(one.site, one.value) for one in found} == expected
    assert {one.date for one in found} == {"2026-04-20"}


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Sensation intact, reflexes symmetric, toes down.", False),
        ("Sensation normal, plantars are down bilaterally.", False),
        ("Light touch is down in the left toes.", True),
        ("Sensation decreased over the left foot, toes down.", True),
    ],
)
def test_toes_that_go_down_are_no_loss_of_feeling(text: str, lost: bool) -> None:
    found = [x for x in _exam(text).exam_findings if x.kind == "sensory-loss"]
    assert any(one.assertion == "present" for one in found) is lost


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("He had a caudal epidural last spring and would like another one.", True),
        ("He received an epidural in May 2025 and wants a second.", True),
        ("He would like another epidural.", False),
        ("He would like a second epidural after the scan.", False),
        ("He had a talk about an epidural and requests another opinion.", False),
    ],
)
def test_who_had_one_and_asks_for_another_has_had_one(text: str, told: bool) -> None:
    found = [
        one
        for one in _note(text).procedures_done
        if one.kind == "epidural-injection" and one.assertion == "present"
    ]
    assert bool(found) is told


@pytest.mark.parametrize(
    ("text", "approved"),
    [
        ("The protocol is approved for coverage with evidence development.", True),
        ("Section D is for services under coverage with evidence development.", False),
        ("This service needs coverage with evidence development.", False),
    ],
)
def test_a_form_of_the_coverage_rule_approves_no_study(
    text: str, approved: bool
) -> None:
    found = [x for x in _note(text).statements if x.kind == "study-approved"]
    assert any(one.assertion == "present" for one in found) is approved


def test_edema_is_at_the_broken_vertebra_and_not_at_a_sequence() -> None:
    case = _case(
        "MRI LUMBAR SPINE   01/09/2026\nFindings: Compression fracture of L2 with 30 % "
        "loss of height. Low T1 and bright STIR signal of the body: marrow edema.\n"
    )
    places = {
        one.site
        for study in case.imaging_studies
        for one in study.findings
        if one.kind in ("marrow-edema", "fracture")
    }
    assert places == {"L2"}


def test_a_broken_first_thoracic_vertebra_is_one() -> None:
    case = _case(
        "MRI THORACIC SPINE   01/09/2026\n"
        "Findings: T1 compression fracture with marrow edema on STIR.\n"
    )
    found = [one for study in case.imaging_studies for one in study.findings]
    assert ("marrow-edema", "T1") in {(one.kind, one.site) for one in found}


_SCANNED = (
    "{first}\nNowhere Spine   Pre-determination\nName: Testa Nobody\n"
    "Date: 13 July 2026\n"
    "Procedure: spinal cord stimulator trial, percutaneous   63650\n"
    "Site of service: Nowhere ASC\nTarget date: 10 Aug 2026\nDx: G89.4\n"
    "Phone: 555-0100\n\n"
    "{second}\nOFFICE VISIT 07/06/2026     Testa Nobody\nBurning pain of the leg.\n"
    "Plan: psychology evaluation first.\n"
)


@pytest.mark.parametrize(
    ("first", "second", "documents"),
    [
        ("[scan 1/2]", "[scan 2/2]", 2),
        ("Sheet 1 of 2", "Sheet 2 of 2", 2),
    ],
)
def test_the_number_of_a_scan_is_no_title(
    first: str, second: str, documents: int
) -> None:
    case = _case(_SCANNED.format(first=first, second=second))
    assert len(case.documents) == documents
    asked = [one.kind for one in case.requested_procedures if one.origin == "request"]
    assert asked == ["cord-stimulator-trial"]


@pytest.mark.parametrize("line", ["Scan 5/6/2026", "Scan 2 of the neck is worse."])
def test_a_scan_that_is_told_of_is_no_page_mark(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Median or ulnar entrapment and shoulder lesions were ruled out.", "present"),
        ("Shoulder and plexus lesions have been sought and ruled out.", "present"),
        ("Median and ulnar entrapment has not been ruled out.", "absent"),
        ("Shoulder lesions are still to be ruled out by ultrasound.", "absent"),
        ("Median and ulnar entrapment at both wrists and elbows.", None),
    ],
)
def test_entrapment_of_two_nerves_is_ruled_out_where_it_is_said(
    text: str, status: str | None
) -> None:
    case = _case(
        "CLINIC NOTE\nDate of service: 04/20/2026\n"
        f"Impression: Left C6 radiculopathy. {text}\n"
    )
    found = [x for x in case.statements if x.kind == "other-causes-excluded"]
    assert (found[0].assertion if found else None) == status
