"""The studies that a note names in passing, and what it says of them.

What follows a study's name in the same paragraph, or under the same imaging heading,
belongs to it until another study is named.  A report pasted under the study's name
(FINDINGS, IMPRESSION) is the radiologist's; everything else is the clinician's reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.facts import Reader, SectionOf
from workbench.extract.rules.frames.imaging.mentions import (
    READING,
    Named,
    says_today,
    studies_named,
)
from workbench.extract.rules.frames.imaging.study import (
    Study,
    answered_by,
    by_section,
    cite_title,
    said,
)
from workbench.extract.rules.frames.imaging.study_lines import (
    NO_TITLES,
    follows,
    is_title,
    of_level_table,
)
from workbench.extract.rules.language.risk_talk import risk_talk
from workbench.extract.rules.layout.headings import exact_role
from workbench.extract.rules.model import DocumentView, Role, Section, Sentence
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion
from workbench.schema.partial_date import PartialDate

_SILENT: frozenset[Role] = frozenset(
    {
        "family",
        "social",
        "medications",
        "review-of-systems",
        "procedure",
        "policy",
        "precautions",
        "template",
        "signature",
        "comparison",
        "header",
    }
)
"""Sections of a note that give no reading of a study."""

_DOUBTFUL: frozenset[Role] = frozenset({"request", "past-surgery", "exam"})
"""Sections in which a study counts only with a day or findings of its own."""

_CONTINUES: frozenset[Role] = frozenset({"imaging", "technique", "tests"})
_LEADS_ON: frozenset[Role] = frozenset({"technique", "indication", "comparison"})
"""Sections between a pasted report's title and its findings."""
_EARLIER = re.compile(
    r"\b(?:prior|previous|earlier|last|old|preoperative|pre-op|outside)(?=\s{1,3}"
    r"(?:\w{1,10}[ -]){0,2}(?:mri|mr|ct|x-?rays?|imaging|radiographs?|films?)\b)",
    re.IGNORECASE,
)


_COMPARED = re.compile(
    r"\b(?:compar\w+|comparison|relative)(?:\s(?:is|was)\smade)?\s(?:with|to)\s"
    r"(?:(?:the|an?|his|her|our|prior|previous|outside|last)\s){0,3}\Z",
    re.IGNORECASE,
)
"""What stands before the study that another one is compared with."""


def note_studies(view: DocumentView) -> list[Study]:
    """All studies that a note tells of."""
    walk = _Walk(view)
    for section, sentences in by_section(view):
        walk.enter(section)
        for sentence in sentences:
            if section.role not in _SILENT and not risk_talk(sentence.text):
                walk.take(sentence)
    for study in walk.headed:
        _settle(study)
    kept = [one for one in walk.found if one not in walk.doubtful or one.lines]
    for study in walk.bare:
        study.finds = not _shows_spine(study) and _speaks_of_spine(study)
    kept = [
        one for one in kept if one not in walk.bare or one.finds or _shows_spine(one)
    ]
    formed = view.document.kind == "request-form"
    for study in kept:
        asked = formed or any(study is one for one in walk.in_plan)
        if (asked and _only_asked_for(study)) or _is_bare_order(study):
            study.assertion = "planned"
    return kept


