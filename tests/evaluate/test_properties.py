"""What must hold for any request and any record."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluate.engine_factory import (
    ACDF,
    EVERY,
    asked,
    case,
    compiled,
    judged,
    stated,
)
from workbench.evaluate.engine import apply

POLICY = compiled()
NAMES = ("imaging", "care", "lungs", "sign", "picture")
SAID = st.sampled_from([(), ("present",), ("absent",), ("present", "absent"),
                        ("uncertain",)])  # fmt: skip
RECORDS = st.fixed_dictionaries(dict.fromkeys(NAMES, SAID))
CODES = ["22551", "22552", "22554", "63081", "63045", "22600", "22842", "22845",
         "22853", "20930", "22855", "95940", "99999"]  # fmt: skip
REQUESTS = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(
                [*EVERY, "other", "instrumentation", "bone-graft", "monitoring"]
            ),
            "level": st.sampled_from([None, "C3-4", "C5-6", "C3-C6", "L4-5", "neck"]),
            "site": st.sampled_from([None, "C5", "C6", "S1", "shoulder"]),
            "side": st.sampled_from([None, "left", "right", "bilateral"]),
            "stage": st.sampled_from([None, 1, 2]),
            "codes": st.lists(st.sampled_from(CODES), max_size=2, unique=True),
            "origin": st.sampled_from(["request", "request", "plan"]),
        }
    ),
    max_size=6,
)


def facts(record):
    return [
        stated(name, how, level="C5-6") for name, said in record.items() for how in said
    ]


def recommended(record):
    got = judged([asked(ACDF, "C5-6")], facts(record), with_policy=POLICY)
    return got.lines[0]


def shown(record, names):
    """The record after the named criteria and waivers were shown."""
    done = dict(record)
    for name in names:
        for part in ("sign", "picture") if name == "urgent-cord" else (name,):
            done[part] = ("present",)
    return done


def candidates(line, record):
    """Open criteria whose own evidence is open, and open waivers."""
    own = [
        name
        for name in ("imaging", "care", "lungs")
        if record[name] not in (("present",), ("absent",))
    ]
    status = {item.id: item.status for item in line.criteria}
    names = [name for name in own if status[name] in ("not_documented", "conflicting")]
    halves = [record["sign"], record["picture"]]
    closed = ("absent",) in halves
    stands = any(half in (("present",), ("present", "absent")) for half in halves)
    met = halves == [("present",)] * 2
    return names + (["urgent-cord"] if stands and not closed and not met else [])


@settings(deadline=None, max_examples=150)
@given(RECORDS)
def test_would_meet_is_exact(record):
    line = recommended(record)
    names = candidates(line, record)
    found: list[frozenset[str]] = []
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            one = frozenset(chosen)
            if any(other <= one for other in found):
                continue
            if recommended(shown(record, one)).recommendation == "approve":
                found.append(one)
    expected = set() if line.recommendation == "approve" else set(found)
    assert {frozenset(one) for one in line.would_meet} == expected


@settings(deadline=None, max_examples=150)
@given(REQUESTS)
def test_nothing_that_is_requested_is_lost(requested):
    record = case(requested)
    got = apply(record, POLICY, request_date=None, final=False)
    cited = {item.quote for line in got.lines for item in line.evidence}
    for fact in record.requested_procedures:
        if fact.origin == "request":
            assert {item.quote for item in fact.evidence} <= cited
    assert [line.id for line in got.lines] == [
        f"L{number}" for number in range(1, len(got.lines) + 1)
    ]


@settings(deadline=None, max_examples=150)
@given(REQUESTS, RECORDS, st.booleans())
def test_the_request_follows_from_its_lines(requested, record, final):
    whole = case(requested, facts(record))
    got = apply(whole, POLICY, request_date="2026-05-04", final=final)
    again = apply(whole, POLICY, request_date="2026-05-04", final=final)
    assert got.model_dump_json() == again.model_dump_json()
    main = [line for line in got.lines if line.criteria or line.policy is None]
    if got.recommendation == "approve":
        assert main
        assert {line.recommendation for line in main} == {"approve"}
    for line in main:
        statuses = {item.status for item in line.criteria}
        if line.recommendation == "approve":
            assert statuses <= {"met", "waived", "not_applicable"}
            assert line.level is not None
        if line.recommendation == "not_medically_necessary":
            assert "not_met" in statuses and line.confirm_by == "physician"
            assert line.would_meet == ()
    if final and main:
        assert got.recommendation != "partial" or got.confirm_by == "physician"


@settings(deadline=None, max_examples=100)
@given(RECORDS, st.sampled_from(NAMES))
def test_silence_never_fails_a_criterion(record, name):
    """Taking facts away never turns an open or met criterion into a failing one."""
    before = {item.id: item.status for item in recommended(record).criteria}
    after = {
        item.id: item.status
        for item in recommended({**record, name: ()}).criteria
        if item.id == name
    }
    assert all(status != "not_met" for status in after.values())
    assert set(after) <= set(before)
