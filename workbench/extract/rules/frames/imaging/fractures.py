"""Vertebral fractures in imaging: edema, uptake, loss of height, retropulsion.

The study is the one that the imaging frame finds in the report; here the marks of a
fracture are bound to the vertebra that their sentence (or the one before) names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging import document as imaging
from workbench.extract.rules.frames.imaging.ages import age_told
from workbench.extract.rules.frames.imaging.mark_words import marks
from workbench.extract.rules.frames.imaging.marrow import edema
from workbench.extract.rules.frames.imaging.technique import how_made
from workbench.extract.rules.frames.passages import Passage, is_imaging_text, passages
from workbench.extract.rules.model import DocumentView, PacketView
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.values.sides import find_sides
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, ImagingFinding, ImagingStudy, Side

_I = re.IGNORECASE
_NOT = re.compile(
    r"\b(?:no|without|negative for|absent|resolved|nor)\b"
    r"(?:(?:(?!\bwhere\b)[^.;:\n]){0,40})\Z",
    _I,
)
_NOT_AFTER = re.compile(
    r"\s?[:=]\s?(?:no|none|absent|negative|nil)\b"
    r"|[^.;:,\n]{0,20}\b(?:is|are|was|were) (?:absent"
    r"|not (?:seen|present|identified))\b",
    _I,
)
_TOLD = sought(
    r"\W*(?:(?:on|her|his|the|a|repeat|new|recent|follow-?up|lumbar|thoracic|\d[\d/.-]*)"
    r"\s){0,3}(?:MRI?|CT|SPECT(?:/CT)?|(?:nm )?bone scan|x-?rays?|films|radiographs?)\b"
    r"(?:[^.;\n]{0,60}?(?::|\s-\s|\b(?:show|reveal|demonstrat|confirm|with|read)\w*\b)"
    r"|\s?\(?\d{1,2}/\d{1,2}(?:/\d{2,4})?\)?,?\s[CTL]\d)",
    _I,
)
"""The opening of a sentence of a note that retells a study."""
_NORMAL_TRACER = re.compile(
    r"(?:normal|physiologic|homogen|expected|symmetric|.*\bnot hot)", _I
)
_CLAUSE = re.compile(
    r"[;\n]|,?\s\b(?:but|while|whereas|however)\b"
    r"|,\s(?=(?:and )?(?:an?\s|the\s)?(?:old|chronic|healed|remote|stable"
    r"|unchanged)\b)",
    _I,
)
_AND_OTHERS = re.compile(
    r"(?<=\d),?\s(?:or|nor|and)(?:\s(?:at|in|of|within|on))?(?:\s(?:any|all|the))?"
    r"\s(?:other|remaining|adjacent)\b",
    re.I,
)
"""Others beside a vertebra that is named too ("no edema at T12 or any other")."""
_ELSEWHERE = re.compile(
    r"\b(?:other|remaining|additional|further|adjacent|elsewhere|new)\b"
    r"(?: \w+){0,2}?(?: (?:levels?|vertebra\w*|bod(?:y|ies)|fractures?)|\b)",
    _I,
)
"""Words that speak of vertebrae beside the one told of before."""
_TRACER = re.compile(r"\b(?:tracer|radiotracer|bone scan|SPECT|scintigra\w+)\b", _I)
_GROWN = re.compile(
    r"\bfrom (?:about )?\d{1,3}\s?(?:%|per ?cent) to (?:about )?(?P<low>\d{1,3})\s?"
    r"(?:%|per ?cent)",
    re.IGNORECASE,
)
"""A share that grew, of which the last counts."""
_SHARE = re.compile(
    r"(?P<low>\d{1,3})(?:\s?(?:-|to)\s?(?P<high>\d{1,3}))?\s?(?:%|per ?cent)"
)


def read(document: DocumentView, packet: PacketView) -> list[ImagingStudy]:
    """The marks of fractures in one document, in the studies that it reports."""
    studies: list[ImagingStudy] | None = None
    found: dict[int, list[ImagingFinding]] = {}
    bones: tuple[str, ...] = ()
    home: Passage | None = None
    last = 0
    for passage in passages(document):
        if not (is_imaging_text(passage) or _retells(passage) or _runs_on(passage)):
            continue
        if how_made(passage.sentence):
            continue
        named = tuple(
            name for one in find_levels(passage.text) for name in one.vertebrae
        )
        if studies is None and (named or _speaks(passage.text)):
            studies = imaging.read(document, packet)
        own = _study_of(passage, studies or [])
        if own != last:
            bones, home, last = (), None, own
        bones, home = (named, passage) if named else (bones, home)
        found.setdefault(own, []).extend(_marks(passage, named, bones, home))
    if not studies:
        return []
    return [
        studies[own].model_copy(update={"findings": _dated(marks, studies[own])})
        for own, told in sorted(found.items())
        if (marks := _placed(told))
    ]


def _retells(passage: Passage) -> bool:
    """Whether a sentence of a note tells what a study showed at a vertebra."""
    return bool(_TOLD.match(passage.text)) and _speaks(passage.text)


def _runs_on(passage: Passage) -> bool:
    """Whether findings follow the reason for a study on lines of their own."""
    if passage.view.document.kind != "imaging-report" or passage.role != "indication":
        return False
    text, start = passage.view.source.text, passage.sentence.start
    opening = text[text.rfind("\n", 0, start) + 1 : start]
    headed = passage.sentence.section.start
    return not opening.strip() and "\n" in text[headed:start] and _speaks(passage.text)


def _speaks(text: str) -> bool:
    return edema(text) is not None or any(one.words.search(text) for one in marks())


def _placed(marks: list[ImagingFinding]) -> list[ImagingFinding]:
    """The marks; fractures alone only where they stand at a vertebra."""
    if any(one.kind != "fracture" and one.assertion == "present" for one in marks):
        return marks
    if any(one.kind != "fracture" for one in marks):
        return [one for one in marks if one.site or one.kind != "fracture"]
    return [one for one in marks if one.site]


def _dated(
    marks: Iterable[ImagingFinding], study: ImagingStudy
) -> tuple[ImagingFinding, ...]:
    return tuple(
        one.model_copy(
            update={
                "date": study.date,
                "evidence": tuple(dict.fromkeys((*one.evidence, *study.evidence))),
            }
        )
        for one in marks
    )


def _study_of(passage: Passage, studies: Sequence[ImagingStudy]) -> int:
    """The study that a sentence belongs to: the last one named before it."""
    begun = [
        min((one.start or 0) for one in study.evidence if one.start is not None)
        if any(one.start is not None for one in study.evidence)
        else 0
        for study in studies
    ]
    before = [at for at, start in enumerate(begun) if start <= passage.sentence.start]
    return max(before, key=lambda at: begun[at], default=0)


def _marks(
    passage: Passage,
    named: tuple[str, ...],
    bones: tuple[str, ...],
    home: Passage | None,
) -> Iterator[ImagingFinding]:
    """The marks in one sentence; ``home`` is the one that names their vertebra."""
    cites = dict.fromkeys(
        one.view.cite_sentence(one.sentence) for one in (passage, home) if one
    )
    told = is_imaging_text(passage)
    unticked = passage.sentence.block.checked is False
    for part, here in _parts(passage.text, named):
        for kind, denied in _found(part):
            absent = denied or unticked
            if absent and _ELSEWHERE.search(_AND_OTHERS.sub(" ", part)):
                continue
            jointed = kind == "tracer-uptake" and bool(_spaces(part))
            sites = tuple(dict.fromkeys(here or (() if jointed else bones[:1])))
            for level, site in _spots(kind, part, sites, absent):
                yield ImagingFinding(
                    id="?",
                    kind=kind,
                    level=level,
                    site=site,
                    side=_one_side(part) if kind == "tracer-uptake" else None,
                    assertion=_said(kind, part, absent=absent),
                    location="vertebra",
                    reader="radiologist" if told else "clinician",
                    section=_section(passage, told=told),
                    evidence=tuple(cites),
                    **_values(kind, part),
                )


_DOUBTED = re.compile(
    r"\b(?:suspected|possible|possibly|probable|query|queried|suspicious for"
    r"|cannot exclude|can't exclude|not excluded|concern(?:ing)? for|may represent"
    r"|could be|\?)"
    r"(?: \w+){0,3}? (?:fracture|deformity)\b|\?\s?(?:\w+ )?fracture\b"
    r"|\bfracture (?:is |at \w+ |of \w+ )?(?:suspected|possible|not excluded"
    r"|cannot be excluded|queried)\b",
    _I,
)


_NO_MORE = re.compile(
    r"\b(?:is|are)\s(?:now\s)?no longer (?:seen|visible|present|evident|apparent"
    r"|identified|demonstrated|appreciated)\b",
    re.IGNORECASE,
)


def _said(kind: str, text: str, *, absent: bool) -> Assertion:
    """A fracture that is only suspected is uncertain; other marks are seen or not."""
    if absent:
        return "absent"
    if _NO_MORE.search(text):
        return "historical"
    return "uncertain" if kind == "fracture" and _DOUBTED.search(text) else "present"


def _section(
    passage: Passage, *, told: bool
) -> Literal["findings", "impression"] | None:
    """The part of a report that a sentence stands in; none in a note that retells."""
    if not told:
        return None
    return "impression" if passage.role == "impression" else "findings"


def _parts(text: str, named: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The sentence with its vertebrae, or its clauses where several are told apart.

    "Edema at L1; old T8 wedge without edema" says two things of two vertebrae.
    """
    pieces = _CLAUSE.split(text) if len(set(named)) > 1 else [text]
    last: tuple[str, ...] = ()
    for piece in pieces:
        own = tuple(name for one in find_levels(piece) for name in one.vertebrae)
        last = own or last
        yield piece, last


