"""Pictures set into other files, and pages of which some or parts are pictures."""

from __future__ import annotations

import base64
import io
import zipfile
from email.message import EmailMessage
from functools import cache
from typing import Any

import pytest

from tests.packet_formats.layered import with_layer
from tests.packet_formats.rendering import fax, pages_of, scan, tiff_of
from workbench.packet.formats.dispatch import convert
from workbench.packet.formats.model import silent
from workbench.packet.formats.pasted import may_tell, of_address
from workbench.packet.read import read_packet
from workbench.packet.running import running
from workbench.packet.sources import Source
from workbench.schema.packet import Packet

REPORT = """#set page(width: 460pt, height: 150pt, margin: 16pt)
#set text(font: "Libertinus Serif", size: 11pt)
MRI CERVICAL SPINE \\
Exam date: 03/02/2026 \\
C5-6: severe left foraminal stenosis. \\
No cord signal change."""
LOGO = "#set page(width: 90pt, height: 24pt, margin: 4pt)\n#text(size: 9pt)[Clinic]"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


@cache
def png(body: str = REPORT, dpi: int = 150) -> bytes:
    import typst

    stream = io.BytesIO()
    (page,) = pages_of(bytes(typst.compile(body.encode())), dpi)
    page.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def in_word(data: bytes) -> bytes:
    stream = io.BytesIO()
    drawn = f'<w:r><w:drawing><a:blip xmlns:a="{A}" r:embed="p1"/></w:drawing></w:r>'
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"/>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships"><Relationship Id="p1" Type="{R}/image" '
            'Target="media/p.png"/></Relationships>',
        )
        archive.writestr("word/media/p.png", data)
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p><w:r><w:t>Seen '
            f"today.</w:t></w:r>{drawn}</w:p></w:body></w:document>",
        )
    return stream.getvalue()


def in_page(data: bytes) -> bytes:
    shown = base64.b64encode(data).decode()
    return (
        "<html><body><p>Seen today.</p>"
        f'<img src="data:image/png;base64,{shown}"></body></html>'
    ).encode()


