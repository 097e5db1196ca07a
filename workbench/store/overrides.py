"""Overrides: a person sets a criterion's status, the program's own stays beside it.

Each override names a reason code (``override_reasons.yaml``) and says why in words.  A
later override of the same criterion stands before an earlier one; setting the original
status again takes it back.  None is ever changed or removed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select

from workbench.schema.base import Model, parse_data
from workbench.schema.case import Slug
from workbench.schema.determination import CriterionResult, Status
from workbench.schema.review import Review
from workbench.store import readings
from workbench.store.chain import sha
from workbench.store.errors import NotAllowed, NotFound, StaleVersion
from workbench.store.facade import Work
from workbench.store.tables import overrides, users
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("override_reasons.yaml")


class Reason(Model):
    """One reason that can be chosen."""

    code: Slug
    title: str


class Reasons(Model):
    """The whole data file."""

    reasons: tuple[Reason, ...]


class Override(NamedTuple):
    """One override: ``original`` is the program's status on review ``review``."""

    number: int
    review: int
    line: str
    criterion: str
    original: Status
    status: Status
    reason_code: str
    text: str
    at: dt.datetime
    by: str
    by_name: str


@cache
def reasons() -> dict[str, str]:
    """Reason code to its title, in the order in which they are offered."""
    found = parse_data(Reasons, load_yaml(FILE), where=str(FILE))
    return {reason.code: reason.title for reason in found.reasons}


def add(
    work: Work,
    case_id: str,
    *,
    line: str,
    criterion: str,
    status: Status,
    reason_code: str,
    text: str,
    review: int,
) -> Override:
    """Set a criterion's status by hand; ``review`` is the version that was looked at.

    Raises StaleVersion when there is a newer review, NotFound for an unknown
    criterion, NotAllowed without a known reason code and words.
    """
    if reason_code not in reasons():
        raise NotAllowed(
            f"no reason {reason_code!r}", fix=f"one of: {', '.join(reasons())}"
        )
    if not text.strip():
        raise NotAllowed("an override says why in words", fix="write the reason")
    found, paper = readings.newest_review(work, case_id)
    if paper.number != review:
        raise StaleVersion(
            "review",
            based_on=review,
            found=paper.number,
            by=paper.by_name,
            at=paper.at,
        )
    original = criterion_of(found, line, criterion).status
    last = select(func.max(overrides.c.number)).where(overrides.c.case_id == case_id)
    number = (work.connection.execute(last).scalar() or 0) + 1
    row = {
        "case_id": case_id,
        "number": number,
        "review": review,
        "line": line,
        "criterion": criterion,
        "original": original,
        "status": status,
        "reason_code": reason_code,
        "text": text,
        "at": work.at,
        "by": work.actor,
    }
    work.connection.execute(overrides.insert(), row)
    made = of_case(work, case_id)[-1]
    work.record("status.overridden", f"override/{number}", digest_of(made), case_id)
    return made


def digest_of(override: Override | Row[Any]) -> dict[str, Any]:
    """What the audit log keeps of an override; its words by their hash."""
    return {
        "review": override.review,
        "line": override.line,
        "criterion": override.criterion,
        "original": override.original,
        "status": override.status,
        "reason": override.reason_code,
        "text_sha256": sha(override.text),
    }


def of_case(work: Work, case_id: str) -> list[Override]:
    """All overrides of a case, oldest first."""
    asked = (
        select(overrides, users.c.name.label("by_name"))
        .join(users, users.c.id == overrides.c.by)
        .where(overrides.c.case_id == case_id)
        .order_by(overrides.c.number)
    )
    return [
        Override(*(row._mapping[name] for name in Override._fields))
        for row in work.connection.execute(asked)
    ]


def standing(found: Iterable[Override]) -> dict[tuple[str, str], Override]:
    """The overrides that count, by line and criterion: the last of each.

    One that set the program's own status again is none.
    """
    last = {(one.line, one.criterion): one for one in found}
    return {key: one for key, one in last.items() if one.status != one.original}


def criterion_of(review: Review, line: str, criterion: str) -> CriterionResult:
    """A criterion of a line as the program judged it.  Raises NotFound."""
    for own in review.determination.lines:
        for result in own.criteria:
            if (own.id, result.id) == (line, criterion):
                return result
    raise NotFound(f"the review has no criterion {criterion!r} on line {line!r}")
