"""A letter in the form asked for: Markdown, HTML, plain text or JSON.

A draft carries its checklist as a last part, for the reviewer to see and to take off;
a final letter does not.
"""

from __future__ import annotations

import json
from typing import Any

from workbench.narrate.html import to_html
from workbench.narrate.letters.checklist import Item
from workbench.narrate.letters.letter import PAGE_BREAK, Letter
from workbench.narrate.markdown import escape
from workbench.narrate.plain import to_text

CHECKLIST = "Checklist for the reviewer"


def whole(letter: Letter) -> str:
    """The letter as Markdown, with letterhead, and in a draft with its checklist."""
    head = "\\\n".join(escape(line) for line in letter.setup.letterhead)
    text = f"{head}\n\n{letter.markdown}" if head else letter.markdown
    if letter.final:
        return text
    return f"{text.strip()}{PAGE_BREAK}{checklist_text(letter)}"


def checklist_text(letter: Letter) -> str:
    """The checklist as Markdown: each element, its state, where, what to do, source."""
    rows = [_row(item) for item in letter.checklist]
    time = escape(letter.deadlines.used_and_left())
    lines = [
        f"# {CHECKLIST}",
        "",
        "> Take this part off before the letter is sent.",
        "",
        f"Time: {time}.",
        "",
        "| Element | State | Where | Found | To do | Source | Rules |",
        "|---|---|---|---|---|---|---|",
        *rows,
        "",
    ]
    return "\n".join(lines)


def _row(item: Item) -> str:
    cells = (
        item.where,
        item.said or "–",
        "–" if item.state == "present" else item.fix,
        f"{item.source} ({item.status})",
        item.layer,
    )
    told = " | ".join(escape(cell) for cell in cells)
    return f"| {escape(item.title)} | **{item.state}** | {told} |"


def as_data(letter: Letter) -> dict[str, Any]:
    """The letter as plain data."""
    return {
        "kind": letter.kind.id,
        "final": letter.final,
        "language": letter.language,
        "review_sha256": letter.review_sha256,
        "parts": {part.name: part.markdown for part in letter.parts},
        "checklist": [item._asdict() for item in letter.checklist],
        "obstacles": [item.element for item in letter.obstacles],
        "reading": letter.reading._asdict() if letter.reading else None,
        "untraced": [
            {"part": part, **item._asdict()} for part, item in letter.untraced
        ],
        "time": letter.deadlines.used_and_left(),
    }


def in_form(letter: Letter, form: str) -> str:
    """The letter as ``md``, ``html``, ``text`` or ``json``."""
    if form == "json":
        return json.dumps(as_data(letter), indent=2, ensure_ascii=False)
    if form == "html":
        return to_html(whole(letter), letter.setup.title)
    return to_text(whole(letter)) if form == "text" else whole(letter)
