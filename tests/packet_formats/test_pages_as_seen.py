"""HTML pages and clinical documents: parts that the eye sees beside each other."""

from __future__ import annotations

import base64
import zlib

import pytest

from workbench.packet.formats.dispatch import convert
from workbench.packet.formats.model import Converted, silent
from workbench.packet.sources import Source


def read(data: bytes) -> Converted:
    return convert(Source("a", data), silent)


def texts(data: bytes) -> list[str]:
    return [line.text for line in read(data).lines if line.text]


def page(body: str, style: str = "") -> bytes:
    return f"<!doctype html><style>{style}</style><body>{body}</body>".encode()


@pytest.mark.parametrize(
    ("body", "style", "shown"),
    [
        (
            "<div class=r><div>Vaping</div><div>never</div></div>",
            ".r{display:flex}",
            ["Vaping | never"],
        ),
        (
            "<div class=g><b>Grip</b><i>4/5</i><b>Jerk</b><i>1+</i></div>",
            ".g{display:grid;grid-template-columns:9em 1fr}",
            ["Grip | 4/5", "Jerk | 1+"],
        ),
        (
            "<div class=r><div>Asthma</div><label><input type=checkbox>yes</label>"
            "<label><input type=checkbox checked>no</label></div>",
            ".r{display:flex}",
            ["Asthma | [ ] yes  [x] no"],
        ),
        (
            "<div class=r><div>one</div><div>two</div></div>",
            ".r{display:flex;flex-direction:column}",
            ["one", "two"],
        ),
        ("<p><a>Home</a><a>Help</a></p>", "", ["Home Help"]),
        ("<p><span>C5</span><span>-6</span></p>", "", ["C5-6"]),
        ("<p><span class=k>Sex</span><span class=v>F</span></p>", "", ["Sex F"]),
        (
            "<dl><dt>Plan<dd>ACDF<dt>Levels<dd>C4-5<dd>C6-7<dt>Note<dd><p>a<p>b</dl>",
            "",
            ["Plan: ACDF", "Levels: C4-5; C6-7", "Note", "a", "b"],
        ),
        ("<ol start=4><li>d<li value=9>i</ol>", "", ["4. d", "9. i"]),
        (
            "<table><tfoot><tr><td>Sum<td>2</tfoot><tr><td>PT<td>2</table>",
            "",
            ["PT | 2", "Sum | 2"],
        ),
        (
            "<p class=o>Fusion</p><p>Disc</p>",
            ".o{text-decoration:line-through}",
            ["Disc"],
        ),
        (
            "<p>Brace?<label><input type=radio>Yes</label><label>"
            "<input type=radio checked>No</label>",
            "",
            ["Brace? [ ] Yes [x] No"],
        ),
        (
            "<p><label>Score</label> <input value=31> %<br><label>Note</label>"
            "<textarea>worse\nat night</textarea>",
            "",
            ["Score: 31 %", "Note: worse", "at night"],
        ),
        ("<dialog>Sure?</dialog><p aria-hidden=true>4/10</p>", "", ["4/10"]),
    ],
)
def test_what_stands_beside_another(body: str, style: str, shown: list[str]) -> None:
    assert texts(page(body, style)) == shown


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('<i class="fa fa-check-square-o" aria-hidden=true></i> cane', "[x] cane"),
        ('<i class="far fa-square"></i> cane', "[ ] cane"),
        ('<i class="fas fa-square"></i> cane', "cane"),
        ("<i class=material-icons>check_box_outline_blank</i> cane", "[ ] cane"),
        ("<span role=radio aria-checked=true>cane</span>", "[x] cane"),
        ("<img src=a.png alt=Unchecked> cane", "[ ] cane"),
        ("<img src=a.png alt=logo> cane", "cane"),
    ],
)
def test_a_drawn_box_is_a_box(body: str, shown: str) -> None:
    assert texts(page(f"<p>{body}</p>")) == [shown]


INNER = "<table><tr><td>add<td>22853</tr><tr><td>add<td>22840</tr></table>"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (f"Cage {INNER}", ["1 | Cage", "add | 22853", "add | 22840"]),
        ("Cage <table><tr><td>qty<td>2</table>", ["1 | Cage; qty: 2"]),
        ("R 5/5 | L 4/5", ["1 | R 5/5; L 4/5"]),
        (
            f"<p>Cage</p>{INNER}<p>End</p>",
            ["1", "Cage", "add | 22853", "add | 22840", "End"],
        ),
    ],
)
def test_a_table_within_a_cell(cell: str, shown: list[str]) -> None:
    assert texts(page(f"<table><tr><td>1<td>{cell}</table>")) == shown


def document(body: str) -> bytes:
    return (
        '<ClinicalDocument xmlns="urn:hl7-org:v3"><title>MRI</title>'
        f"<component>{body}</component></ClinicalDocument>"
    ).encode()


PACKED = zlib.compress(b"L4-5: mild narrowing.")[2:-4]


