"""Criteria as shown: per line the status, why, quotes for and against, the policy.

An override stands beside what the program said and never in its place: both are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbench.evaluate.rollup import OPEN_STATUSES, line_recommendation
from workbench.narrate.labels import procedure_title
from workbench.policy.model import Policy
from workbench.schema.determination import (
    CriterionResult,
    Determination,
    LineRecommendation,
    LineResult,
    Pathway,
    Searched,
)
from workbench.store.overrides import Override
from workbench.web.view import words
from workbench.web.view.facts import Quote, quotes
from workbench.web.view.words import Said

Key = tuple[str, str]
"""Line id and criterion id."""


class PathwayView(NamedTuple):
    """One way in which a criterion may be met."""

    title: str
    status: Said
    reason: str
    evidence_for: tuple[Quote, ...]
    evidence_against: tuple[Quote, ...]


class CriterionView(NamedTuple):
    """One criterion of one line: the program's ``status``, a person's ``override``."""

    line: str
    id: str
    title: str
    source: str
    text: str
    status_name: str
    status: Said
    reason: str
    open_because: str | None
    facts: tuple[str, ...]
    evidence_for: tuple[Quote, ...]
    evidence_against: tuple[Quote, ...]
    searched: str | None
    terms: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    pathways: tuple[PathwayView, ...]
    waived_by: str | None
    override: Override | None
    overridden: Said | None
    same_on: tuple[str, ...]
    number: int

    @property
    def key(self) -> str:
        """How forms and opened findings name it: ``L1/imaging-at-level``."""
        return f"{self.line}/{self.id}"

    @property
    def final_name(self) -> str:
        """The status that counts: a person's where there is one."""
        return self.override.status if self.override else self.status_name


class LineView(NamedTuple):
    """One line of the request with its criteria."""

    id: str
    procedure: str
    codes: tuple[str, ...]
    where: str
    stage: int | None
    recommendation_name: str
    recommendation: Said
    with_overrides: Said | None
    confirm_by: str
    because: str
    criteria: tuple[CriterionView, ...]
    parents: tuple[str, ...]
    evidence: tuple[Quote, ...]

    @property
    def open_count(self) -> int:
        """How many criteria keep this line from approval."""
        calm = ("met", "waived", "not_applicable")
        return sum(one.final_name not in calm for one in self.criteria)


class Wording(NamedTuple):
    """What the policy and the packet lend to the view of a criterion.

    ``texts`` and ``waivers`` by id; ``mentions`` how often the packet has each term.
    """

    texts: Mapping[str, str]
    waivers: Mapping[str, str]
    mentions: Mapping[str, int]


class Cell(NamedTuple):
    """One criterion on one line in the overview; empty where it does not apply."""

    line: str
    status: Said | None
    override: bool


class Row(NamedTuple):
    """One criterion across all lines."""

    id: str
    title: str
    cells: tuple[Cell, ...]


def lines(
    determination: Determination,
    policies: Sequence[Policy],
    overrides: Mapping[Key, Override],
    mentions: Mapping[str, int] | None = None,
) -> tuple[LineView, ...]:
    """All lines of the request; its own policy lends each the criteria's wording."""
    counts = mentions or {}
    own = {one.id: _wording(one, counts) for one in policies}
    nothing = Wording({}, {}, counts)
    same = _same(determination)
    return tuple(
        _line(
            line,
            determination.final,
            own.get(line.policy or "", nothing),
            overrides,
            same,
        )
        for line in determination.lines
    )


def _wording(policy: Policy, mentions: Mapping[str, int]) -> Wording:
    return Wording(
        {item.id: item.text for item in policy.criteria},
        {item.id: item.title for item in policy.waivers},
        mentions,
    )


def _same(determination: Determination) -> dict[Key, tuple[str, ...]]:
    """For each criterion, the other lines where it reads the same in every word."""
    groups: dict[CriterionResult, list[str]] = {}
    for line in determination.lines:
        for result in line.criteria:
            groups.setdefault(result, []).append(line.id)
    return {
        (name, result.id): tuple(other for other in names if other != name)
        for result, names in groups.items()
        for name in names
    }


