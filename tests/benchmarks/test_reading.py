"""Ceilings of reading time, in runs of a fixed loop, and of what stays in memory.

The ceilings are about twice what is measured on packets as dense as gold packets: they
catch work that grows faster than the text or was taken up anew, not a slow machine.
"""

from __future__ import annotations

from tests.benchmarks.reading import large, median, notes, peak, shipped, speed

MOST_OF_NOTE = 2.5
"""The median note of 1,000 words takes 0.9 to 1.6 of the loop."""
MOST_OF_LARGE = 45.0
"""100 KB take 15 to 30, on a machine that others use, too."""
_LARGE = 100_000
_NOTES = 5
MOST_KEPT = 1.0
"""Megabytes that reading a packet again may leave behind; it leaves about none."""


def test_a_note_and_a_large_packet_stay_far_below_their_ceilings() -> None:
    texts = shipped()
    speed(large(texts, len(texts) // 2, 20_000))
    assert median(notes(texts)[:_NOTES]).ratio < MOST_OF_NOTE
    assert speed(large(texts, size=_LARGE)).ratio < MOST_OF_LARGE


def test_time_grows_with_the_text_and_no_faster() -> None:
    line = "No numbness, tingling or weakness; MRI C5-6 severe left stenosis 3/1/2021. "
    texts = [line * count for count in (100, 400)]
    small, big = (
        min(speed(large([text], size=len(text))).seconds for _ in range(2))
        for text in texts
    )
    assert big < 8 * small


def test_reading_a_packet_again_keeps_nothing_more() -> None:
    packet = large(shipped(), size=20_000)
    _, second, _, last = peak([packet] * 4)
    assert last - second < MOST_KEPT
