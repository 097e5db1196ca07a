"""The review screen as one value: source, lines, facts, attention, outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbench.evaluate.rollup import request_recommendation
from workbench.policy.model import Policy
from workbench.schema.packet import Packet
from workbench.schema.review import Review
from workbench.store.overrides import Override
from workbench.web.view import words
from workbench.web.view.attention import Attention, attention
from workbench.web.view.criteria import (
    Key,
    LineView,
    Row,
    lines,
    matrix,
    rolled,
)
from workbench.web.view.facts import FactGroup, groups
from workbench.web.view.outcome import Outcome, outcome
from workbench.web.view.source import SourceDocument, documents, mentions
from workbench.web.view.words import Said


class Applied(NamedTuple):
    """A policy that judged the request or a part of it, and why."""

    title: str
    version: str
    because: str


class Screen(NamedTuple):
    """Everything that the review screen shows of one case."""

    summary: str
    recommendation_name: str
    recommendation: Said
    with_overrides: Said | None
    confirm_by: str
    request_date: str | None
    applied: tuple[Applied, ...]
    patient: str
    service: str
    documents: tuple[SourceDocument, ...]
    lines: tuple[LineView, ...]
    matrix: tuple[Row, ...]
    facts: tuple[FactGroup, ...]
    attention: Attention
    outcome: Outcome

    @property
    def judged(self) -> tuple[LineView, ...]:
        """Lines with criteria of their own."""
        return tuple(line for line in self.lines if line.criteria)

    @property
    def following(self) -> tuple[LineView, ...]:
        """Lines that follow others (hardware, graft)."""
        return tuple(line for line in self.lines if not line.criteria)

    @property
    def fact_count(self) -> int:
        """How many facts were read."""
        return sum(len(group.facts) for group in self.facts)


def screen(
    packet: Packet,
    review: Review,
    policies: Sequence[Policy],
    overrides: Mapping[Key, Override] | None = None,
    by_hand: frozenset[str] = frozenset(),
) -> Screen:
    """The review screen of one case."""
    given = overrides or {}
    determination = review.determination
    terms = (
        t for x in determination.lines for c in x.criteria for t in c.searched.terms
    )
    shown = lines(determination, policies, given, mentions(packet, terms))
    titles = {one.id: one.title for one in policies}
    patient = review.case.patient
    who = [f"{patient.age} years" if patient.age is not None else "", patient.sex or ""]
    return Screen(
        summary=determination.summary,
        recommendation_name=determination.recommendation,
        recommendation=words.recommendation(determination.recommendation),
        with_overrides=_overall(review, given),
        confirm_by=determination.confirm_by,
        request_date=determination.request_date,
        applied=tuple(
            Applied(titles.get(one.id, one.id), one.version, one.chosen_because)
            for one in review.policies
        ),
        patient=", ".join(part for part in who if part),
        service=service(shown),
        documents=documents(packet, review.case),
        lines=shown,
        matrix=matrix(shown),
        facts=groups(review.case, determination, by_hand),
        attention=attention(review),
        outcome=outcome(determination, policies),
    )


def _overall(review: Review, given: Mapping[Key, Override]) -> Said | None:
    """The recommendation with the overrides in it, where that is another."""
    determination = review.determination
    main = [line for line in determination.lines if line.criteria]
    found = [rolled(line, given, determination.final) for line in main]
    instead = request_recommendation(found)
    if not given or instead == determination.recommendation:
        return None
    return words.recommendation(instead)


def service(found: tuple[LineView, ...]) -> str:
    """The request in a few words: procedures with their levels."""
    by: dict[str, list[str]] = {}
    for line in found:
        if line.criteria or not line.parents:
            by.setdefault(line.procedure, []).append(line.where)
    parts = [
        f"{name} {', '.join(dict.fromkeys(filter(None, places)))}".strip()
        for name, places in by.items()
    ]
    return "; ".join(parts) or "No request found"
