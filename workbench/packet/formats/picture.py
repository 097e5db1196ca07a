"""Scanned pictures to lines: TIFF of many pages, PNG, JPEG and the like."""

from __future__ import annotations

import io
import warnings
from typing import Any

from workbench.errors import PacketError
from workbench.packet.formats import ocr_engines
from workbench.packet.formats.model import Converted, Progress, silent
from workbench.packet.formats.page import Page, flag
from workbench.packet.formats.page_pool import read_pages

MAX_PIXELS = 120_000_000
"""A letter page at 1,200 dpi; larger ones are no scans of pages."""
MAX_FRAMES = 2_000
_PAGE_WIDTH = 612.0
_LEAST_DPI, _MOST_DPI = 60.0, 1_300.0


def read(data: bytes, *, name: str, progress: Progress = silent) -> Converted:
    """The lines of a picture file, frame by frame.

    Raises PacketError for damaged or far too large pictures, and where the packages
    that read scans are not installed.
    """
    ocr_engines.require(name)
    frames = Frames(data, name)
    count = len(frames)
    found: dict[int, Page] = {}

    def done(index: int, page: Page) -> None:
        found[index] = page
        progress(len(found), count)

    read_pages(
        "picture",
        data,
        name,
        range(count),
        done,
        lambda: progress(len(found), count),
    )
    pages = [found[index] for index in sorted(found)]
    return Converted(
        frames.format,
        tuple(line for page in pages for line in page.lines),
        tuple(item for page in pages for item in page.flags),
    )


class Frames:
    """The frames of a picture file, each opened when it is read."""

    def __init__(self, data: bytes, name: str) -> None:
        from PIL import Image

        self._name = name
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._image = Image.open(io.BytesIO(data))
                self._count = min(getattr(self._image, "n_frames", 1), MAX_FRAMES)
        except Exception as error:
            raise PacketError(
                f"the picture is damaged or of no known kind ({type(error).__name__})",
                where=name,
                fix="save it as PNG, TIFF or PDF",
            ) from None
        self.format = str(self._image.format or "picture").lower()

    def __len__(self) -> int:
        return self._count

    def page(self, index: int, *, recognise: bool = True) -> Page:
        """One frame read.  Raises PacketError for one that cannot be read."""
        from workbench.packet.formats.scan import scanned

        self._image.seek(index)
        wide, high = self._image.size
        if wide * high > MAX_PIXELS or min(wide, high) < 16:
            what = f"is {wide} x {high} pixels and was not read"
            return Page(flags=(flag("unreadable", index + 1, self._name, what),))
        try:
            pixels, width = _grey(self._image)
        except Exception as error:
            what = f"is damaged ({type(error).__name__})"
            return Page(flags=(flag("unreadable", index + 1, self._name, what),))
        return scanned(pixels, number=index + 1, name=self._name, width=width)


def _grey(image: Any) -> tuple[Any, float]:
    """The picture's grey pixels, square and upright as its file says, and its width
    in points."""
    import numpy as np
    from PIL import ImageOps

    from workbench.packet.formats.ocr_image import square

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        across, down = _dpi(image)
        image = ImageOps.exif_transpose(image)
        if "A" in image.mode or "transparency" in image.info:
            from PIL import Image

            ground = Image.new("RGBA", image.size, "white")
            image = Image.alpha_composite(ground, image.convert("RGBA"))
        pixels = np.array(image.convert("L"))
    if float(np.median(pixels)) < 90:
        pixels = 255 - pixels  # white on black, as some fax servers save
    pixels = square(pixels, across, down)
    width = pixels.shape[1] / across * 72 if across else _PAGE_WIDTH
    return np.ascontiguousarray(pixels), width


def _dpi(image: Any) -> tuple[float, float]:
    """Dots per inch across and down; 0 where the file states none that can be."""
    found = image.info.get("dpi")
    try:
        across, down = float(found[0]), float(found[1])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0.0, 0.0
    if not all(_LEAST_DPI <= one <= _MOST_DPI for one in (across, down)):
        return 0.0, 0.0
    return across, down
