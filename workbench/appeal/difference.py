"""What the appeal changes: lines before and after, criteria that moved, new facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from workbench.appeal.reevaluate import Judged
from workbench.extract.checking import list_of
from workbench.extract.rules.whole.merge import content
from workbench.schema.appeal import (
    AppealLine,
    Claim,
    CriterionChange,
    DeniedService,
    NewFact,
    Notice,
    Reason,
)
from workbench.schema.case import Fact, ImagingStudy, all_facts
from workbench.schema.determination import (
    CriterionResult,
    LineRecommendation,
    LineResult,
    Status,
)
from workbench.vocabulary import procedures
from workbench.vocabulary.names import name_of

_CLAIMED: dict[Claim, Status] = {
    "failed": "not_met",
    "missing": "not_documented",
    "asked": "not_documented",
}
_WORST: tuple[LineRecommendation, ...] = (
    "not_medically_necessary",
    "insufficient_information",
    "request_information",
    "policy_not_applicable",
    "approve",
)


def lines_of(judged: Judged) -> tuple[AppealLine, ...]:
    """Every line with what the denial said and what the policy says now.

    A line that was approved stays so: an appeal takes nothing away.  One that a denial
    of named services does not name is not before the appeal at all.
    """
    stated = befores(judged.after.determination.lines, judged.notice)
    claims = claimed(judged)
    first = {line.id: line for line in judged.before.determination.lines}
    fresh = {fact.id for fact in new_facts(judged) if not fact.argued}
    return tuple(
        _line(line, first.get(line.id), stated[line.id], claims, fresh)
        if line.id in stated
        else _unnamed(line, first.get(line.id))
        for line in judged.after.determination.lines
    )


def line_fields(line: LineResult) -> dict[str, Any]:
    """What names a line of the request, as every list of an appeal tells it."""
    names = ("id", "procedure", "name", "codes", "level", "side", "parents")
    return {name: getattr(line, name) for name in names}


def _unnamed(line: LineResult, first: LineResult | None) -> AppealLine:
    """A line of which the denial does not speak: as the policy judges it, undecided."""
    return AppealLine(
        **line_fields(line),
        before=(first or line).recommendation,
        before_stated=False,
        after=line.recommendation,
        appealed=False,
        because="The denial does not name this line, so the appeal does not decide it.",
        criteria_changed=(),
    )


def _line(
    line: LineResult,
    first: LineResult | None,
    stated: tuple[LineRecommendation, bool],
    claims: dict[tuple[str, str], Status],
    fresh: set[str],
) -> AppealLine:
    before, said = stated
    appealed = before != "approve"
    kept = not appealed and line.recommendation != "approve"
    return AppealLine(
        **line_fields(line),
        before=before,
        before_stated=said,
        after=line.recommendation if appealed else "approve",
        appealed=appealed,
        because=(
            "Approved before and not in dispute; an appeal takes nothing away."
            if kept
            else line.because
        ),
        criteria_changed=tuple(_changes(line, first, claims, fresh))
        if appealed
        else (),
    )


def _changes(
    line: LineResult,
    first: LineResult | None,
    claims: dict[tuple[str, str], Status],
    fresh: set[str],
) -> Iterator[CriterionChange]:
    old = {item.id: item.status for item in first.criteria} if first else {}
    for item in line.criteria:
        claim = claims.get((line.id, item.id))
        before = claim or old.get(item.id, "not_documented")
        if before == item.status:
            continue
        yield CriterionChange(
            id=item.id,
            title=item.title,
            before=before,
            before_from="denial" if claim else "record",
            after=item.status,
            because=item.reason,
            new_facts=tuple(name for name in item.facts if name in fresh),
            evidence=item.evidence_for or item.evidence_against,
        )


def claimed(judged: Judged) -> dict[tuple[str, str], Status]:
    """What the denial claims of each line's criteria: the first criterion it means."""
    found: dict[tuple[str, str], Status] = {}
    for reason in judged.notice.reasons:
        status = _CLAIMED.get(reason.claim)
        if status is None or reason.role not in ("reason", "requirement"):
            continue
        for line, item in concerned(reason, judged.after.determination.lines):
            if item.id != reason.criteria[0]:
                continue
            key = line.id, item.id
            if found.get(key) != "not_met":
                found[key] = status
    return found


