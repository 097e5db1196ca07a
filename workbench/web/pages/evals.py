"""Evals readable in the browser: figures over time, each run, baselines, reports.

A report is a self-contained page of its own; it is framed with everything forbidden
but its styles, so that nothing in it runs and nothing in it reaches our pages.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from workbench import content
from workbench.evals.baseline import Baseline
from workbench.evals.gate import gate
from workbench.schema.base import parse_json
from workbench.store.users import User
from workbench.web.access import need
from workbench.web.desk.runs import RunKnown, Runs
from workbench.web.render import page
from workbench.web.view.trends import FigureRow, by_suite, figure_rows

router = APIRouter()
Reader = Annotated[User, Depends(need("see-evals"))]
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "frame-ancestors 'self'; sandbox"
)


def runs_of(request: Request) -> Runs:
    """The runs in this server's folder of reports."""
    found: Runs = request.app.state.runs
    return found


RunsHere = Annotated[Runs, Depends(runs_of)]


@router.get("/evals")
def evals(request: Request, runs: RunsHere, person: Reader) -> HTMLResponse:
    """Figures over time by suite, baselines, and the reports at hand."""
    found = []
    for folder in content.roots("evals"):
        for path in sorted((folder / "baselines").glob("*.json")):
            baseline = parse_json(Baseline, path.read_bytes(), where=path.name)
            found.append((path.stem, baseline))
        break
    return page(
        request,
        "evals.html",
        suites=by_suite(runs.all()),
        baselines=found,
        reports=runs.reports(),
        folder=request.app.state.settings.reports is not None,
    )


@router.get("/evals/reports/{name}")
def report(name: str, runs: RunsHere, person: Reader) -> Response:
    """One report, as the file is, in a sandbox."""
    data = runs.report(name)
    if data is None:
        raise HTTPException(404, "There is no report of this name.")
    return _framed(data)


@router.get("/evals/runs/{run}")
def one_run(request: Request, run: str, runs: RunsHere, person: Reader) -> HTMLResponse:
    """One run: its figures with intervals and bounds, what failed, and since when."""
    known, before = _known(runs, run)
    scored = runs.scored(known)
    groups: tuple[tuple[str, tuple[FigureRow, ...]], ...] = ()
    suite_gate = None
    if scored:
        log, board = scored
        suite_gate = gate(board, log.head.suite, None)
        earlier = before.figures if before and before.figures else {}
        groups = figure_rows(board, suite_gate.verdicts, earlier)
    return page(
        request,
        "run.html",
        known=known,
        before=before,
        log=scored[0] if scored else None,
        board=scored[1] if scored else None,
        groups=groups,
        gate=suite_gate,
    )


@router.get("/evals/runs/{run}/report")
def run_report(run: str, runs: RunsHere, person: Reader) -> Response:
    """The whole report of a run, case by case, in a sandbox."""
    made = runs.page(_known(runs, run)[0])
    if made is None:
        raise HTTPException(404, "The log of this run is not in the folder.")
    return _framed(made.encode())


def _known(runs: Runs, run: str) -> tuple[RunKnown, RunKnown | None]:
    """A run and the one of its suite before it.  Raises HTTPException 404."""
    found = runs.all()
    known = next((one for one in found if one.run == run), None)
    if known is None:
        raise HTTPException(404, "There is no run of this name.")
    earlier = [one for one in found if one.suite == known.suite and one.figures]
    before = [one for one in earlier if one.started < known.started]
    return known, before[-1] if before else None


def _framed(data: bytes) -> Response:
    return Response(
        data,
        media_type="text/html; charset=utf-8",
        headers={
            "content-security-policy": REPORT_POLICY,
            "x-frame-options": "SAMEORIGIN",
        },
    )
