"""Impact of a change of policy on the stored cases, read in the browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from workbench.evals.impact.store import Stored
from workbench.packet.sources import load
from workbench.store import access, leaf_columns
from workbench.store.engine import writing
from workbench.store.stored_cases import StoredCases
from workbench.store.tables import leaf_columns as table
from workbench.web.desk import impacts
from workbench.web.desk.impacts import Impacts

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


Counts = list[tuple[int, int]]


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counts:
    """Cases judged and cases known from columns, question by question."""
    found: Counts = []
    real: Callable[..., Any] = impacts.fill

    def fill(*given: Any) -> Any:
        done = real(*given)
        found.append((done.judged, done.known))
        return done

    monkeypatch.setattr(impacts, "fill", fill)
    return found


def restarted(bench: Bench) -> None:
    bench.desk.impacts = Impacts(bench.desk.store)


def test_columns_outlive_the_program(bench: Bench, counts: Counts) -> None:
    first = impact(bench, STRICT)
    restarted(bench)

    assert flips(impact(bench, STRICT)) == flips(first)
    assert counts == [(1, 0), (0, 1)]


def test_a_changed_case_test_or_program_is_judged_anew(
    bench: Bench, counts: Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    impact(bench, PAIR)
    hand_in(bench.desk, *load("evals/gold/two-level-request/packet"))
    restarted(bench)
    impact(bench, PAIR)
    restarted(bench)
    changed = impact(bench, f"{PAIR}&v-accepted-grades=moderate")
    restarted(bench)
    monkeypatch.setattr(impacts, "engine_stamp", lambda: "another program")
    again = impact(bench, f"{PAIR}&v-accepted-grades=moderate")

    assert counts == [(1, 0), (1, 1), (2, 0), (2, 0)]
    assert flips(again) == flips(changed)
    with bench.desk.store.reading() as work:
        rows = work.connection.execute(select(table.c.stamp, table.c.cases)).all()
    assert [tuple(one) for one in rows] == [("another program", 2)]


def test_damaged_columns_are_made_anew(bench: Bench, counts: Counts) -> None:
    impact(bench, PAIR)
    with writing(bench.desk.store.engine) as connection:
        connection.execute(update(table).values(data=b"torn"))
    restarted(bench)

    assert "of 1 and" in impact(bench, PAIR)
    assert counts == [(1, 0), (1, 0)]


def test_a_part_of_the_cases_replaces_no_columns(bench: Bench, counts: Counts) -> None:
    impact(bench, PAIR)
    impact(bench, f"{STRICT}&since=2099-01-01")
    restarted(bench)
    impact(bench, PAIR)

    assert counts == [(1, 0), (0, 0), (0, 1)]


def test_kept_columns_hold_no_word_of_a_record(bench: Bench) -> None:
    impact(bench, PAIR)
    sheet = leaf_columns.kept(bench.desk.store, impacts.engine_stamp())

    assert sheet is not None and sheet.cases == 1
    assert all(re.fullmatch("[0-9a-f]{24}", name) for name in sheet.columns)
