"""Impact of a change of policy on the stored cases, read in the browser."""

from __future__ import annotations

import re

from workbench.evals.impact.store import Stored
from workbench.packet.sources import load
from workbench.store import access
from workbench.store.stored_cases import StoredCases

from .conftest import Bench, hand_in

PAIR = "old=cervical-spine-surgery&new=cervical-spine-surgery"
STRICT = "old=cervical-spine-surgery&new=cervical-spine-surgery-strict"


def impact(bench: Bench, query: str) -> str:
    answer = bench.client.get(f"/policies/impact?{query}")
    assert answer.status_code == 200, answer.text
    return answer.text


def flips(page: str) -> list[str]:
    """The summaries of the lines that flip, without marks."""
    found = re.findall(r'<details class="flip".*?</summary>', page, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def test_the_form_names_every_policy_and_judges_nothing_unasked(bench: Bench) -> None:
    page = impact(bench, "")

    assert page.count("<option value=") >= 20
    assert "get another recommendation" not in page


def test_the_same_policy_changes_nothing(bench: Bench) -> None:
    page = impact(bench, PAIR)

    assert flips(page) == []
    assert "<b>0 requests</b> of 1 and <b>0 lines</b> of 6" in page
    assert "No line of the stored cases comes out otherwise." in page


def test_a_changed_value_flips_lines_with_both_traces(bench: Bench) -> None:
    page = impact(bench, f"{PAIR}&v-accepted-grades=moderate")

    found = flips(page)
    assert found and all("Case 1, L" in one for one in found)
    body = page[page.index("Lines that flip") :]
    assert re.search(r"<h4>Old .*?✓</span> met", body, re.S)
    assert re.search(r"<h4>New ", body)
    assert f'<a href="/cases/{bench.case}">Open the case</a>' in body
    assert 'class="altered"' in page and "now moderate, moderate-to-severe" in page


def test_another_policy_is_compared_line_by_line(bench: Bench) -> None:
    page = impact(bench, STRICT)

    assert "of 6" in page
    listed = int(re.findall(r'Lines that flip <span class="badge">(\d+)', page)[0])
    assert listed == len(flips(page))


def test_what_is_handed_in_later_counts_at_the_next_question(bench: Bench) -> None:
    assert "of 1 and" in impact(bench, PAIR)
    hand_in(bench.desk, *load("evals/gold/two-level-request/packet"))

    assert "of 2 and" in impact(bench, PAIR)
    assert "of 1 and" in impact(bench, f"{PAIR}&since=2026-05-04")


def test_a_case_whose_quotes_are_shown_is_seen(bench: Bench) -> None:
    impact(bench, f"{PAIR}&v-accepted-grades=moderate")

    with bench.desk.store.reading() as work:
        seen = access.of_case(work, bench.case)
    assert [(one.user_id, one.what) for one in seen] == [("local", "case")]


def test_what_is_no_value_or_date_is_told(bench: Bench) -> None:
    for query in ("v-root-tolerance=many", "since=soon", "v-compression-suffices=x"):
        answer = bench.client.get(f"/policies/impact?{PAIR}&{query}")
        assert answer.status_code == 422, query
        assert 'role="alert"' in answer.text
    answer = bench.client.get("/policies/impact?old=../../etc/passwd")
    assert answer.status_code == 404


def test_the_store_gives_each_case_by_its_number(bench: Bench) -> None:
    names = [one.name for one in StoredCases(bench.desk.store)]

    assert all(isinstance(one, Stored) for one in StoredCases(bench.desk.store))
    assert bench.desk.impacts.ids(names) == {"case 1": bench.case}
