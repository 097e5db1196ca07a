"""Every generic test at its limit and one step either side, and in every status."""

from __future__ import annotations

import pytest

from tests.evaluate_generic.made import judged, place
from workbench.errors import PolicyError
from workbench.evaluate.generic.units import in_unit

PAIN = {"fact": {"list": "symptoms", "kind": "pain", "site": "arm"}}
STENOSIS = {"grade": {"level": "line", "accepted": ["moderate-to-severe", "severe"]}}


def statuses(test, rows, **more):
    got = [judged(test, facts, **more).status for facts, _ in rows]
    assert got == [status for _, status in rows]


def test_fact_is_supported_denied_or_left_open():
    def pain(**more):
        return {"kind": "pain", "site": "arm", **more}

    statuses(
        PAIN,
        [
            ({"symptoms": [pain()]}, "met"),
            ({"symptoms": [pain(assertion="absent")]}, "not_met"),
            ({"symptoms": [pain(), pain(assertion="absent")]}, "conflicting"),
            ({"symptoms": [pain(assertion="uncertain")]}, "not_documented"),
            ({"symptoms": [pain(assertion="planned")]}, "not_documented"),
            ({"symptoms": [{"kind": "pain", "site": "leg"}]}, "not_documented"),
            ({}, "not_documented"),
        ],
    )
    unsure = judged(PAIN, {"symptoms": [pain(assertion="uncertain")]})
    assert unsure.because == "unsure"
    assert judged(PAIN, {}).because == "never-mentioned"


@pytest.mark.parametrize(
    ("date", "status", "because"),
    [
        ("2025-05-04", "met", None),
        ("2025-05-03", "not_documented", "stale"),
        ("2025-05", "not_documented", "undated"),
        ("2026-05-05", "not_documented", "stale"),
        (None, "not_documented", "undated"),
    ],
)
def test_a_look_back_counts_both_of_its_ends(date, status, because):
    test = {
        "fact": {
            "list": "procedures_done",
            "kind": "acdf",
            "within": {"months": 12},
        }
    }
    leaf = judged(test, {"procedures_done": [{"kind": "acdf", "date": date}]})
    assert (leaf.status, leaf.because) == (status, because)


def test_a_look_back_without_a_request_date_is_open():
    test = {"fact": {"list": "tests", "kind": "hba1c", "within": {"days": 90}}}
    facts = {"tests": [{"kind": "hba1c", "date": "2026-05-01"}]}
    assert judged(test, facts).status == "met"
    assert judged(test, facts, date=None).status == "not_documented"


def test_a_fact_at_another_level_does_not_count_and_none_given_is_open():
    test = {"fact": {"list": "imaging_findings", "kind": "fracture", "level": "line"}}

    def mri(**finding):
        found = {"kind": "fracture"} | finding
        return {"imaging_studies": [{"kind": "mri", "findings": [found]}]}

    statuses(
        test,
        [
            (mri(level="C5-6"), "met"),
            (mri(level="C3-4"), "not_documented"),
            (mri(), "not_documented"),
            (mri(assertion="absent"), "not_met"),
            (mri(level="C3-4", assertion="absent"), "not_documented"),
        ],
    )
    assert judged(test, mri()).because == "elsewhere"
    beside = {"fact": test["fact"] | {"level": "adjacent"}}
    statuses(
        beside, [(mri(level="C4-5"), "met"), (mri(level="C5-6"), "not_documented")]
    )


def test_a_line_on_both_sides_asks_for_each():
    test = {"fact": {"list": "symptoms", "kind": "pain", "side": "line"}}
    both = place(side="bilateral")
    left, right = {"kind": "pain", "side": "left"}, {"kind": "pain", "side": "right"}
    statuses(
        test,
        [
            ({"symptoms": [left, right]}, "met"),
            ({"symptoms": [left]}, "not_documented"),
            ({"symptoms": [left, right | {"assertion": "absent"}]}, "not_met"),
            ({"symptoms": [{"kind": "pain", "side": "bilateral"}]}, "met"),
            ({"symptoms": [{"kind": "pain"}]}, "not_documented"),
        ],
        at=both,
    )


def mri(*grades, **more):
    return {
        "imaging_studies": [
            {
                "kind": "mri",
                "date": "2026-03-01",
                "findings": [
                    {"kind": "stenosis", "level": "C5-6", "location": "central"}
                    | ({"severity": grade} if grade else {})
                    | more
                    for grade in grades
                ],
            }
        ]
    }


