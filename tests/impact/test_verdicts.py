"""Columns against case by case: the same bytes for every line of every case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluate_generic.made import case as made_case
from tests.evaluate_generic.made import policy as made_policy
from workbench.evals.impact import sheet as sheets
from workbench.evals.impact.fill import fill
from workbench.evals.impact.leaves import engine_stamp, named
from workbench.evals.impact.store import Stored
from workbench.evals.impact.verdicts import (
    ABSENT,
    STATUSES,
    judged,
    recommendation,
)
from workbench.evals.policy_tests import compact_case, files_of
from workbench.evaluate.bulk import Bulk
from workbench.evaluate.compile import CompiledPolicy, compile_policy, compiled
from workbench.evaluate.engine import apply
from workbench.policy.cases import PolicyTestFile
from workbench.policy.loader import list_policies, load_policy
from workbench.schema.base import parse_data
from workbench.schema.case import Case
from workbench.vocabulary.yaml_file import load_yaml

Line = list[Any]


def slow(cases: list[tuple[Case, str | None]], policy: CompiledPolicy) -> bytes:
    """Every main line as the evaluator itself gives it."""
    found: list[Line] = []
    for number, (one, date) in enumerate(cases):
        for line in apply(one, policy, request_date=date, final=False).lines:
            if line.parents or (not line.criteria and line.policy):
                continue
            statuses = {result.id: result.status for result in line.criteria}
            found.append([number, line.id, line.recommendation, statuses])
    return json.dumps(found, sort_keys=True).encode()


def quick(sheet: sheets.Sheet, policy: CompiledPolicy) -> bytes:
    """The same from columns."""
    verdicts = judged(sheet, policy, named(policy))
    owners = sheet.owners()
    found: list[Line] = [
        [
            int(owners[row]),
            f"L{sheet.number[row]}",
            recommendation(int(verdicts.outcome[row]), False),
            {
                name: STATUSES[one[row]]
                for name, one in verdicts.statuses.items()
                if one[row] != ABSENT
            },
        ]
        for row in range(sheet.rows)
    ]
    return json.dumps(found, sort_keys=True).encode()


def stored(cases: list[tuple[Case, str | None]]) -> list[Stored]:
    return [
        Stored(f"c{number}", one.model_dump_json().encode(), date)
        for number, (one, date) in enumerate(cases)
    ]


def cases_of(policy: str) -> list[tuple[Case, str | None]]:
    """The cases of a policy's own unit tests, with the dates that apply."""
    found = []
    for path in files_of(policy):
        file = parse_data(PolicyTestFile, load_yaml(path), where=str(path))
        for _, test in file.every():
            one = compact_case(file, test, where=test.name)
            found.append((one, test.request_date or file.request_date))
    return [(one, date) for one, date in found if date or not one.request.date]


@pytest.mark.parametrize("name", list_policies())
def test_columns_agree_with_every_unit_test_case_of_the_shipped_policies(name: str):
    policy = compiled(load_policy(name))
    cases = cases_of(name)
    filled = fill(stored(cases), [policy])
    assert not filled.unread
    assert quick(filled.sheet, policy) == slow(cases, policy)


def _fact(draw: Any) -> dict[str, Any]:
    return draw(
        st.fixed_dictionaries(
            {"kind": st.sampled_from(("pain", "numbness", "weakness"))},
            optional={
                "level": st.sampled_from(("C4-5", "C5-6", "C6-7")),
                "side": st.sampled_from(("left", "right", "bilateral")),
                "assertion": st.sampled_from(("present", "absent", "uncertain")),
                "date": st.sampled_from(("2024-01-01", "2026-04-01", "2025-05")),
            },
        )
    )


