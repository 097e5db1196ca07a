"""The studies of a report: named in its head, dated by it, one until another title.

Sections that tell why and how a study was made hold none of its findings; what a
report says was not done, or asks for, is a study of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.days import report_day
from workbench.extract.rules.frames.imaging.facts import SectionOf
from workbench.extract.rules.frames.imaging.mentions import Named, studies_named
from workbench.extract.rules.frames.imaging.study import (
    ELSEWHERE,
    Study,
    by_section,
    cite_title,
    said,
)
from workbench.extract.rules.frames.imaging.technique import how_made
from workbench.extract.rules.frames.of_the_mind import is_of_the_mind
from workbench.extract.rules.layout.headings import exact_role
from workbench.extract.rules.model import DocumentView, Role, Section, Sentence
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.values.levels import find_levels
from workbench.packet.titles import is_furniture
from workbench.schema.evidence import Evidence

TITLE = 160
"""A title line is no longer than this."""

_NAME_STARTS = 12
"""A title line begins with the study's name, give or take a label or number."""

_BARE = 24
"""A heading without a colon is no longer than this."""

_SHOWED = re.compile(r"\b(?:show|demonstrat|reveal)\w*", re.IGNORECASE)

_UNTITLED: frozenset[Role] = frozenset(
    {"comparison", "indication", "history", "plan", "request", "signature"}
)
"""Sections in which a study's name is no title."""

_NO_FINDINGS: frozenset[Role] = _UNTITLED | frozenset(
    {
        "past-history",
        "template",
        "policy",
        "precautions",
        "family",
        "social",
        "medications",
        "past-surgery",
        "review-of-systems",
    }
)
"""Sections of a report that hold no findings of its own study."""

_READ: dict[Role, SectionOf] = {"findings": "findings", "impression": "impression"}


def report_studies(view: DocumentView) -> list[Study]:
    """The studies of an imaging report, with those that it says were not done."""
    walk = _Walk(view)
    for section, sentences in by_section(view):
        walk.enter(section)
        for sentence in sentences:
            walk.take(sentence)
    return walk.finish()


class _Walk:
    """A walk through a report: titles open studies, sentences join the last one."""

    def __init__(self, view: DocumentView) -> None:
        self.view = view
        self.found: list[Study] = []
        self.asides: list[Study] = []
        self.begun = False
        self.bare: SectionOf | None = None
        self.told = False
        self.plain = not any(one.role in _READ for one in view.sections if one.title)
        """Whether no heading says where the findings begin."""

    def enter(self, section: Section) -> None:
        """A heading may be a title."""
        self.bare, self.told = None, False
        named = studies_named(section.title[:TITLE])
        if named and section.role not in _UNTITLED:
            self._titled(named[0], cite_title(self.view, section))

    def take(self, sentence: Sentence) -> None:
        """A line may be a title; else it belongs to the last study."""
        named = _title(self.view, sentence)
        if named is not None:
            self._titled(named, self.view.cite_sentence(sentence))
            self.told = self.told or sentence.role in _UNTITLED
        self.asides += _asides(self.view, sentence)
        self.told = self.told or _RESULT.match(sentence.text) is not None
        self.told = self.told or (self.plain and runs_on(self.view, sentence))
        if self.found and (self.told or _finds(sentence)):
            self.bare = _bare_heading(sentence) or self.bare
            section = self.bare or _READ.get(sentence.role)
            self.found[-1].lines.append((sentence, section))
            self.begun = self.begun or section is not None

    def _titled(self, named: Named, evidence: Evidence) -> None:
        if named.date in self.view.births:
            named = replace(named, date=None)
        kind = ELSEWHERE if named.elsewhere else named.kind
        last = self.found[-1] if self.found else None
        if last is not None and not _another(last, named, kind, self.begun):
            last.site = last.site or named.site
            if named.date is not None and last.date is None:
                last.date = named.date
                last.evidence.append(evidence)
            if named.kind == "flexion-extension":
                last.kind = named.kind
                last.evidence.append(evidence)
            return
        day = named.date
        if day is None and last and {kind, last.kind} == {"xray", "flexion-extension"}:
            day = last.date
        self.found.append(
            Study(kind, named.site, day, "radiologist", evidence=[evidence])
        )
        self.begun = False

    def finish(self) -> list[Study]:
        """All studies of the spine, dated."""
        found = self.found or _untitled(self.view)
        spine = [study for study in found if study.kind != ELSEWHERE]
        for study in spine:
            _date(self.view, study, alone=len(found) == 1)
            _dynamic(self.view, study)
        return spine + self.asides


