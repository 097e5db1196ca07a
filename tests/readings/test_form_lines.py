"""Lines of forms as labels and answers: columns, exports, chats, quotes, the family."""

from __future__ import annotations

import pytest

from tests.extract.assertion.frames import facts
from workbench.extract.rules.copy.form_lines import as_answers

_LETTERS = "N | seizures\nY | tobacco\nN | could be pregnant\nN | numb feet\n"
_CHAT = (
    "[bot] Arm pain since we met: 1 better / 2 same / 3 worse\n[pt] 3 worse\n"
    "[bot] Any weakness?\n[pt] yes L hand\n[bot] Bowel accidents?   [pt] no\n"
)
_EXPORT = "Q2 Tingling? => yes, left foot\nQ3 Falls? => [skipped]\nQ4 Massage? => no\n"
_SPOKEN = 'pain -- "in the neck"\ndiabetes -- "not me. My aunt, yes"\n'
_SURVEY = "1. Tobacco use?  NO\n2. Home exercise?  6 WKS, LOG SENT\n3. DXA?  NOT DONE\n"


@pytest.mark.parametrize(
    ("text", "kind", "side", "said"),
    [
        (_LETTERS, "nicotine", None, {"present"}),
        (_LETTERS, "pregnancy", None, {"absent"}),
        (_LETTERS, "numbness", "bilateral", {"absent"}),
        ("N | seizures\nY | numb feet\n", "numbness", "bilateral", {"present"}),
        (_CHAT, "weakness", "left", {"present"}),
        (_CHAT, "bowel-dysfunction", None, {"absent"}),
        (_EXPORT, "tingling", "left", {"present"}),
        (_EXPORT, "gait-imbalance", None, set()),
        (_EXPORT, "massage", None, {"absent"}),
        (_SPOKEN, "pain", None, {"present"}),
        (_SPOKEN, "diabetes", None, {"absent"}),
        (_SURVEY, "home-exercise", None, {"present"}),
        (_SURVEY, "nicotine", None, {"absent"}),
        (
            "Myelopathy? Will image.\nHome exercise? unclear",
            "home-exercise",
            None,
            {"uncertain"},
        ),
        (
            "Arm pain Y   Headache N   Dropping things Y - right hand   Falls N",
            "dexterity-loss",
            "right",
            {"present"},
        ),
        (
            "Arm pain Y   Headache N   Dropping things Y - right hand   Falls N",
            "gait-imbalance",
            None,
            {"absent"},
        ),
        ("Hypertension No    Diabetes Yes   Smoker No", "nicotine", None, {"absent"}),
        (
            "ESI              : none done\nBrace   : wears it",
            "epidural-injection",
            None,
            {"absent"},
        ),
        ("Numb hands ........ YES  right", "numbness", "right", {"present"}),
        ("Numb hands ........ YES", "numbness", "bilateral", {"present"}),
        ("Weakness noticed: right calf, per wife", "weakness", "right", {"present"}),
        (
            "[x] tingling toes - which foot?  LEFT   [ ] falls",
            "tingling",
            "left",
            {"present"},
        ),
        (
            "earlier neck operation | none\nosteoporosis | none",
            "cervical-surgery",
            None,
            {"absent"},
        ),
        (
            "earlier neck operation | 2016\nosteoporosis | none",
            "cervical-surgery",
            None,
            {"historical"},
        ),
        ("Is there instability?  No", "instability", None, {"absent"}),
        ("Stenosis?  No", "cervical-stenosis", None, set()),
    ],
)
def test_an_answer_is_read_with_its_label(
    text: str, kind: str, side: str | None, said: set[str]
) -> None:
    found = [one for one in facts(text, "form", "2026-06-15") if one.kind == kind]
    assert {one.assertion for one in found} == said
    assert not side or side in {one.side for one in found}


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("Illness in the family:  father - diabetes", "diabetes", set()),
        (
            "Any relatives or parents who smoke?  dad\nDiabetes? yes",
            "diabetes",
            {"present"},
        ),
        ("Anyone in your family with diabetes?  my gran", "diabetes", set()),
        ("Family doctor: Dr. Ames\nDiabetes: yes", "diabetes", {"present"}),
        ("Cigarettes:  2 or 3 a day", "nicotine", {"present"}),
        ("Cigarettes: see other page", "nicotine", set()),
        ("Smoking: only at weddings", "nicotine", {"present"}),
        ("Tobacco: gave it up at 40", "nicotine", {"historical"}),
        ("Coffee: 3 a day", "nicotine", set()),
    ],
)
def test_kin_and_habits(text: str, kind: str, said: set[str]) -> None:
    found = facts(text, "intake", "2026-06-15")
    assert {one.assertion for one in found if one.kind == kind} == said


_PAST = "Surgeries you have had (with year):\n  1) ACDF C4-5 - 2009\n"
_DRUGS = "drug     how long     stopped\nLyrica   2 mos   sleepy\nSoma    never had it"


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("Nonunion:   [ ] proven   [v] suspected", "pseudarthrosis", {"uncertain"}),
        ("Nonunion:   [ ] proven   [ ] suspected", "pseudarthrosis", set()),
        ("Rods:  [x] intact   [ ] broken", "hardware-failure", {"absent"}),
        ("Rods:  [ ] intact   [x] broken", "hardware-failure", {"present"}),
        ("ODI ......... 38 %", "score", {"present"}),
        ("Does it travel?  No it stays in the neck", "axial-pain", {"present"}),
        ("Does it travel?  Yes into my arm", "axial-pain", set()),
        (_PAST, "acdf", {"historical"}),
        (_DRUGS, "muscle-relaxant", {"absent"}),
        ("I can feel fine when I wipe.", "saddle-anesthesia", {"absent"}),
        ("I cannot feel it when I wipe.", "saddle-anesthesia", {"present"}),
        ("Epidural: yes, one in May", "epidural-injection", {"present"}),
        ("Epidural space: yes, entered", "epidural-injection", set()),
        ("Accident or injury: NO", "injury", {"absent"}),
        ("Past cancer: yes, lung", "suspected-cancer", {"present"}),
    ],
)
def test_states_scores_and_answers_that_go_on(
    text: str, kind: str, said: set[str]
) -> None:
    found = facts(text, "form", "2026-06-15")
    assert {one.assertion for one in found if one.kind == kind} == said


@pytest.mark.parametrize("text", [_LETTERS, _CHAT, _EXPORT, _SPOKEN, _SURVEY])
def test_lines_keep_their_length(text: str) -> None:
    lines = text.split("\n")
    assert [len(one) for one in as_answers(lines)] == [len(one) for one in lines]


@pytest.mark.parametrize(
    "line",
    [
        "He asked: surgery? -> not yet",
        "Seen by me. Y / N",
        "C5-6 No. 3 of the series",
        "Was it the neck? He thinks so.",
    ],
)
def test_prose_is_left_alone(line: str) -> None:
    assert as_answers([line]) == [line]
