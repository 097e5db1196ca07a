"""Laws that hold for every record, whatever it says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluate_predicates import factories as make
from workbench.evaluate.leaf import Leaf
from workbench.schema.case import Range, all_facts
from workbench.vocabulary import kinds, spine

WAIVERS = [item.waiver.id for item in make.policy().waivers]
PLACES = [
    make.place("C5-6"),
    make.place("C5", "cervical-corpectomy"),
    make.place("C4-5", "posterior-cervical-decompression", "left"),
    make.place("C6-7", "posterior-cervical-decompression", "bilateral"),
    make.place("C7-T1", "posterior-cervical-fusion"),
    make.place("C3-4", "cervical-disc-arthroplasty"),
]

ASSERTIONS = st.sampled_from(
    ["present", "absent", "uncertain", "planned", "historical"]
)
DATES = st.sampled_from(
    [None, "2026", "2025-06", "2026-03-01", "2026-04", "2024-01-01", "2026-06-01"]
)
SIDES = st.sampled_from([None, "left", "right", "bilateral"])
LEVELS = st.sampled_from([None, "C4-5", "C5-6", "C6-7", "C7-T1", "L4-5"])
SOURCES = st.sampled_from(list(make.DOCUMENTS))
VALUES = st.sampled_from([None, 0, 1, 3.5, 8.0, 10, 11, 42])


def _kind(name):
    return st.sampled_from(list(getattr(kinds(), name)))


COMMON = {"assertion": ASSERTIONS, "date": DATES, "source": SOURCES}
FINDINGS = st.builds(
    make.finding,
    kind=_kind("imaging_findings"),
    level=LEVELS,
    label=st.sampled_from([None, "none", "mild", "moderate", "severe"]),
    location=st.sampled_from([None, "central", "foraminal", "cord", "hardware"]),
    side=SIDES,
    contact=st.sampled_from([None, ("compress", "cord"), ("abut", "root")]),
    detail=st.sampled_from([None, "all-levels", "other-levels", "acute"]),
    reader=st.sampled_from(["radiologist", "clinician"]),
    value=VALUES,
    unit=st.sampled_from([None, "mm", "degrees"]),
    assertion=ASSERTIONS,
    source=SOURCES,
)
STUDIES = st.builds(
    lambda found, **fields: make.study(*found, **fields),
    st.lists(FINDINGS, max_size=3),
    kind=_kind("imaging_studies"),
    **COMMON,
)
SYMPTOMS = st.builds(
    make.symptom,
    kind=_kind("symptoms"),
    site=st.sampled_from([None, *spine().sites]),
    side=SIDES,
    **COMMON,
)
EXAMS = st.builds(
    make.exam,
    kind=_kind("exam_findings"),
    site=st.sampled_from([None, "all", "arm", "triceps", "biceps", "leg"]),
    grade=st.sampled_from([None, "5", "4+", "4-", "5-", "3+", "1+", "brisk"]),
    side=SIDES,
    **COMMON,
)
TREATMENTS = st.builds(
    make.treatment,
    kind=_kind("treatments"),
    site=st.sampled_from([None, "neck", "low-back"]),
    start=DATES,
    end=DATES,
    days=st.sampled_from([None, 0, 28, 42, 4000]),
    days_range=st.sampled_from([None, Range(low=28), Range(low=28, high=56)]),
    vague=st.sampled_from([None, "a few weeks"]),
    status=st.sampled_from([None, "done", "ongoing", "planned", "declined"]),
    response=st.sampled_from([None, "none", "partial", "lasting"]),
    supervised=st.sampled_from([None, True, False]),
    **COMMON,
)
STATEMENTS = st.builds(
    make.statement,
    kind=_kind("statements"),
    about=st.sampled_from([(), ("carpal-tunnel-syndrome",)]),
    detail=st.sampled_from([None, "3", "three"]),
    **COMMON,
)
TESTS = st.builds(
    make.result,
    kind=_kind("tests"),
    value=VALUES,
    unit=st.sampled_from([None, "ng/ml", "%"]),
    result=st.sampled_from([None, "normal", "positive", "negative"]),
    indicates=st.sampled_from([None, "carpal-tunnel-syndrome", "infection"]),
    comparator=st.sampled_from([None, "<", ">", "="]),
    **COMMON,
)
LIMITS = st.builds(
    make.limit,
    kind=_kind("functional_limits"),
    name=st.sampled_from([None, "ndi", "mjoa"]),
    value=VALUES,
    unit=st.sampled_from([None, "%", "/50"]),
    **COMMON,
)
RISKS = st.builds(
    make.risk,
    status=st.sampled_from([None, "never", "not-current", "former", "current"]),
    kind=_kind("risk_factors"),
    until=DATES,
    name=st.sampled_from([None, "patch", "vape"]),
    **COMMON,
)
DIAGNOSES = st.builds(make.diagnosis, kind=_kind("diagnoses"), level=LEVELS, **COMMON)
DONE = st.builds(make.operation, kind=_kind("procedures_done"), level=LEVELS, **COMMON)


def _some(facts):
    return st.lists(facts, max_size=3)


CASES = st.builds(
    make.case,
    age=st.sampled_from([None, 17, 60]),
    diagnoses=_some(DIAGNOSES),
    symptoms=_some(SYMPTOMS),
    exam_findings=_some(EXAMS),
    imaging_studies=_some(STUDIES),
    tests=_some(TESTS),
    treatments=_some(TREATMENTS),
    procedures_done=_some(DONE),
    functional_limits=_some(LIMITS),
    risk_factors=_some(RISKS),
    statements=_some(STATEMENTS),
)


def leaves(record, at, request=make.REQUEST, under=make.STANDARD):
    """Every waiver, and every criterion that concerns the place's procedure."""
    asked = [
        item.criterion.id for item in make.policy().criteria_for(at.procedure)
    ] + WAIVERS
    return {
        name: make.judge(name, record, at, request=request, under=under)
        for name in asked
    }


