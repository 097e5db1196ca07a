"""Word, RTF, HTML, mail, C-CDA, Excel: what a person sees is read, the rest is not."""

from __future__ import annotations

import pytest

from tests.packet_formats.hostile import W, docx, relations, xlsx
from workbench.packet.formats.dispatch import convert
from workbench.packet.formats.model import Converted, silent
from workbench.packet.formats.sniff import sniff
from workbench.packet.sources import Source

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def read(data: bytes) -> Converted:
    return convert(Source("a", data), silent)


def texts(data: bytes) -> list[str]:
    return [line.text for line in read(data).lines if line.text]


def kinds(data: bytes) -> set[str]:
    return {flag.kind for flag in read(data).flags}


def run(text: str, properties: str = "") -> str:
    made = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{made}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def sign(code: str) -> str:
    return f'<w:r><w:sym w:font="Wingdings" w:char="F0{code}"/></w:r>'


def control(properties: str, text: str) -> str:
    content = f"<w:sdtContent>{run(text)}</w:sdtContent>"
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>{content}</w:sdt>"


TICKED = f'<x:checkbox xmlns:x="{W14}"><x:checked x:val="1"/></x:checkbox>'
OLD_BOX = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
    '<w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>'
)
BOX = f"<w:txbxContent>{paragraph(run('box'))}</w:txbxContent>"
BOX_TWICE = (
    f'<w:r><m:AlternateContent xmlns:m="{MC}"><m:Choice><w:drawing>{BOX}</w:drawing>'
    f"</m:Choice><m:Fallback><w:pict>{BOX}</w:pict></m:Fallback>"
    "</m:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            paragraph(
                run("PT "), f"<w:del>{run('12')}</w:del>", f"<w:ins>{run('4')}</w:ins>"
            ),
            ["PT 4"],
        ),
        (paragraph(run("Seen "), run("secret", "<w:vanish/>")), ["Seen"]),
        (paragraph(run("A "), run("old", "<w:strike/>"), run("new")), ["A new"]),
        (
            table(cell("Level") + cell("Finding"), cell("C5-6") + cell("severe")),
            ["Level | Finding", "C5-6 | severe"],
        ),
        (
            table(cell("DOB:") + cell("01/02/1960") + cell("MRN:") + cell("77")),
            ["DOB: 01/02/1960 | MRN: 77"],
        ),
        (
            table(
                cell("C5-6", '<w:vMerge w:val="restart"/>') + cell("left"),
                cell("", "<w:vMerge/>") + cell("right"),
            ),
            ["C5-6 | left", "C5-6 | right"],
        ),
        (
            table(
                cell("wide", '<w:gridSpan w:val="2"/>') + cell("c"),
                cell("a") + cell("b") + cell("c"),
            ),
            ["wide |  | c", "a | b | c"],
        ),
        (table(cell("only")), ["only"]),
        (
            paragraph(sign("FE"), run(" Yes "), sign("A8"), run(" No")),
            ["[x] Yes [ ] No"],
        ),
        (paragraph(control(TICKED, "☒"), run(" Yes")), ["[x] Yes"]),
        (paragraph(control("<w:showingPlcHdr/>", "Click here"), run("x")), ["x"]),
        (paragraph(OLD_BOX, run(" smoker")), ["[x] smoker"]),
        (paragraph(BOX_TWICE, run("beside")), ["beside", "box"]),
        (
            '<w:p><w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>'
            + run("item")
            + "</w:p>",
            ["- item"],
        ),
        (paragraph(run("C5"), "<w:r><w:noBreakHyphen/></w:r>", run("6")), ["C5-6"]),
    ],
)
def test_word_bodies(body: str, wanted: list[str]) -> None:
    assert texts(docx(body)) == wanted


def test_word_headers_notes_comments_and_macros() -> None:
    part = '<w:{0} xmlns:w="' + W + '">{1}</w:{0}>'
    whole = relations("h.xml", "header", outside=False)
    for kind, id_ in (("footnotes", "rId2"), ("comments", "rId3")):
        one = relations(f"{kind[0]}.xml", kind, outside=False)
        one = one[one.index("<Relationship ") : one.index("</Relationships>")]
        end = whole.index("</Relationships>")
        whole = whole[:end] + one.replace("rId1", id_) + whole[end:]
    body = paragraph(run("body")) + (
        "<w:sectPr><w:headerReference r:id='rId1'/></w:sectPr>"
    )
    data = docx(
        body,
        extra={
            "word/_rels/document.xml.rels": whole,
            "word/h.xml": part.format("hdr", paragraph(run("Patient: Ada Invented"))),
            "word/f.xml": part.format(
                "footnotes", f"<w:footnote w:id='2'>{paragraph(run('n'))}</w:footnote>"
            ),
            "word/c.xml": part.format(
                "comments",
                f"<w:comment w:author='RN'>{paragraph(run('q'))}</w:comment>",
            ),
            "word/vbaProject.bin": b"\x00",
            "word/_rels/settings.xml.rels": relations(
                "http://evil.invalid/t.dotm", "attachedTemplate"
            ),
        },
    )
    assert texts(data) == [
        "Patient: Ada Invented",
        "body",
        "Footnote (2): n",
        "Comment (RN): q",
    ]
    assert kinds(data) == {"active-content"}