@dataclass(slots=True)
class _Walk:
    """Where a walk through a note stands: the study spoken of, and since where."""

    view: DocumentView
    found: list[Study] = field(default_factory=list)
    doubtful: list[Study] = field(default_factory=list)
    bare: list[Study] = field(default_factory=list)
    headed: list[Study] = field(default_factory=list)
    in_plan: list[Study] = field(default_factory=list)
    current: Study | None = None
    block_start: int = -1
    pasted: bool = False
    titled: int | None = None
    """Where the section starts whose heading names the study spoken of."""
    under_title: Sentence | None = None
    """The last line right under a title line that names the study spoken of."""

    def enter(self, section: Section) -> None:
        """A heading names a study, goes on with a pasted report, or ends the study."""
        named = studies_named(section.title, readings=True)
        named = [one for one in named if not one.elsewhere]
        if named and section.role not in _SILENT:
            self.current = self._from_heading(section, named[0])
            self.found.append(self.current)
            self.headed.append(self.current)
            if named[0].mention.concept == READING:
                self.bare.append(self.current)
            self.pasted = False
            self.titled = section.start if section.role not in NO_TITLES else None
        elif REPORT.fullmatch(section.title.strip(" :=*-")):
            self.current = self._unnamed(section)
            self.pasted = True
        elif _is_findings(section) and self.current is not None:
            self.pasted = True
        elif section.role == "imaging" and section.title and self.current is None:
            self.current = self._unnamed(section, "clinician")
        elif section.role == "impression" and self.pasted:
            self.pasted = False
            self._radiologist()
        elif section.role not in _LEADS_ON or self.current is None:
            self.current, self.pasted = None, False
        self.under_title = None

    def _radiologist(self) -> None:
        """The pasted report's IMPRESSION is its end; a second one is the note's own."""
        if self.current is not None:
            self.current.reader = "radiologist"

    def _unnamed(self, section: Section, reader: Reader = "radiologist") -> Study:
        """A reading without the name of its study; kept where it finds some."""
        quote = [cite_title(self.view, section)]
        study = Study("other", None, None, reader, evidence=quote)
        self.found.append(study)
        self.bare.append(study)
        return study

    def _from_heading(self, section: Section, named: Named) -> Study:
        quote = [cite_title(self.view, section)]
        return Study(named.kind, named.site, named.date, "clinician", evidence=quote)

    def take(self, sentence: Sentence) -> None:
        """Read one sentence: open studies, or add it to the one spoken of."""
        plain, earlier = _without_earlier(sentence)
        named = studies_named(plain.text, self.view.document.date, readings=True)
        own = [one for one in named if not one.elsewhere]
        self._tabled(sentence, named)
        if own:
            self._open(plain, own, earlier)
            self.under_title = sentence if is_title(plain, own[0]) else None
        elif named:
            self.current = None
        elif self.current is not None and self._belongs(sentence):
            prose = sentence.role not in _CONTINUES and not self._section(sentence)
            if prose and _moves_on(sentence.text):
                self.current = None
            else:
                self.current.lines.append((sentence, self._section(sentence)))

    def _tabled(self, sentence: Sentence, named: list[Named]) -> None:
        """A table of levels without a study's name is a study of its own."""
        if named or self.current is not None or not of_level_table(sentence):
            return
        quote = [self.view.cite_sentence(sentence)]
        self.current = Study("other", None, None, "clinician", evidence=quote)
        self.found.append(self.current)
        self.under_title = sentence

    def _belongs(self, sentence: Sentence) -> bool:
        """Same paragraph, or same imaging section, as the study's name."""
        if sentence.role in _CONTINUES or self._section(sentence):
            return True
        if self.titled == sentence.section.start:
            return True
        last = self.under_title
        if last is not None and follows(self.view, last, sentence):
            self.under_title = sentence
            return True
        return sentence.block.start == self.block_start

    def _section(self, sentence: Sentence) -> SectionOf | None:
        if self.current is None:
            return None
        if self.pasted:
            self.current.reader = "radiologist"
            return "findings"
        over = self.current.reader == "radiologist" and sentence.role == "impression"
        return "impression" if over else None

    def _open(self, sentence: Sentence, own: list[Named], earlier: bool) -> None:
        """Start or resume the studies that a sentence names; split it among them."""
        for part, one in _shares(sentence, own):
            if _COMPARED.search(sentence.text, 0, one.start):
                self._told(sentence, one, "historical", True)
                continue
            word = said(sentence, one)
            if word is None:
                self.current = None
                continue
            if self._heads_none(one, word):
                continue
            study = self._resumed(sentence, one, word) or self._told(
                sentence, one, word, earlier
            )
            self.block_start = sentence.block.start
            done = word in ("present", "uncertain", "historical")
            self.current = study if done else None
            if done:
                study.lines.append((part, self._section(part)))

    def _heads_none(self, one: Named, word: Assertion) -> bool:
        """Settle a heading whose own line says that its study is not there yet."""
        last = self.current
        if word not in ("absent", "planned") or last is None or last.lines:
            return False
        if not any(last is study for study in self.headed) or last.kind != one.kind:
            return False
        last.assertion = word
        self.current = None
        return True

    def _resumed(self, sentence: Sentence, one: Named, word: Assertion) -> Study | None:
        """ "The MRI also shows": the study already spoken of."""
        last = self.current
        if last is None or word != "present":
            return None
        if one.mention.concept == READING:
            return last
        if not last.lines and last.date is None and _may_be(last.kind, one.kind):
            last.kind, last.site = one.kind, one.site or last.site
            last.date = self._day(sentence, one, word)
            last.evidence.append(self.view.cite_sentence(sentence))
            return last
        if last.kind != one.kind:
            return None
        region = one.site is None or last.site is None or one.site == last.site
        if not region or (one.date is not None and one.date != last.date):
            return None
        return last

    def _day(
        self, sentence: Sentence, one: Named, word: Assertion
    ) -> PartialDate | None:
        """The study's day; the note's own where the note says "today"."""
        if one.date is None and says_today(sentence.text) and word == "present":
            return self.view.document.date
        return one.date

    def _told(
        self, sentence: Sentence, one: Named, word: Assertion, earlier: bool
    ) -> Study:
        date = self._day(sentence, one, word)
        study = Study(
            one.kind,
            one.site,
            date if word != "planned" else None,
            "clinician",
            word,
            "prior" if earlier else None,
            [self.view.cite_sentence(sentence)],
        )
        self.found.append(study)
        if one.mention.concept == READING:
            self.bare.append(study)
        if sentence.role in _DOUBTFUL and date is None:
            self.doubtful.append(study)
        if sentence.role == "plan" or _opens_plan(sentence, one):
            self.in_plan.append(study)
        return study