def test_grade_in_a_set():
    statuses(
        STENOSIS,
        [
            (mri("severe"), "met"),
            (mri("moderate-to-severe"), "met"),
            (mri("moderate"), "not_met"),
            (mri("mild", "severe"), "met"),
            (mri(None), "not_documented"),
            (mri(None, "mild"), "not_documented"),
            (mri("none", assertion="absent"), "not_met"),
            ({}, "not_documented"),
        ],
    )
    assert judged(STENOSIS, mri(None)).because == "ungraded"


def test_grade_or_contact():
    more = {"kind": ["stenosis", "compression"], "contact": {"compress": ["cord"]}}
    test = {"grade": STENOSIS["grade"] | more}
    touch = mri(None, contact="compress cord", kind="compression")
    statuses(
        test,
        [(touch, "met"), (mri("mild", contact="abut cord"), "not_met")],
    )


def test_a_later_study_supersedes_and_two_readings_conflict():
    facts = mri("severe")
    later = mri("mild")["imaging_studies"][0] | {"date": "2026-04-01"}
    facts["imaging_studies"].append(later)
    assert judged(STENOSIS, facts).status == "not_met"
    second = mri("mild", reader="clinician")["imaging_studies"][0]
    second |= {"document": "D9", "document_kind": "clinic-note"}
    facts["imaging_studies"][1] = second
    assert judged(STENOSIS, facts).status == "conflicting"


def care(**more):
    return {"kind": "physical-therapy", "status": "done", **more}


UNION = {"duration": {"min": {"weeks": 6}, "within": {"months": 12}}}


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ([care(start="2026-01-01", end="2026-02-12")], "met"),
        ([care(start="2026-01-01", end="2026-02-11")], "not_met"),
        # two trials that overlap are counted once
        (
            [
                care(start="2026-01-01", end="2026-01-25"),
                care(kind="nsaid", start="2026-01-10", end="2026-02-01"),
            ],
            "not_met",
        ),
        # sessions are no weeks
        ([care(sessions=12)], "not_documented"),
        ([care(vague="several weeks")], "not_documented"),
        ([care(days=40, document_date="2026-04-01")], "not_met"),
        ([care(days=42, document_date="2026-04-01")], "met"),
        ([care(start="2024-01-01", end="2024-06-01")], "not_documented"),
        ([care(start="2026-01", end="2026-03")], "not_documented"),
        ([care(status="planned", days=60)], "not_documented"),
        ([care(assertion="planned", days=60)], "not_documented"),
        ([{"kind": "conservative-care", "assertion": "absent"}], "not_met"),
        # days outside the look-back are cut off
        ([care(start="2025-01-01", end="2025-06-01")], "not_met"),
        ([], "not_documented"),
    ],
)
def test_duration_as_a_union(facts, status):
    assert judged(UNION, {"treatments": facts}).status == status


def test_a_length_from_a_day_counts_no_further_than_its_note():
    """Ten weeks from February on, told on 2 March, are four weeks so far."""
    told = {"kind": "nsaid", "status": "done", "start": "2026-02-02", "days": 70}

    def status(day, document):
        facts = [told | {"document_date": day, "document_kind": document}]
        return judged(UNION, {"treatments": facts}).status

    assert status("2026-03-02", "clinic-note") == "not_met"
    assert status("2026-04-20", "clinic-note") == "met"
    assert status("2026-03-02", "therapy-record") == "met"


def test_the_modes_of_duration_differ():
    gaps = [
        care(start="2026-01-01", end="2026-01-22"),
        care(start="2026-02-01", end="2026-02-22"),
    ]

    def status(mode, **more):
        test = {"duration": {"min": {"days": 42}, "mode": mode, **more}}
        return judged(test, {"treatments": gaps}).status

    assert status("union") == "met"
    assert status("span") == "met"
    assert status("longest_consecutive") == "not_met"
    assert status("longest_consecutive", max_gap={"days": 10}) == "met"
    assert status("longest_consecutive", max_gap={"days": 9}) == "not_met"


def test_components_each_for_their_own_length():
    test = {
        "duration": {
            "min": {"weeks": 6},
            "mode": "per_component",
            "components": {
                "at_least": 2,
                "of": [
                    {"name": "therapy", "kind": ["physical-therapy", "home-exercise"]},
                    {"name": "medication", "kind": ["nsaid", "opioid"]},
                ],
            },
        }
    }
    long = {"start": "2026-01-01", "end": "2026-03-01"}
    short = {"start": "2026-01-01", "end": "2026-01-10"}
    statuses(
        test,
        [
            ({"treatments": [care(**long), care(kind="nsaid", **long)]}, "met"),
            ({"treatments": [care(**long), care(kind="nsaid", **short)]}, "not_met"),
            ({"treatments": [care(**long)]}, "not_documented"),
        ],
    )


