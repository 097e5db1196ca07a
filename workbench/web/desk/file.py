"""A case file: everything of one case as it stands now, as the pages see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from workbench.schema.decision import Decision
from workbench.schema.matter import Matter
from workbench.schema.packet import Packet
from workbench.schema.review import Review
from workbench.store.cases import CaseRow
from workbench.store.locks import Lock
from workbench.store.overrides import Override
from workbench.store.papers import Paper
from workbench.store.readings import CaseRead
from workbench.store.signoffs import Signed

CLOSED = ("decided", "closed")
"""Statuses in which nothing of a case is changed any more."""


class CaseFile(NamedTuple):
    """One case; ``opened`` are the findings of this review that the asking person
    opened, ``packet_paper`` and the others the versions that the page shows."""

    row: CaseRow
    packet: Packet
    packet_paper: Paper
    read: CaseRead
    case_paper: Paper
    review: Review
    review_paper: Paper
    overrides: tuple[Override, ...]
    matter: Matter
    matter_version: int
    decisions: tuple[Signed, ...]
    lock: Lock | None
    opened: frozenset[str]

    @property
    def id(self) -> str:
        """The case's id."""
        return self.row.id

    @property
    def title(self) -> str:
        """The case's name in the queue."""
        return self.row.title

    @property
    def closed(self) -> bool:
        """Whether nothing is changed any more."""
        return self.row.status in CLOSED

    @property
    def decision(self) -> Decision | None:
        """The decision that stands, if one was signed."""
        return self.decisions[-1].decision if self.decisions else None

    @property
    def by_hand(self) -> frozenset[str]:
        """Facts that a person added or changed."""
        return frozenset(edit.fact for edit in self.read.edits if edit.do != "remove")

    @property
    def standing(self) -> Mapping[tuple[str, str], Override]:
        """The overrides that count, by line and criterion."""
        from workbench.store.overrides import standing

        return standing(self.overrides)
