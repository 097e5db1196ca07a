"""A packet's text as other files: PDF in several layouts, scans and faxes of these.

What comes out is what a printer, a fax line or a records system would make of the same
record, so that what is read from it can be held against what is read from the text.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterator
from typing import Any, Literal

Layout = Literal["typed", "flowed", "columns", "furniture", "drawn"]
LAYOUTS: tuple[Layout, ...] = ("typed", "flowed", "columns", "furniture", "drawn")

_LABEL = re.compile(r"\s*(?:[A-Z][^:.]{0,40}:(?:\s|$)|[-*•\d(\[#]|[A-Z0-9 /&-]{4,}$)")
_ACROSS = 106
"""Characters of the typewriter face across a page."""
_ADVANCE = 4.816
"""Points that one of them takes at its size."""
_TYPED_BOX = re.compile(r"\[(?P<tick> |[xX]|)\]")
_GAP = re.compile(r"[ ]{3,}|\t+")
_ENDED = re.compile(r"(?s).*[.!?]\s*\n\s*[A-Z][a-z]+(?: [a-z]+)?\s*")
"""A sentence that ended, over a word or two that head what follows."""
_LED = re.compile(r"(?:\.{4,}|_{4,})\s")
"""Dots or a rule lead from a label to its value: a line of a form."""
_BANNER = re.compile(r"[-=*#]{3,}.*[-=*#]{3,}")
"""A line between rules heads what follows and goes on in nothing."""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def pdf_of(text: str, layout: Layout = "typed", size: float = 9.5) -> bytes:
    """A PDF with a text layer that shows a packet's text."""
    import typst

    if layout in ("typed", "drawn"):
        source = _typed(text, drawn=layout == "drawn")
    else:
        source = _flowed(text, columns=layout == "columns", size=size)
    head = ""
    if layout == "furniture":
        head = (
            ", header: text(8pt)[Larkhaven Records Bureau #h(1fr) Chart copy 55-0192], "
            "footer: text(8pt)[Printed 02:14 PM #h(1fr) Page "
            "#context counter(page).display() of "
            "#context counter(page).final().first()]"
        )
    page = f'#set page("us-letter", margin: 48pt{head})\n'
    return bytes(typst.compile((page + source).encode()))


def _typed(text: str, drawn: bool) -> str:
    """Lines of a typewriter face; ``drawn``: its boxes and tables are ruled."""
    rows = ['#set text(font: "DejaVu Sans Mono", size: 8pt)']
    rows.append("#set par(leading: 3pt, spacing: 3pt)")
    for number, page in enumerate(text.split("\f")):
        if number:
            rows.append("#pagebreak(weak: true)")
        table: list[str] = []
        for line in [*_wrapped(page), ""]:
            if drawn and line.count("|") >= 2:
                table.append(line)
                continue
            if table:
                rows.append(f"#block(spacing: 5pt)[{_table(table)}]")
                table = []
            shown = _with_boxes(line) if drawn else _spaced(line)
            rows.append(f"#block(spacing: 3pt)[{shown}]")
    return "\n".join(rows)


def _spaced(text: str) -> str:
    shown = text.replace(" ", "\u00a0") or "\u00a0"
    return f"#text({_quoted(shown)})"


def _with_boxes(line: str) -> str:
    """A line with squares where boxes were typed, ticked or empty, as wide as these."""
    made, at = "", 0
    for found in _TYPED_BOX.finditer(line):
        if found.start() > at:
            made += _spaced(line[at : found.start()])
        cross = "text(size: 7pt)[X]" if found["tick"].strip() else "none"
        wide = _ADVANCE * len(found.group())
        made += (
            f"#box(width: {wide:.2f}pt, align(center, box(width: 8pt, height: 8pt, "
            f"baseline: 1pt, stroke: 0.7pt, align(center + horizon, {cross}))))"
        )
        at = found.end()
    return made + _spaced(line[at:]) if at < len(line) or not line else made


def _wrapped(page: str) -> Iterator[str]:
    """The lines of a page as a typewriter sets them: none runs over the edge."""
    for line in page.split("\n"):
        shown = line.expandtabs(8).rstrip()
        yield from textwrap.wrap(shown, _ACROSS, replace_whitespace=False) or [""]


def _flowed(text: str, columns: bool, size: float) -> str:
    rows = [f'#set text(font: "Libertinus Serif", size: {size}pt, hyphenate: true)']
    rows.append("#set par(leading: 4.5pt, spacing: 4.5pt, justify: true)")
    prose: list[str] = []

    def flush() -> None:
        if not prose:
            return
        joined = "\n\n".join(f"#text({_quoted(one)})" for one in prose)
        long = sum(map(len, prose)) > 900
        rows.append(f"#columns(2)[{joined}]" if columns and long else joined)
        rows.append("")
        prose.clear()

    for kind, lines in _parts(text):
        if kind == "prose":
            prose.append(" ".join(line.strip() for line in lines))
            continue
        flush()
        if kind == "table":
            rows.append(_table(lines))
        elif kind == "blank":
            rows.append("#v(7pt)")
        elif kind == "page":
            rows.append("#pagebreak(weak: true)")
        elif kind == "rule":
            rows.append("#line(length: 100%, stroke: 0.7pt)")
        else:
            rows += [_cells(line, size) for line in lines]
        rows.append("")
    flush()
    return "\n".join(rows)


