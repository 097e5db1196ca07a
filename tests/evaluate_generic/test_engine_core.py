"""The core against brute force: every completion, every minimal set, every route."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluate_generic.made import DATE, case, policy
from workbench.evaluate import combine
from workbench.evaluate.answer import (
    CONFLICT,
    MET,
    NA,
    NOT_MET,
    OPEN,
    STATUS,
    Answer,
    Rule,
)
from workbench.evaluate.bulk import Bulk, LineVerdict
from workbench.evaluate.columns import (
    columns_for,
    outcome_byte,
    outcomes,
    rows,
    table,
)
from workbench.evaluate.compile import compile_policy
from workbench.evaluate.engine import apply
from workbench.evaluate.facts import FactBase
from workbench.evaluate.families import minimal_sets
from workbench.evaluate.leaf import Leaf, Scope
from workbench.evaluate.lean import decoder, lists_read
from workbench.evaluate.trace import trace_bytes
from workbench.schema.case import Case

Tree = Any
SCOPE = Scope(case=Case(), request_date=None, place=None)
QUICK = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def constant(name: str, values: dict[str, int]) -> Rule:
    """A single test whose value stands in a table that may change."""

    def run(scope: Scope) -> Answer:
        return values[name], rule, (), (), None, None

    def leaf(answer: Answer, scope: Scope) -> Leaf:
        return Leaf(status=STATUS[answer[0]], reason=name)

    rule = Rule(name="constant", path=name, run=run, leaf=leaf, placed=True)
    return rule


@st.composite
def trees(draw: Any, once: bool = True) -> tuple[Tree, dict[str, int]]:
    values: dict[str, int] = {}

    def node(depth: int) -> Tree:
        kind = draw(st.sampled_from(("leaf", "all", "any", "n", "not")))
        if depth == 0 or kind == "leaf":
            if not once and values and draw(st.booleans()):
                return draw(st.sampled_from(sorted(values)))
            name = f"t{len(values)}"
            values[name] = draw(
                st.sampled_from((OPEN, OPEN, MET, NOT_MET, CONFLICT, NA))
            )
            return name
        if kind == "not":
            return ("not", node(depth - 1))
        parts = [node(depth - 1) for _ in range(draw(st.integers(1, 3)))]
        n = {"all": len(parts), "any": 1}.get(kind, draw(st.integers(1, len(parts))))
        return (n, *parts)

    return node(3), values


def built(tree: Tree, leaves: dict[str, Rule]) -> Rule:
    if isinstance(tree, str):
        return leaves[tree]
    if tree[0] == "not":
        return combine.negated("not", built(tree[1], leaves))
    parts = [(str(place), built(one, leaves)) for place, one in enumerate(tree[1:])]
    return combine.counting("at_least", "n", parts, tree[0])


def truth(tree: Tree, values: dict[str, int]) -> int:
    """The value with every test settled, by plain counting."""
    if isinstance(tree, str):
        return values[tree]
    if tree[0] == "not":
        return {MET: NOT_MET, NOT_MET: MET, NA: NA}[truth(tree[1], values)]
    codes = [truth(one, values) for one in tree[1:]]
    counted = [code for code in codes if code != NA]
    if not counted:
        return NA
    return MET if counted.count(MET) >= min(tree[0], len(counted)) else NOT_MET


def completions(values: dict[str, int]) -> Any:
    unknown = [name for name, code in values.items() if code in (OPEN, CONFLICT)]
    for filled in itertools.product((MET, NOT_MET), repeat=len(unknown)):
        yield values | dict(zip(unknown, filled, strict=True))


def unknowns(values: dict[str, int]) -> list[str]:
    return [name for name, code in values.items() if code in (OPEN, CONFLICT)]


@QUICK
@given(trees())
def test_a_tree_is_settled_exactly_where_every_completion_agrees(drawn):
    tree, values = drawn
    if len(unknowns(values)) > 8:
        return
    rule = built(tree, {name: constant(name, values) for name in values})
    code = rule.run(SCOPE)[0]
    found = {truth(tree, filled) for filled in completions(values)}
    assert code == found.pop() if len(found) == 1 else code in (OPEN, CONFLICT)


@QUICK
@given(trees(once=False), st.data())
def test_settling_an_open_test_never_flips_a_settled_node(drawn, data):
    tree, values = drawn
    open_ones = unknowns(values)
    rule = built(tree, {name: constant(name, values) for name in values})
    before = rule.run(SCOPE)[0]
    if not open_ones or before in (OPEN, CONFLICT):
        return
    values[data.draw(st.sampled_from(open_ones))] = data.draw(
        st.sampled_from((MET, NOT_MET))
    )
    assert rule.run(SCOPE)[0] == before


@QUICK
@given(trees(once=False))
def test_minimal_sets_are_those_of_brute_force(drawn):
    tree, values = drawn
    names = unknowns(values)
    if len(names) > 5:
        return
    leaves = {name: constant(name, values) for name in values}
    got = minimal_sets([built(tree, leaves).run(SCOPE)], most=9)
    assert not got.truncated
    ways = {frozenset((rule.path, way) for rule, way in one) for one in got.sets}
    assert ways == brute(tree, values, names)


def brute(tree: Tree, values: dict[str, int], names: list[str]) -> set[Any]:
    """Every minimal way of settling tests that makes the tree met whatever the rest."""
    found: set[Any] = set()
    for size in range(len(names) + 1):
        for chosen in itertools.combinations(names, size):
            for codes in itertools.product((MET, NOT_MET), repeat=size):
                fixed = values | dict(zip(chosen, codes, strict=True))
                one = frozenset(
                    (name, code == MET)
                    for name, code in zip(chosen, codes, strict=True)
                )
                if any(smaller <= one for smaller in found):
                    continue
                if all(truth(tree, f) in (MET, NA) for f in completions(fixed)):
                    found.add(one)
    return found


TEST = {
    "all": [
        {
            "any": [
                {"fact": {"list": "symptoms", "kind": "pain", "level": "line"}},
                {
                    "fact": {
                        "list": "exam_findings",
                        "kind": "weakness",
                        "level": "line",
                    }
                },
            ]
        },
        {"grade": {"level": "line", "accepted": ["severe", "critical"]}},
        {
            "not": {
                "measure": {
                    "list": "imaging_findings",
                    "kind": "translation",
                    "level": "line",
                    "over": 3.5,
                    "unit": "mm",
                }
            }
        },
        {"duration": {"min": {"weeks": 6}}},
        {"duration": {"min": {"months": 2}, "mode": "span"}},
        {"stated": {"kind": "other-causes-excluded"}},
        {"fact": {"list": "functional_limits", "kind": ["dressing", "driving"]}},
    ]
}
LEVELS = st.sampled_from(("C4-5", "C5-6", None))
SAID = st.sampled_from(("present", "absent", "uncertain"))
facts = st.fixed_dictionaries(
    {
        "requested_procedures": st.just(
            [{"kind": "acdf", "level": "C4-5"}, {"kind": "acdf", "level": "C5-6"}]
        ),
        "symptoms": st.lists(
            st.fixed_dictionaries(
                {"kind": st.just("pain"), "level": LEVELS, "assertion": SAID}
            ),
            max_size=3,
        ),
        "exam_findings": st.lists(
            st.fixed_dictionaries(
                {"kind": st.just("weakness"), "level": LEVELS, "assertion": SAID}
            ),
            max_size=3,
        ),
        "imaging_studies": st.lists(
            st.fixed_dictionaries(
                {
                    "kind": st.just("mri"),
                    "date": st.sampled_from(("2026-03-01", "2026-04-01")),
                    "assertion": st.sampled_from(("present", "planned")),
                    "findings": st.lists(
                        st.fixed_dictionaries(
                            {
                                "kind": st.just("stenosis"),
                                "level": LEVELS,
                                "severity": st.sampled_from(("mild", "severe", None)),
                                "section": st.sampled_from(("findings", "impression")),
                            }
                        )
                        | st.fixed_dictionaries(
                            {
                                "kind": st.just("translation"),
                                "level": LEVELS,
                                "value": st.sampled_from((3.5, 3.6)),
                                "unit": st.sampled_from(("mm", None)),
                            }
                        ),
                        max_size=4,
                    ),
                }
            ),
            max_size=2,
        ),
        "treatments": st.lists(
            st.fixed_dictionaries(
                {"kind": st.just("nsaid"), "days": st.sampled_from((41, 42, None))}
            )
            | st.fixed_dictionaries(
                {
                    "kind": st.just("physical-therapy"),
                    "start": st.sampled_from(("2026-01-01", "2026-02-01", "2026-02")),
                    "end": st.sampled_from(("2026-02-12", "2026-03-01", None)),
                    "assertion": st.sampled_from(("present", "absent")),
                }
            ),
            max_size=2,
        ),
        "statements": st.lists(
            st.fixed_dictionaries(
                {
                    "kind": st.just("other-causes-excluded"),
                    "speaker": st.sampled_from(("clinician", "patient")),
                    "assertion": SAID,
                }
            ),
            max_size=2,
        ),
        "functional_limits": st.lists(
            st.fixed_dictionaries(
                {"kind": st.sampled_from(("dressing", "driving")), "assertion": SAID}
            ),
            max_size=3,
        ),
    }
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts)
def test_every_route_gives_the_same_statuses(given_facts):
    """Single evaluation, bulk, bulk on decoded bytes, columns, and the full way."""
    compiled = compile_policy(policy(TEST))
    whole = case(given_facts)
    want = apply(whole, compiled, request_date=DATE, final=False)
    bulk = Bulk(compiled)
    got = bulk.verdict(whole, DATE)
    assert [tuple(STATUS[code] for code in line.statuses) for line in got.lines] == [
        tuple(one.status for one in line.criteria) for line in want.lines
    ]
    assert [one.recommendation for one in got.lines] == [
        one.recommendation for one in want.lines
    ]
    lean = decoder(lists_read(compiled))(whole.model_dump_json().encode())
    again = bulk.verdict(lean, DATE)
    assert trace_bytes(again) == trace_bytes(got)
    stored = rows([got], "acdf")
    packed = table(stored, len(columns_for(compiled, "acdf")))
    assert outcomes(compiled, "acdf", packed).tobytes() == bytes(
        outcome_byte(line.recommendation) for line in got.lines
    )
    # the short way is left where a test gives one more key that changes nothing
    full = compile_policy(policy(with_key(TEST)))
    slow = Bulk(full).verdict(whole, DATE)
    assert [one.statuses for one in slow.lines] == [one.statuses for one in got.lines]
    assert [told(one) for one in slow.lines] == [told(one) for one in got.lines]


def disputed(name: str, **values: Any) -> dict[str, Any]:
    """A case whose record states something and denies it."""
    said = [values | {"assertion": one} for one in ("present", "absent")]
    asked = [{"kind": "acdf", "level": "C5-6"}]
    return {"requested_procedures": asked, name: said}


@pytest.mark.parametrize(
    ("name", "kind", "full"),
    [
        ("exam_findings", "weakness", False),
        ("functional_limits", "driving", False),
        ("procedures_done", "epidural-injection", True),
    ],
)
def test_a_dispute_lays_a_list_out_again_only_for_events(name, kind, full):
    """What is denied of an event may have been written before it: the full way asks."""
    compiled = compile_policy(policy({"fact": {"list": name, "kind": kind}}))
    facts = FactBase(case(disputed(name, kind=kind)))
    (line,) = Bulk(compiled).of_facts(facts, DATE).lines
    assert line.statuses == (CONFLICT,)
    assert (name in facts.tables) is full


def told(line: LineVerdict) -> list[Any]:
    """Value, facts for and against, and cause of every single test of a line."""

    def of(answer: Any) -> Any:
        if answer[1].children:
            return [of(part) for part in answer[2]]
        ids = [sorted(fact.id for fact in facts) for facts in answer[2:4]]
        return answer[0], *ids, answer[4]

    return [of(answer) for answer in line.answers]


def with_key(node: Any) -> Any:
    if isinstance(node, list):
        return [with_key(one) for one in node]
    ((name, value),) = node.items()
    if name in ("all", "any"):
        return {name: with_key(value)}
    if name == "not":
        return {"not": with_key(value)}
    return {name: value | {"letters": False}}


@given(st.lists(st.sampled_from((OPEN, MET, NOT_MET)), min_size=2, max_size=3))
def test_sets_of_a_test_at_several_places_are_exact_or_say_that_they_are_not(codes):
    """One open place gives its own tests; several give one label and say so."""
    values = {"a": OPEN, "b": OPEN}
    inner = built((1, "a", "b"), _leaves(values))
    each = combine.for_each("each", "level", "all", inner)
    parts = []
    for code in codes:
        values.update(a=code, b=NOT_MET if code == NOT_MET else OPEN)
        parts.append(inner.run(SCOPE))
    value = combine.combined([part[0] for part in parts], len(parts))
    found = minimal_sets([(value, each, tuple(parts), (), None, ())])
    left = codes.count(OPEN)

    if value != OPEN:
        assert not found.truncated
    elif left == 1:
        names = {frozenset(rule.path for rule, _ in one) for one in found.sets}
        assert names == {frozenset({"a"}), frozenset({"b"})} and not found.truncated
    else:
        assert [len(one) for one in found.sets] == [1] and found.truncated


def _leaves(values: dict[str, int]) -> dict[str, Rule]:
    return {name: constant(name, values) for name in values}