@st.composite
def stores(draw: Any) -> list[tuple[Case, str | None]]:
    found = []
    for _ in range(draw(st.integers(1, 4))):
        request = draw(
            st.lists(
                st.sampled_from(
                    (
                        {"kind": "acdf", "level": "C5-6"},
                        {"kind": "acdf", "level": "C6-7"},
                        {"kind": "acdf"},
                        {"kind": "acdf", "level": "C4-5", "assertion": "uncertain"},
                        {"kind": "acdf", "level": "C3-4", "origin": "plan"},
                        {"kind": "posterior-cervical-fusion", "level": "C5-6"},
                        {"kind": "cervical-corpectomy", "site": "C5"},
                        {"kind": "other", "name": "laminoplasty"},
                    )
                ),
                max_size=3,
                unique_by=str,
            )
        )
        symptoms = [_fact(draw) for _ in range(draw(st.integers(0, 4)))]
        scores = draw(st.lists(st.integers(0, 10), max_size=2))
        one = made_case(
            {
                "requested_procedures": request,
                "symptoms": symptoms,
                "functional_limits": [
                    {"kind": "score", "name": "nrs", "value": n, "unit": "/10"}
                    for n in scores
                ],
            }
        )
        found.append((one, draw(st.sampled_from((None, "2026-05-04", "2027-02-01")))))
    return found


LEAVES: tuple[dict[str, Any], ...] = (
    {"fact": {"list": "symptoms", "kind": "pain", "level": "line"}},
    {"fact": {"list": "symptoms", "kind": "numbness", "within": {"months": 12}}},
    {"fact": {"list": "symptoms", "kind": "weakness", "unmentioned": "not_applicable"}},
    {"measure": {"list": "functional_limits", "kind": "score", "at_least": 4}},
    {
        "measure": {
            "list": "functional_limits",
            "kind": "score",
            "at_least": {
                "$dated": [
                    {"from": "0001-01-01", "to": "2026-12-31", "value": 4},
                    {"from": "2027-01-01", "to": "9999-12-31", "value": 7},
                ]
            },
        }
    },
    {"onset": {"list": "symptoms", "kind": "pain", "at_least": {"weeks": 6}}},
    {"age": {"at_least": 18}},
)


@st.composite
def trees(draw: Any, depth: int = 2) -> dict[str, Any]:
    kind = draw(st.sampled_from(("leaf", "all", "any", "n", "not", "each")))
    if not depth or kind == "leaf":
        return draw(st.sampled_from(LEAVES))
    if kind == "not":
        return {"not": draw(trees(depth - 1))}
    if kind == "each":
        over = draw(st.sampled_from(("level", "side", "item")))
        need = draw(st.sampled_from(("all", "any", "per-item")))
        return {
            "for_each": {"over": over, "need": need, "test": draw(trees(depth - 1))}
        }
    parts = [draw(trees(depth - 1)) for _ in range(draw(st.integers(1, 3)))]
    if kind == "n":
        return {"at_least": {"n": draw(st.integers(1, len(parts))), "of": parts}}
    return {kind: parts}


@st.composite
def policies(draw: Any) -> CompiledPolicy:
    def entry(name: str, **more: Any) -> dict[str, Any]:
        head = {"id": name, "title": name, "text": name, "source": {"document": "x"}}
        return head | {"test": draw(trees()), "ask": "?"} | more

    both = ["acdf", "posterior-cervical-fusion"]
    names = ["one", "two", "three"][: draw(st.integers(1, 3))]
    criteria = [
        entry(
            name, applies_to=both if n == 0 else draw(st.sampled_from((both, both[:1])))
        )
        for n, name in enumerate(names)
    ]
    waivers = [
        entry(f"w{n}", waives=draw(st.sampled_from((names, names[:1]))))
        for n in range(draw(st.integers(0, 2)))
    ]
    return compile_policy(
        made_policy(
            {},
            criteria=criteria,
            waivers=waivers,
            procedures=both,
            region=draw(st.sampled_from(("any", "cervical"))),
        )
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stores(), policies(), policies())
def test_random_policies_give_the_same_bytes_by_columns(
    cases: list[tuple[Case, str | None]], old: CompiledPolicy, new: CompiledPolicy
):
    store = stored(cases)
    filled = fill(store, [old, new])
    assert not filled.unread
    dated = [(one, date or one.request.date) for one, date in cases]
    for policy in (old, new):
        assert quick(filled.sheet, policy) == slow(dated, policy)
    # Kept columns of another policy serve for what is shared; the rest is judged.
    first = fill(store[:1], [old])
    then = fill(store, [old, new], first.sheet)
    for policy in (old, new):
        assert quick(then.sheet, policy) == slow(dated, policy)


