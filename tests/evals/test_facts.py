"""Facts as sets: matched by kind, place, side and date before anything is compared."""

from __future__ import annotations

from typing import Any

from workbench.evals.scores.facts import abstention, fact_ratios, match, wrong_fields
from workbench.schema.case import Case, Symptom, Treatment
from workbench.schema.evidence import Evidence


def symptom(id_: str, line: int = 1, **fields: Any) -> Symptom:
    evidence = Evidence(document="D1", lines=(line,), quote="words")
    return Symptom(id=id_, kind="pain", evidence=(evidence,), **fields)


def care(id_: str, **fields: Any) -> Treatment:
    evidence = Evidence(document="D1", lines=(1,), quote="words")
    return Treatment(id=id_, kind="physical-therapy", evidence=(evidence,), **fields)


def test_order_does_not_matter() -> None:
    gold = Case(symptoms=(symptom("1", site="arm"), symptom("2", site="neck")))
    read = Case(symptoms=(symptom("a", site="neck"), symptom("b", site="arm")))

    done = match(gold, read)

    assert len(done.pairs) == 2
    assert all(not wrong_fields(pair) for pair in done.pairs)


def test_the_other_side_is_no_match() -> None:
    done = match(
        Case(symptoms=(symptom("1", side="left"),)),
        Case(symptoms=(symptom("a", side="right"),)),
    )

    assert not done.pairs
    assert len(done.missed) == len(done.further) == 1


def test_a_side_that_was_not_read_is_a_wrong_field_and_not_a_missed_fact() -> None:
    done = match(
        Case(symptoms=(symptom("1", side="left"),)), Case(symptoms=(symptom("a"),))
    )

    assert wrong_fields(done.pairs[0]) == ("side",)


def test_of_two_candidates_the_one_on_the_same_line_is_the_pair() -> None:
    gold = Case(symptoms=(symptom("1", line=7, site="arm"),))
    read = Case(symptoms=(symptom("a", site="arm"), symptom("b", line=7, site="arm")))

    assert match(gold, read).pairs[0].read.id == "b"


def test_a_negated_fact_read_as_present_is_falsely_present() -> None:
    gold = Case(symptoms=(symptom("1", assertion="absent"),))
    read = Case(symptoms=(symptom("a"),))

    figures = fact_ratios(gold, read, ["symptoms"])

    assert figures["falsely_present"].value == 1.0
    assert figures["assertion_agreement"].value == 0.0


def test_a_further_fact_counts_only_where_the_gold_list_is_whole() -> None:
    gold = Case(symptoms=(symptom("1", site="arm"),))
    read = Case(symptoms=(symptom("a", site="arm"), symptom("b", site="leg")))

    assert fact_ratios(gold, read, [])["fact_precision"].value is None
    assert fact_ratios(gold, read, ["symptoms"])["fact_precision"].value == 0.5


def test_a_wrong_number_costs_the_frame_and_one_field() -> None:
    figures = fact_ratios(
        Case(treatments=(care("1", days=42, status="done"),)),
        Case(treatments=(care("a", days=40, status="done"),)),
        [],
    )

    assert figures["fact_recall"].value == 1.0
    assert figures["fact_full_frame"].value == 0.0
    assert figures["field_accuracy"].top == figures["field_accuracy"].bottom - 1


def test_a_list_that_must_stay_empty_is_counted() -> None:
    read = Case(treatments=(care("a"),))

    assert abstention(read, ["treatments", "symptoms"]) == (1, 2)
