"""Edited files read back: what a reader would see, in the same Markdown."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.narrate.pages.pages_factory import HOSTILE, LETTER, SETUP, hostile_letter
from workbench.errors import InputError
from workbench.narrate.markdown import unescape
from workbench.narrate.pages.blocks import (
    Block,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
    Quote,
    Span,
    Table,
    joined,
    stepwise,
)
from workbench.narrate.pages.edited import edges_changed, edges_of, text_of
from workbench.narrate.pages.page import render_html
from workbench.narrate.pages.read import read
from workbench.narrate.pages.setup import PageSetup
from workbench.narrate.pages.trim import trimmed
from workbench.narrate.pages.word import render_docx
from workbench.narrate.pages.write import write

NS = nsdecls("w")


def word_of(text: str) -> bytes:
    return render_docx(text, SETUP)


def page_of(text: str) -> bytes:
    return render_html(text, SETUP).encode()


MADE = {"letter.docx": word_of, "letter.html": page_of, "letter.md": str.encode}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("text", [LETTER, hostile_letter()])
def test_an_unedited_file_reads_as_the_letter(name: str, text: str) -> None:
    found = text_of(MADE[name](text), name)

    assert read(found) == tuple(stepwise(read(text)))


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8
)
SPANS = st.builds(
    lambda words, bold, italic: Span(" ".join(words), bold, italic),
    st.lists(WORDS, min_size=1, max_size=4),
    st.booleans(),
    st.booleans(),
)
LINES = (
    st.lists(SPANS, min_size=1, max_size=3)
    .map(lambda spans: [x for span in spans for x in (Span(" "), span)][1:])
    .map(trimmed)
)
LEAVES = st.one_of(
    LINES.map(Paragraph),
    st.builds(Heading, st.integers(1, 6), SPANS.map(lambda s: joined([Span(s.text)]))),
    st.just(PageBreak()),
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        Table,
        st.tuples(*[WORDS.map(lambda w: (Span(w),))] * width),
        st.lists(st.tuples(*[LINES] * width), max_size=3).map(tuple),
        st.tuples(*[st.sampled_from(["left", "center", "right"])] * width),
    )
)
ITEMS = st.recursive(
    LINES.map(lambda line: (Paragraph(line),)),
    lambda items: st.builds(
        lambda line, start, inner: (Paragraph(line), Listing(start, tuple(inner))),
        LINES,
        st.sampled_from([None, 1, 4]),
        st.lists(items, min_size=1, max_size=3),
    ),
    max_leaves=4,
)
LISTS = st.builds(
    lambda start, items: Listing(start, tuple(items)),
    st.sampled_from([None, 1, 7]),
    st.lists(ITEMS, min_size=1, max_size=3),
)
QUOTES = LINES.map(lambda line: Quote((Paragraph(line),)))
TEXTS = st.lists(st.one_of(LEAVES, TABLES, LISTS, QUOTES), max_size=5)


def apart(blocks: list[Block]) -> tuple[Block, ...]:
    """Words between two blocks of one kind, which no file could keep apart."""
    out: list[Block] = []
    for block in blocks:
        if out and type(out[-1]) is type(block):
            out.append(Paragraph((Span("Words."),)))
        out.append(block)
    return (*out, Paragraph((Span("End."),)))


@settings(max_examples=40)
@given(TEXTS)
def test_any_text_of_the_dialect_survives_writing_and_reading(
    blocks: list[Block],
) -> None:
    expected = apart(blocks)

    assert read(write(expected)) == expected


@settings(max_examples=12)
@given(TEXTS)
def test_any_text_of_the_dialect_survives_word_and_html(blocks: list[Block]) -> None:
    expected = tuple(stepwise(apart(blocks)))
    text = write(expected)

    for name in ("letter.docx", "letter.html"):
        assert read(text_of(MADE[name](text), name)) == expected


def edited(change: str) -> bytes:
    """A letter whose last paragraph a person edited, as the XML given says."""
    document = docx.Document(io.BytesIO(word_of("First.\n\nLast.")))
    paragraph = parse_xml(f"<w:p {NS}>{change}</w:p>")
    document.paragraphs[-1]._p.addnext(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


INSERTED = '<w:ins w:id="1" w:author="R" w:date="2026-05-04T00:00:00Z">{}</w:ins>'


@pytest.mark.parametrize(
    ("change", "reads"),
    [
        ("<w:r><w:t>Six weeks.</w:t></w:r>", "Six weeks."),
        (INSERTED.format("<w:r><w:t>Added.</w:t></w:r>"), "Added."),
        (
            '<w:r><w:t>Not </w:t></w:r><w:del w:id="2" w:author="R"><w:r><w:delText>'
            "met</w:delText></w:r></w:del><w:r><w:t>shown.</w:t></w:r>",
            "Not shown.",
        ),
        ('<w:moveFrom w:id="3"><w:r><w:t>Gone.</w:t></w:r></w:moveFrom>', ""),
        ('<w:moveTo w:id="3"><w:r><w:t>Come.</w:t></w:r></w:moveTo>', "Come."),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r>", ""),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Seen.</w:t></w:r>', "Seen."),
        ("<w:r><w:t>Level C5</w:t><w:noBreakHyphen/><w:t>6</w:t></w:r>", "Level C5-6"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "a\\\nb"),
        ("<w:hyperlink><w:r><w:t>Linked.</w:t></w:r></w:hyperlink>", "Linked."),
        (
            "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>Chosen.</w:t></w:r></w:sdtContent>"
            "</w:sdt>",
            "Chosen.",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE'
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            "<w:r><w:t>May 4</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
            "May 4",
        ),
        ("<w:r><w:t>&lt;b&gt; *x*</w:t></w:r>", "\\<b\\> \\*x\\*"),
    ],
)
def test_what_a_person_changed_in_word_is_read(change: str, reads: str) -> None:
    found = text_of(edited(change), "Letter (edited).DOCX")

    assert found == "\n\n".join(["First.", "Last.", *([reads] if reads else [])]) + "\n"


def test_a_deleted_row_is_gone_and_an_inserted_one_is_read() -> None:
    document = docx.Document(
        io.BytesIO(word_of("| A |\n|---|\n| keep |\n| gone |\n| new |\n"))
    )
    rows = document.tables[0].rows
    rows[2]._tr.get_or_add_trPr().append(parse_xml(f'<w:del {NS} w:id="1"/>'))
    rows[3]._tr.get_or_add_trPr().append(parse_xml(f'<w:ins {NS} w:id="2"/>'))
    out = io.BytesIO()
    document.save(out)

    found = text_of(out.getvalue(), "a.docx")

    assert "keep" in found and "new" in found and "gone" not in found


def test_running_lines_of_word_are_read_apart() -> None:
    data = word_of("Words.")

    assert text_of(data, "a.docx") == "Words.\n"
    found = edges_of(data, "a.docx")
    assert SETUP.running_head in found
    assert SETUP.letterhead[1] in found
    assert edges_of(b"Words.", "a.txt") == ()


def test_an_untouched_header_and_footer_are_told_as_such() -> None:
    for setup in (SETUP, PageSetup("x"), PageSetup("x", running_foot="Only a foot")):
        assert edges_changed(render_docx("Words.", setup), "a.docx", setup) == ((), ())
    assert edges_changed(b"Words.", "a.txt", SETUP) == ((), ())


def test_a_draft_mark_that_was_taken_out_of_the_headers_is_told() -> None:
    document = docx.Document(io.BytesIO(word_of("Words.")))
    section = document.sections[0]
    for header in (section.header, section.first_page_header):
        header.paragraphs[0].clear()
    section.header.paragraphs[0].add_run("FINAL NOTICE")
    out = io.BytesIO()
    document.save(out)

    changed = edges_changed(out.getvalue(), "a.docx", SETUP)

    assert changed.lost == (SETUP.running_head,)
    assert changed.added == ("FINAL NOTICE",)


def test_a_page_edited_in_a_browser_is_read() -> None:
    page = page_of("First.").decode()
    changed = page.replace(
        "<p>First.</p>",
        "<div>Fi<b>rst</b><br>line <del>gone</del><ins>added</ins></div>"
        '<p style="display: none">hidden</p><script>x()</script><p>&lt;i&gt;</p>',
    )

    assert text_of(changed.encode(), "a.htm") == "Fi**rst**\\\nline added\n\n\\<i\\>\n"


def test_plain_text_is_characters_and_never_marks() -> None:
    data = "1. First *x*\r\n- second\r\n\r\n# Third\r\n".encode("utf-8-sig")

    found = text_of(data, "a.txt")

    assert unescape(found) == "1. First *x*\\\n- second\n\n# Third\n"
    assert all(isinstance(block, Paragraph) for block in read(found))


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_lines_of_plain_text_stay_characters(value: str) -> None:
    (block,) = read(text_of(value.encode(), "a.txt"))

    assert block == Paragraph((Span(value),))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7"),
        ("a", b"Words."),
        ("a.docx", b"PK\x03\x04 cut off"),
        ("a.docx", b"no file at all"),
        ("a.txt", bytes(range(256)) * 40),
    ],
)
def test_a_file_that_cannot_be_read_says_so(name: str, data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        text_of(data, name)

    assert str(refused.value).startswith(name)


def test_a_word_file_without_a_body_says_so() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("x.txt", "x")

    with pytest.raises(InputError, match="no text body"):
        text_of(out.getvalue(), "a.docx")


def test_a_word_file_with_entities_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY a "b">]><w:document xmlns:w="w"><w:body>&a;'
            "</w:body></w:document>",
        )

    with pytest.raises(InputError):
        text_of(out.getvalue(), "a.docx")
