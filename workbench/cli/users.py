"""``workbench users``: accounts of a team's workbench."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.common import note

if TYPE_CHECKING:
    from workbench.store.facade import Work
    from workbench.store.users import User

app = typer.Typer(
    help="Accounts for serve --team: add, list, close, password.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
DbOption = Annotated[
    str, typer.Option("--db", envvar="WORKBENCH_DB", help="The store of the cases.")
]
Login = Annotated[str, typer.Argument(help="Login name, or e-mail for sign-on.")]


@app.command()
def add(
    login: Login,
    name: Annotated[str, typer.Option("--name", help="The person's name.")],
    role: Annotated[
        list[str],
        typer.Option(
            "--role", help="intake, nurse, physician, appeals, auditor, admin."
        ),
    ],
    credential: Annotated[str | None, typer.Option(help="MD, RN ...")] = None,
    licence: Annotated[str | None, typer.Option(help="State and number.")] = None,
    specialty: Annotated[str | None, typer.Option(help="Of a physician.")] = None,
    npi: Annotated[str | None, typer.Option(help="Ten digits.")] = None,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="Signs in by single sign-on only.")
    ] = False,
    db: DbOption = "workbench.db",
) -> None:
    """Add an account; asks for its password."""
    from workbench.store import users
    from workbench.store.facade import Store
    from workbench.web.team.passwords import hashed

    kept = None
    if not no_password:
        kept = hashed(typer.prompt("Password", hide_input=True))
    store = Store.open(db)
    users.ensure_local(store)
    account = users.Account(
        login,
        name,
        frozenset(role),  # type: ignore[arg-type]
        email=login if "@" in login else None,
        credential=credential,
        licence=licence,
        specialty=specialty,
        npi=npi,
    )
    with store.writing(by=users.LOCAL) as work:
        made = users.create(work, account, password=kept)
    note(f"added: {made.account.login} ({', '.join(sorted(made.roles))})")


@app.command("list")
def list_(db: DbOption = "workbench.db") -> None:
    """All accounts, one a line: login, name, roles, open or closed."""
    from workbench.store import users
    from workbench.store.facade import Store

    with Store.open(db, create=False).reading() as work:
        for user in users.everybody(work):
            state = "open" if user.active else "closed"
            roles = ",".join(sorted(user.account.roles))
            typer.echo(f"{user.account.login}\t{user.name}\t{roles}\t{state}")


@app.command()
def close(login: Login, db: DbOption = "workbench.db") -> None:
    """Close an account and end its sessions; what it did stays."""
    from workbench.store import sign_ins, users
    from workbench.store.facade import Store

    store = Store.open(db, create=False)
    with store.writing(by=users.LOCAL) as work:
        user = _known(work, login)
        users.change(work, user.id, user.account, active=False, based_on=user.version)
        ended = sign_ins.end_all(work, user.id)
    note(f"closed: {login}; sessions ended: {ended}")


@app.command()
def password(login: Login, db: DbOption = "workbench.db") -> None:
    """Set a new password and end the account's sessions."""
    from workbench.store import sign_ins, users
    from workbench.store.facade import Store
    from workbench.web.team.passwords import hashed

    kept = hashed(typer.prompt("Password", hide_input=True))
    store = Store.open(db, create=False)
    with store.writing(by=users.LOCAL) as work:
        user = _known(work, login)
        users.set_password(work, user.id, kept)
        sign_ins.end_all(work, user.id)
    note(f"password set: {login}")


def _known(work: Work, login: str) -> User:
    from workbench.store import users
    from workbench.store.errors import NotFound

    user = users.by_login(work, login)
    if user is None:
        raise NotFound(f"no account {login!r}", fix="see workbench users list")
    return user
