"""A question lists what may be there; only a yes says that it is."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of

QUESTION = "Infection, allergy to cement or contrast, bleeding disorder?"


def present(text: str) -> set[str]:
    case = case_of(f"{NOTE}{text}\n")
    told = (*case.risk_factors, *case.statements, *case.diagnoses)
    return {one.kind for one in told if one.assertion == "present"}


@pytest.mark.parametrize(
    "answer",
    ["A. Not on blood thinners. Others - see note", "", "A. see note", "A: unknown"],
)
def test_a_question_without_a_yes_affirms_nothing(answer: str) -> None:
    assert not present(f"{QUESTION}\n    {answer}")


@pytest.mark.parametrize(
    "text",
    [
        "Allergy to contrast? Yes",
        "Q. Allergy to contrast? A. Yes",
        "Allergy to contrast? [x] Yes [ ] No",
        "Allergy to contrast? Y",
        "Allergic to contrast dye.",
    ],
)
def test_a_yes_and_a_plain_sentence_affirm(text: str) -> None:
    assert "contrast-allergy" in present(text)
