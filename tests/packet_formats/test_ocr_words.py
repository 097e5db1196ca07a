"""What is made of the words of a page: boxes, dropped words, second readings, pitch."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.packet.formats import ocr_check, ocr_engines
from workbench.packet.formats.ocr_answers import answers
from workbench.packet.formats.ocr_check import DISPUTED, checked
from workbench.packet.formats.ocr_engines import Found
from workbench.packet.formats.ocr_forms import suspected
from workbench.packet.formats.ocr_full import FullReading, with_regions
from workbench.packet.formats.ocr_heights import (
    even,
    stands,
    within_lines,
    without_stacks,
)
from workbench.packet.formats.ocr_left import doubted, joined
from workbench.packet.formats.ocr_pitch import with_pitch
from workbench.packet.formats.word import Word
from workbench.schema.evidence import DOUBTFUL

WIDE = 10.0


def line(text: str, sure: float = 0.9) -> list[Found]:
    """Words of a typewritten line; a blank is one character wide, as on paper."""
    made, at = [], 0
    for part in text.split(" "):
        if part:
            left = at * WIDE
            right = left + len(part) * WIDE
            made.append(Found(part, left, 0.0, right, 20.0, sure))
        at += len(part) + 1
    return made


def said(found: list[Found]) -> str:
    return " ".join(word.text for word in found)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Routine: [ ] Expedited", "Routine: [ ] Expedited"),
        ("Taken? (X] Yes { ] No", "Taken? [x] Yes [ ] No"),
        ("Taken? {X] Yes [} No", "Taken? [x] Yes [ ] No"),
        ("Taken? [X Yes [ ] No", "Taken? [x] Yes [ ] No"),
        ("Taken? X] Yes | ] No", "Taken? [x] Yes [ ] No"),
        ("Taken? X Yes [ ] No", "Taken? [x] Yes [ ] No"),
        ("Taken? { ]) Yes [x] No", "Taken? [ ] Yes [x] No"),
        ("Taken? [x] Yes [{ ] No", "Taken? [x] Yes [ ] No"),
    ],
)
def test_garbled_boxes_are_boxes_again(read: str, meant: str) -> None:
    assert said(answers(line(read))) == meant


@pytest.mark.parametrize(
    "text",
    ["X rays of the neck", "grade (I) changes", "C5-6 (X) Yes", "seen in [2] and [3]",
     "type X collagen", "item 11 ] of it", "[Redacted] by the clinic", "6 x 10 mm"],
)  # fmt: skip
def test_other_brackets_and_crosses_stay(text: str) -> None:
    assert said(answers(line(text))) == text


def test_a_box_of_which_half_is_lost_is_doubtful() -> None:
    box = answers(line("Taken? [ No"))[1]
    assert box.text == "[ ]" and box.confidence < DOUBTFUL


def test_a_word_read_with_ink_of_the_line_above_is_no_higher_than_its_line() -> None:
    row = [Found(text, 10 + 60 * at, 20, 60 + 60 * at, 29, 0.9)
           for at, text in enumerate("no lasting relief today".split())]  # fmt: skip
    row[2] = row[2]._replace(text="relief\u201d", top=13, bottom=28)
    assert [(one.top, one.bottom) for one in within_lines(row)] == [(20, 29)] * 4


def test_a_word_without_tall_letters_is_as_high_as_its_line() -> None:
    row = [Found("Left", 0, 20, 40, 40, 0.9), Found("arm", 50, 26, 80, 40, 0.9)]
    assert [(one.top, one.bottom) for one in even(row)] == [(20, 40), (20, 40)]


def test_two_words_of_unlike_height_are_left_as_they_are() -> None:
    row = [Found("Big", 10, 10, 60, 30, 0.9), Found("small", 70, 21, 120, 30, 0.9)]
    assert list(within_lines(row)) == row


def test_a_column_of_digits_is_no_word() -> None:
    """Numbers of rows that were read down the page, beside a heading in large type."""
    words = [Found(f"w{at}", 100, 30 * at, 150, 30 * at + 20, 0.9) for at in range(6)]
    column = Found("OuUeWNe", 20, 30, 32, 170, 0.0)
    title = Found("Heading", 100, 300, 360, 350, 0.9)
    assert without_stacks([*words, column, title]) == [*words, title]
    assert without_stacks([]) == []


def test_a_word_that_runs_up_the_page_is_told_by_its_form() -> None:
    assert stands(Found("Triceps", 10, 10, 30, 100, 0.95))
    assert not stands(Found("Triceps", 10, 10, 100, 30, 0.95))
    assert not stands(Found("I", 10, 10, 14, 40, 0.95))
    assert not stands(Found("lil", 10, 10, 28, 34, 0.95))


@pytest.mark.parametrize(
    ("first", "second", "third", "text", "sure"),
    [
        ("CPT 63847", "CPT 63047", "CPT 63047", "CPT 63047", DISPUTED),
        ("CPT 63847", "CPT 63047", "CPT 63847", "CPT 63847", 0.9),
        ("CPT 63847", "CPT 63047", "CPT 6304", "CPT 63847", DISPUTED),
        ("CPT 63847", "", "", "CPT 63847", DISPUTED),
        ("CPT 63047", "CPT 63047", "unread", "CPT 63047", 0.95),
    ],
)
def test_on_a_hard_page_two_of_three_readings_are_taken(
    first: str,
    second: str,
    third: str,
    text: str,
    sure: float,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import numpy as np

    monkeypatch.setattr(ocr_engines, "one_line", lambda *_: third)
    full = FullReading(np.full((60, 200), 255, np.uint8), 0.36)
    piece = Found(first, 0.0, 10.0, 90.0, 30.0, 0.95)
    words = full.words([piece], line(second)) if second else full.words([piece], [])
    made = list(words)
    assert said(made) == text
    assert {one.confidence for one in made} == {sure}


def test_a_level_keeps_the_letter_that_one_reading_has() -> None:
    assert with_regions("3-4 lamina", "L3-4 1amina") == "L3-4 lamina"
    assert with_regions("L3-4, 4-5 days", "L3-4") == "L3-4, 4-5 days"
    assert with_regions("13-4 and 3-4/5", "L3-4") == "13-4 and 3-4/5"


def test_the_ink_of_typed_boxes_is_told_from_letters() -> None:
    boxes, text = typed("[ ] Fusion [X] Replacement ( ) none"), typed("HOD [2] (x1) lI")
    assert [box.ticked for box in boxes] == [False, True, False]
    assert text == []


def typed(text: str) -> Any:
    import numpy as np
    import typst

    pytest.importorskip("cv2")
    from tests.packet_formats.rendering import pages_of
    from workbench.packet.formats.ocr_typed_boxes import typed_boxes

    source = (
        '#set page("us-letter", margin: 60pt)\n'
        f'#text(font: "DejaVu Sans Mono", size: 11pt, "{text}")'
    )
    page = pages_of(bytes(typst.compile(source.encode())))[0]
    found = typed_boxes(np.asarray(page).copy())
    return sorted(found, key=lambda box: box.cut[0])


Readings = dict[str, tuple[str, float]]


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the second and the third reader say what a test gives them."""

    def say(second: tuple[str, float], third: str) -> None:
        monkeypatch.setattr(ocr_engines, "piece", lambda part: second)
        monkeypatch.setattr(ocr_engines, "one_line", lambda part, dpi: third)
        monkeypatch.setattr(ocr_check, "cut", lambda pixels, words: None)

    return say


