"""A therapy record read as a whole: one course of treatment from first to last visit.

Daily notes, a log of visits, an evaluation or a discharge summary each tell when the
patient came (``therapy_record``); visits that did not take place do not count.  What
they add up to is one course (``therapy_course``).  What the record says of other
treatments stays as it was read.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.frames.treatment.regions import Around, Region, beside
from workbench.extract.rules.frames.treatment.therapy_course import course
from workbench.extract.rules.frames.treatment.therapy_given import within
from workbench.extract.rules.frames.treatment.therapy_record import Record, read_line
from workbench.extract.rules.frames.treatment.words import grammar, items, regions
from workbench.extract.rules.model import DocumentView, PacketView, Sentence
from workbench.extract.rules.values.weekdays import fits_before
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Treatment
from workbench.schema.partial_date import PartialDate, is_exact

_KINDS = ("physical-therapy", "chiropractic")
_HEAD = 4
_RECORD = re.compile(
    r"\battendance\b|\bledger\b|flow ?sheet|\b(?:visit|treatment|appointment) "
    r"(?:log|history|record|list)|daily (?:treatment )?notes?|"
    r"discharge (?:summary|note)|"
    r"(?:initial |re-?)evaluation|progress (?:note|report)|plan of care|"
    r"treatment (?:notes?|records?)|\blog\b|visit summary|treatment summary|"
    r"(?:dates|period|episode|block|course) of (?:care|treatment|therapy)\s*:?\s*\d|"
    r"\b(?:first|start)\W{1,3}\d[^\n]{4,24}\b(?:last|finish)\W{1,3}\d",
    re.I,
)
"""Words of the head of a therapist's own record."""
_BODY = sought(
    r"\b(?:body (?:part|region|area)|regions?(?: treated)?|areas?(?: treated)?|"
    r"(?:treatment|treated) (?:area|region|site)|site)\s?[:=]\s?",
    re.I,
)
_DIAGNOSIS = sought(
    r"(?<!past medical )(?<!secondary )\b(?:diagnos[ie]s|dx|"
    r"icd-?10(?:-cm)?(?: codes?)?|"
    r"(?:reason for )?referral|referred for|chief complaint|problem|condition|"
    r"treating for|treated for)\s?[:=]\s?",
    re.I,
)
_NEXT_LABEL = re.compile(r"\s{3,}|\s[A-Z][A-Za-z ]{2,24}:")
_SENTENCE = re.compile(r"[.!?]\s*$|[a-z][.;] +[A-Z]|^.{120}")
"""A line of a note that tells something, and is no heading or field of a record."""
_LINES = 4000


def read(
    view: DocumentView,
    around: Around,
    facts: Sequence[Treatment],
    packet: PacketView,
) -> list[Treatment]:
    """The course that the record tells, then whatever else it says of treatment."""
    kind = _kind(view)
    record = Record(_written(view, packet))
    for index in range(min(len(view.document.lines), _LINES)):
        read_line(view, record, index)
    around.about = _region(view) or around.about
    if around.about.site is None:
        around.about = _treated(view, kind) or around.about
    whole = course(view, record, kind, around, facts)
    rest = [_taught(one) for one in facts if not _part_of(one, kind)]
    return [whole, *within(whole, rest)] if whole else list(facts)


def _written(view: DocumentView, packet: PacketView) -> PartialDate | None:
    """The day of a record: its own, or else the newest of the packet where the weekdays
    of its visits say that they came before that."""
    if view.document.date is not None:
        return view.document.date
    days = [packet.request_date, *(one.document.date for one in packet.documents)]
    newest = max((one for one in days if one and is_exact(one)), default=None)
    return newest if fits_before(view.source.text, newest) else None


