"""What is made of the words of a page: boxes, dropped words, second readings, pitch."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.packet.formats import ocr_check, ocr_engines
from workbench.packet.formats.ocr_answers import answers
from workbench.packet.formats.ocr_check import DISPUTED, checked, even
from workbench.packet.formats.ocr_engines import Found
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
    assert [(one.top, one.bottom) for one in even(row)] == [(20, 29)] * 4


def test_two_words_of_unlike_height_are_left_as_they_are() -> None:
    row = [Found("Big", 10, 10, 60, 30, 0.9), Found("small", 70, 21, 120, 30, 0.9)]
    assert next(even(row)).top == 10


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