@pytest.mark.parametrize(
    ("first", "second", "third", "kept", "doubtful"),
    [
        ("(6-7", "C6-7", "(6-7", "C6-7", False),  # only one is a level
        ("11/43/2025", "11/03/2025", "11/03/2025", "11/03/2025", False),
        ("4/5", "4/5", "-", "4/5", False),
        ("4/5", "3/5", "1/S", "3/5", True),
        ("left", "right", "kft", "right", True),
        ("no", "", "", "no", True),
        ("«", "4", "4", "«", True),  # a sign is no grade
        ("patiemt", "patient", "patient", "patient", False),
        ("2+", "2", "2+", "2+", False),
    ],
)
def test_two_of_three_readers_decide_or_the_word_is_doubtful(
    readers: Any, first: str, second: str, third: str, kept: str, doubtful: bool
) -> None:
    readers((second, 0.97), third)
    (word,) = checked(line(first, 0.6), None, 200)
    assert word.text == kept
    assert (word.confidence < DOUBTFUL) is doubtful
    assert not doubtful or word.confidence <= DISPUTED


def test_only_what_matters_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def cut(pixels: Any, words: Any) -> Any:
        asked.append(said(list(words)))

    monkeypatch.setattr(ocr_check, "cut", cut)
    monkeypatch.setattr(ocr_engines, "piece", lambda part: ("", 0.0))
    monkeypatch.setattr(ocr_engines, "one_line", lambda part, dpi: "")
    sure = [*line("The patient walked slowly toward (6-7", 0.99)]
    list(checked(sure, None, 200))
    assert asked == ["(6-7"]


