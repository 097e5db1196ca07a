"""Places found where one of their words begins are those that all words find."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.benchmarks.reading import shipped
from workbench.extract.rules.frames.exam.marks import (
    PlaceWords,
    muscles,
    reflexes,
    sites,
)


@pytest.mark.parametrize("places", [muscles(), reflexes(), sites()])
def test_what_begins_with_no_known_word_is_no_place(places: PlaceWords) -> None:
    every = places.pattern()
    texts = islice(shipped(), 0, None, 4)
    lines = {line for text in texts for line in text.splitlines()}
    told = [line for line in sorted(lines) if line.isascii()]
    for line in told:
        whole = [match.span() for match in every.finditer(line)]
        assert [match.span() for match in places.matches(line)] == whole


def test_a_place_may_be_written_with_a_letter_of_another_script() -> None:
    table = PlaceWords({"knee": ["knee", "front of the knee"], "wrist": ["WE"]})
    assert [one.name for one in table.find("front of her \u212anee, WE")] == [
        "knee",
        "wrist",
    ]
    assert table.find("we knead") == []
