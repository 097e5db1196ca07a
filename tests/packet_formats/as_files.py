"""A packet's text as the files in which offices send it: Word, HTML, RTF, mail, C-CDA.

Tables become real tables, titles become headings, wrapped prose becomes paragraphs, and
list items become lists, so that what is read from the file can be held against what is
read from the text.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Literal, NamedTuple

from workbench.packet.sources import Source

Shape = Literal["heading", "line", "prose", "item", "table", "rule", "blank", "page"]

_GAP = re.compile(r"\s*\|\s*|\t+|[ ]{3,}")
_LABEL = re.compile(r"\s*[A-Z][\w /().&#-]{0,40}:(?:\s|$)")
_ITEM = re.compile(r"\s*[-*•]\s+(?=\S)")
_STARTS = re.compile(r"\s*(?:\d+[.)]|[-*•\[(☐☒☑>|]|[CTL]\d)")
_BANNER = re.compile(r"^[-=*#]{3,}.*[-=*#]{3,}$")
"""A line between rules heads what follows and goes on in nothing."""
_ENDED = re.compile(r"(?s).*[.!?]\s*\n\s*[A-Z][a-z]+(?: [a-z]+)?\s*")
"""A sentence that ended, over a word or two that head what follows."""
_LED = re.compile(r"(?:\.{4,}|_{4,})\s")
"""Dots or a rule lead from a label to its value: a line of a form."""
WRAPPED = 55
"""A line at least so long goes on in the next one."""


class Block(NamedTuple):
    shape: Shape
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def _cells(line: str) -> tuple[str, ...]:
    bare = line.strip()
    if bare.count("|") >= 2 or " | " in bare:
        return tuple(cell.strip() for cell in bare.strip("|").split("|"))
    if "\t" in bare:
        return tuple(cell.strip() for cell in re.split(r"\t+", bare))
    return tuple(re.split(r"[ ]{3,}", bare))


def _is_row(line: str) -> bool:
    """A row of a table proper: no label and value, which are a line of a form."""
    cells = _cells(line)
    labels = sum(":" in cell for cell in cells)
    return len(cells) >= 2 and labels == 0 and not _ITEM.match(line)


def _is_rule(line: str) -> bool:
    return bool(line.strip()) and not re.sub(r"[-=_|+:*~.# ]", "", line)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text, in order."""
    for number, page in enumerate(text.split("\f")):
        if number:
            yield Block("page")
        yield from _page(page.split("\n"))


