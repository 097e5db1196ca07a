"""Readings of imaging studies: what each finding says, of which study, in whose voice.

The same study may be told by its report and again by a note; a mention without a full
date is taken for the study of its kind that it can mean.  A later study of the same
kind supersedes an earlier one in what it describes, and only there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workbench.evaluate.index import Index
from workbench.evaluate.intervals import Day, Recency, Window, before, day, recency
from workbench.schema.case import ImagingFinding, ImagingStudy
from workbench.schema.partial_date import PartialDate, earliest, latest

GLOBAL = frozenset({"all-levels", "other-levels"})
"""``detail`` of a finding that speaks of every level, or of every other one."""

SITES = frozenset({"central", "recess", "foraminal"})
BOTH = frozenset({"left", "right"})
_BY_TARGET = {
    "cord": frozenset({"central"}),
    "root": frozenset({"recess", "foraminal"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding with its study.

    ``date`` is the study's, which another mention of the same study may supply;
    ``told`` the date of the document; ``voice`` tells readings of a study apart.
    """

    finding: ImagingFinding
    study: ImagingStudy
    date: PartialDate | None
    told: PartialDate | None
    voice: tuple[str, str, str]

    @property
    def key(self) -> tuple[str, str]:
        """The study: its kind and date."""
        return self.study.kind, self.date or f"undated {self.study.id}"

    @property
    def reading(self) -> tuple[tuple[str, str], tuple[str, str, str]]:
        """The study and the voice: what makes one reading."""
        return self.key, self.voice

    @property
    def when(self) -> Day | None:
        """The days on which the study can have been done."""
        return day(self.date, self.told) if self.date else None

    def recency(self, request: PartialDate | None, window: Window) -> Recency:
        """Where the study lies against the window before the request."""
        if self.study.assertion == "historical":
            return "before"
        return recency(self.when, request, window)


def tell(
    index: Index, studies: Sequence[ImagingStudy], kinds: Iterable[str]
) -> tuple[Told, ...]:
    """Every finding of the record in studies of the kinds given, earlier ones too.

    Studies not done, planned or in doubt, and findings that only a letter asserts,
    are left out.
    """
    wanted = frozenset(kinds)
    done = [
        study
        for study in studies
        if study.kind in wanted and study.assertion in ("present", "historical")
    ]
    found = [
        _told(index, study, finding) for study in done for finding in study.findings
    ]
    return tuple(_dated(item, found) for item in found if index.is_record(item.finding))


def _told(index: Index, study: ImagingStudy, finding: ImagingFinding) -> Told:
    date = finding.date or study.date
    told = index.first_told(finding)
    if date is None and "imaging-report" in index.kinds(study):
        date = told
    document = finding.evidence[0].document
    voice = (finding.reader, document, finding.section or "")
    return Told(finding=finding, study=study, date=date, told=told, voice=voice)


def _dated(item: Told, found: Sequence[Told]) -> Told:
    """The mention with the exact date of the study that it can mean, if one can."""
    fitting = {
        other.date
        for other in found
        if other.date
        and len(other.date) > len(item.date or "")
        and other.study.kind == item.study.kind
        and _can_mean(item, other.date)
    }
    if not fitting:
        return item
    return replace(item, date=max(fitting, key=lambda text: (latest(text), len(text))))


def _can_mean(item: Told, date: PartialDate) -> bool:
    if item.date:
        return earliest(item.date) <= earliest(date) <= latest(item.date)
    return item.told is not None and earliest(date) <= latest(item.told)


def at_level(
    items: Iterable[Told], level: str, vertebra: str | None = None
) -> tuple[Told, ...]:
    """What is told of an interspace.

    A finding at the resected vertebra counts for both of its interspaces; one that
    speaks of every (other) level counts where its own reading is silent on the level.
    """
    items = tuple(items)
    own = tuple(
        item
        for item in items
        if item.finding.level == level
        or (vertebra and item.finding.level is None and item.finding.site == vertebra)
    )
    spoken = {(item.key, item.finding.kind) for item in own}
    general = tuple(
        item
        for item in items
        if item.finding.level is None
        and item.finding.site is None
        and item.finding.detail in GLOBAL
        and (item.key, item.finding.kind) not in spoken
    )
    return own + general


def places(finding: ImagingFinding) -> frozenset[str]:
    """The sites (central, recess, foraminal) that a finding speaks of."""
    if finding.location in SITES:
        return frozenset({str(finding.location)})
    if finding.location == "cord":
        return _BY_TARGET["cord"]
    target = finding.contact.target if finding.contact else None
    return _BY_TARGET.get(target or "", SITES)


def sides(finding: ImagingFinding) -> frozenset[str]:
    """The sides that a finding speaks of; a central or unsided one speaks of both."""
    return frozenset({finding.side}) if finding.side in BOTH else BOTH


def is_unsided(finding: ImagingFinding) -> bool:
    """Whether a finding that has a side by its nature is told without one."""
    return finding.side is None and places(finding) != {"central"}


def findings_of(items: Iterable[Told]) -> tuple[ImagingFinding, ...]:
    """The findings themselves, in order, as evidence names them."""
    return tuple(item.finding for item in items)


def superseded(item: Told, items: Iterable[Told]) -> Told | None:
    """The finding of a later study of the same kind that describes the same place."""
    for other in items:
        if (
            other.study.kind == item.study.kind
            and item.date
            and other.date
            and before(item.date, other.date)
            and sides(item.finding) <= sides(other.finding)
            and places(item.finding) <= places(other.finding)
        ):
            return other
    return None


def later(item: Told, items: Iterable[Told]) -> Told | None:
    """The same finding in a later study of the same kind, wherever it sits."""
    for other in items:
        same = other.study.kind == item.study.kind
        if same and item.date and other.date and before(item.date, other.date):
            return other
    return None


def dispute(for_it: Told, against: Told) -> bool:
    """Whether two readings speak of the same place in different voices.

    The sections of one report dispute each other only on the same site; a compression
    that one of them leaves out is not disputed by its grade.
    """
    if for_it.reading == against.reading:
        return False
    left, right = for_it.finding, against.finding
    if not (sides(left) & sides(right) and places(left) & places(right)):
        return False
    one_report = for_it.key == against.key and for_it.voice[:2] == against.voice[:2]
    mixed = (left.contact is None) != (right.contact is None)
    return not (one_report and mixed)
