"""What notices and decisions owe: points of procedure, duties, time to appeal.

All of it is data (``data/duties.yaml``) with source and status; code only looks which
part of a notice is there, and counts days.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any, Literal, NamedTuple

from workbench.appeal.words import DATA
from workbench.narrate.letters.clocks import moment, standing
from workbench.schema.appeal import AppealDecision, Duty, Notice, Procedural
from workbench.schema.base import Model, parse_data
from workbench.schema.case import Slug
from workbench.schema.matter import AppellantRole, Matter
from workbench.schema.partial_date import earliest, is_exact
from workbench.vocabulary.yaml_file import load_yaml


class _Point(Model):
    parts: tuple[str, ...]
    found: str
    lacking: str
    source: str
    status: str


class _Filing(Model):
    program: Slug
    days: int
    source: str
    status: str


class _Owed(Model):
    id: Slug
    kind: Literal["reviewer", "disclosure", "next-rights", "effectuation"]
    programs: tuple[str, ...]
    says: str
    plain: str = ""
    stated: str = ""
    attested: str = ""
    outcomes: tuple[AppealDecision, ...] = ()
    source: str
    status: str


class _NoAuthority(Model):
    """When a filing without authority is not heard; empty lists mean any."""

    id: Slug
    programs: tuple[Slug, ...] = ()
    filed_by: tuple[AppellantRole, ...]
    speeds: tuple[str, ...] = ()
    says: str
    source: str
    status: str

    def holds(self, matter: Matter) -> bool:
        """Whether the matter's facts are those of the rule."""
        facts = matter.appeal
        return (
            facts.authorized is False
            and facts.filed_by in self.filed_by
            and (not self.programs or matter.program in self.programs)
            and (not self.speeds or facts.speed in self.speeds)
        )


class _File(Model):
    points: dict[Slug, _Point]
    filing: tuple[_Filing, ...]
    authority: tuple[_NoAuthority, ...]
    duties: tuple[_Owed, ...]


class Late(NamedTuple):
    """Why an appeal is not to be heard: withdrawn, without authority, or too late."""

    because: str


@cache
def _file() -> _File:
    path = DATA / "duties.yaml"
    data: Any = load_yaml(path)
    points = {
        name: {("parts" if key == "in" else key): value for key, value in one.items()}
        for name, one in data["points"].items()
    }
    return parse_data(_File, data | {"points": points}, where=str(path))


def points(notice: Notice) -> tuple[Procedural, ...]:
    """What a careful notice holds, and whether this one does; for letters only."""
    if notice.origin != "letter":
        return ()
    made = []
    for name, point in _file().points.items():
        seen = [getattr(notice, part) for part in point.parts]
        found = any(seen)
        at = next((one for one in seen if one and not isinstance(one, tuple)), None)
        made.append(
            Procedural(
                id=name,
                says=point.found if found else point.lacking,
                found=found,
                at=at,
                source=point.source,
                status=point.status,
            )
        )
    return tuple(made)


def duties(program: str | None, decision: AppealDecision) -> tuple[Duty, ...]:
    """What a decision on appeal owes under a program; all where none is named."""
    return tuple(
        Duty(
            id=one.id,
            kind=one.kind,
            says=one.says,
            plain=one.plain,
            stated=one.stated,
            attested=one.attested,
            programs=one.programs,
            source=one.source,
            status=one.status,
        )
        for one in _file().duties
        if (program is None or "*" in one.programs or program in one.programs)
        and (not one.outcomes or decision in one.outcomes)
    )


def not_heard(matter: Matter | None, notice: Notice) -> Late | None:
    """Why the appeal is to be dismissed, where the matter's own events say so.

    The notice's own time counts where it is longer than the program's.  Nothing is
    dismissed without the day of the notice and the day of receipt.
    """
    if matter is None:
        return None
    events = standing(matter.events)
    if any(one.kind == "withdrawn" for one in events):
        return Late("The appeal was withdrawn.")
    for lacking in _file().authority:
        if lacking.holds(matter):
            return Late(lacking.says)
    came = next((one for one in events if one.kind == "appeal_received"), None)
    told = next((one for one in events if one.kind == "notified"), None)
    start = moment(told.at).date() if told else _day(notice)
    rule = next((r for r in _file().filing if r.program == matter.program), None)
    days = max([notice.appeal_days or 0, rule.days if rule else 0])
    if came is None or start is None or not days:
        return None
    received = moment(came.at).date()
    last = start + dt.timedelta(days=days)
    if received <= last:
        return None
    return Late(
        f"The appeal came on {received.isoformat()}, after the last day "
        f"{last.isoformat()} ({days} days from the notice of {start.isoformat()})."
    )


def _day(notice: Notice) -> dt.date | None:
    exact = notice.date is not None and is_exact(notice.date)
    return earliest(notice.date) if exact and notice.date else None