def _page(lines: list[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at].rstrip()
        rows = _table_at(lines, at)
        if rows:
            yield Block("table", rows=tuple(_row_cells(rows)))
            at += len(rows)
            continue
        at += 1
        if not line.strip():
            yield Block("blank")
        elif _is_rule(line):
            yield Block("rule", line)
        elif line.isupper() and len(line) < 70 and not line.rstrip().endswith("."):
            yield Block("heading", line.strip())
        elif _ITEM.match(line):
            yield Block("item", _ITEM.sub("", line, count=1))
        else:
            whole = [line.strip()]
            while at < len(lines) and _goes_on(lines[at - 1], lines[at]):
                whole.append(lines[at].strip())
                at += 1
            yield Block("prose" if len(whole) > 1 else "line", " ".join(whole))


def _row_cells(rows: list[str]) -> Iterator[tuple[str, ...]]:
    """The cells of rows; a line under a row's last cell goes on in that cell."""
    spaced = not any("|" in row or "\t" in row for row in rows)
    columns = list(_columns([row for row in rows if not _is_rule(row)]))
    if spaced and len(columns) > 1:
        yield from _under_columns(rows, columns)
        return
    made: list[tuple[str, ...]] = []
    for at, row in enumerate(rows):
        if made and _continues(rows[at - 1], row):
            made[-1] = (*made[-1][:-1], f"{made[-1][-1]} {row.strip()}")
        elif not _is_rule(row):
            made.append(_cells(row))
    yield from made


def _columns(rows: list[str]) -> Iterator[slice]:
    """The columns of rows set with blanks: what stands between blanks of all rows."""
    width = max(map(len, rows))
    blank = [all(row[at : at + 1] in ("", " ") for row in rows) for at in range(width)]
    start = 0
    for gap in re.finditer(r"[ ]{2,}", "".join(" " if one else "x" for one in blank)):
        if gap.start():
            yield slice(start, gap.start())
        start = gap.end()
    yield slice(start, None)


def _under_columns(rows: list[str], columns: list[slice]) -> Iterator[tuple[str, ...]]:
    """Cells by where they stand, empty ones too; what has no first cell goes on."""
    made: list[list[str]] = []
    for row in rows:
        cells = [row[column].strip() for column in columns]
        if _is_rule(row):
            continue
        alone = sum(map(bool, cells)) == 1 and not _GAP.search(row.strip())
        if made and not cells[0] and alone:
            made[-1] = [
                " ".join(filter(None, pair))
                for pair in zip(made[-1], cells, strict=True)
            ]
        else:
            made.append(cells)
    yield from map(tuple, made)


def _continues(above: str, line: str) -> bool:
    """Whether a line stands alone under the last cell of the row above, or goes on
    under a line that does."""
    start = len(line) - len(line.lstrip())
    single = bool(line.strip()) and len(_cells(line)) == 1
    if start < 6 or not single:
        return False
    if len(_cells(above)) >= 2:
        if not above[:start].strip():
            return False
        return above[start - 2 : start].isspace() and above[start : start + 1] > " "
    return len(above) - len(above.lstrip()) == start


def _table_at(lines: list[str], at: int) -> list[str]:
    end = at
    while end < len(lines) and (
        _is_row(lines[end])
        or _is_rule(lines[end])
        or (end > at and _continues(lines[end - 1], lines[end]))
    ):
        end += 1
    rows = lines[at:end]
    return rows if sum(_is_row(row) for row in rows) >= 2 and _is_row(lines[at]) else []


def _goes_on(line: str, behind: str) -> bool:
    return (
        len(line.rstrip()) >= WRAPPED
        and bool(behind.strip())
        and not _LABEL.match(behind)
        and not _STARTS.match(behind)
        and not _is_rule(behind)
        and not behind.strip().isupper()
        and not _GAP.search(behind.strip())
        and not _ENDED.fullmatch(line + "\n" + behind)
        and not _LED.search(line)
        and not _LED.search(behind)
        and not _GAP.search(line.strip())
        and not _BANNER.search(line.strip())
    )


def docx_of(text: str) -> bytes:
    """The text as a Word file with headings, lists and tables of Word's own."""
    from docx import Document
    from docx.enum.text import WD_BREAK

    made = Document()
    for block in blocks(text):
        if block.shape == "page":
            made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        elif block.shape == "heading":
            made.add_heading(block.text, level=1)
        elif block.shape == "item":
            made.add_paragraph(block.text, style="List Bullet")
        elif block.shape == "table":
            width = max(map(len, block.rows))
            table = made.add_table(rows=0, cols=width)
            for row in block.rows:
                cells = table.add_row().cells
                for cell, value in zip(cells, row, strict=False):
                    cell.text = value
        else:
            made.add_paragraph(block.text)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def html_of(text: str) -> bytes:
    """The text as a styled page, as a portal prints it."""
    out = [
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Chart</title>",
        "<style>td{border:1px solid #ccc;padding:2px} h2{color:#036}</style></head>",
        "<body><div class='page'>",
    ]
    for block in blocks(text):
        shown = html.escape(block.text)
        if block.shape == "page":
            out.append("</div><div class='page' style='page-break-before: always'>")
        elif block.shape == "heading":
            out.append(f"<h2>{shown}</h2>")
        elif block.shape == "item":
            out.append(f"<ul><li>{shown}</li></ul>")
        elif block.shape == "table":
            rows = "".join(
                "<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>"
                for row in block.rows
            )
            out.append(f"<table>{rows}</table>")
        elif block.shape == "blank":
            out.append("<br>")
        elif block.shape == "rule":
            out.append("<hr>")
        else:
            out.append(f"<div><span>{shown.replace('   ', ' &nbsp; ')}</span></div>")
    out.append("</div></body></html>")
    return "\n".join(out).encode()


def rtf_of(text: str) -> bytes:
    """The text as RTF, as dictation systems write it."""

    def said(words: str) -> str:
        plain = re.sub(r"([\\{}])", r"\\\1", words).replace("\t", r"\tab ")
        return "".join(
            char if ord(char) < 128 else f"\\u{ord(char)}?" for char in plain
        )

    out = [r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}}\f0\fs20 "]
    for block in blocks(text):
        if block.shape == "page":
            out.append(r"\page ")
        elif block.shape == "table":
            for row in block.rows:
                ends = "".join(f"\\cellx{1500 * (n + 1)}" for n in range(len(row)))
                cells = "".join(f"\\intbl {said(cell)}\\cell " for cell in row)
                out.append(f"\\trowd{ends} {cells}\\row\n")
            out.append(r"\pard ")
        elif block.shape == "heading":
            out.append(f"{{\\b {said(block.text)}}}\\par\n")
        elif block.shape == "item":
            out.append(f"{{\\pntext\\bullet\\tab}}\\bullet  {said(block.text)}\\par\n")
        else:
            out.append(f"{said(block.text)}\\par\n")
    out.append("}")
    return "".join(out).encode("ascii")