def is_record(view: DocumentView) -> bool:
    """Whether a document is a therapist's own record, by its kind or by its head."""
    if view.document.kind == "therapy-record":
        return not _is_of_others(view)
    if view.document.kind not in ("other", "clinic-note"):
        return False
    lines = [line.text for line in view.document.lines[:40] if line.text.strip()]
    titles = [one for one in lines[:_HEAD] if not _SENTENCE.search(one)]
    head = fold("\n".join(titles))[:600]
    treats = any(one.kind in _KINDS for one in items(head))
    return treats and bool(_RECORD.search(head))


_TREATED = sought(
    r"\b(?:9[78]\d{3}|98940|ther(?:apeutic)?[ -]?ex\w*|manual therapy"
    r"|physical therap\w+|physiotherap\w+|chiropract\w+|HEP|goals?)\b",
    re.I,
)
_ROWS = 12
_FEWEST = 2


def _is_of_others(view: DocumentView) -> bool:
    """Whether a paper is an account of charges or a team's table, and no therapist's.

    An account that charges for therapy, or a line of it, still tells of its visits.
    """
    lines = [fold(one.text)[:300] for one in view.document.lines[:40]]
    lines = [one for one in lines if one.strip()]
    head = "\n".join(lines[:_ROWS])
    charged = {one.text.lower() for one in grammar("account", head)}
    if len(charged) >= _FEWEST and not _TREATED.search("\n".join(lines)):
        return True
    named = [next(iter(grammar("discipline", one)), None) for one in lines]
    return sum(1 for one in named if one and one.start <= 2) >= _FEWEST


def _taught(fact: Treatment) -> Treatment:
    """Home exercise out of a therapist's own record was taught by the therapist."""
    own = fact.kind == "home-exercise" and fact.supervised is None
    return fact.model_copy(update={"supervised": True}) if own else fact


def _kind(view: DocumentView) -> str:
    counts = {"physical-therapy": 0, "chiropractic": 0}
    for item in items(view.source.text[:6000]):
        if item.kind in counts:
            counts[item.kind] += 1
    more = counts["chiropractic"] > counts["physical-therapy"]
    return "chiropractic" if more else "physical-therapy"


def _part_of(fact: Treatment, kind: str) -> bool:
    if fact.kind == "activity-modification":
        return True
    return fact.kind == kind and fact.assertion in ("present", "planned")


def _region(view: DocumentView) -> Region | None:
    """The region that the record itself states: its body part, else its diagnosis."""
    for label in (_BODY, _DIAGNOSIS):
        for index, line in enumerate(view.document.lines[:_LINES]):
            text = fold(line.text)[:2000]
            found = label.search(text)
            site = _stated(text[found.end() :]) if found else None
            if site:
                start = view.source.line_start(index)
                return Region(site, view.cite(start, start + len(text)))
    return None


def _treated(view: DocumentView, kind: str) -> Region | None:
    """The one region for which a record names its treatment ("PT neck, 6 visits")."""
    found: dict[str, Sentence] = {}
    for sentence in view.sentences[:_LINES]:
        if sentence.role in ("history", "policy"):
            continue
        text = sentence.text[:2000]
        own = [one for one in items(text) if one.kind == kind]
        named = {name for name, _, _ in regions(text)} if own else set()
        treated = {beside(text, one, (0, len(text))) for one in own}
        if treated - {None}:
            found |= {site: found.get(site, sentence) for site in sorted(named)}
    if len(found) != 1:
        return None
    site, sentence = next(iter(found.items()))
    return Region(site, view.cite_sentence(sentence))


def labelled_region(text: str) -> str | None:
    """The region in a field of a body part or diagnosis ("Body part: low back")."""
    found = _BODY.match(text) or _DIAGNOSIS.match(text)
    return _stated(text[found.end() :]) if found else None


def _stated(text: str) -> str | None:
    """The region of a labelled answer; the neck where it is one of several."""
    stop = _NEXT_LABEL.search(text)
    sites = [name for name, _, _ in regions(text[: stop.start()] if stop else text)]
    return "neck" if "neck" in sites else next(iter(sites), None)
