"""The PDF: all of the text, tagged, the same bytes, and no value that is code."""

from __future__ import annotations

import datetime as dt
import io
import time
from collections import Counter
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.narrate.pages.pages_factory import (
    HOSTILE,
    LETTER,
    SETUP,
    hostile_letter,
    pdf_pages,
    pressed,
    shown,
    tags,
)
from workbench.errors import InputError
from workbench.narrate.markdown import escape
from workbench.narrate.pages import pdf
from workbench.narrate.pages.pdf import render_pdf
from workbench.narrate.pages.read import read
from workbench.narrate.pages.setup import MOST_LOGO_BYTES, PageSetup

BARE = PageSetup(title="Invented")


def body_of(data: bytes) -> str:
    """The pages' characters without blanks and without ``Page x of y``."""
    pages = pdf_pages(data)
    texts = map(pressed, pages)
    return "".join(
        text.replace(f"Page{n}of{len(pages)}", "") for n, text in enumerate(texts, 1)
    )


def test_the_text_of_the_pages_is_the_text_of_the_letter() -> None:
    expected = pressed(shown(read(LETTER)))

    found = body_of(render_pdf(LETTER, BARE))
    for mark in ("•", "–", "3.", "4."):
        found = found.replace(mark, "")

    assert found == expected


def test_the_same_letter_is_the_same_bytes_at_any_time() -> None:
    first = render_pdf(LETTER, SETUP)
    time.sleep(1.1)

    assert render_pdf(LETTER, SETUP) == first
    assert render_pdf(LETTER, replace(SETUP, date=dt.date(2026, 5, 5))) != first


def test_a_letter_without_a_date_is_the_same_bytes_too() -> None:
    assert render_pdf(LETTER, BARE) == render_pdf(LETTER, BARE)


def test_the_file_says_that_it_is_tagged_for_screen_readers() -> None:
    document = pypdfium2.PdfDocument(render_pdf(LETTER, SETUP))

    assert document.is_tagged()
    assert document.get_metadata_dict()["Title"] == SETUP.title
    assert b"pdfuaid:part" in render_pdf(LETTER, SETUP)
    assert b"/Lang" in render_pdf(LETTER, SETUP)


def test_a_screen_reader_finds_headings_lists_and_the_titles_of_columns() -> None:
    first, second = pypdfium2.PdfDocument(render_pdf(LETTER, SETUP))
    found = Counter(tags(first))

    assert (found["H1"], found["H2"], found["BlockQuote"]) == (1, 1, 1)
    assert (found["L"], found["LI"]) == (3, 6)
    assert (found["Table"], found["THead"], found["TH"], found["TD"]) == (1, 1, 3, 6)
    assert "H3" in tags(second)


def test_the_typesetter_itself_refuses_what_a_screen_reader_cannot_use() -> None:
    """The check is the typesetter's: a planted fault must not pass it."""
    with pytest.raises(pdf._Refused) as refused:
        pdf._typeset('#set document(title: "x")\n#heading(level: 2)[x]')

    assert "level 1" in refused.value.message


def test_headings_that_skip_a_level_are_set_step_by_step() -> None:
    text = "### First\n\n##### Under it\n\n## Next\n\nWords."

    assert pressed("First Under it Next Words.") in body_of(render_pdf(text, BARE))


def test_hostile_values_come_out_as_they_went_in() -> None:
    found = body_of(render_pdf(hostile_letter(), BARE))

    for value in HOSTILE:
        assert found.count(pressed(value)) == 6


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_beside_the_text_are_literal_too(value: str) -> None:
    setup = PageSetup(
        title=value, running_head=value, running_foot=value, letterhead=(value, value)
    )

    found = body_of(render_pdf("Words.", setup))

    assert found.count(pressed(value)) == 4


def test_characters_without_a_glyph_show_by_their_number() -> None:
    found = body_of(render_pdf("Name: 中村 \U0001f600, and Łukasz Ñandú.", BARE))

    assert "Name:[U+4E2D][U+6751][U+1F600],andŁukaszÑandú." in found


def test_a_mark_that_spoils_the_letter_before_it_shows_by_its_number() -> None:
    """The typesetter then names the letter, which is not what it lacks."""
    found = body_of(render_pdf("Name: x]\u0670 and 2\u0951, Zoë Ñandú.", BARE))

    assert found == "Name:x][U+0670]and2[U+0951],ZoëÑandú."


def test_a_heading_without_words_is_left_out() -> None:
    assert body_of(render_pdf("# \n\n## \n\n### Words\n", BARE)) == "Words"


@settings(max_examples=25)
@given(
    st.text(max_size=80).map(escape)
    | st.text("#*_`[](){}|\\-+>=~<&!.1 a\n\t:@$\"'", max_size=200)
)
def test_any_text_becomes_pages(text: str) -> None:
    assert render_pdf(text, BARE).startswith(b"%PDF-")


def test_control_characters_cannot_hide_in_a_letter() -> None:
    found = body_of(render_pdf("a\x07b \u202etxt\u202c c", BARE))

    assert found == "a\ufffdb\ufffdtxt\ufffdc"


def test_every_page_carries_the_running_lines_and_its_number() -> None:
    pages = pdf_pages(render_pdf(LETTER + "\n\nWords." * 120, SETUP))

    assert len(pages) > 3
    for number, text in enumerate(pages, start=1):
        assert SETUP.running_head in text
        assert "Reference ZZZ-2026-0001" in text
        assert f"Page {number} of {len(pages)}" in text
    assert "Invented Health Plan" in pages[0]
    assert all("Invented Health Plan" not in text for text in pages[1:])