def _opens_plan(sentence: Sentence, one: Named) -> bool:
    """Whether an assessment goes on to a plan: the scan and its region come first."""
    before = sentence.text[: one.start].strip(" -*#.:)0123456789")
    return sentence.role == "assessment" and not before


_OF_BEFORE = re.compile(
    r"\b(?:prior|previous|last|recent|results?|findings|reports?|enclosed|attached"
    r"|show\w*|reveal\w*|demonstrat\w*|done|performed|reviewed|dated)\b"
    r"|\b(?:stenosis|narrow\w*|herniat\w*|protrusion|extrusion|bulg\w*|compress\w*"
    r"|impinge\w*|listhesis|normal|unremarkable|mild|moderate|severe|hnp|showing|with"
    r"(?! (?:and|&) without| or without|out| (?:iv )?contrast| gad\w*))\b"
    r"|\b[CTL]\d{1,2}\s?[-/]\s?[CTLS]?\d{1,2}\b|\b(?:is|was|were|had|has)\b",
    re.IGNORECASE,
)
"""Words that tell of a study that was made, or of what it showed."""


REPORT = re.compile(
    r"(?:(?:radiology|imaging|diagnostic imaging|x-?ray) )?report(?: text)?",
    re.IGNORECASE,
)
_SPACE = r"\b[CTL]\d{1,2}\s?[-/]\s?[CTLS]?\d{1,2}\b"
_SHOWN = (
    r"\b(?:stenosis|narrow\w*|herniat\w*|hnp|protru\w+|extru\w+|bulg\w*|foram\w*|cord"
    r"|\w*listhesis|slip|dis[ck]|osteophyt\w*|spur\w*|spondylo\w+|fus(?:ed|ion)|cage"
    r"|degenerat\w+|ddd|facets?|canal|compress\w*|subsid\w+|screws?|bridging|patent)\b"
)
_OF_SPINE = re.compile(
    rf"{_SPACE}.{{0,80}}{_SHOWN}|{_SHOWN}.{{0,60}}{_SPACE}", re.IGNORECASE
)


def _settle(study: Study) -> None:
    """A study under its own heading that the words there say is not there yet.

    "MRI: not submitted" is a heading over one line that answers and tells no more.
    """
    told = [line.text for line, _ in study.lines]
    said = answered_by(told[0]) if len(told) == 1 else None
    if said is not None:
        study.assertion, study.lines = said, []


def _shows_spine(study: Study) -> bool:
    """Whether what stands under "REPORT" finds something at a level of the spine."""
    return any(_OF_SPINE.search(line.text) for line, _ in study.lines)


def _only_asked_for(study: Study) -> bool:
    """Whether a form names a study as what it asks for, not as one that was made."""
    if study.assertion != "present" or study.date is not None:
        return False
    told = [one.quote for one in study.evidence]
    told += [f"{line.block.label or ''} {line.text}" for line, _ in study.lines]
    return not any(_OF_BEFORE.search(_TO_COME.sub(" ", one)) for one in told)


_TO_COME = re.compile(
    r"\b(?:depend\w* (?:up)?on|pending|await\w*|based on|discuss|review|with|for|once"
    r"|go over|return with|bring) (?:the |its |mri |of )?"
    r"(?:results?|findings|report)\b",
    re.IGNORECASE,
)
"""Results that a plan waits for, which tell of no study made."""
_BARE_ORDER = re.compile(
    r"\W*(?:(?:new|repeat|updated|fresh|get|obtain|order)\s)?"
    r"(?:mri|mr|ct|magnetic resonance imaging)\b"
    r"(?:[\s/,&()-]+(?:of|the|his|her|cervical|thoracic|lumbar|lumbosacral|spine|neck|back"
    r"|[clt]-?spine|ls|l/s|w|wo|w/o|with|without|and|no|non|contrast|gadolinium|gad|iv"
    r"|noncontrast|7\d{4}))+\W*",
    re.IGNORECASE,
)
"""A sentence that is a scan's name with its contrast and nothing else."""