_OF_DISC = re.compile(r"\b(?:dis[ck]s?|interspace|joint)\b", _I)
"""A height that is not a vertebra's."""


def _found(text: str) -> Iterator[tuple[str, bool]]:
    """The kinds of marks that a sentence speaks of, and whether it denies them."""
    marrow = edema(text)
    if marrow:
        yield "marrow-edema", marrow.absent
    grows = False
    for mark in marks():
        kind, match = mark.kind, mark.words.search(text)
        grows = grows or (bool(match) and kind == "height-loss-progression")
        if kind == "height-loss" and grows and not _SHARE.search(text):
            continue
        if match and kind == "height-loss" and _OF_DISC.search(match.group()):
            continue
        if match:
            denied = _NOT.search(text[: match.start()])
            if denied and _told_on(denied.group(), text, match.end()):
                denied = None
            denied = denied or (
                _NORMAL_TRACER.match(match.group()) if kind == "tracer-uptake" else None
            )
            yield kind, bool(denied or _NOT_AFTER.match(text, match.end()))


_TOLD_ON = re.compile(
    r"\s(?:(?:has|have|had|is|was|now|further|of|about|to|measur\w+)\s){0,3}"
    r"(?:advanced|progressed|increased|worsened|deepened|greater|more|unchanged|stable"
    r"|similar|\d{1,3}\s?(?:%|per ?cent|mm))",
    _I,
)
"""What tells of a thing that it is there ("height loss has progressed")."""