def _bare_heading(sentence: Sentence) -> SectionOf | None:
    """ "Findings" on a line of its own without a colon."""
    if len(sentence.text) > _BARE:
        return None
    role = exact_role(sentence.text.strip(" .:"))
    return _READ.get(role) if role is not None else None


def _title(view: DocumentView, sentence: Sentence) -> Named | None:
    """The study that an exam field or a title line names."""
    signed = sentence.role == "signature"
    if sentence.role in _UNTITLED and not signed:
        return None
    named = studies_named(sentence.text[:TITLE])
    if named and signed and not _heads_page(sentence, named[0]):
        return None
    if not named or (len(sentence.text) > TITLE and not _narrated(sentence, named[0])):
        return None
    if _BESIDE.search(sentence.text[: named[0].start]):
        return None
    told = sentence.text.endswith(".")
    if told and said(sentence, named[0]) in ("planned", "absent", None):
        return None
    read = sentence.role in _READ and sentence.section.title
    titled = (
        _is_line(sentence, named[0])
        or _narrated(sentence, named[0])
        or _heads_page(sentence, named[0])
        or (_under_mark(view, sentence) and named[0].date is not None)
    )
    return None if read and not titled else named[0]


_BESIDE = re.compile(
    r"(?<!\w)(?:on|from|with|to|since|versus|vs\.?|than|against|by)\s{1,3}"
    r"(?:(?:an?|the|prior|previous|earlier|outside|older?|recent|initial|her|his|last"
    r"|dated?|of|(?:19|20)\d\d|[\d/]{3,10})\s{1,3}){0,4}\Z",
    re.IGNORECASE,
)
"""What leads to another study, which the report is held beside ("since the films")."""


def _is_line(sentence: Sentence, named: Named) -> bool:
    """A line that is nothing but a study's name, for a report within a report."""
    block = sentence.block
    whole = sentence.start == block.start and sentence.end == block.end
    short = len(sentence.text) <= TITLE // 2 and not sentence.text.endswith(".")
    return whole and short and named.start <= _NAME_STARTS


_DAY_LAST = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)\W*\Z|\d{4}-\d\d-\d\d\W*\Z"
)
_DAY_APART = re.compile(
    r"(?:\s{2,}|\t\s*|\s[|-]\s)(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)|\d{4}-\d\d-\d\d)"
    r"(?:\s{1,3}\d{1,2}:?\d\d(?:\s?[ap]m)?)?\s*\Z",
    re.IGNORECASE,
)
"""A day in a column of its own at the end of a line."""


def _heads_page(sentence: Sentence, named: Named) -> bool:
    """A line that names a study and sets its day apart, whoever it names before it.

    "[2 of 2]  MADEUP IMAGING   LUMBAR SPINE FLEXION/EXTENSION   03/31/2026".
    """
    block = sentence.block
    whole = sentence.start == block.start and sentence.end == block.end
    return whole and named.date is not None and bool(_DAY_APART.search(sentence.text))


def _under_mark(view: DocumentView, sentence: Sentence) -> bool:
    """Whether a line ends in a day and stands right under the mark of a page."""
    if not sentence.index or not _DAY_LAST.search(sentence.text):
        return False
    before = view.sentences[sentence.index - 1]
    return before.end <= sentence.start and is_furniture(before.text)


def _narrated(sentence: Sentence, named: Named) -> bool:
    """ "MRI of the thoracic spine showed ..." opens that study in running text."""
    start = named.start <= _NAME_STARTS and named.site is not None
    return start and _SHOWED.search(sentence.text, named.mention.end) is not None


def _another(last: Study, named: Named, kind: str, begun: bool) -> bool:
    """Whether a title opens a new study and does not repeat the last one's name."""
    if {kind, last.kind} <= {"xray", "flexion-extension"} and not begun:
        return False
    region = named.site and last.site and named.site != last.site
    day = begun and named.date is not None and named.date != last.date
    return bool(kind != last.kind or region or day)


_RESULT = re.compile(
    r"\W{0,3}(?:results?|findings|impression|conclusions?|interpretation|today(?:'s"
    r" (?:study|scan))?)\s?:",
    re.IGNORECASE,
)
"""What begins the findings under a heading of why or with what."""
_AFTER_SURGERY = re.compile(r"\bpost-?\s?op", re.IGNORECASE)