_ORDER_ROW = re.compile(
    r"\W*(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\s+)?"
    r"(?:mri|mr|ct|magnetic resonance imaging)\b"
    r"(?:[\s/,&()#:x-]+(?:of|the|cervical|thoracic|lumbar|lumbosacral|spine|neck|back"
    r"|[clt]-?spine|w|wo|w/o|with|without|and|no|non|contrast|cpt|code|qty|units?|\d{1,2}"
    r"|stat|routine))*[\s/,&()#:x-]+7[0-2]\d{3}\b[\s,;#:-]*(?:(?:qty|units?|x)?\W*\d{0,2})\W*",
    re.IGNORECASE,
)
"""A row that names a scan with its code number, as lists of orders do."""
_ORDER_FIELD = re.compile(
    r"\W*(?:dx|icd\S{0,6}|diagnos\w+)\W{1,3}(?=[A-Z]\d)"
    r"|\W*(?:(?:ordering |referring |requesting )?(?:provider|physician)|status"
    r"|priority|req(?:uest)?(?:ed)? date|date requested"
    r"|order(?:ed)? (?:date|by|#|no\.?)|facility|site|auth\w*(?: #| no\.?)?)\s?:"
    r"|\s*\[[^\[\]]{3,60}\]\s*\Z",
    re.IGNORECASE,
)
"""A field below an order's row, or the heading of what stands next in an export."""


def _speaks_of_spine(study: Study) -> bool:
    """Whether what a reading tells without a level is of the spine by its words."""
    return any(_SPINAL.search(line.text) for line, _ in study.lines)


_SPINAL = sought(
    r"\b(?:spinal|spine|cord|canal|foram\w+|vertebr\w+|dis[ck]s?|facets?|thecal"
    r"|nerve roots?|backbone|lumbar|cervical|neck|(?:lower|low|upper|mid) back|my back"
    r"|screws?|rods?|cage|fusion|graft)\b",
    re.IGNORECASE,
)


def _is_bare_order(study: Study) -> bool:
    """Whether a note only names a scan, as orders do, and tells nothing of it."""
    if study.assertion != "present":
        return False
    told = [one.quote for one in study.evidence]
    told += [line.text for line, _ in study.lines]
    rows = [one for one in told if _ORDER_ROW.fullmatch(one)]
    if rows and all(one in rows or _ORDER_FIELD.match(one) for one in told):
        return True
    return study.date is None and all(
        _BARE_ORDER.fullmatch(one) and "contrast" in one for one in told
    )


def _is_findings(section: Section) -> bool:
    """Findings by their heading, or by levels right under the report's indication."""
    if not section.title:
        return section.role == "findings"
    return exact_role(section.title) == "findings"


def _may_be(heading: str, kind: str) -> bool:
    """Whether a study under a heading is the one that the heading names."""
    return heading == kind or (heading, kind) == ("xray", "flexion-extension")


def _moves_on(text: str) -> bool:
    """Whether a sentence speaks of the patient or of care, not of the study."""
    found = lexicon.load("imaging-status").find(text)
    return any(one.concept == "moves-on" for one in found)


def _without_earlier(sentence: Sentence) -> tuple[Sentence, bool]:
    """The sentence without "prior" before a study, which is told for itself."""
    text, count = _EARLIER.subn(lambda found: " " * len(found.group()), sentence.text)
    return (replace(sentence, text=text), True) if count else (sentence, False)


def _shares(sentence: Sentence, own: list[Named]) -> Iterator[tuple[Sentence, Named]]:
    """The stretch of the sentence that speaks of each study, the rest blanked."""
    text = sentence.text
    starts = [0, *(_clause_start(text, one.start) for one in own[1:])]
    ends = [*starts[1:], len(text)]
    for one, start, end in zip(own, starts, ends, strict=True):
        part = " " * start + text[start:end] + " " * (len(text) - end)
        yield replace(sentence, text=part), one


def _clause_start(text: str, place: int) -> int:
    """Start of the clause that names a study: after the last mark before it."""
    mark = max(text.rfind(sign, max(place - 40, 0), place) for sign in ";,.")
    return mark + 1 if mark >= 0 else place
