"""A scan with text laid under it, as programs that recognise scans save them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any


def with_layer(page: Any, said: Sequence[str]) -> bytes:
    """A PDF of one page: the picture, and words that are drawn without any ink."""
    stream = io.BytesIO()
    page.convert("L").save(stream, "JPEG", quality=85)
    picture = stream.getvalue()
    lines = "".join(f"({line}) Tj 0 -16 Td " for line in said)
    content = f"q 612 0 0 792 0 0 cm /P Do Q BT 3 Tr /F1 11 Tf 20 760 Td {lines}ET"
    heads = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
        b"/Resources << /Font << /F1 4 0 R >> /XObject << /P 6 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream".encode(),
        f"<< /Type /XObject /Subtype /Image /Width {page.width} /Height {page.height} "
        "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode "
        f"/Length {len(picture)} >>\nstream\n".encode()
        + picture
        + b"\nendstream",
    )
    data, starts = b"%PDF-1.7\n", []
    for number, body in enumerate(heads, 1):
        starts.append(len(data))
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    end = (
        f"xref\n0 7\n0000000000 65535 f \n{table}trailer\n<< /Size 7 /Root 1 0 R >>\n"
        f"startxref\n{len(data)}\n%%EOF\n"
    )
    return data + end.encode()
