"""Hostile pictures and PDF files: sizes that lie, loops, seals, scripts, bombs."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

Hostile = tuple[str, bytes]


def chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png(width: int, height: int, data: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", data)
        + chunk(b"IEND", b"")
    )


def tiff(width: int, height: int, loop: bool = False) -> bytes:
    tags = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 1), (259, 3, 1, 1)]
    tags += [(262, 3, 1, 1), (273, 4, 1, 8), (278, 4, 1, height), (279, 4, 1, 100)]
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    behind = 8 if loop else 0
    return (
        b"II*\x00\x08\x00\x00\x00"
        + struct.pack("<H", len(tags))
        + entries
        + struct.pack("<I", behind)
    )


def pdf(*objects: str, trailer: str = "/Root 1 0 R") -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} {trailer} >>\n".encode()
    return out + f"startxref\n{start}\n%%EOF".encode()


CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>"


def stream(body: str, extra: str = "") -> str:
    return f"<< /Length {len(body)} {extra} >>\nstream\n{body}\nendstream"


def flate(raw: bytes) -> str:
    return stream(zlib.compress(raw, 9).decode("latin-1"), "/Filter /FlateDecode")


SEAL = (
    "/Root 1 0 R /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 "
    f"/O ({'a' * 32}) /U ({'b' * 32}) >> /ID [(a)(a)]"
)
SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
LAUNCH = "<< /S /Launch /F (calc.exe) >>"


def pictures() -> Iterator[Hostile]:
    """Pictures by name."""
    small = zlib.compress(b"\x00" * 100)
    yield "png-huge", png(60_000, 60_000, small)
    yield "png-largest", png(2**31 - 1, 2**31 - 1, small)
    yield "png-bomb", png(30_000, 30_000, zlib.compress(b"\x00" * 8_000_000, 9))
    yield "png-cut", png(100, 100, small)[:50]
    yield "png-no-data", png(100, 100, b"")
    yield "png-bad-data", png(100, 100, b"\xff" * 200)
    yield "png-zero", png(0, 0, small)
    text = zlib.compress(b"A" * 6_000_000, 9)
    yield "png-text-bomb", png(1, 1, small)[:33] + chunk(b"zTXt", b"k\x00\x00" + text)
    yield "png-head", b"\x89PNG\r\n\x1a\n"
    yield "jpeg-head", b"\xff\xd8\xff\xe0"
    yield "jpeg-noise", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20
    yield (
        "jpeg-huge",
        b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03" + b"\x01\x11\x00" * 3,
    )
    yield "tiff-huge", tiff(2**31 - 1, 2**31 - 1)
    yield "tiff-loop", tiff(10, 10, loop=True)
    yield "tiff-cut", tiff(100, 100)[:20]
    yield "tiff-head", b"II*\x00"
    yield "tiff-far", b"MM\x00*\xff\xff\xff\xff"
    yield "gif-head", b"GIF89a" + b"\xff" * 30
    yield "gif-huge", b"GIF89a\xff\xff\xff\xff\xf7\x00\x00" + b"\x00" * 800
    yield (
        "bmp-huge",
        b"BM"
        + struct.pack(
            "<IHHIIiiHHIIiiII", 99, 0, 0, 54, 40, 2**30, 2**30, 1, 24, 0, 0, 0, 0, 0, 0
        ),
    )
    yield "webp-head", b"RIFF\xff\xff\xff\xffWEBPVP8 "


def pdfs() -> Iterator[Hostile]:
    """PDF files by name."""
    yield "pdf-head", b"%PDF-1.7\n"
    yield "pdf-noise", b"%PDF-1.7\n" + bytes(range(256)) * 40
    yield "pdf-cut", pdf(CATALOG, PAGES, PAGE, stream("BT ET"))[:120]
    yield "pdf-no-pages", pdf("<< /Type /Catalog >>")
    yield "pdf-loop-pages", pdf(CATALOG, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>")
    yield "pdf-count-lie", pdf(CATALOG, "<< /Type /Pages /Kids [] /Count 99999999 >>")
    yield "pdf-self", pdf("1 0 R")
    yield "pdf-sealed", pdf(CATALOG, PAGES, PAGE, stream("x"), trailer=SEAL)
    yield (
        "pdf-unknown-seal",
        pdf(
            CATALOG,
            PAGES,
            PAGE,
            stream("x"),
            trailer="/Root 1 0 R /Encrypt << /Filter /Odd /V 99 >>",
        ),
    )
    yield "pdf-deep-array", pdf(CATALOG, PAGES, PAGE + "[" * 20_000, stream("x"))
    yield "pdf-bomb", pdf(CATALOG, PAGES, PAGE, flate(b" " * 8_000_000))
    yield (
        "pdf-script",
        pdf(CATALOG[:-2] + f"/OpenAction {SCRIPT} >>", PAGES, PAGE, stream("")),
    )
    yield (
        "pdf-launch",
        pdf(CATALOG[:-2] + f"/OpenAction {LAUNCH} >>", PAGES, PAGE, stream("")),
    )
    yield "pdf-empty-page", pdf(CATALOG, PAGES, PAGE, stream(""))
    yield (
        "pdf-huge-page",
        pdf(CATALOG, PAGES, PAGE.replace("612 792", "9999999 9999999"), stream("")),
    )
    yield (
        "pdf-zero-page",
        pdf(CATALOG, PAGES, PAGE.replace("612 792", "0 0"), stream("")),
    )
    yield (
        "pdf-xref-loop",
        b"%PDF-1.7\nxref\n0 0\ntrailer << /Prev 9 >>\nstartxref\n9\n%%EOF",
    )
    yield "pdf-gs-loop", pdf(CATALOG, PAGES, PAGE, stream("q " * 200_000))
