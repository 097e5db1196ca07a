"""Torn text is joined in the reading copy, and quoted from the document itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.extract.rules.copy.joined import joined
from workbench.extract.rules.copy.legible import reading_copy
from workbench.extract.rules.copy.shorthand import written_out
from workbench.packet.read import read_packet
from workbench.packet.running import running
from workbench.packet.sources import Source
from workbench.packet.text import DocumentText
from workbench.schema.packet import Document, Line, Packet

KNOWN = frozenset({"radiculopathy", "nonunion", "follow", "up", "well", "healed"})


def document(*texts: str) -> Document:
    lines = tuple(Line(number=n, text=text) for n, text in enumerate(texts, 1))
    return Document(id="D1", kind="clinic-note", lines=lines)


def packet(*pages: str) -> Packet:
    return read_packet((Source("notes.txt", "\f".join(pages).encode()),))


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("Right C7 radicu-", "lopathy since May.", "Right C7 radiculopathy"),
        ("A non-", "union is seen.", "A nonunion"),
        ("Seen in follow-", "up on Monday.", "Seen in follow-up"),
        ("Incision well-", "healed.", "Incision well-healed."),
        ("Disc bulge at C5-", "6 with stenosis.", "Disc bulge at C5-6"),
        ("Fusion planned at C7-", "T1, then therapy.", "Fusion planned at C7-T1,"),
    ],
)
def test_broken_words_are_made_whole(above: str, below: str, whole: str) -> None:
    made = joined(document(above, below), KNOWN, {})
    assert made is not None
    assert made.document.lines[0].text == whole


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Motor -", "deltoid 5/5"),
        ("Result: negative -", "no stenosis"),
        ("C5-6 normal", "6 visits were made"),
        ("Levels C4-5 and C5-", "Foramen patent"),
        ("Triceps 4-", "biceps 5"),
    ],
)
def test_dashes_that_break_no_word_stay(above: str, below: str) -> None:
    made = joined(document(above, below), KNOWN, {})
    assert made is None or [x.text for x in made.document.lines] == [above, below]


@given(st.lists(st.text("abC5- .,", max_size=12), min_size=1, max_size=6))
def test_every_character_of_a_copy_leads_back_to_itself(texts: list[str]) -> None:
    source = document(*texts)
    made = joined(source, KNOWN, {})
    if made is None or any(written_out(text) for text in texts):
        return
    copy, original = DocumentText(made.document).text, DocumentText(source).text
    for offset, sign in enumerate(copy):
        if sign != "\n":
            assert original[made.places.original(offset)] == sign


def _page(number: int, body: str) -> str:
    head = "Larkhaven Records Bureau        Chart copy 55-0192"
    return f"{head}\n{body}\nPrinted 02:14 PM      Page {number} of 3"


PAGES = (
    _page(1, "PROGRESS NOTE\nDate: 05/02/2026\n\nHPI: Numbness with weakness of the"),
    _page(2, "right triceps since March. Physical therapy for\nsix weeks failed."),
    _page(3, "PLAN: C6-7 fusion."),
)


def test_running_lines_are_left_out_of_the_copy_alone() -> None:
    own = packet(*PAGES)
    copy = reading_copy(own).packet
    text = DocumentText(copy.documents[0]).text
    assert "weakness of the\nright triceps" in text
    assert text.count("Larkhaven") == 1
    assert DocumentText(own.documents[0]).text.count("Larkhaven") == 3


def test_notes_copied_forward_keep_their_last_and_first_lines() -> None:
    notes = [
        f"PROGRESS NOTE\nDate: 0{month}/02/2026\n\nHPI: Arm pain.\n\nPlan: C6-7 fusion."
        for month in (3, 4, 5, 6)
    ]
    copy = reading_copy(packet(*notes)).packet
    told = "\n".join(DocumentText(one).text for one in copy.documents)
    assert told.count("Plan: C6-7 fusion.") == 4
    assert told.count("PROGRESS NOTE") == 4


def test_lines_inside_pages_never_run() -> None:
    pages = [f"One {n}\nsame line\nTwo {n}\nThree {n}\nFour {n}\nFive {n}\nSix {n}\n7"
             for n in "abcd"]  # fmt: skip
    lines = [line for one in packet(*pages).documents for line in one.lines]
    assert all("same" not in lines[index].text for index in running(lines))
