from __future__ import annotations

from tests.evaluate.engine_factory import (
    ACDF,
    DECOMPRESSION,
    FUSION,
    asked,
    compiled,
    criterion,
    judged,
    quoted,
    stated,
)

MET = [stated("imaging", level="C5-6"), stated("care"), stated("lungs")]


def statuses(got, line=0):
    return {item.id: item.status for item in got.lines[line].criteria}


def test_all_met_is_approved_without_questions_or_alternatives():
    got = judged([asked(ACDF, "C5-6")], MET)
    assert got.recommendation == "approve"
    assert got.confirm_by == "nurse"
    assert got.needs == got.alternatives == got.conflicts == ()
    assert got.lines[0].would_meet == ()


def test_absence_is_a_question_and_final_makes_it_adverse():
    got = judged([asked(ACDF, "C5-6")], MET[:1])
    assert statuses(got) == {
        "imaging": "met",
        "care": "not_documented",
        "lungs": "not_documented",
    }
    assert got.recommendation == "request_information"
    assert got.lines[0].would_meet == (("care", "lungs"),)
    late = judged([asked(ACDF, "C5-6")], MET[:1], final=True)
    assert late.recommendation == "insufficient_information"
    assert late.confirm_by == "physician"
    assert late.lines[0].would_meet == (("care", "lungs"),)


def test_a_refuted_criterion_fails_and_cannot_be_met_by_documents():
    got = judged([asked(ACDF, "C5-6")], [*MET[:2], stated("lungs", "absent")])
    assert got.lines[0].recommendation == "not_medically_necessary"
    assert got.lines[0].would_meet == ()
    assert got.needs == ()
    assert got.confirm_by == "physician"


def test_a_waiver_that_holds_waives_what_is_not_met_on_its_own():
    base = [stated("sign"), stated("picture"), stated("lungs")]
    got = judged([asked(ACDF, "C5-6")], [*base, stated("imaging", level="C5-6")])
    care = got.lines[0].criteria[1]
    assert (care.status, care.waived_by) == ("waived", "urgent-cord")
    assert {"statements-1", "statements-2"} <= set(care.facts)
    assert "Cord in danger" in care.reason
    assert got.recommendation == "approve"
    refuted = judged([asked(ACDF, "C5-6")], [*base, stated("care", "absent")])
    assert statuses(refuted)["care"] == "waived"
    own = judged([asked(ACDF, "C5-6")], [*base, stated("care")])
    assert statuses(own)["care"] == "met"


def test_a_half_documented_waiver_opens_only_what_it_would_waive():
    half = [stated("sign"), stated("care", "absent"), stated("lungs", "absent")]
    got = judged([asked(ACDF, "C5-6")], half)
    assert statuses(got) == {
        "imaging": "not_documented",
        "care": "not_documented",
        "lungs": "not_met",
    }
    assert got.lines[0].would_meet == ()
    half[2] = stated("lungs")
    got = judged([asked(ACDF, "C5-6")], half)
    assert got.lines[0].would_meet == (("imaging", "urgent-cord"),)
    assert got.lines[0].criteria[1].open_because == "incomplete"
    assert any("Cord in danger" in need.ask and need.required for need in got.needs)


def test_an_open_waiver_may_stand_in_place_of_an_open_criterion():
    got = judged([asked(ACDF, "C5-6")], [stated("sign"), MET[0], MET[2]])
    assert got.lines[0].would_meet == (("care",), ("urgent-cord",))
    waiver = [need for need in got.needs if "Cord in danger" in need.ask]
    assert [need.required for need in waiver] == [False]


def test_a_silent_or_examined_and_absent_waiver_opens_nothing():
    for extra in ([], [stated("sign"), stated("picture", "absent")]):
        got = judged([asked(ACDF, "C5-6")], [stated("care", "absent"), *extra])
        assert statuses(got)["care"] == "not_met"