@pytest.mark.parametrize(
    ("rtf", "wanted"),
    [
        (rb"{\rtf1 {\header Patient: Ada\par}body}", ["Patient: Ada", "body"]),
        (rb"{\rtf1 {\deleted PT 12}PT 4}", ["PT 4"]),
        (rb"{\rtf1 \v no\v0 yes}", ["yes"]),
        (rb"{\rtf1 \u8805?4 \'b0}", ["≥4 °"]),
        (
            rb"{\rtf1 \trowd Level\cell Side\cell\row\trowd C5\cell left\cell\row}",
            ["Level | Side", "C5 | left"],
        ),
        (rb"{\rtf1 {\*\generator X}{\info{\title T}}text}", ["text"]),
        (rb"{\rtf1\ansi a\'e9{\fonttbl{\f1\fcharset204 X;}}\f1 \'cf}", ["aéП"]),
    ],
)
def test_rtf(rtf: bytes, wanted: list[str]) -> None:
    assert texts(rtf) == wanted


@pytest.mark.parametrize(
    ("page", "wanted", "hidden"),
    [
        ("<p>a<br>b</p>", ["a", "b"], False),
        ("<p>a</p><p style='display:none'>b</p>", ["a"], True),
        ("<style>.x{visibility:hidden}</style><p class=x>b</p>a", ["a"], True),
        ("<p hidden>b</p>a", ["a"], True),
        ("<p>a</p><p style='font-size:0px'>b</p>", ["a"], True),
        ("<p>a</p><font color=#ffffff>b</font>", ["a"], True),
        ("<p style='background:#036;color:white'>a</p>", ["a"], False),
        ("<p style='font-size:0.9em'>a</p>", ["a"], False),
        ("<p>a</p><!-- b --><script>c()</script>", ["a"], False),
        ("<ul><li>a<li>b</ul>", ["- a", "- b"], False),
        ("<table><tr><th>L<th>F<tr><td>C5<td>x</table>", ["L | F", "C5 | x"], False),
        ("<input type=checkbox checked>a <input type=radio>b", ["[x] a [ ] b"], False),
        ("<p>PT <del>12</del> 4 visits</p>", ["PT 4 visits"], False),
        ("<p>strength &lt; 4/5 &amp; pain</p>", ["strength < 4/5 & pain"], False),
    ],
)
def test_html(page: str, wanted: list[str], hidden: bool) -> None:
    data = f"<!doctype html><html><body>{page}</body></html>".encode()
    assert texts(data) == wanted
    assert ("hidden-text" in kinds(data)) is hidden


MAIL = b"""From: A <a@b.invalid>
To: c@d.invalid
Subject: Records
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=B

--B
Content-Type: multipart/alternative; boundary=C

--C
Content-Type: text/plain

See attached.
> earlier words
--C
Content-Type: text/html

<p>See attached.</p>
--C--
--B
Content-Type: text/plain
Content-Disposition: attachment; filename="../note.txt"

OFFICE NOTE
--B
Content-Type: message/rfc822

From: e@f.invalid
Subject: inner
MIME-Version: 1.0

inside
--B--
"""


def test_mail_says_its_body_once_and_hands_on_what_it_holds() -> None:
    found = read(MAIL)
    said = [line.text for line in found.lines]
    assert said.count("See attached.") == 1 and "> earlier words" in said
    assert [part.name for part in found.parts] == ["_note.txt", "inner.eml"]


def test_a_pasted_mail_stays_text() -> None:
    assert sniff(b"From: A\nTo: B\nSubject: C\n\nDear reviewer,\n") == "text"


CDA = """<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3">
<title>Progress Note</title><recordTarget><patientRole><id extension="M-1"/>
<patient><name><given>Ada</given><family>Invented</family></name>
<birthTime value="19600102"/></patient></patientRole></recordTarget>
<component><structuredBody><component><section><title>Results</title>
<text><table><thead><tr><th>Test</th><th>Value</th></tr></thead>
<tbody><tr><td>Hemoglobin A1c</td><td>6.9 %</td></tr></tbody></table>
<list><item>first <content revised="delete">gone</content></item></list></text>
<entry><observation><code displayName="Diabetes"/></observation></entry>
</section></component></structuredBody></component></ClinicalDocument>"""


def test_ccda_gives_the_narrative_and_not_the_codes() -> None:
    said = texts(CDA.encode())
    assert said[:4] == [
        "Progress Note",
        "Patient: Ada Invented",
        "DOB: 1960-01-02",
        "MRN: M-1",
    ]
    assert "Hemoglobin A1c | 6.9 %" in said and "- first" in said
    assert not any("Diabetes" in text or "gone" in text for text in said)


def test_excel_rows() -> None:
    rows = (
        '<sheetData><row><c r="A1" t="s"><v>0</v></c><c r="C1"><v>6.9</v></c></row>'
        '<row hidden="1"><c r="A2"><v>5</v></c></row></sheetData>'
    )
    data = xlsx(rows, "<si><t>HbA1c</t></si>")
    assert texts(data) == ["S", "HbA1c |  | 6.9"]
    assert kinds(data) == {"hidden-text"}


def test_a_break_of_its_own_is_an_empty_line() -> None:
    page = (
        b"<!doctype html><html><body><div>a</div><br><div>b<br><br>c<br></div></body>"
    )
    assert [line.text for line in read(page).lines] == ["a", "", "b", "", "c"]


def test_a_table_may_open_a_page_of_rtf() -> None:
    row = r"\trowd\intbl Plan\cell ACDF\cell\row "
    data = (r"{\rtf1\ansi " + row + r"\pard First.\par\page " + row + "}").encode()

    found = read(data).lines

    assert [(line.page, line.text) for line in found if line.text] == [
        (1, "Plan | ACDF"),
        (1, "First."),
        (2, "Plan | ACDF"),
    ]