def test_words_that_one_reader_runs_together_are_matched() -> None:
    found = ocr_check._partners(["severe", "left", "pain"], ["severeleft", "pain"])
    assert found == ["severe", "left", "pain"]


def test_a_typewriter_font_is_told_by_its_advance() -> None:
    texts = "office visit note patient states that numbness began after lifting boxes"
    even = [
        Word(text, 0, 0, (len(text) - 0.22) * 4.8 + 0.05 * (at % 3), 8)
        for at, text in enumerate(texts.split() * 2)
    ]
    uneven = [
        Word(text, 0, 0, sum(3.0 if s in "iltf" else 5.2 for s in text), 8)
        for text in texts.split() * 2
    ]
    assert all(abs(word.even - 4.8) < 0.1 for word in with_pitch(even))
    assert not any(word.even for word in with_pitch(uneven))


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("stenosis at C5 6 on the left", "6"),
        ("from the L4 5. disc", "5."),
        ("Diagnosis M48 062 today", "062"),
        ("Quit on 61/05/2026 as told", "61/05/2026"),
        ("Seen 13/32/2026 here", "13/32/2026"),
    ],
)
def test_a_lost_dash_or_dot_makes_its_word_doubtful(text: str, torn: str) -> None:
    doubts = [one.text for one in suspected(line(text)) if one.confidence < DOUBTFUL]
    assert doubts == [torn]


@pytest.mark.parametrize(
    "text",
    ["C5 6 weeks ago", "L4 5 mm forward", "C5 7 and more", "since 13/01/2026 daily",
     "on 01/13/26 again", "C5-6 and C6-7", "T12 40 degrees", "5/5 C5 5/5"],
)  # fmt: skip
def test_other_numbers_are_as_sure_as_they_were(text: str) -> None:
    assert all(one.confidence >= DOUBTFUL for one in suspected(line(text)))


def test_a_digit_that_was_left_unread_is_part_of_the_word_it_touches() -> None:
    code = Found("M54.1", 0, 0, 50, 20, 0.95)
    digit = Found("2", 53, 2, 60, 20, 0.9)
    number = Found("7", 120, 2, 127, 20, 0.9)
    made = joined([code], [digit, number])
    assert [(one.text, one.confidence) for one in made] == [("M54.12", 0.9), ("7", 0.9)]


def test_ink_that_nobody_could_read_makes_the_word_beside_it_doubtful() -> None:
    words = line("no canal stenosis")
    lost = Found("", 200.0, 2.0, 215.0, 18.0, 0.0)
    speck = Found("", 200.0, 8.0, 204.0, 12.0, 0.0)
    sure = [one.confidence for one in doubted(words, [lost])]
    assert sure == [0.9, 0.9, DISPUTED]
    assert doubted(words, [speck]) == words
    assert doubted(words, [lost._replace(top=60.0, bottom=78.0)]) == words
