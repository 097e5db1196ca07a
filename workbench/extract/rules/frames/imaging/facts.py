"""Drafts made findings: expanded per level, dated, placed and cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.ages import Age, age_told, clause_around
from workbench.extract.rules.frames.imaging.draft import Draft
from workbench.extract.rules.frames.imaging.tokens import Token
from workbench.extract.rules.model import Cell, DocumentView, Sentence
from workbench.extract.rules.words import lexicon
from workbench.schema.case import ImagingFinding
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

MOST_LEVELS = 12
"""A range that names more interspaces than this names a region, not levels."""

_SPINAL = re.compile(
    r"\b(?:vertebra\w*|epidural|cord|canal|odontoid|dens|disc|disk|endplates?|spinal"
    r"|intramedullary|extramedullary|paraspinal|discitis|facets?|lamina\w*|pedicles?|roots?|psoas|paravertebral|prevertebral|thecal"
    r"|intradural|dural|foram\w+)\b",
    re.IGNORECASE,
)

_ANYWHERE = ("fracture", "tumour", "infection", "marrow-edema", "height-loss")
"""Findings that other bones have too; a pars or a posterior ligament is the spine's."""

Reader = Literal["radiologist", "clinician"]
SectionOf = Literal["findings", "impression"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a sentence stands: its study's reader, section, date and carried level."""

    document: DocumentView
    sentence: Sentence
    reader: Reader
    section: SectionOf | None
    date: PartialDate | None
    carried: tuple[str, ...] = ()
    carried_from: tuple[Evidence, ...] = ()
    study: tuple[Evidence, ...] = ()


def findings(
    draft: Draft, cells: Sequence[Cell], spot: Spot
) -> Iterator[ImagingFinding]:
    """One finding per level of the draft."""
    evidence = [spot.document.cite_sentence(spot.sentence)]
    evidence += [e for cell in cells for e in _header(cell, spot.document)]
    for level, site, support, detail in _places(draft, spot):
        if draft.needs_place and level is None and detail is None:
            continue
        yield ImagingFinding(
            id="?",
            kind=draft.kind,
            assertion=draft.assertion,
            level=level,
            site=site,
            side=draft.side,
            date=spot.date,
            detail=draft.detail or detail,
            evidence=_distinct([*evidence, *support, *spot.study]),
            **_values(draft, spot),
        )


def of_spine(draft: Draft, text: str, site: str | None) -> bool:
    """Whether a finding is the spine's.

    A level makes it so; another part of the body in the sentence makes it not.  A
    fracture, tumour or infection besides needs the spine named, by sentence or study.
    """
    if any(token.level for token in draft.levels):
        return True
    regions = {one.concept for one in lexicon.load("imaging-regions").find(text)}
    if "elsewhere" in regions:
        return len(regions) > 1
    if draft.kind not in _ANYWHERE or draft.assertion == "absent":
        return True
    return bool(regions) or site is not None or _SPINAL.search(text) is not None


def _values(draft: Draft, spot: Spot) -> dict[str, Any]:
    return {
        "location": draft.location,
        "severity": draft.severity,
        "contact": draft.contact,
        "reader": spot.reader,
        "section": spot.section,
        "name": draft.name or _part(draft, spot.sentence.text),
        "value": draft.value,
        "unit": draft.unit,
        "acuity": _age(draft, spot.sentence.text),
    }


def _age(draft: Draft, text: str) -> Age | None:
    """How old the clause of a fracture says that it looks."""
    if draft.kind != "fracture" or draft.assertion == "absent":
        return None
    start, end = clause_around(text, draft.chunk.start, draft.chunk.end)
    return age_told(text[start:end])


_OF_IMPLANTS = ("hardware-failure", "implant-migration")


def _part(draft: Draft, text: str) -> str | None:
    """The one part of an implant that a sentence about implants names."""
    if draft.kind not in _OF_IMPLANTS:
        return None
    named = {one.concept for one in lexicon.load("implant-parts").find(text)}
    return named.pop() if len(named) == 1 else None


_OF_THE_SPINE = ("sagittal-balance", "scoliosis")
"""Measures of the whole spine, which no level told before places."""
Place = tuple[str | None, str | None, tuple[Evidence, ...], str | None]


def _places(draft: Draft, spot: Spot) -> list[Place]:
    """Level, vertebra, what shows them and the scope word, once per place."""
    spaces = _spaces(draft.levels)
    if spaces:
        return [(name, None, (), None) for name in spaces]
    scope = [t.attributes.get("detail") for t in draft.levels if t.kind == "scope"]
    bones = [name for t in draft.levels if t.level for name in t.level.vertebrae]
    if scope:
        return [(None, None, (), scope[0])]
    if spot.carried and not bones and draft.kind not in _OF_THE_SPINE:
        return [(name, None, spot.carried_from, None) for name in spot.carried]
    noun = draft.chunk.noun
    own = noun.attributes.get("at") if noun is not None else None
    bones = bones or ([own] if own else [])
    return [(None, bone, (), None) for bone in bones] or [(None, None, (), None)]


def _spaces(levels: Iterable[Token]) -> tuple[str, ...]:
    names = [name for t in levels if t.level for name in t.level.interspaces]
    names = list(dict.fromkeys(names))
    return tuple(names) if len(names) <= MOST_LEVELS else ()


def _header(cell: Cell, document: DocumentView) -> list[Evidence]:
    if cell.header_start is None or cell.header_end is None:
        return []
    return [document.cite(cell.header_start, cell.header_end)]


def _distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    seen = {(one.lines, one.quote): one for one in evidence}
    return tuple(seen.values())
