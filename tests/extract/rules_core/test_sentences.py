from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.extract.rules.layout.sentences import sentence_spans


def _split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Seen by Dr. Testerfield. He is well.", 2),
        ("Stenosis at C5-6. Mild bulge at C6-7.", 2),
        ("A 3.5 mm bulge vs. protrusion.", 1),
        ("Approx. 6 weeks of PT.", 1),
        ("Take 1 tab p.o. daily for pain.", 1),
        ("Pt. denies falls.", 1),
        ("1. Cervical radiculopathy.", 1),
        ("Back pain in the 1990s.  In 2000 she improved.", 2),
        ("Is it stable? Yes.", 2),
        ("It hurts.,She rests.", 2),
        ("No fracture.Mild stenosis.", 2),
        ("Strength 4/5. No clonus! Gait normal", 3),
        ("no fracture. alignment normal.", 2),
        ("", 0),
    ],
)
def test_where_sentences_end(text: str, count: int) -> None:
    assert len(_split(text)) == count


@given(st.text(alphabet='abC5. ,;?!1"()', max_size=80))
def test_nothing_but_blanks_and_marks_is_lost(text: str) -> None:
    kept = "".join(_split(text))
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


def test_a_monster_is_cut() -> None:
    assert max(len(part) for part in _split("word " * 20_000)) <= 3_000
