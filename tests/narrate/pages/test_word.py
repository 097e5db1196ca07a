"""The Word file: real styles and lists, opened again, the same bytes."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn

from tests.narrate.pages.pages_factory import (
    HOSTILE,
    LETTER,
    SETUP,
    hostile_letter,
    part,
    pressed,
    shown,
)
from workbench.errors import InputError
from workbench.narrate.pages.read import read
from workbench.narrate.pages.setup import PageSetup
from workbench.narrate.pages.word import render_docx

BARE = PageSetup(title="Invented")


def opened(markdown: str, setup: PageSetup = SETUP) -> docx.document.Document:
    return docx.Document(io.BytesIO(render_docx(markdown, setup)))


def body_text(document: docx.document.Document) -> str:
    body = document.element.body
    return "".join(one.text or "" for one in body.iter(qn("w:t")))


def test_the_text_of_the_file_is_the_text_of_the_letter() -> None:
    assert pressed(body_text(opened(LETTER))) == pressed(shown(read(LETTER)))


def test_the_same_letter_is_the_same_bytes_at_any_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = render_docx(LETTER, SETUP)
    later = time.localtime(2_000_000_000)
    monkeypatch.setattr(time, "localtime", lambda *_: later)

    assert render_docx(LETTER, SETUP) == first


def test_headings_and_lists_are_word_styles_that_a_person_can_use() -> None:
    styles = [p.style.name for p in opened(LETTER).paragraphs if p.text]

    assert styles[:1] == ["Heading 1"]
    assert (styles.count("Heading 2"), styles.count("Heading 3")) == (1, 1)
    assert styles.count("List Bullet") == 4
    assert styles.count("List Number") == 2
    assert styles.count("Set Off") == 1


def test_each_list_counts_for_itself() -> None:
    text = "1. a\n2. b\n\nWords.\n\n1. c\n\nWords.\n\n7. d\n"
    document = opened(text)
    numbers = [one.numId.val for one in document.element.body.iter(qn("w:numPr"))]

    assert len(set(numbers)) == 3
    starts = [
        one.get(qn("w:val"))
        for abstract in document.part.numbering_part.element.iter(qn("w:abstractNum"))
        for one in [abstract.find(qn("w:lvl")).find(qn("w:start"))]
    ]
    assert starts[-3:] == ["1", "1", "7"]


def test_a_nested_list_is_one_level_deeper() -> None:
    document = opened("- a\n  - b\n    - c\n- d\n")

    levels = [(p.text, p._p.pPr.numPr.ilvl.val) for p in document.paragraphs]

    assert levels == [("a", 0), ("b", 1), ("c", 2), ("d", 0)]


def test_a_tables_head_is_repeated_on_every_page() -> None:
    (table,) = opened(LETTER).tables
    rows = [row._tr.trPr for row in table.rows]

    assert [r.find(qn("w:tblHeader")) is not None for r in rows] == [True, False, False]
    assert all(r.find(qn("w:cantSplit")) is not None for r in rows)


def test_a_row_longer_than_a_page_may_be_split() -> None:
    cell = "words " * 3000
    (table,) = opened(f"| A | B |\n|---|---|\n| x | {cell} |\n").tables

    trPr = table.rows[1]._tr.trPr
    assert trPr is None or trPr.find(qn("w:cantSplit")) is None


def test_sixty_rows_are_sixty_rows() -> None:
    rows = "\n".join(f"| {n} | Words {n} |" for n in range(60))
    (table,) = opened(f"| A | B |\n|---|---|\n{rows}\n").tables

    assert [row.cells[1].text for row in table.rows][1:] == [
        f"Words {n}" for n in range(60)
    ]


def test_running_lines_stand_on_every_page_and_the_letterhead_on_the_first() -> None:
    section = opened(LETTER).sections[0]
    first = [p.text for p in section.first_page_header.paragraphs]
    later = [p.text for p in section.header.paragraphs]

    assert first[:3] == [SETUP.running_head, *SETUP.letterhead]
    assert later == [SETUP.running_head]
    for footer in (section.first_page_footer, section.footer):
        text = footer._element.xml
        assert SETUP.running_foot in text
        assert " PAGE " in text and " NUMPAGES " in text


def test_the_file_knows_its_language_title_and_sender() -> None:
    data = render_docx(LETTER, replace(SETUP, language="es-US"))
    core = docx.Document(io.BytesIO(data)).core_properties

    assert (core.title, core.language) == (SETUP.title, "es-US")
    assert core.author == "Invented Health Plan"
    assert core.created.date() == SETUP.date
    assert 'w:lang w:val="es-US"' in part(data, "word/styles.xml")


@pytest.mark.parametrize(("large", "size"), [(False, 12.0), (True, 18.0)])
def test_the_type_is_as_large_as_a_rule_on_print_asks(large: bool, size: float) -> None:
    document = opened(LETTER, replace(SETUP, large_print=large))
    used = {p.style.name for p in document.paragraphs} | {
        "Table Text",
        "Header",
        "Footer",
    }

    sizes = {name: document.styles[name].font.size.pt for name in used}

    assert min(sizes.values()) == size


def test_hostile_values_come_out_as_they_went_in() -> None:
    found = pressed(body_text(opened(hostile_letter(), BARE)))

    for value in HOSTILE:
        assert found.count(pressed(value)) == 6


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_beside_the_text_are_literal_too(value: str) -> None:
    setup = PageSetup(
        title=value, running_head=value, running_foot=value, letterhead=(value,)
    )
    document = opened("Words.", setup)

    assert document.core_properties.title == value
    assert document.sections[0].first_page_header.paragraphs[1].text == value


def test_control_characters_are_made_visible() -> None:
    """XML has no place for them, so a raw one would lose the whole file."""
    assert "a\ufffdb" in body_text(opened("a\x07b and `c\x08d`"))


def test_a_page_break_stands_before_what_follows_it() -> None:
    document = opened("One.\n\n---\n\nTwo.")
    breaks = [p.paragraph_format.page_break_before for p in document.paragraphs]

    assert breaks == [None, True]


def test_a_page_break_before_a_table_is_kept() -> None:
    text = part(
        render_docx("One.\n\n---\n\n| A |\n|---|\n| x |\n", BARE), "word/document.xml"
    )

    assert text.index("pageBreakBefore") < text.index("<w:tbl>")


def test_a_table_too_wide_for_large_print_is_set_row_by_row() -> None:
    heads = [f"Heading{n} with-long-words" for n in range(6)]
    text = f"| {' | '.join(heads)} |\n|{'---|' * 6}\n| {' | '.join('abcdef')} |\n"
    document = opened(text, replace(BARE, large_print=True))

    assert document.tables == []
    for head, cell in zip(heads, "abcdef", strict=True):
        assert f"{head}: {cell}" in body_text(document)


def test_children_of_properties_stand_in_the_order_of_the_schema() -> None:
    """Word calls a file damaged whose elements stand in another order."""
    data = render_docx(LETTER, replace(SETUP, large_print=True))
    order = (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl"),
        *("numPr", "pBdr", "shd", "tabs", "spacing", "ind", "contextualSpacing"),
        *("jc", "outlineLvl", "rPr"),
    )
    cell_order = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "vAlign")
    table_order = ("tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook")
    seen = 0
    for name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        root = ElementTree.fromstring(part(data, name))
        for tag, known in (
            ("pPr", order),
            ("tcPr", cell_order),
            ("tblPr", table_order),
        ):
            for one in root.iter(qn(f"w:{tag}")):
                tags = [child.tag.rpartition("}")[2] for child in one]
                places = [known.index(tag) for tag in tags if tag in known]
                assert places == sorted(places), (name, tags)
                seen += 1
    assert seen > 40


def test_a_logo_that_is_no_picture_is_refused() -> None:
    with pytest.raises(InputError, match="logo"):
        render_docx(LETTER, replace(SETUP, logo=b"GIF89a"))


def test_a_damaged_logo_is_refused_without_a_traceback() -> None:
    with pytest.raises(InputError, match="damaged"):
        render_docx(LETTER, replace(SETUP, logo=b"\x89PNG\r\n\x1a\nno picture"))
