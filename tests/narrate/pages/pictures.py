"""The pictures in the docs: pages of the first gold case, made anew.

python -m tests.narrate.pages.pictures [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from tests.letters.made import matter, reviewed
from workbench.narrate.letters.letter import render_letter
from workbench.narrate.narrative import render
from workbench.narrate.pages.pdf import render_pdf
from workbench.narrate.pages.sheet import narrative_setup

CASE = "seed-staged-revision"
FOLDER = Path(__file__).parents[3] / "docs/images"
LETTERHEAD = {
    "name": "Larkfield Health Plan",
    "lines": ["Utilization Management", "P.O. Box 40, Westmere, TX 75002"],
}
_DESK, _EDGE, _GAP = (225, 229, 233), (190, 196, 202), 24


def letter() -> bytes:
    """The adverse draft under the strict wording, the window for records closed."""
    review, policy = reviewed(CASE, "cervical-spine-surgery-strict", True)
    made = render_letter("adverse", review, policy, matter(letterhead=LETTERHEAD))
    return render_pdf(made.markdown, made.setup)


def narrative() -> bytes:
    """The narrative under the public wording."""
    review, policy = reviewed(CASE)
    return render_pdf(render(review, policy), narrative_setup(review))


def picture(pdf: bytes, pages: tuple[int, ...], scale: float = 1.2) -> Image.Image:
    """Pages side by side on a desk, in few colours."""
    document = pypdfium2.PdfDocument(pdf)
    shown = [document[n - 1].render(scale=scale).to_pil() for n in pages]
    width = sum(one.width for one in shown) + _GAP * (len(shown) + 1)
    board = Image.new("RGB", (width, shown[0].height + 2 * _GAP), _DESK)
    place = _GAP
    for one in shown:
        board.paste(
            ImageOps.expand(one.convert("RGB"), 1, _EDGE), (place - 1, _GAP - 1)
        )
        place += one.width + _GAP
    return board.quantize(
        96, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    )


def main(folder: Path) -> None:
    """Write both pictures."""
    picture(letter(), (1, 2)).save(folder / "letter.png", optimize=True)
    picture(narrative(), (1, 3)).save(folder / "narrative-pdf.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
