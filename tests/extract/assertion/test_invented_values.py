"""Values that a text does not give what it names: lengths, days, sides, grades.

The fact is there and stays; what it was given once stood beside something else.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.assertion.frames import facts

NOT_ITS_OWN = [
    ("Hydrocodone 5/325 three a day.", "opioid", "days"),
    ("Takes ibuprofen, up to four tablets a day.", "nsaid", "days"),
    (
        "L5 radiculopathy, five months, failed PT and meds.",
        "physical-therapy",
        "days_range",
    ),
    ("T12 fracture, one month, failed brace.", "collar", "days_range"),
    (
        "Over four years she has had gabapentin and PT.",
        "physical-therapy",
        "days_range",
    ),
    ("Conservative care in last 12 months?   Yes", "conservative-care", "days_range"),
    (
        "PT last fall prior to the first injection without much change.",
        "injection",
        "response",
    ),
    ("PSH: R knee scope 2011, L4-5 discectomy 2016.", "lumbar-decompression", "side"),
    (
        "Bilateral leg pain following L4-5 laminectomy (2016).",
        "lumbar-decompression",
        "side",
    ),
    ("The leg pain eased but never left.", "pain", "side:left"),
]
ITS_OWN = [
    ("Hydrocodone for a week in May.", "opioid", "days", 7),
    ("L5 radiculopathy, PT for six weeks failed.", "physical-therapy", "days", 42),
    ("Prior left L4-5 discectomy 2016.", "lumbar-decompression", "side", "left"),
    ("Pain in the left leg.", "pain", "side", "left"),
    ("Tobacco: former, 1/2 ppd x 8 yrs, quit 2012.", "nicotine", "until", "2012"),
    ("Smokes a pack a day, given the quit-line card.", "nicotine", "status", "current"),
    ("LBP, s/p laminectomy 2022.", "lumbar-decompression", "date", "2022"),
    (
        "PT Oct - Dec 2025; pregabalin; TFESI x2 in 2023, relief.",
        "epidural-injection",
        "date",
        "2023",
    ),
    ("Strength 5/5 both legs save left EHL 4/5.", "strength", "grade", "4"),
    (
        "No contraindication from a psychological standpoint.",
        "psychological-evaluation",
        "result",
        "positive",
    ),
]
NO_SCORE = [
    "NRS again at 2 and 6 weeks.",
    "Trial NRS fell by 75% reduction.",
]
SCORES = [
    ("Baseline NRS (avg 7 days before)     8", 8),
    ("PHQ-9   4 (minimal)     GAD-7   3     PCS 18", 4),
]
PLACES = [
    ("Shoots down the back of the right arm.", "pain", "back"),
    ("Leg pain back since the weekend.", "pain", "back"),
    ("Holding the drill over his head brings the pain on.", "pain", "head"),
    ("Exam: right shoulder full range, cuff strength full.", "strength", "all"),
    ("Neck pain came back after he did well for eight months.", "pain", "back"),
]


def told(line: str, kind: str, style: str = "clinic note") -> list[Any]:
    """The facts of a kind that a clinic's line gives."""
    return [one for one in facts(line, style, "2026-06-15") if one.kind == kind]


@pytest.mark.parametrize(("line", "kind", "field"), NOT_ITS_OWN)
def test_it_has_no_value_of_another(line: str, kind: str, field: str) -> None:
    name, _, value = field.partition(":")
    for one in told(line, kind):
        given = getattr(one, name, None)
        assert given != value if value else given is None


@pytest.mark.parametrize(("line", "kind", "field", "value"), ITS_OWN)
def test_its_own_value_stays(line: str, kind: str, field: str, value: object) -> None:
    assert value in [getattr(one, field, None) for one in told(line, kind)]


@pytest.mark.parametrize("line", NO_SCORE)
def test_a_count_is_no_score(line: str) -> None:
    assert not told(line, "score")


@pytest.mark.parametrize(("line", "value"), SCORES)
def test_a_score_is_its_own_number(line: str, value: float) -> None:
    assert [one.value for one in told(line, "score")] == [value]


@pytest.mark.parametrize(("line", "kind", "place"), PLACES)
def test_a_word_is_no_place(line: str, kind: str, place: str) -> None:
    assert place not in [one.site for one in told(line, kind)]


def test_a_reflex_is_no_strength() -> None:
    line = (
        "Exam: Strength: deltoid 5, biceps 5, triceps 4+ left; right arm 5. "
        "Triceps jerk 1+ left, 2+ right."
    )
    grades = {one.grade for one in told(line, "strength") if one.site == "triceps"}
    assert grades == {"4+"}


def test_the_pain_did_not_last_while_it_was_gone() -> None:
    line = "Did well for about eight months, then neck pain came back."
    assert all(one.days_range is None for one in told(line, "pain"))
