"""The whole file of a case to take away: for an auditor, a member or another system.

It is a form that is posted, since taking the file away is itself kept in the log.
"""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, Response

from workbench.store import case_file
from workbench.store.users import User
from workbench.web.access import DeskHere, need

router = APIRouter()
MEDIA = {"pdf": "application/pdf", "json": "application/json"}


@router.post("/cases/{case}/export")
def export(
    case: str,
    desk: DeskHere,
    person: Annotated[User, Depends(need("export-case"))],
    form: Annotated[Literal["pdf", "json"], Form()],
) -> Response:
    """Everything that is kept about one case as one file.  Raises NotFound."""
    with desk.store.writing(by=person.id) as work:
        found = case_file.export(work, case, with_files=form == "json")
    # Pages are set after the transaction: they take seconds, and a writer must not.
    name = f"case-{found.case.number}-file.{form}"
    return Response(
        _data(found, form),
        media_type=MEDIA[form],
        headers={
            "content-disposition": f'attachment; filename="{name}"',
            "cache-control": "no-store",
        },
    )


def _data(found: case_file.CaseFile, form: str) -> bytes:
    if form == "json":
        return found.model_dump_json(indent=2).encode()
    from workbench.store import case_file_page

    return case_file_page.pdf(found)
