"""Drawn boxes on pictures of pages: which are found, which are ticked, what is none."""

from __future__ import annotations

from typing import Any

import pytest

from tests.packet_formats.rendering import fax, pages_of, scan
from tests.packet_formats.test_pdf_boxes import HEAD
from workbench.packet.formats import ocr_image

pytest.importorskip("cv2")


def pixels(body: str, way: str) -> Any:
    import numpy as np
    import typst

    (page,) = pages_of(bytes(typst.compile((HEAD + body).encode())))
    coarse = way == "coarse"
    image = scan(page, 3) if way == "scan" else fax(page, 3, fine=not coarse)
    made = np.array(image.convert("L"))
    if way != "scan":
        made = ocr_image.square(made, 204, 98 if coarse else 196)
    level, _ = ocr_image.level(ocr_image.sized(np.ascontiguousarray(made)))
    return level


def boxes(body: str, way: str) -> list[bool | None]:
    """Whether each box is ticked, row by row and from left to right."""
    from workbench.packet.formats.ocr_marks import without_marks

    found = without_marks(pixels(body, way)).boxes
    down = sorted(found, key=lambda one: one.cut[1])
    pairs = (sorted(down[at : at + 2]) for at in range(0, len(down), 2))
    return [one.ticked for pair in pairs for one in pair]


FORM = "\n\n".join(
    f"Question {n} of the form #h(20pt) #square-of[{a}] yes #h(20pt) #square-of[{b}] no"
    for n, (a, b) in enumerate((("X", ""), ("", "X"), ("#cross", ""), ("", "")), 1)
)
"""Boxes of 9 points in lines of serif letters of 10 points."""
PROSE = (
    "#set text(size: 12pt)\n"
    + "On 06/10/2026 Dr. Obolobo DOBD noted OO DD BB 00 88 o o o of the disc. " * 12
)


@pytest.mark.parametrize("way", ["scan", "fax", "coarse"])
def test_each_drawn_box_is_found_and_told(way: str) -> None:
    assert boxes(FORM, way) == [True, False, False, True, True, False, False, False]


@pytest.mark.parametrize("way", ["scan", "fax", "coarse"])
@pytest.mark.parametrize("face", ["Libertinus Serif", "DejaVu Sans Mono"])
def test_round_letters_and_digits_are_no_boxes(way: str, face: str) -> None:
    assert boxes(f'#set text(font: "{face}")\n{PROSE}', way) == []
