"""Clock events and overrides: added to, set right by later ones, never changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from tests.store.people import Hands
from workbench.schema.determination import Status
from workbench.schema.matter import Matter
from workbench.store import cases, events, overrides
from workbench.store.cases import CaseRow
from workbench.store.errors import NotAllowed, NotFound, StaleVersion
from workbench.store.overrides import Override


def with_clock(hands: Hands, program: str = "medicare-advantage") -> CaseRow:
    case = hands.read()
    with hands.as_("intake") as work:
        asked = Matter.model_validate({"program": program, "request_type": "standard"})
        cases.put_matter(work, case.id, asked, based_on=0)
        return cases.get(work, case.id)


def happened(hands: Hands, case: CaseRow, kind: Any, **more: Any) -> CaseRow:
    with hands.as_("intake") as work:
        cases.happened(work, case.id, kind, **more)
        return cases.get(work, case.id)


def test_the_deadline_follows_from_events(hands: Hands) -> None:
    case = with_clock(hands)
    assert case.received_at == hands.now
    assert case.due_at is not None and case.due_at > hands.now

    extended = happened(hands, case, "extended", note="more evidence is awaited")
    assert extended.due_at is not None and extended.due_at > case.due_at
    assert happened(hands, case, "notified").due_at is None


def test_a_clock_that_stands_is_told(hands: Hands) -> None:
    case = with_clock(hands, "commercial")
    assert not case.paused
    hands.turn(days=1)
    asked = happened(hands, case, "information_requested")
    assert asked.paused
    hands.turn(days=3)
    came = happened(hands, asked, "information_received")
    assert not came.paused
    assert came.due_at and case.due_at
    assert came.due_at - case.due_at == dt.timedelta(days=3)


def test_a_program_without_a_rule_has_no_deadline(hands: Hands) -> None:
    assert with_clock(hands, "a-plan-of-its-own").due_at is None


def test_a_correction_is_a_new_event_and_moves_the_deadline(hands: Hands) -> None:
    case = with_clock(hands)
    earlier = (hands.now - dt.timedelta(days=2)).isoformat()
    right = happened(
        hands,
        case,
        "received",
        at=earlier,
        corrects="E1",
        note="fax stamp read wrongly",
    )

    assert right.received_at == hands.now - dt.timedelta(days=2)
    assert right.due_at and case.due_at and right.due_at < case.due_at
    with hands.store.reading() as work:
        found = events.of_case(work, case.id)
    assert [(one.id, one.corrects) for one in found] == [("E1", None), ("E2", "E1")]


def test_wrong_events_are_refused_and_leave_nothing(hands: Hands) -> None:
    case = with_clock(hands)
    with pytest.raises(NotFound, match="E9"):
        happened(hands, case, "received", corrects="E9", note="x")
    with pytest.raises(ValidationError, match="correction says why"):
        happened(hands, case, "received", corrects="E1")
    with pytest.raises(ValidationError, match="zone"):
        happened(hands, case, "extended", at="2026-05-04T09:00:00")
    with hands.store.reading() as work:
        assert len(events.of_case(work, case.id)) == 1


# --- overrides ---------------------------------------------------------------------


def override(hands: Hands, case: CaseRow, status: Status, **more: Any) -> Override:
    given = {
        "line": "L1",
        "criterion": "imaging-at-level",
        "reason_code": "clinical-judgement",
        "text": "because",
        "review": 1,
    } | more
    with hands.as_("nurse") as work:
        return overrides.add(work, case.id, status=status, **given)


def test_the_original_stays_beside_what_a_person_set(hands: Hands) -> None:
    case = hands.read()
    made = override(hands, case, "met")

    assert (made.original, made.status, made.by_name) == (
        "not_met",
        "met",
        "Testa Nurse",
    )
    with hands.store.reading() as work:
        assert overrides.of_case(work, case.id) == [made]


def test_the_last_override_counts_and_the_original_takes_it_back(hands: Hands) -> None:
    case = hands.read()
    override(hands, case, "met")
    second = override(hands, case, "conflicting")
    with hands.store.reading() as work:
        found = overrides.of_case(work, case.id)
    assert overrides.standing(found) == {("L1", "imaging-at-level"): second}

    override(hands, case, "not_met", text="taken back")
    with hands.store.reading() as work:
        found = overrides.of_case(work, case.id)
    assert len(found) == 3 and overrides.standing(found) == {}


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"reason_code": "because"}, NotAllowed),
        ({"text": "  "}, NotAllowed),
        ({"criterion": "none"}, NotFound),
        ({"line": "L9"}, NotFound),
        ({"review": 2}, StaleVersion),
    ],
)
def test_an_override_names_what_it_changes_and_why(
    hands: Hands, wrong: dict[str, Any], error: type[Exception]
) -> None:
    case = hands.read()
    with pytest.raises(error):
        override(hands, case, "met", **wrong)
    with hands.store.reading() as work:
        assert overrides.of_case(work, case.id) == []


def test_every_reason_has_a_title() -> None:
    assert len(overrides.reasons()) > 5
    assert all(overrides.reasons().values())
