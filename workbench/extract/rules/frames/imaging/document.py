"""Imaging studies with their findings, as one document tells them.

Each study's sentences are read one by one; a level that a heading or the start of a
paragraph sets holds for what follows it until another is set.  A finding whose level
cannot be told has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.at_operation import (
    DETAIL,
    besides,
    operation,
    seen,
)
from workbench.extract.rules.frames.imaging.draft import Draft
from workbench.extract.rules.frames.imaging.facts import (
    SectionOf,
    Spot,
    findings,
    of_spine,
)
from workbench.extract.rules.frames.imaging.narrowing_parts import Topic
from workbench.extract.rules.frames.imaging.never_imaged import never_imaged
from workbench.extract.rules.frames.imaging.sentence import (
    Reading,
    read_row,
    read_sentence,
)
from workbench.extract.rules.frames.imaging.studies import studies
from workbench.extract.rules.frames.imaging.study import Study
from workbench.extract.rules.frames.imaging.unnamed import DETAIL as SPOKEN
from workbench.extract.rules.frames.imaging.unnamed import of_image, unnamed
from workbench.extract.rules.model import (
    Cell,
    DocumentView,
    PacketView,
    Section,
    Sentence,
)
from workbench.extract.rules.values.levels import find_levels
from workbench.schema.case import ImagingFinding, ImagingStudy
from workbench.schema.evidence import Evidence

_FILMS = ("xray", "flexion-extension")
Told = tuple[Draft, tuple[Cell, ...]]
_HEADING = 24
"""A sentence no longer than this that names a level only is a level heading."""


def read(document: DocumentView, packet: PacketView) -> list[ImagingStudy]:
    """All studies of a document, each with its findings; ids are "?"."""
    made = document.once(read, lambda: _studies(document))
    return [*made, *never_imaged(document)]


def _studies(document: DocumentView) -> list[ImagingStudy]:
    told = studies(document)
    pairs = [(one, _study(document, one)) for one in told]
    made = [study for one, study in pairs if study.findings or not one.finds]
    taken = (line for one in told for line, _ in one.lines)
    operated = operation(document, taken)
    spoken = unnamed(document, (line for one in told for line, _ in one.lines))
    at_hand = [_study(document, one) for one in (operated, spoken) if one is not None]
    if len(at_hand) > 1:
        at_hand[1] = _without(at_hand[1], at_hand[0])
    return [*made, *(one for one in at_hand if one.findings)]


def _without(spoken: ImagingStudy, operated: ImagingStudy) -> ImagingStudy:
    """What is told without a study, less what the surgeon is told to have found."""

    def key(one: ImagingFinding) -> tuple[object, ...]:
        return one.kind, one.level, one.site, one.evidence[0]

    told = {key(one) for one in operated.findings}
    kept = tuple(one for one in spoken.findings if key(one) not in told)
    return spoken.model_copy(update={"findings": kept})


def _study(document: DocumentView, study: Study) -> ImagingStudy:
    return ImagingStudy(
        id="?",
        kind=study.kind,
        assertion=study.assertion,
        site=study.site,
        date=study.date,
        detail=study.detail,
        evidence=tuple(dict.fromkeys(study.evidence)),
        findings=tuple(_findings(document, study)),
    )


@dataclass(slots=True)
class _Carry:
    """The level that holds until another is set, and where it was set."""

    levels: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    block_start: int | None = None
    section: Section | None = None
    topic: Topic | None = None
    last: tuple[str, ...] = ()
    last_from: tuple[Evidence, ...] = ()
    """The one level that the sentence before named, for "at this level"."""
    last_block: int | None = None
    told: tuple[Draft, ...] = ()
    """What the level told last was said to show, for "C6-7: same"."""

    def holds(self, sentence: Sentence) -> bool:
        """A heading's level holds for its section, a paragraph's for the paragraph."""
        if sentence.section is not self.section:
            return False
        return self.block_start in (None, sentence.block.start)


def _findings(document: DocumentView, study: Study) -> list[ImagingFinding]:
    carry = _Carry()
    found: list[ImagingFinding] = []
    before: Sentence | None = None
    for sentence, section in study.lines:
        if sentence.section is not carry.section:
            told = carry.told
            carry = _section_level(document, sentence)
            carry.told = told
        reading = _read(sentence, carry)
        if _wrapped(document, before, sentence, reading) and before is not None:
            if carry.block_start == before.block.start:
                carry.block_start = sentence.block.start
            if carry.last_block == before.block.start:
                carry.last_block = sentence.block.start
        before = sentence
        if carry.last and (reading.same_level or _goes_on(carry, sentence, reading)):
            carry.levels, carry.evidence = carry.last, carry.last_from
            carry.block_start = sentence.block.start
        spot = _spot(document, study, sentence, section, carry, reading.resets)
        for draft, cells in _filmed(study, reading.drafts):
            site = study.site or ("spine" if study.detail == DETAIL else None)
            if of_spine(draft, sentence.text, site):
                there: Iterable[ImagingFinding] = findings(draft, cells, spot)
                there = (
                    _of_bone(document, there, sentence) if not reading.resets else there
                )
                if study.detail == DETAIL:
                    there = seen(there, sentence, study)
                elif study.detail == SPOKEN:
                    there = (one for one in there if of_image(one, sentence))
                found += there
        if study.detail == DETAIL:
            found += besides(found, document, sentence, study)
        drafts = tuple(draft for draft, _ in reading.drafts)
        level = reading.leading or reading.named
        carry.told = drafts if level is not None else (*carry.told, *drafts)
        _move(document, carry, sentence, reading)
    return _distinct(found)


def _of_bone(
    document: DocumentView, found: Iterable[ImagingFinding], sentence: Sentence
) -> Iterator[ImagingFinding]:
    """What is told of a vertebra is told of the one that opens its paragraph.

    "L1 - Wedge fracture.  Posterior cortex intact" says nothing of another bone.
    """
    block = sentence.block
    named = find_levels(block.label or "")
    bones = [name for one in named if not one.interspaces for name in one.vertebrae]
    for one in found:
        placed = one.site or one.level or one.location != "vertebra"
        if placed or not len(named) == len(bones) == 1 or block.start == sentence.start:
            yield one
            continue
        head = document.cite(block.start, block.start + len(block.label or ""))
        cites = tuple(dict.fromkeys((*one.evidence, head)))
        yield one.model_copy(update={"site": bones[0], "evidence": cites})


def _filmed(study: Study, drafts: Iterable[Told]) -> Iterator[Told]:
    """Plain films show no canal: narrowing of no named place is the disc space's."""
    for draft, cells in drafts:
        bare = draft.kind == "stenosis" and draft.location is None and not draft.name
        head = draft.chunk.head
        bare = bare and head is not None and not head.text.lower().startswith("sten")
        if study.kind in _FILMS and bare:
            draft = replace(draft, kind="degeneration", location="disc")
        yield draft, cells


