"""The evidence library: clinical notes, the studies behind them, and whom they fit.

A study can only be a primary one: ``design`` has no value for a summary or a review.
A note is chosen when it is about a criterion with a matching status and the case is of
the population that each of its studies examined; numbers are given to the studies in
the order in which the chosen notes first use them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field, model_validator

from workbench.content import find
from workbench.schema.base import Model, parse_data
from workbench.schema.case import FACT_LISTS, Case, Fact, FactList, Slug
from workbench.schema.determination import Determination, Status
from workbench.schema.review import Review
from workbench.vocabulary.yaml_file import load_yaml

Subject = FactList | Literal["imaging_findings"]
_SHOWN = {"present", "historical"}


class Tag(Model):
    """A property of a case: it holds a fact of one of these kinds."""

    facts: dict[Subject, tuple[Slug, ...]] = Field(min_length=1)
    any_assertion: bool = False


class Study(Model):
    """One primary study and the population it examined."""

    id: Slug
    authors: str
    title: str
    journal: str
    year: int
    volume: str
    pages: str
    doi: str = Field(pattern=r"^10\.\d{4,9}/\S+$")
    design: Literal[
        "randomised trial",
        "prospective cohort",
        "retrospective cohort",
        "cross-sectional study",
        "reliability study",
        "case-control study",
    ]
    read: Literal["full", "abstract"]
    population: str
    needs: tuple[Slug, ...] = ()
    excludes: tuple[Slug, ...] = ()
    youngest: int | None = None
    oldest: int | None = None


class Note(Model):
    """One clinical note: when it is shown, what it says, and its limits."""

    id: Slug
    about: tuple[Slug, ...] = Field(min_length=1)
    when: tuple[Status, ...] = Field(min_length=1)
    studies: tuple[Slug, ...] = Field(min_length=1)
    text: str
    limits: str


class Library(Model):
    """Tags, studies and notes; every name used is defined and every study is used."""

    tags: dict[Slug, Tag]
    studies: tuple[Study, ...]
    notes: tuple[Note, ...]

    @model_validator(mode="after")
    def _closed(self) -> Library:
        known = [study.id for study in self.studies]
        cited = {name for note in self.notes for name in note.studies}
        tags = {tag for study in self.studies for tag in study.needs + study.excludes}
        if len(known) != len(set(known)):
            raise ValueError("two studies have the same id")
        if cited != set(known):
            raise ValueError("a note cites an unknown study, or a study is never cited")
        if tags - set(self.tags):
            raise ValueError("a study names a tag that is not defined")
        return self


class Reference(NamedTuple):
    """A study with the number that it has in this text."""

    number: int
    study: Study


class Chosen(NamedTuple):
    """A note with its references and the lines that raised it."""

    note: Note
    references: tuple[Reference, ...]
    lines: tuple[str, ...]


@cache
def _read(path: str) -> Library:
    return parse_data(Library, load_yaml(Path(path)), where=path)


def library() -> Library:
    """The library of the user's folder or of the program.

    Raises ContentError or InputError when the file is missing or wrong.
    """
    return _read(str(find("prompts", "narrative/evidence.yaml")))


def case_tags(case: Case, tags: dict[str, Tag]) -> frozenset[str]:
    """Names of the tags that hold for a case."""
    seen = {
        (subject, fact.kind, fact.assertion in _SHOWN)
        for subject, facts in _by_subject(case)
        for fact in facts
    }
    return frozenset(name for name, tag in tags.items() if _holds(tag, seen))


def _by_subject(case: Case) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    for name in FACT_LISTS:
        yield name, getattr(case, name)
    for study in case.imaging_studies:
        yield "imaging_findings", study.findings


def _holds(tag: Tag, seen: set[tuple[str, str, bool]]) -> bool:
    return any(
        subject == wanted and kind in kinds and (shown or tag.any_assertion)
        for wanted, kinds in tag.facts.items()
        for subject, kind, shown in seen
    )


def fits(study: Study, tags: frozenset[str], age: int | None) -> bool:
    """Whether a case with these tags and this age is of the population studied."""
    if not tags.issuperset(study.needs) or tags.intersection(study.excludes):
        return False
    if study.youngest is not None and (age is None or age < study.youngest):
        return False
    return study.oldest is None or (age is not None and age <= study.oldest)


def choose(review: Review, source: Library) -> tuple[Chosen, ...]:
    """The notes that this case calls for, with references numbered by first use."""
    tags = case_tags(review.case, dict(source.tags))
    age = review.case.patient.age
    studies = {study.id: study for study in source.studies}
    numbers: dict[str, int] = {}
    found: list[Chosen] = []
    for note in source.notes:
        lines = _raised_by(note, review.determination)
        if not lines or not all(fits(studies[s], tags, age) for s in note.studies):
            continue
        references = tuple(
            Reference(numbers.setdefault(s, len(numbers) + 1), studies[s])
            for s in note.studies
        )
        found.append(Chosen(note, references, lines))
    return tuple(found)


def _raised_by(note: Note, determination: Determination) -> tuple[str, ...]:
    return tuple(
        line.id
        for line in determination.lines
        if any(
            result.id in note.about and result.status in note.when
            for result in line.criteria
        )
    )


def references(chosen: tuple[Chosen, ...]) -> tuple[Reference, ...]:
    """Every reference once, in order of its number."""
    found = {ref.number: ref for item in chosen for ref in item.references}
    return tuple(found[number] for number in sorted(found))
