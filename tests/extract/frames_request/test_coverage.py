"""Coverage, state and day of service: labelled fields of the request, nothing else."""

from __future__ import annotations

import pytest

from tests.extract.frames_request.told import document, packet
from workbench.extract.rules.frames.request.header import read_header
from workbench.vocabulary.coverage import (
    PlanName,
    line_of_business,
    plan_names,
    state_code,
)

FIELDS = [
    ("Line of business: Medicare Advantage", "medicare-advantage", None, None),
    ("LOB: Commercial     State: TX", "commercial", "TX", None),
    ("Health plan: Sample Medicare HMO", "medicare-advantage", None, None),
    ("Insurance: Original Medicare", "medicare", None, None),
    ("Payer | Medicaid", "medicaid", None, None),
    ("Coverage type: Workers' Compensation", "workers-compensation", None, None),
    ("Member state: New York", None, "NY", None),
    ("Planned date of service: 06/12/2026", None, None, "2026-06-12"),
    ("DOS: 2026-06-12 to 2026-06-14", None, None, "2026-06-12"),
    ("Date of request: 05/04/2026   Surgery date: 6/1/2026", None, None, "2026-06-01"),
    ("Secondary insurance: Medicare", None, None, None),
    ("Plan: Medicare and Medicaid (dual)", None, None, None),
    ("Plan: C5-6 ACDF after a trial of therapy", None, None, None),
    ("License state: TX", None, None, None),
    ("State: stable, no change since last visit", None, None, None),
    ("The state of her neck is poor.", None, None, None),
    ("Date of service: to be scheduled", None, None, None),
    ("Last date of service seen: 03/02/2026", None, None, None),
    ("Medicare number: 1234", None, None, None),
    ("Q. Person   dob 01/02/1950   male   medicare", "medicare", None, None),
    ("Patient  Q. Person  born 01/02/1950   Medicare FFS", "medicare", None, None),
    ("Member: Q. Person | Medicare Advantage | HMO", "medicare-advantage", None, None),
    ("Told by the Medicare nurse that it is fine", None, None, None),
    ("Health plan: Plover Valley Advantage (HMO)", "medicare-advantage", None, None),
    ("Plan name: Sample Choice PPO H1234-005", "medicare-advantage", None, None),
    ("Plan: Blue Advantage HMO", None, None, None),
    ("Insurance: Plover Advantage (commercial)", "commercial", None, None),
    ("Payer: Plover Advantage", "medicare-advantage", None, None),
    ("Plan: no advantage to waiting; operate in June", None, None, None),
    ("Product: Dual Special Needs Plan", "medicare-advantage", None, None),
    ("Insurance:          Plover Medicare Advantage", "medicare-advantage", None, None),
    ("Insurance:              ID: Medicare-1", None, None, None),
]


@pytest.mark.parametrize(("text", "business", "state", "service"), FIELDS)
def test_fields_of_the_request(
    text: str, business: str | None, state: str | None, service: str | None
) -> None:
    form = "PRIOR AUTHORIZATION REQUEST\nProcedure: ACDF C5-6\n" + text
    found = read_header(packet(document(form, "request-form")))

    assert (found.line_of_business, found.state, found.service_date) == (
        business,
        state,
        service,
    )
    if business or state or service:
        assert any(text.split()[0] in one.quote for one in found.evidence)


def test_a_plan_that_is_taken_for_a_heading_is_a_field_of_the_form() -> None:
    form = "PRIOR AUTHORIZATION REQUEST\nProcedure: ACDF C5-6\nPlan: Plover Advantage"
    found = read_header(packet(document(form, "request-form")))

    assert found.line_of_business == "medicare-advantage"


def test_a_note_says_nothing_of_the_request() -> None:
    note = "OFFICE NOTE\nDate of service: 03/02/2026\nInsurance: Medicare\nState: TX"
    found = read_header(packet(document(note, "clinic-note")))

    assert (found.line_of_business, found.state, found.service_date) == (None,) * 3


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Blue Sample Medicare Advantage PPO", "medicare-advantage"),
        ("traditional  Medicare", "medicare"),
        ("Sample PPO", None),
        ("chipper", None),
    ],
)
def test_line_of_business(text: str, kind: str | None) -> None:
    assert line_of_business(text) == kind


@pytest.mark.parametrize(
    ("text", "code"),
    [("tx", "TX"), ("Texas", "TX"), ("OR", "OR"), ("Austin", None), ("XX", None)],
)
def test_state(text: str, code: str | None) -> None:
    assert state_code(text) == code


@pytest.mark.parametrize("form", plan_names(), ids=lambda form: form.examples[0])
def test_a_form_of_plan_names_fits_its_examples_only(form: PlanName) -> None:
    assert all(line_of_business(name) for name in form.examples)
    assert not [name for name in form.counter if line_of_business(name)]
