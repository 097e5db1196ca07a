"""Every shipped policy can be told: its own words never fail the proof check."""

from __future__ import annotations

import pytest

from workbench.narrate.narrative import render
from workbench.pipeline import review_case
from workbench.policy.loader import list_policies, load_policy
from workbench.schema.case import Case, RequestedProcedure
from workbench.schema.evidence import Evidence


@pytest.mark.parametrize("name", list_policies())
def test_a_bare_request_under_each_policy_traces(name: str) -> None:
    policy = load_policy(name)
    quote = Evidence(document="D1", lines=(1,), quote="as requested")
    case = Case(
        requested_procedures=tuple(
            RequestedProcedure(id=f"P{number}", kind=procedure, evidence=(quote,))
            for number, procedure in enumerate(policy.procedures, 1)
        )
    )

    text = render(review_case(case, policy=name), policy)

    assert policy.title in text.replace("\\", "")