def test_a_conflicting_waiver_makes_what_it_would_waive_conflicting():
    got = judged(
        [asked(ACDF, "C5-6")],
        [
            stated("sign"),
            stated("sign", "absent"),
            stated("picture"),
            stated("care", "absent"),
            stated("imaging", level="C5-6"),
        ],
    )
    assert statuses(got)["care"] == "conflicting"
    care = got.lines[0].criteria[1]
    assert [item.lines for item in care.evidence_for] == [(1,), (3,)]
    assert [item.lines for item in care.evidence_against] == [(4,), (2,)]
    assert statuses(got)["imaging"] == "met"
    assert got.waivers[0].status == "conflicting"
    assert [(one.kind, one.lines) for one in got.conflicts] == [("sign", ("L1",))]
    need = next(item for item in got.needs if "Cord in danger" in item.ask)
    assert need.required and "it is so (D1:1), or it is not (D1:2)" in need.ask
    assert len([item for item in got.needs if item.required]) == 2


def test_not_applicable_comes_before_the_waiver():
    got = judged(
        [asked(ACDF, "C5-6")],
        [stated("sign"), stated("picture"), stated("care", "historical")],
    )
    assert statuses(got)["care"] == "not_applicable"


def test_a_conflict_is_listed_once_with_both_quotes_and_asked_with_both_places():
    got = judged(
        [asked(ACDF, "C5-6"), asked(ACDF, "C6-7")],
        [
            stated("care"),
            stated("care", "absent", evidence=quoted("denial", "D3", 7)),
        ],
    )
    assert len(got.conflicts) == 1
    conflict = got.conflicts[0]
    assert conflict.lines == ("L1", "L2")
    assert conflict.criterion == "care"
    assert [side.evidence[0].document for side in conflict.sides] == ["D1", "D3"]
    need = next(item for item in got.needs if item.resolves == ("care",))
    assert "D1:1" in need.ask and "D3:7" in need.ask
    assert need.lines == ("L1", "L2")


def test_needs_are_merged_over_lines_and_worded_by_cause():
    got = judged(
        [asked(ACDF, "C4-5"), asked(ACDF, "C5-6"), asked(ACDF, "C6-7")],
        [
            stated("imaging", "uncertain", level="C4-5"),
            stated("imaging", "uncertain", level="C5-6"),
            *MET[1:],
        ],
    )
    assert [(need.ask, need.lines, need.required) for need in got.needs] == [
        ("Show the grade at C4-5, C5-6", ("L1", "L2"), True),
        ("Show imaging", ("L3",), True),
    ]


def test_helpful_extras_are_kept_apart_after_the_required_items():
    got = judged([asked(ACDF, "C5-6")], [MET[0], MET[2]])
    assert [(need.required, need.ask) for need in got.needs] == [
        (True, "Show care"),
        (False, "A calendar of care"),
    ]


def test_a_failing_line_raises_no_question_beside_an_open_one():
    got = judged(
        [asked(ACDF, "C4-5"), asked(ACDF, "C5-6")],
        [stated("imaging", "absent", level="C4-5"), MET[0]],
    )
    assert got.recommendation == "request_information"
    assert got.confirm_by == "physician"
    assert {need.lines for need in got.needs} == {("L2",)}
    assert "L1: fail" in got.summary


def test_a_refused_claim_is_named_in_reason_and_need():
    claim = {
        "id": "r1",
        "list": "statements",
        "kind": "care",
        "claim": "eight weeks of therapy",
        "reason": "quote-not-found",
        "why": "not there",
    }
    other = claim | {"id": "r2", "kind": "imaging", "level": "C3-4", "claim": "C3-4"}
    got = judged([asked(ACDF, "C5-6")], [], refused=[claim, other])
    care = got.lines[0].criteria[1]
    assert care.status == "not_documented"
    assert care.open_because == "refused-fact"
    assert "eight weeks of therapy" in care.reason
    assert "C3-4" not in got.lines[0].criteria[0].reason
    assert any("eight weeks of therapy" in need.ask for need in got.needs)


def test_where_was_looked():
    documents = [
        {"id": f"D{n}", "kind": "clinic-note", "title": "", "date": None,
         "author": None, "pages": 3, "lines": 9}
        for n in (1, 2)
    ]  # fmt: skip
    got = judged([asked(ACDF, "C5-6")], documents=documents)
    looked = got.lines[0].criteria[1].searched
    assert (looked.documents, looked.pages, looked.terms) == (2, 6, ("care",))


