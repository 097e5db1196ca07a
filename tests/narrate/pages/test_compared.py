"""Two texts as one: each of them can be had back from the marks."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from workbench.narrate.pages.blocks import words
from workbench.narrate.pages.compared import Against, compared
from workbench.narrate.pages.edited import text_of
from workbench.narrate.pages.pdf import render_pdf
from workbench.narrate.pages.read import read
from workbench.narrate.pages.setup import PageSetup
from workbench.narrate.pages.word import render_docx

SETUP = PageSetup(title="A letter")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AT = "2026-05-04T09:00:00Z"
BASE = """# Why

We have not decided yet. Send **two** papers:

- the therapy ledger
- the report of the scan

| Line | Asked |
|---|---|
| L1 | fusion |
| L2 | graft |

> Draft.

Yours,\\
Ruth Vale
"""
EDITS = {
    "a word": BASE.replace("not decided", "still not decided"),
    "a style": BASE.replace("**two**", "two"),
    "an item more": BASE.replace("- the report", "- the consent\n- the report"),
    "an item less": BASE.replace("- the therapy ledger\n", ""),
    "a cell": BASE.replace("graft", "bone graft"),
    "a row less": BASE.replace("| L2 | graft |\n", ""),
    "a paragraph more": BASE.replace("> Draft.", "Call us.\n\n> Draft."),
    "a paragraph less": BASE.replace("> Draft.\n\n", ""),
    "a heading": BASE.replace("# Why", "# Why not"),
    "a break less": BASE.replace("Yours,\\\n", "Yours, "),
    "a break more": BASE.replace("Send", "\\\nSend"),
    "another kind": BASE.replace("- the therapy ledger\n- the report of the scan", "x"),
    "nothing left": "",
    "nothing": BASE,
}


def without(document: bytes, gone: str) -> bytes:
    """The Word file as it is when every change is accepted or rejected."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                _settle(root, gone)
                data = etree.tostring(root)
            new.writestr(name, data)
    return out.getvalue()


def _settle(root: etree._Element, gone: str) -> None:
    for tag in ("p", "tr"):
        for one in list(root.iter(f"{W}{tag}")):
            marked = one.find(f"{W}pPr/{W}rPr/{W}{gone}")
            if marked is None:
                marked = one.find(f"{W}trPr/{W}{gone}")
            parent = one.getparent()
            if marked is not None and parent is not None:
                parent.remove(one)
    for one in list(root.iter(f"{W}{gone}")):
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    for text in root.iter(f"{W}delText"):
        text.tag = f"{W}t"
    for kept in [*root.iter(f"{W}ins"), *root.iter(f"{W}del")]:
        parent = kept.getparent()
        assert parent is not None
        for child in list(kept):
            kept.addprevious(child)
        parent.remove(kept)


def marked(before: str, after: str) -> bytes:
    return render_docx(after, SETUP, Against(before, "Ruth Vale", AT))


@pytest.mark.parametrize("name", EDITS)
def test_both_texts_can_be_had_back(name: str) -> None:
    for before, after in ((BASE, EDITS[name]), (EDITS[name], BASE)):
        document = marked(before, after)
        for gone, text in (("del", after), ("ins", before)):
            plain = text_of(render_docx(text, SETUP), "a.docx").split()
            assert text_of(without(document, gone), "a.docx").split() == plain, gone


def test_an_edited_letter_reads_back_as_what_a_reader_sees() -> None:
    after = EDITS["a word"]

    assert text_of(marked(BASE, after), "a.docx") == text_of(
        render_docx(after, SETUP), "a.docx"
    )


def test_only_what_changed_is_marked_and_by_whom() -> None:
    with zipfile.ZipFile(io.BytesIO(marked(BASE, EDITS["a word"]))) as file:
        root = etree.fromstring(file.read("word/document.xml"))
    put, gone = list(root.iter(f"{W}ins")), list(root.iter(f"{W}del"))

    assert ["".join(one.itertext()).strip() for one in put] == ["still"]
    assert gone == []
    assert (put[0].get(f"{W}author"), put[0].get(f"{W}date")) == ("Ruth Vale", AT)


def test_equal_texts_have_no_marks() -> None:
    assert compared(read(BASE), read(BASE)) == read(BASE)
    assert marked(BASE, BASE) == render_docx(BASE, SETUP)


def test_the_pdf_holds_both_words() -> None:
    from workbench.packet.formats import pdf

    after = BASE.replace("two", "three")
    made = render_pdf(after, SETUP, Against(BASE, "Ruth Vale", AT))
    read_back = pdf.read(made, name="a.pdf", progress=lambda *_: None)
    text = " ".join(line.text for line in read_back.lines)

    assert "two" in text and "three" in text
    assert words(read(after)[1].line)  # type: ignore[union-attr]
