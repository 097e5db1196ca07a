"""Which notes a case calls for: about an open criterion, of the case's population.

A note is raised by a line whose criterion it is about, with one of the statuses that it
names, and only where the line is of the part of the spine that its studies examined and
the case of their population.  Numbers go to the studies in the order of first use.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbench.narrate.evidence.model import Library, Note, Study, Tag
from workbench.schema.case import FACT_LISTS, Case, Fact
from workbench.schema.determination import LineResult
from workbench.schema.review import Review
from workbench.schema.spine import REGIONS, is_interspace, is_vertebra, region
from workbench.vocabulary import procedures

_SHOWN = {"present", "historical"}


class Reference(NamedTuple):
    """A study with the number that it has in this text."""

    number: int
    study: Study


class Chosen(NamedTuple):
    """A note with its references and the lines that raised it."""

    note: Note
    references: tuple[Reference, ...]
    lines: tuple[str, ...]


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


def region_of(line: LineResult) -> str | None:
    """The part of the spine that a line is about; None where nothing says it.

    Its level says it first, then its procedure; a level may be a nerve or a region.
    """
    level = line.level
    if level and (is_interspace(level) or is_vertebra(level)):
        return region(level)
    if level in REGIONS.values():
        return level
    known = procedures().procedures.get(line.procedure)
    return known.region if known else None


def choose(review: Review, source: Library) -> tuple[Chosen, ...]:
    """The notes that this case calls for, with references numbered by first use."""
    tags = case_tags(review.case, dict(source.tags))
    age = review.case.patient.age
    studies = {study.id: study for study in source.studies}
    numbers: dict[str, int] = {}
    found: list[Chosen] = []
    for note in source.notes:
        cited = [studies[name] for name in note.studies]
        lines = _raised_by(note, cited, review.determination.lines)
        if not lines or not all(fits(study, tags, age) for study in cited):
            continue
        refs = tuple(
            Reference(numbers.setdefault(study.id, len(numbers) + 1), study)
            for study in cited
        )
        found.append(Chosen(note, refs, lines))
    return tuple(found)


def _raised_by(
    note: Note, cited: list[Study], lines: tuple[LineResult, ...]
) -> tuple[str, ...]:
    regions = {study.region for study in cited}
    return tuple(
        line.id
        for line in lines
        if line.policy not in note.not_for
        and regions == {region_of(line)}
        and any(
            result.id in note.about and result.status in note.when
            for result in line.criteria
        )
    )


def references(chosen: tuple[Chosen, ...]) -> tuple[Reference, ...]:
    """Every reference once, in order of its number."""
    found = {ref.number: ref for item in chosen for ref in item.references}
    return tuple(found[number] for number in sorted(found))
