from __future__ import annotations

import pytest

from tests.evaluate_predicates.factories import (
    case,
    diagnosis,
    finding,
    judge,
    operation,
    place,
    requested,
    result,
    statement,
    status,
    study,
    symptom,
)

FUSION = "fusion-indication"
AT = place("C5-6", "posterior-cervical-fusion")


def shown(kind, *, level="C5-6", **more):
    more.setdefault("location", None)
    more.setdefault("side", None)
    return finding(level=level, label=None, kind=kind, **more)


def films(*findings, kind="flexion-extension", **more):
    return study(*findings, kind=kind, **more)


def moved(mm, level="C5-6"):
    return films(shown("translation", value=mm, unit="mm", level=level))


STABLE = films(shown("instability", level=None, assertion="absent"))


def fused(*studies, **lists):
    return case(imaging_studies=studies, **lists)


def answer(*studies, **lists):
    return status(FUSION, fused(*studies, **lists), AT)


def pathway(name, *studies, **lists):
    leaf = judge(FUSION, fused(*studies, **lists), AT)
    return dict(leaf.parts)[name].status


# --- instability


@pytest.mark.parametrize(
    ("mm", "wanted"), [(3.4, "not_met"), (3.5, "not_met"), (3.6, "met")]
)
def test_translation_limit(mm, wanted):
    assert answer(moved(mm)) == wanted


@pytest.mark.parametrize(
    ("degrees", "wanted"), [(10, "not_met"), (11, "not_met"), (12, "met")]
)
def test_angulation_limit(degrees, wanted):
    bent = films(shown("angulation", value=degrees, unit="degrees"))
    assert answer(bent) == wanted


def test_no_films_are_not_documented():
    leaf = judge(FUSION, case(), AT)
    assert (leaf.status, leaf.because) == ("not_documented", "never-mentioned")


@pytest.mark.parametrize("assertion", ["planned", "absent"])
def test_films_not_done_are_not_documented(assertion):
    assert answer(films(assertion=assertion)) == "not_documented"


def test_films_that_do_not_describe_the_level():
    assert answer(moved(5, level="C3-4")) == "not_documented"


def test_no_abnormal_motion_fails():
    assert answer(STABLE) == "not_met"


def test_no_motion_at_the_other_levels_says_nothing_of_the_level_measured():
    others = shown("instability", level=None, assertion="absent", detail="other-levels")
    slip = shown("translation", value=4.8, unit="mm")
    assert answer(films(slip, others)) == "met"


def test_instability_without_a_number_is_open():
    assert answer(films(shown("instability"))) == "not_documented"


def test_one_measurement_over_its_limit_suffices():
    both = films(
        shown("translation", value=2, unit="mm"),
        shown("angulation", value=14, unit="degrees"),
    )
    assert answer(both) == "met"


def test_readings_of_motion_that_differ_conflict():
    other = study(
        shown("translation", value=1, unit="mm", reader="clinician", source="note"),
        kind="flexion-extension",
        date="2026-03-01",
        source="note",
    )
    assert answer(moved(5), other) == "conflicting"


def test_later_films_supersede():
    older = films(shown("translation", value=5, unit="mm"), date="2025-12-01")
    assert answer(older, moved(1)) == "not_met"


def test_a_diagnosis_of_instability_against_stable_films_conflicts():
    assert answer(STABLE, diagnoses=[diagnosis("instability")]) == "conflicting"
    assert answer(diagnoses=[diagnosis("instability")]) == "not_documented"


# --- nonunion


def ct(*findings, **more):
    return study(*findings, kind="ct", **more)


GAP = shown("solid-fusion", assertion="absent")
FUSED = operation("acdf", level="C5-6", date="2025-03-01", assertion="historical")


@pytest.mark.parametrize(
    ("date", "wanted"),
    [
        ("2025-09-01", "met"),
        ("2025-08-31", "met"),
        ("2025-09-02", "not_met"),
        ("2025-09", "not_documented"),
        (None, "not_documented"),
    ],
)
def test_six_months_after_the_fusion(date, wanted):
    done = operation("acdf", level="C5-6", date=date)
    found = pathway("pseudarthrosis", ct(GAP), procedures_done=[done])
    assert found == wanted