def test_failure_of_care_needs_a_response():
    test = {"duration": {"min": {"weeks": 6}, "failed": ["none", "partial"]}}
    days = {"start": "2026-01-01", "end": "2026-03-01"}
    statuses(
        test,
        [
            ({"treatments": [care(**days, response="none")]}, "met"),
            ({"treatments": [care(**days)]}, "not_documented"),
            ({"treatments": [care(**days, response="lasting")]}, "not_met"),
            (
                {
                    "treatments": [
                        care(**days, response="none"),
                        care(kind="nsaid", **days, response="lasting"),
                    ]
                },
                "conflicting",
            ),
        ],
    )


def test_months_are_calendar_months_where_the_days_are_known():
    test = {"duration": {"min": {"months": 3}}}
    statuses(
        test,
        [
            ({"treatments": [care(start="2026-02-01", end="2026-05-01")]}, "met"),
            ({"treatments": [care(start="2026-02-01", end="2026-04-30")]}, "not_met"),
            ({"treatments": [care(days=90)]}, "not_documented"),
            ({"treatments": [care(days=92)]}, "met"),
            ({"treatments": [care(days=88)]}, "not_met"),
        ],
    )


NDI = {
    "measure": {
        "list": "functional_limits",
        "kind": "score",
        "name": "ndi",
        "at_least": 30,
        "unit": "%",
    }
}


def score(value, unit="%", **more):
    return {"kind": "score", "name": "NDI", "value": value, "unit": unit, **more}


def test_measure_against_a_limit():
    statuses(
        NDI,
        [
            ({"functional_limits": [score(30)]}, "met"),
            ({"functional_limits": [score(29.9)]}, "not_met"),
            ({"functional_limits": [score(30, unit="mm")]}, "not_documented"),
            ({"functional_limits": [score(None)]}, "not_documented"),
            (
                {
                    "functional_limits": [
                        score(40, date="2026-01-01"),
                        score(20, date="2026-04-01"),
                    ]
                },
                "not_met",
            ),
            (
                {
                    "functional_limits": [
                        score(40, date="2026-04-01"),
                        score(20, date="2026-04-01"),
                    ]
                },
                "conflicting",
            ),
            ({}, "not_documented"),
        ],
    )


@pytest.mark.parametrize(
    ("given", "unit", "status"),
    [
        (0.36, "cm", "met"),
        (3.6, "mm", "met"),
        (3.5, "mm", "not_met"),
        (0.35, "cm", "not_met"),
        (3.6, "degrees", "not_documented"),
    ],
)
def test_units_are_converted_and_never_guessed(given, unit, status):
    test = {
        "measure": {
            "list": "imaging_findings",
            "kind": "translation",
            "over": 3.5,
            "unit": "mm",
        }
    }
    finding = {"kind": "translation", "value": given, "unit": unit}
    facts = {"imaging_studies": [{"kind": "xray", "findings": [finding]}]}
    assert judged(test, facts).status == status


def test_a_comparator_makes_a_range():
    test = {
        "measure": {"list": "tests", "kind": "cotinine", "at_most": 10, "unit": "ng/ml"}
    }

    def result(value, comparator):
        one = {"kind": "cotinine", "value": value, "unit": "ng/mL"}
        return {"tests": [one | {"comparator": comparator}]}

    statuses(
        test,
        [
            (result(10, "<="), "met"),
            (result(12, "<"), "not_documented"),
            (result(10, ">"), "not_met"),
            (result(10, ">="), "not_documented"),
        ],
    )


def test_improvement_of_the_same_scale():
    test = {
        "measure": {
            "list": "symptoms",
            "kind": "pain",
            "name": "nrs",
            "change": {"improved_by": 50},
        }
    }

    def pain(value, date, name="nrs"):
        return {"kind": "pain", "name": name, "value": value, "date": date}

    statuses(
        test,
        [
            ({"symptoms": [pain(8, "2026-01-01"), pain(4, "2026-02-01")]}, "met"),
            ({"symptoms": [pain(8, "2026-01-01"), pain(5, "2026-02-01")]}, "not_met"),
            ({"symptoms": [pain(8, "2026-01-01")]}, "not_documented"),
            (
                {"symptoms": [pain(8, "2026-01-01"), pain(4, "2026-01-01")]},
                "not_documented",
            ),
        ],
    )
    points = {
        "measure": test["measure"] | {"change": {"improved_by": 2, "unit": "points"}}
    }
    facts = {"symptoms": [pain(8, "2026-01-01"), pain(6, "2026-02-01")]}
    assert judged(points, facts).status == "met"