def _read(sentence: Sentence, carry: _Carry) -> Reading:
    """A table row by its cells, everything else as prose."""
    if sentence.block.kind == "row" and len(sentence.block.cells) > 1:
        return read_row(sentence)
    topic = carry.topic if carry.holds(sentence) else None
    return read_sentence(sentence, topic, carry.told)


def _spot(
    document: DocumentView,
    study: Study,
    sentence: Sentence,
    section: SectionOf | None,
    carry: _Carry,
    reading_resets: bool,
) -> Spot:
    held = carry.holds(sentence) and not reading_resets
    held = held and bool(carry.levels or not study.levels)
    return Spot(
        document=document,
        sentence=sentence,
        reader=study.reader,
        section=section,
        date=study.date,
        carried=carry.levels if held else study.levels,
        carried_from=carry.evidence if held else study.placed_by,
        study=tuple(study.evidence) if study.date else (),
    )


def _section_level(document: DocumentView, sentence: Sentence) -> _Carry:
    """The level that a section's own heading names ("C5-6")."""
    section = sentence.section
    named = find_levels(section.title) if len(section.title) <= _HEADING else ()
    spaces = tuple(name for one in named for name in one.interspaces)
    if not spaces:
        return _Carry(section=section)
    end = section.start + len(section.title)
    return _Carry(spaces, (document.cite(section.start, end),), None, section)


