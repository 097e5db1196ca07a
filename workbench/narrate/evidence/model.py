"""What the library holds: tags, studies, notes, and figures that are not used.

A note rests on primary studies only: ``design`` of a study has no value for a summary
or a review.  A review can be entered as what it is, to hold a widely quoted figure
against it; no note may cite one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from workbench.schema.base import Model
from workbench.schema.case import FactList, Slug
from workbench.schema.determination import Status

Subject = FactList | Literal["imaging_findings"]
Region = Literal["cervical", "thoracic", "lumbar"]
Read = Literal["full", "data", "abstract"]


class Tag(Model):
    """A property of a case: it holds a fact of one of these kinds.

    Absent and planned facts count only with ``any_assertion``.
    """

    facts: dict[Subject, tuple[Slug, ...]] = Field(min_length=1)
    any_assertion: bool = False


class Citation(Model):
    """Where a paper stands, and how much of it was read for this library.

    ``read``: the whole paper; its abstract and the data published with it; or its
    abstract alone.  ``checked``: where the citation was compared.
    """

    id: Slug
    authors: str
    title: str
    journal: str
    year: int = Field(ge=1900, le=2100)
    volume: str
    pages: str
    doi: str = Field(pattern=r"^10\.\d{4,9}/\S+$")
    read: Read
    checked: str


class Study(Citation):
    """One primary study: whom it examined, what it found, and what limits it.

    A case is of its population when the line is of the ``region``, every tag of
    ``needs`` holds, none of ``excludes`` does, and the age is one that was studied.
    """

    design: Literal[
        "randomised trial",
        "prospective cohort",
        "retrospective cohort",
        "cross-sectional study",
        "reliability study",
        "case-control study",
    ]
    population: str
    finding: str
    limits: str
    region: Region
    needs: tuple[Slug, ...] = ()
    excludes: tuple[Slug, ...] = ()
    youngest: int | None = Field(default=None, ge=0)
    oldest: int | None = Field(default=None, ge=0)


class Review(Citation):
    """A review of studies: never a ground of a note, only a check on a figure."""

    design: Literal["systematic review", "narrative review"]
    population: str
    finding: str


class Note(Model):
    """One clinical note: when it is shown, what it says, and its limits.

    ``not_for``: policies in which the criterion of that id asks something else.
    """

    id: Slug
    about: tuple[Slug, ...] = Field(min_length=1)
    when: tuple[Status, ...] = Field(min_length=1)
    not_for: tuple[Slug, ...] = ()
    studies: tuple[Slug, ...] = Field(min_length=1)
    text: str
    limits: str


class Figure(Model):
    """A figure that is often quoted in determinations, and why no text here uses it.

    ``verdict``: no primary source was found for it; it is of other patients; it mixes
    what should stand apart; or it is no requirement of the policy it is quoted for.
    """

    id: Slug
    quoted: str
    about: tuple[Slug, ...] = Field(min_length=1)
    verdict: Literal["unsourced", "other-patients", "mixed", "no-requirement"]
    because: str
    against: tuple[Slug, ...] = ()
    instead: Slug | None = None


class Library(Model):
    """The whole library; every name used is defined and every paper is used."""

    tags: dict[Slug, Tag]
    studies: tuple[Study, ...]
    reviews: tuple[Review, ...] = ()
    notes: tuple[Note, ...]
    figures: tuple[Figure, ...] = ()

    @model_validator(mode="after")
    def _closed(self) -> Library:
        problem = next(self._problems(), None)
        if problem:
            raise ValueError(problem)
        return self

    def _problems(self) -> Iterator[str]:
        studies = {one.id for one in self.studies}
        reviews = {one.id for one in self.reviews}
        papers = [one.id for one in (*self.studies, *self.reviews)]
        for ids in (papers, [n.id for n in self.notes], [f.id for f in self.figures]):
            yield from (f"two entries have the id {name}" for name in _twice(ids))
        for note in self.notes:
            for name in note.studies:
                if name in reviews:
                    yield f"note {note.id} cites the review {name}; cite its studies"
                elif name not in studies:
                    yield f"note {note.id} cites an unknown study {name}"
        yield from self._unused(studies, reviews)
        yield from self._untagged()

    def _unused(self, studies: set[str], reviews: set[str]) -> Iterator[str]:
        cited = {name for note in self.notes for name in note.studies}
        held = {name for figure in self.figures for name in figure.against}
        notes = {note.id for note in self.notes}
        for name in sorted(studies - cited - held):
            yield f"study {name} is never cited"
        for name in sorted(reviews - held):
            yield f"review {name} is held against no figure"
        for figure in self.figures:
            for name in figure.against:
                if name not in studies | reviews:
                    yield f"figure {figure.id} names an unknown paper {name}"
            if figure.instead and figure.instead not in notes:
                yield f"figure {figure.id} names an unknown note {figure.instead}"

    def _untagged(self) -> Iterator[str]:
        for study in self.studies:
            for tag in (*study.needs, *study.excludes):
                if tag not in self.tags:
                    yield f"study {study.id} names a tag that is not defined: {tag}"


def _twice(names: list[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)