def injection(date=None, **more):
    return {"kind": "other", "name": "esi", "date": date, **more}


def test_a_rolling_count():
    test = {
        "count": {
            "kind": "other",
            "name": "esi",
            "at_most": 3,
            "within": {"months": 12},
        }
    }
    three = [injection(f"2026-0{month}-01") for month in (1, 2, 3)]
    statuses(
        test,
        [
            ({"procedures_done": three}, "met"),
            ({"procedures_done": [*three, injection("2026-04-01")]}, "not_met"),
            ({"procedures_done": [*three, injection("2025-05-03")]}, "met"),
            ({"procedures_done": [*three, injection()]}, "not_documented"),
            # two on one day are one session
            (
                {"procedures_done": [*three, injection("2026-03-01", side="left")]},
                "met",
            ),
            ({}, "not_documented"),
        ],
    )
    zero = {"count": test["count"] | {"none_means": "zero"}}
    assert judged(zero, {}).status == "met"


def test_one_thing_before_another():
    test = {
        "sequence": {
            "kind": "other",
            "name": "trial",
            "then": {"list": "procedures_done", "kind": "other", "name": "implant"},
            "min_gap": {"days": 3},
        }
    }

    def both(trial, implant):
        return {
            "procedures_done": [
                {"kind": "other", "name": "trial", "date": trial},
                {"kind": "other", "name": "implant", "date": implant},
            ]
        }

    statuses(
        test,
        [
            (both("2026-01-01", "2026-01-04"), "met"),
            (both("2026-01-01", "2026-01-03"), "not_met"),
            (both("2026-02-01", "2026-01-03"), "not_met"),
            (both("2026-01", "2026-01-20"), "not_documented"),
            (both(None, "2026-01-20"), "not_documented"),
            ({}, "not_documented"),
        ],
    )


@pytest.mark.parametrize(
    ("relief", "days", "status"),
    [
        ((50, 50), (28, 28), "met"),
        ((49, 49), (90, 90), "not_met"),
        ((50, None), (28, None), "met"),
        ((None, 60), (30, 30), "not_documented"),
        ((80, 80), (27, 27), "not_met"),
        ((80, 80), None, "not_documented"),
        (None, None, "not_documented"),
    ],
)
def test_relief_of_an_earlier_procedure(relief, days, status):
    def bounds(pair):
        return None if pair is None else {"low": pair[0], "high": pair[1]}

    test = {"relief": {"kind": "other", "percent": 50, "lasting": {"weeks": 4}}}
    facts = [injection(relief=bounds(relief), relief_days=bounds(days))]
    assert judged(test, {"procedures_done": facts}).status == status


@pytest.mark.parametrize(
    ("fact", "status"),
    [
        ({"days": 28}, "met"),
        ({"days": 27}, "not_documented"),
        ({"days": 10, "document_date": "2026-04-20"}, "not_met"),
        ({"days": 20, "document_date": "2026-04-20"}, "not_documented"),
        ({"start": "2026-03-01", "document_date": "2026-04-20"}, "met"),
        ({"vague": "a while"}, "not_documented"),
        ({"days_range": {"low": 28, "high": None}}, "met"),
        ({}, "not_documented"),
    ],
)
def test_how_long_a_symptom_has_lasted(fact, status):
    test = {"onset": {"kind": "pain", "at_least": {"weeks": 4}}}
    assert judged(test, {"symptoms": [{"kind": "pain"} | fact]}).status == status


def test_the_age_of_a_fracture_grows_until_the_request():
    test = {
        "onset": {
            "list": "diagnoses",
            "kind": "fracture",
            "at_most": {"weeks": 6},
            "to": "request",
        }
    }

    def broken(**more):
        return {"diagnoses": [{"kind": "fracture"} | more]}

    statuses(
        test,
        [
            (broken(start="2026-03-23"), "met"),
            (broken(start="2026-03-22"), "not_met"),
            (broken(start="2026-03"), "not_documented"),
            (broken(days=14, document_date="2026-04-20"), "met"),
            (broken(days=60, document_date="2026-04-20"), "not_met"),
        ],
    )


def test_age():
    test = {"age": {"at_least": 18, "at_most": 60}}
    got = [
        judged(test, {}, patient={} if age is None else {"age": age}).status
        for age in (17, 18, 60, 61, None)
    ]
    assert got == ["not_met", "met", "met", "not_met", "not_documented"]


