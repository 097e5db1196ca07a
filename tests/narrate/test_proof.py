"""The proof check: a planted change of any kind does not pass."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.narrate.narrate_factory import POLICY, REVIEW
from workbench.errors import ProofError
from workbench.narrate.narrative import render
from workbench.narrate.proof import check
from workbench.narrate.proof.record import Record
from workbench.schema.case import Diagnosis
from workbench.schema.determination import CriterionResult, Determination
from workbench.schema.evidence import Evidence
from workbench.schema.review import Review


@cache
def text() -> str:
    return render(REVIEW, POLICY)


def kinds(changed: str) -> set[str]:
    assert changed != text()
    return {item.kind for item in check(changed, REVIEW, POLICY)}


def occurrences(pattern: str) -> list[tuple[int, int]]:
    """Where a pattern stands in the text, quoted words and references left out."""
    return [match.span() for match in re.finditer(pattern, text())]


def passes(span: tuple[int, int], new: str) -> bool:
    """Whether the chapter around a span still traces with other words in it.

    Only the chapter is read, so that its references may dangle.
    """
    first = text().rfind("\n## ", 0, span[0]) + 1
    last = text().find("\n## ", span[1])
    changed = text()[first : span[0]] + new + text()[span[1] : last]
    found = {item.kind for item in check(changed, REVIEW, POLICY)}
    return not found - {"reference"}


def test_the_narrative_itself_traces() -> None:
    assert check(text(), REVIEW, POLICY) == ()


@pytest.mark.parametrize(
    ("level", "other"),
    [
        ("C3-4", "C4-5"),
        ("C4-5", "C5-6"),
        ("C5-6", "C6-7"),
        ("C6-7", "C5-6"),
        ("C4-5", "C7-T1"),
    ],
)
def test_no_level_can_be_swapped_anywhere(level: str, other: str) -> None:
    passed = [
        text()[max(start - 60, 0) : end + 40]
        for start, end in occurrences(rf"(?<![\w-]){level}(?!\w)")
        if passes((start, end), other)
    ]

    assert passed == []


@pytest.mark.parametrize(
    ("side", "other"),
    [("left", "right"), ("left", "bilateral"), ("bilateral", "left")],
)
def test_no_side_can_be_swapped_anywhere(side: str, other: str) -> None:
    passed = [
        text()[max(start - 60, 0) : end + 40]
        for start, end in occurrences(rf"(?<=[ “]){side}(?=[ .,|)])")
        if passes((start, end), other)
    ]

    assert passed == []


@pytest.mark.parametrize(
    ("grade", "other"),
    [("moderate", "severe"), ("severe", "moderate"), ("moderate", "mild")],
)
def test_no_grade_of_the_record_can_be_swapped(grade: str, other: str) -> None:
    section = text().index("## 8. Clinical notes")
    passed = [
        text()[max(start - 60, 0) : end + 40]
        for start, end in occurrences(rf"(?<![\w-]){grade}(?![\w-])")
        if start < section and passes((start, end), other)
    ]

    assert passed == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("at least 42 days within", "at least 43 days within", "number"),
        ("at least 42 days within", "at least 42 weeks within", "number"),
        ("at least 42 days within", "at least six months within", "number"),
        ("59-year-old", "58-year-old", "number"),
        ("Date of request:** 2026-05-04", "Date of request:** 2026-05-05", "date"),
        ("| 2026-03-11 |", "| 2026-04-02 |", "date"),
        ("22551, 22552", "22551, 22556", "code"),
        ("22600, 22614 | D1:7", "22845, 22614 | D1:7", "code"),
        ("(62.6%)", "(66.2%)", "number"),
        ("(D3:4)", "(D3:5)", "quote"),
        ("(D3:4)", "(D9:4)", "citation"),
        ("“Constant numbness", "“Frequent numbness", "quote"),
        ("“C3-4: moderate", "“C3-4: severe", "quote"),
        ("the C5 root", "the C8 root", "vertebra"),
        ("| L4 | 2 |", "| L4 | 3 |", "number"),
        ("ab12ab12", "ab12ab13", "hash"),
        ("version 2026.1", "version 2026.2", "number"),
        ("[2][3]", "[2][4]", "reference"),
        ("[1] Limits", "Limits", "reference"),
        ("Hong CG, Nam WD", "Praxis Summaries 2025", "number"),
        ("| L3 | 2 |", "| L3 | 2 | 7 |", "number"),
        ("L2 (C4-5)", "L2 (C5-6)", "level"),
        ("L2 (C4-5)", "L12 (C4-5)", "line id"),
        ("10 ng/ml", "10 mg", "number"),
    ],
)
def test_a_planted_change_fails(old: str, new: str, kind: str) -> None:
    assert kind in kinds(text().replace(old, new, 1))


LINES = text().split("\n")
PLACES = [
    number
    for number, line in enumerate(LINES)
    if line.startswith(("| L", "- ", "1. ", "| D", "| C", "Recommendation"))
]


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(PLACES),
    st.integers(100, 999_999),
    st.sampled_from(["", " days", "%", " mm", " mg", " visits"]),
)
def test_a_random_number_anywhere_fails(place: int, number: int, unit: str) -> None:
    assume(str(number) not in text())
    lines = list(LINES)
    planted = f" {number}{unit}"
    if lines[place].endswith("|"):
        lines[place] = f"{lines[place][:-1].rstrip()}{planted} |"
    else:
        lines[place] += planted

    assert check("\n".join(lines), REVIEW, POLICY)


@settings(max_examples=20, deadline=None)
@given(st.dates())
def test_a_random_date_fails(day: object) -> None:
    assume(str(day) not in text())

    assert check(f"{text()}\nL2 was seen on {day}.\n", REVIEW, POLICY)


def test_a_number_in_a_passage_that_names_no_source_fails() -> None:
    assert {"number"} == kinds(text() + "\nThe success rate is 90%.\n")


def test_a_line_of_the_record_is_no_source_beside_another_line() -> None:
    assert "grade" in kinds(text() + "\nL1 (C3-4) is graded severe.\n")


def changed_reason(reason: str) -> Review:
    """The review with another reason for the imaging criterion of the second line."""
    determination = REVIEW.determination
    line = determination.lines[1]
    criteria = tuple(
        item.model_copy(update={"reason": reason})
        if item.id == "imaging-at-level"
        else item
        for item in line.criteria
    )
    return _with_line(determination, 1, criteria)


def _with_line(
    determination: Determination, place: int, criteria: tuple[CriterionResult, ...]
) -> Review:
    lines = list(determination.lines)
    lines[place] = lines[place].model_copy(update={"criteria": criteria})
    changed = determination.model_copy(update={"lines": tuple(lines)})
    return REVIEW.model_copy(update={"determination": changed})


@pytest.mark.parametrize(
    ("reason", "sound"),
    [
        ("Graded severe at C4-5 on the left in the study of 2026-03-11.", True),
        ("Graded severe; the policy accepts moderate-to-severe or severe.", True),
        ("The study is 54 days old, within 12 months.", True),
        ("Graded moderate at C4-5 on the left.", False),
        ("Graded severe at C5-6 on the left.", False),
        ("Graded severe at C4-5 on the right.", False),
        ("Graded severe; the canal measures 7 mm.", False),
        ("Graded severe in the study of 2026-04-11.", False),
        ("The study is 55 days old.", False),
    ],
)
def test_a_reason_is_no_source_for_itself(reason: str, sound: bool) -> None:
    review = changed_reason(reason)
    if sound:
        assert reason in render(review, POLICY)
        return
    with pytest.raises(ProofError):
        render(review, POLICY)


def test_the_error_names_the_place_and_no_packet_text() -> None:
    with pytest.raises(ProofError) as raised:
        render(changed_reason("Graded moderate, says Quillfeather."), POLICY)

    assert "Quillfeather" not in str(raised.value)
    assert "narrative.md.j2" in str(raised.value)


@pytest.mark.parametrize(
    ("reason", "sound"),
    [
        ("Pain in the L5 territory fits L4-5.", True),
        ("Pain in the L2 territory fits L4-5.", False),
        ("Pain in the L5 territory fits L3-4.", False),
    ],
)
def test_lumbar_roots_are_told_from_line_ids(reason: str, sound: bool) -> None:
    line = REVIEW.determination.lines[0].model_copy(update={"level": "L4-5"})
    criterion = line.criteria[0].model_copy(
        update={"reason": reason, "facts": (), "evidence_against": ()}
    )
    only = line.model_copy(update={"criteria": (criterion,)})
    changed = REVIEW.determination.model_copy(
        update={
            "lines": (only,),
            "conflicts": (),
            "needs": (),
            "alternatives": (),
        }
    )
    review = REVIEW.model_copy(update={"determination": changed})
    if sound:
        assert reason in render(review, POLICY)
        return
    with pytest.raises(ProofError):
        render(review, POLICY)


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("cervical radiculopathy (left C6-7)", "C6-7"),
        ("cervical radiculopathy (C6-7)", None),
        ("cervical radiculopathy (left C5-6)", None),
        ("C6-7", None),
    ],
)
def test_a_note_may_say_the_level_of_a_fact_that_it_names(
    words: str, level: str | None
) -> None:
    fact = Diagnosis(
        id="DX1",
        kind="cervical-radiculopathy",
        assertion="present",
        side="left",
        level="C6-7",
        evidence=(Evidence(document="D1", lines=(1,), quote="left C6-7"),),
    )
    case = REVIEW.case.model_copy(update={"diagnoses": (fact,)})
    record = Record(REVIEW.model_copy(update={"case": case}))

    assert record.place_said("DX1", f"the record has {words}") == level
