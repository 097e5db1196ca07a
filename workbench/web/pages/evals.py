"""Evals readable in the browser: suites, baselines, and reports kept in a folder.

A report is a self-contained page of its own; it is framed with everything forbidden
but its styles, so that nothing in it runs and nothing in it reaches our pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from workbench import content
from workbench.evals.baseline import Baseline
from workbench.schema.base import parse_json
from workbench.store.users import User
from workbench.web.access import need
from workbench.web.render import page

router = APIRouter()
Reader = Annotated[User, Depends(need("see-evals"))]
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'self'; sandbox"
)


@router.get("/evals")
def evals(request: Request, person: Reader) -> HTMLResponse:
    """Baselines with their figures, and the reports at hand."""
    found = []
    for folder in content.roots("evals"):
        for path in sorted((folder / "baselines").glob("*.json")):
            baseline = parse_json(Baseline, path.read_bytes(), where=path.name)
            found.append((path.stem, baseline))
        break
    return page(request, "evals.html", baselines=found, reports=_reports(request))


@router.get("/evals/reports/{name}")
def report(request: Request, name: str, person: Reader) -> Response:
    """One report, as the file is, in a sandbox."""
    if name not in _reports(request):
        raise HTTPException(404, "There is no report of this name.")
    folder: Path = request.app.state.settings.reports
    return Response(
        (folder / name).read_bytes(),
        media_type="text/html; charset=utf-8",
        headers={
            "content-security-policy": REPORT_POLICY,
            "x-frame-options": "SAMEORIGIN",
        },
    )


def _reports(request: Request) -> list[str]:
    folder: Path | None = request.app.state.settings.reports
    if folder is None or not folder.is_dir():
        return []
    return sorted((path.name for path in folder.glob("*.html")), reverse=True)