def test_alternatives_are_lines_that_still_can_be_met_and_lesser_procedures():
    got = judged(
        [asked(ACDF, "C4-5"), asked(FUSION, "C5-6")],
        [
            stated("imaging", level="C4-5"),
            stated("imaging", level="C5-6"),
            stated("care"),
        ],
        with_policy=compiled(
            criteria=[
                criterion("imaging", here=True),
                criterion("care"),
                criterion("lungs", applies_to=[ACDF]),
                criterion("slip", applies_to=[FUSION]),
            ]
        ),
    )
    found = [
        (one.lines, one.procedure, one.level, one.status) for one in got.alternatives
    ]
    assert found == [
        (("L1",), ACDF, "C4-5", "open"),
        (("L2",), FUSION, "C5-6", "open"),
        (("L2",), DECOMPRESSION, "C5-6", "met"),
    ]
    assert got.alternatives[0].open_criteria == ("lungs",)


def test_with_final_lesser_procedures_are_measured_for_refused_lines_only():
    facts = [stated("imaging", level="C5-6"), stated("care"), stated("lungs")]
    lines = [asked(FUSION, "C5-6"), asked(FUSION, "C6-7")]
    got = judged(lines, facts, final=True)
    assert [line.recommendation for line in got.lines] == [
        "approve",
        "insufficient_information",
    ]
    assert got.recommendation == "partial"
    offered = [one for one in got.alternatives if one.procedure == DECOMPRESSION]
    assert [(one.level, one.lines) for one in offered] == [("C6-7", ("L2",))]


def test_a_lesser_procedure_that_is_requested_there_is_not_offered_again():
    got = judged([asked(FUSION, "C5-6"), asked(DECOMPRESSION, "C5-6")], [])
    assert all(
        one.procedure != DECOMPRESSION or one.lines == ("L2",)
        for one in got.alternatives
    )


def test_the_same_inputs_give_the_same_bytes():
    args = ([asked(ACDF, "C4-5"), asked(FUSION, "C5-6")], MET)
    first, second = (judged(*args).model_dump_json() for _ in range(2))
    assert first == second


def test_pathways_are_reported_with_their_titles():
    paths = {
        "any": [
            {
                "pathway": {
                    "id": "slip",
                    "title": "A slip",
                    "test": {"told": {"about": "slip"}},
                }
            },
            {
                "pathway": {
                    "id": "crack",
                    "title": "A crack",
                    "test": {"told": {"about": "crack"}},
                }
            },
        ]
    }
    got = judged(
        [asked(FUSION, "C5-6")],
        [stated("slip", "absent")],
        with_policy=compiled(
            criteria=[criterion("why", test=paths)], waivers=[], alternatives_require=[]
        ),
    )
    result = got.lines[0].criteria[0]
    assert result.status == "not_documented"
    assert [(one.id, one.title, one.status) for one in result.pathways] == [
        ("slip", "A slip", "not_met"),
        ("crack", "A crack", "not_documented"),
    ]


def test_a_contradicted_pathway_leaves_the_question_for_another_one():
    def path(name):
        return {
            "pathway": {"id": name, "title": name, "test": {"told": {"about": name}}}
        }

    only = compiled(
        criteria=[
            criterion(
                "why",
                test={"any": [path("slip"), path("crack")]},
                asks={"conflict": "Say which holds"},
            )
        ],
        waivers=[],
        alternatives_require=[],
    )
    both = [stated("crack"), stated("crack", "absent")]
    got = judged([asked(FUSION, "C5-6")], both, with_policy=only)
    assert got.lines[0].criteria[0].status == "conflicting"
    assert got.needs[0].ask.startswith("Say which holds; the record says two things")
    assert got.needs[0].ask.endswith("another way to settle it: Show why")


def test_an_unknown_request_date_is_passed_on_as_unknown():
    assert judged([asked(ACDF, "C5-6")], MET).request_date == "2026-05-04"
