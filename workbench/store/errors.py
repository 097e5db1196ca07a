"""What the store refuses, told so that a person knows what to do next.

StoreError                (workbench.errors) cannot be opened, cannot be done
|-- NotFound              no such case, paper, user or job
|-- StaleVersion          somebody else changed it since it was read
|-- Locked                somebody else has the case open
|-- NotAllowed            a rule forbids it: roles, sign-off, evidence not opened
`-- Refused               the database itself forbids it
"""

from __future__ import annotations

import datetime as dt

from workbench.errors import StoreError


class NotFound(StoreError):
    """Nothing has this id."""


class StaleVersion(StoreError):
    """A change rests on a version that is no longer the newest.

    ``what`` was changed ``by`` whom, ``at`` which time; ``found`` is the number it has
    now, ``based_on`` the one that the change was made on.
    """

    def __init__(
        self,
        thing: str,
        *,
        based_on: int,
        found: int,
        by: str | None,
        at: dt.datetime | None,
    ) -> None:
        self.thing = thing
        self.based_on = based_on
        self.found = found
        self.by = by
        self.at = at
        who = f" by {by}" if by else ""
        when = f" at {at.isoformat(timespec='seconds')}" if at else ""
        super().__init__(
            f"{thing} was changed{who}{when}: it is at version {found}, and this "
            f"change was made on version {based_on}",
            fix="look at the newer version, then make the change again",
        )


class Locked(StoreError):
    """Another user has the case open until ``until``."""

    def __init__(self, user: str, until: dt.datetime) -> None:
        self.user = user
        self.until = until
        super().__init__(
            f"the case is open with {user} until {until.isoformat(timespec='seconds')}",
            fix="wait, ask for it, or take it over",
        )


class NotAllowed(StoreError):
    """A rule of the house or of the field forbids it."""


class Refused(StoreError):
    """A constraint or trigger of the database forbids it, whoever asks."""
