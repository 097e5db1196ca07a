"""A decision that hurts exists only with the sign-off of one who may make it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from workbench.schema.decision import (
    ADMINISTRATIVE,
    ADVERSE,
    Decision,
    DecisionValue,
    LineDecision,
    SignOff,
)

VALUES: list[Any] = list(DecisionValue.__args__)  # type: ignore[attr-defined]


def signer(role: Any = "physician", **changes: Any) -> SignOff:
    fields: dict[str, Any] = {
        "name": "Ada Example",
        "role": role,
        "credential": "MD",
        "licence": "ZZ 0001",
        "specialty": "neurosurgery",
        "at": "2026-05-04T09:30:00-05:00",
        "attestation": "I reviewed the record.",
    }
    return SignOff(**(fields | changes))


@pytest.mark.parametrize("value", sorted(ADVERSE | ADMINISTRATIVE))
def test_no_adverse_value_without_a_sign_off(value: Any) -> None:
    with pytest.raises(ValidationError, match="sign_off"):
        Decision(value=value, rationale="because")


@pytest.mark.parametrize("value", sorted(ADVERSE))
@pytest.mark.parametrize("role", ["nurse", "administrative"])
def test_only_a_physician_signs_a_clinical_refusal(value: Any, role: Any) -> None:
    with pytest.raises(ValidationError, match="physician"):
        Decision(value=value, rationale="because", sign_off=signer(role))


def test_a_nurse_signs_no_administrative_denial() -> None:
    with pytest.raises(ValidationError, match="own signer"):
        Decision(value="deny_administrative", sign_off=signer("nurse"))
    Decision(
        value="deny_administrative",
        sign_off=signer("administrative", licence=None, specialty=None),
    )


def test_one_refused_line_is_enough_to_need_a_physician() -> None:
    lines = (
        LineDecision(line="L1", value="approve"),
        LineDecision(line="L2", value="deny_medical_necessity"),
    )

    with pytest.raises(ValidationError, match="physician"):
        Decision(value="pend_rfi", lines=lines, rationale="because")
    with pytest.raises(ValidationError, match="not every line"):
        Decision(value="approve", lines=lines, rationale="because", sign_off=signer())


def test_a_modified_approval_is_adverse_unless_the_provider_agreed() -> None:
    with pytest.raises(ValidationError):
        Decision(value="approve_modified", rationale="because")
    assert not Decision(value="approve_modified", provider_agreed=True).adverse


def test_there_is_no_way_around() -> None:
    good = Decision(value="approve")

    with pytest.raises(ValidationError):
        good.model_copy(update={"value": "deny_medical_necessity", "rationale": "x"})
    with pytest.raises(TypeError):
        Decision.model_construct(value="deny_medical_necessity")
    with pytest.raises(ValidationError):
        Decision.model_validate_json('{"value": "uphold", "rationale": "x"}')
    with pytest.raises((ValidationError, TypeError, AttributeError)):
        copy.replace(good, value="uphold")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"licence": None},
        {"specialty": None},
        {"attestation": ""},
        {"at": "2026-05-04T09:30:00"},
        {"npi": "12"},
    ],
)
def test_a_sign_off_is_whole(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        signer(**changes)


@given(
    value=st.sampled_from(VALUES),
    lines=st.lists(st.sampled_from(VALUES), max_size=3),
    role=st.sampled_from([None, "nurse", "physician", "administrative"]),
)
def test_whatever_is_built_is_signed_where_it_hurts(
    value: Any, lines: list[Any], role: Any
) -> None:
    made = [
        LineDecision(line=f"L{number}", value=one)
        for number, one in enumerate(lines, 1)
    ]
    try:
        decision = Decision(
            value=value,
            lines=tuple(made),
            rationale="because",
            sign_off=signer(role) if role else None,
        )
    except ValidationError:
        return
    values = {decision.value, *(line.value for line in decision.lines)}
    if values & ADVERSE:
        assert decision.sign_off is not None
        assert decision.sign_off.role == "physician"
    if values & ADMINISTRATIVE:
        assert decision.sign_off is not None
        assert decision.sign_off.role != "nurse"
