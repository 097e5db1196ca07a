"""Ceilings of reading time, in runs of a fixed loop: several times what is measured.

They catch work that grows faster than the text, not a slow machine.
"""

from __future__ import annotations

from tests.benchmarks.reading import large, note, shipped, speed

MOST_OF_NOTE = 2.0
"""A note of 1,000 words takes about 0.4 of the loop."""
MOST_OF_LARGE = 80.0
"""200 KB take about 15."""


def test_a_note_and_a_large_packet_stay_far_below_their_ceilings() -> None:
    texts = shipped()
    speed(large(texts, len(texts) // 2, 20_000))
    assert speed(note(texts)).ratio < MOST_OF_NOTE
    assert speed(large(texts)).ratio < MOST_OF_LARGE


def test_time_grows_with_the_text_and_no_faster() -> None:
    line = "No numbness, tingling or weakness; MRI C5-6 severe left stenosis 3/1/2021. "
    texts = [line * count for count in (100, 400)]
    small, big = (speed(large([text], size=len(text))).seconds for text in texts)
    assert big < 8 * small
