"""Blind rating: nothing of the program's answer is shown; agreement is counted."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.web.view.study import pair

from .conftest import PHYSICIAN, Bench
from .test_sign import NURSE, as_person, person

STATUSES = st.sampled_from(("met", "not_met", "not_documented"))


def rate(bench: Bench, change: dict[str, str] | None = None):  # type: ignore[no-untyped-def]
    file = bench.desk.file(bench.case, bench.user)
    form = {
        f"{line.id}/{one.id}": one.status
        for line in file.review.determination.lines
        for one in line.criteria
    }
    path = f"/cases/{bench.case}/rate?study=spring"
    return bench.post(path, **form | (change or {}))


def test_nothing_of_the_answer_is_shown(bench: Bench) -> None:
    page = bench.client.get(f"/cases/{bench.case}/rate?study=spring").text

    file = bench.desk.file(bench.case, bench.user)
    for line in file.review.determination.lines:
        for one in line.criteria:
            assert one.reason not in page
    assert "request information" not in page
    assert "checked" not in page
    assert 'class="mark"' not in page


def test_every_criterion_is_rated(bench: Bench) -> None:
    answer = rate(bench, {"L1/nicotine-free": ""})

    assert answer.status_code == 422
    assert "1 left to rate." in answer.text


def test_agreement_and_kappa_of_two_raters_and_the_program(bench: Bench) -> None:
    first = as_person(bench, person(bench, PHYSICIAN))
    second = as_person(bench, person(bench, NURSE))
    assert rate(first).status_code == 303
    assert rate(second, {"L1/nicotine-free": "not_met"}).status_code == 303

    page = first.client.get("/studies/spring").text

    assert "<b>Ruth Vale</b> and <b>the program</b>" in page
    assert "100 %" in page and "1.00" in page
    assert "nicotine free" in page
    assert "after having seen" not in page


def test_who_saw_the_review_before_is_told_apart(bench: Bench) -> None:
    own = as_person(bench, person(bench, PHYSICIAN))
    own.client.get(f"/cases/{bench.case}")
    rate(own)

    assert "1 after having seen the review" in own.client.get("/studies/spring").text


@settings(max_examples=60)
@given(st.lists(st.tuples(STATUSES, STATUSES), min_size=1, max_size=30))
def test_a_pair_is_the_same_both_ways(said: list[tuple[str, str]]) -> None:
    one = {("c", "L1", str(n)): a for n, (a, _) in enumerate(said)}
    other = {("c", "L1", str(n)): b for n, (_, b) in enumerate(said)}

    found, turned = pair("a", "b", one, other), pair("b", "a", other, one)

    assert (found.units, found.agreed) == (len(said), sum(a == b for a, b in said))
    assert found.kappa == turned.kappa
