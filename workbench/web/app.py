"""The application: settings and a desk in, an ASGI app out."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import (
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
)
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException as PlainHTTPException
from starlette.middleware.sessions import SessionMiddleware
from starlette.types import Scope

from workbench import __version__
from workbench.errors import WorkbenchError
from workbench.store.errors import Locked, NotAllowed, NotFound, StaleVersion
from workbench.store.users import User, ensure_local
from workbench.web import render
from workbench.web.api import routes
from workbench.web.desk.desk import Desk
from workbench.web.desk.kept import Kept
from workbench.web.desk.runs import Runs
from workbench.web.guards import forms
from workbench.web.guards.headers import Outermost
from workbench.web.guards.pace import Pace
from workbench.web.guards.unforeseen import Unforeseen
from workbench.web.pages import (
    accounts,
    appeal,
    blind,
    calls,
    evals,
    export,
    facts,
    history,
    impact,
    information,
    intake,
    letters,
    overrides,
    policies,
    queue,
    review,
    sign,
    source,
)
from workbench.web.settings import Settings
from workbench.web.team import api_session, sso
from workbench.web.team import pages as team_pages
from workbench.web.team.sessions import Sessions

Identify = Callable[[Request], User | None]
"""Says who asks; None for nobody known."""


PAGES = (
    queue,
    intake,
    review,
    source,
    facts,
    overrides,
    information,
    letters,
    appeal,
    calls,
    sign,
    history,
    export,
    impact,
    policies,
    evals,
    blind,
    accounts,
)


def create_app(
    desk: Desk, settings: Settings | None = None, identify: Identify | None = None
) -> FastAPI:
    """The workbench over a desk; ``identify`` says who asks (default: one user)."""
    settings = settings or Settings()
    app = FastAPI(
        title="Review workbench",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        max_body_size=settings.upload_bytes + 1024 * 1024,
    )
    app.state.settings = settings
    app.state.desk = desk
    app.state.screens = Kept(128)
    app.state.runs = Runs(settings.reports)
    app.state.sessions = Sessions(desk.store)
    app.state.sso = sso.configured() if settings.team else None
    if identify is None:
        identify = app.state.sessions.identify if settings.team else _local(desk)
    app.state.identify = identify
    app.mount("/static", StaticFiles(directory=render.STATIC), name="static")
    for module in PAGES:
        app.include_router(
            module.router,
            dependencies=[Depends(forms.checked)],
            include_in_schema=False,
        )
    app.include_router(routes.router)
    if settings.team:
        _team(app, settings)
    _errors(app)
    app.add_middleware(Unforeseen, answer=_unforeseen)
    if settings.team:
        app.add_middleware(Pace, per_minute=settings.writes_per_minute)
    app.add_middleware(Outermost, hosts=settings.hosts)
    return app


def _team(app: FastAPI, settings: Settings) -> None:
    """Signing in; the browser's own session cookie serves single sign-on alone."""
    for module in (team_pages, sso):
        app.include_router(
            module.router,
            dependencies=[Depends(forms.checked)],
            include_in_schema=False,
        )
    app.include_router(api_session.router)
    app.add_middleware(
        SessionMiddleware,
        secret_key=settings.secret,
        session_cookie="workbench-sso",
        max_age=600,
        same_site="lax",
        https_only=settings.secure_cookies,
    )


def _local(desk: Desk) -> Identify:
    """Everybody who reaches this machine's own address is its one user."""
    ensure_local(desk.store)

    def identify(_request: Request) -> User:
        return desk.local_user()

    return identify


def _errors(app: FastAPI) -> None:
    """Errors as pages or JSON: what happened and what to do, never the input."""

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        named = [
            {"at": [str(step) for step in one["loc"]], "problem": one["msg"]}
            for one in error.errors()
        ]
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": "invalid request", "problems": named}, 422)
        said = "; ".join(
            f"{'.'.join(one['at'][1:])}: {one['problem']}" for one in named
        )
        return _error(request, 422, said)

    @app.exception_handler(PlainHTTPException)
    async def refused(request: Request, error: PlainHTTPException) -> Response:
        return _error(request, error.status_code, str(error.detail))

    @app.exception_handler(HTTPException)
    async def refused_too(request: Request, error: HTTPException) -> Response:
        return _error(request, error.status_code, str(error.detail))

    @app.exception_handler(WorkbenchError)
    async def known(request: Request, error: WorkbenchError) -> Response:
        return _error(request, _code_of(error), error.line())


def _code_of(error: WorkbenchError) -> int:
    """The HTTP status that says what kind of refusal it is."""
    kinds = {NotFound: 404, NotAllowed: 403, StaleVersion: 409, Locked: 423}
    return next((code for kind, code in kinds.items() if isinstance(error, kind)), 400)


_TITLES = {
    401: "Please sign in",
    403: "Not allowed",
    404: "Not found",
    409: "Changed in the meantime",
    413: "Too large",
    422: "Please check the form",
}


def _unforeseen(scope: Scope, kind: str) -> Response:
    """The page of an error that nobody foresaw: its type, never its text."""
    return _error(Request(scope), 500, f"Unforeseen {kind}.")


def _to_login(request: Request) -> Response:
    """To the sign-in, and back to the page that was asked for."""
    if render.is_partial(request):
        return Response(status_code=401, headers={"HX-Redirect": "/login"})
    to = quote(request.url.path, safe="/") if request.method == "GET" else "/"
    return RedirectResponse(f"/login?to={to}", 303)


def _error(request: Request, code: int, said: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": said}, code)
    if code == 401 and request.app.state.settings.team:
        return _to_login(request)
    title = _TITLES.get(code, "Something went wrong")
    template = "parts/problem.html" if render.is_partial(request) else "problem.html"
    answer: HTMLResponse = render.page(request, template, code, title=title, said=said)
    if render.is_partial(request):
        answer.headers["HX-Retarget"] = "#problem"
        answer.headers["HX-Reswap"] = "innerHTML"
    return answer
