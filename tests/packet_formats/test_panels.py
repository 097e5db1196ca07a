"""Columns beside a ruling line, and heads and feet of pages that are no part of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from workbench.packet.formats.layout import text_lines
from workbench.packet.formats.model import Box
from workbench.packet.formats.word import Word

PROSE = (
    "Ache from the low back down",
    "the calf since a fall on ice in",
    "winter and no rest at night at",
    "all, with cramps of the big toe",
    "and a limp after a short walk.",
    "Nothing that was tried so far",
)
PANEL = ("Quarry MRI", "12 Lime Row", "Seen for", "A. Sample", "Day", "4 May")
LINE: Box = (150.0, 90.0, 152.0, 300.0)


def _set(said: Sequence[str], left: float, top: float, step: float) -> Iterator[Word]:
    for number, text in enumerate(said):
        x, y = left, top + step * number
        for word in text.split():
            yield Word(word, x, y, x + 5 * len(word), y + 10)
            x += 5 * len(word) + 3


def _told(words: Sequence[Word], uprights: Sequence[Box] = ()) -> list[str]:
    lines = text_lines(words, page=1, uprights=uprights)
    return [line.text.strip() for line in lines if line.text.strip()]


def test_a_panel_beside_a_ruling_line_is_read_by_itself() -> None:
    words = [*_set(PANEL, 60, 100, 19.5), *_set(PROSE, 165, 104, 14)]
    assert _told(words, (LINE,)) == [*PANEL, *PROSE]


@pytest.mark.parametrize("more", [(), ((40.0, 90.0, 42.0, 300.0),)])
def test_labels_on_the_height_of_their_values_are_read_across(
    more: tuple[Box, ...],
) -> None:
    words = [*_set(PANEL, 60, 100, 14), *_set(PROSE, 165, 100, 14)]
    first = _told(words, (LINE, *more))[0]
    assert first.startswith("Quarry MRI") and first.endswith(PROSE[0])


def test_head_and_foot_beside_the_gutter_are_read_across() -> None:
    body = [*_set(PROSE, 60, 140, 14), *_set(PROSE, 240, 140, 14)]
    head = [
        *_set(("Ann Sample", "51 years"), 60, 92, 14),
        *_set(("4 May",), 330, 92, 14),
    ]
    foot = [*_set(("not proofread",), 60, 260, 14), *_set(("p. 1",), 360, 260, 14)]
    told = _told([*head, *body, *foot])
    assert told[:2] == [told[0], "51 years"] and told[0].endswith("4 May")
    assert told[2:-1] == [*PROSE, *PROSE]
    assert told[-1].startswith("not proofread") and told[-1].endswith("p. 1")