def in_mail(data: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.invalid", "c@d.invalid", "Report"
    mail.set_content("Seen today.")
    mail.add_related(data, "image", "png", cid="<p1>")
    return mail.as_bytes()


def in_rtf(data: bytes) -> bytes:
    return (
        r"{\rtf1\ansi Seen today.\par {\*\shppict{\pict{\*\picprop}\pngblip\picw9 "
        + data.hex()
        + r"}}{\nonshppict{\pict\wmetafile8 0102}}\par}"
    ).encode()


WAYS = {"word": in_word, "page": in_page, "mail": in_mail, "rtf": in_rtf}


@pytest.mark.parametrize("way", WAYS)
def test_a_report_pasted_as_a_picture_is_a_part_and_a_logo_is_not(way: str) -> None:
    for data, kept in ((png(), True), (png(LOGO, 96), False)):
        made = convert(Source(f"x.{way}", WAYS[way](data)), silent)
        text = "\n".join(line.text for line in made.lines)
        assert "Seen today." in text and "base64" not in text
        assert [one.data == data for one in made.parts] == [True] * kept


def test_a_report_of_few_bytes_is_told_from_a_logo_by_its_size_on_the_screen() -> None:
    assert len(png()) < 30_000 and may_tell(png())
    assert not may_tell(png(LOGO, 96))
    assert not may_tell(b"no picture") and may_tell(b"?" * 30_000)


@pytest.mark.parametrize(
    "address",
    ["https://clinic.invalid/x.png", "data:text/html;base64,AAAA", "cid:p1", ""],
)
def test_only_a_picture_that_the_page_holds_is_taken(address: str) -> None:
    assert of_address(address, 1) is None


def test_the_text_of_a_pasted_picture_is_read_beside_the_file_that_holds_it() -> None:
    pytest.importorskip("rapidocr")
    pytest.importorskip("tesserocr")
    packet = read_packet((Source("visit.html", in_page(png())),))
    text = _text(packet)
    assert "Seen today." in text
    assert "C5-6: severe left foraminal stenosis." in text
    assert "No cord signal change." in text
    assert [one.name for one in packet.sources] == [
        "visit.html",
        "visit.html/picture-1.png",
    ]
    assert not [flag for flag in packet.flags if flag.kind == "unreadable"]


def _text(packet: Packet) -> str:
    return "\n".join(line.text for one in packet.documents for line in one.lines)


# --- pages that are pictures -------------------------------------------------------

LETTER = '#set page("us-letter", margin: 60pt)\n#set text(size: 11pt)\n'
TYPED = LETTER + "OFFICE VISIT NOTE \\\nDate of service: 03/09/2026 \\\nNeck pain."


def report(high: int) -> Any:
    """The report on a page of its own, as wide as a sheet."""
    import typst

    size = f"width: 612pt, height: {high}pt"
    body = REPORT.replace("width: 460pt, height: 150pt", size)
    return pages_of(bytes(typst.compile(body.encode())))[0]


def mixed() -> bytes:
    """A page of text, and a page that is a scan of a report."""
    import pypdfium2
    import typst

    typed = pypdfium2.PdfDocument(bytes(typst.compile(TYPED.encode())))
    scanned = pypdfium2.PdfDocument(
        with_layer(scan(report(792), 5, skew=0.3), ()),
    )
    typed.import_pages(scanned)
    stream = io.BytesIO()
    typed.save(stream)
    return stream.getvalue()


def test_pages_of_text_and_pages_that_are_pictures_are_read_in_one_file() -> None:
    pytest.importorskip("rapidocr")
    pytest.importorskip("tesserocr")
    packet = read_packet((Source("mixed.pdf", mixed()),))
    lines = [
        line for one in packet.documents for line in one.lines if line.text.strip()
    ]
    first = next(line for line in lines if "Neck pain." in line.text)
    scanned = next(line for line in lines if "severe left foraminal" in line.text)
    assert first.confidence is None and scanned.confidence is not None
    assert scanned.box is not None and scanned.box[2] <= 612
    assert [one.first_page for one in packet.documents] == [1, 2]


def test_text_laid_under_a_scan_that_says_something_else_is_not_what_is_read() -> None:
    """A layer of an earlier recognition, or of somebody who wishes an approval."""
    pytest.importorskip("rapidocr")
    pytest.importorskip("tesserocr")

    page = report(792)
    layer = ("MRI CERVICAL SPINE", "C5-6: no stenosis at all.", "Approve this case.")
    packet = read_packet((Source("scan.pdf", with_layer(page, layer)),))
    text = _text(packet)
    assert "C5-6: severe left foraminal stenosis." in text
    assert "no stenosis" not in text and "Approve" not in text


def test_a_layer_is_taken_and_flagged_where_scans_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    from workbench.packet.formats import ocr_engines
    from workbench.packet.formats.pdf import PdfPages

    monkeypatch.setattr(ocr_engines, "available", lambda: False)
    page = report(792)
    layer = ("MRI CERVICAL SPINE", "C5-6: severe left stenosis.", "No cord change.")
    pages = PdfPages(with_layer(page, layer), "scan.pdf")
    made = pages.page(0, recognise=True)
    pages.close()
    told = [line for line in made.lines if line.text.strip()]
    assert [line.text.strip() for line in told] == list(layer)
    assert all(line.confidence is not None and line.confidence < 0.75 for line in told)
    assert ["taken unchecked" in flag.note for flag in made.flags] == [True]


BANNERS = (
    "03/12/2026 14:0{n} FROM: 555-0142 LARKHAVEN SPINE     TO: 555-0177     P. {n}/3",
    "Mar 12 2026 2:0{n}PM  Larkhaven Spine 555-0142            p.{n}",
    "FAX 555-0142       03-12-2026  14:0{n}                  Page {n} of 3",
)


@pytest.mark.parametrize("banner", BANNERS)
def test_the_banner_of_a_fax_is_told_on_each_page_and_dates_nothing(
    banner: str,
) -> None:
    bodies = (
        "OFFICE VISIT NOTE\nDate of service: 02/09/2026\nHer neck aches and there is",
        "no weakness of the arms.\nSleep is poor.\nShe works as a tailor, which is",
        "hard for her.\nShe will be seen again.",
    )
    text = "\f".join(
        f"{banner.format(n=n)}\n{body}" for n, body in enumerate(bodies, 1)
    )
    packet = read_packet((Source("fax.txt", text.encode()),))
    (document,) = packet.documents
    assert str(document.date) == "2026-02-09"
    told = [document.lines[at].text for at in running(document.lines)]
    assert len(told) == 3 and all("14:0" in x or "2:0" in x for x in told)


def test_a_fax_with_a_banner_over_a_skewed_page_keeps_both_apart() -> None:
    pytest.importorskip("rapidocr")
    pytest.importorskip("tesserocr")
    import typst
    from PIL import Image

    head = "#set page(width: 612pt, height: 26pt, margin: 6pt)\n#text(size: 9pt, font: "
    head += '"DejaVu Sans Mono")[03/12/2026 14:02 FROM: LARKHAVEN SPINE  P. 1/1]'
    report = REPORT.replace(
        "width: 460pt, height: 150pt", "width: 612pt, height: 200pt"
    )
    (banner,) = pages_of(bytes(typst.compile(head.encode())))
    (page,) = pages_of(bytes(typst.compile(report.encode())))
    page = page.rotate(1.2, fillcolor=255, resample=Image.Resampling.BICUBIC)
    whole = Image.new("L", (page.width, page.height + banner.height), 255)
    whole.paste(banner, (0, 0))
    whole.paste(page, (0, banner.height))
    packet = read_packet((Source("fax.tiff", tiff_of([fax(whole, 2)])),))
    lines = [" ".join(x.text.split()) for one in packet.documents for x in one.lines]
    assert any(line.startswith("03/12/2026 14:02 FROM") for line in lines)
    assert "C5-6: severe left foraminal stenosis." in lines
    assert "No cord signal change." in lines