def _sound(leaf: Leaf, known: set[str]) -> None:
    assert leaf.reason
    cited = {fact.id for fact in (*leaf.support, *leaf.refute)}
    assert cited <= known
    assert (leaf.because is not None) == (
        leaf.status in ("not_documented", "conflicting")
    )
    if leaf.status == "conflicting":
        assert leaf.support or leaf.refute
    for _, part in leaf.parts:
        _sound(part, known)


@settings(max_examples=60, deadline=None)
@given(CASES, st.sampled_from(PLACES), st.sampled_from([None, "2026-05-04", "2026-05"]))
def test_every_record_gives_a_sound_answer(record, at, request):
    known = {fact.id for fact in all_facts(record)}
    for leaf in leaves(record, at, request).values():
        _sound(leaf, known)


@settings(max_examples=40, deadline=None)
@given(CASES, st.sampled_from(PLACES))
def test_nothing_fails_without_a_fact_that_refutes(record, at):
    for name, leaf in leaves(record, at).items():
        if leaf.status == "not_met" and name != "arthroplasty-eligible":
            assert leaf.refute, name


@settings(max_examples=30, deadline=None)
@given(CASES, st.sampled_from(PLACES))
def test_the_same_record_gives_the_same_answer(record, at):
    assert leaves(record, at) == leaves(record, at)


def test_an_empty_record_fails_nothing_and_meets_nothing():
    for at in PLACES:
        for name, leaf in leaves(make.case(age=None), at).items():
            wanted = {"not_documented", "not_applicable"}
            assert leaf.status in wanted, name


@settings(max_examples=30, deadline=None)
@given(CASES, st.sampled_from(PLACES))
def test_the_strict_variant_meets_no_imaging_that_the_standard_does_not(record, at):
    strict = make.judge("imaging-at-level", record, at, under=make.STRICT)
    standard = make.judge("imaging-at-level", record, at)
    if strict.status == "met":
        assert standard.status == "met"
