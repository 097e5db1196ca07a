"""Scans read back: pages turned and askew, ruled tables, faxes.  Few, since each costs
some seconds of processor time."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.packet_formats.rendering import fax, pages_of, scan, tiff_of

pytest.importorskip("rapidocr")
pytest.importorskip("tesserocr")

BODY = """#set page(width: 400pt, height: 240pt, margin: 24pt)
#set text(font: "DejaVu Sans Mono", size: 9pt)
#let box-of(mark) = box(width: 9pt, height: 9pt, stroke: 0.8pt, baseline: 1pt,
  align(center + horizon, text(size: 8pt, mark)))
MRI of the cervical spine 02/14/2026

#table(columns: 3, [Level], [Canal], [Left foramen],
  [C5-6], [mild], [severe], [C6-7], [normal], [moderate])

Tobacco use: #box-of[X] never  #box-of[] current

No cord signal change. Denies gait trouble."""


def picture() -> Any:
    import typst

    return pages_of(bytes(typst.compile(BODY.encode())))[0]


def words(lines: Any) -> str:
    return "\n".join(re.sub(r" {3,}", " | ", line.text.strip()) for line in lines)


def read(image: Any) -> Any:
    import numpy as np

    from workbench.packet.formats.ocr import read_picture

    width = image.width / 200 * 72
    return read_picture(np.asarray(image.convert("L")).copy(), page=1, width=width)


def check(text: str) -> None:
    assert "MRI of the cervical spine 02/14/2026" in text
    assert "C5-6 | mild | severe" in text
    assert "C6-7 | normal | moderate" in text
    assert "No cord signal change. Denies gait trouble." in text


def test_a_page_fed_sideways_is_turned_and_its_boxes_lead_back() -> None:
    image = scan(picture(), skew=0.4).rotate(90, expand=True)
    found = read(image)
    check(words(found.lines))
    first = found.lines[0].box
    # The page was turned against the clock: its first line runs up its left edge.
    assert first[2] - first[0] < 40 and first[3] - first[1] > 120
    assert first[2] < image.width / 200 * 72 / 2


def test_a_coarse_fax_is_read_from_a_tiff_of_several_pages() -> None:
    from workbench.packet.formats.picture import read as read_file

    page = fax(picture().crop((0, 0, 1111, 300)), fine=True)
    steps: list[tuple[int, int]] = []
    data = tiff_of([page, page])
    made = read_file(data, name="x.tiff", progress=lambda a, b: steps.append((a, b)))
    assert {line.page for line in made.lines} == {1, 2}
    assert sum("02/14/2026" in line.text for line in made.lines) == 2
    assert steps[-1] == (2, 2)