def mail_of(text: str) -> bytes:
    """A mail with the packet attached as Word file."""
    mail = EmailMessage()
    mail["From"] = "Front Desk <desk@practice.invalid>"
    mail["To"] = "Intake <intake@plan.invalid>"
    mail["Subject"] = "Records"
    mail["Date"] = "Mon, 04 May 2026 10:00:00 -0500"
    mail.set_content("Records attached.\n")
    mail.add_attachment(
        docx_of(text), maintype="application", subtype="octet-stream", filename="r.docx"
    )
    return mail.as_bytes()


def zip_of(text: str) -> bytes:
    """The packet's text in an archive, beside junk."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("chart/packet.txt", text)
        archive.writestr("__MACOSX/chart/._packet.txt", b"\x00\x05\x16\x07")
    return stream.getvalue()


_CDA_HEAD = (
    '<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3">'
    "<title>{title}</title><component><structuredBody>"
)
_CDA_FOOT = "</structuredBody></component></ClinicalDocument>"


def ccda_of(text: str) -> bytes:
    """Each document as a clinical document of its own, all in one archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, page in enumerate(text.split("\f"), 1):
            archive.writestr(f"{number:02d}.xml", _clinical(page))
    return stream.getvalue()


def _clinical(page: str) -> str:
    parts = [one for one in blocks(page) if one.shape not in ("blank", "rule")]
    titles = (
        one.text or " ".join(one.rows[0]) for one in parts if one.text or one.rows
    )
    first = next(titles, "Document")
    if parts and parts[0].text == first:
        parts = parts[1:]
    rows = [_CDA_HEAD.format(title=html.escape(first.strip())), _section("")]
    for one in parts:
        if one.shape == "heading":
            rows += [_SECTION_END, _section(one.text)]
        elif one.shape == "table":
            rows.append(
                f"<table><tbody>{''.join(map(_cda_row, one.rows))}</tbody></table>"
            )
        elif one.shape == "item":
            rows.append(f"<list><item>{html.escape(one.text.strip())}</item></list>")
        else:
            rows.append(f"<paragraph>{html.escape(one.text)}</paragraph>")
    return "".join((*rows, _SECTION_END, _CDA_FOOT))


_SECTION_END = "</text></section></component>"


def _section(title: str) -> str:
    named = f"<title>{html.escape(title.strip())}</title>" if title else ""
    return f"<component><section>{named}<text>"


def _cda_row(cells: tuple[str, ...]) -> str:
    return "<tr>" + "".join(f"<td>{html.escape(one)}</td>" for one in cells) + "</tr>"


WAYS: dict[str, Callable[[str], bytes]] = {
    "docx": docx_of,
    "html": html_of,
    "rtf": rtf_of,
    "eml": mail_of,
    "zip": zip_of,
    "ccda": ccda_of,
}


def as_file(text: str, way: str) -> Source:
    """The text as a file of one of the ``WAYS``; "text" leaves it as it is."""
    if way == "text":
        return Source("packet.txt", text.encode())
    return Source(f"packet.{way}", WAYS[way](text))
