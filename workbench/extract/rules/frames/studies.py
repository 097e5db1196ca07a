"""Which study a sentence of the record speaks of.

A report names its study in its head and is one study until another title follows.  A
note names studies in passing: what is said after the name, in the same paragraph or
under the same imaging heading, belongs to it until another study is named.  A report
pasted into a note (FINDINGS, IMPRESSION under the study's name) is the radiologist's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


from workbench.extract.rules import context
from workbench.extract.rules.frames.imaging_days import report_day
from workbench.extract.rules.frames.imaging_facts import Reader, SectionOf
from workbench.extract.rules.frames.imaging_mentions import (
    Named,
    says_today,
    studies_named,
)
from workbench.extract.rules.headings import exact_role
from workbench.extract.rules.model import DocumentView, Role, Section, Sentence
from workbench.schema.case import Assertion
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

TITLE = 160
"""A title line is no longer than this."""

_NAME_STARTS = 12
"""A title line begins with the study's name, give or take a label or number."""

_SILENT: frozenset[Role] = frozenset(
    {
        "request",
        "family",
        "social",
        "medications",
        "past-surgery",
        "review-of-systems",
        "exam",
        "procedure",
        "policy",
        "precautions",
        "template",
        "signature",
        "comparison",
    }
)
"""Sections of a note that give no reading of a study."""

_NO_FINDINGS: frozenset[Role] = frozenset(
    {
        "history",
        "past-history",
        "indication",
        "technique",
        "comparison",
        "header",
        "signature",
        "template",
        "policy",
        "precautions",
        "family",
        "social",
        "medications",
        "request",
        "past-surgery",
        "review-of-systems",
        "exam",
        "plan",
    }
)
"""Sections of a report that hold no findings of its own study."""

_SECTIONS: dict[Role, SectionOf] = {"findings": "findings", "impression": "impression"}
_CONTINUES: frozenset[Role] = frozenset(
    {"imaging", "findings", "impression", "technique", "tests"}
)


@dataclass(slots=True)
class Study:
    """One study as one document tells it, with the sentences that are its reading."""

    kind: str
    site: str | None
    date: PartialDate | None
    reader: Reader
    assertion: Assertion = "present"
    detail: str | None = None
    evidence: list[Evidence] = field(default_factory=list)
    lines: list[tuple[Sentence, SectionOf | None]] = field(default_factory=list)


def studies(view: DocumentView) -> list[Study]:
    """All studies that a document tells of, each with its own sentences."""
    kind = view.document.kind
    if kind in ("policy-excerpt", "letter", "reviewer-worksheet"):
        return []
    if kind == "imaging-report":
        return _report(view)
    return _note(view)


# --- reports ---------------------------------------------------------------------


def _report(view: DocumentView) -> list[Study]:
    found: list[Study] = []
    asides: list[Study] = []
    begun = False
    for sentence in view.sentences:
        named = _title(view, sentence)
        if named is not None and (not found or _another(found[-1], named, begun)):
            found.append(_titled(view, sentence, named))
            begun = False
        asides += _asides(view, sentence)
        if found and sentence.role not in _NO_FINDINGS:
            found[-1].lines.append((sentence, _SECTIONS.get(sentence.role)))
            begun = begun or sentence.role in _SECTIONS
    found = found or _untitled(view)
    found = [study for study in found if study.kind != "elsewhere"]
    for study in found:
        _date_report(view, study, alone=len(found) == 1)
        _dynamic(view, study)
    return found + asides


def _title(view: DocumentView, sentence: Sentence) -> Named | None:
    """The study that a heading, an exam field or a title line names."""
    if sentence.role in ("comparison", "indication", "history", "plan", "request"):
        return None
    heading = studies_named(sentence.section.title)
    if heading:
        return heading[0]
    read = sentence.role in ("findings", "impression") and sentence.section.title
    named = studies_named(sentence.text[:TITLE])
    if not named or len(sentence.text) > TITLE:
        return None
    return None if read and not _is_line(sentence, named[0]) else named[0]


