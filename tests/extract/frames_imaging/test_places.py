"""Levels: named, listed, ranged, carried by a heading, left out, never guessed."""

from __future__ import annotations

import pytest

from tests.extract.frames_imaging.told import HEAD, of_report, studies

ONE_SENTENCE = [
    (
        "C4-5 and C5-6 moderate foraminal stenosis.",
        ["stenosis C4-5 - foraminal moderate", "stenosis C5-6 - foraminal moderate"],
    ),
    (
        "C3-C6 mild canal stenosis.",
        [
            "stenosis C3-4 - central mild",
            "stenosis C4-5 - central mild",
            "stenosis C5-6 - central mild",
        ],
    ),
    (
        "There is moderate left foraminal stenosis at C5-6; mild at C6-7.",
        [
            "stenosis C5-6 left foraminal moderate",
            "stenosis C6-7 left foraminal mild",
        ],
    ),
    (
        "Canal stenosis is mild at C3-4, moderate at C4-5, and severe at C5-6.",
        [
            "stenosis C3-4 - central mild",
            "stenosis C4-5 - central moderate",
            "stenosis C5-6 - central severe",
        ],
    ),
    (
        "Severe left foraminal stenosis at C4-5 and moderate right foraminal stenosis "
        "at C5-6.",
        [
            "stenosis C4-5 left foraminal severe",
            "stenosis C5-6 right foraminal moderate",
        ],
    ),
    (
        "Severe left C4-5 foraminal stenosis.",
        ["stenosis C4-5 left foraminal severe"],
    ),
    (
        "C5 6 severe left foraminal stenosis.",
        ["stenosis C5-6 left foraminal severe"],
    ),
    (
        "C5/6 : Mod-severe B/L NF narrowing. mild canal stenosis.",
        [
            "stenosis C5-6 - central mild",
            "stenosis C5-6 bilateral foraminal moderate-to-severe",
        ],
    ),
    (
        "Moderate canal stenosis at C4-5, C5-6 and C6-7.",
        [
            "stenosis C4-5 - central moderate",
            "stenosis C5-6 - central moderate",
            "stenosis C6-7 - central moderate",
        ],
    ),
    (
        "Multilevel degenerative changes, worst at C5-6 where there is severe left "
        "foraminal stenosis.",
        [
            "degeneration C5-6 - disc",
            "stenosis C5-6 left foraminal severe",
        ],
    ),
    (
        "The central canal and neural foramina are patent at all levels.",
        [
            "stenosis - - central !absent none (all-levels)",
            "stenosis - - foraminal !absent none (all-levels)",
        ],
    ),
    ("There is severe left foraminal stenosis.", ["stenosis - left foraminal severe"]),
]


@pytest.mark.parametrize(("text", "facts"), ONE_SENTENCE)
def test_levels_of_one_sentence(text: str, facts: list[str]) -> None:
    assert of_report(text) == facts


def test_a_level_heading_holds_until_the_next() -> None:
    text = (
        "C4-5:\nThere is a disc bulge. Mild canal stenosis.\n\n"
        "C5-6:\nDisc osteophyte complex.\nSevere left foraminal stenosis."
    )

    assert of_report(text) == [
        "disc-bulge C4-5 - disc",
        "disc-osteophyte C5-6 - disc",
        "stenosis C4-5 - central mild",
        "stenosis C5-6 left foraminal severe",
    ]


def test_bulleted_levels() -> None:
    text = (
        "- C3-4: Mild bilateral foraminal stenosis.\n"
        "- C4-5: Disc bulge. Moderate canal stenosis.\n"
        "- C5-6: No stenosis."
    )

    assert of_report(text) == [
        "disc-bulge C4-5 - disc",
        "stenosis C3-4 bilateral foraminal mild",
        "stenosis C4-5 - central moderate",
        "stenosis C5-6 - - !absent none",
    ]


def test_a_paragraph_keeps_the_level_that_it_starts_with() -> None:
    text = (
        "At C5-6, there is a disc osteophyte complex. There is severe left foraminal "
        "stenosis. The right foramen is mildly narrowed.\n\n"
        "The paraspinal soft tissues are unremarkable. There is moderate narrowing."
    )

    facts = of_report(text)

    assert "stenosis C5-6 left foraminal severe" in facts
    assert "stenosis C5-6 right foraminal mild" in facts
    assert "stenosis - - - moderate" in facts


def test_table_rows_take_site_and_side_from_their_header() -> None:
    text = (
        "Level | Canal | Right foramen | Left foramen\n"
        "C4-5 | Mild | Moderate | Severe\n"
        "C5-6 | None | Mild | Normal\n"
    )

    assert of_report(text) == [
        "stenosis C4-5 - central mild",
        "stenosis C4-5 left foraminal severe",
        "stenosis C4-5 right foraminal moderate",
        "stenosis C5-6 - central !absent none",
        "stenosis C5-6 left foraminal !absent none",
        "stenosis C5-6 right foraminal mild",
    ]


def test_a_table_fact_quotes_its_header_cell() -> None:
    text = HEAD + "Level | Canal | Left foramen\nC4-5 | Mild | Severe\n"

    fact = next(f for f in studies(text)[0].findings if f.side == "left")

    assert "Left foramen" in [one.quote for one in fact.evidence]


def test_a_carried_level_is_quoted() -> None:
    text = HEAD + "C5-6:\nDisc osteophyte complex.\nSevere left foraminal stenosis."

    fact = next(f for f in studies(text)[0].findings if f.kind == "stenosis")

    assert any("C5-6" in one.quote for one in fact.evidence)
