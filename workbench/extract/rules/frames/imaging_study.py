"""One study as one document tells it, before its findings are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.extract.rules import context
from workbench.extract.rules.frames.imaging_facts import Reader, SectionOf
from workbench.extract.rules.frames.imaging_mentions import Named
from workbench.extract.rules.model import DocumentView, Section, Sentence
from workbench.schema.case import Assertion
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

ELSEWHERE = "elsewhere"
"""The kind of a study of another body part while a document is walked."""


@dataclass(slots=True)
class Study:
    """A study with the sentences that are its reading; ``evidence`` names and dates it."""

    kind: str
    site: str | None
    date: PartialDate | None
    reader: Reader
    assertion: Assertion = "present"
    detail: str | None = None
    evidence: list[Evidence] = field(default_factory=list)
    lines: list[tuple[Sentence, SectionOf | None]] = field(default_factory=list)


def said(sentence: Sentence, named: Named) -> Assertion | None:
    """Whether the sentence says that the study was done, was not, or is to come."""
    seven = context.assertion(sentence, named.mention)
    return context.to_assertion(seven, context.detail(sentence, named.mention))


def by_section(view: DocumentView) -> Iterator[tuple[Section, list[Sentence]]]:
    """Every section in order, those of a heading alone too, with its sentences."""
    held: dict[int, list[Sentence]] = {}
    for sentence in view.sentences:
        held.setdefault(sentence.section.start, []).append(sentence)
    for section in view.sections:
        yield section, held.get(section.start, [])


def cite_title(view: DocumentView, section: Section) -> Evidence:
    """The section's heading as it stands in the document."""
    text = view.source.text
    line = text.find("\n", section.start, section.end)
    end = section.end if line < 0 else line
    return view.cite(section.start, end)
