"""Policies for a committee: wording, sources, tests in words, unit tests, hash."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from workbench.errors import WorkbenchError
from workbench.evals.committee.page import as_markdown
from workbench.narrate import html
from workbench.policy.loader import file_of, list_policies, load_policy, merged
from workbench.store.users import User
from workbench.web.access import need
from workbench.web.render import page

router = APIRouter()
Reader = Annotated[User, Depends(need("see-policies"))]


@router.get("/policies")
def policies(request: Request, person: Reader) -> HTMLResponse:
    """All policies that can be applied."""
    found = [load_policy(name) for name in list_policies()]
    return page(request, "policies.html", policies=found)


@router.get("/policies/{name}")
def policy(request: Request, name: str, person: Reader) -> HTMLResponse:
    """One policy as a committee reads it."""
    if name not in list_policies():
        raise HTTPException(404, "There is no policy of this id.")
    try:
        found = load_policy(name)
    except WorkbenchError as error:
        raise HTTPException(404, error.line()) from None
    return page(
        request,
        "policy.html",
        policy=found,
        html=_committee(name, found.sha256),
    )


@lru_cache(maxsize=32)
def _committee(name: str, _sha256: str) -> Markup:
    """The page's body, made once for each content of the policy."""
    return Markup(html.body(as_markdown(load_policy(name), merged(file_of(name)))))