def test_kept_columns_come_back_and_only_what_is_new_is_judged(tmp_path: Path):
    base = compiled(load_policy("cervical-spine-surgery"))
    strict = compiled(load_policy("cervical-spine-surgery-strict"))
    unlike = {
        one.model_dump_json(): (one, date) for one, date in cases_of(base.policy.id)
    }
    cases = list(unlike.values())[:12]
    store = stored(cases)
    path, stamp = tmp_path / "s.columns", engine_stamp()
    first = fill(store[:8], [base])
    sheets.save(first.sheet, path, stamp, ())
    known = sheets.load(path, stamp)
    assert known is not None
    again = fill(store[:8], [base], known)
    assert (again.judged, again.known) == (0, 8)
    both = fill([*reversed(store)], [base, strict], known)
    assert both.known <= 1  # a case without a covered line has nothing to judge
    assert quick(both.sheet, strict) == slow([*reversed(cases)], strict)
    assert quick(both.sheet, base) == slow([*reversed(cases)], base)


def test_columns_of_another_engine_or_a_torn_file_are_not_used(tmp_path: Path):
    base = compiled(load_policy("cervical-spine-surgery"))
    filled = fill(stored(cases_of("cervical-spine-surgery")[:2]), [base])
    path = tmp_path / "s.columns"
    sheets.save(filled.sheet, path, "engine-1", ())
    assert sheets.load(path, "engine-1") is not None
    assert sheets.load(path, "engine-2") is None
    raw = path.read_bytes()
    for cut in (0, 10, len(raw) // 2, len(raw) - 1):
        path.write_bytes(raw[:cut])
        assert sheets.load(path, "engine-1") is None
    path.write_bytes(raw + b"x")
    assert sheets.load(path, "engine-1") is None
    assert sheets.load(tmp_path / "none", "engine-1") is None


def test_kept_columns_hold_no_word_of_a_record(tmp_path: Path):
    base = compiled(load_policy("cervical-spine-surgery"))
    cases = cases_of("cervical-spine-surgery")[:3]
    filled = fill(stored(cases), [base])
    path = tmp_path / "s.columns"
    sheets.save(filled.sheet, path, "e", ())
    raw = path.read_bytes()
    quotes = [
        item.quote for one, _ in cases for f in one.symptoms for item in f.evidence
    ]
    assert quotes
    assert not any(quote.encode() in raw for quote in quotes)


def test_a_line_without_a_level_is_a_question_on_every_route():
    policy = compile_policy(made_policy({"fact": {"list": "symptoms", "kind": "pain"}}))
    one = made_case(
        {"requested_procedures": [{"kind": "acdf"}], "symptoms": [{"kind": "pain"}]}
    )
    (line,) = Bulk(policy).verdict(one, None).lines
    (whole,) = apply(one, policy, request_date=None, final=False).lines
    assert line.recommendation == whole.recommendation == "request_information"


def test_an_opposite_that_is_half_told_opens_what_it_waives_in_columns_too():
    score = {"measure": {"list": "functional_limits", "kind": "score", "at_least": 4}}
    pain = {"fact": {"list": "symptoms", "kind": "pain", "level": "line"}}
    head = {"title": "x", "text": "x", "source": {"document": "x"}, "ask": "?"}
    both = ["acdf", "posterior-cervical-fusion"]
    policy = compile_policy(
        made_policy(
            {},
            criteria=[{"id": "one", "applies_to": both, "test": score} | head],
            waivers=[
                {"id": "w", "waives": ["one"], "test": {"not": {"any": [pain, score]}}}
                | head
            ],
            procedures=both,
            region="any",
        )
    )
    made = made_case(
        {
            "requested_procedures": [{"kind": "acdf", "level": "C5-6"}],
            "functional_limits": [{"kind": "score", "name": "nrs", "value": 0}],
        }
    )
    cases = [(made, "2026-05-04")]

    filled = fill(stored(cases), [policy])

    assert quick(filled.sheet, policy) == slow(cases, policy)
    assert b"request_information" in slow(cases, policy)
