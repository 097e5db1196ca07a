"""The shipped policies on any record: no crash, no approval out of nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluate.engine_factory import DISC, asked, case
from tests.evaluate.test_properties import REQUESTS
from workbench.evaluate.engine import evaluate
from workbench.policy.loader import load_policy
from workbench.schema.base import parse_data
from workbench.schema.case import Case

IDS = ["cervical-spine-surgery", "cervical-spine-surgery-strict"]
LEVELS = st.sampled_from([None, "C3-4", "C5-6", "C6-7"])
SIDES = st.sampled_from([None, "left", "right", "bilateral"])
HOW = st.sampled_from(["present", "absent", "uncertain", "planned", "historical"])
DATES = st.sampled_from([None, "2026", "2026-04", "2026-04-20", "2024-01-02"])
SEEN = [{"document": "D1", "lines": [1], "quote": "words"}]


def facts(**fields):
    return st.lists(
        st.fixed_dictionaries({"assertion": HOW, "date": DATES, **fields}), max_size=3
    )


def kinds(*names):
    return st.sampled_from(names)


RECORDS = st.fixed_dictionaries(
    {
        "diagnoses": facts(kind=kinds("diabetes", "hardware-failure", "tumour")),
        "symptoms": facts(
            kind=kinds("pain", "numbness", "radicular-symptoms"),
            site=kinds("thumb", "neck", "shoulder", "hand"),
            side=SIDES,
        ),
        "exam_findings": facts(
            kind=kinds("strength", "hoffmann", "myelopathic-signs"),
            site=kinds("triceps", "all"),
            side=SIDES,
            grade=st.sampled_from([None, "3", "4-", "5"]),
        ),
        "tests": facts(
            kind=kinds("hba1c", "cotinine"),
            value=st.sampled_from([None, 6.1, 12]),
            unit=st.sampled_from([None, "%", "ng/ml"]),
        ),
        "treatments": facts(
            kind=kinds("physical-therapy", "nsaid", "conservative-care"),
            site=st.sampled_from([None, "neck", "low-back"]),
            days=st.sampled_from([None, 20, 60]),
            response=st.sampled_from([None, "none", "lasting"]),
        ),
        "functional_limits": facts(kind=kinds("driving", "daily-activities")),
        "risk_factors": facts(
            kind=kinds("nicotine"),
            status=st.sampled_from([None, "never", "former", "current"]),
        ),
        "statements": facts(
            kind=kinds("other-causes-excluded", "no-conservative-care"),
            speaker=st.sampled_from([None, "clinician", "reviewer"]),
        ),
        "imaging_studies": facts(kind=kinds("mri", "flexion-extension")),
    }
)
FINDINGS = st.lists(
    st.fixed_dictionaries(
        {
            "kind": kinds("stenosis", "compression", "hardware-failure"),
            "assertion": HOW,
            "level": LEVELS,
            "side": SIDES,
            "location": st.sampled_from([None, "central", "foraminal"]),
            "severity": st.sampled_from(
                [None, {"label": "severe", "low": 6, "high": 6},
                 {"label": "mild", "low": 2, "high": 2}]
            ),
            "contact": st.sampled_from(
                [None, {"label": "compress", "target": "cord"}]
            ),
        }
    ),
    max_size=3,
)  # fmt: skip


def record(requested, lists, findings):
    data = {"requested_procedures": requested, **lists}
    for name, items in data.items():
        data[name] = [
            {"id": f"{name}-{n}", "evidence": SEEN, **item}
            for n, item in enumerate(items)
        ]
    for study in data["imaging_studies"][:1]:
        study["findings"] = [
            {"id": f"finding-{n}", "evidence": SEEN, **item}
            for n, item in enumerate(findings)
        ]
    return parse_data(Case, data, where="test")


@settings(deadline=None, max_examples=120)
@given(
    REQUESTS, RECORDS, FINDINGS, st.sampled_from([None, "2026-05-04", "2026-05"]),
    st.booleans(),
)  # fmt: skip
def test_any_record_gives_a_consistent_determination(
    requested, lists, findings, date, final
):
    whole = record(requested, lists, findings)
    got = evaluate(whole, load_policy(IDS[0]), request_date=date, final=final)
    assert got == evaluate(whole, load_policy(IDS[0]), request_date=date, final=final)
    for line in got.lines:
        for item in line.criteria:
            assert item.reason
            if item.status == "not_met":
                assert item.evidence_against, item.id
            if item.status == "conflicting":
                assert item.evidence_for or item.evidence_against, item.id
            if item.status in ("not_documented", "conflicting"):
                assert item.open_because


@settings(deadline=None, max_examples=60)
@given(REQUESTS, st.booleans())
@pytest.mark.parametrize("name", IDS)
def test_a_record_without_facts_never_fails_and_never_passes(name, requested, final):
    # The number of discs asked for is itself a fact that can fail a criterion.
    requested = [item for item in requested if item["kind"] != DISC]
    got = evaluate(
        case(requested), load_policy(name), request_date="2026-05-04", final=final
    )
    statuses = {item.status for line in got.lines for item in line.criteria}
    assert "not_met" not in statuses
    assert got.recommendation not in ("approve", "partial", "not_medically_necessary")


def test_the_shipped_policy_is_quick():
    from time import process_time

    whole = case([asked("acdf", level) for level in ("C3-4", "C4-5", "C5-6")])
    policy = load_policy(IDS[0])
    evaluate(whole, policy, request_date="2026-05-04", final=False)
    start = process_time()
    for _ in range(10):
        evaluate(whole, policy, request_date="2026-05-04", final=False)
    assert (process_time() - start) / 10 < 0.05