def _parts(text: str) -> list[tuple[str, list[str]]]:
    """Lines as tables, prose that may be set anew, and lines that stay as they are."""
    made: list[tuple[str, list[str]]] = []
    lines = [line for part in text.split("\f") for line in [*part.split("\n"), "\f"]]
    before = ""
    for line in lines[:-1]:
        kind = _kind(line)
        if kind == "line" and made and made[-1][0] in ("line", "prose") and before:
            last = made[-1][1][-1]
            wraps = len(last) >= 60 and not _LABEL.match(line) and not _GAP.search(last)
            wraps = wraps and not _BANNER.fullmatch(last.strip())
            wraps = wraps and not _ENDED.fullmatch(last + "\n" + line)
            wraps = wraps and not (_LED.search(last) or _LED.search(line))
            if wraps:
                kind = "prose"
                if made[-1][0] == "line" and len(made[-1][1]) > 1:
                    made.append(("prose", [made[-1][1].pop()]))
                else:
                    made[-1] = ("prose", made[-1][1])
        if made and made[-1][0] == kind and kind in ("table", "line", "prose"):
            made[-1][1].append(line)
        else:
            made.append((kind, [line]))
        before = line.strip()
    return made


def _kind(line: str) -> str:
    if line == "\f":
        return "page"
    if not line.strip():
        return "blank"
    if line.count("|") >= 2:
        return "table"
    if len(line.strip()) > 8 and not line.strip(" -=_+*~"):
        return "rule"
    return "line"


def _table(lines: list[str]) -> str:
    cut = [
        [cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines
    ]
    kept = [row for row in cut if any(cell.strip("-: ") for cell in row)]
    width = max(len(row) for row in kept)
    cells = ", ".join(
        f"[#text({_quoted(cell)})]"
        for row in kept
        for cell in [*row, *[""] * (width - len(row))]
    )
    return (
        "#{ set par(justify: false); "
        f"table(columns: {width}, stroke: 0.5pt, {cells}) }}"
    )


def _cells(line: str, size: float) -> str:
    """A line with its cells each at the place that its characters had."""
    line = line.expandtabs(8).rstrip()
    cells, at = [], 0
    for match in [*_GAP.finditer(line), None]:
        end = match.start() if match else len(line)
        if line[at:end].strip():
            cells.append((at, line[at:end]))
        at = match.end() if match else len(line)
    step = 0.56 * size
    if len(cells) == 1 and cells[0][0] == 0:
        return f"#block(spacing: 4.5pt)[#text({_quoted(line)})]"
    placed = "".join(
        f"#place(dx: {start * step:.1f}pt)[#box(text({_quoted(text.strip())}))]"
        for start, text in cells
    )
    return f"#block(spacing: 4.5pt, height: {size * 0.72:.1f}pt, width: 100%)[{placed}]"


# --- scans -----------------------------------------------------------------------


def pages_of(pdf: bytes, dpi: int = 200) -> list[Any]:
    """The pages of a PDF as grey Pillow pictures."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    made = [
        page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        for page in document
    ]
    document.close()
    return made


def scan(image: Any, seed: int = 1, skew: float | None = None, noise: int = 16) -> Any:
    """A page as an office scanner makes it: a little askew, grainy and soft."""
    import numpy as np
    from PIL import Image, ImageFilter

    random = np.random.default_rng(seed)
    angle = float(random.uniform(-1.5, 1.5)) if skew is None else skew
    image = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(0.6))
    pixels = np.asarray(image).astype(float) + random.normal(0, noise, image.size[::-1])
    specks = random.random(pixels.shape) < 0.0006
    pixels[specks] = random.choice([0, 255], size=int(specks.sum()))
    return Image.fromarray(np.clip(pixels, 0, 255).astype("uint8"))


def fax(image: Any, seed: int = 1, fine: bool = True) -> Any:
    """A page as a fax machine sends it: 1,728 dots across, black or white."""
    from PIL import Image

    grey = scan(image, seed, noise=10)
    wide, down = 1728, 196 if fine else 98
    high = round(grey.height / 200 * down)
    small = grey.resize((wide, high), Image.Resampling.BOX)
    return small.point(lambda value: 255 if value > 150 else 0).convert("1")


def pdf_of_pictures(images: list[Any]) -> bytes:
    """A PDF whose pages are pictures, as a scanner saves it."""
    stream = io.BytesIO()
    first, *rest = [image.convert("L") for image in images]
    first.save(
        stream, "PDF", resolution=200.0, save_all=True, append_images=rest, quality=80
    )
    return stream.getvalue()


def tiff_of(images: list[Any], dpi: tuple[int, int] = (204, 196)) -> bytes:
    """A multi-page TIFF as fax servers keep it."""
    stream = io.BytesIO()
    first, *rest = [image.convert("1") for image in images]
    first.save(
        stream, "TIFF", save_all=True, append_images=rest, compression="group4", dpi=dpi
    )
    return stream.getvalue()