def _is_line(sentence: Sentence, named: Named) -> bool:
    """A line that is nothing but a study's name, for a report within a report."""
    whole = (
        sentence.start == sentence.block.start and sentence.end == sentence.block.end
    )
    short = len(sentence.text) <= TITLE // 2 and not sentence.text.endswith(".")
    return whole and short and named.start <= _NAME_STARTS


def _another(last: Study, named: Named, begun: bool) -> bool:
    """Whether a title opens a new study and does not repeat the last one's name."""
    kind = "elsewhere" if named.elsewhere else named.kind
    if {kind, last.kind} <= {"xray", "flexion-extension"} and not begun:
        return False
    other = kind != last.kind or (named.site and last.site and named.site != last.site)
    return bool(other) or (begun and named.date is not None and named.date != last.date)


def _titled(view: DocumentView, sentence: Sentence, named: Named) -> Study:
    evidence = [view.cite_sentence(sentence)]
    kind = "elsewhere" if named.elsewhere else named.kind
    return Study(kind, named.site, named.date, "radiologist", evidence=evidence)


def _untitled(view: DocumentView) -> list[Study]:
    """A report whose head names no study: the first name anywhere, else "other"."""
    lines = [
        (sentence, _SECTIONS.get(sentence.role))
        for sentence in view.sentences
        if sentence.role not in _NO_FINDINGS
    ]
    if not lines:
        return []
    for sentence in view.sentences:
        if sentence.role == "comparison":
            continue
        named = studies_named(sentence.text[:TITLE])
        if named:
            study = _titled(view, sentence, named[0])
            study.date, study.lines = None, lines
            return [study]
    first = view.cite_sentence(lines[0][0])
    return [Study("other", None, None, "radiologist", evidence=[first], lines=lines)]


def _date_report(view: DocumentView, study: Study, *, alone: bool) -> None:
    """The day of acquisition: a labelled one first, then the title's, then the report's."""
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
            if (
                named.kind == "flexion-extension"
                and _said(sentence, named) == "present"
            ):
                study.kind = "flexion-extension"
                study.evidence.append(view.cite_sentence(sentence))
                return


def _asides(view: DocumentView, sentence: Sentence) -> Iterator[Study]:
    """Studies that a report says were not done, or asks for."""
    if sentence.role in ("comparison", "indication", "history", "header"):
        return
    for named in studies_named(sentence.text):
        said = _said(sentence, named)
        if said in ("absent", "planned") and not named.elsewhere:
            evidence = [view.cite_sentence(sentence)]
            if said == "planned" or named.kind == "flexion-extension":
                yield Study(
                    named.kind, named.site, None, "radiologist", said, None, evidence
                )


def _said(sentence: Sentence, named: Named) -> Assertion | None:
    seven = context.assertion(sentence, named.mention)
    return context.to_assertion(seven, context.detail(sentence, named.mention))


# --- notes -----------------------------------------------------------------------


@dataclass(slots=True)
class _Walk:
    """Where a walk through a note stands: the study spoken of, and since where."""

    view: DocumentView
    found: list[Study] = field(default_factory=list)
    current: Study | None = None
    section: Section | None = None
    block_start: int = -1
    pasted: bool = False


def _note(view: DocumentView) -> list[Study]:
    walk = _Walk(view)
    for sentence in view.sentences:
        if sentence.section is not walk.section:
            _enter(walk, sentence)
        if sentence.role not in _SILENT:
            _step(walk, sentence)
    return walk.found


def _is_findings(section: Section) -> bool:
    """A pasted report's FINDINGS (in a note the role is "imaging")."""
    return exact_role(section.title) == "findings"


def _enter(walk: _Walk, sentence: Sentence) -> None:
    """A heading ends the study spoken of, names one, or goes on with a pasted report."""
    section = sentence.section
    named = [one for one in studies_named(section.title) if not one.elsewhere]
    if named:
        walk.current = _from_heading(walk.view, section, named[0])
        walk.found.append(walk.current)
        walk.pasted = False
    elif _is_findings(section) and walk.current is not None:
        walk.pasted = True
    elif not (section.role in _CONTINUES and _goes_on(walk, section)):
        walk.current, walk.pasted = None, False
    walk.section = section


