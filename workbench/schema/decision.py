"""A decision: what a person decided, and who signed it.

The program recommends; only a signed person decides.  That is a property of these
types: no ``Decision`` with an adverse or partial value exists without the sign-off of
a person who may make it, whichever way it is built.  Names of values are those of
utilization management; the sign-off carries what a payer's electronic response asks of
its reviewer (human reviewed, NPI, specialty).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from workbench.schema.base import Model

DecisionValue = Literal[
    "approve",
    "approve_partial",
    "approve_modified",
    "deny_medical_necessity",
    "deny_insufficient_information",
    "deny_administrative",
    "pend_rfi",
    "pend_physician_review",
    "no_auth_required",
    "contact_payer",
    "cancelled",
    "uphold",
    "overturn",
    "partial_overturn",
    "dismiss",
]
ADVERSE: frozenset[str] = frozenset(
    (
        "approve_partial",
        "approve_modified",
        "deny_medical_necessity",
        "deny_insufficient_information",
        "uphold",
        "partial_overturn",
    )
)
"""Anything other than full approval as asked; for a physician (URAC HUM-13)."""
ADMINISTRATIVE: frozenset[str] = frozenset(("deny_administrative", "dismiss"))
"""Adverse for a reason that is not clinical: a trained person of the plan signs."""

Role = Literal["nurse", "physician", "administrative"]


def _moment(text: str) -> str:
    value = dt.datetime.fromisoformat(text)
    if value.tzinfo is None:
        raise ValueError("a time names its zone, as in 2026-05-04T09:30:00-05:00")
    return text


Moment = Annotated[str, AfterValidator(_moment)]
"""A point in time as ISO 8601 with its zone."""


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank")
    return text


Said = Annotated[str, AfterValidator(_said)]
"""Words that are there: a blank is no name and no licence."""


class SignOff(Model):
    """The person who decides: identity, licence, specialty, time, attestation.

    ``licence`` is state and number ("TX J1234"); None only for the administrative
    role.  ``opened`` lists the ids of the findings that were opened before signing.
    """

    name: Said
    role: Role
    credential: Said
    licence: Said | None
    specialty: Said | None
    at: Moment
    attestation: Said
    npi: str | None = Field(default=None, pattern=r"^[0-9]{10}$")
    opened: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _licensed(self) -> Self:
        if self.role != "administrative" and self.licence is None:
            raise ValueError("licence: a clinician signs with a licence")
        if self.role == "physician" and self.specialty is None:
            raise ValueError("specialty: a physician signs with a specialty")
        return self

    @property
    def was_human_reviewed(self) -> bool:
        """The payer response's flag of the same meaning: true, a person signed."""
        return True


class LineDecision(Model):
    """The decision on one line; ``authorized`` says what, where that differs."""

    line: str = Field(pattern=r"^L[1-9][0-9]*$")
    value: DecisionValue
    authorized: str | None = None
    reasons: tuple[str, ...] = ()


class Decision(Model):
    """What was decided on one request, line by line, and who signed.

    ``review_sha256`` ties it to the review that the person saw.  Raises
    ValidationError for an adverse or partial value without the sign-off of a
    physician, and for an administrative denial without its own signer.
    """

    value: DecisionValue
    lines: tuple[LineDecision, ...] = ()
    rationale: str = ""
    review_sha256: str | None = None
    provider_agreed: bool = False
    """The provider amended the request: a modified approval is then not adverse."""
    sign_off: SignOff | None = None

    @property
    def adverse(self) -> bool:
        """Whether anything was decided that is not full approval as asked."""
        return bool(self._values() & (ADVERSE | ADMINISTRATIVE))

    def _values(self) -> set[str]:
        values: set[str] = {self.value, *(line.value for line in self.lines)}
        return values - {"approve_modified"} if self.provider_agreed else values

    @model_validator(mode="after")
    def _signed(self) -> Self:
        values, signer = self._values(), self.sign_off
        if values & ADVERSE and (signer is None or signer.role != "physician"):
            raise ValueError(
                "sign_off: an adverse or partial decision needs a physician's sign-off"
            )
        if values & ADMINISTRATIVE and (signer is None or signer.role == "nurse"):
            raise ValueError(
                "sign_off: an administrative denial needs its own signer's sign-off"
            )
        if values & ADVERSE and not self.rationale.strip():
            raise ValueError("rationale: an adverse decision says why, for this person")
        return self

    @model_validator(mode="after")
    def _lines_follow(self) -> Self:
        values = {line.value for line in self.lines}
        if self.value == "approve" and values - {"approve", "no_auth_required"}:
            raise ValueError("lines: not every line is approved, so the whole is not")
        if len({line.line for line in self.lines}) != len(self.lines):
            raise ValueError("lines: a line is decided twice")
        return self

    def model_copy(
        self, *, update: Mapping[str, Any] | None = None, deep: bool = False
    ) -> Self:
        """A changed copy, validated like any other decision."""
        copied = super().model_copy(update=update, deep=deep)
        return type(self).model_validate_json(copied.model_dump_json())

    if not TYPE_CHECKING:

        @classmethod
        def model_construct(cls, *_: Any, **__: Any) -> Self:
            """Never without validation: a decision is built in no other way."""
            raise TypeError("a Decision is only built with validation")
