"""A letter of an invented member, hostile values, and helpers that read pages back."""

from __future__ import annotations

import ctypes
import datetime as dt
import io
import re
import zipfile

import pypdfium2
import pypdfium2.raw as raw

from workbench.narrate.markdown import escape
from workbench.narrate.pages.blocks import Block, said
from workbench.narrate.pages.setup import PageSetup

HOSTILE = (
    '*x* #eval("1") $x$ <b> | [a](http://x) {{7*7}}',
    '"] #panic() ["\\',
    '#read("/etc/passwd") @ref <label> `raw` // note /* note */',
    "_under_ ~ -- --- ... '\"quoted\"' \\u{41} \\n",
    "</style><script>alert(1)</script> & &amp; &#65;",
    "=1+1 - 1. + 2) > quoted",
)

LETTER = """# Notice of a draft recommendation

Rivka Example-Testcase\\
100 Invented Lane\\
Springfield, IL 62701

**Member ID:** ZZZ-000-111\\
**Request:** neck surgery at C5-6 and C6-7

## What we recommend

We looked at the request at **C5-6**. *This is not a decision.* The code is `ABC-1`.

- Records of physical therapy
  - with the dates of each visit
  - with what was done
- An MRI report

3. Call us.
4. Send the records.

> Call 1-800-555-0100 (TTY 711). The call is free.

| Criterion | Status | Count |
|---|:-:|--:|
| Six weeks of care | **not documented** | 0 |
| Imaging at the level | **met** | 2 |

---

### Your rights

You can ask for a copy, free of charge.

Sincerely,
"""

SETUP = PageSetup(
    title="Notice of a draft recommendation",
    running_head="DRAFT RECOMMENDATION - NOT A DECISION",
    running_foot="Reference ZZZ-2026-0001",
    letterhead=("Invented Health Plan", "1 Example Square, Springfield, IL 62701"),
    date=dt.date(2026, 5, 4),
)


def hostile_letter() -> str:
    """Each hostile value in a heading, a paragraph, a list and a table."""
    parts = ["# Names"]
    for value in map(escape, HOSTILE):
        parts += [f"## {value}", f"Dear {value}:", f"- {value}", f"> {value}"]
        parts.append(f"| Name | Value |\n|---|---|\n| {value} | **{value}** |")
    return "\n\n".join(parts)


def pdf_pages(data: bytes) -> list[str]:
    """The characters of each page; a hyphen at a line's end is a hyphen."""
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    return [text.replace("\ufffe", "-").replace("\x02", "-") for text in texts]


def tags(page: pypdfium2.PdfPage) -> list[str]:
    """The kinds of a page's structure elements, as a screen reader walks them."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    found: list[str] = []

    def walk(element: object) -> None:
        size = raw.FPDF_StructElement_GetType(element, None, 0)
        name = ctypes.create_string_buffer(size)
        raw.FPDF_StructElement_GetType(element, name, size)
        found.append(name.raw.decode("utf-16-le").rstrip("\0"))
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
            if child:
                walk(child)

    for place in range(raw.FPDF_StructTree_CountChildren(tree)):
        walk(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
    raw.FPDF_StructTree_Close(tree)
    return found


def pressed(text: str) -> str:
    """The characters without any blanks."""
    return re.sub(r"\s+", "", text)


def part(data: bytes, name: str) -> str:
    """One part of a Word file."""
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def shown(blocks: tuple[Block, ...]) -> str:
    """Every character that blocks show, in order; list marks left out."""
    return "".join(said(blocks))