def _goes_on(walk: _Walk, section: Section) -> bool:
    """An IMPRESSION in a note is a report's only after that report's FINDINGS."""
    if section.role == "impression":
        return walk.pasted
    return section.role == "technique" and walk.current is not None


def _from_heading(view: DocumentView, section: Section, named: Named) -> Study:
    end = min(section.end, section.start + max(len(section.title), 1) + 2)
    evidence = [view.cite(section.start, end)]
    return Study(named.kind, named.site, named.date, "clinician", evidence=evidence)


def _step(walk: _Walk, sentence: Sentence) -> None:
    named = studies_named(sentence.text)
    own = [one for one in named if not one.elsewhere]
    if named and not own:
        walk.current = None
        return
    if own:
        _open(walk, sentence, own)
        return
    if walk.current is not None and _belongs(walk, sentence):
        walk.current.lines.append((sentence, _section(walk, sentence)))


def _section(walk: _Walk, sentence: Sentence) -> SectionOf | None:
    if walk.pasted and walk.current is not None:
        walk.current.reader = "radiologist"
        return "impression" if sentence.role == "impression" else "findings"
    return None


def _belongs(walk: _Walk, sentence: Sentence) -> bool:
    """Same paragraph, or same imaging section, as the study's name."""
    if sentence.role in _CONTINUES:
        return True
    return sentence.block.start == walk.block_start


def _open(walk: _Walk, sentence: Sentence, own: list[Named]) -> None:
    """Start or resume the studies that a sentence names; split it among them."""
    for part, one in _shares(sentence, own):
        said = _said(sentence, one)
        if said is None:
            walk.current = None
            continue
        study = _resumed(walk, one, said)
        if study is None:
            study = _told(walk.view, sentence, one, said)
            walk.found.append(study)
        walk.block_start = sentence.block.start
        walk.current = study if said in ("present", "uncertain", "historical") else None
        if walk.current is not None:
            study.lines.append((part, _section(walk, sentence)))


def _resumed(walk: _Walk, one: Named, said: Assertion) -> Study | None:
    """ "The MRI also shows": the study already spoken of."""
    last = walk.current
    if last is None or said != "present" or last.kind != one.kind:
        return None
    region = one.site is None or last.site is None or one.site == last.site
    if not region or (one.date is not None and one.date != last.date):
        return None
    return last


def _told(view: DocumentView, sentence: Sentence, one: Named, said: Assertion) -> Study:
    date = one.date
    if date is None and says_today(sentence.text) and said == "present":
        date = view.document.date
    return Study(
        one.kind,
        one.site,
        date if said != "planned" else None,
        "clinician",
        said,
        None,
        [view.cite_sentence(sentence)],
    )


def _shares(sentence: Sentence, own: list[Named]) -> Iterator[tuple[Sentence, Named]]:
    """The stretch of the sentence that speaks of each study, other stretches blanked."""
    starts = [0, *(_clause_start(sentence.text, one.start) for one in own[1:])]
    ends = [*starts[1:], len(sentence.text)]
    for one, start, end in zip(own, starts, ends, strict=True):
        text = " " * start + sentence.text[start:end] + " " * (len(sentence.text) - end)
        if len(own) == 1:
            yield sentence, one
        else:
            yield _with_text(sentence, text), one


def _clause_start(text: str, place: int) -> int:
    """Start of the clause that names a study: after the last ";" or "," before it."""
    mark = max(text.rfind(sign, max(place - 40, 0), place) for sign in ";,.")
    return mark + 1 if mark >= 0 else place


def _with_text(sentence: Sentence, text: str) -> Sentence:
    return Sentence(text, sentence.start, sentence.end, sentence.block, sentence.index)
