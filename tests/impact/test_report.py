"""The impact report: what it counts, lists and explains, and what stores it reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from benchmarks.made_store import lines
from workbench.cli.policies import app
from workbench.evals.impact.fill import fill
from workbench.evals.impact.report import Impact, Pair, impact
from workbench.evals.impact.store import FileStore, Since, Stored, Unread, entry
from workbench.evaluate.compile import compiled
from workbench.evaluate.engine import apply
from workbench.pipeline import review_case
from workbench.policy.loader import load_policy
from workbench.schema.case import Case

SHIPPED = Path(__file__).parents[2] / "evals" / "stores" / "cervical-invented.jsonl"
BASE, STRICT = "cervical-spine-surgery", "cervical-spine-surgery-strict"


def pair() -> Pair:
    return Pair(compiled(load_policy(BASE)), compiled(load_policy(STRICT)))


def some(count: int) -> list[Stored]:
    """The first cases of the shipped store."""
    found = [one for one in FileStore(SHIPPED) if isinstance(one, Stored)]
    return found[:count]


@pytest.fixture(scope="module")
def told() -> Impact:
    store, both = some(60), pair()
    return impact(store, both, fill(store, both), explained=10_000)


def test_the_shipped_store_is_what_its_maker_makes():
    assert b"".join(lines(120, 7)) == SHIPPED.read_bytes()


def test_every_count_is_that_of_evaluating_each_case_twice(told: Impact):
    counts: dict[tuple[str, str], int] = {}
    requests: dict[tuple[str, str], int] = {}
    flips = set()
    for one in some(60):
        case = Case.model_validate_json(one.case)
        old, new = (
            apply(case, policy, request_date=case.request.date, final=False)
            for policy in pair()
        )
        both = (old.recommendation, new.recommendation)
        requests[both] = requests.get(both, 0) + 1
        for left, right in zip(old.lines, new.lines, strict=True):
            key = (left.recommendation, right.recommendation)
            counts[key] = counts.get(key, 0) + 1
            if [c.status for c in left.criteria] != [c.status for c in right.criteria]:
                flips.add((one.name, left.id))
    assert {(m.old, m.new): m.count for m in told.recommendations} == counts
    assert {(m.old, m.new): m.count for m in told.requests} == requests
    assert {(flip.case, flip.line) for flip in told.flips} == flips
    assert told.lines_changed == sum(n for (o, w), n in counts.items() if o != w) > 10


def test_each_flip_is_explained_by_both_policies_with_quotes_and_traces(told: Impact):
    for flip in told.flips:
        assert flip.explained is not None
        for one in flip.explained.criteria:
            assert one.old and one.new and one.old.status != one.new.status
            assert one.old.reason != one.new.reason
            assert one.old.trace and one.new.trace
            quotes = [*one.new.evidence_for, *one.new.evidence_against]
            assert quotes and all(quote.quote for quote in quotes)
            assert one.new.facts


def test_explanations_are_taken_from_each_kind_of_flip_in_turn():
    store, both = some(30), pair()
    told = impact(store, both, fill(store, both), explained=3)
    shown = [flip for flip in told.flips if flip.explained]
    assert len({(flip.old, flip.new) for flip in shown}) == 3


def test_columns_that_do_not_fit_the_case_are_refused():
    store, both = some(30), pair()
    filled = fill(store, both)
    other = [*store[1:], store[0]]
    with pytest.raises(Exception, match=r"not judged as its columns|next|Stop"):
        impact(other, both, filled, explained=1000)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["impact", *arguments], catch_exceptions=False)


def test_the_command_prints_every_form_and_keeps_columns(tmp_path: Path):
    store = tmp_path / "store.jsonl"
    store.write_bytes(b"".join(lines(12, 3)))
    first = run(BASE, STRICT, "--cases", str(store))
    assert first.exit_code == 0
    assert "12 cases judged, 0 known" in first.stderr
    assert (tmp_path / "store.jsonl.columns").is_file()
    again = run(BASE, STRICT, "--cases", str(store))
    assert "0 cases judged, 12 known" in again.stderr
    assert again.stdout == first.stdout
    made = json.loads(
        run(BASE, STRICT, "--cases", str(store), "--format", "json").stdout
    )
    assert made["cases"] == 12 and made["old"]["id"] == BASE
    page = run(BASE, STRICT, "--cases", str(store), "--format", "html").stdout
    assert page.startswith("<!doctype html>") and "<script" not in page
    assert (
        "| old |" in run(BASE, STRICT, "--cases", str(store), "--format", "md").stdout
    )


def test_since_leaves_out_older_requests(tmp_path: Path):
    store = FileStore(SHIPPED)
    late = list(Since(store, "2026-09"))
    assert 0 < len(late) < 120
    dates = [json.loads(one.case)["request"]["date"] for one in late]  # type: ignore[union-attr]
    assert min(dates) >= "2026-09-01"


def test_cases_reviews_and_run_logs_are_read_and_the_rest_is_named(tmp_path: Path):
    raw = next(iter(FileStore(SHIPPED)))
    assert isinstance(raw, Stored)
    case = Case.model_validate_json(raw.case)
    review = review_case(case, policy=BASE, request_date="2026-12-01")
    (tmp_path / "a.json").write_text(case.model_dump_json(), encoding="utf-8")
    (tmp_path / "b.json").write_text(review.model_dump_json(), encoding="utf-8")
    head = {"run": "r", "suite": {"id": "s"}}
    line = {"case": "gold-1", "trial": 2, "read": json.loads(raw.case)}
    failed = {"case": "gold-2", "trial": 0, "read": None, "error": "secret words"}
    rows = [json.dumps(row) for row in (head, line, failed, {"x": 1})]
    (tmp_path / "c.jsonl").write_text("\n".join([*rows, "{"]), encoding="utf-8")
    found = list(FileStore(tmp_path))
    names = [one.name for one in found if isinstance(one, Stored)]
    assert names == ["a.json", "b.json", "gold-1, trial 2"]
    assert isinstance(found[1], Stored) and found[1].date == "2026-12-01"
    wrong = [one for one in found if isinstance(one, Unread)]
    assert [one.name for one in wrong] == ["c.jsonl:3", "c.jsonl:4", "c.jsonl:5"]
    assert not any("secret" in one.why for one in wrong)


def test_a_case_that_is_none_is_left_out_and_the_rest_counted():
    good = next(iter(FileStore(SHIPPED)))
    bad = entry(b'{"documents": [], "requested_procedures": [{"kind": 3}]}', "bad")
    assert isinstance(bad, Stored)
    store, both = [bad, good], pair()
    filled = fill(store, both)
    assert [one.name for one in filled.unread] == ["bad"]
    told = impact(store, both, filled, explained=9)
    assert told.cases == 1 and told.left_out[0].name == "bad"


def test_a_store_that_is_not_there_says_so(tmp_path: Path):
    with pytest.raises(Exception, match="no such store"):
        FileStore(tmp_path / "none")
    with pytest.raises(Exception, match="no .json"):
        list(FileStore(tmp_path))