def _move(
    document: DocumentView, carry: _Carry, sentence: Sentence, reading: Reading
) -> None:
    """Set the level that holds from here on."""
    carry.topic = replace(reading.topic, side=None) if reading.topic else None
    if reading.resets:
        carry.levels, carry.evidence = (), ()
    level = reading.leading.level if reading.leading else None
    if level is not None:
        carry.levels = level.interspaces
        carry.evidence = (document.cite_sentence(sentence),)
        alone = not reading.drafts and len(sentence.text.strip()) <= _HEADING
        carry.block_start = None if alone else sentence.block.start
        carry.last, carry.last_from = (), ()
    named = reading.named.level if reading.named else None
    if named is not None and level is None:
        carry.last = named.interspaces
        carry.last_from = (document.cite_sentence(sentence),)
        carry.last_block = sentence.block.start


_WRAPPED = 60
"""Characters of a line that was broken for its length; a shorter one ends there."""


def _wrapped(
    document: DocumentView, before: Sentence | None, sentence: Sentence, told: Reading
) -> bool:
    """Whether a line goes on with the paragraph of the line before it.

    A long line, the next one right under it, and only findings of a place that the
    next one does not name.
    """
    if before is None or before.block.start == sentence.block.start:
        return False
    if told.resets or told.named or told.leading or not told.drafts:
        return False
    if sentence.block.kind != "paragraph" or before.block.kind == "row":
        return False
    gap = document.source.text[before.end : sentence.start]
    line = document.source.text.rfind("\n", 0, before.end) + 1
    if gap.strip() or gap.count("\n") != 1 or before.end - line < _WRAPPED:
        return False
    return all(
        draft.assertion == "present" and draft.location in _AT_LEVEL
        for draft, _ in told.drafts
    )


_AT_LEVEL = ("central", "foraminal", "recess", "disc", "cord")
_CONTINUES = re.compile(
    r"\s*(?:(?:there is|there are|with) )?(?:also )?(?:residual|resulting|resultant"
    r"|associated|foramina|foramen|foraminal|both"
    r"|the (?:left|right|foramen|foramina|canal|recess)|left|right|bilateral"
    r"|it|this|these|narrowing|stenosis"
    r"|(?:the )?(?:central|spinal) canal"
    r"|mild|moderate|severe|no)\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on with the level of the one before."""


def _goes_on(carry: _Carry, sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence of foramina without a level is of the level just named.

    Within one paragraph, right after it, and where nothing names other levels.
    """
    if reading.resets or reading.named or reading.leading or not reading.drafts:
        return False
    if carry.last_block != sentence.block.start or carry.levels:
        return False
    if _OTHERWISE.search(sentence.text):
        return False
    if _of_one_disc(sentence.text, [draft for draft, _ in reading.drafts]):
        return True
    placed = all(
        draft.kind == "stenosis"
        and not draft.levels
        and draft.location in ("foraminal", "recess", "central", None)
        for draft, _ in reading.drafts
    )
    return placed and bool(_CONTINUES.match(sentence.text))


_OF_DISC = ("disc-bulge", "disc-herniation", "disc-osteophyte")
_BESIDE_DISC = (*_OF_DISC, "compression", "stenosis", "facet-arthropathy")
_SEVERAL = re.compile(
    r"\b(?:bulges|protrusions|herniations|extrusions|osteophytes|spurs|discs|disks"
    r"|levels|spondylosis)\b",
    re.IGNORECASE,
)


def _of_one_disc(text: str, drafts: Sequence[Draft]) -> bool:
    """Whether a sentence tells of one disc and what it meets, at no level of its own.

    "Loss of height at L5-S1.  Central annular bulge without root contact."
    """
    if _SEVERAL.search(text) or any(draft.levels for draft in drafts):
        return False
    there = any(one.kind in _OF_DISC and one.assertion == "present" for one in drafts)
    return there and all(one.kind in _BESIDE_DISC for one in drafts)


_OTHERWISE = re.compile(
    r"\b(?:otherwise|elsewhere|remain\w*|rest|other|throughout|overall|multilevel)\b",
    re.IGNORECASE,
)


def _distinct(found: Iterable[ImagingFinding]) -> list[ImagingFinding]:
    """Findings of one study, the same thing from the same sentence only once."""
    kept: dict[str, ImagingFinding] = {}
    for one in found:
        first = one.evidence[0]
        said = one.model_dump_json(exclude={"evidence"})
        kept.setdefault(f"{said}{first.lines}{first.quote}", one)
    return list(kept.values())
