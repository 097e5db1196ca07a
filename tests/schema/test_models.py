"""The ground floor: strict, frozen, closed models; dates as intervals; levels."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from workbench.errors import InputError
from workbench.schema import spine
from workbench.schema.base import canonical_json, parse_data, parse_json
from workbench.schema.case import Case, Range, Severity, Symptom
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import earliest, is_exact, latest, months_before

QUOTE = {"document": "D1", "lines": [3], "quote": "numb thumb"}
SYMPTOM = {"id": "S1", "kind": "numbness", "evidence": [QUOTE]}


def test_a_case_survives_the_way_through_json() -> None:
    case = parse_data(Case, {"symptoms": [SYMPTOM]}, where="test")

    again = parse_json(Case, case.model_dump_json(), where="test")

    assert again == case
    assert canonical_json(again) == canonical_json(case)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"evidence": []}, "evidence"),
        ({"colour": "blue"}, "colour"),
        ({"side": "middle"}, "side"),
        ({"kind": "Not A Slug"}, "kind"),
        ({"date": "2026-13-01"}, "date"),
        ({"evidence": [QUOTE | {"document": "X"}]}, "document"),
        ({"evidence": [QUOTE | {"lines": []}]}, "lines"),
        ({"evidence": [QUOTE | {"lines": [0]}]}, "lines"),
        ({"evidence": [QUOTE | {"quote": ""}]}, "quote"),
    ],
)
def test_wrong_facts_are_refused_by_key(change: dict[str, object], key: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_data(Case, {"symptoms": [SYMPTOM | change]}, where="case.json")

    assert key in str(caught.value)
    assert "case.json" in str(caught.value)


def test_errors_never_repeat_the_input() -> None:
    with pytest.raises(InputError) as caught:
        parse_data(Case, {"symptoms": [SYMPTOM | {"side": "ZZSECRET"}]}, where="x")

    assert "ZZSECRET" not in str(caught.value)


def test_facts_are_frozen() -> None:
    case = parse_data(Case, {"symptoms": [SYMPTOM]}, where="x")
    symptom: Symptom = case.symptoms[0]

    with pytest.raises(ValidationError):
        symptom.kind = "numbness"  # type: ignore[misc]


def test_two_facts_with_one_id_are_refused() -> None:
    with pytest.raises(InputError, match="same id"):
        parse_data(Case, {"symptoms": [SYMPTOM, SYMPTOM]}, where="x")


def test_optional_keys_of_evidence_stay_away_and_null_fields_stay() -> None:
    evidence = Evidence(document="D1", lines=(1,), quote="x")

    assert evidence.model_dump(mode="json") == {
        "document": "D1",
        "lines": [1],
        "quote": "x",
    }
    case = parse_data(Case, {"symptoms": [SYMPTOM]}, where="x")
    assert case.model_dump(mode="json")["symptoms"][0]["side"] is None


def test_ranges_and_severities_are_ordered_and_bounded() -> None:
    with pytest.raises(ValidationError):
        Range(low=3, high=2)
    with pytest.raises(ValidationError):
        Severity(label="worse", low=4, high=8)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-05-04", "2026-05-04", "2026-05-04"),
    ],
)
def test_partial_dates_are_intervals(text: str, first: str, last: str) -> None:
    assert earliest(text).isoformat() == first
    assert latest(text).isoformat() == last
    assert is_exact(text) is (first == last)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 36))
def test_months_before_goes_back_whole_months(day: dt.date, months: int) -> None:
    before = months_before(day, months)

    assert (day.year - before.year) * 12 + day.month - before.month == months
    assert before.day <= day.day


@pytest.mark.parametrize(
    ("upper", "lower", "levels"),
    [
        ("C3", "C5", ("C3-4", "C4-5")),
        ("C6", "T1", ("C6-7", "C7-T1")),
        ("L4", "S1", ("L4-5", "L5-S1")),
    ],
)
def test_ranges_of_vertebrae_hold_their_interspaces(
    upper: str, lower: str, levels: tuple[str, ...]
) -> None:
    assert spine.between(upper, lower) == levels


@given(st.sampled_from(spine.INTERSPACES))
def test_interspaces_lead_to_their_vertebrae_and_back(level: str) -> None:
    upper, lower = spine.bounds(level)

    assert spine.interspace(upper, lower) == level
    assert level in spine.around(upper)
    assert spine.below(upper) == level


@pytest.mark.parametrize(("upper", "lower"), [("C5", "C3"), ("C5", "C5"), ("X1", "C5")])
def test_upward_and_unknown_ranges_are_refused(upper: str, lower: str) -> None:
    with pytest.raises(ValueError, match="range"):
        spine.between(upper, lower)
