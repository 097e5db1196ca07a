"""Stored bytes decoded for bulk work give what the whole Case gives, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.evaluate_generic.made import DATE, case, policy
from workbench.evals.policy_tests import compact_case, files_of
from workbench.evaluate.answer import Rule
from workbench.evaluate.bulk import Bulk
from workbench.evaluate.compile import CompiledPolicy, compile_policy
from workbench.evaluate.lean import decoder, lists_read
from workbench.evaluate.trace import trace_bytes
from workbench.policy.cases import PolicyTestFile
from workbench.policy.loader import list_policies, load_policy
from workbench.schema.base import parse_data
from workbench.schema.case import Case
from workbench.vocabulary.yaml_file import load_yaml

SHARE = 3
"""Every how many-eth unit test of a policy is taken."""


def stored(name: str) -> Iterator[tuple[Case, str | None]]:
    """Cases of a policy's unit tests, with the dates of their requests."""
    number = 0
    for path in files_of(name):
        file = parse_data(PolicyTestFile, load_yaml(path), where=str(path))
        for _, test in file.every():
            number += 1
            if number % SHARE == 0:
                date = test.request_date or file.request_date
                yield compact_case(file, test, where=str(path)), date


def lists_known(rule: Rule) -> bool:
    """Whether a rule says which lists it looks at, and so reads no quotes."""
    if rule.children:
        return all(lists_known(child) for child in rule.children)
    return rule.reads is not None


def generic_part(name: str) -> CompiledPolicy:
    """A shipped policy with the criteria that generic tests make up."""
    whole = compile_policy(load_policy(name))
    return replace(
        whole,
        criteria=tuple(one for one in whole.criteria if lists_known(one.rule)),
        waivers=tuple(one for one in whole.waivers if lists_known(one.rule)),
        by_procedure={},
    )


@pytest.mark.parametrize("name", list_policies())
def test_a_trace_from_stored_bytes_is_that_of_the_case(name: str) -> None:
    compiled = generic_part(name)
    if not compiled.criteria:
        pytest.skip("all tests of this policy read quotes")
    bulk, decode = Bulk(compiled), decoder(lists_read(compiled))
    compared = 0
    for whole, date in stored(name):
        want = bulk.verdict(whole, date)
        got = bulk.verdict(decode(whole.model_dump_json().encode()), date)
        assert trace_bytes(got) == trace_bytes(want)
        compared += 1
    assert compared


TEST = {
    "all": [
        {"fact": {"list": "symptoms", "kind": "pain", "level": "line"}},
        {"duration": {"kind": "physical-therapy", "min": {"weeks": 6}}},
    ]
}


@pytest.mark.parametrize("kind", ["clinic-note", "letter"])
def test_what_only_a_letter_states_is_set_aside_alike(kind: str) -> None:
    whole = case(
        {
            "requested_procedures": [{"kind": "acdf", "level": "C5-6"}],
            "symptoms": [{"kind": "pain", "level": "C5-6", "document_kind": kind}],
            "treatments": [
                {
                    "kind": "physical-therapy",
                    "start": "2026-01-01",
                    "end": "2026-03-01",
                    "document_kind": kind,
                }
            ],
        }
    )
    compiled = compile_policy(policy(TEST))
    decode = decoder(lists_read(compiled))
    lean = decode(whole.model_dump_json().encode())
    want = Bulk(compiled).verdict(whole, DATE)
    got = Bulk(compiled).verdict(lean, DATE)

    assert trace_bytes(got) == trace_bytes(want)
    assert (got.lines[0].recommendation == "approve") == (kind == "clinic-note")
    for mine, full in zip(lean.symptoms, whole.symptoms, strict=True):
        told = [item.document for item in full.evidence]
        assert [item.document for item in mine.evidence] == told
