"""A letter in the form asked for: Markdown, HTML, Word, PDF, plain text or JSON.

A draft carries its checklist as a last part, for the reviewer to see and to take off;
a final letter does not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any, Literal

from workbench.content import expressions as re
from workbench.narrate.letters.checklist import Item
from workbench.narrate.letters.letter import PAGE_BREAK, Letter
from workbench.narrate.markdown import escape, sentence
from workbench.narrate.pages.compared import Against
from workbench.narrate.plain import to_text

CHECKLIST = "Checklist for the reviewer"
_CHECKLIST = re.compile(rf"^(?:-{{3,}}\s*\n+)?[#* ]*{CHECKLIST}\b", re.MULTILINE)
Form = Literal["md", "html", "text", "json", "docx", "pdf"]


def in_form(letter: Letter, form: Form) -> str | bytes:
    """The letter as text, or as the bytes of a Word or PDF file."""
    if form == "json":
        return json.dumps(as_data(letter), indent=2, ensure_ascii=False)
    if form == "text":
        return to_text(_with_letterhead(letter))
    if form == "md":
        return _with_letterhead(letter)
    return _page(letter, form)


def _page(letter: Letter, form: Form) -> str | bytes:
    if form == "docx":
        from workbench.narrate.pages.word import render_docx

        return render_docx(whole(letter), letter.setup)
    if form == "pdf":
        from workbench.narrate.pages.pdf import render_pdf

        return render_pdf(whole(letter), letter.setup)
    from workbench.narrate.pages.page import render_html

    return render_html(whole(letter), letter.setup)


def whole(letter: Letter) -> str:
    """The letter as Markdown, in a draft with its checklist as a last part."""
    return _with_checklist(letter, letter.markdown)


def _with_checklist(letter: Letter, text: str) -> str:
    if letter.final or not letter.kind.sent:
        return text
    return f"{text.strip()}{PAGE_BREAK}{checklist_text(letter)}"


def edited_in_form(
    letter: Letter, text: str, form: Literal["docx", "pdf"], against: Against | None
) -> bytes:
    """A person's text on the letter's pages, as it stands or with the changes marked.

    While the letter is a draft, its checklist follows as in the draft itself.
    """
    if against:
        against = replace(against, markdown=_with_checklist(letter, against.markdown))
    pages = _with_checklist(letter, text)
    if form == "docx":
        from workbench.narrate.pages.word import render_docx

        return render_docx(pages, letter.setup, against)
    from workbench.narrate.pages.pdf import render_pdf

    return render_pdf(pages, letter.setup, against)


def drafted_as(letter: Letter, name: str) -> str:
    """The letter as it reads back from a file of the same kind, without its checklist.

    ``name`` is the file's, by whose ending the kind is told.
    """
    from workbench.narrate.pages.edited import text_of

    ending = PurePath(name).suffix.lower()
    forms: dict[str, Form] = {".docx": "docx", ".docm": "docx", ".txt": "text"}
    forms |= {".html": "html", ".htm": "html"}
    made = in_form(letter, forms.get(ending, "md"))
    raw = made if isinstance(made, bytes) else made.encode()
    return without_checklist(text_of(raw, name))


def without_checklist(text: str) -> str:
    """A letter's text up to its checklist, whatever marks stand around that head."""
    found = _CHECKLIST.search(text)
    return text[: found.start()] if found else text


def _with_letterhead(letter: Letter) -> str:
    """The letter as Markdown under the letterhead that pages would carry."""
    head = "\\\n".join(escape(line) for line in letter.setup.letterhead)
    return f"{head}\n\n{whole(letter)}" if head else whole(letter)


def checklist_text(letter: Letter) -> str:
    """The checklist as Markdown: what is open with its remedy, then what stands."""
    return items_text(letter.checklist, letter.deadlines.used_and_left())


def items_text(items: Sequence[Item], time: str) -> str:
    """The items of a checklist as Markdown, under the time used and left."""
    return "\n".join(_checklist(items, time)) + "\n"


def _checklist(items: Sequence[Item], time: str) -> Iterator[str]:
    yield from (f"# {CHECKLIST}", "", "> Take this part off before sending.", "")
    yield from (f"Time: {escape(time)}.", "")
    opened = [item for item in items if item.state != "present"]
    yield from (f"## Open: {len(opened)}", "")
    yield from (_open(item) for item in opened)
    yield from ([] if opened else ["Nothing is open."])
    stand = [item for item in items if item.state == "present"]
    yield from ("", f"## Standing: {len(stand)}", "")
    for item in stand:
        found = f"{item.where}: {item.said}" if item.said else item.where
        told = f"{found}. {item.layer}: {item.source} ({item.status})."
        yield f"- **{escape(item.title)}**: {escape(told)}"


def _open(item: Item) -> str:
    said = f" ({escape(item.said)})" if item.said else ""
    must = "" if item.blocks else " A final letter does not wait for it."
    return (
        f"- **{escape(item.title)}**: {item.state}{said}. "
        f"{escape(sentence(item.fix))}{must} Asked for by {escape(item.layer)}: "
        f"{escape(item.source)} ({item.status})."
    )


def as_data(letter: Letter) -> dict[str, Any]:
    """The letter as plain data."""
    return {
        "kind": letter.kind.id,
        "final": letter.final,
        "language": letter.language,
        "review_sha256": letter.review_sha256,
        "wording_sha256": letter.wording_sha256,
        "parts": {part.name: part.markdown for part in letter.parts},
        "checklist": [item._asdict() for item in letter.checklist],
        "obstacles": [item.element for item in letter.obstacles],
        "reading": letter.reading._asdict() if letter.reading else None,
        "untraced": [
            {"part": part, **item._asdict()} for part, item in letter.untraced
        ],
        "time": letter.deadlines.used_and_left(),
    }