_REASONS: frozenset[Role] = frozenset({"indication", "history", "comparison"})
_ENDED = re.compile(r"[.;!?)]\s*\Z")


def runs_on(view: DocumentView, sentence: Sentence) -> bool:
    """Whether findings follow on lines of their own under a reason told in one line.

    "Hx: ACDF 2024, neck pain." and then, without a heading, what the study shows.
    """
    if sentence.role not in _REASONS or not sentence.section.title:
        return False
    text, headed = view.source.text, sentence.section.start
    line = text.rfind("\n", 0, sentence.start)
    if line < headed or text[line : sentence.start].strip():
        return False
    told = text[headed + len(sentence.section.title) : text.find("\n", headed)]
    return bool(told.strip(" :-\t")) and _ENDED.search(text[headed:line]) is not None


_ON_FORMER = re.compile(
    r"\b(?:prior|previous(?:ly)?|outside|report(?:ed)?|compar\w+|dated|none|study|exam"
    r"|available|old|earlier|was|were|had)\b",
    re.IGNORECASE,
)


def _past_comparison(text: str) -> bool:
    """Whether a sentence on the line of a comparison tells what the study shows.

    "Comparison: 1/30/26. Moderate stenosis at C4-5." goes on with findings.
    """
    if not find_levels(text) or find_dates(text) or studies_named(text):
        return False
    return _ON_FORMER.search(text) is None


def _finds(sentence: Sentence) -> bool:
    """Whether a sentence stands where a report tells its findings."""
    if sentence.role == "past-surgery":
        return _AFTER_SURGERY.search(sentence.section.title) is not None
    if sentence.role == "comparison":
        return _past_comparison(sentence.text)
    return sentence.role not in _NO_FINDINGS and not how_made(sentence)


def _lines(view: DocumentView) -> Iterator[tuple[Sentence, SectionOf | None]]:
    """The sentences of findings of a report without a title."""
    for _, sentences in by_section(view):
        told = False
        for sentence in sentences:
            told = told or _RESULT.match(sentence.text) is not None
            if told or _finds(sentence):
                yield sentence, _READ.get(sentence.role)


_HEAD = 120
_DENSITY = re.compile(
    r"\b(?:bone (?:mineral )?densit\w+|densitometry|DE?XA)\b", re.IGNORECASE
)
"""The head of a report of bone density, which is a test and no picture of the spine."""


def _untitled(view: DocumentView) -> list[Study]:
    """A report whose head names no study: the first name anywhere, else "other"."""
    lines = list(_lines(view))
    if not lines:
        return []
    for sentence in view.sentences:
        named = [
            one
            for one in studies_named(sentence.text[:TITLE])
            if said(sentence, one) in ("present", "historical")
        ]
        if named and sentence.role != "comparison":
            quote = [view.cite_sentence(sentence)]
            kind, site = named[0].kind, named[0].site
            return [Study(kind, site, None, "radiologist", evidence=quote, lines=lines)]
    if is_of_the_mind(view) or _DENSITY.search(view.source.text[:_HEAD]):
        return []
    first = view.cite_sentence(lines[0][0])
    return [Study("other", None, None, "radiologist", evidence=[first], lines=lines)]


def _date(view: DocumentView, study: Study, *, alone: bool) -> None:
    """The day of acquisition: a labelled one, else the title's, else the head's."""
    start = None if alone else study.evidence[0].start
    day = report_day(view, start, study.date)
    if day is not None:
        study.date = day.value
        if day.evidence is not None:
            study.evidence.append(day.evidence)


def _dynamic(view: DocumentView, study: Study) -> None:
    """Plain films that include dynamic views are the dynamic study."""
    if study.kind != "xray":
        return
    for sentence, _ in study.lines:
        for named in studies_named(sentence.text):
            done = said(sentence, named) == "present"
            if named.kind == "flexion-extension" and done:
                study.kind = "flexion-extension"
                study.evidence.append(view.cite_sentence(sentence))
                return


def _asides(view: DocumentView, sentence: Sentence) -> Iterator[Study]:
    """Studies that a report says were not done, or asks for."""
    if sentence.role in ("comparison", "indication", "history", "header"):
        return
    for named in studies_named(sentence.text):
        word = said(sentence, named)
        if word is None or named.elsewhere:
            continue
        missing = word == "absent" and named.kind == "flexion-extension"
        if missing or word == "planned":
            quote = [view.cite_sentence(sentence)]
            yield Study(
                named.kind, named.site, None, "radiologist", word, evidence=quote
            )
