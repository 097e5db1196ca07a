"""What becomes one fact, and what must stay apart."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.extract.rules.whole.episode import index_date, mark_earlier
from workbench.extract.rules.whole.merge import merge
from workbench.schema.case import (
    Diagnosis,
    ExamFinding,
    Fact,
    ImagingFinding,
    ImagingStudy,
    ProcedureDone,
    RequestedProcedure,
    RiskFactor,
    Severity,
    Symptom,
    Treatment,
)
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Document, DocumentKind, Line, Packet

LONG = "Deltoid strength is 4/5 on the left, sensation is decreased over the thumb."


def packet() -> Packet:
    made: list[tuple[DocumentKind, str | None]] = [
        ("request-form", "2026-03-20"),
        ("clinic-note", "2026-01-10"),
        ("clinic-note", "2026-03-10"),
        ("letter", "2026-03-19"),
        ("imaging-report", "2026-02-01"),
        ("therapy-record", None),
        ("therapy-record", None),
        ("therapy-record", None),
    ]
    documents = tuple(
        Document(
            id=f"D{place}", kind=kind, date=date, lines=(Line(number=1, text="x"),)
        )
        for place, (kind, date) in enumerate(made, start=1)
    )
    return Packet(sha256="0" * 64, sources=(), documents=documents)


def at(document: int, quote: str = "x", line: int = 1) -> tuple[Evidence, ...]:
    return (Evidence(document=f"D{document}", lines=(line,), quote=quote, start=0),)


def ids(facts: tuple[Fact, ...]) -> list[str]:
    return [fact.id for fact in facts]


def pt(document: int, **fields: Any) -> Treatment:
    base: dict[str, Any] = {"id": "?", "kind": "physical-therapy", "status": "done"}
    return Treatment(**(base | fields), evidence=at(document))


def test_facts_are_numbered_in_document_order() -> None:
    facts = [
        Symptom(id="?", kind="pain", site="neck", evidence=at(3)),
        Symptom(id="?", kind="numbness", site="hand", evidence=at(2, line=4)),
        Symptom(id="?", kind="pain", site="arm", evidence=at(2, line=2)),
    ]
    merged = merge("symptoms", facts, packet())
    assert [(fact.id, fact.site) for fact in merged] == [
        ("SX1", "arm"),
        ("SX2", "hand"),
        ("SX3", "neck"),
    ]


def test_the_same_fact_twice_in_a_document_is_one_with_both_places() -> None:
    facts = [
        Symptom(id="?", kind="pain", site="neck", evidence=at(2, "neck pain")),
        Symptom(
            id="?", kind="pain", site="neck", evidence=at(2, "pain in the neck", 9)
        ),
    ]
    (one,) = merge("symptoms", facts, packet())
    assert [place.lines for place in one.evidence] == [(1,), (9,)]


def test_a_complaint_of_a_later_note_stays_a_fact_of_its_own() -> None:
    facts = [Symptom(id="?", kind="pain", site="neck", evidence=at(n)) for n in (2, 3)]
    assert len(merge("symptoms", facts, packet())) == 2


def test_a_diagnosis_is_one_wherever_it_recurs() -> None:
    facts = [
        Diagnosis(id="?", kind="cervical-radiculopathy", evidence=at(n))
        for n in (1, 2, 3)
    ]
    (one,) = merge("diagnoses", facts, packet())
    assert [place.document for place in one.evidence] == ["D1", "D2", "D3"]


def exam(document: int, date: str, quote: str = LONG, grade: str = "4") -> ExamFinding:
    return ExamFinding(
        id="?",
        kind="strength",
        site="deltoid",
        side="left",
        grade=grade,
        date=date,
        evidence=at(document, quote),
    )


def test_an_examination_copied_word_for_word_keeps_its_first_date() -> None:
    facts = [exam(3, "2026-03-10"), exam(2, "2026-01-10")]
    (one,) = merge("exam_findings", facts, packet())
    assert (one.date, one.detail) == ("2026-01-10", "copied-forward")
    assert [place.document for place in one.evidence] == ["D2", "D3"]


@pytest.mark.parametrize(
    "second",
    [
        exam(3, "2026-03-10", "Deltoid 4/5 left"),
        exam(3, "2026-03-10", grade="4-"),
        exam(3, "2026-03-10", LONG.replace("thumb", "index finger")),
    ],
)
def test_examinations_that_differ_stay_apart(second: ExamFinding) -> None:
    assert len(merge("exam_findings", [exam(2, "2026-01-10"), second], packet())) == 2


def study(document: int, date: str | None, *findings: ImagingFinding) -> ImagingStudy:
    return ImagingStudy(
        id="?", kind="mri", date=date, findings=findings, evidence=at(document)
    )


def grade(document: int, label: str, step: int, reader: Any) -> ImagingFinding:
    return ImagingFinding(
        id="?",
        kind="stenosis",
        level="C5-6",
        severity=Severity(label=label, low=step, high=step),
        reader=reader,
        evidence=at(document),
    )


def test_an_undated_mention_joins_the_only_study_of_its_kind() -> None:
    report = study(5, "2026-02-01", grade(5, "moderate", 4, "radiologist"))
    told = study(3, None, grade(3, "severe", 6, "clinician"))
    (one,) = merge("imaging_studies", [told, report], packet())
    assert isinstance(one, ImagingStudy)
    assert one.date == "2026-02-01"
    assert sorted((f.reader, f.id) for f in one.findings) == [
        ("clinician", "IM1.F2"),
        ("radiologist", "IM1.F1"),
    ]


def test_an_undated_mention_written_before_the_study_is_another_study() -> None:
    facts = [study(5, "2026-02-01"), study(2, None)]
    assert len(merge("imaging_studies", facts, packet())) == 2


def test_an_undated_mention_of_two_possible_studies_joins_none() -> None:
    facts = [study(5, "2026-02-01"), study(1, "2025-01-05"), study(3, None)]
    assert len(merge("imaging_studies", facts, packet())) == 3


def test_a_month_joins_the_day_inside_it() -> None:
    facts = [study(5, "2026-02-01"), study(3, "2026-02")]
    (one,) = merge("imaging_studies", facts, packet())
    assert one.date == "2026-02-01"


def test_an_ordered_study_is_not_the_one_that_was_done() -> None:
    planned = study(3, None).model_copy(update={"assertion": "planned"})
    assert (
        len(merge("imaging_studies", [study(5, "2026-02-01"), planned], packet())) == 2
    )


def test_treatments_that_differ_in_length_stay_apart() -> None:
    facts = [pt(2, days=28), pt(3, days=56)]
    assert len(merge("treatments", facts, packet())) == 2


def test_a_bare_mention_joins_the_dated_treatment() -> None:
    dated = pt(2, start="2026-01-05", end="2026-03-02", site="neck", response="none")
    (one,) = merge("treatments", [dated, pt(3)], packet())
    assert [place.document for place in one.evidence] == ["D2", "D3"]


@pytest.mark.parametrize(
    "other",
    [
        pt(4),
        pt(3, response="partial"),
        pt(3, site="low-back"),
        pt(3, status="ongoing"),
        pt(3, assertion="planned", status="planned"),
        pt(3, vague="a few weeks"),
        pt(3, kind="chiropractic"),
    ],
)
def test_a_mention_that_says_otherwise_stays_apart(other: Treatment) -> None:
    dated = pt(2, start="2026-01-05", end="2026-03-02", site="neck", response="none")
    assert len(merge("treatments", [dated, other], packet())) == 2


def daily(*days: str, site: str | None = "neck") -> list[Treatment]:
    return [
        pt(
            place,
            date=day,
            site=site,
            supervised=True,
            status="ongoing",
            sessions=number,
        )
        for number, (place, day) in enumerate(zip((6, 7, 8), days, strict=False), 1)
    ]


def test_daily_notes_become_one_course() -> None:
    (one,) = merge(
        "treatments", daily("2026-01-05", "2026-01-20", "2026-02-16"), packet()
    )
    assert isinstance(one, Treatment)
    assert (one.start, one.end, one.date) == ("2026-01-05", "2026-02-16", None)
    assert one.sessions == 3
    assert [place.document for place in one.evidence] == ["D6", "D7", "D8"]


def test_a_long_pause_begins_another_course() -> None:
    facts = daily("2025-01-05", "2025-01-20", "2026-02-16")
    assert len(merge("treatments", facts, packet())) == 2


def test_a_visit_inside_a_course_joins_it() -> None:
    course = pt(
        6,
        start="2026-01-05",
        end="2026-03-02",
        site="neck",
        supervised=True,
        sessions=10,
    )
    (visit,) = daily("2026-02-01")
    (one,) = merge("treatments", [course, visit], packet())
    assert isinstance(one, Treatment)
    assert (one.start, one.end, one.sessions) == ("2026-01-05", "2026-03-02", 10)


def test_visits_for_another_region_stay_apart() -> None:
    facts = [*daily("2026-01-05"), *daily("2026-01-06", site="low-back")]
    assert len(merge("treatments", facts, packet())) == 2


def test_a_course_takes_the_region_that_its_evaluation_names() -> None:
    plan = pt(6, date="2026-01-02", site="neck", supervised=True, assertion="planned")
    facts = [plan, *daily("2026-01-05", "2026-01-20", site=None)]
    found = merge("treatments", facts, packet())
    (course,) = [one for one in found if one.assertion == "present"]
    assert isinstance(course, Treatment)
    assert course.site == "neck"
    assert plan.evidence[0] in course.evidence


def test_a_course_takes_no_region_where_records_name_two() -> None:
    plans = [
        pt(6, date="2026-01-02", site=site, supervised=True, assertion="planned")
        for site in ("neck", "low-back")
    ]
    facts = [*plans, *daily("2026-01-05", "2026-01-20", site=None)]
    found = merge("treatments", facts, packet())
    (course,) = [one for one in found if one.assertion == "present"]
    assert isinstance(course, Treatment)
    assert course.site is None


def request(document: int, **fields: Any) -> RequestedProcedure:
    base: dict[str, Any] = {"id": "?", "kind": "acdf", "level": "C5-6"}
    return RequestedProcedure(**(base | fields), evidence=at(document))


def test_a_line_told_twice_is_one_line_with_all_codes() -> None:
    facts = [request(1, codes=("22551",), stage=1), request(4, codes=("22845",))]
    (one,) = merge("requested_procedures", facts, packet())
    assert isinstance(one, RequestedProcedure)
    assert (one.codes, one.stage) == (("22551", "22845"), 1)


def test_a_plan_does_not_become_a_request() -> None:
    facts = [request(1), request(2, origin="plan"), request(1, level="C4-5")]
    assert len(merge("requested_procedures", facts, packet())) == 3


def test_statements_of_use_keep_their_time() -> None:
    facts = [
        RiskFactor(id="?", kind="nicotine", status="current", evidence=at(n))
        for n in (2, 3)
    ]
    assert len(merge("risk_factors", facts, packet())) == 2


def operation(date: str | None, **fields: Any) -> ProcedureDone:
    base: dict[str, Any] = {"id": "?", "kind": "acdf", "assertion": "historical"}
    return ProcedureDone(**(base | fields), date=date, evidence=at(2))


OPERATIONS = [operation("2015-05"), operation("2019-06-11"), operation(None)]


def test_the_latest_dated_operation_on_the_neck_begins_the_episode() -> None:
    assert index_date(OPERATIONS) == "2019-06-11"
    assert index_date([operation("2020", kind="lumbar-surgery")]) is None
    assert index_date([operation("2020", assertion="planned")]) is None


EARLIER = [
    (pt(2, start="2018-01", end="2018-03"), "historical"),
    (pt(2, date="2018"), "historical"),
    (pt(2, date="2019"), "present"),
    (pt(2, start="2018-01", end="2020-03"), "present"),
    (pt(2, start="2018-01", status="ongoing"), "present"),
    (pt(2, start="2018-01", end="2018-03", site="low-back"), "present"),
    (pt(2, start="2018", end="2018", assertion="absent"), "absent"),
    (pt(2), "present"),
    (study(2, "2019-06-10"), "historical"),
    (exam(2, "2026-01-10"), "present"),
]


@pytest.mark.parametrize(("fact", "assertion"), EARLIER)
def test_what_ended_before_the_operation_is_history(fact: Fact, assertion: str) -> None:
    (marked,) = mark_earlier([fact], index_date(OPERATIONS))
    assert marked.assertion == assertion
    assert marked.date == fact.date