@pytest.mark.parametrize(
    ("item", "kind", "wanted"),
    [
        (GAP, "ct", "met"),
        (GAP, "mri", "not_applicable"),
        (shown("lucency"), "xray", "met"),
        (shown("lucency", level=None, site="C6"), "ct", "met"),
        (shown("interspinous-motion", value=1, unit="mm"), "flexion-extension", "met"),
        (
            shown("interspinous-motion", value=0.9, unit="mm"),
            "flexion-extension",
            "not_met",
        ),
        (shown("solid-fusion"), "ct", "not_met"),
        (shown("subsidence"), "ct", "not_applicable"),
        (shown("lucency", level="C3-4"), "ct", "not_applicable"),
    ],
)
def test_evidence_of_nonunion(item, kind, wanted):
    record = study(item, kind=kind)
    assert pathway("pseudarthrosis", record, procedures_done=[FUSED]) == wanted


def test_nonunion_without_a_recorded_fusion_is_open():
    assert pathway("pseudarthrosis", ct(GAP)) == "not_documented"


def test_a_diagnosis_of_nonunion_against_solid_fusion_conflicts():
    claimed = diagnosis("pseudarthrosis")
    solid = ct(shown("solid-fusion"))
    assert answer(STABLE, solid, diagnoses=[claimed]) == "conflicting"
    assert answer(STABLE, diagnoses=[claimed]) == "not_documented"


# --- hardware


BROKEN = shown("hardware-failure", location="hardware")
INTACT = shown("hardware-failure", location="hardware", level=None, assertion="absent")
CLAIM = diagnosis("hardware-failure")


def test_failed_hardware_on_imaging():
    assert answer(study(BROKEN, kind="xray")) == "met"


def test_subsidence_is_no_hardware_failure():
    assert answer(STABLE, study(shown("subsidence"), kind="xray")) == "not_met"


def test_diagnosis_against_stable_hardware_conflicts_films_or_no_films():
    xray = study(INTACT, kind="xray")
    for studies in ((xray,), (xray, STABLE)):
        leaf = judge(FUSION, fused(*studies, diagnoses=[CLAIM]), AT)
        assert leaf.status == "conflicting"
        assert any("hardware" in clash.kind for clash in leaf.clashes)


def test_a_diagnosis_alone_leaves_it_open():
    assert answer(STABLE, diagnoses=[CLAIM]) == "not_documented"


def test_a_contradiction_decides_nothing_where_another_pathway_is_met():
    xray = study(INTACT, kind="xray")
    assert answer(moved(5), xray, diagnoses=[CLAIM]) == "met"


def test_every_pathway_with_facts_must_fail():
    xray = study(INTACT, kind="xray")
    assert answer(STABLE, xray) == "not_met"
    assert answer(xray) == "not_documented"


def test_failure_at_another_level_does_not_concern_the_line():
    other = shown("hardware-failure", location="hardware", level="C3-4")
    assert pathway("hardware-failure", study(other, kind="xray")) == "not_applicable"


# --- deformity, resection, disease


@pytest.mark.parametrize(
    ("item", "symptoms", "wanted"),
    [
        (
            shown("kyphosis", level=None, value=20, unit="degrees"),
            [symptom("pain", "neck")],
            "met",
        ),
        (shown("kyphosis", level=None, value=20, unit="degrees"), [], "not_documented"),
        (shown("kyphosis", level=None), [symptom("pain", "neck")], "not_documented"),
        (shown("kyphosis", level=None, assertion="absent"), [], "not_met"),
        (shown("loss-of-lordosis", level=None), [], "not_applicable"),
    ],
)
def test_symptomatic_kyphosis_measured(item, symptoms, wanted):
    assert pathway("deformity", study(item, kind="xray"), symptoms=symptoms) == wanted


LOST = study(shown("loss-of-lordosis", level=None), kind="xray")


@pytest.mark.parametrize(
    ("facts", "studies", "wanted"),
    [
        ([statement("planned-facet-resection", assertion="planned")], [], "met"),
        ([statement("planned-facet-resection", assertion="absent")], [], "not_met"),
        (
            [
                statement(
                    "planned-multilevel-laminectomy", assertion="planned", detail="3"
                )
            ],
            [LOST],
            "met",
        ),
        (
            [
                statement(
                    "planned-multilevel-laminectomy", assertion="planned", detail="4"
                )
            ],
            [],
            "not_documented",
        ),
        (
            [
                statement(
                    "planned-multilevel-laminectomy", assertion="planned", detail="2"
                )
            ],
            [LOST],
            "not_met",
        ),
        (
            [statement("planned-multilevel-laminectomy", assertion="planned")],
            [LOST],
            "not_documented",
        ),
        ([], [LOST], "not_applicable"),
    ],
)
def test_planned_resection(facts, studies, wanted):
    found = pathway("planned-destabilising-resection", *studies, statements=facts)
    assert found == wanted