def test_the_page_number_speaks_the_language_of_the_letter() -> None:
    pages = pdf_pages(render_pdf("# Aviso", replace(BARE, language="es-US")))

    assert "Página 1 de 1" in pages[0]


def test_a_thematic_break_begins_a_page() -> None:
    pages = pdf_pages(render_pdf("One.\n\n---\n\nTwo.", BARE))

    assert ["One." in pages[0], "Two." in pages[1], len(pages)] == [True, True, 2]


@pytest.mark.parametrize("large", [False, True])
def test_a_long_table_repeats_its_head_and_loses_no_row(large: bool) -> None:
    rows = "\n".join(
        f"| Row-{n:02d} | Words about criterion {n:02d}. {'More words. ' * (n % 9)}|"
        for n in range(60)
    )
    text = f"| Criterion name | What it says |\n|---|---|\n{rows}\n"

    pages = pdf_pages(render_pdf(text, replace(SETUP, large_print=large)))

    assert len(pages) > 2
    assert all("Criterion name" in page for page in pages)
    found = "".join(pages)
    assert [found.count(f"Row-{n:02d}") for n in range(60)] == [1] * 60
    assert pressed(found).count("Morewords.") == sum(n % 9 for n in range(60))


def test_a_cell_longer_than_a_page_is_broken_and_not_cut() -> None:
    cell = " ".join(f"word{n}" for n in range(1500))

    pages = pdf_pages(render_pdf(f"| A | B |\n|---|---|\n| x | {cell} |\n", SETUP))

    assert "word0 " in pages[0]
    assert "word1499" in pages[-1]
    assert pressed("".join(pages)).count("word") == 1500


def test_long_words_are_broken_and_stay_on_the_page() -> None:
    digest = "0123456789abcdef" * 12

    data = render_pdf(f"| A | B | C |\n|---|---|---|\n| x | {digest} | y |\n", BARE)

    page = pypdfium2.PdfDocument(data)[0]
    assert digest in pressed(page.get_textpage().get_text_range())
    assert _ink_right_of(page, page.get_width() - 70) == 0


def test_a_table_too_wide_for_large_print_is_set_row_by_row() -> None:
    heads = [f"Heading{n} with-long-words" for n in range(6)]
    text = f"| {' | '.join(heads)} |\n|{'---|' * 6}\n| {' | '.join('abcdef')} |\n"

    found = "".join(pdf_pages(render_pdf(text, replace(BARE, large_print=True))))

    for head, cell in zip(heads, "abcdef", strict=True):
        assert f"{head}: {cell}" in found


@pytest.mark.parametrize(("large", "points"), [(False, 12.0), (True, 18.0)])
def test_the_type_is_as_large_as_a_rule_on_print_asks(
    large: bool, points: float
) -> None:
    """Measured on the page, in the body, the table, the head and the foot."""
    setup = replace(SETUP, large_print=large)
    page = pypdfium2.PdfDocument(render_pdf(LETTER, setup))[0]

    sizes = {
        round(item.get_font_size(), 1)
        for item in page.get_objects()
        if isinstance(item, pypdfium2.PdfTextObj)
    }

    assert sizes
    assert min(sizes) >= points * 0.82  # the code span alone is smaller
    assert sorted(sizes)[1] >= points


def test_a_working_paper_may_be_smaller() -> None:
    words = "Words of a working paper. " * 400
    small = len(pdf_pages(render_pdf(words, replace(SETUP, sheet=True))))

    assert small < len(pdf_pages(render_pdf(words, SETUP)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_stands_beside_the_letterhead(kind: str) -> None:
    setup = replace(SETUP, logo=_picture(kind))

    with_logo = pypdfium2.PdfDocument(render_pdf(LETTER, setup))

    pictures = [
        item
        for item in with_logo[0].get_objects()
        if isinstance(item, pypdfium2.PdfImage)
    ]
    assert len(pictures) == 1


@pytest.mark.parametrize(
    "logo", [b"<svg/>", b"", b"\x89PNG\r\n\x1a\n" + bytes(600_000)]
)
def test_a_logo_that_is_no_picture_is_refused(logo: bytes) -> None:
    with pytest.raises(InputError, match="logo"):
        render_pdf(LETTER, replace(SETUP, logo=logo or b"x"))
    assert MOST_LOGO_BYTES < 600_000


def test_an_empty_text_is_still_a_page() -> None:
    assert len(pdf_pages(render_pdf("", SETUP))) == 1


def test_a_refusal_does_not_quote_the_text() -> None:
    broken = replace(SETUP, logo=b"\x89PNG\r\n\x1a\nno picture")

    with pytest.raises(InputError) as refused:
        render_pdf(str(escape("Secret Name")), broken)

    assert "Secret" not in str(refused.value)


def _picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 30), "navy").save(out, kind)
    return out.getvalue()


def _ink_right_of(page: pypdfium2.PdfPage, right: float) -> int:
    """Dark pixels in the page's right margin."""
    picture = page.render(scale=1).to_pil().convert("L")
    margin = picture.crop((int(right), 0, picture.width, picture.height))
    return sum(count for count, tone in margin.getcolors() or () if tone < 128)
