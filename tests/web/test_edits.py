"""Edits by hand: held to the source, evaluated at once, never overwriting another's."""

from __future__ import annotations

import re

from .conftest import Bench


def versions(bench: Bench) -> dict[str, str]:
    file = bench.desk.file(bench.case, bench.user)
    return {
        "case_version": str(file.case_paper.number),
        "review_version": str(file.review_paper.number),
    }


def treatment(**more: str) -> dict[str, str]:
    return {
        "what": "treatments",
        "kind": "collar",
        "assertion": "present",
        "site": "neck",
        "quote": "worn a cervical collar and has\ntaken medication for the pain.",
        "reason": "the note says so",
    } | more


def test_a_fact_with_a_quote_that_stands_there_is_kept(bench: Bench) -> None:
    answer = bench.post(f"/cases/{bench.case}/facts", **treatment(), **versions(bench))

    assert answer.status_code == 200
    assert answer.headers["HX-Retarget"] == "#findings"
    file = bench.desk.file(bench.case, bench.user)
    fact = next(one for one in file.read.case.treatments if one.id == "H1")
    assert fact.evidence[0].lines == (12, 13)
    assert file.read.edits[-1].reason == "the note says so"
    assert "H1" in file.by_hand


def test_a_quote_that_does_not_stand_there_is_refused(bench: Bench) -> None:
    form = treatment(quote="He has worn a rigid collar for 8 weeks.")

    answer = bench.post(f"/cases/{bench.case}/facts", **form, **versions(bench))

    assert answer.status_code == 422
    assert "do not stand in the packet" in answer.text
    assert "What stands there and is like it" in answer.text
    assert bench.desk.file(bench.case, bench.user).read.edits == ()


def test_a_number_that_the_quote_lacks_is_refused(bench: Bench) -> None:
    form = treatment(days="56")

    answer = bench.post(f"/cases/{bench.case}/facts", **form, **versions(bench))

    assert answer.status_code == 422
    assert "56 days is not in the quotes" in answer.text


def test_no_box_that_a_person_ticks_lets_a_missing_number_pass(bench: Bench) -> None:
    form = treatment(days="56", read="yes")

    answer = bench.post(f"/cases/{bench.case}/facts", **form, **versions(bench))

    assert answer.status_code == 422


def test_an_edit_moves_the_criterion_and_says_so(bench: Bench) -> None:
    """The finding that shows moderate narrowing at C3-4 is called absent: L1 opens."""
    file = bench.desk.file(bench.case, bench.user)
    line = file.review.determination.lines[0]
    facts = next(c for c in line.criteria if c.id == "imaging-at-level").facts
    for fact in facts:
        answer = bench.post(
            f"/cases/{bench.case}/facts/{fact}",
            do="remove",
            reason="this is another patient's film",
            **versions(bench),
        )
        assert answer.status_code == 200

    after = bench.desk.file(bench.case, bench.user).review.determination.lines[0]
    now = next(c for c in after.criteria if c.id == "imaging-at-level").status
    assert now != "met"
    assert "What moved" in answer.text
    assert re.search(r"L1</b> Narrowing", answer.text)


def test_the_reading_of_before_is_kept(bench: Bench) -> None:
    bench.post(f"/cases/{bench.case}/facts", **treatment(), **versions(bench))

    with bench.desk.store.reading() as work:
        from workbench.store import papers

        kept = papers.versions(work, bench.case, "case")
    assert [one.origin for one in kept] == ["read", "edited"]


def test_an_edit_made_on_an_older_version_is_told_and_changes_nothing(
    bench: Bench,
) -> None:
    old = versions(bench)
    bench.post(f"/cases/{bench.case}/facts", **treatment(), **old)

    answer = bench.post(f"/cases/{bench.case}/facts", **treatment(site="hand"), **old)

    assert answer.status_code == 409
    assert "was changed by Local reviewer" in answer.text
    assert len(bench.desk.file(bench.case, bench.user).read.edits) == 1


def test_an_edit_without_a_reason_is_refused(bench: Bench) -> None:
    form = treatment(reason=" ")

    answer = bench.post(f"/cases/{bench.case}/facts", **form, **versions(bench))

    assert answer.status_code == 422


def test_the_form_shows_the_fields_of_its_kind(bench: Bench) -> None:
    page = bench.client.get(f"/cases/{bench.case}/facts/new?what=exam_findings").text

    assert 'name="grade"' in page
    assert 'name="sessions"' not in page


def test_an_override_stands_beside_the_programs_status(bench: Bench) -> None:
    answer = bench.post(
        f"/cases/{bench.case}/override/L1/function-limited",
        status="met",
        code="evidence-missed",
        text="The intake call tells of it.",
        review_version="1",
    )

    assert answer.status_code == 200
    assert "Local reviewer</b> set met; the program says" in answer.text
    file = bench.desk.file(bench.case, bench.user)
    assert file.standing[("L1", "function-limited")].original == "not_documented"
    line = file.review.determination.lines[0]
    own = next(c for c in line.criteria if c.id == "function-limited")
    assert own.status == "not_documented"


def test_an_override_needs_a_status_a_reason_and_words(bench: Bench) -> None:
    path = f"/cases/{bench.case}/override/L1/function-limited"

    answer = bench.post(path, review_version="1", status="", code="", text="")

    assert answer.status_code == 422
    for said in ("choose a status", "choose a reason", "say why"):
        assert said in answer.text


def test_no_status_is_chosen_beforehand(bench: Bench) -> None:
    page = bench.client.get(f"/cases/{bench.case}/override/L1/function-limited").text

    assert "checked" not in page
    assert page.count('name="status"') == 6


def test_an_override_of_an_older_review_is_told(bench: Bench) -> None:
    bench.post(f"/cases/{bench.case}/facts", **treatment(), **versions(bench))

    answer = bench.post(
        f"/cases/{bench.case}/override/L1/function-limited",
        status="met",
        code="other",
        text="x",
        review_version="1",
    )

    assert answer.status_code == 409