@pytest.mark.parametrize(
    ("studies", "lists", "wanted"),
    [
        ([study(shown("fracture"))], {}, "met"),
        ([study(shown("tumour", level=None, site="C5"))], {}, "met"),
        ([study(shown("fracture", level="L1-2"))], {}, "not_applicable"),
        ([study(shown("fracture", assertion="absent"))], {}, "not_met"),
        ([], {"diagnoses": [diagnosis("infection")]}, "not_documented"),
        (
            [],
            {"tests": [result("biopsy", result="positive", indicates="tumour")]},
            "met",
        ),
        ([], {"tests": [result("crp", result="abnormal")]}, "not_applicable"),
        (
            [],
            {
                "tests": [result("crp", result="abnormal")],
                "diagnoses": [diagnosis("infection")],
            },
            "met",
        ),
        (
            [study(shown("infection", assertion="absent"))],
            {"diagnoses": [diagnosis("infection")]},
            "conflicting",
        ),
        ([study(shown("fracture", assertion="historical"))], {}, "not_applicable"),
    ],
)
def test_tumour_infection_fracture(studies, lists, wanted):
    assert pathway("tumour-infection-fracture", *studies, **lists) == wanted
    leaf = judge("tumour-infection-fracture", fused(*studies, **lists))
    assert leaf.status == wanted


# --- disc replacement


ARTHROPLASTY = "arthroplasty-eligible"
DISC = place("C5-6", "cervical-disc-arthroplasty")
FACETS = finding(kind="facet-arthropathy", label="mild", location="facet", side=None)


def disc(*studies, places=(DISC,), age=50, **lists):
    found = studies or (STABLE, study(FACETS))
    record = case(age=age, imaging_studies=found, **lists)
    return status(ARTHROPLASTY, record, DISC, places=places)


def test_suitable_for_disc_replacement():
    assert disc() == "met"


@pytest.mark.parametrize(
    ("age", "wanted"),
    [(17, "not_met"), (18, "met"), (19, "met"), (None, "not_documented")],
)
def test_age(age, wanted):
    assert disc(age=age) == wanted


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        (["C5-6"], "met"),
        (["C5-6", "C6-7"], "met"),
        (["C4-5", "C5-6", "C6-7"], "not_met"),
        (["C3-4", "C5-6"], "not_met"),
        (["C5-6", "C7-T1"], "not_met"),
    ],
)
def test_one_or_two_levels_next_to_each_other(levels, wanted):
    places = tuple(place(level, "cervical-disc-arthroplasty") for level in levels)
    assert disc(places=places) == wanted


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("mild", "met"),
        ("moderate", "met"),
        ("severe", "not_met"),
        ("critical", "not_met"),
        (None, "not_documented"),
    ],
)
def test_facet_arthropathy(label, wanted):
    facets = finding(kind="facet-arthropathy", label=label, location="facet", side=None)
    assert disc(STABLE, study(facets)) == wanted


def test_silence_on_motion_or_facets_is_not_documented():
    assert disc(STABLE) == "not_documented"
    assert disc(study(FACETS)) == "not_documented"


@pytest.mark.parametrize(
    ("level", "mm", "wanted"),
    [
        ("C5-6", 4, "not_met"),
        ("C5-6", 3.5, "met"),
        ("C4-5", 4, "not_met"),
        ("C6-7", 4, "not_met"),
        ("C3-4", 4, "met"),
    ],
)
def test_instability_at_the_level_or_next_to_it(level, mm, wanted):
    own = films(shown("translation", value=1, unit="mm"))
    other = films(shown("translation", value=mm, unit="mm", level=level))
    studies = (other,) if level == "C5-6" else (own, other)
    assert disc(*studies, study(FACETS)) == wanted


def test_a_fusion_at_the_same_level():
    asked = requested("acdf", "C5-6")
    assert disc(requested_procedures=[asked]) == "not_met"
    other = requested("acdf", "C4-5")
    assert disc(requested_procedures=[other]) == "met"
    done = operation("acdf", level="C5-6", assertion="historical")
    assert disc(procedures_done=[done]) == "not_met"
    unknown = operation("acdf", assertion="historical")
    assert disc(procedures_done=[unknown]) == "not_documented"
