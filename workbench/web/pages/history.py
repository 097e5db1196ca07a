"""The history of a case: who did what, and who saw it; the log is checked on demand."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from workbench.store import access, audit
from workbench.store.permissions import may
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.desk import written
from workbench.web.pages.review import findings
from workbench.web.render import page
from workbench.web.view.happened import told

router = APIRouter()


@router.get("/cases/{case}/history")
def history(
    request: Request,
    case: str,
    desk: DeskHere,
    person: Annotated[User, Depends(need("see-case"))],
) -> HTMLResponse:
    """Everything that was done to the case, newest first."""
    file = desk.file(case, person)
    with desk.store.reading() as work:
        seen = access.of_case(work, case, 200) if may(person.roles, "see-audit") else []
        head = audit.head(work)
    values = findings(request, file) | {
        "tab": "history",
        "rows": told(written.history(desk.store, case)),
        "seen": seen,
        "head": head,
    }
    return page(request, "history.html", **values)