def _line(
    line: LineResult,
    final: bool,
    wording: Wording,
    overrides: Mapping[Key, Override],
    same: Mapping[Key, tuple[str, ...]],
) -> LineView:
    criteria = tuple(
        _criterion(line.id, result, number, wording, overrides, same)
        for number, result in enumerate(line.criteria, 1)
    )
    changed = any(one.override for one in criteria)
    instead = rolled(line, overrides, final) if changed else line.recommendation
    return LineView(
        id=line.id,
        procedure=procedure_title(line),
        codes=line.codes,
        where=" ".join(part for part in (line.level, line.side) if part),
        stage=line.stage,
        recommendation_name=line.recommendation,
        recommendation=words.recommendation(line.recommendation),
        with_overrides=(
            words.recommendation(instead) if instead != line.recommendation else None
        ),
        confirm_by=line.confirm_by,
        because=line.because,
        criteria=criteria,
        parents=line.parents,
        evidence=quotes(line.evidence),
    )


def rolled(
    line: LineResult, overrides: Mapping[Key, Override], final: bool
) -> LineRecommendation:
    """What the policy's own table makes of the statuses with the overrides in them."""
    statuses = [result.status for result in line.criteria]
    for at, result in enumerate(line.criteria):
        given = overrides.get((line.id, result.id))
        if given:
            statuses[at] = given.status
    return line_recommendation(statuses, final)


def _criterion(
    line: str,
    result: CriterionResult,
    number: int,
    wording: Wording,
    overrides: Mapping[Key, Override],
    same: Mapping[Key, tuple[str, ...]],
) -> CriterionView:
    given = overrides.get((line, result.id))
    waived = result.waived_by
    return CriterionView(
        line=line,
        id=result.id,
        title=result.title,
        source=result.source,
        text=wording.texts.get(result.id, ""),
        status_name=result.status,
        status=words.status(result.status),
        reason=result.reason,
        open_because=words.OPEN_BECAUSE.get(result.open_because or ""),
        facts=result.facts,
        evidence_for=quotes(result.evidence_for),
        evidence_against=quotes(result.evidence_against),
        searched=searched(result, wording.mentions),
        terms=tuple(
            (term, wording.mentions.get(term, 0)) for term in result.searched.terms
        ),
        notes=result.notes,
        pathways=tuple(_pathway(one) for one in result.pathways),
        waived_by=wording.waivers.get(waived, waived) if waived else None,
        override=given,
        overridden=words.status(given.status) if given else None,
        same_on=same.get((line, result.id), ()),
        number=number,
    )


def _pathway(one: Pathway) -> PathwayView:
    return PathwayView(
        one.title,
        words.status(one.status),
        one.reason,
        quotes(one.evidence_for),
        quotes(one.evidence_against),
    )


def searched(result: CriterionResult, mentions: Mapping[str, int]) -> str | None:
    """What was searched where a criterion stays open: pages, and how many mentions."""
    if result.status not in OPEN_STATUSES:
        return None
    found = sum(mentions.get(term, 0) for term in result.searched.terms)
    return where_searched(result.searched, found)


def where_searched(where: Searched, found: int) -> str:
    """``14 pages searched, 0 mentions``."""
    pages = words.counted(where.pages, "page")
    files = words.counted(where.documents, "document")
    return f"{pages} in {files} searched, {words.counted(found, 'mention')}"


def matrix(found: tuple[LineView, ...]) -> tuple[Row, ...]:
    """Criteria by lines: the whole request at a glance.

    Two policies may call different criteria by the same id; their titles part them.
    """
    judged = [line for line in found if line.criteria]
    order = dict.fromkeys(
        (one.id, one.title) for line in judged for one in line.criteria
    )
    rows: list[Row] = []
    for name, title in order:
        cells: list[Cell] = []
        for line in judged:
            found_one = next(
                (x for x in line.criteria if (x.id, x.title) == (name, title)), None
            )
            said = words.status(found_one.final_name) if found_one else None
            cells.append(Cell(line.id, said, bool(found_one and found_one.override)))
        rows.append(Row(name, title, tuple(cells)))
    return tuple(rows)
