"""Users: who may act, with which roles, and under which licence they sign.

Password hashes are made elsewhere (argon2 is slow on purpose and is no matter of a
transaction); this module keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, delete, select, update

from workbench.store.chain import sha
from workbench.store.errors import NotAllowed, NotFound, StaleVersion
from workbench.store.facade import Store, Work
from workbench.store.permissions import ROLES, Role
from workbench.store.tables import user_roles, users

LOCAL = "local"
"""The one user of a workbench without login."""


class Account(NamedTuple):
    """What a person is known by; credential, licence, specialty and NPI stand in
    sign-offs.  ``subject`` is the identity provider's id (issuer and subject),
    ``reports_to`` the user id of the superior (an appeal may not go to a subordinate).
    """

    login: str
    name: str
    roles: frozenset[Role] = frozenset()
    email: str | None = None
    subject: str | None = None
    credential: str | None = None
    licence: str | None = None
    specialty: str | None = None
    npi: str | None = None
    reports_to: str | None = None


class User(NamedTuple):
    """A user as stored; ``account`` is what an administrator may change."""

    id: str
    version: int
    active: bool
    account: Account
    password_hash: str | None = None

    @property
    def name(self) -> str:
        """The person's name."""
        return self.account.name

    @property
    def roles(self) -> frozenset[Role]:
        """The roles; none for an account that was closed."""
        return self.account.roles if self.active else frozenset()


def create(
    work: Work, account: Account, *, id: str | None = None, password: str | None = None
) -> User:
    """Add a user; ``password`` is its hash.  Raises NotAllowed for a login in use."""
    account = _checked(account)
    _above(work, id, account.reports_to)
    if _row(work, users.c.login == account.login) is not None:
        raise NotAllowed(f"the login {account.login!r} is in use", fix="choose another")
    key = id or work.new_id()
    values = _values(account) | {
        "id": key,
        "version": 1,
        "active": True,
        "created_at": work.at,
        "password_hash": password,
    }
    work.connection.execute(users.insert(), values)
    _set_roles(work, key, account.roles)
    work.record("user.created", f"user/{key}", digest_of(account, active=True))
    work.record("user.password", f"user/{key}", password_told(password))
    return get(work, key)


def change(
    work: Work, id: str, account: Account, *, active: bool, based_on: int
) -> User:
    """Change an account.  Raises StaleVersion, NotFound, NotAllowed."""
    account = _checked(account)
    _above(work, id, account.reports_to)
    found = get(work, id)
    if found.version != based_on:
        raise StaleVersion(
            f"user {id}", based_on=based_on, found=found.version, by=None, at=None
        )
    other = _row(work, users.c.login == account.login)
    if other is not None and other.id != id:
        raise NotAllowed(f"the login {account.login!r} is in use", fix="choose another")
    values = _values(account) | {"version": based_on + 1, "active": active}
    work.connection.execute(update(users).where(users.c.id == id).values(values))
    _set_roles(work, id, account.roles)
    work.record("user.changed", f"user/{id}", digest_of(account, active=active))
    return get(work, id)


def set_password(work: Work, id: str, password: str) -> None:
    """Keep a new password hash.  Raises NotFound."""
    get(work, id)
    changed = update(users).where(users.c.id == id).values(password_hash=password)
    work.connection.execute(changed)
    work.record("user.password", f"user/{id}", password_told(password))


def password_told(password: str | None) -> dict[str, Any]:
    """What the audit log keeps of a password's hash: a hash of it, so that one put in
    its place behind the program's back is found."""
    return {"sha256": sha(password) if password is not None else None}


def get(work: Work, id: str) -> User:
    """A user by id.  Raises NotFound."""
    row = _row(work, users.c.id == id)
    if row is None:
        raise NotFound(f"no user {id!r}")
    return _user(work, row)


def by_login(work: Work, login: str) -> User | None:
    """A user by login name, whatever its capitals."""
    row = _row(work, users.c.login == _plain(login))
    return _user(work, row) if row is not None else None


def by_subject(work: Work, subject: str) -> User | None:
    """A user by the identity provider's id."""
    row = _row(work, users.c.subject == subject)
    return _user(work, row) if row is not None else None


def everybody(work: Work) -> list[User]:
    """All users by name, closed accounts too."""
    rows = work.connection.execute(select(users).order_by(users.c.name, users.c.id))
    return [_user(work, row) for row in rows.all()]


def superiors(work: Work, id: str) -> tuple[str, ...]:
    """The ids of a user's superiors, nearest first."""
    found: list[str] = []
    above = get(work, id).account.reports_to
    while above and above not in found:
        found.append(above)
        above = get(work, above).account.reports_to
    return tuple(found)


def _above(work: Work, id: str | None, superior: str | None) -> None:
    """Raise NotAllowed for a superior who is nobody, oneself or one's own subordinate.

    Who may decide an appeal is told by this line, so it must come to an end.
    """
    if superior is None:
        return
    if _row(work, users.c.id == superior) is None:
        raise NotAllowed(
            "no such superior", where="reports to", fix="choose an account"
        )
    if id is not None and id in (superior, *superiors(work, superior)):
        raise NotAllowed(
            "nobody reports to themselves, also not by way of others",
            where="reports to",
            fix="choose somebody above them",
        )


def ensure_local(store: Store, name: str = "Local reviewer") -> User:
    """The user of a workbench without login, made on first use, with every role.

    Signing needs the person's credential and licence, which they fill in themselves.
    """
    with store.reading() as work:
        row = _row(work, users.c.id == LOCAL)
        if row is not None:
            return _user(work, row)
    with store.writing(by=LOCAL) as work:
        row = _row(work, users.c.id == LOCAL)
        if row is not None:
            return _user(work, row)
        return create(work, Account(LOCAL, name, frozenset(ROLES)), id=LOCAL)


def _checked(account: Account) -> Account:
    """The account with its login in small letters, or NotAllowed."""
    unknown = sorted(set(account.roles) - set(ROLES))
    if unknown:
        raise NotAllowed(
            f"no role {unknown[0]!r}", where="roles", fix=f"one of {', '.join(ROLES)}"
        )
    if not account.login.strip() or not account.name.strip():
        raise NotAllowed("a user has a login and a name", fix="fill in both")
    return account._replace(login=_plain(account.login))


def _plain(login: str) -> str:
    return login.strip().casefold()


def _values(account: Account) -> dict[str, Any]:
    return {key: value for key, value in account._asdict().items() if key != "roles"}


def digest_of(account: Account, *, active: bool) -> dict[str, Any]:
    """What the audit log keeps of an account: all but its password."""
    values: dict[str, Any] = account._asdict() | {"roles": sorted(account.roles)}
    return values | {"active": active}


def _set_roles(work: Work, id: str, roles: Iterable[Role]) -> None:
    work.connection.execute(delete(user_roles).where(user_roles.c.user_id == id))
    rows = [{"user_id": id, "role": role} for role in sorted(roles)]
    if rows:
        work.connection.execute(user_roles.insert(), rows)


def _row(work: Work, condition: Any) -> Row[Any] | None:
    return work.connection.execute(select(users).where(condition)).first()


def _roles(work: Work, id: str) -> Sequence[Role]:
    asked = select(user_roles.c.role).where(user_roles.c.user_id == id)
    return work.connection.execute(asked).scalars().all()


def _user(work: Work, row: Row[Any]) -> User:
    own = row._mapping
    fields = {name: own[name] for name in Account._fields if name != "roles"}
    account = Account(**fields, roles=frozenset(_roles(work, own["id"])))
    return User(own["id"], own["version"], own["active"], account, own["password_hash"])
