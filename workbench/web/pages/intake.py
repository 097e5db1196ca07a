"""Paste or drop: a packet becomes a case, with progress per file."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from workbench import content
from workbench.errors import ContentError
from workbench.packet.sources import Source, load
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.render import is_partial, page
from workbench.web.view.reading import SIGNS, stages

router = APIRouter()
SAMPLE = "gold/seed-staged-revision/packet"
"""The packet that ships with the program, within the folder of evals."""
Intake = Annotated[User, Depends(need("hand-in-packet"))]


@router.get("/new")
def form(request: Request, person: Intake) -> HTMLResponse:
    """Where a packet is handed in."""
    settings = request.app.state.settings
    return page(
        request,
        "new.html",
        problem=None,
        megabytes=settings.upload_bytes // 1024 // 1024,
        files=settings.upload_files,
    )


@router.post("/cases")
async def receive(
    request: Request,
    desk: DeskHere,
    person: Intake,
    text: Annotated[str, Form()] = "",
    title: Annotated[str, Form(max_length=200)] = "",
    files: Annotated[list[UploadFile] | None, Form()] = None,
) -> Response:
    """Take in a packet as text, as files, or both."""
    sources = []
    if text.strip():
        sources.append(Source("pasted text", text.encode()))
    given = [one for one in files or () if one.filename]
    settings = request.app.state.settings
    if len(given) > settings.upload_files:
        raise HTTPException(413, f"At most {settings.upload_files} files at once.")
    size = len(text)
    for one in given:
        data = await one.read(settings.upload_bytes - size + 1)
        size += len(data)
        if size > settings.upload_bytes:
            most = settings.upload_bytes // 1024 // 1024
            raise HTTPException(413, f"A packet may hold {most} MB at most.")
        sources.append(Source(named(one.filename or "", sources), data))
    if not sources:
        values = {
            "problem": "Paste text or choose files first.",
            "megabytes": settings.upload_bytes // 1024 // 1024,
            "files": settings.upload_files,
        }
        return page(request, "new.html", 422, **values)
    case = desk.receive(tuple(sources), title.strip() or "Untitled case", person)
    return RedirectResponse(f"/cases/{case}", 303)


def named(name: str, already: list[Source]) -> str:
    """A file's name as a label: printable, bounded, unique.  It is never a path."""
    plain = "".join(char for char in name if char.isprintable())[-160:] or "file"
    taken = {one.name for one in already}
    label, number = plain, 2
    while label in taken:
        label, number = f"{plain} ({number})", number + 1
    return label


@router.post("/cases/sample")
def sample(request: Request, desk: DeskHere, person: Intake) -> Response:
    """A case of the packet that ships with the program."""
    for folder in content.roots("evals"):
        if (folder / SAMPLE).is_dir():
            sources = load(str(folder / SAMPLE))
            case = desk.receive(sources, "Sample: staged cervical revision", person)
            return RedirectResponse(f"/cases/{case}", 303)
    raise ContentError(
        "the sample packet is missing", where=SAMPLE, fix="install again"
    )


@router.get("/cases/{case}/progress")
def progress(
    request: Request,
    case: str,
    desk: DeskHere,
    person: Annotated[User, Depends(need("see-case"))],
) -> Response:
    """How far reading is, as a part that asks again until it is done."""
    now = desk.progress(case)
    if now.ready:
        if is_partial(request):
            return Response(status_code=200, headers={"HX-Redirect": f"/cases/{case}"})
        return RedirectResponse(f"/cases/{case}", 303)
    template = "parts/progress.html" if is_partial(request) else "reading.html"
    shown = stages(now.job, now.files, now.documents)
    return page(request, template, case=case, progress=now, stages=shown, SIGNS=SIGNS)
