"""Cutting packets: nothing that belongs together parts, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.extract.llm.chunks import Chunk, chunks, halves
from workbench.extract.llm.families import ALL, families, shown_lines
from workbench.extract.rules.layout.segment import segment
from workbench.extract.rules.model import DocumentView
from workbench.packet.read import read_packet
from workbench.packet.sources import Source

TABLE = "\n".join(
    ["THERAPY LOG", "", "Date        Visit   Treatment            Pain"]
    + [f"02/{day:02d}/2026  {day:<7} traction, exercise   {9 - day % 5}/10"
       for day in range(1, 29)]
)  # fmt: skip
NOTE = """\
OFFICE VISIT NOTE
Date of visit: 03/10/2026

HISTORY OF PRESENT ILLNESS
She has numbness of the left thumb that began in the autumn and has
slowly grown worse, so that she can no longer button her shirt with
that hand.

PHYSICAL EXAM
Strength is 4/5 in the left triceps.
Hoffmann sign is negative.

IMPRESSION:
Severe left foraminal stenosis at C5-6.
"""


def viewed(text: str) -> DocumentView:
    packet = read_packet((Source("note.txt", text.encode()),))
    return segment(packet.documents[0])


def cut(text: str, most: int) -> tuple[DocumentView, list[Chunk]]:
    view = viewed(text)
    everything = {line.number for line in view.document.lines}
    return view, list(chunks(view, everything, most))


def held(parts: list[Chunk]) -> set[int]:
    return {number for part in parts for number in part.numbers}


def test_a_short_document_is_one_chunk() -> None:
    _, parts = cut(NOTE, 3000)

    assert len(parts) == 1
    assert parts[0].lines[0].number == 1


def test_cuts_fall_before_sections_and_paragraphs_stay_whole() -> None:
    _, parts = cut(NOTE, 95)

    assert len(parts) > 1
    history = [part for part in parts if 6 in part.numbers]
    assert all({5, 6, 7} <= part.numbers for part in history), parts
    for part in parts:
        assert not part.lines[-1].text.strip().endswith("IMPRESSION:")


def test_a_table_longer_than_a_chunk_is_cut_between_rows_under_its_header() -> None:
    view, parts = cut(TABLE, 150)
    header = next(x.number for x in view.document.lines if "Visit" in x.text)

    rows = [part for part in parts if any("traction" in x.text for x in part.lines)]
    assert len(rows) > 2
    assert all(header in part.numbers for part in rows)
    assert held(parts) == {x.number for x in view.document.lines}


def test_a_table_that_fits_is_never_parted() -> None:
    before = "".join(f"Word {n} stands in a line of its own.\n\n" for n in range(8))
    _, parts = cut(before + TABLE.replace("THERAPY LOG\n\n", ""), 800)

    assert sum(any("traction" in x.text for x in p.lines) for p in parts) == 1


def test_a_later_chunk_of_a_section_shows_its_heading() -> None:
    text = "PHYSICAL EXAM\n" + "".join(
        f"Muscle number {n} has full strength on both sides today.\n\n"
        for n in range(30)
    )
    _, parts = cut(text, 120)

    assert len(parts) > 2
    assert all(part.lines[0].text == "PHYSICAL EXAM" for part in parts)


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["", "EXAM:", "C5-6: severe stenosis.", "a | b | c", "- one item",
             "02/01/2026    visit    3", "Plain words that run on", "[x] yes",
             "w" * 300]
        ),
        min_size=1,
        max_size=40,
    ),
    st.integers(5, 200),
)  # fmt: skip
def test_no_line_is_lost_and_order_is_kept(lines: list[str], most: int) -> None:
    view, parts = cut("\n".join(["OFFICE NOTE", *lines, "end"]), most)

    assert held(parts) == {line.number for line in view.document.lines}
    for part in parts:
        numbers = [line.number for line in part.lines]
        assert numbers == sorted(set(numbers))
        for half in halves(part, view):
            assert half.lines
        assert held(list(halves(part, view))) >= set(part.numbers)


@pytest.mark.parametrize(
    ("family", "has", "lacks"),
    [
        ("examination", "Hoffmann", "thumb"),
        ("complaints", "thumb", "Hoffmann"),
        ("imaging", "foraminal", "Hoffmann"),
    ],
)
def test_families_are_asked_on_their_sections(
    family: str, has: str, lacks: str
) -> None:
    view = viewed(NOTE)

    shown = shown_lines(view.document, view, families()[family])

    text = " ".join(x.text for x in view.document.lines if x.number in shown)
    assert has in text
    assert lacks not in text


def test_a_section_nobody_knows_goes_to_every_family() -> None:
    view = viewed("OFFICE NOTE\n\nZORGLE BLATT\nnumbness of the left thumb\n")

    for name, family in families().items():
        if name != ALL:
            assert 4 in shown_lines(view.document, view, family), name
