"""Small PDF files written by hand, for parts that no typesetter makes."""

from __future__ import annotations

_CODES = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Signs def 1 begincodespacerange <00> <FF> endcodespacerange
2 beginbfchar <41> <F0FE> <42> <F0A8> endbfchar endcmap end end"""


def raw_pdf(
    objects: list[str], root: str = "", drawn: str = "", symbols: str = ""
) -> bytes:
    """A file of these objects; the first is the page tree's only page's content.

    Objects 1 to 4 are the catalogue, the page tree, the page and its font; the given
    ones are numbered from 5, the first being the page's content stream.  ``drawn`` is
    the content of a form that the page may show as ``/Box Do``; ``symbols`` is the
    name of a symbol font, ``/F2``, whose letter A has code U+F0FE and B U+F0A8.
    """
    stream = objects[0]
    last = 5 + len(objects)
    font = f"/F2 {last + bool(drawn)} 0 R " if symbols else ""
    inner = f"/XObject << /Box {last} 0 R >> " if drawn else ""
    annotations = " ".join(f"{n} 0 R" for n in range(6, 5 + len(objects)))
    own = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
        f"/Resources << /Font << /F1 4 0 R {font}>> {inner}>> "
        f"/Annots [{annotations}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        *objects[1:],
    ]
    if drawn:
        own.append(
            "<< /Type /XObject /Subtype /Form /BBox [-2 -2 12 12] "
            f"/Length {len(drawn)} >>\nstream\n{drawn}\nendstream"
        )
    if symbols:
        own.append(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{symbols} "
            f"/ToUnicode {len(own) + 2} 0 R >>"
        )
        own.append(f"<< /Length {len(_CODES)} >>\nstream\n{_CODES}\nendstream")
    data = b"%PDF-1.7\n"
    starts = []
    for number, body in enumerate(own, 1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    count = len(own) + 1
    data += (
        f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    ).encode()
    return data


def shown(x: float, y: float, text: str, more: str = "") -> str:
    """Content that shows a text at a place; ``more`` sets colour or mode before it."""
    return f"q {more} BT /F1 11 Tf {x} {y} Td ({text}) Tj ET Q\n"


def field(kind: str, rect: str, more: str) -> str:
    """A form field as an annotation of the page."""
    return (
        f"<< /Type /Annot /Subtype /Widget /FT /{kind} /Rect [{rect}] /F 4 {more} "
        "/P 3 0 R >>"
    )
