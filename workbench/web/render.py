"""Templates to answers: all text is escaped, a missing name is an error."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workbench.store.permissions import may
from workbench.web.guards import forms
from workbench.web.view import words
from workbench.web.view.deciding import VALUES

STATIC = Path(__file__).with_name("static")
_TEMPLATES = Path(__file__).with_name("templates")


class Blank(dict[str, str]):
    """Texts by name for a form; a name that is not there is blank."""

    def __missing__(self, key: str) -> str:
        return ""


@cache
def environment() -> Environment:
    """The templates of the web room."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        static=static,
        said=words.status,
        recommended=words.recommendation,
        counted=words.counted,
        plain=words.plain,
        decided=lambda value: VALUES[value][0],
        STATUSES=words.STATUSES,
    )
    return made


@cache
def static(name: str) -> str:
    """The address of a static file, with its content in it so that it may be cached."""
    data = (STATIC / name).read_bytes()
    return f"/static/{name}?{sha256(data).hexdigest()[:12]}"


def is_partial(request: Request) -> bool:
    """Whether htmx asks for a part of a page."""
    return request.headers.get("hx-request-type") == "partial"


def part(template: str, **values: Any) -> Markup:
    """A part of a page that depends on its values alone, to be kept."""
    return Markup(environment().get_template(template).render(**values))


def page(
    request: Request, template: str, code: int = 200, **values: Any
) -> HTMLResponse:
    """A whole page, or a part of one, as an answer."""
    user = getattr(request.state, "user", None)
    text = (
        environment()
        .get_template(template)
        .render(
            person=user,
            may=lambda action: user is not None and may(user.roles, action),
            form_token=forms.token(request),
            path=request.url.path,
            team=request.app.state.settings.team,
            sheet=is_partial(request),
            **values,
        )
    )
    answer = HTMLResponse(text, code)
    forms.remember(request, answer)
    return answer
