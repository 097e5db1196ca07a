"""Impact of a change: two policies over the stored cases, each flip with both traces.

The second policy may be the first with other values of its parameters, which is how a
committee asks what six weeks would do that four do not.  Quotes of cases are shown, so
the page is for those who may see cases, and each case explained is noted as seen.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from workbench.errors import WorkbenchError
from workbench.policy.loader import file_of, list_policies, load_policy, merged
from workbench.schema.partial_date import earliest
from workbench.store import access
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.desk.desk import Desk
from workbench.web.desk.impacts import changed, knobs, shown
from workbench.web.render import page
from workbench.web.view.flips import Impacted, impacted

router = APIRouter()
Committee = Annotated[User, Depends(need("see-case"))]
EXPLAINED = 25
VALUE = "v-"
"""What the name of a changed parameter's field begins with."""


@router.get("/policies/impact", dependencies=[Depends(need("see-evals"))])
def impact(
    request: Request,
    desk: DeskHere,
    person: Committee,
    old: Annotated[str, Query(max_length=200)] = "",
    new: Annotated[str, Query(max_length=200)] = "",
    since: Annotated[str, Query(max_length=10)] = "",
    final: bool = False,
) -> HTMLResponse:
    """The form; with both policies named, what changes from one to the other."""
    names = list_policies()
    if {old, new} - {"", *names}:
        raise HTTPException(404, "There is no policy of this id.")
    old = old or names[0]
    fields = knobs(merged(file_of(new))) if new else {}
    given = {
        key.removeprefix(VALUE): text[:500]
        for key, text in request.query_params.items()
        if key.startswith(VALUE)
    }
    values: dict[str, Any] = {
        "policies": [load_policy(name) for name in names],
        "old": old,
        "new": new,
        "since": since,
        "final": final,
        "fields": [
            (name, shown(value), unit, source, given.get(name, shown(value)))
            for name, (value, unit, source) in fields.items()
        ],
        "altered": any(
            given.get(n, shown(v[0])) != shown(v[0]) for n, v in fields.items()
        ),
        "explained": EXPLAINED,
        "problem": "",
        "told": None,
    }
    if new:
        try:
            values["told"] = _told(desk, person, (old, new), given, since, final)
        except WorkbenchError as error:
            values["problem"] = error.line()
        except ValueError:
            values["problem"] = "Write a date as YYYY-MM-DD."
    return page(request, "impact.html", 422 if values["problem"] else 200, **values)


def _told(
    desk: Desk,
    person: User,
    names: tuple[str, str],
    given: dict[str, str],
    since: str,
    final: bool,
) -> Impacted:
    """The report.  Raises WorkbenchError, ValueError for what is no date."""
    if since:
        earliest(since)
    report = desk.impacts.report(
        load_policy(names[0]),
        changed(names[1], given),
        since=since or None,
        final=final,
        explained=EXPLAINED,
    )
    ids = desk.impacts.ids({one.case for one in report.flips})
    for case in {one.case for one in report.flips if one.explained}:
        access.saw(desk.store, person.id, ids[case], "case")
    return impacted(report, ids)
