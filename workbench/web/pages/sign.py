"""Sign-off: one case, one person, every adverse finding opened first.

Nothing is chosen beforehand and there is no batch.  The store signs (``signoffs.sign``)
with the account's name, credential and licence; this page only asks.
"""

from __future__ import annotations

from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from workbench.schema.decision import DecisionValue, LineDecision
from workbench.store.correspondence import InformationRequest
from workbench.store.errors import NotAllowed, StaleVersion
from workbench.store.permissions import action_of, may, signer_roles
from workbench.store.signoffs import must_open
from workbench.store.users import User
from workbench.web.access import DeskHere, need
from workbench.web.desk import written
from workbench.web.desk.desk import ON_APPEAL, Desk
from workbench.web.desk.file import CaseFile
from workbench.web.pages.review import findings, screen_of
from workbench.web.render import Blank, page
from workbench.web.view.deciding import VALUES, choices, line_choices, to_open
from workbench.web.view.screen import Screen
from workbench.web.view.words import counted

router = APIRouter()
Signer = Annotated[User, Depends(need("see-case"))]
ATTESTATION = (
    "I reviewed the record itself, the policy and the evidence for and against each "
    "finding. This decision is my own judgement for this person."
)


@router.get("/cases/{case}/sign")
def form(request: Request, case: str, desk: DeskHere, person: Signer) -> HTMLResponse:
    """What is to be signed, and what must be opened before."""
    file = desk.file(case, person, seen="case")
    return _page(request, desk, file, person, {}, "")


@router.post("/cases/{case}/sign")
async def sign(request: Request, case: str, desk: DeskHere, person: Signer) -> Response:
    """Sign.  The store refuses whatever the rules forbid."""
    got = await request.form()
    given = {key: value for key, value in got.items() if isinstance(value, str)}
    file = desk.file(case, person)
    problem = _missing(given) or _unopened(given, screen_of(request, file), file)
    if not problem:
        try:
            desk.sign(
                case,
                value=given["value"],  # type: ignore[arg-type]
                attestation=ATTESTATION,
                review=_number(given.get("review_version")),
                based_on=_number(given.get("row_version")),
                lines=_lines(given),
                rationale=given.get("rationale", "").strip(),
                provider_agreed=given.get("provider_agreed") == "yes",
                role=given.get("role") or None,  # type: ignore[arg-type]
                user=person,
            )
            return RedirectResponse(f"/cases/{case}/sign", 303)
        except NotAllowed as error:
            return _page(request, desk, file, person, given, error.line(), 403)
        except StaleVersion as error:
            return _page(request, desk, file, person, given, error.line(), 409)
    return _page(request, desk, file, person, given, problem, 422)


@router.post("/me")
def account(
    request: Request,
    desk: DeskHere,
    person: Annotated[User, Depends(need("see-policies"))],
    name: Annotated[str, Form(max_length=200)],
    credential: Annotated[str, Form(max_length=80)] = "",
    licence: Annotated[str, Form(max_length=80)] = "",
    specialty: Annotated[str, Form(max_length=200)] = "",
    npi: Annotated[str, Form(max_length=10)] = "",
    back: Annotated[str, Form(max_length=200)] = "/",
) -> Response:
    """Fill in who one is: only where there is no login, else an administrator does."""
    if request.app.state.settings.team:
        raise NotAllowed("an administrator keeps the accounts", fix="ask them")
    if not name.strip():
        raise NotAllowed("a sign-off names a person", fix="fill in your name")
    desk.describe(
        person,
        name=name.strip(),
        credential=credential.strip() or None,
        licence=licence.strip() or None,
        specialty=specialty.strip() or None,
        npi=npi.strip() or None,
    )
    inside = back.startswith("/") and not back.startswith(("//", "/\\"))
    return RedirectResponse(back if inside else "/", 303)


def _missing(given: dict[str, str]) -> str:
    if given.get("value") not in get_args(DecisionValue):
        return "Choose a decision."
    if given.get("attest") != "yes":
        return "A signature needs the attestation."
    if given.get("role") == "":
        return "Say in which role you sign."
    return ""


def _unopened(given: dict[str, str], screen: Screen, file: CaseFile) -> str:
    """How many findings are left to open, each counted as the page lists it.

    The store asks the same once more.
    """
    values = {given["value"], *(line.value for line in _lines(given))}
    left = set(must_open(file.review, file.overrides, values)) - file.opened
    if not left:
        return ""
    listed = len(to_open(screen.judged, left))
    return f"{counted(listed, 'finding')} to open first: see “Before signing”."


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else 0


def _lines(given: dict[str, str]) -> tuple[LineDecision, ...]:
    known = get_args(DecisionValue)
    return tuple(
        LineDecision(line=key.removeprefix("line-"), value=value)  # type: ignore[arg-type]
        for key, value in given.items()
        if key.startswith("line-L") and key[6:].isdigit() and value in known
    )


def _to_ask(desk: Desk, file: CaseFile) -> bool:
    """Whether the case waits for information that nobody has written down to ask."""
    if file.decision is None or file.decision.value != "pend_rfi":
        return False
    return not written.newest(
        desk.store, file.id, "information-request", InformationRequest
    )


def _page(
    request: Request,
    desk: Desk,
    file: CaseFile,
    person: User,
    given: dict[str, str],
    problem: str,
    code: int = 200,
) -> HTMLResponse:
    able = signer_roles(person.roles)
    screen = screen_of(request, file)
    adverse = must_open(file.review, file.overrides, ("deny_medical_necessity",))
    missing = must_open(file.review, file.overrides, ("deny_insufficient_information",))
    appealed = file.row.status == "decided"
    offered = choices(lambda value: may(person.roles, action_of(value)))
    if appealed:
        offered = tuple(
            (title, group)
            for title, group in offered
            if all(one.value in ON_APPEAL for one in group)
        )
    values: dict[str, Any] = findings(request, file) | {
        "tab": "sign",
        "able": able,
        "appealed": appealed,
        "account": person.account,
        "choices": offered,
        "line_choices": line_choices(),
        "VALUES": VALUES,
        "adverse": to_open(screen.judged, adverse),
        "missing": to_open(screen.judged, set(missing) - set(adverse)),
        "attestation": ATTESTATION,
        "to_ask": _to_ask(desk, file),
        "rare": [one.value for _, group in offered[3:] for one in group],
        "given": Blank(given),
        "problem": problem,
    }
    return page(request, "sign.html", code, **values)
