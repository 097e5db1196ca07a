"""Passwords as argon2id hashes; slow on purpose, so never inside a transaction."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workbench.store.errors import NotAllowed

LEAST = 12
"""Characters of the shortest password that is taken (NIST SP 800-63B asks for 8)."""


@cache
def hasher() -> PasswordHasher:
    """19 MiB and two passes: OWASP's first choice for argon2id."""
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(password: str) -> str:
    """The hash to keep.  Raises NotAllowed for a short password."""
    if len(password) < LEAST:
        raise NotAllowed(
            f"a password has at least {LEAST} characters", fix="choose a longer one"
        )
    return hasher().hash(password)


@cache
def _nobodys() -> str:
    return hasher().hash("the password of nobody")


def right(password: str, kept: str | None) -> bool:
    """Whether the password is the one kept; without an account as slow as with one."""
    try:
        return hasher().verify(kept or _nobodys(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