def concerned(
    reason: Reason, lines: Iterable[LineResult]
) -> list[tuple[LineResult, CriterionResult]]:
    """The lines and criteria that a reason speaks of: by level, procedure, subject."""
    judged = [
        (line, item)
        for line in lines
        for item in line.criteria
        if item.id in reason.criteria
    ]
    for places, kinds in (
        (reason.levels, reason.procedures),
        (reason.levels, ()),
        ((), reason.procedures),
    ):
        kept = [
            (line, item)
            for line, item in judged
            if (not places or line.level in places)
            and (not kinds or line.procedure in kinds)
        ]
        if kept:
            return kept
    return judged


# --- what the denial said of each line -------------------------------------------


def befores(
    lines: Sequence[LineResult], notice: Notice
) -> dict[str, tuple[LineRecommendation, bool]]:
    """What the denial said of each line, and whether it named the line at all.

    A line that it does not name shares the fate of the lines that it depends on.  A
    denial that names no line of the request is of the whole; where it names some, the
    others are left out.
    """
    found: dict[str, tuple[LineRecommendation, bool]] = {}
    for line in lines:
        own = [one.outcome for one in notice.services if _same(one, line)]
        if own:
            found[line.id] = (own[0], True)
    dependents = procedures().dependents
    named = any(line.id in found for line in lines if line.procedure not in dependents)
    for line in lines:
        if line.id in found:
            continue
        parents = [found[name][0] for name in line.parents if name in found]
        if parents or not named:
            outcome = min(parents, key=_WORST.index) if parents else notice.outcome
            found[line.id] = (outcome, False)
    return found


def _same(service: DeniedService, line: LineResult) -> bool:
    """Whether a service of the denial is a line of the request."""
    kind = service.procedure == line.procedure
    codes = bool(set(service.codes) & set(line.codes))
    if not kind and not (codes and service.procedure == "other"):
        return False
    if line.procedure in procedures().dependents:
        return not (service.codes and line.codes) or codes
    level = service.level is None or service.level == line.level
    side = service.side is None or line.side is None or service.side == line.side
    return level and (side or "bilateral" in (service.side, line.side))


# --- new facts -------------------------------------------------------------------


def new_facts(judged: Judged) -> tuple[NewFact, ...]:
    """Facts that only later papers tell: records first, then what letters assert."""
    old = {_said(fact) for fact in all_facts(judged.before.case)}
    new = set(judged.records.new)
    bearing = _bearing(judged)
    told = [
        _new(fact, False, bearing.get(fact.id, ()))
        for fact in all_facts(judged.after.case)
        if any(item.document in new for item in fact.evidence)
        and _said(fact) not in old
    ]
    known = {_said(fact) for fact in all_facts(judged.after.case)}
    argued = [
        _new(fact.model_copy(update={"id": f"A-{fact.id}"}), True, ())
        for fact in all_facts(judged.argued)
        if list_of(fact) != "requested_procedures" and _said(fact) not in known
    ]
    return (*told, *argued)


def _said(fact: Fact) -> str:
    return content(fact, *(("findings",) if isinstance(fact, ImagingStudy) else ()))


def _bearing(judged: Judged) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in judged.after.determination.lines:
        for item in line.criteria:
            for name in item.facts:
                if item.id not in found.setdefault(name, []):
                    found[name].append(item.id)
    return {name: tuple(ids) for name, ids in found.items()}


def _new(fact: Fact, argued: bool, bears_on: tuple[str, ...]) -> NewFact:
    return NewFact(
        id=fact.id,
        list=list_of(fact),
        kind=fact.kind,
        says=says(fact),
        argued=argued,
        bears_on=bears_on,
        evidence=fact.evidence,
    )


def says(fact: Fact) -> str:
    """A fact in few words of ours: kind, place, side, date, how it is asserted."""
    site = name_of(fact.site) if fact.site else None
    parts = (name_of(fact.kind), fact.level or site, fact.side)
    words = " ".join(part for part in parts if part)
    if fact.date:
        words += f", {fact.date}"
    return words if fact.assertion == "present" else f"{words} ({fact.assertion})"
