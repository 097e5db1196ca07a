"""A contrast agent among what is injected is contrast; one that harmed is none."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of

_ASKED = (
    "AUTHORIZATION REQUEST\nDate of request: 06/01/2026\n"
    "Procedure: left L4-5 transforaminal epidural steroid injection, CPT 64483-LT\n\f"
)


def _contrast(plan: str) -> bool | None:
    text = f"{_ASKED}{NOTE}Left leg pain.\nPLAN: Left L4-5 TFESI. {plan}\n"
    return case_of(text).requested_procedures[0].contrast


@pytest.mark.parametrize(
    "plan",
    [
        "Fluoroscopy, iohexol, dexamethasone 10.",
        "C-arm with iopamidol.",
        "Fluoro. Omnipaque. Local only.",
        "Isovue-M 200 and dexamethasone.",
        "Under live fluoroscopy using Visipaque, then betamethasone.",
    ],
)
def test_an_agent_that_is_used_is_contrast(plan: str) -> None:
    assert _contrast(plan) is True


@pytest.mark.parametrize(
    "plan",
    [
        "She had hives from Omnipaque in 2019.",
        "No iohexol is needed.",
        "Avoid Omnipaque, and dexamethasone 10 mg.",
        "Myelogram with Omnipaque was done in May.",
        "Allergies: penicillin, iohexol.",
    ],
)
def test_an_agent_of_another_day_is_none(plan: str) -> None:
    assert _contrast(plan) is not True