def _told_on(denial: str, text: str, end: int) -> bool:
    """Whether a mark behind the comma of a denial is told of by itself.

    "Fracture without retropulsion, height loss now 40%" denies the fragment alone.
    """
    return "," in denial and _TOLD_ON.match(text, end) is not None


def _spots(
    kind: str, text: str, sites: tuple[str, ...], absent: bool
) -> list[tuple[str | None, str | None]]:
    """Level and vertebra of each mark; uptake may lie in a joint at a level."""
    if sites or kind not in ("tracer-uptake", "marrow-edema", "retropulsion"):
        return [(None, site) for site in sites]
    if kind != "tracer-uptake":
        return [(None, None)] if absent else []
    known = absent or _TRACER.search(text) is not None
    return [(name, None) for name in _spaces(text)] or [(None, None)] * known


def _spaces(text: str) -> tuple[str, ...]:
    named = [name for one in find_levels(text) for name in one.interspaces]
    return tuple(dict.fromkeys(named))


def _one_side(text: str) -> Side | None:
    """The one side that a sentence of uptake names."""
    sides = {one.side for one in find_sides(text)}
    return sides.pop() if len(sides) == 1 else None


def _values(kind: str, text: str) -> dict[str, Any]:
    if kind == "height-loss":
        match = _GROWN.search(text) or _SHARE.search(text)
        if match and int(match["low"]) <= 100:
            return {"value": int(match["low"]), "unit": "%"}
    if kind == "fracture":
        age = age_told(text)
        return {"acuity": age} if age else {}
    return {}
