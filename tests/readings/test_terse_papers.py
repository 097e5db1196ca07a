"""What terse papers say in few signs: heads, sums, answers led to by dots, rows."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.evaluate.care import is_within
from workbench.extract.rules.reader import RulesReader
from workbench.extract.rules.values.weekdays import fits_before
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Treatment
from workbench.schema.evidence import Evidence

_FORM = "SURGICAL PRIOR AUTHORIZATION REQUEST\nDate: 07/02/2026\n\n"


@pytest.mark.parametrize(
    ("said", "assertion"),
    [
        ("HEP not issued.", "absent"),
        ("Home exercises were never taught.", "absent"),
        ("Home exercise sheet issued and reviewed.", "present"),
        ("Home exercise program, sheet not given again since March.", "present"),
    ],
)
def test_what_was_not_handed_out_was_not_done(said: str, assertion: str) -> None:
    found = case_of(f"{NOTE}HPI: neck pain. {said}\n").treatments
    told = {one.assertion for one in found if one.kind == "home-exercise"}
    assert told == {assertion}


def test_a_table_set_apart_is_no_history_of_the_family() -> None:
    rows = "exam      R      L\n delt     5      4\n Babinski    up    down\n"
    case = case_of(f"{NOTE}FH: father diabetic. Mother had a fusion.\n\n{rows}")
    signs = {(one.kind, one.side, one.assertion) for one in case.exam_findings}
    assert ("babinski", "right", "present") in signs
    assert ("babinski", "left", "absent") in signs
    family = f"{NOTE}FAMILY HISTORY:\n\nMother     diabetes\nFather     stroke\n"
    assert not [one for one in case_of(family).diagnoses if one.assertion == "present"]


@pytest.mark.parametrize(
    ("said", "assertions"),
    [
        ("Therapy not advisable with clonus.", {"present"}),
        ("Traction is not safe given her clonus.", {"present"}),
        ("It is not safe to drive. No clonus.", {"absent"}),
    ],
)
def test_what_makes_a_thing_unfit_is_there(said: str, assertions: set[str]) -> None:
    found = case_of(f"{NOTE}{said}\n").exam_findings
    assert {one.assertion for one in found if one.kind == "clonus"} == assertions


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("mJOA   arms 3   legs 4   sens 1   bladder 3    = 11/18", {11}),
        ("mJOA arms 3, legs 4, sens 1, bladder 3 total 11/18", {11}),
        ("mJOA = 14/18", {14}),
        ("mJOA 13/18", {13}),
    ],
)
def test_the_sum_of_the_parts_is_the_score(said: str, values: set[int]) -> None:
    found = case_of(f"{NOTE}{said}\n").functional_limits
    assert {one.value for one in found if one.name == "mjoa"} == values


@pytest.mark.parametrize(
    ("line", "value"),
    [("office: 17 = 34 %", 34), ("   = 17  (34%)", 34), ("room: 17 of 34", None)],
)
def test_a_sum_under_items_needs_no_word_for_total(
    line: str, value: int | None
) -> None:
    items = "item  1  pain   0 1 2 (3) 4 5\nitem  2  care   0 (1) 2 3 4 5\n"
    found = case_of(f"NECK DISABILITY INDEX   J. Quill  5/14/2026\n\n{items}{line}\n")
    assert next((x.value for x in found.functional_limits), None) == value


@pytest.mark.parametrize(
    ("row", "kinds"),
    [
        ("22845  front plate .......... N", {"acdf"}),
        ("22845  front plate .......... Y", {"acdf", "instrumentation"}),
        ("22845  front plate .......... x1", {"acdf", "instrumentation"}),
    ],
)
def test_dots_lead_to_the_answer(row: str, kinds: set[str]) -> None:
    form = f"{_FORM}CODES\n   22551  ACDF C5-6 ......... Y\n   {row}\n"
    assert {one.kind for one in case_of(form).requested_procedures} == kinds


def test_three_dots_lead_from_a_code_to_its_words() -> None:
    form = f"{_FORM}  22551 ... ACDF C6-7 ..... x1\n  22853 ... cage C6-7 ..... x1\n"
    found = {one.kind: one.level for one in case_of(form).requested_procedures}
    assert found == {"acdf": "C6-7", "interbody-device": "C6-7"}


def test_a_payer_named_for_benefits_heads_no_table_of_care() -> None:
    form = (
        "---------------------------------------\n"
        " QUILL BENEFIT FUND          OUTPATIENT PROCEDURE REQUEST\n"
        "---------------------------------------\n"
        "   CPT       22856      Disc arthroplasty, C4-5\n   Units     1\n"
    )
    found = [(one.kind, one.level) for one in case_of(form).requested_procedures]
    assert found == [("cervical-disc-arthroplasty", "C4-5")]


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        ("Also open L3-4 via the same incision.", {"L4-5", "L3-4"}),
        ("We will take L3-4 along.", {"L4-5", "L3-4"}),
        ("May also open L3-4 if tight.", {"L4-5"}),
        ("He declined to include L3-4 as well.", {"L4-5"}),
    ],
)
def test_the_next_sentence_adds_a_level(said: str, levels: set[str]) -> None:
    found = case_of(f"{NOTE}Plan: L4-5 decompression left. {said}\n")
    assert {one.level for one in found.requested_procedures} == levels


_LOG = (
    "PHYSICAL THERAPY LOG\nname: J. Quill     dx: neck pain\n"
    "  1  Mon 4/27  eval\n  2  Thu 4/30  MT\n  3  Tue 5/5  MT\n  -  Fri 5/8  no show\n"
)


@pytest.mark.parametrize(
    ("text", "fits"),
    [(_LOG, True), (_LOG.replace("Mon", "Wed"), False), ("Mon 4/27 only", False)],
)
def test_weekdays_tell_the_year_of_their_days(text: str, fits: bool) -> None:
    assert fits_before(text, "2026-06-30") is fits
    assert not fits_before(text, None)


def test_an_undated_log_is_dated_by_its_weekdays() -> None:
    packet = read_packet((Source("log.txt", _LOG.encode()),))
    case = RulesReader("2026-06-30").read(packet).case
    course = next(one for one in case.treatments if one.kind == "physical-therapy")
    assert (course.start, course.end) == ("2026-04-27", "2026-05-05")
    assert course.sessions == 3


def test_a_margin_word_with_sentences_beside_it_is_prose() -> None:
    done = "done    PT at the mill. naproxen 440 bid jan-apr 26. L L4-5 TFESI 4/14/26."
    found = case_of(f"{NOTE}HPI: low back pain.\n\n{done}\n").treatments
    told = {one.kind: (one.start, one.date) for one in found}
    assert told["nsaid"][0] == "2026-01"
    assert told["epidural-injection"] == (None, "2026-04-14")


def test_pages_that_a_batch_numbers_are_papers_of_their_own() -> None:
    batch = (
        "====== p1 ======\nQuill Spine   OV   6/16/26   A. Test MD\n"
        "CC: neck pain. L thumb numb. Spurling +. Plan: surgery.\n\n"
        "====== p2 ======\nMADEUP MRI    6/5/26     Quill J    c-sp wo\n"
        "C5-6: severe left foraminal stenosis.\n\n"
        "====== p3 ======\npharmacy printout - Quill\n04/27/26  NAPROXEN  30\n"
    )
    packet = read_packet((Source("batch.txt", batch.encode()),))
    assert [one.title for one in packet.documents][1:] == [
        "MADEUP MRI    6/5/26     Quill J    c-sp wo",
        "pharmacy printout - Quill",
    ]


def test_fx_before_a_number_to_call_is_a_fax() -> None:
    text = "CLINIC NOTE\nQuill Spine     fx 555-0133\nHPI: neck pain. {}\n"
    kinds = {one.kind for one in case_of(text.format("")).diagnoses}
    assert "fracture" not in kinds
    told = case_of(text.format("Assessment: T7 fx."))
    assert "fracture" in {one.kind for one in told.diagnoses}


@pytest.mark.parametrize(
    ("said", "assertion"),
    [
        ("New sensory deficit since the last MRI.", "present"),
        ("No new motor loss since last MRI.", "absent"),
    ],
)
def test_a_loss_new_since_a_study_is_a_change(said: str, assertion: str) -> None:
    found = case_of(f"{NOTE}Assessment: {said}\n").statements
    told = {one.assertion for one in found if one.kind == "condition-changed"}
    assert told == {assertion}


def _given(**told: str) -> Treatment:
    cite = (Evidence(document="D1", lines=(1,), quote="naproxen"),)
    return Treatment.model_validate(
        {"id": "T1", "kind": "nsaid", "status": "done", "evidence": cite, **told}
    )


@pytest.mark.parametrize(
    ("day", "within"), [("2026-05-13", True), ("2026-06-10", False)]
)
def test_a_day_of_a_course_adds_nothing_to_it(day: str, within: bool) -> None:
    course = _given(start="2026-04-27", end="2026-05-29", name="naproxen")
    assert is_within(_given(date=day, name="naproxen"), [course]) is within
    assert not is_within(_given(date=day, name="meloxicam"), [course])
