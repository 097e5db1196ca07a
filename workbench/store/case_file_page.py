"""The file of a case as pages to read: Markdown from a template, and from it a PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbench.content.templates import read_template
from workbench.narrate.markdown import Md, control_shown, escape, sentence
from workbench.schema.base import parse_data
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Document, Packet
from workbench.schema.review import Review
from workbench.store.case_file import CaseFile, PaperHeld
from workbench.store.correspondence import InformationRequest, Letter, Note, PeerToPeer

TEMPLATE = "report/case-file.md.j2"


def markdown(file: CaseFile) -> str:
    """The whole file as Markdown; every value shows as the characters that it is."""
    return _template().render(
        file=file,
        review=_review(file),
        packet=_documents(file),
        lines=_lines,
        numbered=_numbered,
    )


def pdf(file: CaseFile) -> bytes:
    """The whole file as a PDF; the same file gives the same bytes."""
    from workbench.narrate.pages.pdf import render_pdf
    from workbench.narrate.pages.setup import PageSetup

    day = dt.datetime.fromisoformat(file.exported_at).date()
    title = f"Case {file.case.number}"
    setup = PageSetup(title=title, running_head=title, date=day, sheet=True)
    return render_pdf(markdown(file), setup)


@cache
def _template() -> Template:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=escape,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["sentence"] = sentence
    environment.filters["words"] = _words
    environment.filters["second"] = _second
    environment.filters["as_is"] = _as_is
    environment.filters["quotes"] = _quotes
    return environment.from_string(read_template(TEMPLATE).body)


def _second(at: str | None) -> str:
    """A time to the second; the JSON form keeps the rest."""
    return dt.datetime.fromisoformat(at).isoformat(" ", "seconds") if at else ""


def _as_is(lines: Iterable[str]) -> Md:
    """Lines as a block of their own characters, each blank as it stands."""
    return Md("\n".join(f"    {control_shown(line)}" for line in lines))


def _words(code: str) -> str:
    """A code such as ``not_met`` or ``peer-to-peer`` as words."""
    return code.replace("_", " ") if "_" in code else code.replace("-", " ")


def _quotes(found: Iterable[Evidence]) -> str:
    return "; ".join(f"“{one.quote}” ({one.document}:{one.lines[0]})" for one in found)


def _newest(file: CaseFile, kind: str) -> Mapping[str, Any] | None:
    found = [paper for paper in file.papers if paper.kind == kind]
    return max(found, key=lambda paper: paper.number).content if found else None


def _review(file: CaseFile) -> Review | None:
    content = _newest(file, "review")
    return parse_data(Review, content, where="review") if content else None


def _documents(file: CaseFile) -> tuple[Document, ...]:
    content = _newest(file, "packet")
    return parse_data(Packet, content, where="packet").documents if content else ()


def _numbered(document: Document) -> list[str]:
    width = len(str(len(document.lines)))
    return [f"{line.number:>{width}}  {line.text}" for line in document.lines]


def _lines(paper: PaperHeld) -> list[str]:
    """What a letter, request, call or note says, line by line."""
    content = paper.content
    if paper.kind == "letter":
        text = parse_data(Letter, content, where="letter").text
    elif paper.kind == "note":
        text = parse_data(Note, content, where="note").text
    elif paper.kind == "information-request":
        text = _asked(parse_data(InformationRequest, content, where="request"))
    else:
        text = _called(parse_data(PeerToPeer, content, where="call"))
    return text.splitlines()


def _asked(request: InformationRequest) -> str:
    head = f"Sent {request.sent_at or 'not yet'}; due {request.due_at or 'not stated'}"
    items = (
        f"{item.ask} ({item.state}){f': {item.answer}' if item.answer else ''}"
        for item in request.items
    )
    tries = (f"{one.at} by {one.way}: {one.result}" for one in request.attempts)
    return "\n".join([head, *items, *tries])


def _called(call: PeerToPeer) -> str:
    told = call.model_dump(mode="json", exclude_defaults=True)
    return "\n".join(
        f"{_words(name)}: {value if isinstance(value, str | int) else _short(value)}"
        for name, value in told.items()
    )


def _short(value: Any) -> str:
    """A party or some attempts on one line."""
    if isinstance(value, list):
        return "; ".join(_short(one) for one in value)
    return ", ".join(str(own) for own in value.values() if own)
