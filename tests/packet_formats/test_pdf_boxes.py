"""Boxes to tick that are drawn on a page of text, and squares that are none."""

from __future__ import annotations

import pytest

from workbench.packet.formats.pdf import read
from workbench.packet.formats.pdf_boxes import is_small_square
from workbench.packet.formats.symbols import signs_of

HEAD = """#set page("us-letter", margin: 50pt)
#set text(font: "Libertinus Serif", size: 10pt)
#let square-of(mark) = box(width: 9pt, height: 9pt, stroke: 0.8pt, baseline: 1pt,
  align(center + horizon, mark))
#let ring-of(mark) = box(baseline: 1pt, circle(radius: 4.5pt, stroke: 0.8pt,
  align(center + horizon, mark)))
#let dot = circle(radius: 2.4pt, fill: black)
#let cross = box(width: 6pt, height: 6pt)[
  #place(line(start: (0pt, 0pt), end: (6pt, 6pt)))
  #place(line(start: (0pt, 6pt), end: (6pt, 0pt)))]
"""


def lines(body: str) -> list[str]:
    import typst

    data = bytes(typst.compile((HEAD + body).encode()))
    found = read(data, name="x.pdf").lines
    return [" ".join(line.text.split()) for line in found if line.text.strip()]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Tobacco #square-of[] current #square-of[X] never",
         "Tobacco [ ] current [x] never"),
        ("Tobacco #square-of[] current #square-of[#cross] never",
         "Tobacco [ ] current [x] never"),
        ("Tobacco #square-of[] current #square-of[#sym.checkmark] never",
         "Tobacco [ ] current [x] never"),
        ("Urgent #ring-of[] yes #ring-of[#dot] no", "Urgent ( ) yes (x) no"),
        ("#square-of[] Fusion #h(1fr) #square-of[] Laminectomy",
         "[ ] Fusion [ ] Laminectomy"),
    ],
)  # fmt: skip
def test_a_drawn_box_says_what_is_ticked(body: str, wanted: str) -> None:
    assert lines(body) == [wanted]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        # Places for the digits of a number.
        ("Member #h(4pt)#(range(6).map(n => box(stroke: 0.8pt, width: 10pt, "
         "height: 10pt)).join())", "Member"),
        # A key on a drawing, and a cell, that hold a text of their own.
        ("See #square-of[4] below", "See 4 below"),
        # A dark spot before each entry of a list.
        ("#box(rect(width: 6pt, height: 6pt, fill: black)) Neck pain since May",
         "Neck pain since May"),
        # A legend that stands by itself, far from all words.
        ("Neck pain #place(dx: 300pt, dy: 60pt, square(size: 9pt, stroke: 0.8pt))",
         "Neck pain"),
        # A shaded square without an outline.
        ("#box(rect(width: 9pt, height: 9pt, fill: luma(220))) Right",
         "Right"),
    ],
)  # fmt: skip
def test_other_squares_are_no_boxes(body: str, wanted: str) -> None:
    assert lines(body) == [wanted]


def test_a_dark_square_beside_empty_ones_is_the_one_that_is_chosen() -> None:
    solid = "box(width: 9pt, height: 9pt, fill: black, stroke: 0.8pt, baseline: 1pt)"
    assert lines(f"Side #square-of[] left #{solid} right") == [
        "Side [ ] left [x] right"
    ]


def test_the_size_of_a_box_is_that_of_letters() -> None:
    assert is_small_square((10, 10, 19, 19)) and is_small_square((10, 10, 18, 20))
    assert not is_small_square((10, 10, 14, 14))
    assert not is_small_square((10, 10, 40, 40))
    assert not is_small_square((10, 10, 16, 17.5 + 5))


def test_a_box_inside_a_form_of_its_own_is_found_at_its_place() -> None:
    """As programs that stamp a template onto pages write them."""
    from tests.packet_formats.raw_pdf import raw_pdf, shown

    said = shown(72, 700, "Tobacco") + shown(140, 700, "never")
    page = said + "q 1 0 0 1 124 699 cm /Box Do Q\n"
    found = read(raw_pdf([page], drawn="0.8 w 0 0 9 9 re S"), name="x.pdf").lines
    assert [" ".join(line.text.split()) for line in found] == ["Tobacco [ ] never"]


@pytest.mark.parametrize("font", ["Wingdings", "ABCDEF+Wingdings-Regular"])
def test_boxes_of_a_symbol_font_are_boxes(font: str) -> None:
    from tests.packet_formats.raw_pdf import raw_pdf, shown

    page = "".join(
        (
            shown(72, 700, "Tobacco"),
            shown(130, 700, "B").replace("/F1", "/F2"),
            shown(150, 700, "current"),
            shown(210, 700, "A").replace("/F1", "/F2"),
            shown(230, 700, "never"),
        )
    )
    found = read(raw_pdf([page], symbols=font), name="x.pdf").lines
    words = " ".join(found[0].text.split())
    assert words == "Tobacco [ ] current [x] never"


def test_a_sign_of_an_unknown_font_stays_as_it_is() -> None:
    assert signs_of("Helvetica") is None and signs_of("Symbolon") is None
    assert signs_of("Wingdings 2") != signs_of("Wingdings")
