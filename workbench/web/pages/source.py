"""Parts of the source on request: lines of a long packet, the rest of a long line.

A blind rater gets the lines without the stretches that facts quote; whoever asks for
them with those stretches has seen the case, and the access log says so.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from workbench.schema.packet import Document
from workbench.store import access
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.desk.desk import Desk
from workbench.web.desk.file import CaseFile
from workbench.web.render import page
from workbench.web.view.source import LONG_LINE, cited, lines_of, parts

router = APIRouter()
Reader = Annotated[User, Depends(need("see-case"))]


@router.get("/cases/{case}/source/{document}/{chunk}")
def chunk(
    request: Request,
    case: str,
    document: str,
    chunk: int,
    desk: DeskHere,
    person: Reader,
    blind: bool = False,
) -> HTMLResponse:
    """Some lines of a document, as the source pane has them."""
    file = _seen(desk, case, person, blind=blind)
    one = _document(file, document)
    places = list(parts(one))
    if not 0 <= chunk < len(places):
        raise HTTPException(404, "The document has no such part.")
    quotes = () if blind else cited(file.read.case).get(one.id, ())
    lines = lines_of(one, quotes, *places[chunk])
    return page(request, "parts/source-lines.html", lines=lines, one=one, case=file.id)


@router.get("/cases/{case}/source/{document}/lines/{line}")
def rest(
    case: str, document: str, line: int, desk: DeskHere, person: Reader
) -> Response:
    """What the pane left out of a long line, as plain text."""
    file = _seen(desk, case, person, blind=True)
    one = _document(file, document)
    if not 1 <= line <= len(one.lines):
        raise HTTPException(404, "The document has no such line.")
    return PlainTextResponse(one.lines[line - 1].text[LONG_LINE:])


def _seen(desk: Desk, case: str, person: User, *, blind: bool) -> CaseFile:
    """The case; that it was seen is noted once, not with every part."""
    file = desk.file(case, person)
    what: access.Seen = "source" if blind else "case"
    with desk.store.reading() as work:
        known = access.has_seen(work, person.id, case, what)
    if not known:
        access.saw(desk.store, person.id, case, what)
    return file


def _document(file: CaseFile, name: str) -> Document:
    found = next((one for one in file.packet.documents if one.id == name), None)
    if found is None:
        raise HTTPException(404, "The packet has no such document.")
    return found
