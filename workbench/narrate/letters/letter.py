"""A letter: its parts as Markdown, its checklist, its proof, and whether it is final.

``render_letter`` is a pure function of review, policy, matter and wording: it asks no
clock.  A letter is a draft until every required element stands and a decision is signed
by someone who may; ``final=True`` raises otherwise, naming every obstacle.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from workbench.errors import InputError
from workbench.narrate.letters import measures
from workbench.narrate.letters.checklist import Item, checklist
from workbench.narrate.letters.deadlines import Deadlines
from workbench.narrate.letters.elements import required
from workbench.narrate.letters.kinds import Kind, choose_kind
from workbench.narrate.letters.library import Language, library
from workbench.narrate.letters.passages import Passage
from workbench.narrate.letters.proof import Known, check_letter
from workbench.narrate.letters.reading import Reading
from workbench.narrate.letters.setup import setup_of
from workbench.narrate.letters.view import View, render_part, view_of
from workbench.narrate.pages.setup import PageSetup
from workbench.narrate.proof import Untraced
from workbench.policy.model import Policy
from workbench.schema.base import digest
from workbench.schema.matter import Matter
from workbench.schema.review import Review, review_sha256

PAGE_BREAK = "\n\n---\n\n"


@dataclass(frozen=True)
class Extra:
    """What a kind of letter needs beside review and matter.

    ``variables`` are given to its templates; ``texts`` are further sources, whose
    tokens the letter may hold (a denial that an appeal quotes).
    """

    variables: Mapping[str, Any] = field(default_factory=dict)
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One part of a letter as Markdown, and the passages that were marked in it."""

    name: str
    markdown: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Letter:
    """A rendered letter.

    ``untraced`` are tokens without a source, by part; ``obstacles`` what a final letter
    waits for; ``reading`` is None without a member part.  ``wording_sha256`` is over
    every template and data file that letters are made of, the overlay's included.
    """

    kind: Kind
    language: Language
    final: bool
    parts: tuple[Part, ...]
    checklist: tuple[Item, ...]
    reading: Reading | None
    untraced: tuple[tuple[str, Untraced], ...]
    deadlines: Deadlines
    setup: PageSetup
    review_sha256: str
    wording_sha256: str
    sources: Known

    @property
    def markdown(self) -> str:
        """The parts, a page break between them; without the checklist."""
        return PAGE_BREAK.join(part.markdown.strip() for part in self.parts) + "\n"

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The marked passages of all parts."""
        return tuple(passage for part in self.parts for passage in part.passages)

    @property
    def obstacles(self) -> tuple[Item, ...]:
        """Items of the checklist that a final letter waits for."""
        return tuple(item for item in self.checklist if item.blocks)


Rewrite: TypeAlias = Callable[[Letter], tuple[Part, ...]]
"""Gives the parts of a letter in other words; the letter is then judged anew."""


def render_letter(
    kind: str,
    review: Review,
    policy: Policy,
    matter: Matter,
    *,
    overlay: Path | None = None,
    final: bool = False,
    extra: Extra | None = None,
    rewrite: Rewrite | None = None,
) -> Letter:
    """A letter of a kind (or ``auto``) on a review.

    Raises InputError for a kind that contradicts recommendation or decision, for a
    decision on another review, and for ``final`` with anything missing; ContentError
    for wrong templates or data.
    """
    content = library(overlay)
    chosen = choose_kind(kind, content, review, matter)
    view = view_of(chosen, review, policy, matter, content, final=final)
    further = extra or Extra()
    parts = tuple(
        Part(name, *render_part(view, name, further.variables)) for name in chosen.parts
    )
    letter = _judged(view, parts, further.texts)
    if rewrite:
        letter = _judged(view, rewrite(letter), further.texts)
    if final:
        _check_final(letter)
    return letter


def _judged(view: View, parts: tuple[Part, ...], texts: tuple[str, ...]) -> Letter:
    known = Known(
        matter=view.fields.matter,
        services=view.services,
        reasons=view.reasons,
        printed=(*view.printed(), view.deadlines.used_and_left()),
        dates=view.deadlines.dates(),
        texts=texts,
    )
    untraced = tuple(
        (part.name, item)
        for part in parts
        for item in check_letter(
            part.markdown, view.review, view.policy, known, view.prepare(part.name)
        )
    )
    markdowns = {part.name: part.markdown for part in parts}
    found = measures.measured(view, markdowns, [item for _, item in untraced])
    matter = view.matter
    day = dt.date.fromisoformat(matter.letter_date) if matter.letter_date else None
    needed = required(
        view.content, view.kind.id, matter.program, matter.state, day, view.language
    )
    passages = [passage for part in parts for passage in part.passages]
    return Letter(
        kind=view.kind,
        language=view.language,
        final=view.final,
        parts=parts,
        checklist=checklist(needed, passages, found.answers),
        reading=found.reading,
        untraced=untraced,
        deadlines=view.deadlines,
        setup=setup_of(view),
        review_sha256=review_sha256(view.review),
        wording_sha256=digest(*(sha for _, sha in view.content.hashes())),
        sources=known,
    )


def _check_final(letter: Letter) -> None:
    """Raise InputError for an internal sheet, or a letter with obstacles."""
    if not letter.kind.sent:
        raise InputError(
            f"{letter.kind.id} is an internal sheet and never final",
            where="--final-letter",
            fix="leave the option out",
        )
    refuse(letter.obstacles)


def refuse(obstacles: Sequence[Item]) -> None:
    """Raise InputError for a final letter with obstacles, naming each and its fix."""
    if obstacles:
        told = "; ".join(
            f"{item.element} ({item.state}{': ' + item.said if item.said else ''}): "
            f"{item.fix}"
            for item in obstacles
        )
        raise InputError(
            f"{len(obstacles)} elements keep this letter from being final: {told}",
            where="--final-letter",
        )