@pytest.mark.parametrize(
    "text",
    [
        "<text>L4-5: mild narrowing.</text>",
        '<text mediaType="text/plain" representation="B64">'
        f"{base64.b64encode(b'L4-5: mild narrowing.').decode()}</text>",
        '<text mediaType="text/plain" representation="B64" compression="DF">'
        f"{base64.b64encode(PACKED).decode()}</text>",
    ],
)
def test_a_clinical_document_that_wraps_text_says_it(text: str) -> None:
    found = texts(document(f"<nonXMLBody>{text}</nonXMLBody>"))
    assert found == ["MRI", "L4-5: mild narrowing."]


def test_a_clinical_document_hands_on_a_file_and_tells_of_one_elsewhere() -> None:
    text = "<text mediaType='text/html'>&lt;p&gt;Hi&lt;/p&gt;</text>"
    found = read(document(f"<nonXMLBody>{text}</nonXMLBody>"))
    assert [part.data for part in found.parts] == [b"<p>Hi</p>"]
    pointer = "<nonXMLBody><text><reference value='a.pdf'/></text></nonXMLBody>"
    assert {flag.kind for flag in read(document(pointer)).flags} == {"unreadable"}


def test_a_clinical_document_names_its_signer_and_tells_of_bare_codes() -> None:
    data = (
        b'<ClinicalDocument xmlns="urn:hl7-org:v3"><title>Labs</title>'
        b"<legalAuthenticator><assignedEntity><assignedPerson>"
        b"<name><family>Wu</family><given>Ida</given><suffix>MD</suffix></name>"
        b"</assignedPerson></assignedEntity></legalAuthenticator>"
        b"<component><structuredBody><component><section><entry/></section></component>"
        b"</structuredBody></component></ClinicalDocument>"
    )
    assert texts(data) == ["Labs", "Author: Ida Wu, MD"]
    assert {flag.kind for flag in read(data).flags} == {"unreadable"}


def test_a_clinical_list_and_table_as_its_page_shows_them() -> None:
    section = (
        "<structuredBody><component><section><text><list>"
        "<item><caption>C3-4</caption>Bulge.</item><item>Cord normal.</item></list>"
        "<table><tfoot><tr><td>Sum</td><td>2</td></tr></tfoot>"
        "<tbody><tr><td>PT</td><td>2</td></tr></tbody></table>"
        "</text></section></component></structuredBody>"
    )
    found = texts(document(section))
    assert found == ["MRI", "- C3-4: Bulge.", "- Cord normal.", "PT | 2", "Sum | 2"]


def rich(body: str) -> bytes:
    fonts = r"{\fonttbl{\f0 Arial;}{\f1\fnil\fcharset2 Wingdings;}}"
    return (r"{\rtf1\ansi\deff0" + fonts + r"\f0 " + body + "}").encode("latin-1")


def box(said: str) -> str:
    field = r"{\*\formfield{\fftype1" + said + r"{\*\ffname Check1}}}"
    return r"{\field{\*\fldinst {FORMCHECKBOX }" + field + r"}{\fldrslt }}"


CHOICE = (
    r"{\field{\*\fldinst {FORMDROPDOWN }{\*\formfield{\fftype2\ffres1"
    r"{\*\ffl daily}{\*\ffl never}}}}{\fldrslt }}"
)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (box(r"\ffres25\ffdefres1") + "Cane", ["[x] Cane"]),
        (box(r"\ffres0\ffdefres1") + "Cane", ["[ ] Cane"]),
        ("Tobacco: " + CHOICE, ["Tobacco: never"]),
        (r"{\f1\'fe} PT {\f1 o} none {\f1\u-3844 ?} HEP", ["[x] PT [ ] none ✓ HEP"]),
        (r"caf\'e9 {\f1\'a8}\plain \'e9t\'e9", ["café [ ]été"]),
        (r"{\pntext\f0 2.\tab}Walk", ["2.\tWalk"]),
        (
            r"\trowd\clvmgf\cellx9\cellx20\intbl C5-6\cell left\cell\row"
            r"\trowd\clvmrg\cellx9\cellx20\intbl\cell right\cell\row",
            ["C5-6 | left", "C5-6 | right"],
        ),
        (
            r"\trowd\cellx9\cellx20\intbl 1\cell Cage\par\itap2 add\nestcell 22853"
            r"\nestcell{\*\nesttableprops\trowd\cellx5\cellx9\nestrow}"
            r"{\nonesttables\par}\itap2 add\nestcell 22840\nestcell"
            r"{\*\nesttableprops\trowd\cellx5\cellx9\nestrow}{\nonesttables\par}"
            r"\itap1\cell\row",
            ["1 | Cage", "add | 22853", "add | 22840"],
        ),
    ],
)
def test_rich_text_as_its_page_shows_it(body: str, shown: list[str]) -> None:
    assert texts(rich(body)) == shown