def test_silence_of_a_named_document_refutes_and_says_so():
    test = {"fact": PAIN["fact"] | {"closed_world_in": ["nerve-study"]}}
    assert judged(test, {}).status == "not_documented"
    facts = {"statements": [{"kind": "urgent", "document_kind": "nerve-study"}]}
    leaf = judged(test, facts)
    assert leaf.status == "not_met"
    assert "nerve-study" in leaf.reason and "silence" in leaf.reason


def test_a_declared_rule_settles_a_contradiction_and_shows_the_loser():
    rule = {
        "id": "latest-governs",
        "text": "The later statement governs.",
        "prefer": {"by": "latest"},
    }
    test = {"fact": PAIN["fact"] | {"settle": ["latest-governs"]}}
    facts = {
        "symptoms": [
            {"kind": "pain", "site": "arm", "date": "2026-01-01", "quote": "arm pain"},
            {
                "kind": "pain",
                "site": "arm",
                "date": "2026-03-01",
                "assertion": "absent",
                "quote": "no arm pain",
            },
        ]
    }
    leaf = judged(test, facts, precedence=[rule])
    assert leaf.status == "not_met"
    assert leaf.clashes[0].settled_by == "latest-governs"
    assert any("“arm pain”" in note for note in leaf.notes)
    facts["symptoms"][1]["date"] = "2026-01-01"
    assert judged(test, facts, precedence=[rule]).status == "conflicting"


def test_for_each_level_side_and_line():
    test = {
        "for_each": {
            "over": "side",
            "need": "any",
            "test": {"fact": {"list": "symptoms", "kind": "pain", "side": "line"}},
        }
    }
    left = {"symptoms": [{"kind": "pain", "side": "left"}]}
    assert judged(test, left).status == "met"
    every = {"for_each": test["for_each"] | {"need": "all"}}
    assert judged(every, left).status == "not_documented"


@pytest.mark.parametrize(
    ("test", "words"),
    [
        ({"fact": {"list": "symptoms", "kind": "pian"}}, "did you mean 'pain'"),
        ({"fakt": {}}, "did you mean 'fact'"),
        ({"duration": {"min": {"weeks": 6, "days": 2}}}, "exactly one"),
        ({"measure": {"list": "tests", "unit": "furlong", "over": 1}}, "furlong"),
        ({"measure": {"list": "tests"}}, "give one of"),
        ({"count": {"kind": "acdf"}}, "at_most or at_least"),
        ({"fact": PAIN["fact"] | {"settle": ["nobody"]}}, "'nobody' is unknown"),
        ({"grade": {"accepted": ["awful"]}}, "awful"),
    ],
)
def test_mistakes_name_the_key_and_the_nearest_name(test, words):
    with pytest.raises(PolicyError) as caught:
        judged(test, {})
    assert words in str(caught.value)
    assert "criteria.one.test" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "unit", "wanted", "got"),
    [
        ("nrs", 7, "/10", "/10", 7),
        ("nrs", 70, "/100", "/10", 7),
        ("nrs", 7, None, "/10", 7),
        ("nrs", 70, "%", "/10", None),
        ("nrs", 70, None, "/10", None),
        ("ndi", 20, "/50", "%", 40),
        ("ndi", 40, "%", "%", 40),
        ("mjoa", 14, "/18", "points", 14),
        ("mjoa", 14, None, "", 14),
        ("mjoa", 19, "/18", "", None),
    ],
)
def test_scores_convert_only_within_a_scale(name, value, unit, wanted, got):
    found = in_unit(value, unit, wanted, name)
    assert found == (None if got is None else pytest.approx(got))


def test_a_fact_must_stand_in_a_named_kind_of_document():
    """``stated_in``: what only another paper says leaves the test open."""
    stated = {"list": "diagnoses", "kind": "fracture", "stated_in": ["clinic-note"]}

    def fracture(**more):
        return {"diagnoses": [{"kind": "fracture", **more}]}

    statuses(
        {"fact": stated},
        [
            (fracture(), "met"),
            (fracture(assertion="absent"), "not_met"),
            (fracture(document_kind="request-form"), "not_documented"),
            (
                fracture(document_kind="request-form", assertion="absent"),
                "not_documented",
            ),
        ],
    )
    refuted = {
        "list": "diagnoses",
        "kind": "fracture",
        "refuting": [
            {"list": "diagnoses", "kind": "deformity", "stated_in": ["clinic-note"]}
        ],
    }
    told = {"kind": "fracture", "document_kind": "request-form"}
    for paper, status in (("clinic-note", "conflicting"), ("letter", "met")):
        other = {"kind": "deformity", "document_kind": paper}
        assert judged({"fact": refuted}, {"diagnoses": [told, other]}).status == status
